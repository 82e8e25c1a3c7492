"""Chapter 7 across records: pupils not traced, outbreaks not reported, children not checked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from checklists.rules import Finding, Severity, carries_out
from records.audit.view import View
from records.record import Operation, Record

MORNING, ILL = "morning_health_check", "infectious_disease_register"
CERTIFICATES = "vaccination_certificate_check"
AT_ONCE, IN_THREE_DAYS = 3, 5
REPORTED_WITHIN = timedelta(hours=24)
A_MONTH_OF_CHECKS = 10
UNKNOWN_FOR = 5  # days a diagnosis may stay 待查
IN_NEED = ("未完成需补种", "免疫史不详")
FIRST_CHECK = timedelta(days=30)
VACCINATED_SHARE = 0.95
SCHOOL_YEAR = (8, 1)
"""Month and day on which it begins."""


# ---- morning checks


@carries_out("morning_health_check.R01")
def ill_but_not_traced(view: View) -> Iterator[Finding]:
    """Who is away ill stands in the register of the ill, from that day or before."""
    if not view.school.keeps(ILL):
        yield _unchecked(view, "morning_health_check.R01", "因病缺勤追踪与传染病登记")
        return
    traced: dict[str, list[Record]] = defaultdict(list)
    for record in view.of_register(ILL):
        traced[_id(record.entry.get("student"))].append(record)
    for record in view.of_register(MORNING):
        for one in _rows(record, "absences"):
            known = traced.get(_id(one.get("child")), [])
            if one.get("reason") == "病假" and not any(
                ill.date <= record.date and not _is_back(ill, record.date) for ill in known
            ):
                yield view.finding(
                    "morning_health_check.R01",
                    "「缺勤登记」",
                    "有因病缺勤的，没有进入因病缺勤追踪",
                    "当日登记追踪",
                    number=record.number,
                )
                break


@carries_out("morning_health_check.R04")
def months_without_a_cough(view: View) -> Iterator[Finding]:
    """A class that had nobody unwell all month."""
    for month, records in by_class_and_month(view, MORNING).items():
        faultless = not any(one.entry.get("abnormal") for one in records)
        if faultless and len(records) >= A_MONTH_OF_CHECKS:
            what = f"{len(records)}次检查零异常"
            yield view.finding("morning_health_check.R04", " ".join(month), what, "抽查复核")


# ---- who is ill


@carries_out("infectious_disease_register.R01")
def ill_and_forgotten(view: View) -> Iterator[Finding]:
    """Not back, and no word from home since yesterday."""
    today = view.today
    for record in _cases(view):
        last = max((one["on"] for one in _rows(record, "track")), default=None)
        since = date.fromisoformat(last) if last else record.date
        if not record.entry.get("return_on") and (today - since).days > 1:
            what = f"未返校，{since}之后没有追踪"
            yield view.finding(
                "infectious_disease_register.R01",
                "「追踪记录」",
                what,
                "当日联系家长，续填追踪",
                number=record.number,
            )


@carries_out("infectious_disease_register.R03")
def outbreaks_not_reported(view: View) -> Iterator[Finding]:
    """Three in a day, or five in three days, of one class with one symptom: within 24 hours."""
    for where, outbreak in outbreaks(view):
        yield from _not_reported(view, where, outbreak)


def outbreaks(view: View) -> Iterator[tuple[str, Sequence[Record]]]:
    """Class and symptom, and the cases that reached the threshold first."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in _cases(view):
        for symptom in _rows(record, "symptom"):
            groups[record.entry["class_"]["name"], str(symptom)].append(record)
    for (name, symptom), records in groups.items():
        outbreak = _outbreak(records)
        if outbreak:
            yield f"{name} {symptom}", outbreak


def _outbreak(records: Sequence[Record]) -> list[Record]:
    """The cases that reached the threshold first, in order of capture."""
    ordered = sorted(records, key=lambda one: one.first.at)
    for place in range(len(ordered)):
        so_far = ordered[: place + 1]
        for days, count in ((1, AT_ONCE), (3, IN_THREE_DAYS)):
            last = _onset(so_far[-1])
            near = [one for one in so_far if 0 <= (last - _onset(one)).days < days]
            if len(near) >= count:
                return near
    return []


