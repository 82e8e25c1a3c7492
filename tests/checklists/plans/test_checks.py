"""Everything that is wrong with a plan is told where it stands; what is right is passed over."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from checklists.catalogue import catalogue
from checklists.plans.checks import Sight, check
from checklists.plans.model import Goal, Measure, Paragraph, Plan, PlanKind, Section, Target
from checklists.plans.reading import read_plan, text_lines
from checklists.plans.subjects import SUBJECTS, registers_about
from checklists.rules import Finding, Severity

ON = date(2026, 9, 1)
OWN = ("青禾市云溪路小学", "周宁", "许安", "柳溪校区")
BLOCK, WARN, HINT = Severity.BLOCK, Severity.WARN, Severity.HINT

WRONG: Mapping[str, tuple[str, Severity, str]] = {
    "落实卫生保健制度。": ("M-19", WARN, "没有说明是哪一份"),
    "学习《卫生工作管理办法》。": ("G14", HINT, "不在法规库内"),
    "动员学生缴费喝桶装水。": ("M-06", BLOCK, "饮水收费"),
    "押金不退。": ("M-07", BLOCK, "押金"),
    "发生事故学校概不负责。": ("A.1", BLOCK, "概不负责"),
    "向学生收取取暖费。": ("B.1", BLOCK, "取暖"),
    "使七十八中学成为家园。": ("M-04", BLOCK, "“七十八中学”不是本校"),
    "与清河镇中心小学同步。": ("M-04", BLOCK, "“清河镇中心小学”不是本校"),
    "以蒋校长为核心。": ("M-18", BLOCK, "“蒋校长”不在本校名录里"),
    "和石桥派出所联系。": ("M-18", BLOCK, "“石桥”像是别处的地名"),
    "xx年要做好工作。": ("M-18", BLOCK, "“xx年”是没有填的空"),
    "由____负责。": ("M-18", BLOCK, "“____”是没有填的空"),
    "XX学校后勤。": ("M-18", BLOCK, "“XX学校”是没有填的空"),
    "门卫24小时不离岗。": ("M-16", WARN, "一个人不可能24小时在岗"),
    "当日收费当日上缴国库。": ("M-12", HINT, "银行节假日不营业"),
    "每一笔支出都经校长同意。": ("M-13", HINT, "分级审批"),
    "评价饭菜（两周一次）。": ("M-11", HINT, "严于国家"),
    "学期结束核查班产。": ("M-10", HINT, "班产多久查一次"),
    "改造教师食堂。": ("M-21", HINT, "只供教师用餐"),
    "严禁打白条。": ("M-22", HINT, "收费方式是旧的"),
    "定期修剪花草。": ("M-15", HINT, "“定期”没有说多久一次"),
}
RIGHT = (
    "落实《食品安全法》。",
    "落实《托儿所幼儿园卫生保健工作规范》。",
    "学校不得收取饮水费用。",
    "严禁收取取暖费。",
    "向校长汇报，经校长同意。",
    "值周校长每日巡视。",
    "周校长、许老师负责。",
    "云溪路小学全体师生。",
    "与辖区派出所、当地村委会联系。",
    "我校中学部已撤并，不写地名的镇教委办也不算。",
    "柳溪派出所的民警来校。",
    "门卫24小时有人值守。",
    "配合学校做好工作，教育幼儿爱护幼儿园。",
    "学校长期坚持节约。",
    "每月评价一次。",
)


def found(text: str, kind: PlanKind = "幼儿园") -> list[Finding]:
    """What is found in the one line of a plan."""
    plan = Plan(kind=kind, items=(Section(heading="甲", body=(Paragraph(text=text),)),))
    return [one for one in check(Sight(plan, ON, OWN)) if one.where == "一、第 1 段"]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_in_a_line_is_told(text: str) -> None:
    code, severity, said = WRONG[text]
    (finding,) = (one for one in found(text, "中学") if one.code == code)
    assert (finding.severity, said in finding.message) == (severity, True)
    assert finding.advice


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_passed_over(text: str) -> None:
    assert [str(one) for one in found(text, "中学")] == []


def test_a_vague_word_is_given_the_period_of_the_register_it_is_about() -> None:
    (finding,) = found("定期对线路检查。")
    known = catalogue()["utility_electrical_inspection"].register
    assert finding.advice == (
        f"写明周期，如“{known.cadence.text}”（建议值，《{known.title}》的周期）"
    )
    (unknown,) = found("经常谈心。")
    assert unknown.advice == "写明周期，如“每周”“每月”"


WHOLE: Mapping[str, tuple[str, str]] = {
    "一、甲\n1.乙。": ("C.1", "没有标题"),
    "计划\n一、甲": ("C.1", "标题没有写明学年学期"),
    "计划\n一、甲\n二、乙": ("C.1", "没有指导思想（工作思路）、工作目标、月度安排"),
    "计划\n一、甲\n（一）乙。": ("M-02", "只有“（一）”，没有下一项"),
    "计划\n一、甲\n二、乙\n1.丙。\n2.丁。": ("C.3", "“甲”下面没有内容"),
    "计划\n一、目标\n三个确保是：确保甲；确保乙。": ("M-09", "说是三个确保，写出来的有 2 条"),
    "计划\n一、甲\n1.本学期乙。\n2.本年度丙。": ("M-09", "“本学期”和“本年度”混用"),
    "计划\n一、甲\n1.乙。\n2.丙。": ("C.3", "共 2 条措施，没有责任人的 2 条"),
    "计划\n一、甲\n乙。": ("C.3", "没有带序号的措施"),
    "计划\n一、甲\n1.做好军训。": ("M-04", "文中 1 处说的是中学的事，如“军训”"),
    "计划\n一、甲\n1.做好,乙;丙(丁)。": ("D.1", "用了 4 个半角标点"),
}


@pytest.mark.parametrize("text", WHOLE)
def test_what_the_plan_as_a_whole_lacks_is_told(text: str) -> None:
    code, said = WHOLE[text]
    plan = read_plan(tuple(text_lines(text)), on=ON).plan
    assert any(one.code == code and said in one.message for one in check(Sight(plan, ON)))


def bound(*measures: Measure, indicator: str = "巡视・完成率") -> Plan:
    target = Target(indicator=indicator, value=Decimal(95), unit="%")
    goals = Section(heading="目标", items=(Goal(text="每日巡视。", target=target),))
    return Plan(items=(goals, Section(heading="工作", items=measures)))


def told(plan: Plan) -> str:
    known = {"巡视・完成率": ("daily_patrol",)}
    sight = Sight(plan, ON, indicators=known, registers=("daily_patrol", "hazard_rectification"))
    return "\n".join(map(str, check(sight)))


def test_a_goal_is_measured_by_what_is_counted_and_held_up_by_a_measure() -> None:
    patrol = Measure(text="巡视。", registers=("daily_patrol",))
    other = Measure(text="上报。", registers=("hazard_rectification",))
    assert "指标" not in told(bound(patrol, other))
    assert "指标“巡视・完成率”没有措施支撑" in told(bound(other, other))
    assert "指标“巡视・满意率”不在统计指标里" in told(bound(patrol, indicator="巡视・满意率"))


def test_a_measure_is_bound_to_registers_that_the_school_keeps() -> None:
    canteen = Measure(text="留样。", registers=("food_sample_retention",))
    assert "本校不建“食品留样记录”" in told(bound(canteen))


def test_the_plan_comes_first_and_then_line_by_line() -> None:
    text = "计划\n一、甲\n1.定期乙。\n2.xx年丙,丁。"
    plan = read_plan(tuple(text_lines(text)), on=ON).plan
    places = [one.where for one in check(Sight(plan, ON))]
    order = ["全文", "标题", "一、", "一、（一）", "一、（二）"]
    assert places == sorted(places, key=order.index)
    assert {order[0], order[1], order[3], order[4]} <= set(places)


def test_every_register_is_about_some_words_and_every_word_about_a_register() -> None:
    assert {slug for _, slug in SUBJECTS} <= set(catalogue())
    assert len({slug for _, slug in SUBJECTS}) == len(SUBJECTS)
    assert registers_about("坚持每日巡视，做好留样") == ("daily_patrol", "food_sample_retention")
