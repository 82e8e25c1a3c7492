"""后勤会议与学习培训记录：总务干事会后两个工作日内填写，会上定的事到期续填落实结果。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import known, seen
from checklists.cadence import EveryMonth
from checklists.columns import (
    MOST_LINES,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Number,
    Person,
    Photos,
    PlannedDay,
    Stage,
    Text,
    Unit,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

SHORTEST_CONTENT = 50
TRAINING = "培训"
BOARD = "行政会议"


class Attendee(BaseModel):
    """签到: who was there, and why not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person: Annotated[Person, Label("参会人")]
    signed: Annotated[bool, Label("签到")]
    absence: Annotated[Text | None, Label("缺席原因"), When("未签到")] = None
    exam_score: Annotated[
        Number | None,
        Field(ge=0, le=100, decimal_places=1),
        Label("培训考核成绩"),
        When("培训类"),
        Hint("0–100；<60分补训补考"),
    ] = None


class Topic(BaseModel):
    """One item of the agenda."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    agenda: Annotated[Text, Label("议题")]
    content: Annotated[Text, Label("内容要点"), Hint("≥50字")]
    decision: Annotated[Text | None, Label("决议/要求"), When("行政会议")] = None
    owner: Annotated[Person | None, Label("落实人"), When("有决议")] = None
    due: Annotated[PlannedDay | None, Label("完成时限"), When("有决议"), Hint("≥会议日期")] = None


class Outcome(BaseModel):
    """What became of a decision."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: Annotated[Count, Field(ge=1), Label("议题序号")]
    done_on: Annotated[Day, Label("办结日期")]
    result: Annotated[Text, Label("落实结果"), When("到期")]


