"""G10: what is not in service is not referred to as if it were."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from checklists.catalogue import catalogue, find
from checklists.columns import Column
from checklists.in_service import TIMELESS
from checklists.rules import Severity
from checklists.surroundings import SHANGHAI, Surroundings
from tests.checklists.conftest import Known

LATER = datetime(2026, 12, 31, 12, tzinfo=SHANGHAI)


class Listing:
    """Things under the kinds they are of."""

    def __init__(self, **items: Known) -> None:
        self.items = items

    def keeps(self, kind: str) -> bool:
        return False

    def look_up(self, kind: str, key: str) -> Known | None:
        found = self.items.get(kind)
        return found if found is not None and key in (found.id, found.name) else None


def idle(slug: str, around: Surroundings, changes: Mapping[str, Any], **items: Known) -> list[str]:
    """What G10 finds in the example of a register with these things listed."""
    listed = replace(around, now=LATER, directory=Listing(**items))
    kind = find(slug)
    entry = kind.read({**kind.example, **changes}, listed)
    found = [one for one in entry.findings(listed) if one.code == "G10"]
    assert all(one.severity is Severity.BLOCK for one in found)
    return [f"{one.where}{one.message}" for one in found]


def test_a_supplier_whose_licence_ran_out_supplies_nothing(around: Surroundings) -> None:
    slug, name = "food_purchase_acceptance", find("food_purchase_acceptance").example["supplier"]
    day = str(find(slug).read(find(slug).example, Surroundings()).business_date())
    still = Known("g1", name, facts={"licence_until": day})
    gone = Known("g1", name, facts={"licence_until": "2026-01-01"})
    assert idle(slug, around, {}, supplier=still) == []
    assert idle(slug, around, {}, supplier=gone) == [
        f"「供货者」“{name}”的许可证已于2026-01-01到期"
    ]


@pytest.mark.parametrize(("until", "found"), [("2026-03-05", 0), ("2026-03-04", 1)])
def test_the_business_day_decides_not_the_day_of_typing(
    around: Surroundings, until: str, found: int
) -> None:
    left = Known("p9", "王安", active=False, facts={"until": until})
    assert len(idle("staff_outing_register", around, {"name": "王安"}, person=left)) == found


def test_a_cook_without_a_valid_certificate_does_not_work_in_the_kitchen(
    around: Surroundings,
) -> None:
    cook = Known("p8", "董玥", ("sample_keeper",), facts={"健康证": "2026-02-28"})
    keeper = find("food_sample_retention").example["keeper"]
    cook = replace(cook, name=keeper)
    assert idle("food_sample_retention", around, {}, person=cook) == [
        f"「{column}」“{keeper}”的健康证已于2026-02-28到期" for column in ("留样人", "销毁人")
    ]
    teacher = replace(cook, posts=("teacher",))
    renewed = replace(cook, facts={"健康证": "2027-02-28"})
    for person in (teacher, renewed):
        assert idle("food_sample_retention", around, {}, person=person) == []
    assert idle("staff_outing_register", around, {"name": keeper}, person=cook) == []


def test_what_a_row_of_a_table_names_is_looked_at_too(around: Surroundings) -> None:
    device = find("food_storage_check").example["devices"][0]["device"]
    stopped = Known("b1", device, facts={"停用原因": "卡片状态为维修"})
    (found,) = idle("food_storage_check", around, {}, asset=stopped)
    assert found.endswith(f"行「冰箱/冷库编号」“{device}”已停用（卡片状态为维修）")


def test_repairing_and_checking_again_may_name_what_is_stopped(around: Surroundings) -> None:
    stopped = Known("m17", "M-017", facts={"停用原因": "压力"})
    slug = "fire_extinguisher_inspection"
    assert idle(slug, around, {"ext_no": "M-017"}, extinguisher=stopped) == []
    scrapped = replace(stopped, active=False)
    (found,) = idle(slug, around, {"ext_no": "M-017"}, extinguisher=scrapped)
    assert found == "「灭火器编号（二维码）」“M-017”已停用"


def test_the_book_of_posts_names_who_has_left(around: Surroundings) -> None:
    name = find("post_duty_register").example["holder"]
    left = Known("p7", name, active=False)
    assert idle("post_duty_register", around, {}, person=left) == []


class Nobody:
    """Whatever is asked for was here once."""

    def keeps(self, kind: str) -> bool:
        return False

    def look_up(self, kind: str, key: str) -> Known:
        return Known(key, key, active=False)


def named(columns: Sequence[Column], data: Mapping[str, Any]) -> Iterator[Column]:
    """Columns that name something in an example, in rows of tables too."""
    for column in columns:
        value = data.get(column.name)
        if column.kind in ("ref", "refs") and value:
            yield column
        for row in value if column.rows and value else ():
            yield from named(column.rows, row)


@pytest.mark.parametrize("slug", catalogue())
def test_every_column_of_every_register_is_looked_at(slug: str) -> None:
    kind, gone = find(slug), Surroundings(directory=Nobody())
    found = kind.read(kind.example, gone).findings(gone)
    told = {one.where.rpartition("「")[2].rstrip("」") for one in found if one.code == "G10"}
    asked = [one for one in named(kind.columns(), kind.example) if one.ref not in TIMELESS]
    even = {one.label for one in asked if one.even == "gone"}
    strict = {one.label for one in asked if one.even != "gone"}
    assert strict - even <= told <= strict
