"""Reading plans as people write them: levels, titles, ends, goals, months, tables."""

from datetime import date

import pytest

from checklists.plans.model import Budget, Calendar, Goals, Measure, Plan, Section, Table
from checklists.plans.outline import plain_text
from checklists.plans.reading import Reading, plans_in, read_plan, text_lines

ON = date(2026, 9, 1)


def reading(text: str) -> Reading:
    return read_plan(tuple(text_lines(text)), on=ON)


def read(text: str) -> Plan:
    return reading(text).plan


def printed(text: str) -> list[str]:
    return plain_text(read(text)).split("\n")


SLOPPY = {
    "the standard's four levels": (
        "一、甲\n（一）乙\n1.丙\n（1）丁。\n（2）戊。\n2.己。\n（二）庚。",
        "一、甲\n（一）乙\n1.丙\n（1）丁。\n（2）戊。\n2.己。\n（二）庚。",
    ),
    "a level is left out": ("一、甲\n1、乙\n1)丙。\n2)丁。", "一、甲\n（一）乙\n1.丙。\n2.丁。"),
    "brackets and marks of all kinds": (
        "一．甲\n(一)、乙\n1）丙。\n2)丁。\n（二）、戊。",
        "一、甲\n（一）乙\n1.丙。\n2.丁。\n（二）戊。",
    ),
    "a list goes on in another spelling": (
        "一、甲\n1.乙。\n2、丙。\n3）丁。\n(4)戊。",
        "一、甲\n（一）乙。\n（二）丙。\n（三）丁。\n（四）戊。",
    ),
    "circles below brackets": (
        "一、甲\n（一）乙\n1、丙\n①丁。\n②戊。\n2、己。",
        "一、甲\n（一）乙\n1.丙\n（1）丁。\n（2）戊。\n2.己。",
    ),
    "no first level at all": (
        "（一）甲\n1、乙。\n（二）丙\n1、丁。",
        "一、甲\n（一）乙。\n二、丙\n（一）丁。",
    ),
    "the higher style stands lower": (
        "1、甲\n（一）乙。\n（二）丙。\n2、丁\n（一）戊。",
        "一、甲\n（一）乙。\n（二）丙。\n二、丁\n（一）戊。",
    ),
    "a part ends a list of the part before": (
        "一、甲\n1、乙。\n2、丙。\n二、丁\n（一）戊\n1、己。",
        "一、甲\n（一）乙。\n（二）丙。\n二、丁\n（一）戊\n1.己。",
    ),
    "a list without numbers": ("一、甲\n● 乙。\n● 丙。", "一、甲\n（一）乙。\n（二）丙。"),
    "the number stands in a line of its own": ("一、\n甲\n（一）\n乙。", "一、甲\n（一）乙。"),
    "chapters": (
        "第一章 甲\n第一节 乙\n一、丙。\n第二节 丁。\n第二章 戊",
        "一、甲\n（一）乙\n1.丙。\n（二）丁。\n二、戊",
    ),
    "decimal numbers": (
        "1 、甲\n1.1 乙。\n1.2 丙。\n2、丁\n2.1 戊。",
        "一、甲\n（一）乙。\n（二）丙。\n二、丁\n（一）戊。",
    ),
    "a number is there twice": ("一、甲\n二、乙\n二、丙\n三、丁", "一、甲\n二、乙\n三、丙\n四、丁"),
    "blanks and tabs everywhere": (
        "　　一、 甲\n\t（一） 乙\n  1. 丙 丁。",
        "一、甲\n（一）乙\n1.丙丁。",
    ),
    "deeper than numbers go": (
        "一、甲\n（一）乙\n1、丙\n（1）丁\n1）戊\n①己\nA.庚。\n●辛。",
        "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n1）己\n2）庚。\n3）辛。",
    ),
    "text that begins with a number": (
        "一、甲\n1. 5月开展。\n2、24小时有人。",
        "一、甲\n（一）5月开展。\n（二）24小时有人。",
    ),
}


@pytest.mark.parametrize("case", SLOPPY)
def test_levels_are_found_however_they_are_numbered(case: str) -> None:
    source, wanted = SLOPPY[case]
    assert printed(source) == wanted.split("\n")


RUN_IN = {
    "一、指导思想：以学生为本，服务教学。": ("指导思想：", "以学生为本，服务教学。"),
    "一、指导思想　以学生为本，服务教学。": ("指导思想", "以学生为本，服务教学。"),
    "一、指导思想。以学生为本。服务教学。": ("指导思想。", "以学生为本。服务教学。"),
    "一、主要工作 及措施": ("主要工作及措施", ""),
    "一、以学生为本，服务教学，做好保障。": ("以学生为本，服务教学，做好保障。", ""),
}


