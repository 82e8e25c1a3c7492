"""Later papers begun from earlier records: what they take over, and what they leave open."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.entry import Entry
from checklists.surroundings import Surroundings
from records.directory import Directory
from records.drafts import DRAFTS, Draft
from records.items import Item, PersonItem, RosterItem
from records.record import Record
from tests.records.made_records import changed, on, record, school, view

KITCHEN, REPORTS = "kitchen_daily_check", "canteen_supervision"
FRIDAY = date(2026, 3, 6)
DIRTY = {"I01": {"verdict": "不合格", "remark": "公示栏过期", "handling": "报隐患"}}
WIPED = {"I01": {"verdict": "不合格", "remark": "公示栏过期", "handling": "当场整改"}}


def drafted(slug: str, kept: list[Record], day: date = FRIDAY, of: str = "", **more: Any) -> Draft:
    here = school(slug, *DRAFTS[slug].sources, **more)
    return DRAFTS[slug].make(view(kept, here, on(day.isoformat(), "23:00")), day, of)


def taken(slug: str, draft: Draft, **filled: Any) -> Entry:
    """The draft with what a person adds, as `add` reads it."""
    kind = find(slug)
    rows = {one.name for one in kind.columns() if one.rows}
    data = {**kind.example, **draft.data, **filled}
    for name in rows & draft.data.keys():
        data[name] = [{**kind.example[name][0], **row} for row in draft.data[name]]
    if "checks" in kind.example:
        data["checks"] = kind.example["checks"]
    return kind.read(data, Surroundings())


def checked(day: str, checks: dict[str, Any] | None = None) -> Record:
    return record(KITCHEN, f"RGK-{day.replace('-', '')}-001", on(day), checks, date=day)


def hazard(of: Record, number: str = "AQYH-20260302-001", **changes: Any) -> Record:
    kept = record("hazard_rectification", number, of.first.at, found_at=of.first.at, **changes)
    key = next(one.key for one in of.content.judgements if str(one.verdict) == "不合格")
    return changed(kept, opened_by=of.number, opened_for=key)


# ---- 日管控 → 周排查


def test_the_week_s_faults_stand_in_the_weekly_report() -> None:
    fine, dirty, wiped = (
        checked("2026-03-02"),
        checked("2026-03-03", DIRTY),
        checked("2026-03-04", WIPED),
    )
    before = checked("2026-02-27", WIPED)
    draft = drafted(REPORTS, [before, fine, dirty, wiped], of="周排查")
    assert [(one["source"], one["closed"]) for one in draft.data["issues"]] == [
        (dirty.number, False),
        (wiped.number, True),
    ]
    assert draft.data["issues"][0]["what"].endswith("：公示栏过期")
    assert draft.notes[0] == "日管控3份，不合格2份"
    assert any(one.startswith("反复出现：") and one.endswith("2次") for one in draft.notes)


def test_who_was_ill_does_not_stand_in_the_report() -> None:
    hurt = {"I03": {"verdict": "不合格", "remark": "钱师傅左手划伤", "handling": "当场整改"}}
    people = [{"name": "钱师傅", "temp": "36.4", "result": "调岗", "confirmed": True}]
    slug = "canteen_morning_check"
    seen = record(
        slug, "STCJ-20260305-001", on("2026-03-05"), hurt, people=people, on_duty=1, on_leave=0
    )
    (row,) = drafted(REPORTS, [seen], of="周排查").data["issues"]
    assert row == {"source": seen.number, "what": "检查项03 手部及皮肤不合格", "closed": True}


def test_a_fault_is_closed_with_its_hazard() -> None:
    dirty = checked("2026-03-03", DIRTY)
    still = hazard(dirty, closed_at=None)
    closed = hazard(dirty)
    for one, told in ((still, False), (closed, True)):
        draft = drafted(REPORTS, [dirty, one], date(2026, 3, 8), of="周排查")
        assert [row["closed"] for row in draft.data["issues"]] == [told]


def test_what_the_week_before_left_open_is_taken_along() -> None:
    dirty = checked("2026-03-03", DIRTY)
    still = hazard(dirty, closed_at=None, desc="公示栏过期")
    draft = drafted(REPORTS, [dirty, still], date(2026, 3, 13), of="周排查")
    assert [(one["source"], one["closed"]) for one in draft.data["issues"]] == [
        (dirty.number, False)
    ]


def test_the_share_of_days_with_a_check_is_counted() -> None:
    kept = [checked(f"2026-03-{day:02d}") for day in (2, 3, 4)]
    draft = drafted(REPORTS, kept, of="周排查")
    assert draft.data["checks"] == {"I02": {"measured": {"done": "60"}}}


def test_how_much_of_the_last_report_was_put_right() -> None:
    dirty, wiped = checked("2026-03-03", DIRTY), checked("2026-03-04", WIPED)
    rows = [{"source": one.number, "what": "公示栏过期", "closed": False} for one in (dirty, wiped)]
    report = record(REPORTS, "DC-20260306-001", on("2026-03-06"), issues=rows)
    draft = drafted(REPORTS, [dirty, wiped, report], date(2026, 3, 13), of="周排查")
    assert (draft.data["last_total"], draft.data["last_done"]) == (2, 1)


# ---- 周排查 → 月调度


def test_the_month_is_drafted_from_its_weeks() -> None:
    wiped, fine = checked("2026-03-04", WIPED), checked("2026-03-05")
    row = {"source": wiped.number, "what": "公示栏过期", "closed": True}
    report = record(REPORTS, "DC-20260306-001", on("2026-03-06"), issues=[row])
    food = record("food_purchase_acceptance", "JHYS-20260305-001", on("2026-03-05"))
    draft = drafted(REPORTS, [wiped, fine, report, food], date(2026, 3, 31), of="月调度")
    assert draft.data["kind"] == "月调度"
    assert [one["source"] for one in draft.data["issues"]] == [wiped.number]
    assert draft.data["fund"] == str(food.entry["total"])
    assert "fund_in" not in draft.data
    assert draft.notes[0].startswith("03月06日周排查DC-20260306-001：1项，未关闭0项；风险点：")


# ---- accounts


def day_of_fees(day: str, actual: str) -> Record:
    kind = find("daily_fee_settlement")
    line = {**kind.example["lines"][0], "actual": actual}
    moved: dict[str, Any] = {"date": day, "deposit_on": f"{day}T16:20+08:00", "lines": [line]}
    return record("daily_fee_settlement", f"RJ-{day.replace('-', '')}-001", on(day), **moved)


def test_the_month_s_charges_are_its_income() -> None:
    slug = "monthly_account_publicity"
    kept = [day_of_fees(day, "100.00") for day in ("2026-03-03", "2026-03-04", "2026-04-01")]
    item = kept[0].entry["lines"][0]["item"]["name"]
    before = {"item": item, "opening": "5.00", "income": "10.00", "expense": "1.00"}
    known: dict[str, Any] = {"month": "2026-02", "kind": "代收费结算", "accounts": [before]}
    last = record(slug, "ZMGB-20260228-001", on("2026-03-02"), **known)
    draft = drafted(slug, [last, *kept], date(2026, 4, 2), of="代收费结算")
    assert draft.data["month"] == "2026-03"
    assert draft.data["accounts"] == [{"item": item, "opening": "14.00", "income": "200.00"}]
    assert taken(slug, draft).title()


def test_what_was_approved_in_the_month_is_its_expense() -> None:
    slug = "monthly_account_publicity"
    paid = record("expense_reimbursement", "BX-1", on("2026-03-11"), approved_on="2026-03-11")
    later = record("expense_reimbursement", "BX-2", on("2026-03-11"), approved_on="2026-04-01")
    draft = drafted(slug, [paid, later], date(2026, 4, 2), of="经费收支")
    assert draft.data["accounts"] == [
        {"item": paid.entry["budget"]["name"], "opening": "0.00", "expense": paid.entry["total"]}
    ]


# ---- stores and rooms


def moved(number: int, day: str, **changes: Any) -> Record:
    data = {"warehouse": "总务库", "item": "A4纸", "date": day, **changes}
    return record("warehouse_ledger", f"KF-{number}", on(day), **data)


def test_a_count_begins_with_the_things_of_the_store() -> None:
    slug = "stocktaking_record"
    lines = [
        moved(1, "2026-03-02", opening="2", in_qty="10", out_qty="0"),
        moved(2, "2026-03-04", opening="12", in_qty="0", out_qty="3"),
        moved(3, "2026-03-06", opening="9", in_qty="0", out_qty="1"),
        moved(4, "2026-03-04", opening="0", in_qty="5", out_qty="0", warehouse="食堂库"),
    ]
    draft = drafted(slug, lines, of="总务库")
    assert draft.data["counts"] == [{"item": "A4纸"}]  # the ledger itself knows what is booked
    assert "台账2行、1种物品" in draft.notes[0]


def test_a_room_is_looked_at_for_what_it_had() -> None:
    slug = "class_property_register"
    first = record(slug, "BJCC-20260305-001", on("2026-03-05"), check_type="期初登记")
    room = first.entry["room"]["name"]
    told = [(one["item"]["name"], one["quota"]) for one in first.entry["things"]]
    monthly = drafted(slug, [first], date(2026, 3, 31), of=room)
    assert [(one["item"], one["quota"]) for one in monthly.data["things"]] == told
    assert monthly.data["check_type"] == "月查"
    assert len(taken(slug, monthly).to_data()["things"]) == len(told)
    assert drafted(slug, [first], date(2026, 7, 1), of=room).data["check_type"] == "期末点交"
    assert "things" not in drafted(slug, [first], date(2026, 3, 31), of="别的班").data


def test_an_extinguisher_is_what_it_was() -> None:
    slug = "fire_extinguisher_inspection"
    last = record(slug, "MHQ-20260305-001", on("2026-03-05"))
    name = last.entry["ext_no"]["name"]
    draft = drafted(slug, [last], date(2026, 4, 2), of=name)
    data = draft.data
    assert taken(slug, draft).business_date() == date(2026, 4, 2)
    assert (data["type"], data["made_on"]) == (last.entry["type"], last.entry["made_on"])
    assert "checks" not in data
    assert drafted(slug, [last], date(2026, 4, 2), of="MH-99").data == {
        "checked_on": "2026-04-02",
        "ext_no": "MH-99",
    }


def test_the_meals_account_goes_on_with_what_was_left() -> None:
    slug = "monthly_account_publicity"
    before = {"item": "学生伙食", "opening": "5.00", "income": "10.00", "expense": "1.00"}
    known: dict[str, Any] = {"month": "2026-02", "kind": "伙食账", "accounts": [before]}
    last = record(slug, "ZMGB-20260228-001", on("2026-03-02"), **known)
    food = record("food_purchase_acceptance", "JHYS-20260305-001", on("2026-03-05"))
    draft = drafted(slug, [last, food], date(2026, 4, 2), of="伙食账")
    assert draft.data["accounts"] == [{"item": "学生伙食", "opening": "14.00"}]
    assert f"进货查验1批，合计{food.entry['total']}元" in draft.notes[0]


# ---- whom a day is about


def listing(*items: Item) -> Directory:
    kinds = {one.kind for one in items}
    return Directory({kind: {one.id: one for one in items if one.kind == kind} for kind in kinds})


PEOPLE = (
    PersonItem(id="p1", name="周副校长", posts=("vp_logistics",)),
    PersonItem(id="p2", name="王安", posts=("teacher",)),
    PersonItem(id="p3", name="钱师傅", posts=("cook",)),
    PersonItem(id="p4", name="董玥", posts=("sample_keeper",), until=date(2026, 3, 5)),
    PersonItem(id="p5", name="贺珺", posts=("food_officer",)),
)


@pytest.mark.parametrize(
    ("day", "kind", "week"),
    [
        (FRIDAY, "值周", 1),
        (date(2026, 3, 7), "周末值班", None),
        (date(2026, 5, 1), "法定节假日值班", None),
        (date(2026, 8, 1), "寒暑假值班", None),
    ],
)
def test_duty_is_as_the_roster_says(day: date, kind: str, week: int | None) -> None:
    slug = "leader_duty_log"
    lines = (RosterItem(id=f"Z{n}", name=n, since=day, until=day) for n in ("王安", "周副校长"))
    here = replace(school(slug), directory=listing(*PEOPLE, *lines))
    data = DRAFTS[slug].make(view([], here), day, "").data
    assert (data["leader"], data["members"]) == ("周副校长", ["王安"])
    assert (data["duty_type"], data.get("week")) == (kind, week)


def test_everybody_in_the_kitchen_is_looked_at_and_nothing_is_foreseen() -> None:
    slug = "canteen_morning_check"
    here = replace(school(slug), directory=listing(*PEOPLE))
    data = DRAFTS[slug].make(view([], here), FRIDAY, "").data
    assert data["people"] == [{"name": "钱师傅"}]
    assert (data["checker"], data["on_duty"]) == ("贺珺", 1)


@pytest.mark.parametrize("slug", DRAFTS)
def test_drafts_name_columns_there_are_and_registers_there_are(slug: str) -> None:
    drafting, kind = DRAFTS[slug], find(slug)
    assert all(find(source).slug == source for source in drafting.sources)
    for of in drafting.choices or ("总务库",):
        data = drafted(slug, [], of=of).data
        typed = {one.name for one in kind.columns() if one.need != "自动"}
        assert data.keys() <= typed
