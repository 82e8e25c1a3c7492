"""安全事故与突发事件报告登记：立即口头报告，两小时内书面初报，续报，查清后终报。"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Head,
    Hint,
    Label,
    Moment,
    Must,
    Note,
    Person,
    Personal,
    Photos,
    Place,
    Serial,
    Stage,
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
from checklists.verdicts import Verdict

POISONING, FIRE, INJURY, MAJOR = "食物中毒或疑似", "火灾", "学生伤害", "重大隐患"
FIRST, LAST = "初报", "终报"
PARENTS_TOLD_WITHIN = timedelta(minutes=30)
ALSO_TOLD = {
    POISONING: "市场监管、疾控",
    "传染病聚集": "疾控",
    FIRE: "消防救援",
    "治安案件": "公安",
    "盗窃": "公安",
    "交通": "公安",
    "踩踏": "公安、应急",
    "走失": "公安",
    "设施坍塌脱落": "应急",
    "自然灾害": "应急",
    MAJOR: "应急等相关部门",
}
"""Who besides the education authority has to be told, by type (registers.md F3)."""


class Involved(BaseModel):
    """Somebody who was hurt or had a part in it; as little as is needed (G12)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text, Label("姓名"), Personal("name"), Hint("没有涉及人员的写“无”")]
    role: Annotated[Literal["学生", "教职工", "外来人员", "无"], Label("身份")]
    group: Annotated[Text | None, Label("班级/部门")] = None
    injury: Annotated[Note, Label("伤情"), Personal()] = ""
    hospital: Annotated[Note, Label("送医"), Personal()] = ""


