"""Thursday 5 March 2026: what is over, what ends within sixty days, and what does not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from checklists.limits import Limit
from records.audit.view import View
from records.directory import (
    Directory,
    EquipmentItem,
    ExtinguisherItem,
    Item,
    PersonItem,
)
from records.items import FeeItem, SupplierItem
from records.lists import KeptLists
from records.overview.expiring import expiring
from records.record import Record
from records.school import School
from tests.records.made_records import Shelf, on, record, school

NOW = on("2026-03-05", "12:00")
MARCH_5 = date(2026, 3, 5)


def listing(*items: Item) -> Directory:
    kinds: dict[str, dict[str, Item]] = {}
    for one in items:
        kinds.setdefault(one.kind, {})[one.id] = one
    return Directory(kinds, NOW.date())


def cook(key: str, good_until: date, **changes: Any) -> PersonItem:
    return PersonItem(id=key, name=f"厨师{key}", certificates={"健康证": good_until}, **changes)


def told(
    files: Directory, *records: Record, limits: Mapping[str, Limit] | None = None
) -> list[tuple[str, str, int, bool]]:
    """Id, what, days left, over."""
    here = replace(at(files, *records), limits=limits or {})
    return [(one.id, one.what, one.left, one.is_over) for one in expiring(View((), here, NOW))]


def at(files: Directory, *records: Record) -> School:
    return replace(school(), directory=KeptLists(files, Kept(records)))


class Kept(Shelf):
    """Records of a ledger as its lists ask for them."""

    def find_record(self, number: str) -> Record | None:
        return next((one for one in self.kept if one.number == number), None)


def check(made_on: str, day: str = "2026-03-04", **changes: Any) -> Record:
    """A card of extinguisher M1."""
    about = {"id": "M1", "name": "MHQ-001"}
    number = f"MHQ-{day.replace('-', '')}-001"
    facts = {"checked_on": day, "ext_no": about, "made_on": made_on, **changes}
    return record("fire_extinguisher_inspection", number, on(day), **facts)


def extinguisher(made_on: date) -> ExtinguisherItem:
    return ExtinguisherItem(id="M1", name="MHQ-001", type="干粉ABC", made_on=made_on)


def test_a_certificate_is_good_on_its_last_day_and_told_of_sixty_days_before() -> None:
    files = listing(
        cook("1", MARCH_5 - timedelta(days=1)),
        cook("2", MARCH_5),
        cook("3", date(2026, 5, 4)),
        cook("4", date(2026, 5, 5)),
    )
    assert told(files) == [
        ("1", "健康证", -1, True),
        ("2", "健康证", 0, False),
        ("3", "健康证", 60, False),
    ]


def test_who_has_left_needs_no_certificate() -> None:
    files = listing(cook("1", date(2026, 1, 31), until=date(2026, 2, 27), note="2026-03-01"))
    assert told(files) == []


def test_days_of_service_and_notes_are_no_certificates() -> None:
    files = listing(
        PersonItem(
            id="1", name="董玥", since=date(2020, 9, 1), until=date(2026, 3, 20), note="2026-03-06"
        )
    )
    assert told(files) == []


def test_a_certificate_renewed_in_the_records_counts() -> None:
    paper = record(
        "canteen_staff_health",
        "STJK-20260301-001",
        on("2026-03-01"),
        name={"id": "1", "name": "厨师1"},
        cert_to="2026-04-04",
    )
    assert told(listing(cook("1", date(2026, 2, 1))), paper) == [("1", "健康证", 30, False)]


def test_an_extinguisher_is_over_on_the_day_itself() -> None:
    assert told(listing(extinguisher(date(2021, 3, 5)))) == [("M1", "维修", 0, True)]
    assert told(listing(extinguisher(date(2021, 3, 6)))) == [("M1", "维修", 1, False)]
    assert told(listing(extinguisher(date(2016, 4, 4)))) == [
        ("M1", "维修", -1796, True),  # 4 April 2021
        ("M1", "报废", 30, False),
    ]


def test_what_the_last_check_of_an_extinguisher_says_goes_before_the_list() -> None:
    mended = check("2019-01-10", last_repair="2024-04-01")
    earlier = check("2019-01-10", "2026-02-04", last_repair="2023-01-10")
    files = listing(extinguisher(date(2019, 1, 10)))
    assert told(files, earlier, mended) == [("M1", "维修", 27, False)]
    assert told(files, mended, earlier) == [("M1", "维修", 27, False)], "the later day, not entry"


def test_the_schools_own_years_count() -> None:
    own = {"fire_extinguisher_inspection.years.干粉ABC.first_repair": Limit.of(high="6")}
    files = listing(extinguisher(date(2021, 3, 5)))
    assert told(files, limits=own) == []


def test_an_extinguisher_nobody_knows_the_type_of_is_not_guessed_at() -> None:
    assert told(listing(ExtinguisherItem(id="M1", name="M", made_on=date(2000, 1, 1)))) == []


def test_what_was_put_out_of_use_says_so() -> None:
    checks = {"I11": {"verdict": "不合格"}}
    gone = check("2020-01-10", checks=checks, conclusion="停用送修")
    files = listing(extinguisher(date(2020, 1, 10)))
    (one,) = expiring(View((), at(files, gone), NOW))
    assert (one.what, one.is_over) == ("维修", True)
    assert one.stopped == "检查项11 有效期与维修合格证、停用送修"


def test_licences_approvals_and_inspections_by_law() -> None:
    boiler = record(
        "equipment_maintenance_record",
        "SBBY-20260301-001",
        on("2026-03-01"),
        asset={"id": "S1", "name": "锅炉"},
        inspect_valid="2026-03-31",
        done_on="2026-03-01",
    )
    files = listing(
        SupplierItem(id="G1", name="绿源食品", licence_until=date(2026, 3, 1)),
        SupplierItem(id="G2", name="没写"),
        FeeItem(id="F1", name="课后服务费", valid_until=date(2026, 3, 5)),
        EquipmentItem(id="S1", name="锅炉"),
    )
    assert told(files, boiler) == [
        ("G1", "许可证", -4, True),
        ("F1", "批准文件", 0, False),
        ("S1", "法定检验", 26, False),
    ]


def test_a_school_without_lists_has_nothing_to_tell_of() -> None:
    assert expiring(View((), school(), NOW)) == ()
