"""The school's seals: their pictures and custodians, set by its head. No picture is shown here."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from generator.official_seals import Place
from generator.seal_images import SealImage
from taizhang.desk import Desk
from taizhang.exits import REFUSALS
from taizhang.official_seals import custodians_of, drop_seal, image_from, keep_seal, read_seal
from taizhang.school_file import SealSection
from taizhang.web.acts import line_of, text_of
from taizhang.web.errors import BadRequestError, status_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.requests import Posted
from taizhang.web.rights import Right
from taizhang.web.site import Site
from taizhang.web.stampings import names_of

router = APIRouter(route_class=Guarded)
SEALS = "/settings/seals"
OFFICIAL = "公章"


@dataclass(frozen=True, slots=True)
class Form:
    """A seal as its form shows it; `is_new` wants a picture."""

    name: str
    custodians: str = ""
    width: str = "42"
    place: str = Place.DATE
    seam: bool = True
    is_new: bool = True


@router.get(SEALS)
@allow(Right.SEALS)
def seals_page(request: Request, site: OurSite, who: Who) -> Response:
    """Every seal with its form, and one more."""
    return _page(request, site)


@router.post(SEALS)
@allow(Right.SEALS)
def keep(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Add a seal, or change one."""
    try:
        image = _image(form)
        with site.desk() as desk:
            seal = _seal(desk, form)
            keep_seal(desk, who.id, seal, image)
    except REFUSALS as error:
        return _page(request, site, form, str(error), status_of(error))
    told = "图片只进密钥备份，请现在做一次备份。" if image else ""
    site.tell(who, f"已保存“{seal.name}”。{told}")
    return RedirectResponse(SEALS, 303)


@router.post(f"{SEALS}/drop")
@allow(Right.SEALS)
def drop(request: Request, site: OurSite, who: Who, form: Posted) -> Response:
    """Take a seal out of use."""
    name = text_of(form, "name")
    try:
        with site.desk() as desk:
            drop_seal(desk, who.id, name)
    except REFUSALS as error:
        return _page(request, site, None, str(error), status_of(error))
    site.tell(who, f"“{name}”已停用，图片已删去。盖过的文书和登记不变。")
    return RedirectResponse(SEALS, 303)


def _image(form: FormData) -> SealImage | None:
    upload = form.get("picture")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return None
    return image_from(upload.file.read())


def _seal(desk: Desk, form: FormData) -> SealSection:
    name = line_of(form, "name", 20)
    before = next((one for one in desk.home.settings.seals if one.name == name), None)
    if not name:
        raise BadRequestError("没有写印章的名称", "如公章、财务专用章", 422)
    return read_seal(
        {
            "name": name,
            **({"file": before.file} if before else {}),
            "custodians": custodians_of(desk, line_of(form, "custodians", 200).split()),
            "width": text_of(form, "width"),
            "place": text_of(form, "place"),
            "seam": "seam" in form,
        }
    )


def _page(
    request: Request, site: Site, form: FormData | None = None, error: str = "", status: int = 200
) -> Response:
    with site.desk() as desk:
        kept = {
            one.name: Form(
                one.name,
                " ".join(names_of(desk, one).split("、")),
                str(one.width),
                one.place,
                one.seam,
                is_new=False,
            )
            for one in desk.home.settings.seals
        }
    blank = Form("" if kept else OFFICIAL)
    if form is not None:
        said = _said(form)
        if said.name in kept:
            kept[said.name] = said
        else:
            blank = said
    forms = [*kept.values(), blank]
    return site.page(request, "seals.html", status, forms=forms, places=[*Place], error=error)


def _said(form: FormData) -> Form:
    return Form(
        text_of(form, "name"),
        text_of(form, "custodians"),
        text_of(form, "width"),
        text_of(form, "place"),
        "seam" in form,
        is_new="new" in form,
    )