@pytest.mark.parametrize("line", RUN_IN)
def test_a_heading_is_parted_from_the_text_in_its_line(line: str) -> None:
    section = read(line).items[0]
    assert (section.heading, section.text) == RUN_IN[line]


def test_two_sentences_at_the_second_level_are_heading_and_text_and_below_a_measure() -> None:
    (part,) = read("一、工作\n（一）抓食堂。每周检查。\n（二）抓绿化\n1.浇水。施肥。").items
    first, second = part.items
    assert first == Section(heading="抓食堂。", text="每周检查。")
    assert isinstance(second, Section)
    assert second.items == (Measure(text="浇水。施肥。"),)


TITLES = {
    "工作计划\n工作计划\n一、甲": ("工作计划", ["工作计划"]),
    "工作计划多篇\n总务处工作计划（一）\n一、甲": ("总务处工作计划（一）", ["工作计划多篇"]),
    "青禾市云溪路小学\n2026—2027学年第一学期\n总务处工作计划\n一、甲": (
        "青禾市云溪路小学2026—2027学年第一学期总务处工作计划",
        [],
    ),
    "后勤工作计划范文\n本学期，我们要做好工作。\n一、甲": ("后勤工作计划范文", []),
    "一、甲": ("", []),
}


@pytest.mark.parametrize("text", TITLES)
def test_the_title_is_found_once(text: str) -> None:
    title, dropped = TITLES[text]
    found = reading(text)
    assert found.plan.title == title
    assert [one.before for one in found.changes] == dropped


def test_a_title_is_some_lines_and_no_list_of_names() -> None:
    names = "\n".join("王小明" for _ in range(500))
    assert read(f"{names}\n工作计划\n一、甲").title == ""


ENDS = {
    "总务处\n2026年9月1日": (("总务处",), date(2026, 9, 1), []),
    "云溪路小学\n总务处\n2026 年 9 月 1 日": (("云溪路小学", "总务处"), date(2026, 9, 1), []),
    "总务处 2026年9月1日": (("总务处",), date(2026, 9, 1), []),
    "二〇二六年九月一日": ((), date(2026, 9, 1), ["二〇二六年九月一日"]),
    "后勤组\n2026.9.1": (("后勤组",), date(2026, 9, 1), ["2026.9.1"]),
    "后勤组\n2026年09月01日": (("后勤组",), date(2026, 9, 1), ["2026年09月01日"]),
    "后勤组\n2026年9月": (("后勤组", "2026年9月"), None, []),
    "总务处\n20xx年x月x日": (("总务处", "20xx年x月x日"), None, []),
    "总务处\n三〇二六年九月一日": (("总务处", "三〇二六年九月一日"), None, []),
    "总务处\n2026年2月30日": (("总务处", "2026年2月30日"), None, []),
    "总务处": (("总务处",), None, []),
}


@pytest.mark.parametrize("end", ENDS)
def test_signature_and_date_are_taken_off_the_end(end: str) -> None:
    signatures, day, changed = ENDS[end]
    found = reading(f"计划\n一、甲\n1.每日巡视。\n{end}")
    assert (found.plan.signatures, found.plan.signed_on) == (signatures, day)
    assert [one.before for one in found.changes] == changed
    assert found.plan.measures == (Measure(text="每日巡视。"),)


def test_what_follows_the_last_measure_closes_the_plan_and_under_a_heading_it_must_say_so() -> None:
    assert read("一、甲\n1.乙。\n我们会努力。\n总务处").closing == ("我们会努力。",)
    under = read("一、甲\n（一）乙\n说明。\n总之，我们会努力。")
    assert under.closing == ("总之，我们会努力。",)
    assert read("一、甲\n（一）乙\n说明。\n再说明。").closing == ()


def test_goals_are_counted_out_in_a_paragraph_and_listed_under_their_heading() -> None:
    plan = read(
        "一、工作目标\n三个确保是:确保安全;确保供应,确保账目清楚。力求更好。\n1、力争满意。\n2、达标。"
    )
    (part,) = plan.items
    (counted,) = part.body
    assert isinstance(counted, Goals)
    assert [str(one) if isinstance(one, str) else one.text for one in counted.parts] == [
        "三个确保是:",
        "确保安全;",
        "确保供应,",
        "确保账目清楚。",
        "力求更好。",
    ]
    assert [(one.kind, one.text) for one in plan.goals][3:] == [
        ("力争", "力争满意。"),
        ("具体目标", "达标。"),
    ]


