"""The autumn around 中秋 and 国庆 2026, every expectation written by hand (registers.md E.2, E.3).

September 2026 begins on a Tuesday. 20 September (Sunday) and 10 October (Saturday) are made up with
lessons; 25–27 September and 1–7 October are holidays; on 17 September a storm closes the school, on
29 September the kitchen has no gas. School days up to 10 October, by hand:

    1 2 3 4 | 7 8 9 10 11 | 14 15 16 18 20 | 21 22 23 24 | 28 29 30 | 8 9 10        24 days

all but 29 September with two meals, and 30 September with lunch only: 45 meals. On 22 September
class 一（1）班 stays at home for chicken pox. The gate is kept on all 40 days.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest

from checklists.calendar import SchoolCalendar, SchoolDay, Term
from checklists.catalogue import find
from checklists.duty import Subject
from checklists.rules import Finding, Severity
from generator.completeness import RegisterCompleteness, Span, completeness
from generator.composing.imprint import Imprint
from generator.composing.shortfalls import compose_shortfalls
from generator.document import Document, Grid, Prose
from generator.manifest import Head
from generator.rendering import Press
from generator.school import School
from generator.volume import Material, bind
from records.audit import View
from records.audit.duties import missing_duties
from records.definitions import Definition
from records.record import Operation, Record
from tests.generator.specimens import HEAD, at, continued, filed, keeping, photo

SEPTEMBER = "1 2 3 4 7 8 9 10 11 14 15 16 18 20 21 22 23 24 28 29 30"
SCHOOL_DAYS = [date(2026, 9, int(day)) for day in SEPTEMBER.split()]
SCHOOL_DAYS += [date(2026, 10, day) for day in (8, 9, 10)]
NO_GAS = date(2026, 9, 29)
CALENDAR = SchoolCalendar(
    Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)),
    {
        date(2026, 9, 17): SchoolDay.EMERGENCY_CLOSE,
        date(2026, 9, 20): SchoolDay.MAKEUP_CLASS,
        date(2026, 10, 10): SchoolDay.MAKEUP_CLASS,
    },
    no_meals=frozenset({NO_GAS}),
    meals=("早", "中"),
    closed_classes={date(2026, 9, 22): frozenset({"一（1）班"})},
    meals_off={date(2026, 9, 30): frozenset({"早"})},
)
UNTIL = at(date(2026, 10, 10), "23:00")
REASONS = {
    "daily_patrol/2026-10-09": "巡视员参加培训",
    "food_sample_retention/9月20日（周日） 早餐": "早餐改为自带",
}
DAILY, WEEKLY, MONTHLY, METERS = (
    find(slug)
    for slug in (
        "daily_patrol",
        "greening_maintenance",
        "fire_inspection_monthly",
        "utility_meter_record",
    )
)
MEALS, GATE, CLASSES = (
    find(slug) for slug in ("food_sample_retention", "gate_duty_log", "infectious_disease_register")
)
REGISTERS = [GATE, DAILY, MONTHLY, MEALS, WEEKLY, CLASSES, METERS]
OF_A_CASE = "student onset symptom hospital disease contact isolate_from isolate_to track disinfect"
OF_A_CASE += " return_on cert_on return_cert"
TOO_LITTLE = Finding("food_sample_retention.R01", Severity.BLOCK, "「留样量」", "90g，不足125g")
LIMP = Finding("greening_maintenance.R01", Severity.BLOCK, "「作业人」", "不在名录")


def sept(day: int) -> date:
    return date(2026, 9, day)


def october(day: int) -> date:
    return date(2026, 10, day)


def moved(content: Any, by: timedelta) -> Any:
    """Content with all its days moved."""
    if isinstance(content, dict):
        return {key: moved(value, by) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [moved(value, by) for value in content]
    if not isinstance(content, str):
        return content
    return re.sub(
        r"\b\d{4}-\d\d-\d\d(?=T|$)", lambda day: str(date.fromisoformat(day[0]) + by), content
    )


class Book:
    """Records of one register, numbered as they come."""

    def __init__(self, register: Any, column: str, clock: str, without: str = "") -> None:
        self.register, self.clock, self.without = register, clock, without.split()
        self.begun = date.fromisoformat(register.example[column])
        self.records: list[Record] = []

    def keep(self, day: date, late: str = "", *findings: Finding, **changes: Any) -> Record:
        """A record of a day, kept on that day; `late` is the day it was kept, and why."""
        data = {key: one for key, one in self.register.example.items() if key not in self.without}
        data = moved(data, day - self.begun) | changes
        kept_on, _, reason = late.partition(" ")
        captured = datetime.fromisoformat(f"{kept_on or day}T{self.clock}+08:00")
        facts = {"is_late": True, "reason": reason} if late else {}
        number = f"{self.register.register.prefix}-{day:%Y%m%d}-{len(self.records) + 1:03}"
        record = filed(self.register, number, data, captured, findings=findings, **facts)
        self.records.append(record)
        return record

    def approve(self) -> None:
        """The last one, late, is approved."""
        last = self.records[-1]
        self.records[-1] = continued(
            last, Operation.SIGN, last.first.at, role="补录批准", late_approved_by=HEAD
        )


def gate() -> Iterator[Record]:
    """Missing on two holidays, one late."""
    book = Book(GATE, "date", "15:10")
    for offset in range(40):
        day = sept(1) + timedelta(days=offset)
        if day == october(4):
            book.keep(day, "2026-10-08 交接班本留在门卫室")
            book.approve()
        elif day not in (sept(26), october(3)):
            book.keep(day)
    yield from book.records


def patrols() -> Iterator[Record]:
    """Two missing, one of them struck out; one late, one not approved; two for no school day."""
    book = Book(DAILY, "date", "16:40")
    for day in SCHOOL_DAYS:
        if day == sept(20):
            book.keep(day, "2026-09-22 补课日忘了登记")
            book.approve()
        elif day == sept(30):
            book.keep(day, "2026-10-08 放假前太忙")
        elif day == sept(18):
            void = book.keep(day)
            book.records[-1] = continued(void, Operation.VOID, void.first.at, reason="重复")
        elif day != october(9):
            book.keep(day)
    book.keep(sept(17))
    book.keep(sept(19))
    yield from book.records


def green() -> Iterator[Record]:
    """Weeks 1, 2 and 6 in time; the third missing, the fourth open, the fifth late."""
    book = Book(WEEKLY, "date", "16:00")
    for day in (sept(2), sept(11), october(10)):
        book.keep(day)
    book.keep(sept(23), "", LIMP)
    book.keep(sept(29), "2026-10-09 绿化工请假")
    book.approve()
    yield from book.records


NOT_SAMPLED = [(sept(20), "早"), (october(10), "中"), (NO_GAS, "早"), (sept(30), "早")]


def samples() -> Iterator[Record]:
    """Of 45 meals two missing, one open, one late; and one that was not served."""
    book = Book(MEALS, "date", "13:00", "dispose_at dispose_by")
    for day in SCHOOL_DAYS:
        for meal in ("早", "中"):
            if (day, meal) in NOT_SAMPLED:
                continue
            if (day, meal) == (sept(24), "早"):
                book.keep(day, "2026-09-28 留样员请假", meal=meal)
                book.approve()
            elif (day, meal) == (sept(21), "中"):
                book.keep(day, "", TOO_LITTLE, meal=meal)
            else:
                book.keep(day, meal=meal)
    book.keep(sept(22), "", TOO_LITTLE, meal="中")  # another dish of that meal is enough
    yield from book.records


def absences() -> Iterator[Record]:
    """B1 all the time, B2 from 21 September, B3 until 11 September."""
    book = Book(CLASSES, "date", "09:30", OF_A_CASE)
    for day in SCHOOL_DAYS:
        for name in ("B1", "B2", "B3"):
            if (name == "B2" and day <= sept(21)) or (name == "B3" and day > sept(11)):
                continue
            if (day, name) == (sept(22), "B1"):
                continue
            if (day, name) == (sept(11), "B3"):
                book.keep(day, "2026-09-14 停电", class_=name, zero_report=True)
                book.approve()
            elif (day, name) != (october(10), "B1"):
                book.keep(day, class_=name, zero_report=True)
    yield from book.records


def inspections() -> Iterator[Record]:
    """September's before the 25th, which is a holiday; October's is not due yet."""
    book = Book(MONTHLY, "date", "16:00")
    book.keep(sept(24))
    yield from book.records


def meters() -> Iterator[Record]:
    """October's second day is a holiday: the eighth, the next school day, is in time."""
    book = Book(METERS, "read_on", "17:00")
    for day in (sept(1), october(8)):
        book.keep(day)
    yield from book.records