class StaffMeetingTraining(InstrumentEntry):
    """后勤会议与学习培训记录：签到、议题、决议、落实人和时限，到期写落实结果；培训写学时和成绩。"""

    register = Register(
        title="后勤会议与学习培训记录",
        number="1.2",
        prefix="HYPX",
        cadence=EveryMonth("每月至少1次，收费/食品/消防培训按次", "会后2个工作日内", within=31),
        retention=Retention("3年，行政会议决议10年", 3),
        basis=(
            seen("《食品安全法》第四十四条（职工食品安全知识培训）"),
            seen(
                "教育部、公安部2015年《关于加强中小学幼儿园消防安全管理工作的意见》：每年至少一次全员消防培训，新上岗、转岗前应培训"
            ),
            known("公安部令第61号（消防培训每年至少一次，未核对条号）"),
        ),
        signers=(
            Signer("记录人", column="recorder", stage="会议"),
            Signer("主持人", column="host", stage="会议"),
            Signer("参会人签到", condition="见签到栏", stage="会议"),
        ),
        post="总务干事",
        owners=("logistics_clerk",),
        photos="会场照片1张（培训类必需）",
        followup=(
            "考核<60分 → 补训补考，岗前培训未通过不得排班",
            "决议逾期 → 督办提醒→分管副校长",
        ),
        rules=(
            Rule("R01", Severity.BLOCK, "实到=签到人数；实到≤应到；缺席人逐一注明原因"),
            Rule("R02", Severity.BLOCK, "结束时间>开始时间；培训类填学时（小时）", refused=True),
            Rule(
                "R03",
                Severity.WARN,
                "收费开始前无“收费培训”记录→阻断收费日结表首次提交（本学期第一笔）",
                needs="daily_fee_settlement",
                needs_title="当日收费日结单",
            ),
            Rule("R04", Severity.WARN, "本月无例会记录"),
        ),
        stages=("会议", "落实"),
        seeds=(
            Seed(1, "二（一）1（1）", "加强政治理论和业务素质的学习", 17),
            Seed(1, "二（一）2（2）", "有安排、有检查、有落实，及时总结经验", 29),
            Seed(2, "三（一）2", "继续加强员工的思想工作，认真学习幼儿园的各项规章制度", 65),
            Seed(4, "一", "抓好两项学习", 155),
            Seed(5, "三1", "对收费人员进行必要的培训和要求", 243),
            Seed(5, "三3", "经校长同意或行政会议研究决定", 257),
        ),
    )

    meeting_type: Annotated[
        Literal[
            "后勤例会",
            "行政会议",
            "政治学习",
            "业务培训",
            "收费培训",
            "食品安全培训",
            "消防培训",
            "安全培训",
            "岗前培训",
        ],
        Label("类型"),
        Head(),
    ]
    date: Annotated[Day, Label("日期"), Head()]
    start: Annotated[Moment, Label("开始时间"), Head()]
    end: Annotated[Moment, Label("结束时间"), Head()]
    place: Annotated[Text, Label("地点"), Head()]
    host: Annotated[Person, Label("主持人"), Head()]
    recorder: Annotated[Person, Label("记录人"), Head()]
    expected: Annotated[Count, Label("应到"), Unit("人"), Head()]
    present: Annotated[Count, Label("实到"), Unit("人"), Head(), Hint("=签到人数")]
    hours: Annotated[Number | None, Label("学时"), Unit("小时"), Head(), When("培训类")] = None
    attendees: Annotated[
        tuple[Attendee, ...], Field(min_length=1, max_length=MOST_LINES), Label("签到")
    ]
    topics: Annotated[
        tuple[Topic, ...], Field(min_length=1, max_length=MOST_LINES), Label("议题与决议")
    ]
    photos: Annotated[Photos, Label("会场照片"), When("培训类")] = ()
    outcomes: Annotated[
        tuple[Outcome, ...], Label("决议落实"), Stage("落实"), When("有决议，到期")
    ] = ()

    example = {
        "meeting_type": "后勤例会",
        "date": "2026-03-05",
        "start": "2026-03-05T15:50:00+08:00",
        "end": "2026-03-05T16:40:00+08:00",
        "place": "总务处",
        "host": "秦总务",
        "recorder": "江秋",
        "expected": 4,
        "present": 3,
        "attendees": [
            {"person": "秦总务", "signed": True},
            {"person": "江秋", "signed": True},
            {"person": "赵工", "signed": True},
            {"person": "董玥", "signed": False, "absence": "病假"},
        ],
        "topics": [
            {
                "agenda": "开学两周后勤检查情况",
                "content": "通报开学以来巡视发现的问题：东楼梯扶手松动已修复；食堂后门监控离线待修；"
                "各班灭火器责任牌需更新。要求巡视记录当天填写，不合格项当天报修。",
                "decision": "三月十日前更新灭火器责任牌",
                "owner": "赵工",
                "due": "2026-03-10",
            }
        ],
        "outcomes": [{"topic": 1, "done_on": "2026-03-09", "result": "42块责任牌全部更新"}],
    }

    @property
    def is_training(self) -> bool:
        """培训类."""
        return self.meeting_type.endswith(TRAINING)

    def title(self) -> str:
        """Day and kind of meeting."""
        return f"{self.date.month}月{self.date.day}日{self.meeting_type}"

    def missing(self, stage: str) -> Iterator[Problem]:
        """Open until every decision has its outcome."""
        yield from super().missing(stage)
        told = {one.topic for one in self.outcomes}
        for number, topic in enumerate(self.topics, 1):
            if stage == "落实" and topic.decision and number not in told:
                where = f"「议题与决议」第 {number} 行"
                yield Problem(where, "决议没有落实结果", "到期续填「决议落实」", "outcomes")

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """R02: a meeting ends after it began; outcomes are of its own topics."""
        if self.end <= self.start:
            yield Problem("「结束时间」", "不晚于开始时间", "核对两个时间", "end")
        if self.start.astimezone(surroundings.zone).date() != self.date:
            yield Problem("「开始时间」", "不在会议当日", "核对日期和时间", "start")
        for number, one in enumerate(self.outcomes, 1):
            if one.topic > len(self.topics):
                where = f"「决议落实」第 {number} 行「议题序号」"
                yield Problem(where, f"没有第{one.topic}个议题", "核对序号", "outcomes")

    @carries_out("R01")
    def heads_are_counted(self, surroundings: Surroundings) -> Iterator[Finding]:
        """As many present as signed, no more than expected, every absence explained."""
        signed = sum(one.signed for one in self.attendees)
        if self.present != signed:
            yield self.finding("R01", "「实到」", f"{self.present}人，签到{signed}人", "核对签到")
        if self.present > self.expected:
            yield self.finding("R01", "「实到」", "多于应到", "核对应到人数")
        absent = [one for one in self.attendees if not one.signed]
        for one in absent:
            if not one.absence:
                yield self.finding("R01", "「签到」", f"{one.person.name}缺席没有原因", "补填原因")
        if self.expected - self.present > len(absent):
            missing = self.expected - self.present - len(absent)
            yield self.finding("R01", "「签到」", f"还有{missing}名缺席人没有列出", "逐一注明原因")

    @carries_out("R02")
    def training_has_hours(self, surroundings: Surroundings) -> Iterator[Finding]:
        """培训类 count their hours."""
        if self.is_training and not self.hours:
            yield self.finding("R02", "「学时」", "培训没有写学时", "补填学时（小时）")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns: decisions of the board, who does them until when."""
        for number, topic in enumerate(self.topics, 1):
            where = f"「议题与决议」第 {number} 行"
            if self.meeting_type == BOARD and not topic.decision:
                yield self.finding("G17", where, "行政会议没有写决议", "补填决议")
            if topic.decision and not (topic.owner and topic.due):
                yield self.finding("G17", where, "决议没有落实人或时限", "补填")
            if topic.due is not None and topic.due < self.date:
                yield self.finding("G17", where, "完成时限早于会议日期", "更正时限")
            if len(topic.content) < SHORTEST_CONTENT:
                yield self.finding(
                    "G17", where, "内容要点不足50字", "写清要点", severity=Severity.WARN
                )

    @carries_out("G17")
    def training_has_marks(self, surroundings: Surroundings) -> Iterator[Finding]:
        """培训类 examine everybody who was there."""
        for one in self.attendees if self.is_training else ():
            if one.signed and one.exam_score is None:
                what = f"{one.person.name}没有培训考核成绩"
                yield self.finding("G17", "「签到」", what, "补填成绩")

    @carries_out("G18")
    def training_is_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """培训类必需 a photo."""
        if self.is_training and not self.photos:
            yield self.finding("G18", "「会场照片」", "培训没有照片", "补拍或说明原因")
