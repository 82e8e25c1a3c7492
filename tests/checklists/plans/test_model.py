"""The plan as a model: what it refuses, what follows from its words, what it is bound to."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from checklists.plans.bindings import printed, read_goal, read_measure
from checklists.plans.model import Goal, Item, Measure, Paragraph, Plan, Section, Target
from checklists.plans.outline import lines_of, plain_text

BOUND = (
    "每日巡视。〔责任人：许安；完成期限：2026年9月30日；"
    "登记簿：校园每日巡视记录；登记簿：食品留样记录〕"
)


def deep(levels: int) -> Section:
    items: tuple[Item, ...] = (Measure(text="做。"),)
    for _ in range(levels - 2):
        items = (Section(heading="甲", items=items),)
    return Section(heading="甲", items=items)


def test_a_plan_goes_as_deep_as_numbers_do_and_no_deeper() -> None:
    assert len(plain_text(Plan(items=(deep(6),))).split("\n")) == 6
    with pytest.raises(ValidationError, match="层次太多：最多 6 层"):
        Plan(items=(deep(7),))


def test_words_are_kept_in_one_line_without_what_nobody_sees() -> None:
    assert Paragraph(text=" 做\u200b好 \n 绿化\tABC  def 工作 ").text == "做好绿化ABC def工作"
    with pytest.raises(ValidationError):
        Paragraph(text=" \u200b ")


def test_a_plan_never_changes() -> None:
    with pytest.raises(ValidationError):
        Plan().title = "别的"  # type: ignore[misc]  # that it cannot be set is what is tested


@pytest.mark.parametrize(
    ("text", "centre"),
    [
        ("坚持以保教为中心，服务师生。", "保教"),
        ("始终围绕教学这个中心。", "教学"),
        ("围绕“一个”中心：安全、稳定这个中心；", "安全、稳定"),
        ("紧紧围绕学校的中心工作。", ""),
    ],
)
def test_the_centre_follows_from_the_guiding_thought(text: str, centre: str) -> None:
    guiding = Section(heading="指导思想", body=(Paragraph(text=text),))
    assert Plan(items=(guiding,)).center == centre
    assert Plan(items=(Section(heading="工作思路", text=text),)).center == centre
    assert Plan(items=(Section(heading="主要工作", text=text),)).center == ""


def test_what_a_measure_is_bound_to_is_printed_behind_it_and_read_back() -> None:
    measure = read_measure(BOUND)
    assert measure == Measure(
        text="每日巡视。",
        person="许安",
        deadline=date(2026, 9, 30),
        registers=("daily_patrol", "food_sample_retention"),
    )
    assert printed(measure) == BOUND


@pytest.mark.parametrize(
    "text",
    [
        "每日巡视〔见附件〕",
        "每日巡视。〔责任人：〕",
        "每日巡视。〔完成期限：九月底〕",
        "每日巡视。〔完成期限：2026年2月30日〕",
        "每日巡视。〔完成期限：3026年9月1日〕",
        "每日巡视。〔登记簿：没有的册〕",
        f"每日巡视。〔登记簿：{'a' * 61}〕",
        f"每日巡视。〔指标：巡视・完成率≥{'9' * 19}%〕",
        "〔责任人：许安〕",
    ],
)
def test_a_bracket_that_says_anything_else_stays_among_the_words(text: str) -> None:
    assert read_measure(text) == Measure(text=text)
    assert read_goal(text) == Goal(text=text)


def test_a_large_figure_is_printed_in_digits_and_read_back() -> None:
    target = Target(indicator="巡视・次数", value=Decimal("1E+3"), unit="次")
    goal = Goal(text="巡视到位。", target=target)
    assert printed(goal) == "巡视到位。〔指标：巡视・次数≥1000次〕"
    assert read_goal(printed(goal)) == goal


def test_every_line_has_a_place_of_its_own() -> None:
    plan = Plan(title="计划", items=(deep(4), deep(3)), closing=("完。", "完。"))
    places = [line.where for line in lines_of(plan)]
    assert len(set(places)) == len(places)
    assert places[:3] == ["标题", "一、", "一、（一）"]
