"""教科书（免费）征订、到货与发放登记：每学期一份，按年级、科目核对征订、到货、发放和签收，免费教科书盖章、不收费。"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryTerm
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Personal,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
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

FREE = ("国家免费", "地方免费")
STATE, BY_CHOICE = "国家免费", "教辅（自愿）"
SPARE = Limit.of(high="3", evidence="K")
"""Percent of the pupils that may be ordered beside them (可配置)."""
SOON = timedelta(days=3)


class Title(BaseModel):
    """One book of one grade."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    grade: Annotated[Count, Field(ge=1, le=6), Label("年级"), Hint("1–6")]
    subject: Annotated[Text, Label("科目"), Hint("目录内")]
    name: Annotated[Text, Label("书名")]
    edition: Annotated[Text, Label("版本")]
    volume: Annotated[Text, Label("册次")]
    kind: Annotated[
        Literal["国家免费", "地方免费", "循环", "作业本", "教辅（自愿）"], Label("性质")
    ]
    enrolled: Annotated[Count, Label("在籍数"), Hint("按学籍；教辅写自愿户数")]
    spare: Annotated[Count, Label("备用"), Hint("≤在籍的3%")]
    order_qty: Annotated[Count, Label("征订数"), Hint("=在籍+备用（≤3%）")]
    arrived: Annotated[Count, Label("到货数")]
    signed: Annotated[Count, Label("签收人数"), Hint("按学生签收册")]
    for_teachers: Annotated[Count, Label("教师用书")]
    spare_issued: Annotated[Count, Label("备用发放")]
    issued: Annotated[Count, Label("发放数"), Hint("≤到货")]
    stamped: Annotated[
        bool | None,
        Label("已盖“本书由国家免费提供”"),
        When("国家免费的"),
        Hint("国家免费必须为是"),
    ] = None
    charged: Annotated[Money | None, Label("每册收费（元）"), Hint("免费的不得收")] = None
    fee_item: Annotated[
        Ref | None, RefTo("fee_item"), Label("代收费项目"), When("教辅收费的"), Hint("同自愿确认单")
    ] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def left(self) -> Annotated[int, Label("结余/缺书"), Hint("=到货−发放；缺书为负")]:
        """What is over; below nothing, what the pupils lack.

        A pupil without a book is a book that is lacking, however many arrived.
        """
        lacking = self.enrolled - self.signed if self.kind != BY_CHOICE else 0
        return -lacking if lacking > 0 else self.arrived - self.issued