LISTED = """一、月度安排
八月份：
1、开学检查
2、收费公示
九月：签订责任书；接种证首查。
10月下旬
国庆值班
第12周
消防月检"""


def test_months_that_are_only_listed_become_the_calendar() -> None:
    plan = read(LISTED)
    assert [(row.when, row.what) for row in plan.calendar] == [
        ("八月份：", "开学检查"),
        ("八月份：", "收费公示"),
        ("九月：", "签订责任书；接种证首查。"),
        ("10月下旬", "国庆值班"),
        ("第12周", "消防月检"),
    ]
    assert [reading(LISTED).numbers[f"一、第 {n} 段"] for n in range(1, 6)] == [3, 4, 5, 7, 9]


def test_a_part_that_only_sounds_like_a_calendar_stays_text() -> None:
    (part,) = read("一、每月例会\n（一）9月1日召开。\n（二）学习文件。").items
    assert [type(one) for one in part.items] == [Measure, Measure]


def test_tables_are_calendar_budget_or_kept_as_they_are() -> None:
    plan = read(
        "一、安排\n月份\t工作内容\t负责人\n九月\t开学检查\t董禾\n\t签订责任书\t许安\n"
        "二、预算\n项目\t金额\n食堂改造\t5万元\n"
        "三、人员\n姓名\t岗位\n许安\t干事"
    )
    calendar, budget, table = (one.body[0] for one in plan.items)
    assert isinstance(calendar, Calendar)
    assert [(row.when, row.what, row.who) for row in plan.calendar] == [
        ("九月", "开学检查", "董禾"),
        ("九月", "签订责任书", "许安"),
    ]
    assert isinstance(budget, Budget)
    assert [(row.item, row.amount) for row in plan.budget] == [("食堂改造", "5万元")]
    assert table == Table(rows=(("姓名", "岗位"), ("许安", "干事")))


def test_what_has_no_place_is_told_and_kept_where_it_stands() -> None:
    found = reading("工作计划\n一、甲\n关于食堂\n说明如下：\n姓名\t岗位\n许安\t干事")
    assert [(one.where, one.text) for one in found.unplaced] == [
        ("第 3 行 一、第 1 段", "关于食堂"),
        ("第 5 行 一、第 3 段", "姓名\t岗位"),
        ("第 6 行 一、第 4 段", "许安\t干事"),
    ]
    assert plain_text(found.plan).split("\n")[2] == "关于食堂"


NUMBERS = {
    "一、甲\n三、乙\n1、丙。\n2、丁。\n2、戊。": [
        ("M-01", "第 2 行", "序号“三、”前面缺号"),
        ("M-01", "第 5 行", "序号“2、”重复"),
        ("M-03", "第 3 行", "序号“1、”这样写的有 3 处"),
    ],
    "二、甲": [("M-01", "第 1 行", "序号“二、”前面缺号")],
    "一、甲\n(一)、乙。\n(二)、丙。": [("M-03", "第 2 行", "序号“(一)、”这样写的有 2 处")],
    "一、甲\n（一）乙。\n(二)丙。": [],
    "一、甲\n●乙。\n●丙。": [("M-03", "第 2 行", "序号“●”这样写的有 2 处")],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_what_is_wrong_with_the_numbers_is_told_with_its_line(text: str) -> None:
    found = reading(text).findings
    assert [(one.code, one.where, one.message) for one in found] == NUMBERS[text]


def test_several_plans_in_one_file_are_told_apart() -> None:
    text = "计划大全\n后勤工作计划篇1\n一、甲\n后勤工作计划篇2\n一、乙\n后勤工作计划（三）\n一、丙"
    found = plans_in(tuple(text_lines(text)))
    assert [[line.number for line in part] for part in found] == [[1, 2, 3], [4, 5], [6, 7]]
    assert len(plans_in(tuple(text_lines("后勤工作计划\n一、甲")))) == 1


@pytest.mark.parametrize("hidden", ["\u200b", "\ufeff", "\u00ad", "\x07"])
def test_what_nobody_sees_is_no_text(hidden: str) -> None:
    assert printed(f"一、{hidden}\n甲{hidden}\n（一）{hidden}\n乙。\n{hidden}1.丙。") == [
        "一、甲",
        "（一）乙。",
        "1.丙。",
    ]


def test_an_empty_text_is_an_empty_plan() -> None:
    assert read(" \n\t\n") == Plan()


def test_a_list_of_more_than_a_hundred_is_read_and_numbered() -> None:
    source = "\n".join(f"{number}、每日巡视。" for number in range(1, 121))
    assert printed(f"工作计划\n{source}")[99:102] == [
        "九十九、每日巡视。",
        "100、每日巡视。",
        "101、每日巡视。",
    ]
