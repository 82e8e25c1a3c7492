"""报修与维修记录（工单）：报修、派单、维修、验收，一个故障一份，验收人是报修人。"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Head,
    Hint,
    Label,
    Moment,
    Money,
    Must,
    Note,
    Number,
    Person,
    Personal,
    Photos,
    Place,
    PlannedDay,
    Ref,
    RefTo,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

CENT = Decimal("0.01")
WITHOUT_APPROVAL = Limit.of(high="499.99", evidence="建议值")
"""Yuan a repair may cost without an approved application; the school's own under ``.approval``."""
TIME_ALLOWED = {
    "紧急2小时": timedelta(hours=2),
    "当日": timedelta(days=1),
    "3日内": timedelta(days=3),
}
DANGEROUS_KINDS = {"电": "涉电"}
CERTIFICATES = {
    "涉电": ("电工", "特种作业"),
    "涉气": ("燃气", "特种作业"),
    "登高": ("高处", "登高", "特种作业"),
}
"""Words in the names of the certificates that entitle to dangerous work."""


class Part(BaseModel):
    """One kind of material that was used up."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Text, Label("品名")]
    qty: Annotated[Number, Field(gt=0), Label("数量")]
    price: Annotated[Money, Label("单价（元）")]
    old_returned: Annotated[Number | None, Label("旧件回收数"), When("以旧换新的易耗件")] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount(self) -> Annotated[Decimal, Label("金额（元）")]:
        """Quantity times price, to the cent."""
        return (self.qty * self.price).quantize(CENT, ROUND_HALF_UP)


class RepairWorkOrder(InstrumentEntry):
    """报修与维修记录（工单）：一个故障从报修、派单、维修到报修人验收。"""

    register = Register(
        title="报修与维修记录（工单）",
        number="3.3",
        prefix="BX",
        cadence=OnEvent("按次", "报修即时；维修完成当日"),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《行政事业性国有资产管理条例》第十五条（资产需要维修、保养……使用人、管理人应当及时提出）"
            ),
        ),
        signers=(
            Signer("报修人", column="reporter", stage="报修"),
            Signer("派单人", ("logistics_head", "logistics_clerk"), stage="派单"),
            Signer("维修人", column="assigned", stage="维修"),
            Signer("报修人验收", column="accept_by", stage="验收"),
        ),
        post="报修人/水电维修工",
        owners=("electrician", "logistics_clerk"),
        photos="维修前后必需（小件可免）",
        followup=(
            "带安全风险的故障 → 同步建隐患并停用挂牌",
            "不满意 → 返修，重新计时",
        ),
        rules=(
            Rule("R01", Severity.BLOCK, "报修时间≤到场≤完成≤验收；维修人≠验收人"),
            Rule(
                "R02",
                Severity.BLOCK,
                "费用≥500元（可配置）或外修须先有审批单；有耗材须有对应出库单，易耗件“以旧换新”须登记旧件回收",
            ),
            Rule("R03", Severity.BLOCK, "原因=人为损坏→必须生成损坏赔偿单或注明免赔理由"),
            Rule(
                "R04",
                Severity.WARN,
                "超过紧急程度时限未到场/未完成；同一资产180日内维修≥3次→提示报废评估",
            ),
            Rule("R05", Severity.WARN, "涉电、涉气、登高作业维修人无相应特种作业证"),
        ),
        open_to_all=True,
        stages=("报修", "派单", "维修", "验收"),
        seeds=(
            Seed(
                1,
                "二（一）1（4）",
                "学校各部门、班级等提出的报修，要求在最短的时间内做好维修，并作好记录",
                23,
            ),
            Seed(2, "三（三）", "对小型维修工作尝试自己动手完成，竭尽所能节约维修经费开支", 83),
            Seed(2, "三（二）4", "认真、及时地做好各种物品、器械的保养和维修，确保安全使用", 77),
            Seed(3, "三（三）1", "能修则修，能代则代，能自己动手，就不请外人", 133),
            Seed(4, "三（四）6", "要及时更换损坏的设备设施", 199),
        ),
    )

    order_no: Annotated[Text | None, Serial("{year}-{n:04d}"), Label("工单号（连号）"), Head()] = (
        None
    )
    reported_at: Annotated[Moment, Label("报修时间"), Head()]
    reporter: Annotated[Person, Label("报修人"), Head()]
    dept: Annotated[Text, Label("班级/部门"), Head()]
    phone: Annotated[Text | None, Label("电话"), Head(), Personal("tail")] = None
    source_ref: Annotated[Text | None, Label("来源记录号"), Head(), When("由检查记录报修")] = None
    place: Annotated[Place, Label("地点/房间")]
    asset: Annotated[Ref | None, RefTo("asset", even="stopped"), Label("资产编号")] = None
    kind: Annotated[
        Literal[
            "水",
            "电",
            "暖",
            "门窗玻璃",
            "桌椅",
            "多媒体网络",
            "广播监控",
            "厨具",
            "体育器材",
            "土建防水",
            "锁具",
            "其他",
        ],
        Label("类别"),
    ]
    fault: Annotated[Text, Field(max_length=200), Label("故障描述")]
    urgency: Annotated[Literal["紧急2小时", "当日", "3日内", "计划"], Label("紧急程度")]
    photo_before: Annotated[Photos, Label("维修前照片"), When("小件可免")] = ()
    assigned: Annotated[Person | None, Label("派修人/单位"), Must(), Stage("派单")] = None
    unit: Annotated[
        Ref | None, RefTo("supplier"), Label("外修单位"), Stage("派单"), When("外修、保修")
    ] = None
    mode: Annotated[
        Literal["自修", "保修", "外修"] | None, Label("方式"), Must(), Stage("派单")
    ] = None
    approval_no: Annotated[
        Text | None, Label("审批单号"), Stage("派单"), When("费用≥500元或外修")
    ] = None
    work: Annotated[
        tuple[Literal["涉电", "涉气", "登高"], ...],
        Label("危险作业"),
        Stage("派单"),
        Hint("须持相应特种作业证"),
    ] = ()
    arrive_at: Annotated[
        Moment | None, Label("到场时间"), Must(), Stage("维修"), Hint("≥报修时间")
    ] = None
    done_at: Annotated[
        Moment | None, Label("完成时间"), Must(), Stage("维修"), Hint("≥到场时间")
    ] = None
    parts: Annotated[
        tuple[Part, ...],
        Label("耗材明细（品名/数量/单价）"),
        Stage("维修"),
        When("用耗材时"),
        Hint("关联库房出库"),
    ] = ()
    issue_no: Annotated[Text | None, Label("出库单号"), Stage("维修"), When("有耗材时")] = None
    labour: Annotated[Money | None, Label("人工费（元）"), Stage("维修")] = None
    cost: Annotated[
        Money | None,
        Label("费用合计"),
        Must(),
        Stage("维修"),
        Hint("=Σ数量×单价+人工，与系统核算一致"),
    ] = None
    cause: Annotated[
        Literal["自然损坏", "人为损坏", "质量问题", "老化"] | None,
        Label("原因"),
        Must(),
        Stage("维修"),
    ] = None
    damage_no: Annotated[Text | None, Label("损坏赔偿单号"), Stage("维修"), When("人为损坏")] = None
    waiver: Annotated[Note | None, Label("免赔理由"), Stage("维修"), When("人为损坏且不赔偿")] = (
        None
    )
    late_reason: Annotated[Note | None, Label("超时说明"), Stage("维修"), When("超过时限")] = None
    photo_after: Annotated[Photos, Label("维修后照片"), Stage("维修"), When("小件可免")] = ()
    accept: Annotated[
        Literal["满意", "基本满意", "不满意"] | None,
        Label("验收与满意度"),
        Must(),
        Stage("验收"),
        Hint("验收人=报修人"),
    ] = None
    accept_by: Annotated[
        Person | None, Label("验收人"), Must(), Stage("验收"), Hint("=报修人，≠维修人")
    ] = None
    accepted_at: Annotated[Moment | None, Label("验收时间"), Must(), Stage("验收")] = None
    redo: Annotated[
        Note | None, Label("返修情况"), Stage("验收"), When("不满意"), Hint("返修重新计时")
    ] = None
    warranty: Annotated[PlannedDay | None, Label("保修期至"), Stage("验收")] = None

    own_limits = {"approval": ("免审批的维修费用（元）", WITHOUT_APPROVAL)}

    example = {
        "reported_at": "2026-03-05T08:20:00+08:00",
        "reporter": "董玥",
        "dept": "三（2）班",
        "place": "三（2）班教室",
        "kind": "桌椅",
        "fault": "第三排左二课桌桌腿松动，桌面倾斜。",
        "urgency": "当日",
        "photo_before": [EXAMPLE_PHOTO],
        "assigned": "赵工",
        "mode": "自修",
        "arrive_at": "2026-03-05T10:05:00+08:00",
        "done_at": "2026-03-05T10:30:00+08:00",
        "parts": [{"item": "M8膨胀螺栓", "qty": "4", "price": "1.50"}],
        "issue_no": "CK-20260305-002",
        "labour": "0.00",
        "cost": "6.00",
        "cause": "自然损坏",
        "photo_after": [EXAMPLE_PHOTO],
        "accept": "满意",
        "accept_by": "董玥",
        "accepted_at": "2026-03-05T12:40:00+08:00",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def reckoned(self) -> Annotated[Decimal, Label("系统核算（元）")]:
        """Material and labour."""
        return sum((one.amount for one in self.parts), Decimal("0.00")) + (self.labour or 0)

    def title(self) -> str:
        """Place and kind."""
        return f"{self.place.name}{self.kind}报修"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """R01: reported, there, done, accepted, in this order."""
        yield from self.in_order(
            ("reported_at", self.reported_at),
            ("arrive_at", self.arrive_at),
            ("done_at", self.done_at),
            ("accepted_at", self.accepted_at),
        )

    @carries_out("R01")
    def accepted_by_who_reported(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who repaired it does not accept it; who reported it does."""
        if self.accept_by is None:
            return
        if self.assigned is not None and self.assigned.id == self.accept_by.id:
            yield self.finding("R01", "「验收人」", "与维修人是同一人", "由报修人验收")
        elif self.accept_by.id != self.reporter.id:
            what = f"{self.accept_by.name}不是报修人"
            yield self.finding("R01", "「验收人」", what, "由报修人验收，或说明", Severity.WARN)

    @carries_out("R02")
    def paid_for_with_papers(self, surroundings: Surroundings) -> Iterator[Finding]:
        """An approval before money is spent, an issue slip for what came from the store."""
        allowed = surroundings.limits.get(f"{self.slug}.approval", WITHOUT_APPROVAL)
        dear = self.cost is not None and not allowed.holds(self.cost)
        if (dear or self.mode == "外修") and not self.approval_no:
            what = f"费用{self.cost}元" if dear else "外修"
            yield self.finding("R02", "「审批单号」", f"{what}，没有审批单", "先审批再维修")
        if self.parts and not self.issue_no:
            yield self.finding("R02", "「出库单号」", "有耗材，没有出库单", "补填出库单号")
        for number, one in enumerate(self.parts, 1):
            if one.old_returned is not None and one.old_returned < one.qty:
                where, what = f"「耗材明细」第 {number} 行", f"旧件只回收{one.old_returned}"
                yield self.finding("R02", where, what, "收回旧件，或说明", Severity.WARN)

    @carries_out("R02")
    def cost_adds_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """费用合计 is what the lines and the labour come to."""
        if self.cost is not None and self.cost != self.reckoned:
            what = f"{self.cost}元，明细和人工合计{self.reckoned}元"
            yield self.finding("R02", "「费用合计」", what, "更正费用或补填明细")

    @carries_out("R03")
    def damage_is_paid_for(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What somebody broke has its compensation slip, or a reason why there is none."""
        if self.cause == "人为损坏" and not (self.damage_no or self.waiver):
            yield self.finding(
                "R03", "「损坏赔偿单号」", "人为损坏，没有赔偿单或免赔理由", "补填其中一项"
            )

    @carries_out("R04")
    def in_the_time_allowed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Urgent within two hours, today within a day, and so on."""
        allowed = TIME_ALLOWED.get(self.urgency)
        end = self.done_at or surroundings.now
        if allowed is None or end is None or end - self.reported_at <= allowed:
            return
        done = "才完成" if self.done_at else "未完成"
        hours = (end - self.reported_at).total_seconds() / 3600
        if not self.late_reason:
            yield self.finding("R04", "「完成时间」", f"{hours:.0f}小时{done}", "填写超时说明")

    @carries_out("R05")
    def dangerous_work_needs_a_certificate(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Electricity, gas, height: the directory shows a certificate good on the day."""
        directory = surroundings.directory
        if self.assigned is None or directory is None or not directory.keeps("person"):
            return
        listed = directory.look_up("person", self.assigned.id)
        facts = listed.facts if listed else {}
        day = (self.done_at or self.reported_at).astimezone(surroundings.zone).date().isoformat()
        also = DANGEROUS_KINDS.get(self.kind)
        for work in dict.fromkeys((*self.work, *((also,) if also else ()))):
            held = (until for name, until in facts.items() if _entitles(name, work))
            if not any(until >= day for until in held):
                what = f"{work}作业，{self.assigned.name}没有有效的特种作业证"
                yield self.finding("R05", "「派修人/单位」", what, "派持证人员")

    @carries_out("G17")
    def what_dissatisfied_is_done_again(self, surroundings: Surroundings) -> Iterator[Finding]:
        """不满意 → 返修."""
        if self.accept == "不满意" and not self.redo:
            yield self.finding("G17", "「返修情况」", "不满意，没有返修", "返修后补填")
        if self.mode == "外修" and self.unit is None:
            yield self.finding("G17", "「外修单位」", "外修没有填写单位", "补填")


def _entitles(name: str, work: str) -> bool:
    return any(word in name for word in CERTIFICATES[work])
