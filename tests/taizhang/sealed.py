"""A school with a seal, and a responsibility letter that both sides have signed."""

import io
from collections.abc import Sequence
from functools import cache

from PIL import Image

from generator.seal_images import SealImage, read_seal_image
from taizhang.desk import Desk, Visit
from taizhang.official_seals import keep_seal
from taizhang.school_file import SealSection
from taizhang.simulator.seals import draw_seal

SEAL = "公章"
LETTER = "safety_responsibility_letter"
ZHOU, SHEN, DONG, XU = "P001", "P002", "P003", "P006"
"""Principal, deputy, custodian (head of logistics), who files letters."""
NO_FILE = "0" * 16 + ".png"


def give_seal(
    desk: Desk,
    name: str = SEAL,
    custodians: Sequence[str] = (DONG,),
    place: str = "落款",
    picture: bytes = b"",
) -> SealSection:
    """The principal keeps a drawn seal."""
    told = {"name": name, "file": NO_FILE, "custodians": custodians, "place": place}
    image = read_seal_image(picture) if picture else drawn_seal()
    home = keep_seal(desk, ZHOU, SealSection.model_validate(told), image)
    desk.renew(home)
    return next(one for one in home.settings.seals if one.name == name)


@cache
def drawn_seal() -> SealImage:
    """The seal of the tests' school, drawn once."""
    return read_seal_image(draw_seal("青禾市云溪路小学"))


def letter(desk: Desk, *, signed: bool = True, **changes: object) -> str:
    """A letter of the safety officer, with both signatures or none."""
    data = {
        "batch": "2025-2026学年第二学期安全责任书",
        "issued_on": "2026-03-02",
        "party_b": "许安",
        "party_type": "中层",
        "valid_from": "2026-03-02",
        "valid_to": "2026-07-03",
        **changes,
    }
    number = desk.file_entry(visit(desk, XU), LETTER, data, scan).number
    done = {
        "signed_on": "2026-03-05",
        "copies_b": True,
        "seal": True,
        "pages": 3,
        "seam_seal": True,
        "scan": ["scan.jpg"],
    }
    desk.continue_record(visit(desk, XU), number, done, scan)
    if signed:
        for person in (XU, ZHOU):
            desk.sign_record(visit(desk, person), number)
    return number


def scan(name: str) -> bytes:
    """A picture of that name."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (len(name) * 9 % 255, 90, 120)).save(out, "JPEG")
    return out.getvalue()


def visit(desk: Desk, by: str) -> Visit:
    """Somebody comes, now."""
    return Visit(by, desk.now())
