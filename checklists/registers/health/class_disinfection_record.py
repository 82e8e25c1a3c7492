"""班级日常消毒与保洁记录：保育员每消毒一样登记一行，浓度、时长按对象判定，紫外线灯开着孩子不在场。"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import computed_field

from checklists.basis import known, seen
from checklists.cadence import EverySchoolDay
from checklists.columns import (
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Number,
    Person,
    Photos,
    Ref,
    RefTo,
    Unit,
    When,
)
from checklists.entry import PLAIN, RowEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Judgement, Verdict

ULTRAVIOLET = "紫外线"
CHLORINE = ("含氯擦拭", "含氯浸泡")
SURFACES = Limit.of("100", "250")
CLOTHS = Limit.of("250", "400")
CONCENTRATION = {
    "餐桌": SURFACES,
    "餐巾": CLOTHS,
    "水杯": SURFACES,
    "毛巾": CLOTHS,
    "门把手水龙头": SURFACES,
    "地面": SURFACES,
    "玩具": SURFACES,
    "图书": SURFACES,
    "床围栏": SURFACES,
    "被褥": CLOTHS,
    "便器": Limit.of("400", "700"),
    "拖把抹布": CLOTHS,
    "空调滤网": SURFACES,
}
"""mg/L by object (附件3 [K]); a school sets its own as ``class_disinfection_record.conc.餐桌``."""
MINUTES = {
    "通风": Limit.of(low="10", evidence="S"),
    "紫外线": Limit.of(low="60"),
    "蒸汽": Limit.of(low="10"),
    "煮沸": Limit.of(low="15"),
    "含氯擦拭": Limit.of(low="10"),
    "含氯浸泡": Limit.of(low="20"),
}
"""By method; a school sets its own as ``class_disinfection_record.minutes.紫外线``."""
CHAMBER_POT = Limit.of(low="30")
DAY_END = Limit.of(low="15", evidence="建议值")
"""日终: the hour of the day after which chamber pots are done once more."""


class ClassDisinfectionRecord(RowEntry):
    """班级日常消毒与保洁记录：一班一样一次一行，浓度和时长由系统判定。"""

    register = Register(
        title="班级日常消毒与保洁记录",
        number="7.4",
        prefix="BJXD",
        cadence=EverySchoolDay("每日", "每项完成后", per="class"),
        retention=Retention("≥3年", 3),
        basis=(
            seen(
                "《托儿所幼儿园卫生保健工作规范》附件（表6 班级卫生消毒检查记录表；附件3 预防性消毒方法）"
            ),
            seen(
                "规范转载要点：开窗通风每日≥2次、每次≥10–15分钟；餐桌每餐使用前消毒；水杯每日清洗消毒；擦手毛巾每日消毒1次；玩具每周≥1次清洗；图书每2周翻晒1次；床上用品每月清洗1–2次"
            ),
            known(
                "附件3参数（把握较大）：餐桌、门把手、水龙头等含氯100–250mg/L作用10–30分钟；毛巾250–400mg/L浸泡20分钟或煮沸15分钟；玩具100–250mg/L；便盆400–700mg/L浸泡30分钟；紫外线杀菌灯每日1次、每次持续60分钟；体温计75%–80%乙醇浸泡3–5分钟"
            ),
        ),
        signers=(
            Signer("保育员", ("caregiver",), column="caregiver"),
            Signer("保健教师", ("health_teacher",), condition="抽查时"),
        ),
        post="保育员",
        owners=("caregiver",),
        photos="抽查时",
        followup=("缺项 → 当日补做；连续3次缺项保健教师面谈",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "每班每日必做集合：通风≥2、餐桌=餐次数、水杯1、毛巾1、便器每次+日终1、地面1、紫外线1（流行期）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "紫外线起止与幼儿在班时段不重叠；灯管累计时数≤说明书（一般1000小时）",
            ),
            Rule("R03", Severity.BLOCK, "浓度落在对象区间，试纸检测值必填（每日首配）"),
            Rule("R04", Severity.WARN, "周项（玩具、图书、被褥）逾期"),
        ),
        applies=("幼儿园",),
        seeds=(
            Seed(2, "三（五）2", "班级日常卫生、班级日常消毒等项工作", 97),
            Seed(2, "三（五）1", "按照物品消毒常规要求定期定时进行消毒", 95),
        ),
    )

    date: Annotated[Day, Label("日期"), Head()]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    caregiver: Annotated[Person, Label("保育员"), Head()]
    epidemic: Annotated[bool, Label("传染病流行期"), Head()] = False
    object: Annotated[
        Literal[
            "空气通风",
            "空气紫外线",
            "餐桌",
            "餐巾",
            "水杯",
            "毛巾",
            "门把手水龙头",
            "地面",
            "玩具",
            "图书",
            "床围栏",
            "被褥",
            "便器",
            "拖把抹布",
            "空调滤网",
        ],
        Label("对象"),
    ]
    method: Annotated[
        Literal["通风", "紫外线", "蒸汽", "煮沸", "含氯擦拭", "含氯浸泡", "日晒", "清洗"],
        Label("方法"),
    ]
    conc: Annotated[
        Count | None, Label("浓度"), Unit("mg/L"), When("含氯时"), Hint("按对象上下限")
    ] = None
    strip: Annotated[
        Count | None, Label("试纸检测值"), Unit("mg/L"), When("每日首配"), Hint("每日首配必填")
    ] = None
    start: Annotated[Clock, Label("开始时间")]
    end: Annotated[Clock, Label("结束时间")]
    child_absent: Annotated[
        bool | None, Label("幼儿不在场"), When("紫外线、喷洒时"), Hint("必须为是")
    ] = None
    lamp_hours: Annotated[
        Number | None,
        Label("灯管累计时数"),
        Unit("小时"),
        When("紫外线"),
        Limit.of(high="1000", evidence="建议值"),
        Hint("按说明书，一般1000小时"),
    ] = None
    spot_check: Annotated[bool, Label("保健教师抽查")] = False
    photos: Annotated[Photos, Label("照片"), When("抽查时")] = ()

    own_limits = {
        **{
            f"conc.{one}": (f"{one}消毒浓度（mg/L）", bound) for one, bound in CONCENTRATION.items()
        },
        **{f"minutes.{one}": (f"{one}作用时间（分）", bound) for one, bound in MINUTES.items()},
        "day_end": ("便器日终消毒的起始钟点（时）", DAY_END),
    }

    example = {
        "date": "2026-03-05",
        "class_": "大一班",
        "caregiver": "冯苗",
        "object": "餐桌",
        "method": "含氯擦拭",
        "conc": 250,
        "strip": 250,
        "start": "10:50",
        "end": "11:05",
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def minutes(self) -> Annotated[int, Label("时长"), Unit("分"), Hint("≥规定")]:
        """Whole minutes from start to end."""
        begin, end = (datetime.combine(self.date, one) for one in (self.start, self.end))
        return int((end - begin).total_seconds()) // 60

    def subject(self) -> str:
        """The class."""
        return self.class_.id

    def title(self) -> str:
        """Day, class and object."""
        return f"{self.date.month}月{self.date.day}日{self.class_.name}{self.object}"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The health teacher, where she looked."""
        return frozenset({"保健教师"} if self.spot_check else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """It ends after it began."""
        if self.end < self.start:
            yield Problem("「结束时间」", "早于开始时间", "核对两个时间", "end")

    def judgements(self, surroundings: Surroundings) -> tuple[Judgement, ...]:
        """Concentration and time by object and method."""
        return (*super().judgements(surroundings), *self._by_object(surroundings))

    def _by_object(self, surroundings: Surroundings) -> Iterator[Judgement]:
        strength = self._bound("conc", self.object, CONCENTRATION.get(self.object), surroundings)
        if self.method in CHLORINE and strength is not None:
            for name, value in (("conc", self.conc), ("strip", self.strip)):
                if value is not None:
                    yield self._judged(name, value, strength)
        shortest = MINUTES.get(self.method)
        if self.object == "便器" and self.method == "含氯浸泡":
            shortest = CHAMBER_POT
        shortest = self._bound("minutes", self.method, shortest, surroundings)
        if shortest is not None:
            yield self._judged("minutes", self.minutes, shortest)

    def _bound(
        self, name: str, of: str, limit: Limit | None, surroundings: Surroundings
    ) -> Limit | None:
        return surroundings.limits.get(f"{self.slug}.{name}.{of}", limit)

    def _judged(self, name: str, value: int, limit: Limit) -> Judgement:
        column = self.column(name)
        verdict = Verdict.PASS if limit.holds(Decimal(value)) else Verdict.FAIL
        reading = f"{value}{column.unit}"
        return Judgement(f"{self.slug}.{name}", column.label, verdict, reading, str(limit))

    @carries_out("R02")
    def lamps_burn_for_nobody(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No child under an ultraviolet lamp, no lamp past its life."""
        if self.method != ULTRAVIOLET:
            return
        if not self.child_absent:
            what = "紫外线消毒时幼儿在场，或没有填写"
            yield self.finding("R02", "「幼儿不在场」", what, "立即关灯，离园后再做")
        if self.lamp_hours is None:
            yield self.finding("R02", "「灯管累计时数」", "没有填写", "补填灯管累计时数")
        elif self._failed("lamp_hours", surroundings):
            what = f"{self.lamp_hours}小时，超过说明书时数"
            yield self.finding("R02", "「灯管累计时数」", what, "换灯管后重做")

    @carries_out("R03")
    def strength_fits_the_object(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A concentration in its range; a strip tells what was really mixed."""
        if self.method not in CHLORINE:
            return
        if self.conc is None:
            yield self.finding("R03", "「浓度」", f"{self.method}没有填写", "补填配制浓度")
        for name in ("conc", "strip"):
            if self._failed(name, surroundings):
                column = self.column(name)
                what = f"{getattr(self, name)}{column.unit}，不在{self.object}的规定区间"
                yield self.finding("R03", f"「{column.label}」", what, "重新配制，试纸复测后重做")

    @carries_out("G18")
    def spot_checks_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """抽查时 a photo."""
        if self.spot_check and not self.photos:
            yield self.finding("G18", "「照片」", "抽查没有照片", "补拍")

    def _failed(self, name: str, surroundings: Surroundings) -> bool:
        key = f"{self.slug}.{name}"
        return any(
            one.key == key and one.verdict is Verdict.FAIL for one in self.judgements(surroundings)
        )
