"""What only several terms together show: cracks that go on growing, plans nobody practises."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

BUILDINGS, PLANS, DRILLS = (
    "school_building_safety_check",
    "policy_and_plan_register",
    "emergency_drill_record",
)
A_YEAR = timedelta(days=365)


@carries_out("school_building_safety_check.R03")
def cracks_that_went_on_growing(view: View) -> Iterator[Finding]:
    """Wider in two checks running, where the paper leaves the one before the last out."""
    series: dict[tuple[str, str], list[Decimal]] = {}
    for record in view.ever(BUILDINGS):
        for number, crack in enumerate(record.entry.get("cracks", ()), 1):
            widths = series.setdefault((_building(record), crack["point"]), [])
            widths.append(Decimal(crack["width"]))
            grows = len(widths) > 2 and widths[-1] > widths[-2] > widths[-3]
            if grows and view.is_of_term(record) and crack.get("earlier_width") is None:
                told = "→".join(map(str, widths[-3:]))
                yield view.finding(
                    "school_building_safety_check.R03",
                    f"「裂缝观测」第 {number} 行",
                    f"{crack['point']}连续2期增长：{told}mm",
                    "停用该部位，委托鉴定",
                    number=record.number,
                )


@carries_out("policy_and_plan_register.R04")
def plans_not_practised(view: View) -> Iterator[Finding]:
    """A plan in force that a year went by without, after its review, too."""
    drills = [(str(one.entry["plan_ref"]), one.date) for one in view.ever(DRILLS)]
    latest = {one.entry["doc_no"]: one for one in view.ever(PLANS) if one.entry["kind"] == "预案"}
    for record in latest.values():
        content, name = record.entry, str(record.entry["title_"])
        known = [day for named, day in drills if name in named]
        known += [date.fromisoformat(content[one]) for one in _DATED if content.get(one)]
        since, reviewed = max(known), date.fromisoformat(content["review_on"])
        if content["verdict_"] != "废止" and reviewed - since <= A_YEAR < view.today - since:
            yield view.finding(
                "policy_and_plan_register.R04",
                f"《{name}》",
                f"上次演练或发布在{since}，距今超过12个月",
                "安排演练",
                number=record.number,
            )


_DATED = ("last_drill", "first_on")


def _building(record: Record) -> str:
    return str(record.entry["building"]["id"])


LOOKBACK_CHECKS = (cracks_that_went_on_growing, plans_not_practised)
