"""日管控 → 周排查 → 月调度: what the canteen's records of a week or month bring to the table.

《集中用餐单位落实食品安全主体责任监督管理规定》: the weekly report names what the daily checks
found, the monthly meeting what the weeks left (registers.md 5.11).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from checklists.calendar import monday
from checklists.verdicts import Handling, Judgement, Verdict
from records.audit.view import View
from records.drafts.draft import Draft, Drafting, only_holder
from records.hazards import REGISTER as HAZARDS
from records.hazards import hazard_of
from records.record import Record

REGISTER, DAILY = "canteen_supervision", "kitchen_daily_check"
WEEKLY, MONTHLY = "周排查", "月调度"
MORNING = "canteen_morning_check"
PURCHASES, ACCOUNTS = "food_purchase_acceptance", "monthly_account_publicity"
LOOKED_AT = {
    DAILY: "日管控",
    MORNING: "从业人员晨检",
    PURCHASES: "进货查验",
    "food_storage_check": "库存与温度检查",
    "tableware_disinfection": "餐用具消毒",
    "food_sample_retention": "留样",
}
OFTEN = 2
"""Times from which a fault is named as coming back."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a record of the canteen found not to be in order.

    Attributes:
        record: where it was found.
        what: in words.
        label: what it is counted by.
        closed: whether it was put right by the day of the report.
    """

    record: Record
    what: str
    label: str
    closed: bool

    def row(self) -> dict[str, object]:
        """As a line of the report."""
        return {"source": self.record.number, "what": self.what, "closed": self.closed}


def supervision(view: View, day: date, of: str) -> Draft:
    """The report of the week, or the meeting of the month, that a day ends."""
    if of == MONTHLY:
        return _month(view, day)
    first = monday(day)
    faults = [
        *_left_open(view, first, day),
        *(one for slug in LOOKED_AT for one in _faults(view, slug, first, day)),
    ]
    data = {
        "kind": WEEKLY,
        "date": day.isoformat(),
        **only_holder(view, "host", "food_director"),
        "issues": [one.row() for one in faults],
        **_last_time(view, WEEKLY, first, day),
        **_done(view, first, day),
    }
    return Draft(data, (*_counted(view, first, day), *_coming_back(faults)))


def _month(view: View, day: date) -> Draft:
    first = day.replace(day=1)
    reports = [
        one
        for one in _within(view, REGISTER, first, day)
        if one.entry["kind"] in (WEEKLY, "不定期抽查")
    ]
    named = {one["source"] for report in reports for one in report.entry.get("issues", ())}
    faults = [one for slug in LOOKED_AT for one in _faults(view, slug, first, day)]
    carried = [one for one in faults if one.record.number in named or not one.closed]
    data = {
        "kind": MONTHLY,
        "date": day.isoformat(),
        **only_holder(view, "host", "principal"),
        "issues": [one.row() for one in (*_left_open(view, first, day), *carried)],
        **_last_time(view, MONTHLY, first, day),
        **_money(view, first, day),
        **_done(view, first, day),
    }
    weeks = (
        f"{one.date:%m月%d日}{one.entry['kind']}{one.number}：{one.entry['daily_issue']}；"
        f"风险点：{one.entry['risk']}"
        for one in reports
    )
    return Draft(data, (*weeks, *_counted(view, first, day), *_coming_back(faults)))


# ---- what was found


def _within(view: View, slug: str, first: date, last: date) -> list[Record]:
    return [one for one in view.of_register(slug) if first <= one.date <= last]


def _faults(view: View, slug: str, first: date, day: date) -> Iterator[Fault]:
    for record in _within(view, slug, first, day):
        for one in record.content.judgements:
            if one.verdict is Verdict.FAIL:
                what = f"{one.label}不合格{_said(record, one)}"
                yield Fault(record, what, one.label, _is_closed(view, record, one, day))


def _said(record: Record, judged: Judgement) -> str:
    """Reading and remark; of who was ill the report gives the number of the record only (G12)."""
    if record.register == MORNING:
        return ""
    reading = f"（{judged.reading}，标准{judged.bound}）" if judged.reading else ""
    remark = _check(record, judged).get("remark", "")
    return f"{reading}：{remark}" if remark else reading


def _left_open(view: View, first: date, day: date) -> Iterator[Fault]:
    """Faults of before whose hazards are still open."""
    for hazard in (*view.carried, *view.of_register(HAZARDS)):
        known = hazard_of(hazard, day)
        if known.found_at.date() >= first or known.is_void or _closed_by(hazard, day):
            continue
        source = next(
            (one for slug in LOOKED_AT for one in view.ever(slug) if one.number == known.opened_by),
            None,
        )
        if source is not None:
            said = "晨检发现的隐患" if source.register == MORNING else known.description
            what = f"{said}（{known.hazard_no or hazard.number}）"
            yield Fault(source, what, "", closed=False)


def _is_closed(view: View, record: Record, judged: Judgement, day: date) -> bool:
    """Put right on the spot, or its hazard closed; without either, nothing of it left open."""
    opened = [
        one
        for one in view.of_register(HAZARDS)
        if one.first.opened_by == record.number and one.first.opened_for == judged.key
    ]
    if opened:
        return all(_closed_by(one, day) for one in opened)
    check = _check(record, judged)
    return check.get("handling") == Handling.ON_THE_SPOT if check else not record.blocking


def _closed_by(hazard: Record, day: date) -> bool:
    closed = hazard_of(hazard, day).closed_at
    return closed is not None and closed.date() <= day


def _check(record: Record, judged: Judgement) -> dict[str, str]:
    checks = record.entry.get("checks", {})
    return checks.get(judged.key.rpartition(".")[2], {}) if isinstance(checks, dict) else {}


# ---- what was counted


def _last_time(view: View, kind: str, first: date, day: date) -> dict[str, int]:
    """How many faults the report before named, and how many of them are put right by now."""
    before = [one for one in view.ever(REGISTER) if one.entry["kind"] == kind and one.date < first]
    rows = max(before, key=lambda one: one.date).entry.get("issues", ()) if before else ()
    still = {
        fault.record.number
        for slug in LOOKED_AT
        for fault in _faults(view, slug, date.min, day)
        if not fault.closed
    }
    done = sum(bool(one["closed"]) or one["source"] not in still for one in rows)
    return {"last_total": len(rows), "last_done": done}


def _done(view: View, first: date, day: date) -> dict[str, object]:
    """日管控完成率: of the days that owed a check by then, the share that has one."""
    entry = view.school.registers.get(DAILY)
    duties = view.school.duties(entry) if entry else ()
    owed = [one for one in duties if first <= one.last <= day]
    if not owed:
        return {}
    kept = [(one.date, view.subject(one)) for one in view.of_register(DAILY)]
    met = sum(any(duty.is_met_by(*one) for one in kept) for duty in owed)
    share = (Decimal(100 * met) / len(owed)).quantize(Decimal("0.1"), ROUND_DOWN)
    return {"checks": {"I02": {"measured": {"done": f"{share.normalize():f}"}}}}


def _counted(view: View, first: date, day: date) -> Iterator[str]:
    for slug, title in LOOKED_AT.items():
        kept = _within(view, slug, first, day)
        failed = sum(one.verdict is Verdict.FAIL for one in kept)
        blocked = sum(bool(one.blocking) for one in kept)
        more = f"，未结{blocked}份" if blocked else ""
        yield f"{title}{len(kept)}份，不合格{failed}份{more}"


def _coming_back(faults: list[Fault]) -> Iterator[str]:
    counts = Counter(one.label for one in faults if one.label)
    again = [f"{label}{count}次" for label, count in counts.most_common(5) if count >= OFTEN]
    if again:
        yield f"反复出现：{'、'.join(again)}"


def _money(view: View, first: date, day: date) -> dict[str, str]:
    """Income of the month's meal account where it is drawn up; expense as the food that came."""
    bought = [Decimal(str(one.entry["total"])) for one in _within(view, PURCHASES, first, day)]
    found = {"fund": f"{sum(bought):.2f}"} if bought else {}
    for one in view.of_register(ACCOUNTS):
        if one.entry["kind"] == "伙食账" and one.entry["month"] == f"{day:%Y-%m}":
            found = {
                "fund": str(one.entry["expense_total"]),
                "fund_in": str(one.entry["income_total"]),
            }
    return found


SUPERVISION = Drafting((*LOOKED_AT, HAZARDS, ACCOUNTS), supervision, "类型", (WEEKLY, MONTHLY))
