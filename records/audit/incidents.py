"""Incidents across records: what may be evidence of a poisoning is not destroyed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

INCIDENTS, SAMPLES, STORE = "incident_report", "food_sample_retention", "food_storage_check"
POISONING, LAST = "食物中毒或疑似", "终报"
KEPT_FROM = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Lock:
    """事故保全: from when a poisoning was known until it was reported for the last time."""

    number: str
    known: datetime
    ended: datetime

    def holds(self, at: datetime) -> bool:
        """Whether nothing may be destroyed at a moment."""
        return self.known <= at <= self.ended


@carries_out("food_sample_retention.R03")
def samples_destroyed_under_lock(view: View) -> Iterator[Finding]:
    """A sample of the last 48 hours stays until the poisoning is cleared up."""
    code, kept = "food_sample_retention.R03", view.of_register(SAMPLES)
    if kept and not view.school.keeps(INCIDENTS):
        yield view.unchecked(code, "「销毁时间」", "安全事故与突发事件报告登记")
        return
    for lock in _locks(view):
        for record in kept:
            sampled = datetime.fromisoformat(record.entry["sampled_at"])
            destroyed = _destroyed(record)
            recent = lock.known - KEPT_FROM <= sampled
            if recent and destroyed is not None and lock.holds(destroyed):
                what = f"事故保全期间（{lock.number}）销毁了留样"
                yield view.finding(
                    code, "「销毁时间」", what, "报校长，查明去向", number=record.number
                )


def _destroyed(record: Record) -> datetime | None:
    at = record.entry.get("dispose_at")
    return datetime.fromisoformat(at) if at else None


@carries_out("incident_report.R02")
def food_disposed_of_under_lock(view: View) -> Iterator[Finding]:
    """Nothing leaves the store while a poisoning is being looked into."""
    code, locks = "incident_report.R02", list(_locks(view))
    if locks and not view.school.keeps(STORE):
        yield view.unchecked(code, "「证据保全」", "食品库存检查")
        return
    for lock in locks:
        for record in view.of_register(STORE):
            known = lock.known.astimezone(view.school.zone).date()
            ended = lock.ended.astimezone(view.school.zone).date()
            if record.entry.get("disposals") and known < record.date <= ended:
                what = f"事故保全期间处置了食品（{record.number}）"
                yield view.finding(
                    code, "「证据保全」", what, "停止处置，封存待检", number=lock.number
                )


def _locks(view: View) -> Iterator[Lock]:
    for record in view.of_register(INCIDENTS):
        if record.entry["event_type"] == POISONING:
            known = datetime.fromisoformat(record.entry["found_at"])
            yield Lock(record.number, known, _last_report(record) or view.now)


def _last_report(record: Record) -> datetime | None:
    last = [one["at"] for one in record.entry.get("reports", ()) if one["kind"] == LAST]
    return datetime.fromisoformat(last[-1]) if last else None


INCIDENT_CHECKS = (samples_destroyed_under_lock, food_disposed_of_under_lock)
