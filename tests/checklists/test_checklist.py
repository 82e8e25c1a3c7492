"""Check lists: readings decide, reasons are asked for, failures are followed up."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar

import pytest

from checklists.checklist import ChecklistEntry, left_out
from checklists.columns import Day, Label
from checklists.errors import InvalidEntryError
from checklists.limits import Choice, Limit
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, Verdict, check_items
from tests.registers.blank import make_register


class Round(ChecklistEntry):
    """小检查表。"""

    register = make_register("小检查表")
    slug = "round"
    example: ClassVar[Mapping[str, Any]] = {}
    hazard_source = "每日巡视"
    hazard_category = "其他"
    items = check_items(
        """
        01   | 门 | 看 | 好
        02 ★ | 柜 | 测 | 0–8℃ | 食品
        03   | 针 | 看 | 绿区
        """,
        {
            "I02": (Measure("temp", "温度", Limit.of("0", "8"), "℃"),),
            "I03": (Measure("zone", "指针", Choice.of("绿区", failing=("红区",))),),
        },
    )
    day: Annotated[Day, Label("日期")]


GOOD: dict[str, Any] = {
    "I01": {"verdict": "合格"},
    "I02": {"measured": {"temp": 4}},
    "I03": {"measured": {"zone": "绿区"}},
}


def visit(around: Surroundings, **checks: Any) -> Round:
    return Round.read({"day": "2026-03-05", "checks": {**GOOD, **checks}}, around)


def verdicts(entry: Round, around: Surroundings) -> list[Verdict]:
    return [one.verdict for one in entry.judgements(around)]


def codes(entry: Round, around: Surroundings) -> list[str]:
    return [one.code for one in entry.findings(around)]


def refused(around: Surroundings, **checks: Any) -> str:
    with pytest.raises(InvalidEntryError) as caught:
        visit(around, **checks)
    return str(caught.value)


def test_the_reading_gives_the_verdict(around: Surroundings) -> None:
    entry = visit(around)
    assert verdicts(entry, around) == [Verdict.PASS] * 3
    assert codes(entry, around) == []
    judged = entry.judgements(around)[1]
    assert (judged.reading, judged.bound, judged.critical) == ("4℃", "温度0–8", True)


def test_a_tick_does_not_outweigh_a_reading(around: Surroundings) -> None:
    entry = visit(around, I02={"verdict": "合格", "measured": {"temp": "12"}, "action": "移柜"})
    assert verdicts(entry, around)[1] is Verdict.FAIL
    assert codes(entry, around) == ["G13"]


def test_a_good_reading_does_not_outweigh_the_eye(around: Surroundings) -> None:
    entry = visit(
        around,
        I02={"verdict": "不合格", "measured": {"temp": "4"}, "remark": "门封破", "action": "停用"},
    )
    assert verdicts(entry, around)[1] is Verdict.FAIL
    assert codes(entry, around) == []


@pytest.mark.parametrize("check", [{"verdict": "合格"}, {"verdict": "合格", "remark": "看过"}])
def test_a_tick_is_not_enough_where_a_number_is_asked_for(
    around: Surroundings, check: dict[str, Any]
) -> None:
    assert codes(visit(around, I02=check), around) == ["G15"]


@pytest.mark.parametrize("verdict", ["不合格", "不适用", "未检"])
def test_every_other_verdict_is_explained(around: Surroundings, verdict: str) -> None:
    assert codes(visit(around, I01={"verdict": verdict}), around) == ["G16"]
    assert codes(visit(around, I01={"verdict": verdict, "remark": "因为"}), around) == []


def test_a_failed_key_item_says_how_it_was_secured(around: Surroundings) -> None:
    failed = {"verdict": "不合格", "remark": "坏", "measured": {"temp": "4"}}
    assert codes(visit(around, I02=failed), around) == ["F2"]
    assert codes(visit(around, I02={**failed, "action": "已停用挂牌"}), around) == []


def test_a_failure_opens_a_hazard_with_place_words_and_category(around: Surroundings) -> None:
    failed = {"verdict": "不合格", "remark": "合页松动", "place": "教学楼东楼梯"}
    hazard = visit(around, I01=failed).hazards(around)[0]
    assert (hazard.key, hazard.source, hazard.category) == ("round.I01", "每日巡视", "其他")
    assert hazard.place is not None
    assert hazard.place.name == "教学楼东楼梯"
    assert hazard.description == "小检查表：检查项01 门不合格；合页松动"
    cold = visit(around, I02={"measured": {"temp": "12"}, "action": "移柜"}).hazards(around)[0]
    assert (cold.category, cold.critical) == ("食品", True)
    assert "12℃（标准温度0–8）" in cold.description


def test_what_was_put_right_on_the_spot_opens_none(around: Surroundings) -> None:
    failed = {"verdict": "不合格", "remark": "松", "handling": "当场整改"}
    assert visit(around, I01=failed).hazards(around) == ()


def test_everything_said_of_an_item_is_one_remark(around: Surroundings) -> None:
    check = {
        "verdict": "不合格",
        "remark": " 松动 ",
        "place": "教学楼东楼梯",
        "handling": "报隐患",
        "action": "封闭",
    }
    entry = visit(around, I01=check)
    assert entry.checks["I01"].note() == "松动；部位：教学楼东楼梯；处理：报隐患；处置：封闭"
    assert entry.checks["I02"].note() == ""


def test_readings_keep_their_type_when_they_come_back(around: Surroundings) -> None:
    entry = visit(around, I02={"measured": {"temp": 12.1}, "action": "移"})
    again = Round.read(entry.to_data(), around)
    assert again == entry
    assert again.checks["I02"].measured == {"temp": Decimal("12.1")}


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ({"I09": {"verdict": "合格"}}, "没有“I09”这一项"),
        ({"I01": {}}, "没有判定"),
        ({"I01": {"verdict": "好"}}, "可选：合格、不合格、不适用、未检"),
        ({"I01": {"verdict": "合格", "handling": "算了"}}, "可选：当场整改、报修、报隐患"),
        ({"I01": {"verdict": "合格", "measured": {"temp": 1}}}, "本项无实测值"),
        ({"I02": {"measured": {"heat": 1}}}, "可用：temp"),
        ({"I02": {"measured": {"temp": "热"}}}, "“热”不是数字"),
        ({"I02": {"measured": {"temp": "NaN"}}}, "“NaN”不是数字"),
        ({"I02": {"measured": {"temp": True}}}, "不是数字"),
        ({"I03": {"measured": {"zone": "蓝区"}}}, "可选：绿区、红区"),
        ({"I03": {"measured": {"zone": 5}}}, "可选：绿区、红区"),
        ({"I01": {"verdict": "合格", "score": 1}}, "没有这一栏"),
        ({"I01": "合格"}, "不是“名称: 值”的形式"),
    ],
)
def test_checks_that_cannot_be_understood_are_refused(
    around: Surroundings, checks: dict[str, Any], words: str
) -> None:
    text = refused(around, **checks)
    assert words in text
    assert "检查项" in text


def test_an_item_left_out_is_named(around: Surroundings) -> None:
    with pytest.raises(InvalidEntryError, match="检查项03 针：没有填写"):
        Round.read({"day": "2026-03-05", "checks": {k: GOOD[k] for k in ("I01", "I02")}}, around)


def test_the_check_items_come_after_the_common_head() -> None:
    assert [column.name for column in Round.columns()] == ["day", "checks"]


def test_what_does_not_concern_is_left_out_unless_somebody_judges_it() -> None:
    said = {"checks": {"I01": {"verdict": "合格"}}}
    checks = left_out(said, ["I01", "I02"], "晨检")["checks"]
    assert checks["I01"] == {"verdict": "合格"}
    assert checks["I02"] == {"verdict": "不适用", "remark": "晨检不涉及"}
    assert left_out("乱写", ["I01"], "晨检") == "乱写"
