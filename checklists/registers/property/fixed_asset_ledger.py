"""固定资产登记台账（卡片）：一物一卡，验收后建卡，保管人变更办移交，报废清理后保管5年。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, computed_field

from checklists.basis import known, seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Person,
    Photos,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

GIFT = "捐赠"


class Handover(BaseModel):
    """One change of custodian, with somebody looking on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Annotated[Day, Label("移交日期")]
    giver: Annotated[Person, Label("移交人")]
    taker: Annotated[Person, Label("接收人")]
    witness: Annotated[Person, Label("监交人"), Hint("≠移交人、接收人")]


class FixedAssetLedger(RowEntry):
    """固定资产登记台账（卡片）：一物一卡，从取得登记到处置，保管人变更逐次记移交。"""

    register = Register(
        title="固定资产登记台账（卡片）",
        number="10.5",
        prefix="GDZC",
        cadence=OnEvent("按次；年清查", "验收后5个工作日内"),
        retention=Retention("卡片：报废清理后5年", 5, starts="报废清理之日"),
        basis=(
            seen(
                "《行政事业性国有资产管理条例》第十五、三十、三十四、三十五条；会计档案：行政事业单位固定资产卡片——固定资产报废清理后保管5年（79号令）"
            ),
            known(
                "《固定资产等资产基础分类与代码》GB/T 14885-2022；《政府会计准则第3号——固定资产》"
            ),
        ),
        signers=(
            Signer("资产管理员", ("asset_admin",)),
            Signer("使用人", column="custodian"),
            Signer("会计", ("accountant",)),
        ),
        post="资产管理员",
        owners=("asset_admin",),
        photos="必需（资产标签照）",
        followup=("账实不符 → 清查、审批、调账",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "资产台账原值合计=会计账固定资产余额（月对账）；卡片数=实物数",
                needs="balance",
                needs_title="会计账固定资产余额",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "保管人变更须移交单（移交人、接收人、监交人签字）",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "捐赠资产须有协议和评估或发票价",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "验收合格>10天未建卡；已处置仍在用",
            ),
        ),
        seeds=(
            Seed(5, "三3", "搞好新增固定资产的登记工作", 261),
            Seed(4, "三（三）3", "无论固定资产还是易损耗品，均形成档案", 185),
            Seed(2, "三（三）", "加强园产管理，健全园产档案", 81),
            Seed(1, "二（一）2（3）", "进一步完善校产管理制度，做到制度健全，职责明确", 31),
        ),
    )

    unit: Annotated[Text, Label("单位"), Head(), Hint("占有使用单位")]
    registered_on: Annotated[Day, Label("建卡日期"), Head(), Hint("验收后5个工作日内")]
    asset_no: Annotated[Text, Label("资产编号（唯一，二维码）")]
    name: Annotated[Text, Label("名称")]
    gb_code: Annotated[Text, Label("分类代码"), Hint("GB/T 14885")]
    category: Annotated[
        Literal["房屋和构筑物", "设备", "文物和陈列品", "图书和档案", "家具和用具", "特种动植物"],
        Label("大类"),
    ]
    model: Annotated[Text, Label("规格型号/SN")]
    unit_qty: Annotated[Text, Label("单位/数量"), Hint("一物一卡（图书按类）")]
    value: Annotated[Money, Label("原值（元）"), Hint(">0，=验收金额")]
    acquired_on: Annotated[Day, Label("取得日期")]
    way: Annotated[Literal["购置", "调拨", "捐赠", "自建", "盘盈"], Label("取得方式")]
    acceptance_no: Annotated[Text | None, Label("验收单号"), When("购置")] = None
    depreciable_years: Annotated[Count, Label("折旧年限"), Unit("年"), Hint("不提折旧的写0")]
    user_dept: Annotated[Ref, RefTo("dept"), Label("使用部门/房间")]
    custodian: Annotated[Person, Label("保管人"), Hint("建卡时的保管人；变更记移交")]
    voucher: Annotated[Text, Label("凭证号")]
    status: Annotated[Literal["在用", "闲置", "借出", "维修", "待报废", "已处置"], Label("状态")]
    agreement: Annotated[Photos, Label("捐赠协议"), When("捐赠")] = ()
    valuation: Annotated[Photos, Label("评估或发票"), When("捐赠")] = ()
    handovers: Annotated[
        tuple[Handover, ...], Label("移交"), When("保管人变更时"), Hint("三方签字的移交单")
    ] = ()
    photos: Annotated[Photos, Label("资产标签照")] = ()

    example = {
        "unit": "青禾市云溪路小学",
        "registered_on": "2026-03-06",
        "asset_no": "ZC-2026-0031",
        "name": "交互式触控一体机",
        "gb_code": "A02020800",
        "category": "设备",
        "model": "86英寸 SN20260031",
        "unit_qty": "台/1",
        "value": "16800.00",
        "acquired_on": "2026-03-04",
        "way": "购置",
        "acceptance_no": "验〔2026〕5号",
        "depreciable_years": 6,
        "user_dept": "三（2）班",
        "custodian": "王安",
        "voucher": "2026年3月记字18号",
        "status": "在用",
        "photos": [EXAMPLE_PHOTO],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def year(self) -> Annotated[str, Label("年度"), Head()]:
        """Of the card."""
        return f"{self.registered_on.year}年"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def custodian_now(self) -> Annotated[str, Label("现保管人"), Hint("按最后一次移交")]:
        """Whoever took it over last."""
        return self.handovers[-1].taker.name if self.handovers else self.custodian.name

    def title(self) -> str:
        """Number and name."""
        return f"{self.asset_no} {self.name}"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Acquired, put on a card, handed over again and again."""
        yield from self.in_order(
            ("acquired_on", self.acquired_on), ("registered_on", self.registered_on)
        )
        days = [self.acquired_on, *(one.at for one in self.handovers)]
        if days != sorted(days):
            yield Problem("「移交」", "日期倒着走", "按先后登记移交", "handovers")

    @carries_out("R02")
    def handed_over_before_a_witness(self, surroundings: Surroundings) -> Iterator[Finding]:
        """From whom it was with, to somebody else, and a third person looks on."""
        holder = self.custodian
        for number, one in enumerate(self.handovers, 1):
            where = f"「移交」第 {number} 行"
            if one.giver.id != holder.id:
                what = f"移交人是{one.giver.name}，原保管人是{holder.name}"
                yield self.finding("R02", where, what, "补记中间的移交")
            if len({one.giver.id, one.taker.id, one.witness.id}) < 3:
                what = "移交人、接收人、监交人有同一人"
                yield self.finding("R02", where, what, "由三人分别签字")
            holder = one.taker

    @carries_out("R03")
    def gifts_have_papers(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A gift has its agreement and a value somebody vouches for."""
        if self.way == GIFT and not (self.agreement and self.valuation):
            lacking = [name for name in ("agreement", "valuation") if not getattr(self, name)]
            labels = "、".join(self.column(name).label for name in lacking)
            yield self.finding("R03", "「取得方式」", f"捐赠资产缺{labels}", "补齐后补填")

    @carries_out("G17")
    def is_worth_something(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The columns' own conditions: a value, and the slip of what was bought."""
        if self.value == 0:
            yield self.finding("G17", "「原值（元）」", "原值是0", "按验收金额或名义金额1元登记")
        if self.way == "购置" and not self.acceptance_no:
            yield self.finding("G17", "「验收单号」", "购置的没有写验收单号", "补填验收单号")

    @carries_out("G18")
    def label_is_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A picture of the label on the thing."""
        if not self.photos:
            yield self.finding("G18", "「资产标签照」", "没有标签照", "贴标签后补拍")