def _not_reported(view: View, where: str, outbreak: Sequence[Record]) -> Iterator[Finding]:
    reached = max(one.first.at for one in outbreak)
    reports = [one.entry["report_cdc"] for one in outbreak if one.entry.get("report_cdc")]
    told = min((datetime.fromisoformat(one) for one in reports), default=None)
    if told is not None and told - reached <= REPORTED_WITHIN:
        return
    how = "没有填写报告时间" if told is None else "24小时后才报告"
    yield view.finding(
        "infectious_disease_register.R03",
        where,
        f"同班同症状{len(outbreak)}例达到阈值，{how}",
        "立即报疾控和教育部门，由校长签发，续填报告时间",
        number=outbreak[-1].number,
    )


@carries_out("infectious_disease_register.R04")
def diagnoses_left_open(view: View) -> Iterator[Finding]:
    """待查 for more than five days."""
    for record in _cases(view):
        days = (view.today - record.date).days
        if record.entry.get("disease") == "待查" and days > UNKNOWN_FOR:
            yield view.finding(
                "infectious_disease_register.R04",
                "「病名」",
                f"“待查”已{days}天",
                "追问诊断结果",
                number=record.number,
            )


# ---- certificates


@carries_out("vaccination_certificate_check.R01")
def children_not_checked(view: View) -> Iterator[Finding]:
    """Every new child of the class, within thirty days of the beginning of term."""
    for where, records in _by_year_and_class(view).items():
        due = view.school.calendar.term.start + FIRST_CHECK
        should = max(int(one.entry["should"]) for one in records)
        done = len({_id(one.entry["child"]) for one in records})
        if view.today > due and done < should:
            what = f"应查验{should}人，已查{done}人（{done * 100 / should:.1f}%）"
            yield view.finding("vaccination_certificate_check.R01", where, what, "补查")


@carries_out("vaccination_certificate_check.R01")
def new_children_of_the_roll(view: View) -> Iterator[Finding]:
    """应查验人数 is who came to the class this school year, by the list of pupils."""
    code, groups = "vaccination_certificate_check.R01", _by_year_and_class(view)
    if groups and not view.listed("student"):
        yield view.unchecked(code, "「应查验人数」", "学生名录")
        return
    for where, records in groups.items():
        should = max(int(one.entry["should"]) for one in records)
        new = _new_in(view, records[0])
        if new is not None and should != new:
            what = f"应查验{should}人，学生名录里本学年新生、转入{new}人"
            yield view.finding(code, where, what, "核对学籍后更正", number=records[0].number)


def _new_in(view: View, record: Record) -> int | None:
    """Children of the record's class that came in its school year; None where nobody can say."""
    begun, name = re.search(r"\d{4}", record.entry["year"]), record.entry["class_"]["name"]
    if begun is None:
        return None
    first = date(int(begun[0]), *SCHOOL_YEAR)
    last = date(first.year + 1, *SCHOOL_YEAR) - timedelta(days=1)
    roll = [one.facts for one in view.listed("student") if one.facts.get("class_") == name]
    came = [one.get("since", "") for one in roll]
    return sum(first.isoformat() <= day <= last.isoformat() for day in came) if roll else None


@carries_out("vaccination_certificate_check.R02")
def second_checks_missing(view: View) -> Iterator[Finding]:
    """Everyone in need is checked again before the year ends."""
    for where, records in _by_year_and_class(view).items():
        owed = [one for one in records if one.entry["assess"] in IN_NEED]
        last = max((date(one.date.year, 12, 31) for one in owed), default=None)
        again = sum(bool(one.entry.get("check2_on")) for one in owed)
        if last is not None and view.today > last and again < len(owed):
            what = f"首查未完成{len(owed)}人，二次查验{again}人"
            yield view.finding("vaccination_certificate_check.R02", where, what, "补做二次查验")


