"""库房盘点表：期末、年终全面盘点，平时抽盘；盘点时冻结出入库，差异查明原因，审批后调账。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.books import Books, stocks
from checklists.cadence import AtTermEnd, EveryMonth, Together
from checklists.columns import (
    EXAMPLE_PHOTO,
    Acts,
    Carried,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Money,
    Must,
    Number,
    Person,
    Photos,
    Ref,
    RefTo,
    Stage,
    Text,
    When,
)
from checklists.entry import PLAIN, InstrumentEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

STORE = "warehouse_ledger"
WHOLE, SPOT = "全面盘点", "抽盘"
MOST_SHARE = Decimal("0.02")
MOST_AMOUNT = 500
NOTHING = Decimal(0)


class Counted(BaseModel):
    """One thing as it stands in the books and on the shelf."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Ref, RefTo("material"), Label("物品")]
    book_qty: Annotated[Number | None, Carried(), Label("账面数"), Hint("截止时点，按库房台账")] = (
        None
    )
    real_qty: Annotated[Number, Field(ge=0), Label("实盘数"), Hint("≥0")]
    price: Annotated[Money | None, Carried(), Label("单价（元）"), Hint("移动加权")] = None
    reason: Annotated[
        Literal["自然损耗", "计量差", "漏记入库", "漏记出库", "丢失", "损坏", "其他"] | None,
        Label("原因"),
        When("差异≠0"),
        Hint("差异≠0必填"),
    ] = None
    opinion: Annotated[
        Literal["补登", "调账", "赔偿", "报损", "追责"] | None, Label("处理意见"), When("差异≠0")
    ] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def diff(self) -> Annotated[Decimal, Label("差异"), Hint("=实−账")]:
        """More or less than the books say."""
        return self.real_qty - (self.book_qty or NOTHING)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def diff_amount(self) -> Annotated[Decimal, Label("差异金额（元）")]:
        """What the difference is worth."""
        return round(self.diff * (self.price or NOTHING), 2)


