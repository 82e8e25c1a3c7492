"""每日防火巡查记录：按区域逐项走查，不合格的当场改正，改不了的报隐患并派人看护。"""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Literal

from checklists.basis import seen
from checklists.cadence import ByKind, EveryDay, EverySchoolDay, Together
from checklists.checklist import ChecklistEntry
from checklists.columns import Day, Head, Hint, Label, Moment, Person, Text, When
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Handling, Verdict, check_items

PERIOD = "每日（在校日白天≥1次，重点场所使用期间每2小时；幼儿园和寄宿制加夜间）"
DUE = "巡查后即时"
DAYS = EverySchoolDay(PERIOD, DUE, time(22))
NIGHTS = EveryDay(PERIOD, DUE, time(23, 59))  # holidays too (registers.md E.2)
AT_NIGHT = "夜间"


class FirePatrolDaily(ChecklistEntry):
    """每日防火巡查记录：一个区域巡查一次一份，逐项判定。"""

    register = Register(
        title="每日防火巡查记录",
        number="4.1",
        prefix="FHXC",
        cadence=ByKind(
            PERIOD,
            DUE,
            kinds=(
                ("幼儿园", Together(PERIOD, DUE, parts=(("", DAYS), (AT_NIGHT, NIGHTS)))),
                ("小学", DAYS),
            ),
        ),
        retention=Retention("3年（建议值）", 3, recommended=True),
        basis=(
            seen(
                "《消防法》第十七条（三）（重点单位每日防火巡查并建立记录）；公安部令第61号第二十五条（重点单位每日防火巡查；寄宿制学校、托儿所、幼儿园加强夜间巡查）"
            ),
            seen(
                "《中小学校、幼儿园消防安全十项规定》（教发厅〔2024〕1号）：安排专人开展每日防火巡查；教育部、公安部2015年意见：重点场所在使用期间至少每2小时巡查一次"
            ),
        ),
        signers=(
            Signer(
                "巡查人", ("gate_guard", "logistics_clerk", "safety_officer"), column="patroller"
            ),
            Signer("消防安全管理人", ("vp_logistics", "logistics_head")),
        ),
        post="防火巡查员（保安/后勤）",
        owners=("gate_guard", "logistics_clerk"),
        photos="异常必需",
        followup=(
            "★项不合格 → 当场改正；不能改正→隐患台账+派人看护",
            "发现火情 → 119、疏散、事件报告",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "每个启用区域每日至少1条；使用期间重点场所（食堂、会议厅、宿舍）相邻两次间隔≤2小时",
            ),
            Rule("R02", Severity.BLOCK, "巡查人须签名到人，不可代签；消防安全管理人当日或次日阅签"),
            Rule("R03", Severity.BLOCK, "不合格必填整改方式；当场整改需整改后照片"),
            Rule("R04", Severity.WARN, "夜间巡查缺失（幼儿园、寄宿制）"),
        ),
        stages=("巡查",),
        seeds=(
            Seed(2, "三（二）5", "继续切实做好消防安全工作", 79),
            Seed(5, "三5", "防火、防盗、防暴安全工作警钟长鸣", 277),
            Seed(5, "三5", "清理易燃物品", 277),
        ),
    )

    hazard_source = "防火巡查"
    hazard_category = "消防"

    items = check_items(
        """
        01 ★ | 用火、用电有无违章 | 目视、查插座 | 无明火、无违规大功率电器、无私拉乱接、无电动车室内停放充电 | 用电
        02 ★ | 安全出口、疏散通道 | 走查、推门 | 畅通、未锁闭、无堆物
        03 ★ | 疏散指示标志、应急照明 | 目视 | 完好、常亮或测试点亮
        04 ★ | 消防设施、器材、消防安全标志 | 目视 | 在位、完整、无遮挡圈占
        05 ★ | 常闭式防火门 | 逐樘 | 处于关闭状态，闭门器、顺序器有效
        06   | 防火卷帘下方 | 目视 | 无堆物
        07 ★ | 消防车通道、登高场地、室外消火栓 | 目视 | 无占用堵塞 | 消防
        08   | 重点部位人员在岗（消控室、配电房、锅炉房、食堂） | 到位查看 | 在岗、无脱岗
        09 ★ | 厨房燃气阀门、灶具、油烟罩 | 闭餐后查看 | 气阀已关，无余火，油污不滴 | 燃气
        10   | 实验室、图书室、档案室、仓库 | 目视 | 断电关窗，无易燃物混存
        11 ★ | 门窗影响逃生的障碍物（防盗网、广告牌） | 目视 | 无；确需设置的可从内部开启
        12   | 放学后清场断电 | 逐室 | 人离电断、门窗关闭 | 用电
    """,
    )

    date: Annotated[Day, Label("日期"), Head()]
    time_slot: Annotated[Literal["早", "午", "晚", "夜"], Label("时段"), Head()]
    area: Annotated[Text, Label("区域/楼层"), Head()]
    patroller: Annotated[Person, Label("巡查人"), Head()]
    start: Annotated[Moment, Label("开始时间"), Head()]
    end: Annotated[Moment, Label("结束时间"), Head()]
    in_use: Annotated[
        bool | None,
        Label("使用期间"),
        Head(),
        When("食堂、会议厅、宿舍"),
        Hint("使用期间每2小时巡查一次"),
    ] = None

    example = {
        "date": "2026-03-05",
        "time_slot": "晚",
        "area": "教学楼",
        "patroller": "王安",
        "start": "2026-03-05T17:10:00+08:00",
        "end": "2026-03-05T17:35:00+08:00",
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 13)},
            "I06": {"verdict": "不适用", "remark": "本楼没有防火卷帘"},
            "I09": {"verdict": "不适用", "remark": "本楼没有厨房"},
        },
    }

    def subject(self) -> str:
        """A round by day or, where children sleep, by night."""
        return AT_NIGHT if self.time_slot == "夜" else ""

    def title(self) -> str:
        """Day, part of the day and area."""
        return f"{self.date.month}月{self.date.day}日{self.time_slot}间{self.area}防火巡查"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A round ends after it began, and begins on its day or in the night after it."""
        yield from super().malformed(surroundings)
        yield from self.in_order(("start", self.start), ("end", self.end))
        begun = self.start.astimezone(surroundings.zone).date()
        if begun != self.date and not (self.time_slot == "夜" and (begun - self.date).days == 1):
            yield Problem("「开始时间」", "不在巡查当日", "核对日期和时间", "start")

    @carries_out("R03")
    def failures_are_handled(self, surroundings: Surroundings) -> Iterator[Finding]:
        """How it is put right; a picture of what was put right on the spot."""
        failed = {
            one.key.rpartition(".")[2]
            for one in self.judgements(surroundings)
            if one.verdict is Verdict.FAIL
        }
        for item, check in self._checked():
            if item.id not in failed:
                continue
            if check.handling is None:
                yield self.finding("R03", item.where, "不合格，没有写整改方式", "选处理方式")
            elif check.handling is Handling.ON_THE_SPOT and not check.photos:
                yield self.finding("R03", item.where, "当场整改没有照片", "补整改后照片")

    @carries_out("G18")
    def failures_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """异常必需: what is reported is shown as it was found (R03: what was put right)."""
        for one in self.judgements(surroundings):
            check = self.checks.get(one.key.rpartition(".")[2])
            if one.verdict is not Verdict.FAIL or check is None:
                continue
            if check.handling is not Handling.ON_THE_SPOT and not check.photos:
                yield self.finding("G18", one.label, "不合格没有照片", "补拍")
