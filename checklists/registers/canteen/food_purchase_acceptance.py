"""食材采购进货查验（验收）台账：一次送货一份，双人查票、看货、量温，逐品种收货或拒收。"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Acts,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Money,
    Number,
    Person,
    Personal,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.entry import InstrumentEntry, effective
from checklists.errors import Problem
from checklists.foods import forbidden_food
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Judgement, Verdict

CENT = Decimal("0.01")
TAKEN = "收货"
CHILLED = Limit.of("0", "8")
MEAT, MEAT_PAPERS = "畜禽肉", ("动物检疫合格证", "肉品品质检验证")
PHOTOS_A_DELIVERY = 3
OFF_POSTED = Decimal("0.15")


class Line(BaseModel):
    """One food of a delivery."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[Ref, RefTo("food"), Label("食品名称"), Hint("命中禁用清单即阻断")]
    category: Annotated[
        Literal[
            "米面油",
            "畜禽肉",
            "水产",
            "蛋",
            "奶",
            "豆制品",
            "蔬菜",
            "水果",
            "调味品",
            "冻品",
            "添加剂",
            "一次性餐具",
            "洗消用品",
        ],
        Label("类别"),
    ]
    spec: Annotated[Text, Label("规格")]
    qty: Annotated[Number, Field(gt=0), Label("数量")]
    unit: Annotated[Literal["kg", "g", "L", "袋", "桶", "箱", "个"], Label("单位")]
    price: Annotated[Money, Label("单价（元）")]
    posted: Annotated[Money | None, Label("公示价（元）"), When("当地有公示价时")] = None
    batch: Annotated[Text, Label("生产批号/生产日期"), Hint("≤进货日期")]
    made_on: Annotated[PlannedDay | None, Label("生产日期"), When("标有生产日期")] = None
    shelf_life: Annotated[PlannedDay, Label("保质期（天）/到期日"), Hint(">进货日期；剩余<1/3提示")]
    certs: Annotated[
        tuple[
            Literal[
                "合格证",
                "检验报告",
                "动物检疫合格证",
                "肉品品质检验证",
                "承诺达标合格证",
                "非疫区证明",
            ],
            ...,
        ],
        Label("随货凭证"),
        Hint("畜禽肉必须两证"),
    ]
    sense: Annotated[Literal["合格", "不合格"], Label("感官查验"), Hint("色泽、气味、包装、标签")]
    chilled: Annotated[Literal["常温", "冷藏", "冷冻"], Label("贮存条件")] = "常温"
    temp: Annotated[
        Number | None, Label("到货温度"), Unit("℃"), When("冷藏品"), Hint("冷藏品0–8；冻品无解冻")
    ] = None
    verdict_: Annotated[Literal["收货", "拒收退回", "就地销毁"], Label("结论")]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount(self) -> Annotated[Decimal, Label("金额（元）")]:
        """Quantity times price, rounded to the cent."""
        return (self.qty * self.price).quantize(CENT, ROUND_HALF_UP)