class StocktakingRecord(InstrumentEntry):
    """库房盘点表：一个库房一次盘点一份，账面、实盘、差异逐项列出，差异审批后调账。"""

    register = Register(
        title="库房盘点表",
        number="10.4",
        prefix="KFPD",
        cadence=Together(
            "每学期期末、年终全面盘点；月抽盘",
            "放假前10天",
            parts=(
                (WHOLE, AtTermEnd("期末", "放假前10天")),
                (SPOT, EveryMonth("每月", "当月", within=31)),
            ),
        ),
        retention=Retention("10年", 10),
        basis=(
            seen(
                "《行政事业性国有资产管理条例》第三十四条（定期或不定期盘点、对账，盘盈盘亏按规定处理，账实相符、账账相符）、第三十九条；《会计法》第十七条"
            ),
        ),
        signers=(
            Signer("盘点人", column="counter", stage="盘点"),
            Signer("保管员", column="keeper", stage="盘点"),
            Signer("监盘人", column="supervisor", stage="盘点"),
            Signer("总务主任", ("logistics_head",), stage="处理"),
            Signer("校长（差异处理）", ("principal",), condition="有差异", stage="处理"),
        ),
        post="总务主任组织，会计监盘",
        owners=("logistics_head",),
        photos="差异必需",
        followup=("亏损责任 → 赔偿/追责，资产处置",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "盘点期间冻结该库出入库；盘点人≠保管员",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "盘盈盘亏须审批后调账；差异≠0有原因",
            ),
            Rule(
                "R03",
                Severity.WARN,
                "差异率>2%或单项金额>500元",
            ),
        ),
        stages=("盘点", "处理"),
        seeds=(
            Seed(4, "三（三）2", "年终对库房进行盘点，做到帐物相符", 183),
            Seed(3, "二", "确保学校财务管理规范、精细、帐物相符", 107),
            Seed(5, "三3", "账物相符，账账相符，保管责任到人", 255),
        ),
    )

    date: Annotated[Day, Label("日期"), Head()]
    warehouse: Annotated[Text, Label("库房"), Head()]
    type: Annotated[Literal["年终", "期末", "抽盘", "移交"], Label("类型"), Head()]
    counter: Annotated[Person, Label("盘点人"), Head(), Hint("≠保管员")]
    keeper: Annotated[Person, Label("保管员"), Head(), Acts("warehouse_keeper")]
    supervisor: Annotated[Person, Label("监盘人"), Head(), Hint("会计")]
    cutoff: Annotated[Moment, Label("截止时间"), Head(), Hint("此时起冻结出入库")]
    finished_at: Annotated[Moment, Label("结束时间"), Head(), Hint("此时解冻")]
    counts: Annotated[tuple[Counted, ...], Field(min_length=1), Label("盘点明细")]
    photos: Annotated[Photos, Label("差异照片"), When("有差异")] = ()
    settled_on: Annotated[Day | None, Label("处理日期"), Must(), Stage("处理")] = None
    approver: Annotated[
        Person | None, Label("差异批准人"), Stage("处理"), When("有差异"), Hint("校长")
    ] = None
    adjusted_on: Annotated[
        Day | None, Label("调账日期"), Stage("处理"), When("调账时"), Hint("批准之后")
    ] = None

    example = {
        "date": "2026-06-26",
        "warehouse": "总务库房",
        "type": "期末",
        "counter": "董玥",
        "keeper": "陈库",
        "supervisor": "江秋",
        "cutoff": "2026-06-26T08:00:00+08:00",
        "finished_at": "2026-06-26T11:30:00+08:00",
        "counts": [
            {
                "item": "LED灯管 T8 1.2m",
                "book_qty": "84",
                "real_qty": "84",
                "price": "12.50",
            },
            {
                "item": "A4复印纸 70g",
                "book_qty": "55",
                "real_qty": "54",
                "price": "21.00",
                "reason": "漏记出库",
                "opinion": "补登",
            },
        ],
        "photos": [EXAMPLE_PHOTO],
        "settled_on": "2026-06-30",
        "approver": "沈校长",
    }

    def subject(self) -> str:
        """Whole counts are owed every term, spot checks every month; handovers come as they come."""
        return WHOLE if self.type in ("年终", "期末") else self.type

    def title(self) -> str:
        """Store and kind."""
        return f"{self.warehouse}{self.type}盘点"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The principal, where something differs."""
        return frozenset({"校长（差异处理）"} if any(self._differing()) else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Frozen, counted, settled, adjusted."""
        yield from self.in_order(("cutoff", self.cutoff), ("finished_at", self.finished_at))
        yield from self.in_order(
            ("date", self.date), ("settled_on", self.settled_on), ("adjusted_on", self.adjusted_on)
        )

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """账面数 and 单价 are those of the store's ledger before the day it was frozen."""
        before = [one.entry for one in books(STORE) if one.date < self.cutoff.date()]
        stock = stocks(before)
        rows = []
        for number, one in enumerate(self.counts, 1):
            known, where = stock.get((self.warehouse, one.item.id)), f"「盘点明细」第 {number} 行"
            if known is not None:
                booked = self.from_books(
                    f"{where}「账面数」", one.book_qty, known.quantity, fresh=fresh
                )
                average = round(known.price, 2)
                price = self.from_books(f"{where}「单价」", one.price, average, fresh=fresh)
                update = {"book_qty": booked, "price": price}
                rows.append(one.model_copy(update=update))
            else:
                rows.append(one)
        return self.model_copy(update={"counts": tuple(rows)})

    def _differing(self) -> Iterator[tuple[str, Counted]]:
        for number, one in enumerate(self.counts, 1):
            if one.diff != 0:
                yield f"「盘点明细」第 {number} 行", one

    @carries_out("R01")
    def counted_by_another(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who keeps the store does not count it, nor look on."""
        for name in ("counter", "supervisor"):
            if getattr(self, name).id == self.keeper.id:
                where = f"「{self.column(name).label}」"
                yield self.finding("R01", where, "与保管员是同一人", "由另一人盘点、监盘")

    @carries_out("R02")
    def differences_are_settled(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Every difference has a reason; the books follow only what was approved."""
        for where, one in self._differing():
            lacking = [
                label
                for label, said in (("原因", one.reason), ("处理意见", one.opinion))
                if not said
            ]
            if lacking:
                what = f"{one.item.name}差异{one.diff}，没有写{'、'.join(lacking)}"
                yield self.finding("R02", where, what, "查明后补填")
        if self.settled_on is not None and self.approver is None and any(self._differing()):
            yield self.finding("R02", "「差异批准人」", "盘盈盘亏没有审批", "报校长审批后补填")
        if self.adjusted_on is not None and self.approver is None:
            yield self.finding("R02", "「调账日期」", "没有审批就调账", "补办审批")

    @carries_out("R03")
    def differences_are_small(self, surroundings: Surroundings) -> Iterator[Finding]:
        """More than two in a hundred, or more than 500 yuan."""
        for where, one in self._differing():
            share = abs(one.diff) / one.book_qty if one.book_qty else Decimal(1)
            if share > MOST_SHARE:
                what = f"{one.item.name}差异率{share * 100:.1f}%，超过2%"
                yield self.finding("R03", where, what, "说明原因")
            if abs(one.diff_amount) > MOST_AMOUNT:
                what = f"{one.item.name}差异{one.diff_amount}元，超过{MOST_AMOUNT}元"
                yield self.finding("R03", where, what, "说明原因")

    @carries_out("G17")
    def every_thing_has_its_figure(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What the store's ledger does not know is written by hand."""
        for number, one in enumerate(self.counts, 1):
            if one.book_qty is None or one.price is None:
                what = f"{one.item.name}台账没有登记，没有写账面数、单价"
                yield self.finding("G17", f"「盘点明细」第 {number} 行", what, "补填，或先登记入库")

    @carries_out("G18")
    def differences_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """差异必需 photos."""
        if any(self._differing()) and not self.photos:
            yield self.finding("G18", "「差异照片」", "有差异没有照片", "补拍")
