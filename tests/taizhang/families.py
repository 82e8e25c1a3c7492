"""A school that asks families: two classes with pupils and guardians, a catalogue, a notice."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from checklists.catalogue import find
from checklists.surroundings import SHANGHAI
from records.disk import Disk
from records.enrolment import enrol
from taizhang.consenting import Asking
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from tests.taizhang.office import CLERK, make_home

CARE = "课后服务费"
THREE, FOUR = "三（1）班", "四（2）班"
PEOPLE = {
    "P021": ("蒋禾", ["homeroom"]),
    "P022": ("卢青", ["cashier"]),
    "P023": ("白薇", ["accountant"]),
    "P024": ("罗平", ["security_guard"]),
}
FREE, SERVICE = find("fee_publicity").example["fees"]
TERM_ITEM = Asking(CARE, date(2026, 3, 9), date(2026, 7, 3))
TOLD = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


@dataclass
class Families:
    """The home, and the hour there."""

    folder: Path
    now: datetime = datetime(2026, 3, 5, 10, 0, tzinfo=SHANGHAI)

    @property
    def home(self) -> Home:
        return Home.open(self.folder)

    def desk(self) -> Desk:
        return Desk.open(self.home, now=lambda: self.now)

    def visit(self, by: str = "蒋禾", request_id: str = "") -> Visit:
        return Visit(by, self.now, request_id=request_id)

    def put_up(self, **changes: Any) -> str:
        """A notice; answers with its number."""
        data = {
            "year": "2025-2026学年第二学期",
            "board_place": "校门口公示栏",
            "checked_on": "2026-03-02",
            "checker": "董䶮",
            "start": "2026-03-02",
            "end": "2026-07-03",
            "charge_from": "2026-03-09",
            "fees": [FREE, SERVICE],
            **changes,
        }
        with self.desk() as desk:
            visit = Visit("白薇", max(TOLD, self.now if changes else TOLD))
            return desk.file_entry(visit, "fee_publicity", data, nothing).number


def nothing(name: str) -> NoReturn:
    raise AssertionError(f"no file was handed in: {name}")


def make_families(folder: Path) -> Families:
    """A home of its own, with families."""
    make_home(folder, TOLD)
    return add_families(folder)


def add_families(folder: Path) -> Families:
    """Six pupils in one class, one of them without a guardian; two in the other."""
    rows: list[tuple[str, dict[str, Any]]] = [
        *(("person", {"id": k, "name": n, "posts": p}) for k, (n, p) in PEOPLE.items()),
        ("class", {"id": "B31", "name": THREE, "homeroom": "蒋禾"}),
        ("class", {"id": "B42", "name": FOUR}),
        ("class", {"id": "B51", "name": "五（1）班"}),
        *(
            ("student", {"id": f"3{number:03}", "name": f"三生{number}", "class_": THREE})
            for number in range(1, 7)
        ),
        ("student", {"id": "4001", "name": "同名", "class_": "B42"}),
        ("student", {"id": "4002", "name": "同名", "class_": "B42"}),
        *(
            ("guardian", {"id": f"J{number}", "name": f"家长{number}", "child": f"3{number:03}"})
            for number in range(1, 6)
        ),
        ("guardian", {"id": "J8", "name": "另一位", "child": "3001"}),
        ("guardian", {"id": "J9", "name": "同家", "child": "同名"}),
        ("guardian", {"id": "J10", "name": "同家二", "child": "4002"}),
        (
            "fee_item",
            {
                "id": "F01",
                "name": CARE,
                "nature": "服务性收费",
                "document": "示例发改价格〔2025〕12号",
                "standard": Decimal("300"),
                "unit": "人·学期",
                "valid_until": date(2027, 8, 31),
            },
        ),
    ]
    for kind, row in rows:
        enrol(folder / "directory", kind, row, by=CLERK, at=TOLD, disk=Disk())
    return Families(folder)