@pytest.fixture(scope="module")
def records() -> list[Record]:
    books = (gate, patrols, green, samples, absences, inspections, meters)
    return [record for book in books for record in book()]


SCHOOL = replace(
    keeping(CALENDAR),
    registers={entry.slug: entry for entry in REGISTERS},
    subjects={
        "class": [
            Subject("B1", "一（1）班"),
            Subject("B2", "一（2）班", since=sept(21)),
            Subject("B3", "一（3）班", until=sept(11)),
        ]
    },
)


@pytest.fixture(scope="module")
def standings(records: list[Record]) -> tuple[RegisterCompleteness, ...]:
    return completeness(REGISTERS, records, Span(SCHOOL, UNTIL, REASONS))


@pytest.fixture(scope="module")
def page(standings: tuple[RegisterCompleteness, ...]) -> Document:
    imprint = Imprint(School("青禾路小学"), CALENDAR)
    return compose_shortfalls(standings, imprint, "2026年10月10日23时")


COUNTS = [  # register, due, in time, late, open, missing, extra, rate (cut, never rounded up)
    ("门卫值班与交接班记录", "40", "37", "1", "0", "2", "0", "92.5%"),
    ("校园每日巡视记录", "24", "20", "1", "1", "2", "2", "83.3%"),
    ("月度防火检查表", "1", "1", "0", "0", "0", "0", "100%"),
    ("食品留样记录", "45", "41", "1", "1", "2", "1", "91.1%"),
    ("绿化养护记录", "6", "3", "1", "1", "1", "0", "50%"),
    ("因病缺勤追踪与传染病登记（隔离、复课）", "42", "39", "1", "0", "2", "0", "92.8%"),
    ("水电气暖抄表与节能记录", "2", "2", "0", "0", "0", "0", "100%"),
]
LINES = [  # duty, standing, numbers, reason
    ("9月26日（周六）", "缺", "—", "未说明"),
    ("10月3日（周六）", "缺", "—", "未说明"),
    ("10月4日（周日）", "补录", "MWZB-20261004-032", "交接班本留在门卫室"),
    ("9月18日（周五）", "缺", "—", "未说明"),
    ("9月20日（周日）", "补录", "XYXS-20260920-014", "补课日忘了登记"),
    ("9月30日（周三）", "未结", "XYXS-20260930-021", "补录未经批准"),
    ("10月9日（周五）", "缺", "—", "巡视员参加培训"),
    ("9月20日（周日） 早餐", "缺", "—", "早餐改为自带"),
    ("9月21日（周一） 中餐", "未结", "LY-20260921-029", "「留样量」90g，不足125g"),
    ("9月24日（周四） 早餐", "补录", "LY-20260924-034", "留样员请假"),
    ("10月10日（周六） 中餐", "缺", "—", "未说明"),
    ("第3周", "缺", "—", "未说明"),
    ("第4周", "未结", "LHYH-20260923-004", "「作业人」不在名录"),
    ("第5周", "补录", "LHYH-20260929-005", "绿化工请假"),
    ("9月11日（周五） 一（3）班", "补录", "CRB-20260911-018", "停电"),
    ("9月21日（周一） 一（2）班", "缺", "—", "未说明"),
    ("10月10日（周六） 一（1）班", "缺", "—", "未说明"),
]
DAYS = [
    "学期：2026年9月1日至2027年1月22日，共 21 周。",
    "停课：9月17日。",
    "补课日：9月20日、10月10日。",
    "食堂停供：9月29日。",
    "停餐：9月30日早。",
    "班级停课：9月22日一（1）班。",
    "2027-01-01至2027-01-22的放假通知还没有，按周末和法定节日暂估。",
]


