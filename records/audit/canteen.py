"""The canteen across records: samples kept too long or too alike, a kitchen without a fault."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.view import View
from records.record import Record

SAMPLES, KITCHEN = "food_sample_retention", "kitchen_daily_check"
KEPT_AT_MOST = timedelta(hours=72)
ALIKE_FROM = 3  # dishes of a meal that weigh the same
FAULTLESS_SHARE = 0.98
ENOUGH_DAYS = 60


@carries_out("food_sample_retention.R05")
def samples_not_destroyed(view: View) -> Iterator[Finding]:
    """Still there after 72 hours."""
    for record in view.of_register(SAMPLES):
        sampled_at = datetime.fromisoformat(record.entry["sampled_at"])
        if not record.content.is_complete and view.now - sampled_at > KEPT_AT_MOST:
            yield view.finding(
                "food_sample_retention.R05",
                "「销毁时间」",
                "超过72小时未销毁",
                "及时销毁并续填",
                number=record.number,
            )


@carries_out("food_sample_retention.R05")
def samples_all_alike(view: View) -> Iterator[Finding]:
    """Dishes of one meal typed within the same second, or all of the same weight."""
    for where, records in _meals(view).items():
        seconds = {record.first.at.replace(microsecond=0) for record in records}
        if len(records) > 1 and len(seconds) == 1:
            what = f"{len(records)}个品种在同一秒录入"
            yield view.finding(
                "food_sample_retention.R05", where, what, "核对实物", number=records[0].number
            )
        weights = {record.entry.get("weight") for record in records}
        if len(records) >= ALIKE_FROM and len(weights) == 1:
            what = f"{len(records)}个品种的留样量全部是{weights.pop()}g"
            yield view.finding(
                "food_sample_retention.R05", where, what, "核对实物", number=records[0].number
            )


def _meals(view: View) -> dict[str, list[Record]]:
    meals: dict[str, list[Record]] = {}
    for record in view.of_register(SAMPLES):
        meals.setdefault(f"{record.date:%Y-%m-%d} {record.entry['meal']}餐", []).append(record)
    return meals


@carries_out("kitchen_daily_check.R03")
def kitchen_without_a_fault(view: View) -> Iterator[Finding]:
    """More than 98 in a hundred days without a problem."""
    records = view.of_register(KITCHEN)
    faultless = sum(record.verdict is not Verdict.FAIL for record in records)
    if len(records) >= ENOUGH_DAYS and faultless > FAULTLESS_SHARE * len(records):
        what = f"{len(records)}天中{faultless}天“无问题”，超过98%"
        yield view.finding("kitchen_daily_check.R03", "全期", what, "月调度复核")