class Report(BaseModel):
    """One report upwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Annotated[Count, Label("报告序号")]
    kind: Annotated[Literal["初报", "续报", "终报"], Label("类别")]
    at: Annotated[Moment, Label("时间")]
    by: Annotated[Literal["电话", "书面", "系统"], Label("方式")]
    to: Annotated[Text, Label("接报单位和人")]


class IncidentReport(InstrumentEntry):
    """安全事故与突发事件报告登记：一起事件一份，从知悉、处置、初报、续报到终报。"""

    register = Register(
        title="安全事故与突发事件报告登记",
        number="3.4",
        prefix="SG",
        cadence=OnEvent("按次", "立即口头，2小时内书面初报（按当地规定），续报，终报"),
        retention=Retention("10年，死亡或重大影响永久", 10),
        basis=(
            seen(
                "《未成年人保护法》第三十七条（立即救护、通知监护人、向有关部门报告）；《食品安全法》第一百零三条（不得隐瞒谎报缓报）；《突发公共卫生事件应急条例》第二十条（有关单位2小时内向县级卫生主管部门报告第十九条情形）；《学前教育法》第五十二条"
            ),
        ),
        signers=(
            Signer("报告人", column="reporter", stage="初报"),
            Signer("安全办", ("safety_officer",), stage="初报"),
            Signer("校长", ("principal",), stage="终报"),
        ),
        post="值班领导/安全办",
        owners=("duty_leader", "safety_officer"),
        photos="必需（现场、处置，注意未成年人隐私）",
        followup=("全类型 → 对应预案启动、责任倒查、隐患整改、教育活动补课",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "知悉时间≥发生时间；各上报时间≥知悉时间；初报—续报—终报序号连续",
            ),
            Rule("R02", Severity.BLOCK, "食物中毒疑似：自动锁定48小时内留样与进货批次不得销毁"),
            Rule(
                "R03", Severity.BLOCK, "涉学生伤害必须有通知监护人时间，且与知悉间隔>30分钟须说明"
            ),
            Rule("R04", Severity.WARN, "口头报告>1小时、书面>2小时（当地规定可配置）"),
        ),
        open_to_all=True,
        stages=("初报", "终报"),
        seeds=(
            Seed(3, "二", "确保学校水电、饮食、活动的安全，杜绝事故的发生", 107),
            Seed(2, "三（二）3", "以及盗窃等现象的发生", 75),
        ),
    )

    event_no: Annotated[Text | None, Serial("{year}-{n:03d}"), Label("编号"), Head()] = None
    event_type: Annotated[
        Literal[
            "学生伤害",
            "食物中毒或疑似",
            "传染病聚集",
            "火灾",
            "治安案件",
            "盗窃",
            "交通",
            "踩踏",
            "走失",
            "设施坍塌脱落",
            "燃气停电停水停暖",
            "自然灾害",
            "网络舆情",
            "重大隐患",
        ],
        Label("类型"),
        Head(),
    ]
    source_ref: Annotated[
        Text | None, Label("来源记录号"), Head(), When("由重大隐患上报"), Hint("隐患的记录编号")
    ] = None
    occurred_at: Annotated[Moment, Label("发生时间"), Head()]
    found_at: Annotated[Moment, Label("知悉时间"), Head(), Hint("≥发生时间")]
    place: Annotated[Place, Label("地点"), Head()]
    reporter: Annotated[Person, Label("报告人"), Head()]
    persons: Annotated[
        tuple[Involved, ...], Field(min_length=1), Label("涉及人员（姓名/班级/伤情/送医）")
    ]
    course: Annotated[Text, Field(max_length=1000), Label("经过")]
    measures: Annotated[Text, Field(max_length=500), Label("已采取措施")]
    notify_parent: Annotated[
        Moment | None, Label("通知监护人时间"), When("涉学生必填"), Hint("知悉后30分钟内")
    ] = None
    notify_reason: Annotated[Note | None, Label("通知间隔说明"), When("超过30分钟")] = None
    call_120_119_110: Annotated[Moment | None, Label("报警/急救时间"), When("报警、急救时")] = None
    oral_at: Annotated[Moment | None, Label("口头报告时间"), Hint("知悉后1小时内")] = None
    written_at: Annotated[Moment | None, Label("书面初报时间"), Hint("知悉后2小时内")] = None
    report_edu: Annotated[Text, Label("报教育主管部门时间/方式/接报人")]
    report_other: Annotated[
        Text | None, Label("报市监/疾控/公安/应急/消防 时间"), When("按类型")
    ] = None
    evidence: Annotated[
        Text | None,
        Label("证据保全（监控段、留样、现场封存）"),
        When("食物中毒必须封存留样、原料、工具"),
    ] = None
    photos: Annotated[Photos, Label("照片"), When("现场、处置"), Hint("注意未成年人隐私")] = ()
    reports: Annotated[
        tuple[Report, ...], Label("初报、续报、终报"), Stage("终报"), Hint("序号连续")
    ] = ()
    conclusion: Annotated[
        Text | None, Label("原因与责任认定"), Must(), Stage("终报"), Hint("终报必填")
    ] = None
    improve: Annotated[Text | None, Label("整改措施"), Stage("终报"), When("终报时")] = None

    example = {
        "event_type": "学生伤害",
        "occurred_at": "2026-03-05T10:05:00+08:00",
        "found_at": "2026-03-05T10:08:00+08:00",
        "place": "操场",
        "reporter": "王安",
        "persons": [
            {
                "name": "示例学生",
                "role": "学生",
                "group": "三（2）班",
                "injury": "右膝擦伤",
                "hospital": "校医处理，未送医",
            }
        ],
        "course": "课间跑步时滑倒，右膝着地。",
        "measures": "校医清创包扎，班主任陪护并联系家长。",
        "notify_parent": "2026-03-05T10:15:00+08:00",
        "oral_at": "2026-03-05T10:30:00+08:00",
        "written_at": "2026-03-05T11:40:00+08:00",
        "report_edu": "10:30电话报县教育局安全股（值班员李某），11:40书面",
        "photos": [EXAMPLE_PHOTO],
        "reports": [
            {
                "number": 1,
                "kind": "初报",
                "at": "2026-03-05T11:40:00+08:00",
                "by": "书面",
                "to": "县教育局安全股",
            },
            {
                "number": 2,
                "kind": "终报",
                "at": "2026-03-10T16:00:00+08:00",
                "by": "书面",
                "to": "县教育局安全股",
            },
        ],
        "conclusion": "跑道有积水，属意外；体育组巡查不到位。",
        "improve": "课前查看跑道，积水未清不上跑步课。",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def oral_minutes(
        self,
    ) -> Annotated[
        int | None,
        Label("知悉至口头报告"),
        Unit("分钟"),
        Limit.of(high="60", evidence="建议值"),
    ]:
        """Whole minutes until somebody upwards knew by word of mouth."""
        return self._minutes(self.oral_at)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def written_minutes(
        self,
    ) -> Annotated[
        int | None,
        Label("知悉至书面初报"),
        Unit("分钟"),
        Limit.of(high="120", evidence="建议值"),
    ]:
        """Whole minutes until the first report was written."""
        return self._minutes(self.written_at)

    def _minutes(self, until: datetime | None) -> int | None:
        return None if until is None else int((until - self.found_at).total_seconds()) // 60

    @property
    def is_about_pupils(self) -> bool:
        """Whether a pupil is involved."""
        return self.event_type == INJURY or any(one.role == "学生" for one in self.persons)

    def title(self) -> str:
        """Type and place."""
        return f"{self.place.name}{self.event_type}事件"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """R01: nobody knows of an incident before it happens."""
        yield from self.in_order(("occurred_at", self.occurred_at), ("found_at", self.found_at))

    @carries_out("R01")
    def reported_after_it_was_known(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Reports follow the knowledge; an ambulance may have been called by a bystander."""
        steps: list[tuple[str, datetime | None]] = [
            (f"「{self.column(name).label}」", getattr(self, name))
            for name in ("oral_at", "written_at")
        ]
        steps += [
            (f"「初报、续报、终报」第 {n} 行", one.at) for n, one in enumerate(self.reports, 1)
        ]
        for where, at in steps:
            if at is not None and at < self.found_at:
                yield self.finding("R01", where, "早于知悉时间", "核对两个时间")

    @carries_out("R01")
    def reports_run_on(self, surroundings: Surroundings) -> Iterator[Finding]:
        """初报 first, 终报 last, numbered one after the other."""
        numbers = [one.number for one in self.reports]
        kinds = [one.kind for one in self.reports]
        if numbers != list(range(1, len(numbers) + 1)):
            told = "、".join(map(str, numbers))
            yield self.finding("R01", "「初报、续报、终报」", f"序号是{told}", "从1起连续编号")
        if kinds and (kinds[0] != FIRST or FIRST in kinds[1:] or LAST in kinds[:-1]):
            what = f"次序是{'、'.join(kinds)}"
            yield self.finding("R01", "「初报、续报、终报」", what, "按初报、续报、终报登记")

    @carries_out("R03")
    def parents_are_told(self, surroundings: Surroundings) -> Iterator[Finding]:
        """At once; a delay of more than half an hour is explained."""
        if not self.is_about_pupils:
            return
        if self.notify_parent is None:
            yield self.finding("R03", "「通知监护人时间」", "涉及学生，没有填写", "立即通知并补填")
        elif self.notify_parent - self.found_at > PARENTS_TOLD_WITHIN and not self.notify_reason:
            minutes = self._minutes(self.notify_parent)
            what = f"知悉{minutes}分钟后才通知"
            yield self.finding("R03", "「通知间隔说明」", what, "说明原因")

    @carries_out("R04")
    def reported_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """By word of mouth within an hour, in writing within two; schools set local limits."""
        for one in self.judgements(surroundings):
            if one.verdict is Verdict.FAIL:
                yield self.finding(
                    "R04", f"「{one.label}」", f"{one.reading}，应{one.bound}", "说明原因"
                )
        for name in ("oral_at", "written_at"):
            if getattr(self, name) is None:
                label = self.column(name).label
                yield self.finding("R04", f"「{label}」", "没有填写", "立即报告并补填")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Evidence of a poisoning, a call in a fire, whom else to tell by type."""
        also = ALSO_TOLD.get(self.event_type)
        if also and not self.report_other:
            where = "「报市监/疾控/公安/应急/消防 时间」"
            yield self.finding("G17", where, f"{self.event_type}没有填写", f"报{also}并补填")
        if self.event_type == POISONING and not self.evidence:
            yield self.finding("G17", "「证据保全」", "没有封存留样、原料、工具", "立即封存并补填")
        if self.event_type == FIRE and self.call_120_119_110 is None:
            yield self.finding("G17", "「报警/急救时间」", "火灾没有报警时间", "立即报119并补填")
        if self.event_type == MAJOR and not self.source_ref:
            yield self.finding("G17", "「来源记录号」", "没有写是哪条隐患", "补填隐患的记录编号")
        if self.conclusion and not self.improve:
            yield self.finding("G17", "「整改措施」", "终报没有整改措施", "补填")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """必需: the place and what was done, without children's faces."""
        if not self.photos:
            yield self.finding("G18", "「照片」", "没有现场、处置照片", "补拍或说明")
