"""Chapter 6 across records: grounds nobody mowed, rats nobody caught, machines nobody cleaned."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from checklists.cadence import months, whole
from checklists.calendar import monday
from checklists.lessons import school_hours
from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

GREEN, PESTS = "greening_maintenance", "disinfection_pest_control"
CLEANING, WATER = "cleaning_area_inspection", "drinking_water_record"
NO_CHEMICALS = ("紫外线", "粘鼠", "鼠夹", "鼠笼", "捕鼠", "灭蝇灯", "粘蝇")
GROWING = range(4, 11)  # months in which grass has to be cut
CUT = ("修剪", "除草")
SEEN_TO = ("修剪", "登高修枝", "支撑")
FLOOD_SEASON = (6, 1)  # 建议值: dead branches are looked for in the month before
GAP = 2  # months without
SPOT_CHECKS = 2  # a month and toilet
A_WEEK_OF_CHECKS = 5


@carries_out("greening_maintenance.R02")
def grounds_left_alone(view: View) -> Iterator[Finding]:
    """A month of growth without cutting; nobody looked at the branches before the floods."""
    if not view.school.keeps(GREEN):
        return
    records = view.of_register(GREEN)
    for month in _ended_months(view):
        if month.month in GROWING and not _in_month(records, month, work=CUT):
            what = "一个月没有修剪、除草记录"
            yield view.finding(
                "greening_maintenance.R02", f"{month:%Y年%m月}", what, "安排修剪除草，或说明原因"
            )
    floods = date(view.school.calendar.term.end.year, *FLOOD_SEASON)
    if floods in view.school.calendar.term and view.today >= floods:
        before = (floods - timedelta(days=1)).replace(day=1)
        if not _in_month(records, before, work=SEEN_TO):
            what = "汛期前没有枯枝排查（修剪、登高修枝、支撑）记录"
            advice = "立即排查枯枝、倾斜，处理后登记"
            yield view.finding("greening_maintenance.R02", f"{floods:%Y-%m-%d}", what, advice)


@carries_out("disinfection_pest_control.R04")
def pests_left_alone(view: View) -> Iterator[Finding]:
    """Two months in a row without 灭鼠, or without disinfection."""
    if not view.school.keeps(PESTS):
        return
    records = view.of_register(PESTS)
    ended = list(_ended_months(view))
    for name, kinds in (("灭鼠", ("灭鼠",)), ("消毒", ("预防性消毒", "终末消毒"))):
        for before, month in pairwise(ended):
            if not any(_in_month(records, one, kind=kinds) for one in (before, month)):
                where = f"{before:%Y年%m月}—{month:%m月}"
                what = f"连续{GAP}个月没有{name}记录"
                yield view.finding("disinfection_pest_control.R04", where, what, "补做并说明原因")


@carries_out("disinfection_pest_control.R01")
def sprayed_during_lessons(view: View) -> Iterator[Finding]:
    """Chemicals on a school day between the first lesson and the last, lunch included."""
    begins, ends = school_hours(PESTS, view.school.limits)
    for record in view.of_register(PESTS):
        product = str(record.entry["product"])
        chemical = not any(one in product for one in NO_CHEMICALS)
        if not chemical or not view.school.calendar.is_school_day(record.date):
            continue
        start, end = (_hours(record.entry[name], view) for name in ("start", "end"))
        if start < ends and end > begins:
            yield view.finding(
                "disinfection_pest_control.R01",
                "「开始时间」",
                f"{product}作业与在校上课、就餐时间重叠",
                "改在放学后或节假日进行",
                number=record.number,
            )


def _hours(text: str, view: View) -> Decimal:
    at = datetime.fromisoformat(text).astimezone(view.school.zone)
    return Decimal(at.hour * 60 + at.minute) / 60


@carries_out("cleaning_area_inspection.R01")
def areas_of_two_owners(view: View) -> Iterator[Finding]:
    """One area, one class and person answering for it all term."""
    first: dict[str, Record] = {}
    for record in view.of_register(CLEANING):
        known = first.setdefault(str(record.entry["area"]["id"]), record)
        if record.entry["owner"] != known.entry["owner"]:
            yield view.finding(
                "cleaning_area_inspection.R01",
                str(record.entry["area"]["name"]),
                f"责任人是{record.entry['owner']}，{known.number}是{known.entry['owner']}",
                "核对责任区台账，一个区域只有一个责任班级和责任人",
                number=record.number,
            )


@carries_out("cleaning_area_inspection.R03")
def toilets_not_spot_checked(view: View) -> Iterator[Finding]:
    """Every toilet at least twice a month without notice."""
    toilets = [one for one in view.of_register(CLEANING) if one.entry["area_type"] == "厕所"]
    areas = {one.entry["area"]["id"]: one.entry["area"]["name"] for one in toilets}
    for month in _ended_months(view):
        checked = Counter(
            one.entry["area"]["id"] for one in _in_month(toilets, month, slot=("抽查",))
        )
        for area, name in areas.items():
            if checked[area] < SPOT_CHECKS:
                what = f"{month:%Y年%m月}抽查{checked[area]}次，应≥{SPOT_CHECKS}次"
                yield view.finding("cleaning_area_inspection.R03", name, what, "补做不定期抽查")


@carries_out("cleaning_area_inspection.R04")
def weeks_of_full_marks(view: View) -> Iterator[Finding]:
    """A checker who took off nothing all week."""
    weeks: dict[tuple[str, date], list[Record]] = {}
    for record in view.of_register(CLEANING):
        key = str(record.entry["checker"]["name"]), monday(record.date)
        weeks.setdefault(key, []).append(record)
    for (name, week), records in weeks.items():
        full = all(Decimal(one.entry["score"]) == Decimal(one.entry["full"]) for one in records)
        if full and len(records) >= A_WEEK_OF_CHECKS:
            where = f"第{view.school.calendar.week(week)}周 {name}"
            what = f"{len(records)}次检查全部满分"
            yield view.finding("cleaning_area_inspection.R04", where, what, "抽查复核")


@carries_out("drinking_water_record.R02")
def machines_not_cleaned(view: View) -> Iterator[Finding]:
    """Past the day it had to be cleaned again."""
    last = {
        record.entry["device"]["id"]: record
        for record in view.ever(WATER)
        if record.entry.get("device") and record.entry.get("next_due")
    }
    for record in last.values():
        due = date.fromisoformat(record.entry["next_due"])
        if due < view.today:
            yield view.finding(
                "drinking_water_record.R02",
                str(record.entry["device"]["name"]),
                f"应在{due}前清洗，超期{(view.today - due).days}天",
                "停用挂牌，清洗检测合格后恢复",
                number=record.number,
            )


def _ended_months(view: View) -> Iterator[date]:
    """First days of the months with school days that are over."""
    for month in months(view.school.calendar):
        if whole(month)[1] < view.today:
            yield month


def _in_month(records: Sequence[Record], month: date, **columns: Sequence[str]) -> list[Record]:
    """Records of a month whose columns have one of these values."""
    return [
        one
        for one in records
        if (one.date.year, one.date.month) == (month.year, month.month)
        and all(one.entry.get(name) in values for name, values in columns.items())
    ]


ENVIRONMENT_CHECKS = (
    grounds_left_alone,
    pests_left_alone,
    sprayed_during_lessons,
    areas_of_two_owners,
    toilets_not_spot_checked,
    weeks_of_full_marks,
    machines_not_cleaned,
)
