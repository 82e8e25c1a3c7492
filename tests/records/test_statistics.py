"""The figures of a term's summary: every expectation was worked out by hand."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from records.record import Record
from records.school import School
from records.statistics import ROWS, Figure, statistics
from tests.records.made_records import (
    END,
    changed,
    on,
    patrol,
    record,
    school,
    school_days,
    view,
    voided,
)

FRIDAY = on("2026-03-06", "20:00")
NOBODY: tuple[Record, ...] = ()


def told(
    row: str, kept: Iterable[Record], here: School, now: datetime = END
) -> dict[str, Decimal | str | None]:
    """Figures of a row: the value, or why there is none."""
    return {
        one.name: one.lacking if one.value is None else one.value
        for one in made(row, kept, here, now)
    }


def made(row: str, kept: Iterable[Record], here: School, now: datetime = END) -> list[Figure]:
    return list(ROWS[row](view(kept, here, now)))


def numbered(count: int, slug: str, day: str = "2026-03-05", **changes: Any) -> Record:
    return record(slug, f"X-{day.replace('-', '')}-{count:03d}", on(day), **changes)


def test_the_catalogue_has_eighteen_rows_and_none_claims_what_no_record_supports() -> None:
    here = school("daily_patrol", "hazard_rectification")
    rows = statistics(view(NOBODY, here))
    assert len(rows) == len(ROWS) == 18
    figures = [one for row in rows for one in row.figures]
    assert {one.value for one in figures} == {None}
    assert {one.lacking for one in figures} == {"无记录", "未建册"}
    assert not any(one.is_shortcoming or one.records for one in figures)


def test_every_figure_says_where_it_comes_from_and_over_which_days() -> None:
    here = school("daily_patrol")
    rounds = [patrol(day) for day in school_days(4)]
    figure = made("巡视", [*rounds, voided(patrol(school_days(5)[4]))], here, FRIDAY)[2]
    assert (figure.titles, figure.records) == (("校园每日巡视记录",), 4)
    assert (figure.first.isoformat(), figure.last.isoformat()) == ("2026-03-02", "2026-03-06")
    assert (figure.part, figure.whole, figure.value) == tuple(map(Decimal, (4, 5, 80)))


def test_patrols_owed_done_and_their_share() -> None:
    """Five school days have passed by Friday evening; on Tuesday there were two rounds."""
    here, days = school("daily_patrol"), school_days(5)
    rounds = [patrol(day) for day in days[:4]] + [patrol(days[1], 2, period="上午")]
    assert told("巡视", rounds, here, FRIDAY) == {"应巡": 5, "实巡": 4, "完成率": 80}
    struck = [*rounds[1:], voided(rounds[0])]
    assert told("巡视", struck, here, FRIDAY) == {"应巡": 5, "实巡": 3, "完成率": 60}


def hazard(count: int, **changes: Any) -> Record:
    return numbered(count, "hazard_rectification", **changes)


UNDONE: dict[str, Any] = dict.fromkeys(
    ("done_at", "done_desc", "photo_after", "reviewer", "review_at", "review_result", "closed_at")
)


def test_hazards_found_closed_overdue_and_major() -> None:
    """Three of this term, one of them closed and one major; one carried over, open and late."""
    here = school("hazard_rectification")
    posts = {"reviewer": "郑琦"}
    kept = [
        changed(hazard(1, **posts), findings=()),
        hazard(2, **UNDONE, due="2026-03-12"),
        hazard(3, **UNDONE, level="重大", due="2026-09-01"),
        voided(hazard(4)),
    ]
    looked = view(kept, here)
    looked = type(looked)(looked.records, here, END, (hazard(9, **UNDONE, due="2026-03-10"),))
    found = {one.name: one.value for one in ROWS["隐患"](looked)}
    assert found == {
        "上学期转入": 1,
        "发现": 3,
        "已销号": 1,
        "超期": 2,
        "整改率": 25,
        "重大隐患": 1,
    }


def order(count: int, arrived: str, cost: str, **changes: Any) -> Record:
    times = {
        "reported_at": "08:00",
        "arrive_at": arrived,
        "done_at": "15:00",
        "accepted_at": "16:00",
    }
    told_at = {name: f"2026-03-05T{clock}:00+08:00" for name, clock in times.items()}
    rest = {"parts": (), "issue_no": None, "labour": None, **changes}
    return numbered(count, "repair_work_order", **told_at, cost=cost, **rest)


def test_repairs_their_answer_their_makers_and_their_cost() -> None:
    """Half an hour, one hour and four hours of waiting: five and a half by three."""
    kept = [
        order(1, "08:30", "12.35"),
        order(2, "09:00", "0.10"),
        order(3, "12:00", "300", mode="外修"),
    ]
    assert told("维修", kept, school("repair_work_order")) == {
        "报修": 3,
        "平均响应": Decimal("1.8"),
        "自修率": Decimal("66.6"),
        "维修费": Decimal("312.45"),
    }


def test_a_correction_counts_as_corrected() -> None:
    one = order(1, "08:30", "12.35")
    corrected = changed(one, entry={**one.entry, "cost": "21.35"})
    found = told("维修", [corrected], school("repair_work_order"))
    assert found["维修费"] == Decimal("21.35")


def card(count: int, number: str, day: str, **changes: Any) -> Record:
    return numbered(
        count, "fire_extinguisher_inspection", day, checked_on=day, ext_no=number, **changes
    )


def test_extinguishers_owed_checked_repaired_and_scrapped() -> None:
    """Two of them, March and April: one was not checked in April, one was sent for repair."""
    here = school("fire_extinguisher_inspection", extinguisher=["M1", "M2"])
    kept = [
        card(1, "M1", "2026-03-05"),
        card(2, "M2", "2026-03-05", conclusion="停用送修", substitute="M3"),
        card(3, "M2", "2026-04-07", conclusion="停用送修"),
    ]
    assert told("消防", kept, here, on("2026-04-20")) == {
        "灭火器应检": 4,
        "灭火器实检": 3,
        "检查完成率": 75,
        "更换": 1,
        "送修": 1,
        "报废": 0,
    }


def test_drills_their_kinds_and_how_long_they_took() -> None:
    """One of 108 seconds, one whose slower class took 150."""
    units = record("emergency_drill_record", "Y-1", END).entry["units"]
    unit = {key: value for key, value in units[0].items() if key != "seconds"}
    slow = {**unit, "unit": "一（1）班", "finish": "10:02:30"}
    kept = [
        numbered(1, "emergency_drill_record"),
        numbered(2, "emergency_drill_record", drill_type="防踩踏", units=[unit, slow]),
    ]
    assert told("演练", kept, school("emergency_drill_record")) == {
        "演练": 2,
        "类型": "火灾疏散1次、防踩踏1次",
        "平均疏散用时": 129,
    }


def test_letters_owed_and_signed() -> None:
    """Three of the staff sign; a guardian is not counted; one letter was only handed out."""
    posts = {"王安": "gate_guard", "李禾": "teacher", "赵工": "electrician", "家长": "guardian"}
    here = school("safety_responsibility_letter", posts=posts, letter_party=list(posts))
    kept = [
        numbered(1, "safety_responsibility_letter", party_b="王安", signed_on="2026-03-05"),
        numbered(2, "safety_responsibility_letter", party_b="李禾", signed_on=None),
    ]
    assert told("责任书", kept, here) == {"应签": 3, "已签": 1, "签订率": Decimal("33.3")}


def sample(count: int, day: str, diners: int) -> Record:
    times = {
        "cooked_at": "10:40",
        "served_at": "11:20",
        "sampled_at": "11:00",
    }
    moments = {name: f"{day}T{clock}:00+08:00" for name, clock in times.items()}
    rest = {"dispose_at": None, "dispose_by": None}
    return numbered(
        count, "food_sample_retention", day, date=day, meal="中", diners=diners, **moments, **rest
    )


def test_meals_served_sampled_bought_checked_and_liked() -> None:
    """Five meals by Friday evening, two of them sampled: 400 and 410 people ate."""
    slugs = (
        "food_sample_retention",
        "canteen_morning_check",
        "food_purchase_acceptance",
        "meal_satisfaction_survey",
    )
    people = record(slugs[1], "C-1", END).entry["people"]
    unwell = [{**people[0], "abnormal": ["发热、咳嗽、咽痛"], "result": "离岗就医"}, *people[1:]]
    goods = record(slugs[2], "G-1", END).entry["lines"]
    lines = [{key: value for key, value in one.items() if key != "amount"} for one in goods]
    kept = [
        sample(1, "2026-03-03", 400),
        sample(2, "2026-03-03", 400),
        sample(3, "2026-03-05", 410),
        numbered(1, slugs[1], people=unwell),
        numbered(1, slugs[2]),
        numbered(2, slugs[2], lines=[lines[0], {**lines[1], "verdict_": "拒收退回"}]),
        numbered(1, slugs[3]),
        numbered(2, slugs[3], votes=[{"q": "口味", "very": 95, "ok": 5, "bad": 0}]),
    ]
    assert told("食堂", kept, school(*slugs), FRIDAY) == {
        "供餐": 810,
        "留样率": 40,
        "从业人员晨检异常": 1,
        "进货": 4,
        "拒收": 1,
        "满意率均值": Decimal("89.8"),  # 84.5 and 95.0
    }


def test_cleanliness_in_rounds_marks_pests_and_disinfections() -> None:
    """9 of 10 and 85 of 100 make 87.5 in a hundred."""
    slugs = "cleaning_area_inspection", "disinfection_pest_control"
    kept = [
        numbered(1, slugs[0], score="9"),
        numbered(2, slugs[0], full="100", score="85"),
        numbered(1, slugs[1], kind="灭鼠"),
        numbered(2, slugs[1], kind="灭蚊"),
        numbered(3, slugs[1], kind="终末消毒"),
    ]
    assert told("卫生", kept, school(*slugs)) == {
        "卫生检查": 2,
        "平均得分率": Decimal("87.5"),
        "除四害": 2,
        "消毒": 1,
    }


def test_illness_absent_cases_and_back_at_school() -> None:
    """One of 32 was ill on one morning, none of 32 on the next: 1 in 64; noon does not count."""
    checks, cases = "morning_health_check", "infectious_disease_register"
    well: dict[str, Any] = {"absences": (), "absent": 0, "present": 32, "abnormal": ()}
    emptied = "student onset symptom hospital disease contact isolate_from isolate_to track"
    zero: dict[str, Any] = dict.fromkeys(
        f"{emptied} disinfect return_on cert_on return_cert".split()
    )
    kept = [
        numbered(1, checks),
        numbered(2, checks, "2026-03-06", date="2026-03-06", **well),
        numbered(3, checks, slot="午检", checks={"I05": {"verdict": "不适用", "remark": "小学"}}),
        numbered(1, cases),
        numbered(2, cases, disease="待查", isolate_from=None, isolate_to=None),
        numbered(3, cases, isolate_to=None, return_on=None, cert_on=None, return_cert=None),
        numbered(4, cases, zero_report=True, **zero),
        numbered(5, cases, disease="其他", isolate_from=None, isolate_to=None),
    ]
    assert told("疫情", kept, school(checks, cases)) == {
        "因病缺勤率": Decimal("1.5"),
        "传染病例": 2,
        "隔离": 2,
        "隔离后复课": 1,
    }


def test_vaccination_certificates_held_and_made_up_for() -> None:
    """Two classes of 44 and 40; two of three have the certificate, one of two made up for it."""
    slug = "vaccination_certificate_check"
    still: dict[str, Any] = {"done_on": None, "result2": "仍未完成"}
    whole: dict[str, Any] = {
        "assess": "完成",
        "missing_": (),
        "doses": None,
        "notice_on": None,
        "done_on": None,
    }
    kept = [
        numbered(1, slug),
        numbered(2, slug, **still),
        numbered(3, slug, class_="一（2）班", should=40, cert="遗失待补", **whole),
    ]
    assert told("接种", kept, school(slug)) == {
        "应查验": 84,
        "实查验": 3,
        "持证率": Decimal("66.6"),
        "补种率": 50,
    }


def destroyed(one: Record, *columns: str) -> Record:
    """The record, the key of its personal values gone: texts say so, the rest is not there."""
    entry = {
        name: "已销毁" if isinstance(value, str) and name in columns else value
        for name, value in one.entry.items()
        if name not in columns or isinstance(value, str)
    }
    return changed(one, entry=entry, lost=dict.fromkeys(columns, "已销毁"))


def test_what_was_destroyed_is_neither_a_case_nor_a_shortcoming() -> None:
    cases, cards = "infectious_disease_register", "vaccination_certificate_check"
    checks, staff = "morning_health_check", "canteen_morning_check"
    here = school(cases, cards, checks, staff)
    kept = [
        destroyed(numbered(1, cases), "disease", "isolate_from", "return_on"),
        destroyed(numbered(1, cards), "cert", "assess", "done_on"),
        numbered(2, cards),
        destroyed(numbered(1, checks), "absences"),
        numbered(2, checks),
        destroyed(numbered(1, staff), "people"),
    ]
    assert told("疫情", kept, here) == {
        "因病缺勤率": Decimal("3.1"),  # 1 of 32; the other check is not counted
        "传染病例": "无记录",
        "隔离": "无记录",
        "隔离后复课": "无记录",
    }
    found = told("接种", kept, here)
    assert [found[name] for name in ("实查验", "持证率", "补种率")] == [2, 100, 100]
    assert told("食堂", kept, here)["从业人员晨检异常"] == "无记录"


def test_property_at_the_end_of_term() -> None:
    """Three cards, one disposed of; of two counted things one differs, of two rooms one."""
    slugs = (
        "fixed_asset_ledger",
        "asset_disposal",
        "stocktaking_record",
        "class_property_register",
        "damage_compensation",
    )
    things = record(slugs[3], "B-1", END).entry["things"]
    rows = [
        {key: value for key, value in one.items() if key not in ("prev", "diff")} for one in things
    ]
    short = [{**rows[0], "actual": 41, "good": 41, "reason": "丢失", "handle": "赔偿"}, *rows[1:]]
    ending = {"check_type": "期末点交", "checked_on": "2026-07-08"}
    agreeing = [one for one in rows if not one.get("moved_in")]
    kept = [
        numbered(1, slugs[0], value="100.10", registered_on="2026-03-05"),
        numbered(2, slugs[0], value="200.20", registered_on="2025-12-05", acquired_on="2025-12-01"),
        numbered(3, slugs[0], value="50", registered_on="2026-03-05", status="已处置"),
        numbered(1, slugs[1]),
        numbered(1, slugs[2], "2026-06-26"),
        numbered(1, slugs[3]),
        numbered(2, slugs[3], "2026-07-08", things=agreeing, **ending),
        numbered(3, slugs[3], "2026-07-08", things=short, **ending),
        numbered(1, slugs[4]),
    ]
    assert told("财产", kept, school(*slugs)) == {
        "固定资产期末数": 2,
        "期末原值": Decimal("300.30"),
        "新增": 2,
        "处置": 1,
        "盘点差异率": 50,
        "期末点交一致率": 50,
        "损坏赔偿": 1,
    }


def test_the_library_open_lent_and_by_pupil() -> None:
    """Three loans on two days, open for two and three hours; 40 pupils by the last check."""
    slug, checks = "library_loan_register", "morning_health_check"
    hours = {"open_at": "12:00", "close_at": "14:00"}
    longer = {"open_at": "12:00", "close_at": "15:00"}
    later = {"date": "2026-03-12", "out_on": "2026-03-12", "due": "2026-03-26", "back_on": None}
    kept = [
        numbered(1, slug, **hours),
        numbered(2, slug, **hours),
        numbered(3, slug, "2026-03-12", **longer, **later, state=None, penalty=None),
    ]
    found = told("图书", kept, school(slug))
    assert found == {"开放": 5, "借阅": 3, "生均借阅": "无"}
    counted = numbered(1, checks, enrolled=40, present=38)
    known = told("图书", [*kept, counted], school(slug, checks))
    assert known["生均借阅"] == Decimal("0.08")  # 0.075


def test_textbooks_arrived_and_handed_back() -> None:
    """258 ordered, 250 arrived; of three lent ones one was lost and one is still out."""
    slugs = "textbook_distribution", "recycled_textbook_register"
    books = record(slugs[0], "T-1", END).entry["books"]
    rows = [{key: value for key, value in one.items() if key != "left"} for one in books]
    out: dict[str, Any] = {
        "back_on": None,
        "back_state": None,
        "disinfect": None,
        "disinfect_on": None,
    }
    kept = [
        numbered(1, slugs[0], books=[rows[0], {**rows[1], "arrived": 121}], makeup="补订8册"),
        numbered(1, slugs[1]),
        numbered(2, slugs[1], back_state="遗失", penalty="8.60"),
        numbered(3, slugs[1], **out),
    ]
    assert told("教材", kept, school(*slugs)) == {
        "教材到货率": Decimal("96.8"),
        "循环教材回收率": Decimal("33.3"),
    }


def test_fees_taken_banked_and_published() -> None:
    """7500.00 twice, once banked three days late; one receipt of 50 void."""
    slugs = (
        "fee_publicity",
        "daily_fee_settlement",
        "receipt_stub_register",
        "monthly_account_publicity",
    )
    open_: dict[str, Any] = {
        "union": None,
        "publish_place": None,
        "publish_on": None,
        "photos": None,
    }
    kept = [
        numbered(1, slugs[0]),
        numbered(1, slugs[1]),
        numbered(2, slugs[1], deposit_on="2026-03-12T10:00:00+08:00"),
        numbered(1, slugs[2], issued=49, void="0012033", void_copies=True, faces=()),
        numbered(1, slugs[3]),
        numbered(2, slugs[3], **open_, closed_on=None, question=None, answered_on=None),
    ]
    assert told("财务", kept, school(*slugs)) == {
        "公示收费项目": 2,
        "实收": 15000,
        "缴存准时率": 50,
        "票据作废率": 2,
        "账目公布": 1,
    }


def reading(day: str, kind: str, last: str, this: str, people: int = 100) -> Record:
    rest: dict[str, Any] = {"bill": None, "bill_cost": None, "ratio": "1", "meter": kind}
    return numbered(
        ord(kind[0]) % 1000,
        "utility_meter_record",
        day,
        read_on=day,
        kind=kind,
        last=last,
        this=this,
        people=people,
        **rest,
    )


def test_water_and_power_against_the_month_before_and_by_head() -> None:
    """80 and 60 of water, a quarter less; 140 among 100 people. Power has one month only."""
    kept = [
        reading("2026-04-01", "水", "100", "180"),
        reading("2026-05-01", "水", "180", "240"),
        reading("2026-05-01", "电", "0", "1234.5"),
    ]
    assert told("能耗", kept, school("utility_meter_record")) == {
        "用水": 140,
        "用水环比": -25,
        "人均用水": Decimal("1.40"),
        "用电": Decimal("1234.5"),
        "用电环比": "无",
        "人均用电": Decimal("12.35"),
        "用燃气": "无记录",
        "用燃气环比": "无记录",
        "人均用燃气": "无记录",
    }


def test_projects_their_contracts_and_whether_they_ended_in_time() -> None:
    slugs = "renovation_project_file", "project_acceptance"
    first = numbered(1, slugs[0])
    amount = Decimal(str(first.entry["contract_amount"]))
    kept = [
        first,
        numbered(2, slugs[0]),
        numbered(1, slugs[1], planned_end="2026-03-05", actual_end="2026-03-05"),
        numbered(2, slugs[1], planned_end="2026-03-04", actual_end="2026-03-05"),
    ]
    assert amount > 0
    assert told("维修项目", kept, school(*slugs)) == {
        "维修改造项目": 2,
        "合同额": 2 * amount,
        "竣工准时率": 50,
    }


FAILED = {
    "I09": {"verdict": "不合格", "remark": "漏水", "place": "二楼", "handling": "当场整改"},
    "I10": {"verdict": "不合格", "remark": "灯不亮", "place": "二楼", "handling": "报隐患"},
}


@pytest.mark.parametrize(("closing", "share"), [({}, 100), (UNDONE, 50)])
def test_the_ledger_chapter_by_chapter(closing: dict[str, Any], share: int) -> None:
    """Five patrols owed: three in time, one late. Of two failures one was put right at once."""
    days, here = school_days(5), school("daily_patrol", "hazard_rectification")
    rounds = [patrol(day) for day in days[:4]]
    rounds[0] = patrol(days[0], checks=FAILED)
    rounds[1] = changed(rounds[1], is_late=True)
    opened = changed(
        hazard(1, **closing),
        opened_by=rounds[0].number,
        opened_for="daily_patrol.I10",
        findings=(),
    )
    rounds[0] = changed(rounds[0], findings=())
    found = told("台账", [*rounds, opened], here, FRIDAY)
    assert [found[f"第三章{rate}"] for rate in ("应填率", "补录率")] == [60, 20]
    assert found["第三章不合格闭环率"] == found["全部不合格闭环率"] == share
    assert found["第一章应填率"] == "未建册"
    assert len(found) == 3 * 13


def test_a_register_that_opens_no_hazards_closes_failures_by_its_own_rules() -> None:
    """A pupils' vote below 80 in a hundred: answered, it is closed; unanswered it is not."""
    slug = "meal_satisfaction_survey"
    vote = {"q": "口味", "very": 60, "ok": 30, "bad": 10}
    answered = numbered(1, slug, votes=[{**vote, "improve": "换厨师，食堂负责人，3月27日前"}])
    left = numbered(2, slug, votes=[vote])
    answered = changed(answered, findings=())
    assert left.blocking
    found = told("台账", [answered, left], school(slug))
    assert found["第五章不合格闭环率"] == 50


def test_leaders_on_duty_and_on_holidays() -> None:
    """Five days have passed since Monday, three were kept; Labour Day was kept by two."""
    slug = "leader_duty_log"
    kept = []
    for number, day in enumerate(("2026-03-02", "2026-03-03", "2026-03-05"), 1):
        span = {"start": f"{day}T07:20:00+08:00", "end": f"{day}T17:20:00+08:00"}
        kept.append(numbered(number, slug, day, date=day, **span))
    assert told("值班", kept, school(slug), on("2026-03-07", "12:00")) == {
        "值班到位率": 60,
        "节假日值班": 0,
        "寒暑假值班": 0,
    }
    holiday = {"duty_type": "法定节假日值班", "week": None, "date": "2026-05-01"}
    span = {"start": "2026-05-01T08:00:00+08:00", "end": "2026-05-01T17:00:00+08:00"}
    twice = [numbered(number, slug, "2026-05-01", **holiday, **span) for number in (1, 2)]
    assert told("值班", [*kept, *twice], school(slug))["节假日值班"] == 1