@carries_out("vaccination_certificate_check.R03")
def report_of_certificates(view: View) -> Iterator[Finding]:
    """The report is the sum of the lines; what changes after the principal signed breaks it."""
    for where, records in _by_year_and_class(view).items():
        should = max(int(one.entry["should"]) for one in records)
        held = sum(one.entry["cert"] == "有" for one in records)
        need = [one for one in records if one.entry["assess"] in IN_NEED]
        results = Counter(one.entry.get("result2", "仍未完成") for one in need)
        what = (
            f"查验汇总：应查{should}人，实查{len(records)}人，持证{held}人；"
            f"需补种{len(need)}人，已补{results['已完成']}人，"
            f"未补{results['仍未完成']}人，禁忌{results['禁忌']}人"
        )
        yield view.finding("vaccination_certificate_check.R03", where, what, severity=Severity.HINT)
    for record in view.of_register(CERTIFICATES):
        if _changed_after_report(record):
            yield view.finding(
                "vaccination_certificate_check.R03",
                "「报表」",
                "校长签报后改动",
                "写明原因，重新汇总上报",
                number=record.number,
            )


def _changed_after_report(record: Record) -> bool:
    reported = [
        one.version
        for one in record.versions
        if one.operation is Operation.SIGN and one.role == "校长"
    ]
    return bool(reported) and any(
        one.operation is Operation.CORRECT and one.version > min(reported)
        for one in record.versions
    )


@carries_out("vaccination_certificate_check.R04")
def too_few_vaccinated(view: View) -> Iterator[Finding]:
    """Fewer than 95 in a hundred of those in need by the end of the year."""
    need = [one for one in view.of_register(CERTIFICATES) if one.entry["assess"] in IN_NEED]
    over = [one for one in need if view.today > date(one.date.year, 12, 31)]
    done = sum(one.entry.get("result2") in ("已完成", "禁忌") for one in over)
    if over and done < VACCINATED_SHARE * len(over):
        what = f"需补种{len(over)}人，12月31日前完成{done}人（{done * 100 / len(over):.1f}%）"
        yield view.finding(
            "vaccination_certificate_check.R04", "全期", what, "督促补种，报接种单位"
        )


# ---- what they share


def _rows(record: Record, name: str) -> Sequence[Any]:
    """Detail rows; none where they are sealed."""
    rows = record.entry.get(name)
    return rows if isinstance(rows, (list, tuple)) else ()


def _id(value: Any) -> str:
    return str(value["id"]) if isinstance(value, dict) and "id" in value else ""


def _cases(view: View) -> Iterator[Record]:
    return (one for one in view.of_register(ILL) if not one.entry.get("zero_report"))


def _onset(record: Record) -> date:
    return date.fromisoformat(record.entry.get("onset") or record.date.isoformat())


def _is_back(record: Record, on: date) -> bool:
    back = record.entry.get("return_on")
    return bool(back) and date.fromisoformat(str(back)) <= on


def by_class_and_month(view: View, slug: str) -> dict[tuple[str, str], list[Record]]:
    """Records of a register by name of the class and month, as 2026-03."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in view.of_register(slug):
        found[record.entry["class_"]["name"], f"{record.date:%Y-%m}"].append(record)
    return found


def _by_year_and_class(view: View) -> dict[str, list[Record]]:
    """Checks of a school year and class that go on this term, those of the autumn included."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in view.ever(CERTIFICATES):
        found[_year_and_class(record)].append(record)
    ours = {_year_and_class(record) for record in view.of_register(CERTIFICATES)}
    return {where: records for where, records in found.items() if where in ours}


def _year_and_class(record: Record) -> str:
    return f"{record.entry['year']} {record.entry['class_']['name']}"


def _unchecked(view: View, code: str, lacking: str) -> Finding:
    what = f"未核（缺{lacking}）"
    return view.finding(code, "「缺勤登记」", what, "人工核对", severity=Severity.HINT)


HEALTH_CHECKS = (
    ill_but_not_traced,
    months_without_a_cough,
    ill_and_forgotten,
    outbreaks_not_reported,
    diagnoses_left_open,
    children_not_checked,
    new_children_of_the_roll,
    second_checks_missing,
    report_of_certificates,
    too_few_vaccinated,
)
