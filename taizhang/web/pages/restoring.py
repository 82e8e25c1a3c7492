"""First run on another computer: a backup is brought back in the browser, data and keys."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from records.disk import Disk, make_folders
from records.errors import RecordError, cause_of
from taizhang.errors import TaizhangError, TooManyTriesError, UsageError
from taizhang.home import SCHOOL_FILE
from taizhang.restoring import BroughtBack, bring_back
from taizhang.web.errors import BadRequestError
from taizhang.web.founding import ONE_AT_A_TIME, fault_of_code, require_new
from taizhang.web.guard import Guarded, OurSite, everybody
from taizhang.web.shield import LARGEST_BODY
from taizhang.web.site import Site

router = APIRouter(route_class=Guarded)
RESTORE = "/setup/restore"
LARGEST_BACKUP = 64_000_000_000
"""Bytes of a backup that is brought back: years of photos."""
FILES = {"data": "数据备份（…-data.zip）", "keys": "密钥备份（…-keys）"}


def body_limit(site: Site, path: str) -> int:
    """Bytes of the largest request at a path: a backup is let through while there is no school."""
    return LARGEST_BACKUP if path == RESTORE and not site.is_founded else LARGEST_BODY


@router.get(RESTORE)
@everybody
def restore_page(request: Request, site: OurSite, code: str = "") -> Response:
    """Ask for the code, then for the files."""
    if site.is_founded:
        return RedirectResponse("/", 303)
    error = _refused(request, site, code) if code else ""
    return _page(request, site, "" if error else code, error)


@router.post(RESTORE)
@everybody
async def restore(request: Request, site: OurSite, code: str = "") -> Response:
    """Bring a backup back; of whoever has not got the code, not even the files are read."""
    error = await run_in_threadpool(_refused, request, site, code)
    if error:
        return await run_in_threadpool(_page, request, site, "", error)
    try:
        async with request.form(max_files=len(FILES), max_fields=4) as form:
            return await run_in_threadpool(_restored, request, site, code, form)
    except HTTPException as broken:
        raise BadRequestError("上传的内容读不全", "检查网线，再选一次文件") from broken


def _refused(request: Request, site: Site, code: str) -> str:
    """Why nothing is brought back; empty if it may be.

    Raises:
        BadRequestError: there is a school.
    """
    require_new(site)
    try:
        return fault_of_code(site, request, code)
    except TooManyTriesError as error:
        return str(error)


def _restored(request: Request, site: Site, code: str, form: FormData) -> Response:
    try:
        done = _bring_back(site, form)
    except (RecordError, TaizhangError) as error:
        return _page(request, site, code, str(error))
    except OSError as error:
        return _page(request, site, code, f"{site.folder} 写不了：{cause_of(error)}。核对磁盘。")
    accounts = site.entrance.accounts.listed()
    return site.page(request, "restored.html", done=done, accounts=len(accounts))


def _bring_back(site: Site, form: FormData) -> BroughtBack:
    """Put the files down, bring them back, and open the school.

    Raises:
        UsageError, RecordError, OSError: nothing is left that would count as a school.
    """
    with ONE_AT_A_TIME, ExitStack() as undo:
        require_new(site)
        undo.callback((site.folder / SCHOOL_FILE).unlink, missing_ok=True)
        site.folder.mkdir(parents=True, exist_ok=True)
        folder = make_folders(Disk(), site.folder, "web", "restoring")
        try:
            data, keys = (_put_down(form, name, folder) for name in FILES)
            done = bring_back(site.folder, data, keys, str(form.get("words", "")))
        finally:
            shutil.rmtree(folder)
        undo.pop_all()
        site.setup_code = ""
    site.open()
    return done


def _put_down(form: FormData, name: str, folder: Path) -> Path:
    sent = form.get(name)
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise UsageError(f"没有选{FILES[name]}。两个文件都要选；少一个就用命令行恢复。")
    path = folder / name
    with path.open("wb") as file:
        shutil.copyfileobj(sent.file, file)
    return path


def _page(request: Request, site: Site, code: str, error: str = "") -> Response:
    """The page that asks for the files; without a code that is right, for the code first."""
    return site.page(
        request, "restore.html", 422 if error else 200, code=code, error=error, files=FILES
    )
