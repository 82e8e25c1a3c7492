"""应急演练记录：小学每月、幼儿园每季度至少演练一次，由安全办记录每班人数、用时和发现的问题。"""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.cadence import ByKind, EveryMonth, EveryQuarter
from checklists.columns import (
    EXAMPLE_PHOTO,
    MOST_LINES,
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Person,
    Personal,
    Photos,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

FASTEST = Limit.of(high="120", evidence="S")
PHOTOS = 3
NOTHING = ("无", "无问题")


class Evacuated(BaseModel):
    """A class, or a floor, and how long it took."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: Annotated[Ref, RefTo("class"), Label("班级/楼层")]
    should: Annotated[Count, Label("应疏散人数")]
    actual: Annotated[Count, Label("实到人数"), Hint("≤应疏散")]
    on_leave: Annotated[Count, Label("请假人数")] = 0
    absent: Annotated[Count, Label("缺席人数")] = 0
    absent_note: Annotated[Text | None, Label("缺席说明"), When("有缺席"), Personal()] = None
    start: Annotated[Clock, Label("警报时刻")]
    finish: Annotated[Clock, Label("集合清点完毕时刻"), Hint(">警报时刻")]
    special: Annotated[Note, Label("特殊学生安置"), Personal()] = ""
    problem: Annotated[Text, Label("问题"), Hint("无则填“无”")]
    improve: Annotated[Text | None, Label("改进措施/责任人/时限"), When("有问题")] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def seconds(self) -> Annotated[int, Label("用时（秒）"), Hint("=finish−start")]:
        """From the alarm to the last head counted."""
        return _seconds(self.finish) - _seconds(self.start)


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


class EmergencyDrillRecord(InstrumentEntry):
    """应急演练记录：一次演练一份，逐班（楼层）记人数、警报和清点时刻，用时由系统计算。"""

    register = Register(
        title="应急演练记录",
        number="1.6",
        prefix="YJYL",
        cadence=ByKind(
            "中小学每月≥1次，幼儿园每季度≥1次",
            "演练后3个工作日内",
            kinds=(
                ("小学", EveryMonth("中小学每月≥1次", "演练后3个工作日内", within=31)),
                ("幼儿园", EveryQuarter("幼儿园每季度≥1次", "演练后3个工作日内")),
            ),
        ),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《中小学幼儿园应急疏散演练指南》（教基一厅〔2014〕2号）：中小学每月至少1次、幼儿园每季度至少1次应急疏散演练；4层以下、出口合理的学校疏散原则上控制在2分钟之内"
            ),
            seen(
                "《未成年人保护法》第三十七条；《消防法》第十六条（六）；《传染病防治法》第三十条"
            ),
        ),
        signers=(
            Signer("记录人", column="recorder"),
            Signer("演练指挥", column="commander"),
            Signer("校长", ("principal",)),
        ),
        post="安全办",
        owners=("safety_officer",),
        photos="必需（疏散、集合、总结各1张），宜有视频",
        followup=("用时超标或受伤 → 事故/事件报告+预案修订任务",),
        rules=(
            Rule("R01", Severity.BLOCK, "实到+请假+缺席（说明）=应疏散；人数对不上不得提交"),
            Rule(
                "R02",
                Severity.WARN,
                "疏散用时>预设目标（默认：4层以下120秒；小学低段可设180秒，须有依据）",
            ),
            Rule("R03", Severity.WARN, "月（季）内未演练；连续3次类型相同"),
            Rule("R04", Severity.HINT, "每学期至少1次不预告演练（建议）"),
        ),
        seeds=(Seed(3, "三（二）3", "及时根据校情修订各种安全制度和预案", 129),),
    )

    date: Annotated[Day, Label("日期"), Head()]
    drill_type: Annotated[
        Literal[
            "火灾疏散",
            "地震避险疏散",
            "防暴",
            "防踩踏",
            "食物中毒处置",
            "传染病处置",
            "燃气泄漏",
            "校车",
            "防汛",
        ],
        Label("类型"),
        Head(),
    ]
    plan_ref: Annotated[Text, Label("依据预案及版本"), Head()]
    commander: Annotated[Person, Label("总指挥"), Head()]
    recorder: Annotated[Person, Label("记录人"), Head()]
    notice: Annotated[Literal["预告", "不预告"], Label("是否预告"), Head()]
    weather: Annotated[Text, Label("天气"), Head()]
    target: Annotated[
        Count,
        Field(ge=1),
        Label("预设目标用时"),
        Unit("秒"),
        Head(),
        Hint("4层以下120秒；小学低段可设180秒，须有依据"),
    ] = 120
    target_basis: Annotated[Text | None, Label("目标依据"), Head(), When("目标超过120秒")] = None
    units: Annotated[
        tuple[Evacuated, ...], Field(min_length=1, max_length=MOST_LINES), Label("疏散情况")
    ]
    photos: Annotated[Photos, Label("照片"), When("疏散、集合、总结各1张")] = ()

    own_limits = {"seconds": ("疏散用时（秒）", FASTEST)}

    example = {
        "date": "2026-03-05",
        "drill_type": "火灾疏散",
        "plan_ref": "火灾事故应急疏散预案 2026-1",
        "commander": "周副校长",
        "recorder": "郑琦",
        "notice": "预告",
        "weather": "晴",
        "units": [
            {
                "unit": "三（2）班",
                "should": 42,
                "actual": 41,
                "on_leave": 1,
                "start": "10:00:00",
                "finish": "10:01:48",
                "special": "一名腿伤学生由副班主任背行",
                "problem": "二楼转角处拥挤",
                "improve": "转角增设一名疏导教师，王安，3月10日前",
            }
        ],
        "photos": [EXAMPLE_PHOTO] * 3,
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def slowest(self) -> Annotated[int, Label("最长用时"), Unit("秒"), Head()]:
        """Seconds of the unit that took longest."""
        return max(one.seconds for one in self.units)

    def title(self) -> str:
        """Day and kind of drill."""
        return f"{self.date.month}月{self.date.day}日{self.drill_type}演练"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Heads are counted after the alarm."""
        for number, one in enumerate(self.units, 1):
            if one.finish <= one.start:
                where = f"「疏散情况」第 {number} 行「集合清点完毕时刻」"
                yield Problem(where, "不晚于警报时刻", "核对两个时刻", "units")

    @carries_out("R01")
    def everybody_is_accounted_for(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Present, on leave and absent make up all; absences are explained."""
        for number, one in enumerate(self.units, 1):
            where, told = f"「疏散情况」第 {number} 行", one.actual + one.on_leave + one.absent
            if told != one.should:
                what = f"实到、请假、缺席共{told}人，应疏散{one.should}人"
                yield self.finding("R01", where, what, "立即清点，核实每名学生去向")
            if one.absent and not one.absent_note:
                yield self.finding("R01", where, "缺席没有说明", "补填缺席说明")

    @carries_out("R02")
    def evacuated_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Within the target; one above the usual has its grounds."""
        usual = surroundings.limits.get(f"{self.slug}.seconds", FASTEST)
        if not usual.holds(self.target) and not self.target_basis:
            what = f"目标{self.target}秒，超过{usual.high}秒，没有依据"
            yield self.finding("R02", "「预设目标用时」", what, "写明依据，或改回")
        for number, one in enumerate(self.units, 1):
            if one.seconds > self.target:
                where = f"「疏散情况」第 {number} 行「用时（秒）」"
                what = f"{one.seconds}秒，超过目标{self.target}秒"
                yield self.finding("R02", where, what, "分析原因，修订预案")

    @carries_out("G17")
    def problems_are_worked_on(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 column of a problem."""
        for number, one in enumerate(self.units, 1):
            if one.problem.strip() not in NOTHING and not one.improve:
                where = f"「疏散情况」第 {number} 行「改进措施/责任人/时限」"
                yield self.finding("G17", where, "有问题没有改进措施", "补填措施、责任人、时限")

    @carries_out("G18")
    def drill_is_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Evacuation, assembly, review: a picture each."""
        if len(self.photos) < PHOTOS:
            what = f"照片{len(self.photos)}张，应疏散、集合、总结各1张"
            yield self.finding("G18", "「照片」", what, "补交")
