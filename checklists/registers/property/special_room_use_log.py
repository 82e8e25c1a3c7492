"""专用（功能）教室使用与保管记录：每次使用一行，课前看设备，课后清洁、断电断水、关窗锁门。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known
from checklists.cadence import OnEvent
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Number,
    Person,
    Photos,
    Place,
    Text,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

DONE = ("清洁", "断电断水", "关窗", "锁门")
BROKEN = "故障"
LESSONS = Limit.of("1", "8", evidence="建议值")


class Used(BaseModel):
    """Something used in the lesson."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text, Label("器材")]
    danger: Annotated[bool, Label("危险品")] = False
    taken: Annotated[Number, Field(ge=0), Label("领用")]
    left: Annotated[Number | None, Field(ge=0), Label("剩余（退回）"), When("危险品")] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def used(self) -> Annotated[Decimal | None, Label("用量"), Hint("=领用−剩余")]:
        """What was used up."""
        return None if self.left is None else self.taken - self.left


class SpecialRoomUseLog(RowEntry):
    """专用（功能）教室使用与保管记录：每次使用一行，课前课后的设备状态和四项收尾都写。"""

    register = Register(
        title="专用（功能）教室使用与保管记录",
        number="10.10",
        prefix="ZYS",
        cadence=OnEvent("每次使用", "课后当节"),
        retention=Retention("1学年", 1),
        basis=(known("《中小学实验室规程》；[S] 重大事故隐患判定指南（实验实训）"),),
        signers=(
            Signer("使用人", column="teacher"),
            Signer("管理员（当日）", ("room_custodian",)),
        ),
        post="任课教师/专用室负责人",
        owners=("teacher", "room_custodian"),
        photos="异常时",
        followup=("遗失/损坏 → 赔偿或工单",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "使用时段不冲突；课前检查未做不得记课后；断电锁门四项必须为是或说明",
            ),
            Rule(
                "R02",
                Severity.WARN,
                "开课率<课表80%；无人签管",
                needs="lesson",
                needs_title="课表",
            ),
        ),
        seeds=(
            Seed(
                1,
                "二（一）3（2）",
                "切实加强各功能教室、活动室的管理，充分发挥各功能教室、活动室的作用",
                39,
            ),
            Seed(5, "三3", "各专用教室公物教学期初登记，期末点交", 259),
        ),
    )

    room: Annotated[Place, Label("专用室"), Head()]
    date: Annotated[Day, Label("日期"), Head()]
    week: Annotated[Count | None, Label("周次"), Head(), Hint("校历第几周")] = None
    period: Annotated[Count, Label("节次"), LESSONS, Hint("1–8")]
    class_: Annotated[Text, Label("班级")]
    pupils: Annotated[Count, Label("人数"), Unit("人")]
    teacher: Annotated[Person, Label("教师")]
    content: Annotated[Text, Label("课程内容/实验名称")]
    equip: Annotated[
        tuple[Used, ...],
        Label("使用器材（含危险品用量）"),
        When("使用器材时"),
        Hint("危险品：领用−剩余=用量"),
    ] = ()
    state_before: Annotated[
        Literal["正常", "故障"] | None, Label("课前设备状态"), When("课前检查后")
    ] = None
    state: Annotated[Literal["正常", "故障"], Label("设备状态"), Hint("课后")]
    clean: Annotated[
        tuple[Literal["清洁", "断电断水", "关窗", "锁门", "均未做"], ...],
        Field(min_length=1),
        Label("清洁、断电断水、关窗锁门"),
        Hint("做了的都写"),
    ]
    clean_note: Annotated[Note | None, Label("未做说明"), When("四项没有做全")] = None
    issue: Annotated[Text | None, Label("问题"), When("故障"), Hint("故障必填并生成工单")] = None
    order_no: Annotated[Text | None, Label("维修工单号"), When("故障")] = None
    photos: Annotated[Photos, Label("照片"), When("异常时")] = ()

    example = {
        "room": "科学实验室",
        "date": "2026-03-05",
        "week": 1,
        "period": 3,
        "class_": "五（1）班",
        "pupils": 40,
        "teacher": "郑琦",
        "content": "加热与溶解",
        "equip": [
            {"name": "酒精灯", "taken": "10"},
            {"name": "酒精（mL）", "danger": True, "taken": "500", "left": "380"},
        ],
        "state_before": "正常",
        "state": "正常",
        "clean": ["清洁", "断电断水", "关窗", "锁门"],
    }

    def title(self) -> str:
        """Room, lesson and class."""
        return f"{self.room.name}第{self.period}节{self.class_}"

    @carries_out("R01")
    def checked_before_and_left_in_order(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Looked at before the lesson; cleaned, switched off, shut and locked after it."""
        if self.state_before is None:
            yield self.finding(
                "R01", "「课前设备状态」", "课前检查未做，先记了课后", "补记课前状态"
            )
        undone = [one for one in DONE if one not in self.clean]
        if undone and not self.clean_note:
            what = f"没有做：{'、'.join(undone)}"
            yield self.finding("R01", "「清洁、断电断水、关窗锁门」", what, "立即补做，或写明原因")

    @carries_out("R01")
    def danger_is_accounted_for(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The column's own limit: what was taken less what is left is what was used."""
        for number, one in enumerate(self.equip, 1):
            where = f"「使用器材（含危险品用量）」第 {number} 行"
            if one.danger and one.left is None:
                yield self.finding("R01", where, f"危险品{one.name}没有写剩余", "当日退回并补填")
            if one.used is not None and one.used < 0:
                yield self.finding("R01", where, f"{one.name}剩余多于领用", "核对数量")

    @carries_out("G17")
    def faults_are_told(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A fault is described and has its repair order."""
        if BROKEN not in (self.state, self.state_before):
            return
        for name, advice in (("issue", "写明问题"), ("order_no", "报修后补填工单号")):
            if getattr(self, name) is None:
                where = f"「{self.column(name).label}」"
                yield self.finding("G17", where, "设备故障没有写", advice)

    @carries_out("G18")
    def faults_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """异常时 photos."""
        if BROKEN in (self.state, self.state_before) and not self.photos:
            yield self.finding("G18", "「照片」", "设备故障没有照片", "补拍")
