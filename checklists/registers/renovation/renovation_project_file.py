"""维修改造项目申报审批与合同登记：立项、审批、签合同、安全交底、进场各节点续填，一个项目一份。"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Person,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import PLAIN, InstrumentEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

OPENS_AFTER = timedelta(days=3)
PROCURED = Limit.of(high="600000", evidence="建议值")
"""限额标准: yuan from above which 政府采购 or 招标 is due (地方年度文件，可配置)."""
CHANGES = Limit.of(high="10", evidence="建议值")
"""Per cent of the contract that signed changes may add up to (可配置)."""
TENDERED = ("政府采购", "招标")
QUOTES = 3
ENTRY, CONTRACT, ABOVE = "进场", "合同签订", "上级报批"
APPROVING = ("行政会议", "上级报批")


class Step(BaseModel):
    """One step of the project, with its paper."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    step: Annotated[
        Literal["立项申请", "行政会议", "上级报批", "采购/招标", "合同签订", "安全交底", "进场"],
        Label("节点"),
    ]
    at: Annotated[Day, Label("日期"), Hint("各节点日期单调不减")]
    doc_no: Annotated[Text | None, Label("文号"), When("有文号时")] = None
    doc: Annotated[Photos, Field(min_length=1), Label("文件号/附件")]
    amount: Annotated[Money | None, Label("金额"), When("报批、合同"), Hint("合同额≤批复预算")] = (
        None
    )


