"""One week by hand: Labour Day on Monday and Tuesday, Saturday made up without meals."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Annotated, Any, ClassVar

from checklists.basis import known
from checklists.cadence import EveryMonth, EverySchoolDay, OnEvent
from checklists.calendar import SchoolCalendar, SchoolDay, Term
from checklists.catalogue import find
from checklists.columns import Day, Label
from checklists.entry import Entry, RowEntry
from checklists.register import Register
from checklists.retention import Retention
from checklists.rules import Finding, Severity
from generator.completeness import RegisterCompleteness, Span, completeness
from records.record import Operation, Record
from records.standings import Standing
from tests.generator.specimens import HEAD, at, continued, filed, keeping

FoodSampleRetention = find("food_sample_retention")
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2026, 5, day) for day in (5, 6, 7, 8, 9))
MAY_20 = date(2026, 5, 20)
WEEK = SchoolCalendar(
    Term("2025-2026-2", date(2026, 5, 4), date(2026, 5, 10)),
    school_days={SATURDAY: SchoolDay.MAKEUP_CLASS},
    no_meals=frozenset({SATURDAY}),
)
SATURDAY_NOON = at(SATURDAY, "12:00")
SUNDAY_NIGHT = at(date(2026, 5, 10), "23:00")


def register(title: str, prefix: str, cadence: Any) -> Register:
    return Register(
        title=title,
        number="3.1",
        prefix=prefix,
        cadence=cadence,
        retention=Retention("3年", 3),
        basis=(known("无"),),
        signers=(),
        post="巡视员",
        owners=(),
        photos="",
        followup=(),
        rules=(),
    )


class Patrol(RowEntry):
    """每日巡视。"""

    register = register("巡视", "XS", EverySchoolDay("每日", "当日17:30前", time(17, 30)))
    slug, chapter = "patrol", "patrol_hazards"
    date: Annotated[Day, Label("日期")]
    example: ClassVar[Mapping[str, Any]] = {"date": "2026-05-06"}


class Extinguisher(RowEntry):
    """灭火器。"""

    register = register("灭火器", "MHQ", EveryMonth("每月", "每月10日前", per="extinguisher"))
    slug, chapter = "extinguisher", "fire_safety"
    date: Annotated[Day, Label("日期")]
    device: Annotated[str, Label("编号")]
    example: ClassVar[Mapping[str, Any]] = {"date": "2026-05-06", "device": "M1"}

    def subject(self) -> str:
        return self.device


class Accident(RowEntry):
    """事故。"""

    register = register("事故", "SG", OnEvent("按次", "当日"))
    slug, chapter = "accident", "patrol_hazards"
    date: Annotated[Day, Label("日期")]
    example: ClassVar[Mapping[str, Any]] = {"date": "2026-05-06"}


def patrol(number: str, day: date, **changes: Any) -> Record:
    return filed(Patrol, number, {"date": day.isoformat()}, at(day, "16:00"), **changes)


def sample(number: str, day: date, dish: str, **changes: Any) -> Record:
    data = dict(FoodSampleRetention.example) | {"date": day.isoformat(), "dish": dish}
    for name, clock in (("cooked_at", "10:50"), ("served_at", "11:30"), ("sampled_at", "11:05")):
        data[name] = at(day, clock).isoformat()
    del data["dispose_at"], data["dispose_by"]
    return filed(FoodSampleRetention, number, data, at(day, "11:40"), **changes)


def week() -> list[Record]:
    broken = Finding("food_sample_retention.R01", Severity.BLOCK, "「留样量」", "90g，不足125g")
    void = patrol("XS-4", SATURDAY)
    return [
        patrol("XS-0", TUESDAY),
        patrol("XS-1", WEDNESDAY),
        patrol("XS-2", THURSDAY, is_late=True, reason="巡视员请假", late_approved_by=HEAD),
        continued(void, Operation.VOID, SATURDAY_NOON, reason="重复登记"),
        sample("LY-1", WEDNESDAY, "番茄炒蛋"),
        sample("LY-2", WEDNESDAY, "红烧鱼"),
        sample("LY-3", THURSDAY, "番茄炒蛋", findings=(broken,)),
        sample("LY-4", FRIDAY, "番茄炒蛋", findings=(), is_late=True, reason="停电"),
        sample("LY-5", SATURDAY, "番茄炒蛋", findings=()),
    ]


def measured(
    *registers: type[Entry], until: Any = SUNDAY_NIGHT, records: list[Record] | None = None
) -> tuple[RegisterCompleteness, ...]:
    span = Span(
        keeping(
            WEEK,
            off={"accident": "本学期由安全办另册登记"},
            extinguisher=(("M1", "教学楼一层"), ("M2", "食堂")),
        ),
        until,
        {"patrol/2026-05-09": "补课日无人值守"},
    )
    return completeness(registers, week() if records is None else records, span)


def told(one: RegisterCompleteness) -> list[tuple[str, str, str]]:
    return [(each.duty.title, str(each.standing), each.reason) for each in one.shortfalls]


def test_the_week_lists_exactly_what_was_not_done_on_time() -> None:
    patrols, samples = measured(Patrol, FoodSampleRetention)
    assert told(patrols) == [
        ("5月7日（周四）", "补录", "巡视员请假"),
        ("5月8日（周五）", "缺", ""),
        ("5月9日（周六）", "缺", "补课日无人值守"),
    ]
    assert told(samples) == [
        ("5月7日（周四） 中餐", "未结", "「留样量」90g，不足125g"),
        ("5月8日（周五） 中餐", "未结", "补录未经批准"),
    ]


def test_a_second_record_does_not_make_the_first_one_timely() -> None:
    """Two inspections of May: the first approved late, the second in time for its own day."""
    first = filed(
        Extinguisher,
        "MHQ-1",
        {"date": "2026-05-06", "device": "M1"},
        at(SATURDAY, "09:00"),
        is_late=True,
        reason="停电",
        late_approved_by=HEAD,
    )
    again = {"date": "2026-05-20", "device": "M1"}
    second = filed(Extinguisher, "MHQ-2", again, at(MAY_20, "09:00"))
    (kept,) = measured(Extinguisher, until=at(MAY_20, "12:00"), records=[first, second])
    assert told(kept)[0] == ("2026年5月 教学楼一层", "补录", "停电")


def test_the_counts_add_up() -> None:
    patrols, samples = measured(Patrol, FoodSampleRetention)
    counted = [(one.due, one.done, one.late, one.open, one.missing) for one in (patrols, samples)]
    assert counted == [(4, 1, 1, 0, 2), (3, 1, 0, 2, 0)]
    assert [one.rate for one in (patrols, samples)] == ["25%", "33.3%"]
    assert [one.records for one in (patrols, samples)] == [4, 5]


def test_holidays_are_not_owed_and_a_record_on_one_is_extra() -> None:
    patrols, samples = measured(Patrol, FoodSampleRetention)
    assert patrols.extra == ("XS-0",)
    assert samples.extra == ("LY-5",)


def test_a_duty_with_several_records_names_them_all() -> None:
    (samples,) = measured(FoodSampleRetention)
    assert samples.duties[0].standing is Standing.DONE
    assert samples.duties[0].numbers == ("LY-1", "LY-2")


def test_what_is_not_yet_due_is_not_counted() -> None:
    (patrols,) = measured(Patrol, until=at(THURSDAY, "17:29"))
    assert patrols.due == 1


def test_every_subject_of_a_kind_is_owed_on_its_own() -> None:
    seen = filed(
        Extinguisher, "MHQ-1", {"date": "2026-05-06", "device": "M2"}, at(WEDNESDAY, "09:00")
    )
    (one,) = measured(Extinguisher, records=[seen])
    assert told(one) == [("2026年5月 教学楼一层", "缺", "")]


def test_content_that_cannot_be_read_any_more_meets_no_duty() -> None:
    record = sample("LY-1", WEDNESDAY, "番茄炒蛋")
    older = replace(record, versions=(replace(record.first, entry={"date": "2026-05-06"}),))
    (samples,) = measured(FoodSampleRetention, records=[older])
    assert (samples.done, samples.extra) == (0, ("LY-1",))


def test_a_register_by_event_has_no_rate() -> None:
    (one,) = measured(Accident)
    assert (one.is_by_event, one.due, one.rate, one.extra) == (True, 0, "—", ())


def test_a_register_the_school_does_not_keep_owes_nothing_and_says_why() -> None:
    (one,) = measured(Accident)
    assert one.off_reason == "本学期由安全办另册登记"
