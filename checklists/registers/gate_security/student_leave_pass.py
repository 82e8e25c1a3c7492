"""学生离校出门条（请假单）：上课期间学生要离校，班主任联系家长开条，接领人经核验后由门卫收条放行。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Note,
    Person,
    Personal,
    Photos,
    PlannedMoment,
    Ref,
    RefTo,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import PLAIN, RowEntry
from checklists.errors import Problem
from checklists.lessons import during_lessons, lesson_limits
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

NOBODY = ("无", "无人", "本人", "自己", "独自", "—", "-")


class StudentLeavePass(RowEntry):
    """学生离校出门条（请假单）：上课期间学生出校门，家长接领、班主任开条、门卫收条，一人一次一行。"""

    register = Register(
        title="学生离校出门条（请假单）",
        number="2.3",
        prefix="CMT",
        cadence=OnEvent("按次", "离校前"),
        retention=Retention("1年", 1),
        basis=(
            seen(
                "《未成年人保护法》第三十五条（保障在校期间人身安全）；《民法典》第一千一百九十九、一千二百条（未尽教育、管理职责的责任）"
            ),
        ),
        signers=(
            Signer("家长", condition="电话或到校", stage="离校"),
            Signer("班主任", ("homeroom",), column="teacher", stage="离校"),
            Signer("值班领导", column="leader", condition="接领人不在授权名单", stage="离校"),
            Signer("门卫收条", ("gate_guard",), column="guard", stage="离校"),
        ),
        post="班主任",
        owners=("homeroom",),
        photos="可选（家长接领照）",
        followup=("无条离校 → 门卫拦下，通知班主任；学生走失→立即报告值班领导、家长、公安",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "小学生不得无人接领独自离校；接领人须在学生监护/授权名单，否则须值班领导签字+电话录音或短信确认",
            ),
            Rule("R02", Severity.BLOCK, "离校时间在上课时段内才需要；放学时段不用"),
            Rule("R03", Severity.BLOCK, "班主任签字时间≤门卫签字时间≤离校时间+5分钟"),
            Rule(
                "R04",
                Severity.WARN,
                "生病离校未产生“因病缺勤”记录；次日未返校无跟踪",
                needs="infectious_disease_register",
                needs_title="因病缺勤追踪与传染病登记",
            ),
        ),
        applies=("小学",),
        stages=("离校", "返校"),
        seeds=(Seed(4, "三（四）5", "上课期间学生出校门必须要有假条", 197),),
    )

    date: Annotated[Day, Label("日期"), Head()]
    pass_no: Annotated[
        Text | None,
        Serial("{class_name}-{date:%Y%m%d}-{n:02d}"),
        Label("出门条编号（班级-日期-序号）"),
        Head(),
    ] = None
    student: Annotated[Ref, RefTo("student"), Label("学生"), Personal("name")]
    class_: Annotated[Ref, RefTo("class"), Label("班级")]
    reason: Annotated[Literal["生病", "家中有事", "校方安排", "其他"], Label("事由")]
    symptom: Annotated[
        Text | None, Label("症状（生病时）"), When("生病"), Personal(), Hint("写入因病缺勤追踪")
    ] = None
    contact: Annotated[Text, Label("联系家长时间/方式/姓名"), Personal()]
    pickup: Annotated[Text, Label("接领人及关系"), Personal(), Hint("小学生不得独自离校")]
    pickup_id: Annotated[Literal["已核验身份证", "预留接送卡", "人脸"], Label("接领人证件核验")]
    listed: Annotated[bool, Label("接领人在监护/授权名单"), Hint("不在的须值班领导签字")] = True
    leader: Annotated[Person | None, Label("值班领导"), When("接领人不在授权名单")] = None
    proof: Annotated[
        Text | None,
        Label("监护人确认"),
        When("接领人不在授权名单"),
        Hint("电话录音或短信的时间、号码后4位、存放处"),
        Personal(),
    ] = None
    leave_at: Annotated[PlannedMoment, Label("离校时间"), Hint("出门前填，当日")]
    teacher: Annotated[Person, Label("班主任")]
    guard: Annotated[Person, Label("门卫")]
    photos: Annotated[Photos, Label("家长接领照"), Personal()] = ()
    back_at: Annotated[
        Moment | None,
        Label("返校（销假）时间"),
        Stage("返校"),
        When("返校时"),
        Hint(">离校时间"),
    ] = None
    track: Annotated[
        Note | None, Label("未返校跟踪"), Stage("返校"), When("次日未返校"), Personal()
    ] = None

    own_limits = lesson_limits()

    example = {
        "date": "2026-03-05",
        "student": "林小满",
        "class_": "三（2）班",
        "reason": "生病",
        "symptom": "腹痛，体温36.8℃",
        "contact": "9:50电话，母亲周女士",
        "pickup": "周女士，母亲",
        "pickup_id": "预留接送卡",
        "leave_at": "2026-03-05T10:20:00+08:00",
        "teacher": "王安",
        "guard": "方守",
        "back_at": "2026-03-06T07:50:00+08:00",
    }

    @property
    def class_name(self) -> str:
        """Class in the number of the pass."""
        return self.class_.name

    def title(self) -> str:
        """Class and reason; the child's name stays inside (G12)."""
        return f"{self.class_.name}学生离校（{self.reason}）"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The leader on duty for somebody who is not on the list."""
        return frozenset(() if self.listed else {"值班领导"})

    def missing(self, stage: str) -> Iterator[Problem]:
        """Open until the child is back, or it says what was asked."""
        yield from super().missing(stage)
        if stage == "返校" and self.back_at is None and not self.track:
            advice = "返校后补填；次日未返校的写明跟踪情况"
            yield Problem("「返校（销假）时间」", "没有填写", advice, "back_at")

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Nobody is back before leaving."""
        if self.back_at is not None and self.back_at <= self.leave_at:
            yield Problem("「返校（销假）时间」", "不晚于离校时间", "核对两个时间", "back_at")
        if self.leave_at.astimezone(surroundings.zone).date() != self.date:
            yield Problem("「离校时间」", "不在登记当日", "核对日期和时间", "leave_at")

    @carries_out("R01")
    def fetched_by_whom_the_family_named(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Never alone; somebody unlisted only with the leader's signature and a proof."""
        if self.pickup.strip() in NOBODY:
            yield self.finding(
                "R01", "「接领人及关系」", "无人接领", "通知家长到校接领，不得独自离校"
            )
        if self.listed:
            return
        if self.leader is None:
            what = "接领人不在授权名单，没有值班领导"
            yield self.finding("R01", "「值班领导」", what, "请值班领导核实签字")
        if not self.proof:
            what = "接领人不在授权名单，没有监护人确认"
            yield self.finding("R01", "「监护人确认」", what, "电话录音或短信确认后补填")

    @carries_out("R02")
    def only_during_lessons(self, surroundings: Surroundings) -> Iterator[Finding]:
        """After school nobody needs a pass."""
        if not during_lessons(self.leave_at, self.slug, surroundings):
            yield self.finding(
                "R02", "「离校时间」", "不在上课时段，不用出门条", "核对时间；放学离校的作废本条"
            )

    @carries_out("G17")
    def illness_is_described(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 column of an ill child."""
        if self.reason == "生病" and not self.symptom:
            yield self.finding("G17", "「症状（生病时）」", "生病没有写症状", "补填症状")
