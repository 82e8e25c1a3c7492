"""行政领导值周与节假日值班记录：教学周每日小结一份，周末、节假日、寒暑假每天一份，交接清楚。"""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryDay
from checklists.columns import (
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Person,
    Photos,
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
from checklists.surroundings import Surroundings, on_the_day

WEEKLY, VACATION = "值周", "寒暑假值班"
LEADERS = ("principal", "vp_logistics")
FEWEST_NOTES = 3
BEGINS = Limit.of(high="8", evidence="建议值")
LASTS = Limit.of(low="24", evidence="建议值")


class DutyNote(BaseModel):
    """What was seen on a round, or came in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    time: Annotated[Clock, Label("时间")]
    place: Annotated[Text, Label("巡查部位")]
    matter: Annotated[Text, Label("情况（到岗、秩序、晨扫、食堂、门卫、课间、放学、来电来访）")]
    handle: Annotated[Text, Label("处理结果")]
    handover: Annotated[Text | None, Label("移交下一班事项"), When("有未办完的事项")] = None


class Swap(BaseModel):
    """替班: who stood in for whom, and that both agreed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person: Annotated[Person, Label("替班人")]
    replaces: Annotated[Person, Label("原排班人")]
    note: Annotated[Text | None, Label("调班记录"), When("替班")] = None
    agreed: Annotated[bool, Label("双方签字")] = False


class LeaderDutyLog(InstrumentEntry):
    """行政领导值周与节假日值班记录：谁带班谁值班，几时在何处看到什么、怎么处理、交给谁。"""

    register = Register(
        title="行政领导值周与节假日值班记录",
        number="2.6",
        prefix="XZZB",
        cadence=EveryDay(
            "教学周每周（每日小结），节假日、寒暑假每日", "当日值班结束", time(23, 59)
        ),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《企业事业单位内部治安保卫条例》第八条（一）；《全国年节及纪念日放假办法》（2024修订，节假日口径见E节）"
            ),
            known("教育行政部门节假日24小时值班和领导带班要求（年度通知）"),
        ),
        signers=(
            Signer("值班员", ("duty_teacher", "logistics_clerk", "safety_officer")),
            Signer("带班领导", column="leader"),
            Signer("校长", ("principal",)),
        ),
        post="值周（带班）领导",
        owners=("duty_leader",),
        photos="异常时必需",
        followup=(
            "上级查岗脱岗 → 事件报告",
            "值班发现问题 → 报修单或隐患台账，次日带班领导跟踪",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "值班表须覆盖校历中每个自然日的带班领导和值班员；节假日每日各≥1名，带班领导为校级",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "值班人=排班表人员；替班须有调班记录且双方签字",
                needs="roster",
                needs_title="值班排班表",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "节假日值班记录起止覆盖当日规定时段（默认8:00至次日8:00或学校规定）",
            ),
            Rule("R04", Severity.WARN, "值周记录缺日；记录少于3条/日（空洞记录）"),
            Rule("R05", Severity.WARN, "校历调休上班日被误判为休息日（以国务院通知和校历为准）"),
            Rule("R06", Severity.HINT, "寒暑假期间至少每日一次校园巡查+施工点巡查"),
        ),
        seeds=(
            Seed(5, "三5", "坚持学校行政领导值周制度和节假日值班制度，发现问题及时妥善地解决", 281),
            Seed(3, "三（二）2", "值班教师、后勤人员要养成多巡查多发现问题的习惯", 127),
        ),
    )

    date: Annotated[Day, Label("日期（星期）"), Head()]
    duty_type: Annotated[
        Literal["值周", "周末值班", "法定节假日值班", "寒暑假值班"], Label("类型"), Head()
    ]
    week: Annotated[Count | None, Label("周次"), Head(), When("教学周")] = None
    leader: Annotated[Person, Label("带班领导"), Head(), Hint("节假日为校级")]
    members: Annotated[tuple[Person, ...], Field(min_length=1), Label("值班人员"), Head()]
    start: Annotated[Moment, Label("开始时间"), Head()]
    end: Annotated[Moment, Label("结束时间"), Head()]
    phone: Annotated[Text, Label("值班电话"), Head()]
    notes: Annotated[tuple[DutyNote, ...], Field(min_length=1), Label("值班记录")]
    swaps: Annotated[tuple[Swap, ...], Label("替班"), When("与排班表不同时")] = ()
    photos: Annotated[Photos, Label("照片"), When("异常时")] = ()

    own_limits = {"begins": ("接班（时）", BEGINS), "lasts": ("值班时长（小时）", LASTS)}

    example = {
        "date": "2026-03-05",
        "duty_type": "值周",
        "week": 1,
        "leader": "周副校长",
        "members": ["王安", "李禾"],
        "start": "2026-03-05T07:20:00+08:00",
        "end": "2026-03-05T17:20:00+08:00",
        "phone": "0000-1234567",
        "notes": [
            {
                "time": "07:30",
                "place": "校门口",
                "matter": "护学岗、保安到岗，家长车辆有序",
                "handle": "正常",
            },
            {
                "time": "12:05",
                "place": "食堂",
                "matter": "三年级排队拥挤",
                "handle": "现场疏导，班主任带队分批进入",
            },
            {
                "time": "16:40",
                "place": "教学楼",
                "matter": "二楼西侧一盏灯不亮",
                "handle": "已报修",
                "handover": "次日带班领导查看修复情况",
            },
        ],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def hours(self) -> Annotated[Decimal, Label("值班时长"), Unit("小时"), Head()]:
        """From start to end, one place."""
        return round(Decimal(int((self.end - self.start).total_seconds())) / 3600, 1)

    def title(self) -> str:
        """Day and kind of duty."""
        return f"{self.date.month}月{self.date.day}日{self.duty_type}记录"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Duty ends after it began, and begins on its day."""
        yield from self.in_order(("start", self.start), ("end", self.end))
        if self.start.astimezone(surroundings.zone).date() != self.date:
            yield Problem("「开始时间」", "不在值班当日", "核对日期和时间", "start")

    @carries_out("R01")
    def led_by_the_school(self, surroundings: Surroundings) -> Iterator[Finding]:
        """On days without lessons the leader is of the school's leadership."""
        if self.duty_type != WEEKLY and not surroundings.has_post(self.leader.id, *LEADERS):
            what = f"{self.leader.name}不是校级领导"
            yield self.finding("R01", "「带班领导」", what, "节假日由校级领导带班")

    @carries_out("R02")
    def swaps_are_on_record(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who stands in for somebody has it in writing, with both signatures."""
        on_duty = {self.leader.id, *(one.id for one in self.members)}
        for number, swap in enumerate(self.swaps, 1):
            where = f"「替班」第 {number} 行"
            if not swap.note:
                yield self.finding("R02", where, "没有调班记录", "补填调班时间、原因和批准人")
            if not swap.agreed:
                yield self.finding("R02", where, "没有双方签字", "补签")
            if swap.person.id not in on_duty:
                what = f"{swap.person.name}不在带班领导和值班人员中"
                yield self.finding("R02", where, what, "核对值班人员")

    @carries_out("R02")
    def duty_is_as_the_roster_says(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who is on duty stands in the roster for the day, or stands in for somebody who does."""
        listed = surroundings.listings("roster")
        due = {one.name for one in on_the_day(listed, self.date)}
        if listed and not due:
            what, advice = f"值班表没有{self.date}", "先补登值班表"
            yield self.finding("R02", "「带班领导」", what, advice)
            return
        swapped = {one.person.id for one in self.swaps}
        for one in (self.leader, *self.members) if due else ():
            if due.isdisjoint((one.id, one.name)) and one.id not in swapped:
                what = f"{one.name}不在当日值班表，也没有替班"
                yield self.finding("R02", "「值班人员」", what, "填替班并附调班记录，或更正值班表")

    @carries_out("R03")
    def whole_day_is_covered(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Eight to eight, or as the school says, on days without lessons."""
        if self.duty_type == WEEKLY:
            return
        begins = surroundings.limits.get(f"{self.slug}.begins", BEGINS)
        lasts = surroundings.limits.get(f"{self.slug}.lasts", LASTS)
        local = self.start.astimezone(surroundings.zone)
        if not begins.holds(Decimal(local.hour * 60 + local.minute) / 60):
            yield self.finding("R03", "「开始时间」", f"晚于{begins.high}时", "查明空当由谁值守")
        if not lasts.holds(Decimal(int((self.end - self.start).total_seconds())) / 3600):
            what = f"值班{self.hours}小时，应{lasts}小时"
            yield self.finding("R03", "「结束时间」", what, "查明空当由谁值守")

    @carries_out("R04")
    def says_something(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Fewer than three notes a day is an empty record."""
        if len(self.notes) < FEWEST_NOTES:
            what = f"只有{len(self.notes)}条，少于{FEWEST_NOTES}条"
            yield self.finding("R04", "「值班记录」", what, "补记当日情况，或说明原因")

    @carries_out("R06")
    def grounds_and_works_are_visited(self, surroundings: Surroundings) -> Iterator[Finding]:
        """In the holidays the grounds and the building site are looked at once a day."""
        if self.duty_type != VACATION:
            return
        said = "；".join(f"{one.place}{one.matter}" for one in self.notes)
        for word, what in (("校园", "校园巡查"), ("施工", "施工点巡查")):
            if word not in said:
                advice = "每日至少一次；没有施工的写明“无施工”"
                yield self.finding("R06", "「值班记录」", f"没有写{what}", advice)

    @carries_out("G17")
    def teaching_weeks_are_numbered(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 column of a duty by the week."""
        if self.duty_type == WEEKLY and self.week is None:
            yield self.finding("G17", "「周次」", "值周没有写周次", "补填周次")