def grids(page: Document) -> list[Grid]:
    return [block for block in page.blocks if isinstance(block, Grid)]


def test_every_count_of_the_summary(page: Document) -> None:
    rows = [row.cells for row in grids(page)[0].rows]
    assert [(cells[0], *cells[2:]) for cells in rows] == COUNTS


def test_every_line_of_what_is_late_open_or_missing(page: Document) -> None:
    rows = [row.cells for row in grids(page)[1].rows]
    assert [tuple(cells[2:]) for cells in rows] == LINES


def test_the_days_that_were_not_as_usual(page: Document) -> None:
    told = [
        one.text for block in page.blocks if isinstance(block, Prose) for one in block.paragraphs
    ]
    assert [line for line in told if line in DAYS] == DAYS


def test_the_audit_misses_the_same(records: list[Record]) -> None:
    missed = list(missing_duties(View(tuple(records), SCHOOL, UNTIL)))
    assert [one.where.partition("》")[2] for one in missed] == [
        duty for duty, standing, *_ in LINES if standing == "缺"
    ]


def test_the_volume_prints_every_line(
    records: list[Record], standings: tuple[RegisterCompleteness, ...], press: Press
) -> None:
    forms = {one.digest: one for one in map(Definition.of, REGISTERS)}
    material = Material(
        imprint=Imprint(School("青禾路小学", fingerprint="AB12 CD34"), CALENDAR, photo),
        registers=REGISTERS,
        records=records,
        form_of=lambda record: forms[record.content.definition],
        standings=standings,
        head=Head(lines=len(records) + 1, digest="3f9a" * 16),
        by="董玥",
        at=UNTIL,
    )
    pages = pypdfium2.PdfDocument(io.BytesIO(bind(material, press).pdf))
    text = "".join("".join(one.get_textpage().get_text_range().split()) for one in pages)
    for line in LINES:
        assert "".join("".join(part.split()) for part in line) in text, line
    for counts in COUNTS:
        assert "".join(counts[1:]) in text
