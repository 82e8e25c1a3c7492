"""The lists as rules see them: files, and beside them what records say."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from checklists.catalogue import find
from checklists.errors import InvalidEntryError
from checklists.surroundings import SHANGHAI
from records.acts import Correct, File
from records.directory import Directory
from records.items import DeptItem, EquipmentItem, Item, PersonItem
from records.ledger import Ledger
from records.lists import KeptLists
from records.record import Person, Record
from records.seal import seal_term
from tests.records.conftest import TERM, make_school
from tests.records.made_records import record, voided

CARDS, HEALTH = "fixed_asset_ledger", "canteen_staff_health"
COOK = PersonItem(
    id="p8", name="丁长顺", posts=("cook",), certificates={"健康证": date(2026, 2, 1)}
)
AT = datetime(2026, 3, 6, 12, tzinfo=SHANGHAI)


def files(*items: Item) -> Directory:
    kinds = {one.kind for one in items}
    return Directory({kind: {one.id: one for one in items if one.kind == kind} for kind in kinds})


class Kept:
    """Records handed in; every one of them is a change."""

    def __init__(self, *records: Record) -> None:
        self.records = list(records)

    def standing(self, register: str) -> list[Record]:
        return [one for one in self.records if one.register == register and not one.is_void]

    def find_record(self, number: str) -> Record | None:
        return next((one for one in self.records if one.number == number), None)

    def changes_of(self, register: str) -> int:
        return len([one for one in self.records if one.register == register])


def card(number: int = 1, **changes: Any) -> Record:
    data = {"asset_no": f"ZC-{number}", "name": "冰箱", **changes}
    return record(CARDS, f"GDZC-20260306-{number:03d}", AT, **data)


def test_an_asset_is_found_by_its_number_on_a_card() -> None:
    lists = KeptLists(files(), Kept(card(), card(2, status="维修"), card(3, status="已处置")))
    found = [lists.look_up("asset", f"ZC-{number}") for number in (1, 2, 3)]
    assert [one and (one.name, one.active, one.facts.get("停用原因")) for one in found] == [
        ("ZC-1 冰箱", True, None),
        ("ZC-2 冰箱", True, "卡片状态为维修"),
        ("ZC-3 冰箱", False, "卡片状态为已处置"),
    ]
    assert lists.look_up("asset", "ZC-4") is None
    assert not lists.keeps("asset")


def test_what_was_written_off_has_gone_from_that_day() -> None:
    asset = {**find("asset_disposal").example["assets"][0], "asset_no": "ZC-1"}
    off = record(
        "asset_disposal", "ZCBS-20260306-001", AT, assets=[asset], written_off_on="2026-03-05"
    )
    found = KeptLists(files(), Kept(card(), off)).look_up("asset", "ZC-1")
    assert found is not None
    assert (found.active, found.facts["until"]) == (False, "2026-03-05")


def test_a_certificate_renewed_in_the_records_counts() -> None:
    kept = Kept()
    lists = KeptLists(files(COOK), kept)
    assert _health(lists) == "2026-02-01"
    who = {"id": "p8", "name": "丁长顺"}
    paper = record(HEALTH, "STJK-20260301-001", AT, name=who, cert_to="2027-03-01")
    kept.records.append(paper)
    assert _health(lists) == "2027-03-01"


def _health(lists: KeptLists) -> str:
    found = lists.look_up("person", "丁长顺")
    assert found is not None
    return found.facts["健康证"]


def test_a_record_is_named_by_its_number_until_it_is_void() -> None:
    one, gone = card(1), voided(card(2))
    lists = KeptLists(files(), Kept(one, gone))
    found = [lists.look_up("record", number) for number in (one.number, gone.number, "无此号")]
    assert [listed and listed.active for listed in found] == [True, False, None]


def test_a_number_means_what_it_was_called_before() -> None:
    named = {"id": "WP-001", "name": "A4纸 70g"}
    line = record("warehouse_ledger", "KF-20260306-001", AT, item=named)
    plain = record("warehouse_ledger", "KF-20260306-002", AT, item="粉笔")
    lists = KeptLists(files(), Kept(line, plain))
    found = lists.look_up("material", "WP-001")
    assert found is not None
    assert (found.id, found.name, found.active) == ("WP-001", "A4纸 70g", True)
    assert lists.look_up("material", "粉笔") is None
    assert not lists.keeps("material")


def test_posts_of_the_book_of_posts_are_held_until_they_end() -> None:
    who = {"id": "p8", "name": "丁长顺"}

    def line(number: int, **changes: Any) -> Record:
        data = {"holder": who, "post_code": "purchaser", "post_name": "采购", **changes}
        return record("post_duty_register", f"GWZZ-20260305-{number:03d}", AT, **data)

    kept = Kept(line(1))
    found = KeptLists(files(COOK), kept).look_up("person", "p8")
    assert found is not None
    assert list(found.posts) == ["cook", "purchaser"]
    kept.records.append(line(2, effective_to="2026-03-31"))
    assert list(found.posts) == ["cook"]


def test_equipment_that_failed_its_check_is_stopped_until_it_passes() -> None:
    slide = EquipmentItem(id="S1", name="滑梯")
    asset = {"id": "S1", "name": "滑梯"}
    slug = "equipment_maintenance_record"
    failed = record(slug, "SBBY-20260305-001", AT, asset=asset, result="停用")
    kept = Kept(failed)
    lists = KeptLists(files(slide), kept)
    found = lists.look_up("equipment", "滑梯")
    assert found is not None
    assert found.facts["停用原因"] == "停用"
    kept.records.append(record(slug, "SBBY-20260306-001", AT, asset=asset, result="修复"))
    assert "停用原因" not in found.facts


def test_the_ledger_judges_by_its_own_cards(tmp_path: Path) -> None:
    by = Person("p03", "王安")
    with Ledger.open(tmp_path, TERM, school=make_school()) as ledger:

        def judged() -> list[str]:
            kind = find("food_storage_check")
            device = {**kind.example["devices"][0], "device": "ZC-9"}
            data = {**kind.example, "keeper": "王安", "devices": [device]}
            entry = kind.read(data, ledger.surroundings(AT))
            done = ledger.append(File(entry), by=by, at=AT)
            found = ledger.get(done.number).findings
            return [one.message for one in found if "冰箱/冷库编号" in one.where]

        assert judged() == []
        kind = find(CARDS)
        data = {**kind.example, "asset_no": "ZC-9", "name": "四门冰箱", "photos": []}
        entry = kind.read(data, ledger.surroundings(AT))
        number = ledger.append(File(entry), by=by, at=AT).number
        assert judged() == []
        ledger.append(Correct(number, {**data, "status": "维修"}, "报修", 1), by=by, at=AT)
        assert judged() == ["“ZC-9 四门冰箱”已停用（卡片状态为维修）"]


def test_a_card_of_an_earlier_term_still_counts(tmp_path: Path) -> None:
    by, july = Person("p03", "王安"), datetime(2026, 7, 20, 9, tzinfo=SHANGHAI)
    kind = find(CARDS)
    with Ledger.open(tmp_path, TERM, school=make_school()) as ledger:
        data = {**kind.example, "asset_no": "ZC-9", "status": "维修"}
        ledger.append(File(kind.read(data, ledger.surroundings(AT))), by=by, at=AT)
        seal_term(ledger, ec.generate_private_key(ec.SECP256R1()), by=by, at=july)
    later = "2026-2027-1"
    with Ledger.open(tmp_path, later, school=make_school(later)) as ledger:
        found = ledger.surroundings(july).look_up("asset", "ZC-9")
        assert found is not None
        assert found.facts["停用原因"] == "卡片状态为维修"
        number = ledger.standing(CARDS)[0].number
        ledger.append(Correct(number, data | {"status": "在用"}, "修好", 1), by=by, at=july)
        found = ledger.surroundings(july).look_up("asset", "ZC-9")
        assert found is not None
        assert "停用原因" not in found.facts


def test_a_list_made_later_does_not_stop_what_was_kept_before(ledger: Ledger) -> None:
    """The department was written before there was a list of departments; it stays as written."""
    by, kind = Person("p03", "王安"), find(CARDS)
    data = {**kind.example, "user_dept": "总务科", "custodian": "王安"}
    entry = kind.read(data, ledger.surroundings(AT))
    number = ledger.append(File(entry), by=by, at=AT).number
    assert ledger.school is not None
    listed = {"dept": {"K1": DeptItem(id="K1", name="总务处")}}
    ledger.school = replace(ledger.school, directory=WithPeople(ledger.school.directory, listed))
    corrected = {**ledger.get(number).entry, "status": "闲置"}
    ledger.append(Correct(number, corrected, "停用", 1), by=by, at=AT)
    assert ledger.get(number).entry["user_dept"]["name"] == "总务科"
    with pytest.raises(InvalidEntryError, match="名录里没有部门“后勤科”"):
        ledger.append(
            Correct(number, {**corrected, "user_dept": "后勤科"}, "写错", 2), by=by, at=AT
        )


class WithPeople(Directory):
    """The test's people, and lists beside them."""

    def __init__(self, people: Any, items: Any) -> None:
        super().__init__(items)
        object.__setattr__(self, "people", people)

    def keeps(self, kind: str) -> bool:
        return kind == "person" or super().keeps(kind)

    def look_up(self, kind: str, key: str) -> Any:
        people = self.__dict__["people"]
        return people.look_up(kind, key) if kind == "person" else super().look_up(kind, key)
