"""canteen_supervision across records: what the daily checks left open is not left out."""

from collections.abc import Iterator
from datetime import timedelta

from checklists.calendar import monday
from checklists.rules import Finding, carries_out
from checklists.verdicts import Handling, Verdict
from records.audit.view import View
from records.hazards import REGISTER as HAZARDS
from records.hazards import hazard_of
from records.record import Record

REGISTER, DAILY = "canteen_supervision", "kitchen_daily_check"
WEEKLY, MEETING = "周排查", "现场办公会"
ASKED_BEFORE_END = timedelta(days=30)


@carries_out("canteen_supervision.R02")
def open_issues_left_out(view: View) -> Iterator[Finding]:
    """Every daily check of the week with something still open stands in the weekly report."""
    code = "canteen_supervision.R02"
    reports = [one for one in view.of_register(REGISTER) if one.entry["kind"] == WEEKLY]
    if reports and not view.school.keeps(DAILY):
        yield view.unchecked(code, "「日管控问题」", "食堂每日食品安全检查（日管控）")
        return
    for report in reports:
        listed = {one["source"] for one in report.entry.get("issues", ())}
        for daily in view.of_register(DAILY):
            in_week = monday(report.date) <= daily.date <= report.date
            if in_week and daily.number not in listed and _was_open(view, daily, report):
                what = f"{daily.number}有未关闭的问题，没有列入"
                yield view.finding(
                    code, "「日管控问题」", what, "列入本周排查", number=report.number
                )


def _was_open(view: View, daily: Record, report: Record) -> bool:
    """Whether something that failed was neither put right on the spot nor closed since."""
    closed = {
        one.first.opened_for
        for one in view.of_register(HAZARDS)
        if one.first.opened_by == daily.number and _closed_by(one, report)
    }
    return any(
        one.verdict is Verdict.FAIL and one.key not in closed and not _put_right(daily, one.key)
        for one in daily.content.judgements
    )


def _closed_by(record: Record, report: Record) -> bool:
    closed_at = hazard_of(record, report.date).closed_at
    return closed_at is not None and closed_at.date() <= report.date


def _put_right(record: Record, key: str) -> bool:
    check = record.entry.get("checks", {}).get(key.rpartition(".")[2], {})
    return bool(check.get("handling") == Handling.ON_THE_SPOT)


@carries_out("canteen_supervision.R03")
def no_meeting_on_the_spot(view: View) -> Iterator[Finding]:
    """Once a term the leaders meet in the canteen; asked for in the term's last month."""
    if not view.school.keeps(REGISTER):
        return
    today = view.now.astimezone(view.school.zone).date()
    held = any(one.entry["kind"] == MEETING for one in view.of_register(REGISTER))
    if not held and today >= view.school.calendar.term.end - ASKED_BEFORE_END:
        what = "本学期没有召开现场办公会"
        yield view.finding("canteen_supervision.R03", "「类型」", what, "在食堂召开一次")


SUPERVISION_CHECKS = (open_issues_left_out, no_meeting_on_the_spot)
