"""门卫值班与交接班记录：门卫一班一份，接班时查设施、值守中按路线巡逻、交班时当面交清。"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import seen
from checklists.cadence import EveryDay
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Must,
    Person,
    Photos,
    Stage,
    Text,
    When,
)
from checklists.errors import Problem
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, Verdict, check_items

DAY_ROUNDS = Limit.of(low="5", evidence="S")
NIGHT_ROUNDS = Limit.of(low="2", evidence="建议值")
LONGEST_GAP = timedelta(hours=4)
CERTIFICATE = "保安员证"
NOTHING = ("正常", "无", "无异常")


class PatrolRound(BaseModel):
    """One patrol."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    patrol_no: Annotated[Count, Label("巡逻次序")]
    patrol_at: Annotated[Clock, Label("巡逻时间"), Hint("在班次内")]
    route: Annotated[
        tuple[
            Literal[
                "围墙",
                "教学楼",
                "食堂",
                "配电房",
                "水箱间",
                "财务室",
                "档案室",
                "操场",
                "宿舍",
                "校门外",
            ],
            ...,
        ],
        Field(min_length=1),
        Label("路线/点位"),
    ]
    found: Annotated[Text, Label("发现情况"), Hint("无则“正常”")]
    handle: Annotated[Text | None, Label("处理"), When("发现异常")] = None


