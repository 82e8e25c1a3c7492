"""Fee notices in a row: which one holds, what an adjustment says, how one is drafted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checklists.catalogue import find
from records.audit import notices
from records.audit.fees import FEE_CHECKS, charged_without_approval, charged_without_notice
from records.audit.view import View
from records.charges.kept import CONSENTS, DAYS, NOTICES
from records.charges.notices import announced, on_the_board, replaced, told_on
from records.directory import Directory
from records.drafts import DRAFTS, Draft
from records.items import FeeItem, PersonItem
from records.record import Record
from tests.records.made_records import on, record, school, view

FREE, SERVICE = find(NOTICES).example["fees"]
HERE = school(NOTICES, CONSENTS, DAYS)
FIRST, SECOND = "SFGS-20260224-001", "SFGS-20260401-001"
CARE = FeeItem(
    id="F01",
    name="课后服务费",
    nature="服务性收费",
    authority="县发展和改革局",
    document="示例发改价格〔2025〕12号",
    standard=Decimal("300"),
    unit="人·学期",
    service="课后服务教师补助",
    valid_until=date(2026, 8, 31),
)


def put_up(number: str = FIRST, start: str = "2026-02-25", **changes: Any) -> Record:
    """The notice of the term, or another one."""
    told = {"checked_on": start, "start": start, **changes}
    return record(NOTICES, number, on(start), **told)


def adjusted(**changes: Any) -> Record:
    """The care gets cheaper in April; the notice says what it replaces."""
    days = {"start": "2026-04-01", "charge_from": "2026-04-09"}
    cheaper = [FREE, {**SERVICE, "standard": "280.00"}]
    return put_up(SECOND, **{**days, "replaces": FIRST, "fees": cheaper, **changes})


def catalogued(*items: FeeItem, kept: tuple[Record, ...] = ()) -> View:
    listed = {"fee_item": {one.id: one for one in items}}
    head = PersonItem(id="P1", name="江秋", posts=("logistics_head",))
    directory = Directory({**listed, "person": {"P1": head}}, date(2026, 3, 2))
    here = school(NOTICES, CONSENTS, DAYS)
    return view(kept, type(here)(**{**vars(here), "directory": directory}))


# ---- which one holds


@pytest.mark.parametrize(
    ("day", "hangs"),
    [
        ("2026-02-24", []),
        ("2026-02-25", [FIRST]),
        ("2026-03-31", [FIRST]),
        ("2026-04-01", [SECOND]),
        ("2026-07-10", [SECOND]),
        ("2026-07-11", []),
    ],
)
def test_an_adjustment_takes_the_place_of_the_notice_it_names(day: str, hangs: list[str]) -> None:
    kept = view([put_up(), adjusted()], HERE)
    assert [one.number for one in on_the_board(kept, date.fromisoformat(day))] == hangs


def test_each_day_has_its_standard() -> None:
    kept = view([put_up(), adjusted()], HERE)

    def standard(day: str) -> str | None:
        told = announced(kept, "课后服务费", date.fromisoformat(day))
        return None if told is None else f"{told.standard}"

    assert standard("2026-03-09") == "300.00"
    assert standard("2026-04-02") is None, "the new one hangs for five working days first"
    assert standard("2026-04-09") == "280.00"


def test_families_are_asked_by_what_hangs_before_anything_is_charged() -> None:
    kept = view([put_up(), adjusted()], HERE)
    (line,) = (one for one in told_on(kept, date(2026, 4, 1)) if one.standard)
    assert (f"{line.standard}", line.first) == ("280.00", date(2026, 4, 9))
    assert (line.basis, line.purpose) == (SERVICE["basis_doc"], SERVICE["purpose"])
    assert told_on(kept, date(2026, 2, 24)) == ()


def test_what_must_not_go_up_replaces_nothing() -> None:
    forbidden = adjusted(fees=[{**SERVICE, "item": "饮水机清洗费"}])
    assert replaced(view([put_up(), forbidden], HERE)) == {}
    assert announced(view([forbidden], HERE), "饮水机清洗费") is None


def test_charging_by_a_notice_that_came_down_is_found() -> None:
    paid: dict[str, Any] = {"signed_on": "2026-03-20", "paid_on": "2026-04-02"}
    slip = record(CONSENTS, "DSF-20260228-001", on("2026-02-28"), **paid)
    (found,) = charged_without_notice(view([put_up(), adjusted(), slip], HERE))
    assert "不在公示的收费期内" in found.message
    assert list(charged_without_notice(view([put_up(), slip], HERE))) == []


# ---- what is said of them


def test_two_notices_that_say_otherwise_of_one_item_are_found() -> None:
    (found,) = notices.two_notices_of_one_item(view([put_up(), adjusted(replaces=None)], HERE))
    assert "“课后服务费”" in found.message
    assert found.number == SECOND
    assert list(notices.two_notices_of_one_item(view([put_up(), adjusted()], HERE))) == []
    same = adjusted(replaces=None, fees=[SERVICE])
    assert list(notices.two_notices_of_one_item(view([put_up(), same], HERE))) == []


@pytest.mark.parametrize(("named", "found"), [(FIRST, 0), (f" {FIRST}", 0), ("SFGS-1", 1)])
def test_an_adjustment_names_a_notice_that_is_there(named: str, found: int) -> None:
    kept = view([put_up(), adjusted(replaces=named)], HERE)
    assert len(list(notices.replaces_what_is_not_there(kept))) == found


@pytest.mark.parametrize(
    ("until", "found"), [("2026-08-31", 0), ("2026-03-09", 0), ("2026-03-08", 1)]
)
def test_a_charge_after_the_approval_ran_out_is_found(until: str, found: int) -> None:
    """The family of the example paid on 9 March."""
    slip = record(CONSENTS, "DSF-20260228-001", on("2026-02-28"))
    item = CARE.model_copy(update={"valid_until": date.fromisoformat(until)})
    assert charged_without_approval in FEE_CHECKS
    assert len(list(charged_without_approval(catalogued(item, kept=(slip,))))) == found


# ---- drafting


def drafted(kept: View, of: str = "全部", day: str = "2026-03-02") -> Draft:
    return DRAFTS[NOTICES].make(kept, date.fromisoformat(day), of)


def test_a_notice_is_drafted_from_the_catalogue() -> None:
    draft = drafted(catalogued(CARE))
    assert draft.data["charge_from"] == "2026-03-09", "five working days"
    assert draft.data["checker"] == "江秋"
    assert draft.data["fees"] == [
        {
            "item": "课后服务费",
            "kind": "服务性",
            "standard": "300.00",
            "approved": "300.00",
            "unit": "人·学期",
            "basis_doc": "示例发改价格〔2025〕12号（县发展和改革局）",
            "basis_until": "2026-08-31",
            "voluntary": "自愿",
            "purpose": "课后服务教师补助",
        }
    ]


def test_what_the_catalogue_does_not_know_stands_as_last_told() -> None:
    (free, care) = drafted(catalogued(CARE, kept=(put_up(),))).data["fees"]
    assert free["item"] == "学费、杂费"
    for name in ("scope", "purpose", "reduce", "refund", "hotline"):
        assert care[name] == SERVICE[name]


def test_an_adjustment_says_what_it_replaces_and_what_it_leaves_out() -> None:
    meals = {**SERVICE, "item": "午餐费", "kind": "伙食费"}
    first = put_up(fees=[FREE, SERVICE, meals])
    draft = drafted(catalogued(CARE, kept=(first,)), "F01", "2026-04-01")
    assert draft.data["replaces"] == FIRST
    assert [one["item"] for one in draft.data["fees"]] == ["课后服务费"]
    assert "学费、杂费、午餐费没有列入" in draft.notes[-1]


def test_one_notice_for_all_replaces_every_one_that_hangs() -> None:
    outing = CARE.model_copy(update={"id": "F02", "name": "研学实践活动费", "nature": "代收费"})
    second = put_up(
        SECOND,
        "2026-03-23",
        charge_from="2026-03-31",
        fees=[{**SERVICE, "item": "研学实践活动费", "scope": "三至六年级"}],
    )
    draft = drafted(catalogued(CARE, outing, kept=(put_up(), second)), day="2026-04-01")
    assert draft.data["replaces"] == f"{FIRST}、{SECOND}"
    free, care, trip = draft.data["fees"]
    assert (free["item"], care["scope"], trip["scope"]) == (
        "学费、杂费",
        SERVICE["scope"],
        "三至六年级",
    )
    third = record(NOTICES, "SFGS-20260401-002", on("2026-04-01"), **draft.data)
    kept = view([put_up(), second, third], HERE)
    assert replaced(kept) == {FIRST: date(2026, 4, 1), SECOND: date(2026, 4, 1)}


def test_a_notice_of_something_else_replaces_nothing() -> None:
    outing = CARE.model_copy(update={"id": "F02", "name": "研学实践活动费", "nature": "代收费"})
    draft = drafted(catalogued(CARE, outing, kept=(put_up(),)), "研学实践活动费")
    assert "replaces" not in draft.data
    assert [one["kind"] for one in draft.data["fees"]] == ["代收费"]


def test_what_is_forbidden_or_out_of_force_is_left_out_and_said() -> None:
    water = CARE.model_copy(update={"id": "F02", "name": "纯净水费"})
    old = CARE.model_copy(update={"id": "F03", "name": "校服费", "valid_until": date(2026, 3, 5)})
    draft = drafted(catalogued(CARE, water, old), "课后服务费、纯净水费，F03")
    assert [one["item"] for one in draft.data["fees"]] == ["课后服务费"]
    assert any("“纯净水费”属于禁收项目（饮水）" in one for one in draft.notes)
    assert any("“F03”目录里没有，或批准不在有效期内" in one for one in draft.notes)


def test_without_a_catalogue_it_says_where_to_begin() -> None:
    draft = drafted(catalogued())
    assert draft.data["fees"] == []
    assert any("还没有登记项目目录" in one for one in draft.notes)
