"""公物损坏赔偿登记单：人为损坏的按修复费或净值赔偿，正常损耗免赔；只收赔偿，学校没有处罚权。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, computed_field

from checklists.amounts import capital
from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Note,
    Person,
    Personal,
    Photos,
    Place,
    Ref,
    RefTo,
    Serial,
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

FREE_OF_CHARGE = ("正常损耗", "不可抗力")
PUNISHING = ("罚款", "罚金", "加倍", "双倍", "三倍", "十倍", "滞纳金", "违约金")
PUPIL = "学生"
IN_MONEY = "货币"


class DamageCompensation(InstrumentEntry):
    """公物损坏赔偿登记单：一次损坏一份，赔偿金额不高于修复费和净值中的较低者。"""

    register = Register(
        title="公物损坏赔偿登记单",
        number="10.9",
        prefix="SHPC",
        cadence=OnEvent("按次", "发现后3日内"),
        retention=Retention("10年（随凭证）", 10),
        basis=(
            seen(
                "《民法典》第一千一百八十八条（无民事、限制民事行为能力人造成损害由监护人承担）；《行政处罚法》第十七、十九条（学校无处罚权，只能民事赔偿，不得罚款）"
            ),
        ),
        signers=(
            Signer("当事人（监护人）", stage="登记"),
            Signer("班主任", ("homeroom",), condition="责任人是学生", stage="登记"),
            Signer("总务", ("logistics_head", "logistics_clerk"), stage="登记"),
            Signer("会计（收款）", ("accountant",), condition="货币赔偿", stage="结清"),
        ),
        post="班主任/总务处",
        owners=("homeroom", "logistics_clerk"),
        photos="必需",
        followup=("有异议 → 协商/校长裁定记录",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "赔偿金额不高于修复费用与资产净值中的较低者；禁止加倍、惩罚性“罚款”",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "学生须监护人签字确认；货币必须开具票据并缴存",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "单号与资产、维修工单双向关联",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "同一学生≥2次→教育记录",
            ),
        ),
        stages=("登记", "结清"),
        seeds=(
            Seed(1, "二（一）3（2）", "严格执行专用室的保管责任制和谁损坏谁赔偿的原则", 39),
            Seed(4, "三（四）3", "检查结束后对损坏的公共财物进行赔款", 193),
            Seed(5, "三3", "损坏赔偿制度", 261),
        ),
    )

    no: Annotated[Text | None, Serial("赔〔{year}〕{n}号"), Label("单号"), Head()] = None
    date: Annotated[Day, Label("日期"), Head(), Hint("发现后3日内")]
    place: Annotated[Place, Label("地点"), Head()]
    finder: Annotated[Person, Label("发现人"), Head()]
    item: Annotated[Ref, RefTo("asset", even="stopped"), Label("物品"), Hint("有资产编号的写编号")]
    fact: Annotated[Text, Field(max_length=300), Label("损坏经过与原因"), Hint("300字以内")]
    liability: Annotated[
        Literal["故意", "过失", "正常损耗", "第三人", "不可抗力"],
        Label("性质"),
        Hint("正常损耗、不可抗力免赔"),
    ]
    person: Annotated[
        Ref,
        RefTo("student"),
        Label("责任人"),
        Personal("name"),
        Hint("学生只写姓名和班级；正常损耗写“无”"),
    ]
    person_type: Annotated[
        Literal["学生", "教职工", "外来", "无"], Label("责任人类别"), Hint("未成年人须监护人签字")
    ]
    guardian: Annotated[Text | None, Label("监护人"), Personal("name"), When("责任人是学生时")] = (
        None
    )
    guardian_agreed_on: Annotated[Day | None, Label("监护人确认日期"), When("责任人是学生时")] = (
        None
    )
    value: Annotated[Money, Label("原值")]
    net: Annotated[Money, Label("净值"), Hint("资产账上的余额，提足折旧的为0")]
    repair_cost: Annotated[
        Money | None, Label("维修费"), When("能修复时"), Hint("不能修复的不填")
    ] = None
    amount: Annotated[Money, Label("赔偿金额"), Hint("≤修复费或净值（取小）")]
    pay: Annotated[Literal["修复原物", "等价物", "货币"], Label("方式")]
    photos: Annotated[Photos, Label("照片"), Must()] = ()
    repair_no: Annotated[Text | None, Label("维修工单号"), When("需要维修时")] = None
    objection: Annotated[
        Note | None, Label("异议与处理"), When("有异议时"), Hint("协商或校长裁定")
    ] = None
    education: Annotated[
        Note | None, Label("教育记录"), When("同一学生再次损坏时"), Hint("谈话人、时间")
    ] = None
    settled_on: Annotated[Day | None, Label("结清日期"), Must(), Stage("结清")] = None
    receipt: Annotated[
        Text | None, Label("票据号"), Stage("结清"), When("货币赔偿"), Hint("货币必填，当日入账")
    ] = None
    banked_on: Annotated[
        Day | None, Label("缴存日期"), Stage("结清"), When("货币赔偿"), Hint("收款当日")
    ] = None

    example = {
        "date": "2026-03-05",
        "place": "三（2）班教室",
        "finder": "王安",
        "item": "课桌椅ZC-2023-0117",
        "fact": "课间追逐时撞倒课桌，桌面板开裂，桌腿变形。",
        "liability": "过失",
        "person": "三（2）班学生 林小舟",
        "person_type": "学生",
        "guardian": "林远",
        "guardian_agreed_on": "2026-03-05",
        "value": "220.00",
        "net": "132.00",
        "repair_cost": "60.00",
        "amount": "60.00",
        "pay": "货币",
        "photos": [EXAMPLE_PHOTO],
        "repair_no": "GD-2026-031",
        "settled_on": "2026-03-06",
        "receipt": "0031876",
        "banked_on": "2026-03-06",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def amount_cn(self) -> Annotated[str, Label("大写"), Hint("=小写")]:
        """The amount in capitals."""
        return capital(self.amount)

    @property
    def ceiling(self) -> Decimal:
        """The lower of repair and book value; what cannot be repaired has its book value only."""
        return self.net if self.repair_cost is None else min(self.net, self.repair_cost)

    def title(self) -> str:
        """What was damaged, and when."""
        return f"{self.date.month}月{self.date.day}日{self.item.name}损坏赔偿"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The class teacher for a pupil, the accountant for money."""
        homeroom = {"班主任"} if self.person_type == PUPIL else set()
        return frozenset(homeroom | ({"会计（收款）"} if self._in_money else set()))

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Damaged, settled, paid in."""
        yield from self.in_order(
            ("date", self.date), ("settled_on", self.settled_on), ("banked_on", self.banked_on)
        )

    @property
    def _in_money(self) -> bool:
        return self.pay == IN_MONEY and self.amount > 0

    @carries_out("R01")
    def no_more_than_the_damage(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Civil compensation only: never more than the loss, never a punishment."""
        if self.liability in FREE_OF_CHARGE:
            if self.amount > 0:
                what = f"{self.liability}免赔，不应赔{self.amount}元"
                yield self.finding("R01", "「赔偿金额」", what, "改为0；已收的退还")
        elif self.amount > self.ceiling:
            what = f"{self.amount}元，高于修复费、净值中的较低者{self.ceiling}元"
            yield self.finding("R01", "「赔偿金额」", what, "按较低者赔偿；多收的退还")
        for name in ("fact", "objection"):
            said = getattr(self, name) or ""
            for word in (one for one in PUNISHING if one in said):
                where = f"「{self.column(name).label}」"
                yield self.finding(
                    "R01", where, f"写了“{word}”", "学校没有处罚权，只收民事赔偿，请改写"
                )

    @carries_out("R02")
    def agreed_and_paid_in(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A pupil's guardian agrees; money is receipted and paid in on its day."""
        agreed = self.guardian and self.guardian_agreed_on
        if self.person_type == PUPIL and self.amount > 0 and not agreed:
            what = "责任人是学生，监护人没有确认"
            yield self.finding("R02", "「监护人」", what, "请监护人签字确认后补填")
        if not self._in_money or self.settled_on is None:
            return
        if not self.receipt:
            yield self.finding("R02", "「票据号」", "货币赔偿没有开具票据", "开票后补填")
        if self.banked_on is None:
            yield self.finding("R02", "「缴存日期」", "货币赔偿没有缴存", "当日缴存后补填")
        elif self.banked_on > self.settled_on:
            what = f"{self.banked_on}才缴存，应当日入账"
            yield self.finding("R02", "「缴存日期」", what, "说明原因", Severity.WARN)

    @carries_out("G17")
    def a_repair_has_its_order(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What is repaired is repaired by an order."""
        if self.pay == "修复原物" and not self.repair_no:
            yield self.finding("G17", "「维修工单号」", "修复原物没有工单号", "补填工单号")
