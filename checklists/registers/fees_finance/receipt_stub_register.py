"""财政票据领用核销登记：一本一行，按号领用、按序开具，每月核销；没用完的，下月从下一号另起一行。"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, computed_field

from checklists.amounts import AmountError, capital, parse_capital
from checklists.basis import known, seen
from checklists.cadence import OnEvent
from checklists.columns import (
    Acts,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Person,
    Stage,
    Text,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.receipts import NONE, Span, listed, overlaps, span
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

HALF_A_YEAR = timedelta(days=183)
MOST_VOID = Decimal("0.03")


class Face(BaseModel):
    """One stub, held against its book."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    no: Annotated[Text, Label("票据号")]
    amount: Annotated[Money, Label("小写金额（元）")]
    written: Annotated[Text, Label("大写金额"), Hint("照票面抄录，不改写")]


class ReceiptStubRegister(RowEntry):
    """财政票据领用核销登记：领用时登记起止号，开具后续填份数金额，核销时逐张核对。"""

    register = Register(
        title="财政票据（收据）领用核销登记",
        number="12.3",
        prefix="PJHX",
        cadence=OnEvent("领用、开具每日、核销每月", "当日"),
        retention=Retention("存根5年", 5),
        basis=(
            seen(
                "财政票据规定（深圳财政局解答）：填写字迹清楚、内容完整真实、印章齐全、各联次一致；填错另行填写；作废加盖作废戳记并保存各联次；不得转让、出借、代开、买卖、擅自销毁、涂改；存根保存期一般5年，期满报财政部门查验后销毁"
            ),
            known("《财政票据管理办法》（财政部令第70号公布、第104号修改）；财政电子票据全国推广"),
            seen("《会计法》第十四条（原始凭证不得涂改；金额错误由出具单位重开）"),
        ),
        signers=(
            Signer("领用人", column="user", stage="领用"),
            Signer("票据管理员", column="keeper", stage="开具"),
            Signer("会计核销", column="checker", stage="核销"),
        ),  # 领用人→票据管理员→会计核销
        post="票据管理员（会计，≠收费员）",
        owners=("receipt_admin",),
        photos="不需要",
        followup=("丢失 → 登报声明、报告财政部门[K]，责任认定",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "已用+作废+结余=总份数；号码连续不缺不重；按序使用（允许跳号须登记）",
            ),
            Rule("R02", Severity.BLOCK, "开票金额合计=收费日结金额；票面大写=小写"),
            Rule("R03", Severity.BLOCK, "收费员≠票据管理员≠核销人；作废须全联次齐"),
            Rule("R04", Severity.WARN, "单本使用>6个月；作废率>3%"),
        ),
        stages=("领用", "开具", "核销"),
        seeds=(
            Seed(
                5,
                "三1",
                "票据书写认真，项目清楚，大小写规范，金额准确，收多少写多少，严禁打白条或不开票",
                243,
            ),
            Seed(5, "三2", "学校所有的收费要及时进库入账", 249),
        ),
    )

    type: Annotated[
        Literal[
            "非税收入票据（一般缴款书）",
            "资金往来结算票据",
            "公益事业捐赠统一票据",
            "财政电子票据",
        ],
        Label("票据种类"),
        Head(),
    ]
    year: Annotated[Text, Label("年度"), Head()]
    date: Annotated[Day, Label("登记日期")]
    batch: Annotated[Text, Label("批次代码")]
    no_from: Annotated[Text, Label("起始号码"), Hint("止≥起，连号；续用的写下一张未用号码")]
    no_to: Annotated[Text, Label("终止号码"), Hint("止≥起，连号")]
    drawn_on: Annotated[Day, Label("本册领用日期"), Hint("续用的照原日期")]
    user: Annotated[Person, Label("领用人"), Acts("cashier", "R03"), Hint("收费员，≠核销人")]
    keeper: Annotated[Person, Label("票据管理员"), Acts("receipt_admin", "R03"), Hint("≠收费员")]
    issued: Annotated[Count | None, Label("已用份数"), Must(), Stage("开具")] = None
    void: Annotated[
        Text | None,
        Label("作废份数（号码）"),
        Must(),
        Stage("开具"),
        Hint("写号码，用、隔开，没有写“无”；全联次齐"),
    ] = None
    void_copies: Annotated[
        bool | None, Label("作废票各联次齐全"), Stage("开具"), When("有作废"), Hint("加盖作废戳记")
    ] = None
    skipped: Annotated[
        Text | None, Label("跳号"), Stage("开具"), When("没有按序使用"), Hint("写号码，用、隔开")
    ] = None
    skip_reason: Annotated[Note | None, Label("跳号原因"), Stage("开具"), When("有跳号")] = None
    next_no: Annotated[
        Text | None,
        Label("下一张未用号码"),
        Must(),
        Stage("开具"),
        Hint("照实物写；整本用完写“无”"),
    ] = None
    amount: Annotated[
        Money | None, Label("开票金额合计（元）"), Must(), Stage("开具"), Hint("=Σ票面")
    ] = None
    faces: Annotated[
        tuple[Face, ...], Label("票面核对"), Must(), Stage("核销"), Hint("逐张核对大小写")
    ] = ()
    check_on: Annotated[Day | None, Label("核销日期"), Must(), Stage("核销")] = None
    checker: Annotated[Person | None, Label("核销人"), Must(), Stage("核销"), Hint("≠收费员")] = (
        None
    )

    example = {
        "type": "资金往来结算票据",
        "year": "2026",
        "date": "2026-03-02",
        "batch": "1062026",
        "no_from": "0012031",
        "no_to": "0012080",
        "drawn_on": "2026-03-02",
        "user": "许收",
        "keeper": "江秋",
        "issued": 3,
        "void": "无",
        "next_no": "0012034",
        "amount": "900.00",
        "faces": [
            {"no": "0012031", "amount": "300.00", "written": "人民币叁佰元整"},
            {"no": "0012032", "amount": "300.00", "written": "叁佰圆正"},
            {"no": "0012033", "amount": "300.00", "written": "人民币叁佰元整"},
        ],
        "check_on": "2026-03-31",
        "checker": "沈校长",
    }

    # ---- counted

    @property
    def book(self) -> Span | None:
        """From the first number to the last."""
        return span(self.no_from, self.no_to)

    @property
    def used(self) -> Span | None:
        """What was used so far: up to the number before the next; None before anything was."""
        if self.book is None or self.next_no is None:
            return None
        if self.next_no.strip() == NONE:
            return self.book
        up_to = span(self.no_from, self.next_no)
        if up_to is None or up_to.count == 1:
            return None
        return Span(up_to.prefix, up_to.first, up_to.last - 1, up_to.width)

    @property
    def total(self) -> int:
        """Receipts of this line."""
        return self.book.count if self.book else 0

    @property
    def void_count(self) -> int:
        """How many numbers stand under 作废."""
        return _count(self.void)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def left(self) -> Annotated[int | None, Label("结余份数"), Hint("=起止数−已用−作废")]:
        """What is not used; open until somebody says what is."""
        return None if self.issued is None else self.total - self.issued - self.void_count

    def title(self) -> str:
        """Kind and numbers."""
        return f"{self.type}{self.no_from}—{self.no_to}"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Numbers that can be counted; drawn, then checked."""
        if self.book is None:
            what = f"“{self.no_from}”到“{self.no_to}”数不出份数"
            yield Problem("「起始号码」", what, "起止号位数相同，止号≥起号", "no_from")
        for name in ("void", "skipped"):
            text = getattr(self, name)
            if text is not None and listed(text) is None:
                where = f"「{self.column(name).label}」"
                yield Problem(where, f"“{text}”读不出号码", "写号码，用、隔开，没有写“无”", name)
        if self.next_no and self.next_no.strip() != NONE and not span(self.no_from, self.next_no):
            what = f"“{self.next_no}”不接着起始号码"
            yield Problem("「下一张未用号码」", what, "照实物写号码；用完写“无”", "next_no")
        yield from self.in_order(("drawn_on", self.drawn_on), ("check_on", self.check_on))

    # ---- rules

    @carries_out("R01")
    def numbers_add_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """已用+作废+结余=总份数, and nothing missing between the first number and the next."""
        if self.left is not None and self.left < 0:
            what = f"已用{self.issued}+作废{self.void_count}，多于总份数{self.total}"
            yield self.finding("R01", "「结余份数」", what, "核对号码")
        if self.issued is None or self.next_no is None:
            return
        gone = self.used.count if self.used else 0
        said = self.issued + self.void_count + _count(self.skipped)
        if gone > self.total:
            yield self.finding("R01", "「下一张未用号码」", "在终止号码之后", "核对实物")
        elif gone != said:
            what = f"起号到下一号之间{gone}份，已用+作废+跳号{said}份，差{gone - said}份"
            yield self.finding("R01", "「下一张未用号码」", what, "查找缺号，跳号的登记")

    @carries_out("R01")
    def lists_are_of_this_book(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What is void or skipped is of this book, and stands under one of them, once."""
        both = [(one, name) for name in ("void", "skipped") for one in self._listed(name)]
        for one, name in both:
            if self.book is not None and not self.book.covers(one):
                where = f"「{self.column(name).label}」"
                yield self.finding("R01", where, f"{one}不在本册起止号内", "核对号码")
        for _, (again, name) in overlaps(both):
            where = f"「{self.column(name).label}」"
            yield self.finding("R01", where, f"{again}重复登记", "核对号码")
        if self._listed("skipped") and not self.skip_reason:
            yield self.finding("R01", "「跳号原因」", "有跳号，没有登记原因", "补填")

    def _listed(self, name: str) -> tuple[Span, ...]:
        return listed(getattr(self, name) or NONE) or ()

    @carries_out("R02")
    def faces_are_written_right(self, surroundings: Surroundings) -> Iterator[Finding]:
        """票面大写=小写; all stubs together are the sum that was issued."""
        for number, face in enumerate(self.faces, 1):
            where = f"「票面核对」第 {number} 行「大写金额」"
            right = capital(face.amount)
            try:
                wrong = parse_capital(face.written) != face.amount * 100
            except AmountError:
                wrong = True
            if wrong:
                what = f"{face.no}大写“{face.written}”，小写{face.amount}元（应写{right}）"
                yield self.finding("R02", where, what, "作废重开，不得涂改")
        if self.faces and self.issued is not None and self.amount is not None:
            yield from self._faces_in_sum(self.issued, self.amount)

    def _faces_in_sum(self, issued: int, amount: Decimal) -> Iterator[Finding]:
        if len(self.faces) != issued:
            what = f"已用{issued}份，只核对了{len(self.faces)}份"
            yield self.finding("R02", "「票面核对」", what, "逐张核对")
            return
        total = sum((one.amount for one in self.faces), Decimal())
        if total != amount:
            what = f"Σ票面{total}元，开票金额合计{amount}元，差{amount - total}元"
            yield self.finding("R02", "「开票金额合计（元）」", what, "核对存根")

    @carries_out("R03")
    def three_people(self, surroundings: Surroundings) -> Iterator[Finding]:
        """收费员, 票据管理员 and 核销人 are three people; void receipts are whole."""
        for role, person in (("领用人", self.user), ("票据管理员", self.keeper)):
            if self.checker is not None and self.checker.id == person.id:
                yield self.finding("R03", "「核销人」", f"与{role}是同一人", "由另一人担任")
        if self.void_count and not self.void_copies:
            what = "作废票联次不齐" if self.void_copies is False else "没有写作废票联次"
            yield self.finding("R03", "「作废票各联次齐全」", what, "查找联次，写明情况")

    @carries_out("R04")
    def not_too_long_nor_too_many_void(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Half a year with one book; three in a hundred void."""
        if self.check_on is not None and self.check_on - self.drawn_on > HALF_A_YEAR:
            days = (self.check_on - self.drawn_on).days
            yield self.finding("R04", "「核销日期」", f"本册使用{days}天，超过6个月", "说明原因")
        written = (self.issued or 0) + self.void_count
        if written and Decimal(self.void_count) / written > MOST_VOID:
            rate = Decimal(100 * self.void_count) / written
            what = f"作废{self.void_count}份，占{rate:.1f}%，超过3%"
            yield self.finding("R04", "「作废份数（号码）」", what, "说明原因")


def _count(text: str | None) -> int:
    """Numbers in a list; none where it cannot be read, which is refused elsewhere."""
    return sum(one.count for one in listed(text or NONE) or ())
