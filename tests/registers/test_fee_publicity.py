"""收费项目核实与收费公示."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from checklists.surroundings import Listed, Surroundings
from records.directory import Listing
from records.items import FeeItem
from tests.registers.conftest import Make, codes

FREE, SERVICE = find("fee_publicity").example["fees"]


def fees(**changes: Any) -> list[dict[str, Any]]:
    return [FREE, {**SERVICE, **changes}]


def test_the_example_has_no_findings(make: Make, around: Surroundings) -> None:
    entry = make()
    assert codes(entry, around) == []
    assert entry.stage() == "公示"
    assert entry.business_date().isoformat() == "2026-02-24"
    assert [column.name for column in entry.numbers_due()] == ["publicity_no"]


@pytest.mark.parametrize(
    "item",
    [
        "饮水费",
        "桶装水",
        "试卷费",
        "取暖费",
        "空调费",
        "校园安全保卫费",
        "学生平安保险",
        "家委会班费",
    ],
)
def test_r01_a_forbidden_item_is_kept_and_blocks(
    make: Make, around: Surroundings, item: str
) -> None:
    entry = make(fees=fees(item=item))
    found = entry.findings(around)
    assert [(one.code, one.severity) for one in found] == [("fee_publicity.R01", Severity.BLOCK)]
    assert found[0].where == "「收费项目」第 2 行「项目名称」"
    assert entry.to_data()["fees"][1]["item"] == item, "saved as it was filled in"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"standard": "300.01"}, ["R02"]),
        ({"standard": "300.00"}, []),
        ({"basis_doc": "家长会同意"}, ["R02"]),
        ({"basis_until": "2026-03-08"}, ["R02"]),
        ({"basis_until": "2026-03-09"}, []),
        ({"item": "学杂费"}, ["R02"]),
        ({"kind": "行政事业性（免收）"}, ["R02"]),
        ({"voluntary": "必收"}, ["G17"]),
        ({"kind": "伙食费", "voluntary": "必收"}, []),
        ({"reduce": "无"}, ["R04"]),
    ],
)
def test_r02_items_are_approved_by_documents_in_force(
    make: Make, around: Surroundings, changes: dict[str, Any], found: list[str]
) -> None:
    assert codes(make(fees=fees(**changes)), around) == found


class Catalogue:
    """A directory that lists one fee, for one school year."""

    kept = FeeItem(
        id="F01",
        name=SERVICE["item"],
        document="示例发改价格〔2025〕12号",
        standard=Decimal("300"),
        unit="人·学期",
        valid_until=date(2026, 8, 31),
    )

    def keeps(self, kind: str) -> bool:
        return kind == "fee_item"

    def begun(self, kind: str) -> bool:
        return self.keeps(kind)

    def look_up(self, kind: str, key: str) -> Listed | None:
        return None

    def listings(self, kind: str) -> tuple[Listed, ...]:
        return (Listing(self.kept, active=True),) if self.keeps(kind) else ()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, []),
        ({"item": "校服费"}, ["项目名称"]),
        ({"standard": "300.01", "approved": "301.00"}, ["收费标准（元）"]),
        ({"unit": "人·月"}, ["计费单位"]),
        ({"basis_doc": "示例发改价格〔2024〕12号"}, ["依据文号（批准机关）"]),
    ],
)
def test_r02_nothing_is_charged_that_the_catalogue_does_not_have(
    make: Make, around: Surroundings, changes: dict[str, Any], where: list[str]
) -> None:
    """What is free (学费、杂费) needs no line in it; an item of the notice is kept all the same."""
    entry = make(fees=fees(**changes))
    found = entry.findings(replace(around, directory=Catalogue()))
    assert [one.where for one in found] == [f"「收费项目」第 2 行「{one}」" for one in where]
    assert all((one.code, one.severity) == ("fee_publicity.R02", Severity.BLOCK) for one in found)


@pytest.mark.parametrize(("day", "found"), [("2026-08-31", []), ("2026-09-01", ["R02"])])
def test_r02_an_approval_holds_on_the_day_of_the_first_charge(
    make: Make, around: Surroundings, day: str, found: list[str]
) -> None:
    listed = replace(around, directory=Catalogue())
    assert codes(make(charge_from=day, end="2026-12-31"), listed) == found


def test_a_kindergarten_has_other_duties(make: Make, around: Surroundings) -> None:
    nursery = replace(around, kind="幼儿园")
    entry = make(fees=[{**SERVICE, "item": "学费", "refund": None}])
    assert codes(entry, nursery) == ["G17"]
    assert codes(entry, around) == ["R02"]


@pytest.mark.parametrize(
    ("charge_from", "found"),
    [("2026-03-04", []), ("2026-03-03", []), ("2026-03-02", ["R03"]), ("2026-02-20", ["R03"])],
)
def test_r03_five_working_days_before_the_first_charge(
    make: Make, around: Surroundings, charge_from: str, found: list[str]
) -> None:
    """From 25 February: 25, 26, 27, the makeup Saturday 28, and 2 March."""
    assert codes(make(charge_from=charge_from), around) == found


def test_r04_the_photo_of_the_board_is_of_this_term(make: Make, around: Surroundings) -> None:
    old = {"sha256": "a" * 64, "name": "1.jpg", "media_type": "image/jpeg"}
    assert codes(make(photos=[{**old, "taken_at": "2026-03-01T08:00+08:00"}]), around) == ["R04"]
    assert codes(make(photos=[{**old, "taken_at": "2026-09-01T08:00+08:00"}]), around) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fees": []}, "「收费项目」：太少"),
        ({"fees": fees(standard="-1")}, "「收费项目」・第 2 行・「收费标准（元）」"),
        ({"fees": fees(unit="人·年")}, "「计费单位」：“人·年”不在可选范围"),
        ({"end": "2026-02-24"}, "「公示止」：早于公示起"),
    ],
)
def test_the_impossible_is_refused(make: Make, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntryError, match=words):
        make(**changes)
