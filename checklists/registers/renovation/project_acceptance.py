"""竣工验收与现场清理移交记录：完工后验收组逐项验收，整改复验合格才结算，形成资产的建卡。"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Stage,
    Text,
    When,
)
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, check_items

TEAM = 3
OF_THE_USERS, OF_THE_BUILDER = "使用部门", "施工方"
PASSED = "合格"


class Member(BaseModel):
    """One of those who accept it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text, Label("姓名")]
    side: Annotated[
        Literal["使用部门", "总务处", "财务", "工会监督", "专业人员", "上级主管", "施工方"],
        Label("来自"),
    ]
    handled: Annotated[bool, Label("是否经办人")]


class Part(BaseModel):
    """One part of the works as it was found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Text, Label("验收分项")]
    standard: Annotated[Text, Label("合同/规范要求")]
    measured: Annotated[Text, Label("实测")]
    result: Annotated[Literal["合格", "整改", "不合格"], Label("结论")]
    recheck: Annotated[Literal["合格", "不合格"] | None, Label("复验"), When("整改、不合格")] = None
    rechecked_on: Annotated[Day | None, Label("复验日期"), When("复验后")] = None

    @property
    def is_settled(self) -> bool:
        """Passed at once, or after it was put right."""
        return PASSED in (self.result, self.recheck)


class ProjectAcceptance(ChecklistEntry):
    """竣工验收与现场清理移交记录：一个项目一份，验收时逐项登记，复验合格后续填结算。"""

    register = Register(
        title="竣工验收与现场清理移交记录",
        number="9.3",
        prefix="JGYS",
        cadence=OnEvent("按项目", "完工后5个工作日内、开学前"),
        retention=Retention("同项目档案", 30),
        basis=(seen("《政府采购法》第四十一条（验收方成员在验收书上签字并承担法律责任）"),),
        signers=(
            Signer("施工方", ("contractor",), stage="验收"),
            Signer("甲方代表", ("logistics_head", "logistics_clerk"), stage="验收"),
            Signer("使用部门", stage="验收"),
            Signer("验收组（≥3人）", stage="验收"),
            Signer("校长", ("principal",), stage="结算"),
        ),
        post="总务主任",
        owners=("logistics_head",),
        photos="必需：前后对比同机位",
        followup=("逾期影响开学 → 应急方案（错峰/替代教室）、责任追究",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "验收组≥3人且含使用部门、非经办人；施工方不得为验收组成员",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "整改项复验合格前不得办理结算/付尾款；实际竣工>计划须记违约",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "固定资产类须同时建卡（资产台账）",
            ),
        ),
        stages=("验收", "结算"),
        seeds=(
            Seed(4, "三（一）4", "绝对不允许影响正常新生军训和开学", 173),
            Seed(5, "三3", "采购完成后及时交保管人验收", 257),
        ),
    )

    hazard_source = "其他"
    hazard_category = "施工"
    before_and_after = True

    items = check_items(
        """
        01   | 垃圾清运 | 现场 | 建渣清净、路面恢复
        02 ★ | 室内空气 | 检测 | 装修后甲醛≤0.08mg/m³（GB/T 18883-2022[K]）且通风，合格后启用
        03 ★ | 消防设施恢复 | 试 | 恢复功能 | 消防
        04   | 竣工资料 | 查 | 图纸、合格证、检测报告、隐蔽记录、照片齐
    """,
        {"I02": (Measure("hcho", "甲醛", Limit.of(high="0.08"), "mg/m³"),)},
    )

    project: Annotated[Text, Label("项目"), Head(), Hint("项目名称或编号")]
    contract_no: Annotated[Text, Label("合同"), Head()]
    accepted_on: Annotated[Day, Label("验收日期"), Head(), Hint("完工后5个工作日内、开学前")]
    planned_end: Annotated[PlannedDay, Label("计划竣工"), Head()]
    actual_end: Annotated[Day, Label("实际竣工"), Head()]
    team: Annotated[
        tuple[Member, ...], Field(min_length=1), Label("验收组"), Hint("≥3人，含使用部门、非经办人")
    ]
    parts: Annotated[tuple[Part, ...], Field(min_length=1), Label("验收明细")]
    photo_pair: Annotated[Photos, Field(min_length=1), Label("前后对比照"), Hint("前后对比同机位")]
    cleanup: Annotated[Literal["完成", "未完成"], Label("现场清理")]
    forms_asset: Annotated[bool, Label("形成固定资产")]
    asset_in: Annotated[
        Ref | None, RefTo("asset"), Label("形成固定资产编号"), When("形成固定资产")
    ] = None
    asset_value: Annotated[Money | None, Label("资产金额（元）"), When("形成固定资产")] = None
    breach: Annotated[Note | None, Label("违约记录"), When("实际竣工晚于计划")] = None
    warranty: Annotated[Text, Label("保修期")]
    retained: Annotated[Money, Label("质保金（元）")]
    contract_amount: Annotated[Money, Label("合同额（元）")]
    changed_amount: Annotated[Money, Label("批准变更（元）")]
    settled_on: Annotated[Day | None, Label("结算日期"), Must(), Stage("结算")] = None
    settle_amount: Annotated[
        Money | None, Label("结算额（元）"), Must(), Stage("结算"), Hint("≤合同额+批准变更")
    ] = None

    example = {
        "project": "厨房地面维修",
        "contract_no": "云小修合〔2026〕3号",
        "accepted_on": "2026-05-08",
        "planned_end": "2026-05-04",
        "actual_end": "2026-05-03",
        "team": [
            {"name": "郑琦", "side": "使用部门", "handled": False},
            {"name": "秦总务", "side": "总务处", "handled": True},
            {"name": "江秋", "side": "财务", "handled": False},
        ],
        "parts": [
            {
                "item": "闭水试验",
                "standard": "闭水24小时无渗漏",
                "measured": "24小时无渗漏",
                "result": "合格",
            },
            {
                "item": "地砖铺贴",
                "standard": "无空鼓、坡向地漏",
                "measured": "门口2块空鼓",
                "result": "整改",
                "recheck": "合格",
                "rechecked_on": "2026-05-11",
            },
        ],
        "photo_pair": [EXAMPLE_PHOTO, EXAMPLE_PHOTO],
        "cleanup": "完成",
        "forms_asset": False,
        "warranty": "2年（至2028-05-08）",
        "retained": "1395.00",
        "contract_amount": "46500.00",
        "changed_amount": "0.00",
        "settled_on": "2026-05-15",
        "settle_amount": "46500.00",
        "checks": {
            "I01": {"verdict": "合格"},
            "I02": {"verdict": "不适用", "remark": "只换地砖，无涂饰"},
            "I03": {"verdict": "合格"},
            "I04": {"verdict": "合格"},
        },
    }

    def business_date(self) -> date:
        """The day it was accepted."""
        return self.accepted_on

    def title(self) -> str:
        """The project."""
        return f"{self.project}竣工验收"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Finished, accepted, settled."""
        yield from super().malformed(surroundings)
        yield from self.in_order(
            ("actual_end", self.actual_end),
            ("accepted_on", self.accepted_on),
            ("settled_on", self.settled_on),
        )

    @carries_out("R01")
    def accepted_by_others(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Three at least, users among them, somebody who did not handle it, no builder."""
        team = {one.name: one for one in self.team}
        wanting = {
            f"只有{len(team)}人，应≥{TEAM}人": len(team) >= TEAM,
            "没有使用部门": any(one.side == OF_THE_USERS for one in self.team),
            "都是经办人": not all(one.handled for one in self.team),
        }
        for what, is_so in wanting.items():
            if not is_so:
                yield self.finding("R01", "「验收组」", what, "重组验收组后验收")
        for one in self.team:
            if one.side == OF_THE_BUILDER:
                yield self.finding("R01", "「验收组」", f"{one.name}是施工方", "施工方不得为成员")

    @carries_out("R02")
    def paid_for_what_is_done(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nothing is settled before everything passed; delay is written down."""
        if self.settle_amount is not None:
            for number, one in enumerate(self.parts, 1):
                if not one.is_settled:
                    where = f"「验收明细」第 {number} 行"
                    yield self.finding("R02", where, f"{one.item}复验合格前结算", "停付尾款")
            most = self.contract_amount + self.changed_amount
            if self.settle_amount > most:
                what = f"{self.settle_amount}元，超过合同额加批准变更{most}元"
                yield self.finding("R02", "「结算额（元）」", what, "核减，或补办变更审批")
        if self.actual_end > self.planned_end and not self.breach:
            days = (self.actual_end - self.planned_end).days
            what = f"逾期{days}天竣工，没有违约记录"
            yield self.finding("R02", "「违约记录」", what, "按合同记违约后补填")

    @carries_out("R03")
    def assets_get_their_card(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What becomes a fixed asset has its number and value."""
        if self.forms_asset and not (self.asset_in and self.asset_value):
            what = "形成固定资产，没有写编号、金额"
            yield self.finding("R03", "「形成固定资产编号」", what, "建卡后补填")

    @carries_out("G17")
    def the_site_is_clean(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What is not cleaned up is not handed over."""
        if self.cleanup != "完成":
            yield self.finding("G17", "「现场清理」", "没有清理完", "清理后更正")
