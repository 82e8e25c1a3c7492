"""安全教育与警校共建活动记录：班级每周、学校每月至少一次安全教育，警校联防走访也记在这里。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import known, seen
from checklists.cadence import EveryMonth, EveryWeek, Together, marked
from checklists.columns import (
    EXAMPLE_PHOTO,
    MOST_LINES,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Person,
    Personal,
    Photos,
    Ref,
    RefTo,
    Text,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

SHORTEST_CONTENT = 30
WITH_POLICE = ("警校联防走访", "周边联合巡查")


class Group(BaseModel):
    """A class, or whoever else took part."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    class_: Annotated[Ref, RefTo("class"), Label("班级/对象")]
    expected: Annotated[Count, Label("应参加"), Hint("≥0")]
    present: Annotated[Count, Label("实参加"), Hint("≤应参加")]


class SafetyEducationRecord(InstrumentEntry):
    """安全教育与警校共建活动记录：一次活动一份，写范围、形式、主题、参加班级和人数、效果。"""

    register = Register(
        title="安全教育与警校共建活动记录",
        number="1.5",
        prefix="AQJY",
        cadence=Together(
            "每周（班级），每月≥1次（校级），按次",
            "活动后2个工作日内",
            parts=(
                ("班级", EveryWeek("每周", "活动后", per="class")),
                ("校级", EveryMonth("每月", "活动后", within=31)),
            ),
        ),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《义务教育法》第二十四条（对学生进行安全教育）；《未成年人保护法》第三十五条；《传染病防治法》第十八条（健康知识和传染病防治教育）"
            ),
            known(
                "《中小学公共安全教育指导纲要》（国办2007）、《中小学幼儿园安全管理办法》；法治副校长制度（教育部令第52号，较有把握）"
            ),
        ),
        signers=(
            Signer("组织人", column="organizer"),
            Signer("分管领导", ("vp_logistics", "principal")),
            Signer("派出所（村居）人员", condition="联防活动"),
        ),
        post="少先队辅导员/班主任/安全办",
        owners=("homeroom", "safety_officer"),
        photos="必需1–3张",
        followup=("联防走访提出的问题 → 转隐患台账",),
        rules=(
            Rule("R01", Severity.BLOCK, "实参加≤应参加；日期不能在未来", refused=True),
            Rule(
                "R02",
                Severity.WARN,
                "放假前（寒暑假、法定长假前5个工作日）无“安全提醒/致家长信”记录",
            ),
            Rule("R03", Severity.WARN, "校级活动照片<1张或拍摄日期≠活动日期"),
            Rule("R04", Severity.WARN, "警校联防本学期<2次"),
        ),
        seeds=(
            Seed(
                5,
                "三5",
                "利用升旗仪式、班队会、黑板报、宣传窗加强安全教育：教育学生遵守交通规则、不玩火、不玩危险游戏",
                275,
            ),
            Seed(5, "三5", "继续和高桥派出所、村联防紧密联系", 277),
            Seed(3, "三（二）", "加强各级安全教育，做好常规性安全工作", 123),
            Seed(2, "三（二）", "强化卫生安全教育，杜绝隐患", 69),
        ),
    )

    date: Annotated[Day, Label("日期"), Head()]
    scope: Annotated[Literal["全校", "年级", "班级", "教职工", "家长"], Label("范围"), Head()]
    form: Annotated[
        Literal[
            "升旗仪式",
            "班队会",
            "黑板报",
            "宣传窗",
            "讲座",
            "主题班会",
            "家长会",
            "致家长信",
            "警校联防走访",
            "周边联合巡查",
        ],
        Label("形式"),
        Head(),
    ]
    topic: Annotated[
        Literal[
            "交通",
            "消防",
            "防溺水",
            "食品",
            "防欺凌",
            "防性侵",
            "防电信诈骗",
            "传染病",
            "用电用气",
            "防拥挤踩踏",
            "自然灾害",
            "网络",
        ],
        Label("主题"),
        Head(),
    ]
    organizer: Annotated[Person, Label("组织人"), Head()]
    outside: Annotated[Text | None, Label("校外参与单位及人员"), Head(), When("联防活动")] = None
    before_holiday: Annotated[bool, Label("放假前安全提醒"), Head()] = False
    groups: Annotated[
        tuple[Group, ...], Field(max_length=MOST_LINES), Label("参加班级"), When("有学生参加")
    ] = ()
    others: Annotated[
        Text | None,
        Label("其他参加人员"),
        When("没有班级参加"),
        Hint("教职工、家长、联防人员和人数"),
    ] = None
    content: Annotated[Text, Label("主要内容"), Hint("≥30字")]
    material: Annotated[Photos, Label("课件/材料附件")] = ()
    effect: Annotated[Text, Label("效果与问题")]
    police_contact: Annotated[
        Text | None, Label("联防单位/联系人/电话"), Personal("whole"), When("联防类")
    ] = None
    photos: Annotated[Photos, Label("活动照片"), When("必需1–3张")] = ()

    example = {
        "date": "2026-03-05",
        "scope": "班级",
        "form": "主题班会",
        "topic": "交通",
        "organizer": "王安",
        "groups": [{"class_": "三（2）班", "expected": 42, "present": 41}],
        "content": "用三个路口案例讲步行过街一停二看三通过，认识盲区和内轮差，练习戴头盔的步骤。",
        "effect": "学生能说出过街要领；两名学生未戴头盔乘电动车，已提醒家长",
        "photos": [EXAMPLE_PHOTO],
    }

    def subject(self) -> str:
        """The class of a class's own activity; else the school."""
        if self.scope == "班级" and len(self.groups) == 1:
            return marked(self.groups[0].class_.id, "班级")
        return marked("", "校级")

    def title(self) -> str:
        """Form and topic."""
        return f"{self.date.month}月{self.date.day}日{self.topic}安全教育（{self.form}）"

    @carries_out("R01")
    def nobody_is_counted_twice(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No more took part than there are; days to come are refused."""
        for number, one in enumerate(self.groups, 1):
            if one.present > one.expected:
                where = f"「参加班级」第 {number} 行「实参加」"
                yield self.finding("R01", where, "多于应参加", "核对人数")

    @carries_out("R03")
    def the_school_shows_what_it_did(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A picture of the day of a whole school's activity."""
        if self.scope != "全校":
            return
        if not self.photos:
            yield self.finding("R03", "「活动照片」", "校级活动没有照片", "补拍或说明原因")
        for photo in self.photos:
            taken = photo.taken_at
            on = taken.astimezone(surroundings.zone).date() if taken is not None else self.date
            if on != self.date:
                yield self.finding("R03", "「活动照片」", f"拍摄于{on}，不是活动日期", "说明原因")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns of what is done with the police; how much is said."""
        if self.form in WITH_POLICE and not (self.police_contact and self.outside):
            what = "联防活动没有写联防单位、联系人和参与人员"
            yield self.finding("G17", "「联防单位/联系人/电话」", what, "补填")
        if not self.groups and not self.others:
            yield self.finding("G17", "「参加班级」", "没有写参加的班级或人员", "补填")
        if len(self.content) < SHORTEST_CONTENT:
            yield self.finding(
                "G17", "「主要内容」", "不足30字", "写清内容", severity=Severity.WARN
            )

    @carries_out("G18")
    def activities_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """必需 photos, the whole school's by R03."""
        if self.scope != "全校" and not self.photos:
            yield self.finding("G18", "「活动照片」", "没有照片", "补拍1–3张")
