"""A kindergarten's classes across records: what was not disinfected, who was not visited."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from itertools import pairwise

from checklists.cadence import day_title, months, whole
from checklists.registers.health.class_disinfection_record import DAY_END
from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.health import by_class_and_month
from records.audit.view import View
from records.record import Record

DISINFECTION, CHILDCARE = "class_disinfection_record", "childcare_inspection"
PICKUP = "child_pickup_register"
DAILY = {"空气通风": 2, "水杯": 1, "毛巾": 1, "便器": 1, "地面": 1}
EVERY = {"玩具": 1, "图书": 2, "被褥": 5}
"""School weeks from one time to the next; bedding is due once a month."""
VISITS = 2  # a month and class, one of them 随机
SAME_FAULT = 3


@carries_out("class_disinfection_record.R01")
def not_everything_disinfected(view: View) -> Iterator[Finding]:
    """What a class disinfects every day."""
    calendar = view.school.calendar
    day_end = view.school.limits.get(f"{DISINFECTION}.day_end", DAY_END)
    days: dict[tuple[date, str], list[Record]] = defaultdict(list)
    for record in view.of_register(DISINFECTION):
        days[record.date, record.entry["class_"]["name"]].append(record)
    for (day, name), records in days.items():
        if day >= view.today:
            continue
        done = Counter(str(one.entry["object"]) for one in records)
        owed = {**DAILY, "餐桌": len(calendar.meals_on(day))}
        if any(one.entry.get("epidemic") for one in records):
            owed["空气紫外线"] = 1
        short = [
            f"{what}{done[what]}/{count}" for what, count in owed.items() if done[what] < count
        ]
        if done["便器"] and not any(map(day_end.holds, _hours(records, "便器"))):
            short.append("便器日终0/1")
        if short:
            what, where = f"必做项没有做够：{'、'.join(short)}", f"{day_title(day)} {name}"
            yield view.finding("class_disinfection_record.R01", where, what, "补做并登记")


def _hours(records: Iterable[Record], what: str) -> Iterator[Decimal]:
    """Hours of the day at which something was disinfected."""
    for record in records:
        if record.entry["object"] == what:
            begun = time.fromisoformat(record.entry["start"])
            yield Decimal(begun.hour * 60 + begun.minute) / 60


@carries_out("class_disinfection_record.R02")
def lamps_over_children(view: View) -> Iterator[Finding]:
    """A lamp burning between the first child brought and the last one fetched (2.4)."""
    there = {
        (record.date, record.entry["class_"]["id"]): _children_there(record)
        for record in view.of_register(PICKUP)
    }
    for record in view.of_register(DISINFECTION):
        came, left = there.get((record.date, record.entry["class_"]["id"]), ("", ""))
        begun, ended = record.entry["start"], record.entry["end"]
        if record.entry["method"] == "紫外线" and came < ended and begun < left:
            what = f"{begun[:5]}—{ended[:5]}开灯，幼儿{came[:5]}—{left[:5]}在班"
            yield view.finding(
                "class_disinfection_record.R02",
                "「开始时间」",
                what,
                "全部离园后再开灯",
                number=record.number,
            )


def _children_there(record: Record) -> tuple[str, str]:
    """From the first child brought to the last one fetched; empty where nobody is written."""
    came = [one["in_at"] for one in record.entry.get("arrivals", ()) if one.get("in_at")]
    left = [one["out_at"] for one in record.entry.get("departures", ()) if one.get("out_at")]
    return min(came, default=""), max(left, default="")


@carries_out("class_disinfection_record.R03")
def strips_not_used(view: View) -> Iterator[Finding]:
    """The first mix of a class and day is tested with a strip."""
    first: dict[tuple[date, str], Record] = {}
    for record in sorted(view.of_register(DISINFECTION), key=_begin):
        if str(record.entry["method"]).startswith("含氯"):
            first.setdefault((record.date, record.entry["class_"]["id"]), record)
    for record in first.values():
        if record.entry.get("strip") is None:
            yield view.finding(
                "class_disinfection_record.R03",
                "「试纸检测值」",
                "当日首配没有试纸检测值",
                "试纸测定后补填",
                number=record.number,
            )


@carries_out("class_disinfection_record.R04")
def weekly_things_overdue(view: View) -> Iterator[Finding]:
    """Toys every week, books every fortnight, bedding every month; weeks of holidays are not."""
    done: dict[tuple[str, str], list[date]] = defaultdict(list)
    classes: dict[str, date] = {}
    for record in view.of_register(DISINFECTION):
        name = str(record.entry["class_"]["name"])
        classes.setdefault(name, record.date)
        done[name, str(record.entry["object"])].append(record.date)
    for name, since in classes.items():
        for what, weeks in EVERY.items():
            for before, after in pairwise([since, *done[name, what], view.today]):
                if _school_weeks(view, before, after) > weeks:
                    said = f"{what}{before}之后到{after}没有消毒，应每{weeks}个教学周一次"
                    yield view.finding("class_disinfection_record.R04", name, said, "尽快补做")


def _school_weeks(view: View, before: date, after: date) -> int:
    """Weeks with a school day from the week of one day to that of another."""
    calendar = view.school.calendar
    weeks = {
        calendar.week(day) for day in calendar.days(before, after) if calendar.is_school_day(day)
    }
    return len(weeks - {calendar.week(before)})


@carries_out("childcare_inspection.R02")
def classes_not_visited(view: View) -> Iterator[Finding]:
    """Every class twice a month, once of it without notice."""
    entry = view.school.registers.get(CHILDCARE)
    if entry is None:
        return
    visited = by_class_and_month(view, CHILDCARE)
    listed = {one.name for one in view.school.subjects_of(entry).get("class", ())}
    for month in months(view.school.calendar):
        if whole(month)[1] >= view.today:
            continue
        for name in sorted(listed | {one for one, _ in visited}):
            records = visited.get((name, f"{month:%Y-%m}"), [])
            random = sum(one.entry["kind"] == "随机" for one in records)
            if len(records) < VISITS or not random:
                what = f"被检{len(records)}次（随机{random}次），应≥{VISITS}次，其中随机≥1次"
                where = f"{name} {month:%Y-%m}"
                yield view.finding("childcare_inspection.R02", where, what, "补检")


@carries_out("childcare_inspection.R03")
def faults_that_come_back(view: View) -> Iterator[Finding]:
    """The same item of the same class failing three times."""
    failed: Counter[tuple[str, str]] = Counter()
    for record in view.of_register(CHILDCARE):
        for one in record.content.judgements:
            if one.verdict is Verdict.FAIL:
                failed[record.entry["class_"]["name"], one.label] += 1
    for (name, label), count in failed.items():
        if count >= SAME_FAULT:
            what = f"{label}第{count}次不合格"
            yield view.finding("childcare_inspection.R03", name, what, "园长约谈，分析原因")


def _begin(record: Record) -> tuple[date, str]:
    return record.date, str(record.entry["start"])


KINDERGARTEN_CHECKS = (
    not_everything_disinfected,
    strips_not_used,
    weekly_things_overdue,
    lamps_over_children,
    classes_not_visited,
    faults_that_come_back,
)
