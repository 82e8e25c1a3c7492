"""水电气暖抄表与节能记录：每月1日前后逐表抄读数、拍表底，账单来了再对账，用量和差额由系统算。"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, computed_field

from checklists.basis import seen
from checklists.books import Books
from checklists.cadence import EveryMonth
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Must,
    Number,
    Person,
    Photos,
    Ref,
    RefTo,
    Stage,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict

DAYS_OFF = 1
BOTH_METERS = 2
"""Pictures when a meter is replaced: of the old one and of the new."""
CENT = Decimal("0.01")

Reading = Annotated[Number, Field(ge=0, max_digits=12)]


class UtilityMeterRecord(RowEntry):
    """水电气暖抄表与节能记录：一只表一个月一行，换表的录旧表止数和新表起数。"""

    register = Register(
        title="水电气暖抄表与节能记录",
        number="8.1",
        prefix="NHCB",
        cadence=EveryMonth("每月（重点表每周）", "每月1日±1天", within=2),
        retention=Retention("10年（能耗统计台账建议）", 10, recommended=True),
        basis=(
            seen(
                "《公共机构节能条例》第十四条（分户、分类、分项计量）、第十五条（专人统计、建立统计台账，每年3月31日前报送上一年度能源消费状况报告）、第二十九、三十条"
            ),
        ),
        signers=(
            Signer("抄表人", ("electrician", "logistics_clerk"), column="reader", stage="抄表"),
            Signer("总务主任", ("logistics_head",), stage="抄表"),
            Signer("会计", ("accountant",), stage="对账"),
        ),
        post="水电工",
        owners=("electrician",),
        photos="表底照必需",
        followup=("异常 → 查漏工单；浪费行为 → 通报",),
        rules=(
            Rule("R01", Severity.BLOCK, "本期≥上期；换表须录旧表止数、新表起数和照片"),
            Rule("R02", Severity.BLOCK, "抄表日在每月1日±1天；读数照片必有且含表号"),
            Rule("R03", Severity.WARN, "环比或同比±30%；夜间最小流量>0（疑漏）；账实差>3%"),
        ),
        stages=("抄表", "对账"),
        seeds=(
            Seed(2, "三（三）", "积极倡导节约水、电、煤气、材料等，减少浪费", 83),
            Seed(3, "三（五）", "管好水、电，协助学校教育全体师生养成节约用水、用电的习惯", 149),
            Seed(4, "三（四）6", "把节水节电放在后勤工作的首位", 199),
            Seed(4, "三（四）6", "杜绝长流水和长明灯", 199),
        ),
    )

    read_on: Annotated[Day, Label("抄表日期"), Head(), Hint("每月1日±1天")]
    reader: Annotated[Person, Label("抄表人"), Head()]
    people: Annotated[Count, Label("用能人数"), Unit("人"), Head()]
    area: Annotated[Number, Field(ge=0), Label("建筑面积"), Unit("m²"), Head()]
    meter: Annotated[Ref, RefTo("meter"), Label("表号")]
    kind: Annotated[Literal["水", "电", "燃气", "热力", "柴油"], Label("种类")]
    ratio: Annotated[
        Number, Field(gt=0), Label("倍率"), Limit.of(low="1", evidence="建议值"), Hint("≥1")
    ]
    last: Annotated[
        Reading | None, Label("上期读数"), Must(), Hint("=上期本次，由系统接上；首次抄表自己填")
    ] = None
    this: Annotated[Reading, Label("本期读数"), Hint("≥上期（换表除外）")]
    replaced: Annotated[bool, Label("本期换表")] = False
    old_end: Annotated[Reading | None, Label("旧表止数"), When("换表时")] = None
    new_start: Annotated[Reading | None, Label("新表起数"), When("换表时")] = None
    price: Annotated[Number, Field(ge=0, decimal_places=4), Label("单价"), Unit("元")]
    night_flow: Annotated[
        Number | None,
        Field(ge=0),
        Label("夜间最小流量"),
        Hint(">0疑漏"),
        Limit.of(high="0", evidence="建议值"),
    ] = None
    photos: Annotated[Photos, Label("表底照片"), Hint("含表号")] = ()
    number_shown: Annotated[bool, Label("照片含表号")] = False
    bill: Annotated[
        Number | None,
        Field(ge=0),
        Label("供应单位账单用量/金额"),
        Must(),
        Stage("对账"),
        Hint("此栏填用量"),
    ] = None
    bill_cost: Annotated[
        Number | None,
        Field(ge=0),
        Label("账单金额"),
        Unit("元"),
        Must(),
        Stage("对账"),
    ] = None

    example = {
        "read_on": "2026-04-01",
        "reader": "赵工",
        "people": 640,
        "area": "5200",
        "meter": "D-01 教学楼总表",
        "kind": "电",
        "ratio": "40",
        "last": "1203.50",
        "this": "1298.75",
        "price": "0.5480",
        "photos": [EXAMPLE_PHOTO],
        "number_shown": True,
        "bill": "3820",
        "bill_cost": "2093.36",
    }

    @property
    def first_of_month(self) -> date:
        """The first of a month the reading stands for: the nearest."""
        begin = self.read_on.replace(day=1)
        following = (begin + timedelta(days=32)).replace(day=1)
        return min(begin, following, key=lambda one: abs(one - self.read_on))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def month(self) -> Annotated[str, Label("月份"), Head(), Hint("用能的月份")]:
        """The month before the reading, as 2026-03."""
        return f"{self.first_of_month - timedelta(days=1):%Y-%m}"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def usage(self) -> Annotated[Decimal, Label("用量"), Hint("=（本−上）×倍率")]:
        """What went through, over both meters when one was replaced."""
        begun = self.this if self.last is None else self.last
        passed = self.this - begun
        if self.replaced and self.old_end is not None and self.new_start is not None:
            passed = self.old_end - begun + self.this - self.new_start
        return passed * self.ratio

    @computed_field  # type: ignore[prop-decorator]
    @property
    def cost(self) -> Annotated[Decimal, Label("金额"), Unit("元"), Hint("=用量×单价")]:
        """To the cent."""
        return (self.usage * self.price).quantize(CENT, ROUND_HALF_UP)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def diff(
        self,
    ) -> Annotated[
        Decimal | None,
        Label("账实差"),
        Unit("%"),
        Limit.of(high="3", evidence="建议值"),
        Hint("≤3%"),
    ]:
        """Difference between reading and bill in per cent of the bill, without its sign."""
        if not self.bill:
            return None
        return (abs(self.usage - self.bill) / self.bill * 100).quantize(CENT, ROUND_HALF_UP)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def per_capita(self) -> Annotated[Decimal | None, Label("人均用量")]:
        """Usage a head."""
        return (self.usage / self.people).quantize(CENT, ROUND_HALF_UP) if self.people else None

    def title(self) -> str:
        """Month and meter."""
        return f"{self.month} {self.meter.name}{self.kind}表"

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """上期读数 is what the meter showed the last time it was read."""
        before = [
            one.entry for one in books(self.slug) if one.entry["meter"]["id"] == self.meter.id
        ]
        if not before:
            return self
        known = Decimal(before[-1]["this"])
        return self.model_copy(
            update={"last": self.from_books("「上期读数」", self.last, known, fresh=fresh)}
        )

    @carries_out("R01")
    def readings_run_on(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Forward, unless the meter was replaced; then both meters are read."""
        if self.replaced:
            for name in ("old_end", "new_start"):
                if getattr(self, name) is None:
                    where = f"「{self.column(name).label}」"
                    yield self.finding("R01", where, "换表没有填写", "补填并拍照")
            if len(self.photos) < BOTH_METERS:
                what = f"换表只有{len(self.photos)}张照片"
                yield self.finding("R01", "「表底照片」", what, "旧表止数、新表起数各拍1张")
        elif self.last is not None and self.this < self.last:
            what = f"本期{self.this}小于上期{self.last}"
            yield self.finding("R01", "「本期读数」", what, "核对表底；换表的填“本期换表”")
        if self.usage < 0 and self.replaced:
            yield self.finding("R01", "「用量」", f"换表后用量{self.usage}", "核对止数、起数")

    @carries_out("R02")
    def read_on_the_first(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Within a day of the first, with a photo that shows the meter's number."""
        days = abs((self.read_on - self.first_of_month).days)
        if days > DAYS_OFF:
            what = f"{self.read_on}抄表，离{self.first_of_month:%m月%d日}{days}天"
            yield self.finding("R02", "「抄表日期」", what, "说明原因；按日折算后注明")
        if not self.photos or not self.number_shown:
            what = "没有表底照片" if not self.photos else "照片里没有表号"
            yield self.finding("R02", "「表底照片」", what, "补拍读数和表号")

    @carries_out("R03")
    def leaks_and_bills(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Water running at night, a bill that says otherwise."""
        failed = {
            one.key.rpartition(".")[2]
            for one in self.judgements(surroundings)
            if one.verdict is Verdict.FAIL
        }
        if "night_flow" in failed:
            what = f"夜间最小流量{self.night_flow}，疑似漏损"
            yield self.finding("R03", "「夜间最小流量」", what, "开查漏工单")
        if "diff" in failed:
            what = f"账实差{self.diff}%，超过3%"
            yield self.finding("R03", "「账实差」", what, "与供应单位核对")