class GateDutyLog(ChecklistEntry):
    """门卫值班与交接班记录：接班时逐项查看，值守中逐次记巡逻，交班时写明接班人。"""

    register = Register(
        title="门卫值班与交接班记录",
        number="2.5",
        prefix="MWZB",
        cadence=EveryDay(
            "每班（24小时不断班，每日至少3班或2班）", "接班时、每次巡逻后、交班时", time(20)
        ),
        retention=Retention("1年", 1),
        basis=(
            seen(
                "GB/T 29315-2022《中小学、幼儿园安全防范要求》（报道摘要）：门卫室24小时有人值守；重点部位和区域每日巡查不少于5次；非寄宿生不足100人至少1名保安、1000人及以上至少3名，每增500人至少增1名"
            ),
            seen(
                "《保安服务管理条例》第十六条（保安员证）、第二十五条（监控影像和报警记录至少留存30日）；《企业事业单位内部治安保卫条例》第十一条（三）（巡逻检查和整改记录）"
            ),
        ),
        signers=(
            Signer("交班人", column="guard", stage="交班"),
            Signer("接班人", column="relief", stage="交班"),
            Signer("安全办", ("safety_officer",), stage="交班"),
        ),
        post="门卫保安",
        owners=("gate_guard",),
        photos="异常时必需",
        followup=(
            "器械缺损、报警失灵 → 隐患（限24小时），安全办签收",
            "治安事件 → 报警+事件报告，保全监控（≥30日不得覆盖）",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "同一校门相邻两班：上一班结束=下一班开始（容差5分钟），中间有空当即缺岗",
            ),
            Rule("R02", Severity.BLOCK, "交班人≠接班人；双方均签字后班次才关闭"),
            Rule(
                "R03",
                Severity.BLOCK,
                "每日（24小时）巡逻次数合计≥5次，夜班≥2次（可配置）；巡逻时间严格递增",
            ),
            Rule("R04", Severity.WARN, "一人连续值守>12小时；当班人保安员证过期"),
            Rule("R05", Severity.WARN, "巡逻间隔>4小时"),
        ),
        stages=("接班", "巡逻", "交班"),
        seeds=(
            Seed(4, "三（四）5", "门卫24小时不离岗", 197),
            Seed(4, "三（四）5", "学校实行封闭管理", 197),
            Seed(5, "三5", "进一步加强门卫值班的管理力度", 279),
        ),
    )

    hazard_source = "其他"
    hazard_category = "治安"

    items = check_items(
        """
        01   | 校门及硬质防冲撞设施 | 目视、试动作 | 大门启闭正常，上下学时段隔离墩/升降柱在位
        02   | 人脸/道闸/安检设备 | 试用1次 | 正常识别，无脱机
        03 ★ | 一键报警按钮 | 按规程测试（与公安约定）或看指示灯 | 在线、可触发
        04   | 对讲机、应急电话 | 呼叫测试 | 通话清晰，电量≥50%
        05 ★ | 防卫器械（盾牌、钢叉、警棍、头盔、防刺背心、催泪喷射器） | 清点 | 数量与清单一致、在固定位置、无损坏、喷射器在有效期
        06   | 监控画面 | 逐路查看 | 无黑屏、遮挡；时间误差≤1分钟
        07   | 门卫室用电用火 | 目视 | 无违规电器、无留宿外人 | 用电
        08   | 钥匙与临时证 | 清点 | 数量相符
        09   | 上一班遗留事项 | 询问 | 已交接清楚
        10   | 未离校外来人员 | 核对登记簿 | 0人或已注明
    """,
        {
            "I04": (Measure("battery", "电量", Limit.of(low="50", evidence="K"), "%"),),
            "I06": (Measure("drift", "时间误差", Limit.of(high="1", evidence="K"), "分钟"),),
            "I10": (
                Measure("people", "未离校", Limit.of(high="0", evidence="K"), "人"),
                Measure("noted", "去向", Choice.of("已注明", failing=("未注明",)), demanded=False),
            ),
        },
        any_of=("I10",),
    )

    date: Annotated[Day, Label("日期"), Head()]
    gate: Annotated[Text, Label("校门"), Head(), Hint("几个校门分别记")] = "正门"
    shift: Annotated[Literal["早", "中", "夜"], Label("班次"), Head()]
    guard: Annotated[Person, Label("当班人"), Head()]
    start: Annotated[Moment, Label("开始时间"), Head()]
    end: Annotated[
        Moment | None, Label("结束时间"), Head(), Stage("交班"), Must(), Hint("=下一班开始")
    ] = None
    weather: Annotated[Text, Label("天气"), Head()]
    patrols: Annotated[tuple[PatrolRound, ...], Label("巡逻记录"), Stage("巡逻"), Must()] = ()
    relief: Annotated[Person | None, Label("接班人"), Stage("交班"), Must(), Hint("≠交班人")] = None
    photos: Annotated[Photos, Label("照片"), When("异常时")] = ()

    own_limits = {
        "night_rounds": ("夜间巡逻（次）", NIGHT_ROUNDS),
        "day_rounds": ("每日巡逻（次）", DAY_ROUNDS),
    }

    example = {
        "date": "2026-03-05",
        "shift": "早",
        "guard": "方守",
        "start": "2026-03-05T07:00:00+08:00",
        "end": "2026-03-05T15:00:00+08:00",
        "weather": "晴",
        "patrols": [
            {
                "patrol_no": 1,
                "patrol_at": "08:30",
                "route": ["围墙", "教学楼", "校门外"],
                "found": "正常",
            },
            {
                "patrol_no": 2,
                "patrol_at": "12:20",
                "route": ["食堂", "配电房", "操场"],
                "found": "操场西门虚掩",
                "handle": "已锁闭，报安全办",
            },
        ],
        "relief": "高卫",
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 11)},
            "I04": {"verdict": "合格", "measured": {"battery": "90"}},
            "I06": {"verdict": "合格", "measured": {"drift": "0"}},
            "I10": {"measured": {"people": "0"}},
        },
    }

    def title(self) -> str:
        """Day, shift and gate."""
        return f"{self.date.month}月{self.date.day}日{self.gate}{self.shift}班"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A shift ends after it began, and begins on its day."""
        yield from super().malformed(surroundings)
        yield from self.in_order(("start", self.start), ("end", self.end))
        if self.start.astimezone(surroundings.zone).date() != self.date:
            yield Problem("「开始时间」", "不在值班当日", "核对日期和时间", "start")

    def rounds(self, surroundings: Surroundings) -> tuple[datetime, ...]:
        """When the patrols were; a time of day before the shift's start is of the next day."""
        start = self.start.astimezone(surroundings.zone)
        moments = (
            datetime.combine(start.date(), one.patrol_at, tzinfo=start.tzinfo)
            for one in self.patrols
        )
        return tuple(at if at >= start else at + timedelta(days=1) for at in moments)

    @carries_out("R02")
    def relieved_by_someone_else(self, surroundings: Surroundings) -> Iterator[Finding]:
        """交班人≠接班人; both sign before the shift is closed (signers)."""
        if self.relief is not None and self.relief.id == self.guard.id:
            yield self.finding("R02", "「接班人」", "与交班人是同一人", "由另一人接班")

    @carries_out("R03")
    def patrols_go_on(self, surroundings: Surroundings) -> Iterator[Finding]:
        """One after the other, within the shift; twice at least in the night."""
        rounds = self.rounds(surroundings)
        for number, (before, after) in enumerate(pairwise(rounds), 2):
            if after <= before:
                where = f"「巡逻记录」第 {number} 行「巡逻时间」"
                yield self.finding("R03", where, "不晚于上一次巡逻", "按实际时间更正")
        for number, at in enumerate(rounds, 1):
            if self.end is not None and at > self.end:
                where = f"「巡逻记录」第 {number} 行「巡逻时间」"
                yield self.finding("R03", where, "不在班次内", "按实际时间更正")
        enough = surroundings.limits.get(f"{self.slug}.night_rounds", NIGHT_ROUNDS)
        if self.shift == "夜" and self.end is not None and not enough.holds(len(rounds)):
            what = f"夜班巡逻{len(rounds)}次，应{enough}次"
            yield self.finding("R03", "「巡逻记录」", what, "写明原因，报安全办")

    @carries_out("R04")
    def guard_is_certified(self, surroundings: Surroundings) -> Iterator[Finding]:
        """保安员证 of who is on duty."""
        directory = surroundings.directory
        listed = directory.look_up("person", self.guard.id) if directory is not None else None
        for name, until in listed.facts.items() if listed is not None else ():
            if CERTIFICATE in name and until < self.date.isoformat():
                what = f"{self.guard.name}的保安员证已于{until}到期"
                yield self.finding("R04", "「当班人」", what, "换证前不得上岗")

    @carries_out("R05")
    def patrols_come_often(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No more than four hours between two patrols, the first counted from the start."""
        steps = (self.start, *sorted(self.rounds(surroundings)))
        for number, (before, after) in enumerate(pairwise(steps), 1):
            if after - before > LONGEST_GAP:
                where = f"「巡逻记录」第 {number} 行「巡逻时间」"
                yield self.finding("R05", where, "距上一次超过4小时", "说明原因")

    @carries_out("G17")
    def what_was_found_is_handled(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 column of the patrols."""
        for number, one in enumerate(self.patrols, 1):
            if one.found.strip() not in NOTHING and not one.handle:
                where = f"「巡逻记录」第 {number} 行「处理」"
                yield self.finding("G17", where, "发现异常没有写处理", "补填处理")

    @carries_out("G18")
    def failures_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """异常时必需 photos."""
        shown = self.photos or any(check.photos for check in self.checks.values())
        if self.verdict(surroundings) is Verdict.FAIL and not shown:
            yield self.finding("G18", "「照片」", "不合格没有照片", "补拍")