class TextbookDistribution(InstrumentEntry):
    """教科书征订、到货与发放登记：发完后登记，缺书的续填补齐日期。"""

    register = Register(
        title="教科书（免费）征订、到货与发放登记",
        number="11.1",
        prefix="JKSFF",
        cadence=EveryTerm("每学期", "到货当日、开学3日内发完", after=3),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《义务教育法》第三十九条（教科书审定，未经审定不得选用）、第四十一条（鼓励循环使用）、第四十四条（家庭经济困难学生免费提供教科书）、第二十五条（不得推销）"
            ),
            known("现行政策城乡义务教育学生免费提供国家规定课程教科书；教辅“一科一辅、自愿购买”"),
        ),
        signers=(
            Signer("班主任（领）", ("homeroom",), stage="发放"),
            Signer("教材员", ("textbook_admin", "librarian", "logistics_clerk"), stage="发放"),
            Signer("学生（花名册）", condition="在签收册上签名"),
            Signer("家长（免费告知可选）", condition="告知家长时"),
        ),  # 班主任(领)→教材员→学生(花名册)→家长(免费告知可选)
        post="教务/总务教材管理员",
        owners=("textbook_admin",),
        photos="盖章样页1张",
        followup=("缺书 → 循环书或复印应急，3日内解决",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "征订数=学籍在籍数+备用；发放数=签收人数+教师用书+备用；国家免费不得收费（与收费表互斥）",
            ),
            Rule("R02", Severity.BLOCK, "教辅收费必须关联代收费自愿书；未自愿不得发放收费"),
            Rule("R03", Severity.WARN, "到货<征订或缺书>0→补书跟踪；发放在开学3日后"),
            Rule("R04", Severity.WARN, "含外包膜与教辅捆绑、指定购买"),
        ),
        stages=("发放", "补书"),
        seeds=(
            Seed(
                5,
                "三3",
                "加强免费教科书的发放工作，在国家提供的免费教科书上盖上“本书由国家免费提供”的印章",
                265,
            ),
            Seed(5, "三3", "对学生的课本、作业本要做到生生上课有教材，作业有本子", 265),
            Seed(4, "三（四）2", "做好新书订购工作，备品采购工作", 191),
        ),
        applies=("小学",),
    )

    term: Annotated[Text, Label("学年学期"), Head()]
    order_no: Annotated[Text, Label("征订单号"), Head()]
    supplier: Annotated[Ref, RefTo("supplier"), Label("发行单位"), Head()]
    arrive_on: Annotated[Day, Label("到货日期"), Head()]
    opened_on: Annotated[PlannedDay, Label("开学日期"), Head()]
    issued_on: Annotated[Day, Label("发放完成日期"), Head(), Hint("开学3日内")]
    books: Annotated[tuple[Title, ...], Field(min_length=1), Label("书目")]
    bundled: Annotated[bool, Label("外包膜与教辅捆绑"), Hint("不得捆绑")]
    designated: Annotated[bool, Label("指定购买"), Hint("不得指定品牌、网点、平台")]
    sign_list: Annotated[Photos, Label("学生签收册"), Personal(), Must(), Hint("逐人签收")] = ()
    photos: Annotated[Photos, Label("盖章样页"), When("有国家免费教科书")] = ()
    told_parents: Annotated[bool | None, Label("已告知家长免费"), Hint("可选")] = None
    makeup: Annotated[
        Note | None, Label("补书措施"), When("缺书"), Hint("循环书或复印应急，3日内解决")
    ] = None
    makeup_on: Annotated[
        Day | None, Label("补齐日期"), Stage("补书"), When("缺书"), Hint("≥发放完成日期")
    ] = None

    own_limits = {"spare": ("备用比例（%）", SPARE)}

    example = {
        "term": "2025-2026学年第二学期",
        "order_no": "征订2026春-017",
        "supplier": "青禾新华书店",
        "arrive_on": "2026-02-27",
        "opened_on": "2026-03-02",
        "issued_on": "2026-03-03",
        "books": [
            {
                "grade": 3,
                "subject": "语文",
                "name": "语文",
                "edition": "统编版",
                "volume": "三年级下册",
                "kind": "国家免费",
                "enrolled": 126,
                "spare": 3,
                "order_qty": 129,
                "arrived": 129,
                "signed": 126,
                "for_teachers": 0,
                "spare_issued": 1,
                "issued": 127,
                "stamped": True,
            },
            {
                "grade": 3,
                "subject": "数学",
                "name": "作业本 数学",
                "edition": "县统一",
                "volume": "三年级下册",
                "kind": "作业本",
                "enrolled": 126,
                "spare": 3,
                "order_qty": 129,
                "arrived": 129,
                "signed": 126,
                "for_teachers": 3,
                "spare_issued": 0,
                "issued": 129,
            },
        ],
        "bundled": False,
        "designated": False,
        "sign_list": [EXAMPLE_PHOTO],
        "photos": [EXAMPLE_PHOTO],
        "told_parents": True,
    }

    def title(self) -> str:
        """Term."""
        return f"{self.term}教科书发放"

    def business_date(self) -> date:
        """The day all was given out."""
        return self.issued_on

    @property
    def lacks(self) -> bool:
        """Whether a pupil is without a book."""
        return any(one.left < 0 for one in self.books)

    def missing(self, stage: str) -> Iterator[Problem]:
        """Where books lacked, the day on which nobody does any more."""
        yield from super().missing(stage)
        if stage == "补书" and self.lacks and self.makeup_on is None:
            yield Problem("「补齐日期」", "没有填写", "补齐后补上", "makeup_on")

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Arrived, given out, made up."""
        yield from self.in_order(
            ("arrive_on", self.arrive_on),
            ("issued_on", self.issued_on),
            ("makeup_on", self.makeup_on),
        )

    def _lines(self, name: str) -> Iterator[tuple[str, Title]]:
        label = next(one.label for one in self.column("books").rows if one.name == name)
        for number, one in enumerate(self.books, 1):
            yield f"「书目」第 {number} 行「{label}」", one

    @carries_out("R01")
    def ordered_by_the_roll(self, surroundings: Surroundings) -> Iterator[Finding]:
        """As many as pupils, and a few to spare."""
        bound = surroundings.limits.get(f"{self.slug}.spare", SPARE)
        for where, one in self._lines("order_qty"):
            if one.order_qty != one.enrolled + one.spare:
                what = f"{one.name}征订{one.order_qty}，在籍{one.enrolled}+备用{one.spare}"
                yield self.finding("R01", where, what, "核对学籍，更正征订数")
        for where, one in self._lines("spare"):
            share = Decimal(100 * one.spare) / one.enrolled if one.enrolled else Decimal(0)
            if not bound.holds(share):
                what = f"{one.name}备用{one.spare}册，占在籍{share:.1f}%，应不超过{bound.high}%"
                yield self.finding("R01", where, what, "核减备用")

    @carries_out("R01")
    def given_out_by_the_list(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What went out was signed for, is with teachers, or was spare; no more than arrived."""
        for where, one in self._lines("issued"):
            said = one.signed + one.for_teachers + one.spare_issued
            if one.issued != said:
                what = f"{one.name}发放{one.issued}，签收{one.signed}+教师{one.for_teachers}+备用{one.spare_issued}"
                yield self.finding("R01", where, what, "核对签收册")
            if one.issued > one.arrived:
                what = f"{one.name}发放{one.issued}，到货只有{one.arrived}"
                yield self.finding("R01", where, what, "核对数量")

    @carries_out("R01")
    def free_books_are_free(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nothing is charged for what the state or the place gives; the stamp says so."""
        for where, one in self._lines("charged"):
            if one.charged and one.kind in (*FREE, "循环"):
                what = f"{one.name}是{one.kind}教科书，每册收了{one.charged}元"
                yield self.finding("R01", where, what, "停收，全额清退")
        for where, one in self._lines("stamped"):
            if one.kind == STATE and not one.stamped:
                yield self.finding("R01", where, f"{one.name}没有盖章", "盖章后更正")

    @carries_out("R02")
    def aids_are_by_choice(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A charge for a teaching aid rests on consents."""
        for where, one in self._lines("fee_item"):
            if one.kind == BY_CHOICE and one.charged and one.fee_item is None:
                what = f"{one.name}收费，没有写代收费项目"
                yield self.finding("R02", where, what, "补填；没有家长自愿确认的清退")

    @carries_out("R03")
    def nobody_waits_for_a_book(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Too few arrived, a pupil lacks a book, or it took more than three days."""
        for where, one in self._lines("arrived"):
            if one.arrived < one.order_qty:
                what = f"{one.name}到货{one.arrived}，征订{one.order_qty}"
                yield self.finding("R03", where, what, "向发行单位追补")
        for where, one in self._lines("left"):
            if one.left < 0:
                what = f"{one.name}缺{-one.left}册"
                yield self.finding("R03", where, what, "循环书或复印应急，3日内解决")
        if self.issued_on > self.opened_on + SOON:
            days = (self.issued_on - self.opened_on).days
            yield self.finding("R03", "「发放完成日期」", f"开学{days}天后才发完", "说明原因")

    @carries_out("R04")
    def nothing_comes_with_it(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No covers or aids in the bundle, no shop named."""
        for name, advice in (("bundled", "拆开，自愿选购"), ("designated", "取消指定")):
            if getattr(self, name):
                yield self.finding("R04", f"「{self.column(name).label}」", "有这种情况", advice)

    @carries_out("G17")
    def lacking_books_are_followed_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What is done meanwhile."""
        if self.lacks and not self.makeup:
            yield self.finding("G17", "「补书措施」", "缺书没有写措施", "补填")

    @carries_out("G18")
    def stamp_is_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """One page with the stamp."""
        if not self.photos and any(one.kind == STATE for one in self.books):
            yield self.finding("G18", "「盖章样页」", "没有盖章样页照片", "补拍1张")
