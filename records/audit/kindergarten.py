"""A kindergarten's classes across records: what was not disinfected, who was not visited."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from checklists.cadence import day_title, months, whole
from checklists.rules import Finding, carries_out
from checklists.verdicts import Verdict
from records.audit.health import by_class_and_month
from records.audit.view import View
from records.record import Record

DISINFECTION, CHILDCARE = "class_disinfection_record", "childcare_inspection"
DAILY = {"空气通风": 2, "水杯": 1, "毛巾": 1, "便器": 1, "地面": 1}
EVERY = {"玩具": 7, "图书": 14, "被褥": 31}
VISITS = 2  # a month and class, one of them 随机
SAME_FAULT = 3


@carries_out("class_disinfection_record.R01")
def not_everything_disinfected(view: View) -> Iterator[Finding]:
    """What a class disinfects every day."""
    meals = len(view.school.calendar.meals)
    days: dict[tuple[date, str], list[Record]] = defaultdict(list)
    for record in view.of_register(DISINFECTION):
        days[record.date, record.entry["class_"]["name"]].append(record)
    for (day, name), records in days.items():
        if day >= view.today:
            continue
        done = Counter(str(one.entry["object"]) for one in records)
        owed = {**DAILY, "餐桌": meals}
        if any(one.entry.get("epidemic") for one in records):
            owed["空气紫外线"] = 1
        short = [
            f"{what}{done[what]}/{count}" for what, count in owed.items() if done[what] < count
        ]
        if short:
            what, where = f"必做项没有做够：{'、'.join(short)}", f"{day_title(day)} {name}"
            yield view.finding("class_disinfection_record.R01", where, what, "补做并登记")


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
    """Toys every week, books every fortnight, bedding every month."""
    last: dict[tuple[str, str], date] = {}
    classes: dict[str, date] = {}
    for record in view.of_register(DISINFECTION):
        name = str(record.entry["class_"]["name"])
        classes.setdefault(name, record.date)
        last[name, str(record.entry["object"])] = record.date
    for name, since in classes.items():
        for what, days in EVERY.items():
            done = last.get((name, what), since)
            if (view.today - done).days > days:
                said = f"{what}{(view.today - done).days}天没有消毒，应每{days}天一次"
                yield view.finding("class_disinfection_record.R04", name, said, "尽快补做")


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
    classes_not_visited,
    faults_that_come_back,
)