class Change(BaseModel):
    """A change of the contract, signed by both sides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Annotated[Day, Label("日期")]
    content: Annotated[Text, Label("变更内容")]
    amount: Annotated[Money, Label("增加金额（元）")]
    visa: Annotated[Text | None, Label("签证单号"), When("变更时")] = None


class RenovationProjectFile(InstrumentEntry):
    """维修改造项目申报审批与合同登记：一个项目一份，各节点、变更逐次续填。"""

    register = Register(
        title="维修改造项目申报审批与合同登记",
        number="9.1",
        prefix="WXXM",
        cadence=OnEvent("按项目", "立项、审批、签合同、进场各节点"),
        retention=Retention("工程档案长期（隐蔽工程、结构类永久，一般30年/10年）", 30),
        basis=(
            seen(
                "《政府采购法》第四十一、四十二条（履约验收；采购文件自采购结束之日起至少保存十五年）——适用政府采购项目"
            ),
            seen("校内施工管理转载：施工单位资质、特种作业持证、签合同或安全责任书、封闭隔离"),
            known("《建设工程质量管理条例》、地方限额以下工程规定；三重一大集体决策"),
        ),
        signers=(
            Signer("申请人", column="applicant", stage="立项"),
            Signer("总务", ("logistics_head",), stage="立项"),
            Signer("会计（预算）", ("accountant",), stage="立项"),
            Signer("校长/行政会议", ("principal",), stage="审批"),
            Signer("上级主管", condition="报上级审批时", stage="审批"),
        ),
        post="总务主任",
        owners=("logistics_head",),
        photos="维修前必需",
        followup=("未批先建 → 停工、补手续、责任追究",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "金额达限额标准须走政府采购/招标；不得化整为零（12个月内同类累计预警）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "合同金额≤批复预算；变更须签证且累计≤10%（可配置）否则重报",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "无安全协议、无维修前照片不得登记“进场”",
            ),
            Rule(
                "R04",
                Severity.BLOCK,
                "竣工日≤开学前3天（影响新生报到时）",
            ),
            Rule(
                "R05",
                Severity.WARN,
                "供应商黑名单/经营异常；三家比价资料不全",
            ),
        ),
        stages=("立项", "审批", "进场"),
        seeds=(
            Seed(
                4,
                "三（一）1",
                "提前做好前期维修工作的上报、审批、签合同、施工进场的各项准备工作",
                167,
            ),
            Seed(4, "三（一）2", "做好假期维修前的拍照留档记录工作", 169),
            Seed(5, "三4", "决定开设“小饭桌”。为此必须对教师食堂进行改造，计划投资伍万元", 271),
            Seed(4, "三（六）1", "做好供水管道的改造维修工作，做好下水及供暖的维修工作", 219),
            Seed(4, "三（五）5", "做好教学楼的维修及美化工作", 213),
            Seed(3, "三（五）", "将改造水路、电路以确保能自动节水、节电", 149),
        ),
    )

    project_no: Annotated[Text | None, Serial("修〔{year}〕{n}号"), Label("项目编号"), Head()] = (
        None
    )
    name: Annotated[Text, Label("项目名称"), Head()]
    kind: Annotated[
        Literal["水电", "供暖", "校舍", "门窗墙面", "厨房餐厅", "操场道路", "绿化", "其他"],
        Label("工程类别"),
        Head(),
    ]
    applied_on: Annotated[Day, Label("申请日期"), Head()]
    applicant: Annotated[Person, Label("申请人"), Head()]
    place: Annotated[Text, Label("部位"), Head()]
    reason: Annotated[Text, Label("事由"), Head()]
    scheme: Annotated[Text, Label("方案及图"), Head(), Hint("图作为附件")]
    budget: Annotated[Money, Label("预算（元）"), Head()]
    fund_source: Annotated[Text, Label("资金来源"), Head()]
    method: Annotated[
        Literal["零星采购", "询价三家", "框架协议", "政府采购", "招标"], Label("采购方式"), Head()
    ]
    opens_on: Annotated[PlannedDay | None, Label("开学日期"), Head(), When("假期维修")] = None
    photos_before: Annotated[Photos, Label("维修前照片"), When("进场前")] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1), Label("节点")]
    approved_on: Annotated[
        Day | None, Label("批准日期"), Must(), Stage("审批"), Hint("校长或行政会议")
    ] = None
    contractor: Annotated[Text | None, Label("施工单位"), Stage("进场"), When("签合同后")] = None
    qualification: Annotated[Text | None, Label("资质"), Stage("进场"), When("签合同后")] = None
    manager: Annotated[Text | None, Label("项目经理"), Stage("进场"), When("签合同后")] = None
    credit: Annotated[
        Literal["正常", "经营异常", "黑名单"] | None,
        Label("信用查询"),
        Stage("进场"),
        When("签合同后"),
    ] = None
    quotes: Annotated[Photos, Label("比价资料"), Stage("进场"), When("询价三家")] = ()
    period: Annotated[PlannedDay | None, Label("工期起"), Stage("进场"), When("签合同后")] = None
    period_end: Annotated[
        PlannedDay | None,
        Label("工期止"),
        Stage("进场"),
        When("签合同后"),
        Hint("止>起；须早于开学日≥3天"),
    ] = None
    safety_agreement: Annotated[
        Ref | None,
        RefTo("letter"),
        Label("施工安全协议/责任书编号"),
        Must(),
        Stage("进场"),
    ] = None
    insurance: Annotated[Photos, Label("施工人员意外险"), Stage("进场"), When("进场前")] = ()
    changes: Annotated[
        tuple[Change, ...], Label("变更签证"), Stage("进场"), Hint("累计≤合同额10%")
    ] = ()

    own_limits = {
        "procured": ("须招标的金额以下（元）", PROCURED),
        "changes": ("变更累计（%）", CHANGES),
    }

    example = {
        "name": "教学楼供水管道改造",
        "kind": "水电",
        "applied_on": "2026-05-11",
        "applicant": "秦总务",
        "place": "教学楼一至四层卫生间",
        "reason": "管道锈蚀，多处渗漏",
        "scheme": "更换PPR管及阀门，方案图见附件",
        "budget": "48000.00",
        "fund_source": "公用经费",
        "method": "询价三家",
        "opens_on": "2026-09-01",
        "photos_before": [EXAMPLE_PHOTO],
        "steps": [
            {"step": "立项申请", "at": "2026-05-11", "doc": [EXAMPLE_PHOTO], "amount": "48000.00"},
            {"step": "行政会议", "at": "2026-05-18", "doc": [EXAMPLE_PHOTO], "amount": "48000.00"},
            {"step": "合同签订", "at": "2026-06-22", "doc": [EXAMPLE_PHOTO], "amount": "46500.00"},
            {"step": "安全交底", "at": "2026-07-09", "doc": [EXAMPLE_PHOTO]},
            {"step": "进场", "at": "2026-07-10", "doc": [EXAMPLE_PHOTO]},
        ],
        "approved_on": "2026-05-18",
        "contractor": "青禾安居维修有限公司",
        "qualification": "建筑机电安装工程专业承包三级",
        "manager": "罗工",
        "credit": "正常",
        "quotes": [EXAMPLE_PHOTO, EXAMPLE_PHOTO, EXAMPLE_PHOTO],
        "period": "2026-07-10",
        "period_end": "2026-08-15",
        "safety_agreement": "云小〔2026〕安责-SGDW-001号",
        "insurance": [EXAMPLE_PHOTO],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def contract_amount(self) -> Annotated[Decimal | None, Label("合同额（元）")]:
        """Of the contract signed last."""
        return next((one.amount for one in reversed(self.steps) if one.step == CONTRACT), None)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def changed_amount(self) -> Annotated[Decimal, Label("变更累计（元）")]:
        """What signed changes add up to."""
        return sum((one.amount for one in self.changes), Decimal(0))

    @property
    def granted(self) -> Decimal:
        """批复预算: as approved last; what was applied for until then."""
        approved = [one.amount for one in self.steps if one.step in APPROVING and one.amount]
        return approved[-1] if approved else self.budget

    def business_date(self) -> date:
        """The day it was applied for."""
        return self.applied_on

    def title(self) -> str:
        """The project."""
        return self.name

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The authority above, where it was asked."""
        return frozenset({"上级主管"} if self._has(ABOVE) else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Steps go forward; a period ends after it begins."""
        days = [one.at for one in self.steps]
        if days != sorted(days):
            yield Problem("「节点」", "日期倒着走", "按先后登记节点，核对日期", "steps")
        if self.period and self.period_end and self.period_end <= self.period:
            yield Problem("「工期止」", "不晚于工期起", "核对两个日期", "period_end")

    def _has(self, step: str) -> bool:
        return any(one.step == step for one in self.steps)

    @carries_out("R01")
    def tendered_where_due(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Above the local limit it is bought by the government's rules."""
        bound = surroundings.limits.get(f"{self.slug}.procured", PROCURED)
        amount = max(self.budget, self.contract_amount or self.budget)
        if not bound.holds(amount) and self.method not in TENDERED:
            what = f"{amount}元达到限额标准，采购方式是{self.method}"
            yield self.finding("R01", "「采购方式」", what, "走政府采购或招标")

    @carries_out("R02")
    def within_what_was_granted(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Contract within the grant; changes signed, and small."""
        contract = self.contract_amount
        if contract is not None and contract > self.granted:
            what = f"合同额{contract}元，超过批复预算{self.granted}元"
            yield self.finding("R02", "「节点」", what, "重新报批")
        for number, one in enumerate(self.changes, 1):
            if not one.visa:
                yield self.finding("R02", f"「变更签证」第 {number} 行", "没有签证单号", "补办签证")
        bound = surroundings.limits.get(f"{self.slug}.changes", CHANGES)
        if contract and not bound.holds(share := self.changed_amount * 100 / contract):
            what = f"变更累计{share:.1f}%，超过合同额的{bound.high}%"
            yield self.finding("R02", "「变更签证」", what, "重新报批")

    @carries_out("R03")
    def nobody_begins_unprepared(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No agreement, no pictures of how it was: nobody moves in."""
        if self._has(ENTRY):
            for name in ("safety_agreement", "photos_before"):
                if not getattr(self, name):
                    label = self.column(name).label
                    yield self.finding("R03", f"「{label}」", f"没有{label}就进场", "停工，补齐")

    @carries_out("R04")
    def ready_before_school_opens(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Done three days before the first pupils come."""
        if self.opens_on and self.period_end and self.period_end + OPENS_AFTER > self.opens_on:
            what = f"{self.period_end}竣工，距开学不足3天"
            yield self.finding("R04", "「工期止」", what, "调整工期，或做应急方案")

    @carries_out("R05")
    def suppliers_are_looked_into(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Neither blacklisted nor in trouble, and compared with two others."""
        if self.contractor and self.credit != "正常":
            what = f"{self.contractor}信用查询：{self.credit or '没有查'}"
            yield self.finding("R05", "「信用查询」", what, "查询后补填，或另选单位")
        if self.method == "询价三家" and self._has(CONTRACT) and len(self.quotes) < QUOTES:
            what = f"只有{len(self.quotes)}家比价资料"
            yield self.finding("R05", "「比价资料」", what, "补齐三家")

    @carries_out("G17")
    def contract_says_it_all(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns: what a contract settles, what entry asks for, approval before building."""
        if self._has(CONTRACT):
            for name in ("contractor", "qualification", "manager", "period", "period_end"):
                if not getattr(self, name):
                    label = self.column(name).label
                    yield self.finding("G17", f"「{label}」", "签了合同没有写", "补填")
        if self._has(ENTRY) and not self.insurance:
            yield self.finding("G17", "「施工人员意外险」", "进场没有保险", "投保后补传")
        entered = next((one.at for one in self.steps if one.step == ENTRY), None)
        if entered and (self.approved_on is None or entered < self.approved_on):
            yield self.finding("G17", "「批准日期」", "未批先建", "停工，补手续，追究责任")
