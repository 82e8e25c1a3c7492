"""Records that others kept before the pages are opened, as the command line would keep them."""

import io
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from checklists.catalogue import find
from taizhang.desk import Visit
from taizhang.receipts import Receipt
from tests.web.school import STROKES, WebSchool

CLERK, HEAD, KEEPER, OFFICER, GUARD = "P006", "P003", "P005", "P004", "P008"
PHOTO = "现场.jpg"
LOOSE = {
    "verdict": "不合格",
    "remark": "二层扶手立柱松动，可晃动",
    "place": "教学楼一层东",
    "handling": "报隐患",
    "action": "已拉隔离带",
    "photos": [PHOTO],
}
"""What is wrong with stairs: a hazard is opened for it."""


def jpeg(colour: str = "green", size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def keep(
    school: WebSchool,
    slug: str,
    data: Mapping[str, Any],
    by: str,
    at: datetime | None = None,
    late_reason: str = "",
) -> Receipt:
    """Record an entry; a file of any name is a picture that nobody else has."""
    with school.desk() as desk:
        visit = Visit(by, at or school.now)
        files = {name: jpeg(f"#{len(name) * 7 % 256:02x}4060") for name in names_in(data)}
        return desk.file_entry(visit, slug, data, files.__getitem__, late_reason)


def names_in(value: Any) -> list[str]:
    """File names in some content."""
    if isinstance(value, Mapping):
        return [name for one in value.values() for name in names_in(one)]
    if isinstance(value, list):
        return [name for one in value for name in names_in(one)]
    return [value] if isinstance(value, str) and value.endswith(".jpg") else []


def patrol(
    school: WebSchool, day: datetime | None = None, late_reason: str = "", **items: Any
) -> str:
    """A patrol of an afternoon that its patroller signed: the head of logistics signs next.

    Args:
        school: where.
        day: when it was walked and recorded; a late one is recorded now.
        late_reason: why it comes late.
        items: what was found otherwise than well, by item.
    """
    day = day or school.now
    checks = {**find("daily_patrol").example["checks"], **items}
    start, end = (day.replace(hour=hour, minute=40) for hour in (9, 10))
    data = {
        **find("daily_patrol").example,
        "date": day.date().isoformat(),
        "period": "上午",
        "patroller": "许安",
        "start": start.isoformat(),
        "end": end.isoformat(),
        "checks": checks,
    }
    at = school.now if late_reason else day.replace(hour=11, minute=0)
    number = keep(school, "daily_patrol", data, CLERK, at, late_reason).number
    if not late_reason:
        sign(school, number, CLERK, at + timedelta(minutes=1))
    return number


def sign(school: WebSchool, number: str, by: str, at: datetime | None = None) -> None:
    """Somebody signs by hand, at the place that is next."""
    with school.desk() as desk:
        desk.sign_record(Visit(by, at or school.now), number, strokes=STROKES.encode())


def sample(school: WebSchool, **changes: Any) -> str:
    """A food sample, signed by nobody yet."""
    data = {
        **find("food_sample_retention").example,
        "keeper": "程𬱖",
        "reviewer": "贺珺",
        "dispose_at": None,
        "dispose_by": None,
        **changes,
    }
    kept = {name: value for name, value in data.items() if value is not None}
    return keep(school, "food_sample_retention", kept, KEEPER).number


def caller(school: WebSchool) -> str:
    """A visitor at the gate, with a photo of the face: personal values."""
    data = {
        **find("visitor_register").example,
        "guard": "方舟",
        "host": "贺珺",
        "photos": [PHOTO],
        "out_at": None,
        "pass_back": None,
        "host_sign": None,
    }
    kept = {name: value for name, value in data.items() if value is not None}
    return keep(school, "visitor_register", kept, GUARD).number


def numbers_on(page: str) -> list[str]:
    """Records that a page links to, in order."""
    return re.findall(r'href="/records/([A-Z]+-\d{8}-\d{3,})[/"]', page)