class FoodPurchaseAcceptance(InstrumentEntry):
    """食材采购进货查验（验收）台账：一次送货一份，逐品种查验。"""

    register = Register(
        title="食材采购进货查验（验收）台账",
        number="5.3",
        prefix="JH",
        cadence=OnEvent("每批（每日）", "入库前"),
        retention=Retention(
            "保质期满后≥6个月；无明确保质期≥2年", 2, starts="保质期满；无明确保质期的自进货之日"
        ),
        basis=(
            seen(
                "《食品安全法》第五十、五十三、五十五条（查验许可证和合格证明；如实记录名称、规格、数量、生产日期或批号、保质期、进货日期、供货者名称地址联系方式；保存期限）；《食品安全法实施条例》第十八、二十八条"
            ),
            seen(
                "《学校食堂大宗食材采购验收管理工作指引》（教体艺厅函〔2025〕30号）：双人或多人联检、集体验收、公开透明；禁止采购或不合格食材当场退回或销毁；建立大宗食材管理档案"
            ),
            seen(
                "《中小学校园食品安全和膳食经费管理工作指引》（教育部2024-11）：双人或多人联检查验"
            ),
        ),
        signers=(
            Signer("送货人", ("contractor",), condition="送货人当场签字时"),
            Signer("验收员1", column="accept1"),
            Signer("验收员2", column="accept2"),
            Signer("食品安全员", ("food_officer",)),
        ),
        post="验收员（双人或多人联检）",
        owners=("acceptor",),
        photos="必需（实物、票据、检疫证各1张）",
        followup=(
            "拒收/销毁 → 供应商记分，拍照留存，3次清退",
            "抽检不合格 → 追溯同批次已用餐次，启动召回与报告",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "验收员1≠验收员2；验收人≠采购员；两人签名时间差≤10分钟且与送货时间同日",
            ),
            Rule("R02", Severity.BLOCK, "供应商不在准入名单、许可证过期→阻断"),
            Rule("R03", Severity.BLOCK, "生产日期≤进货日期<到期日；到期日<进货日期→只能拒收"),
            Rule(
                "R04",
                Severity.BLOCK,
                "金额=数量×单价（分以下四舍五入，允许±0.01）；合计=Σ金额=送货单金额",
            ),
            Rule(
                "R05",
                Severity.BLOCK,
                "禁用清单：发芽土豆、四季豆、鲜黄花菜、野生蘑菇、亚硝酸盐、散装熟食、生食、冷荤、裱花蛋糕等（45号令+地方清单，可配置）",
            ),
            Rule(
                "R06",
                Severity.WARN,
                "单价偏离近30日均价或公示价>15%；连续6个月同一大宗品类单一供应商",
            ),
            Rule("R07", Severity.WARN, "每学期膳食收支盈亏>2%（幼儿园）"),
        ),
        stages=("验收",),
        seeds=(
            Seed(5, "三6（4）", "杜绝一切过期、变质的食品", 293),
            Seed(3, "三（一）", "加大食堂食品检查与监督力度", 121),
            Seed(
                2,
                "三（二）2",
                "进一步加强对食堂人员食品加工过程、餐具清洗和消毒过程的检查和指导",
                73,
            ),
        ),
    )

    date: Annotated[Day, Label("进货日期"), Head()]
    supplier: Annotated[Ref, RefTo("supplier"), Label("供货者"), Head()]
    admitted: Annotated[bool, Label("在准入名单"), Head()]
    supplier_licence: Annotated[Text, Label("许可证号及有效期"), Head()]
    licence_to: Annotated[PlannedDay, Label("许可证有效期至"), Head()]
    address: Annotated[Text, Label("地址"), Head()]
    phone: Annotated[Text, Label("联系方式"), Head(), Personal("tail")]
    delivery_note: Annotated[Text, Label("送货单号"), Head()]
    note_total: Annotated[Money, Label("送货单金额（元）"), Head()]
    delivered_at: Annotated[Moment, Label("送货时间"), Head()]
    purchaser: Annotated[Person, Label("采购员"), Head(), Acts("purchaser", "R01")]
    vehicle_temp: Annotated[
        Number | None, Label("车厢温度（冷链）"), Unit("℃"), Head(), When("冷链")
    ] = None
    lines: Annotated[tuple[Line, ...], Field(min_length=1), Label("食材")]
    accept1: Annotated[Person, Label("验收员1"), Acts("acceptor", "R01")]
    accept2: Annotated[
        Person, Label("验收员2"), Acts("acceptor", "R01"), Hint("≠验收员1，均≠采购员")
    ]
    photos: Annotated[Photos, Label("照片"), When("每次"), Hint("实物、票据、检疫证各1张")] = ()

    own_limits = {"temp": ("冷藏品到货温度（℃）", CHILLED)}

    example = {
        "date": "2026-03-05",
        "supplier": "青禾农产品公司",
        "admitted": True,
        "supplier_licence": "JY13300000000000，至2028-05-31",
        "licence_to": "2028-05-31",
        "address": "示例县农贸路8号",
        "phone": "0000-7654321",
        "delivery_note": "SH-20260305-11",
        "note_total": "1140.00",
        "delivered_at": "2026-03-05T06:10:00+08:00",
        "purchaser": "柏禾",
        "vehicle_temp": "3.5",
        "lines": [
            {
                "item": "鲜猪腿肉",
                "category": "畜禽肉",
                "spec": "散装",
                "qty": "30",
                "unit": "kg",
                "price": "30.00",
                "batch": "20260305",
                "made_on": "2026-03-05",
                "shelf_life": "2026-03-07",
                "certs": ["动物检疫合格证", "肉品品质检验证"],
                "sense": "合格",
                "chilled": "冷藏",
                "temp": "3.8",
                "verdict_": "收货",
            },
            {
                "item": "青菜",
                "category": "蔬菜",
                "spec": "散装",
                "qty": "60",
                "unit": "kg",
                "price": "4.00",
                "batch": "20260304",
                "made_on": "2026-03-04",
                "shelf_life": "2026-03-08",
                "certs": ["承诺达标合格证"],
                "sense": "合格",
                "verdict_": "收货",
            },
        ],
        "accept1": "董玥",
        "accept2": "贺珺",
        "photos": [EXAMPLE_PHOTO, EXAMPLE_PHOTO, EXAMPLE_PHOTO],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total(self) -> Annotated[Decimal, Label("合计（元）"), Head()]:
        """Over all lines."""
        return sum((one.amount for one in self.lines), Decimal("0.00"))

    def title(self) -> str:
        """Day and supplier."""
        return f"{self.date.month}月{self.date.day}日{self.supplier.name}进货"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Nothing is past its date before it was made."""
        for number, one in enumerate(self.lines, 1):
            if one.made_on is not None and one.shelf_life < one.made_on:
                where = f"「食材」第 {number} 行「保质期（天）/到期日」"
                yield Problem(
                    where, "早于生产日期", "核对两个日期", f"lines.{number - 1}.shelf_life"
                )

    def judgements(self, surroundings: Surroundings) -> tuple[Judgement, ...]:
        """Look and temperature of every food."""
        return (*super().judgements(surroundings), *self._judge_lines(surroundings))

    def _judge_lines(self, surroundings: Surroundings) -> Iterator[Judgement]:
        bound = effective(CHILLED, f"{self.slug}.temp", surroundings)
        for number, one in enumerate(self.lines, 1):
            key = f"{self.slug}.{number}"
            looks = Verdict.PASS if one.sense == "合格" else Verdict.FAIL
            yield Judgement(f"{key}.sense", f"{one.item.name}感官", looks)
            if one.chilled == "冷藏" and one.temp is not None and isinstance(bound, Limit):
                warm = Verdict.PASS if bound.holds(one.temp) else Verdict.FAIL
                label = f"{one.item.name}到货温度"
                yield Judgement(f"{key}.temp", label, warm, f"{one.temp}℃", str(bound))

    @carries_out("R01")
    def two_who_did_not_buy_it(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Two people; on the day it was delivered. That neither bought it, `Acts` says."""
        if self.accept1.id == self.accept2.id:
            yield self.finding("R01", "「验收员2」", "与验收员1是同一人", "由另一人验收")
        if self.delivered_at.astimezone(surroundings.zone).date() != self.date:
            yield self.finding("R01", "「送货时间」", "不在进货当日", "核对日期")

    @carries_out("R02")
    def supplier_may_deliver(self, surroundings: Surroundings) -> Iterator[Finding]:
        """On the list, with a licence that is good today."""
        if not self.admitted or surroundings.is_stranger("supplier", self.supplier.id):
            what = f"{self.supplier.name}不在准入名单"
            yield self.finding("R02", "「供货者」", what, "退货；先办准入")
        if self.licence_to < self.date:
            what = f"许可证{self.licence_to}到期"
            yield self.finding("R02", "「许可证有效期至」", what, "退货；换供货者")

    @carries_out("R03")
    def within_its_dates(self, surroundings: Surroundings) -> Iterator[Finding]:
        """生产日期≤进货日期<到期日; else it can only be refused."""
        for where, one in self._lines("结论"):
            late = one.shelf_life <= self.date
            early = one.made_on is not None and one.made_on > self.date
            if one.verdict_ == TAKEN and (late or early):
                what = f"{one.item.name}{'已到期' if late else '生产日期晚于进货日期'}"
                yield self.finding("R03", where, f"{what}，只能拒收", "拒收退回")
            elif one.verdict_ == TAKEN and one.made_on is not None:
                left, whole = one.shelf_life - self.date, one.shelf_life - one.made_on
                if left * 3 < whole:
                    what = f"{one.item.name}剩余保质期{left.days}天，不足1/3"
                    yield self.finding("R03", where, what, "先用", Severity.HINT)

    @carries_out("R04")
    def amounts_agree(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The delivery note says what the lines come to, within a cent."""
        if abs(self.total - self.note_total) > CENT:
            what = f"{self.note_total}元，明细合计{self.total}元"
            yield self.finding("R04", "「送货单金额（元）」", what, "与送货人当场核对")

    @carries_out("R05")
    def nothing_forbidden(self, surroundings: Surroundings) -> Iterator[Finding]:
        """禁用清单: kept as it came, never taken in."""
        for where, one in self._lines("食品名称"):
            kind = forbidden_food(one.item.name, surroundings)
            if kind and one.verdict_ == TAKEN:
                what = f"“{one.item.name}”属于禁用食品（{kind}）"
                yield self.finding("R05", where, what, "拒收退回")

    @carries_out("R06")
    def near_the_posted_price(self, surroundings: Surroundings) -> Iterator[Finding]:
        """More than fifteen in a hundred off the 公示价."""
        for where, one in self._lines("单价（元）"):
            off = one.price / one.posted - 1 if one.posted else Decimal()
            if abs(off) > OFF_POSTED:
                what = f"{one.item.name}{one.price}元，偏离公示价{one.posted}元{off * 100:+.0f}%"
                yield self.finding("R06", where, what, "询价，说明原因")

    @carries_out("G13")
    def what_failed_is_not_taken(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A food that looks wrong or came too warm is refused."""
        failed = {
            int(one.key.split(".")[1])
            for one in self._judge_lines(surroundings)
            if one.verdict is Verdict.FAIL
        }
        for number, (where, one) in enumerate(self._lines("结论"), 1):
            if number in failed and one.verdict_ == TAKEN:
                what = f"{one.item.name}查验不合格，不能收货"
                yield self.finding("G13", where, what, "拒收退回或就地销毁")

    @carries_out("G17")
    def papers_came_with_it(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Meat has two papers, everything at least one; what is chilled has its temperature."""
        for where, one in self._lines("随货凭证"):
            missing = [p for p in MEAT_PAPERS if one.category == MEAT and p not in one.certs]
            if one.verdict_ == TAKEN and (missing or not one.certs):
                lack = "、".join(missing) or "随货凭证"
                yield self.finding("G17", where, f"{one.item.name}没有{lack}", "拒收，或补齐凭证")
        for where, one in self._lines("到货温度"):
            if one.chilled == "冷藏" and one.temp is None:
                yield self.finding("G17", where, f"{one.item.name}没有测温", "补测")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Goods, bill and quarantine paper."""
        if len(self.photos) < PHOTOS_A_DELIVERY:
            what = f"只有{len(self.photos)}张，应有实物、票据、检疫证各1张"
            yield self.finding("G18", "「照片」", what, "补拍")

    def _lines(self, label: str) -> Iterator[tuple[str, Line]]:
        for number, one in enumerate(self.lines, 1):
            yield f"「食材」第 {number} 行「{label}」", one
