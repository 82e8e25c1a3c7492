"""食品留样记录：每餐每个品种留样一份，由留样员在出锅后、供餐前登记，满48小时后登记销毁。"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Literal

from checklists.basis import seen
from checklists.cadence import EveryMeal
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Must,
    Note,
    Number,
    Person,
    Photos,
    Ref,
    RefTo,
    Stage,
    Text,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict

OFFICERS = ("food_officer", "food_director")
HOURS_KEPT = timedelta(hours=48)
HOURS_AT_MOST = timedelta(hours=72)


class FoodSampleRetention(RowEntry):
    """食品留样记录：每餐每个品种留样一份，满48小时后销毁。"""

    register = Register(
        title="食品留样记录",
        number="5.7",
        prefix="LY",
        cadence=EveryMeal("每餐每品种", "出锅后、供餐前取样"),
        retention=Retention("2年（建议值）", 2, recommended=True),
        basis=(
            seen(
                "45号令第四十条：每餐次每种食品成品留样，每品种≥125克，记录食品名称、留样量、留样时间、留样人员；"
                "专柜冷藏保存48小时以上；《食品安全法实施条例》第二十八条"
            ),
        ),
        signers=(
            Signer("留样员", ("sample_keeper",), column="keeper", stage="留样"),
            Signer("食品安全员", ("food_officer",), stage="留样"),
            Signer("销毁人", column="dispose_by", stage="销毁"),
        ),
        post="留样员",
        owners=("sample_keeper",),
        photos="必需（留样盒带标签1张/餐）",
        followup=(
            "缺样 → 当餐立即补取（未供完）或记缺陷并报食品安全总监",
            "疑似食源性疾病 → 封存送检",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "留样量<125g→可如实保存但判“不合格”，须补样或登记缺陷并由食品安全员处置后才能签字；"
                "未满48小时不得点销毁（销毁时间−留样时间≥48小时）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "留样品种集合=当餐菜谱成品集合（含主食、汤、点心、分餐水果除外可配置）",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "处于事故保全状态的留样不可销毁",
            ),
            Rule(
                "R04",
                Severity.BLOCK,
                "温度不在0–8℃→如实保存，判不合格，必填处置（移柜、报修）和复测值后才能签字",
            ),
            Rule("R05", Severity.WARN, "超过72小时未销毁；同一秒批量录入多品种；留样量全部相同"),
        ),
        stages=("留样", "销毁"),
        seeds=(Seed(3, "三(一)", "确保食品卫生安全,杜绝食品安全事故", 121),),
    )

    hazard_source = "食堂检查"
    hazard_category = "食品"

    date: Annotated[Day, Label("日期"), Head()]
    meal: Annotated[Literal["早", "中", "晚", "早点", "午点"], Label("餐次"), Head()]
    diners: Annotated[Count, Label("就餐人数"), Unit("人"), Head()]
    box_temp: Annotated[
        Number, Label("留样柜温度"), Unit("℃"), Head(), Limit.of("0", "8", evidence="S")
    ]
    dish: Annotated[Ref, RefTo("menu"), Label("菜品名称"), Hint("=当餐菜谱全部成品")]
    cooked_at: Annotated[Moment, Label("出锅时间")]
    served_at: Annotated[Moment | None, Label("供餐开始"), When("留样在出锅后、供餐前")] = None
    sampled_at: Annotated[Moment, Label("留样时间"), Hint("出锅≤留样≤供餐开始+30分钟")]
    weight: Annotated[Count, Label("留样量"), Unit("g"), Limit.of(low="125", evidence="S")]
    container: Annotated[Text, Label("密闭容器编号"), Hint("一品一盒，消毒")]
    keeper: Annotated[Person, Label("留样人")]
    temp: Annotated[
        Number, Label("存放温度"), Unit("℃"), Limit.of("0", "8", evidence="S"), Hint("不得冷冻")
    ]
    reviewer: Annotated[Person, Label("核查人"), Hint("≠留样人")]
    photos: Annotated[Photos, Label("留样盒照片"), When("每餐1张")] = ()
    action: Annotated[
        Note | None, Label("处置"), Hint("补样、登记缺陷、移柜、报修"), When("判不合格时")
    ] = None
    action_by: Annotated[Person | None, Label("处置人"), When("判不合格时，食品安全员")] = None
    retest_temp: Annotated[Number | None, Label("复测温度"), Unit("℃"), When("温度不在0–8℃时")] = (
        None
    )
    dispose_at: Annotated[
        Moment | None, Label("销毁时间"), Stage("销毁"), Must(), Hint("≥留样时间+48小时")
    ] = None
    dispose_by: Annotated[Person | None, Label("销毁人"), Stage("销毁"), Must()] = None

    example = {
        "date": "2026-03-05",
        "meal": "中",
        "diners": 612,
        "box_temp": "4.0",
        "dish": "番茄炒蛋",
        "cooked_at": "2026-03-05T10:50:00+08:00",
        "served_at": "2026-03-05T11:30:00+08:00",
        "sampled_at": "2026-03-05T11:05:00+08:00",
        "weight": 130,
        "container": "A-03",
        "keeper": "董玥",
        "temp": "4.2",
        "reviewer": "贺珺",
        "dispose_at": "2026-03-07T16:10:00+08:00",
        "dispose_by": "董玥",
    }

    def subject(self) -> str:
        """The meal."""
        return self.meal

    def title(self) -> str:
        """Meal and dish."""
        return f"{self.date.month}月{self.date.day}日{self.meal}餐{self.dish.name}留样"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A sample is taken after cooking and destroyed after it was taken."""
        yield from self.in_order(
            ("cooked_at", self.cooked_at),
            ("sampled_at", self.sampled_at),
            ("dispose_at", self.dispose_at),
        )

    @carries_out("R01")
    def weight_and_keeping_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Too little needs a deed of the food safety officer; 48 hours before destruction."""
        if self._fails("weight", surroundings) and not (self.action and self.action_by):
            yield self.finding(
                "R01",
                "「留样量」",
                f"{self.weight}g，不足125g",
                "补样或登记缺陷，由食品安全员填写处置",
            )
        elif self.action_by and not surroundings.has_post(self.action_by.id, *OFFICERS):
            what = f"{self.action_by.name}不是食品安全员"
            yield self.finding("R01", "「处置人」", what, "由食品安全员处置")
        if self.dispose_at is not None and self.dispose_at - self.sampled_at < HOURS_KEPT:
            kept = (self.dispose_at - self.sampled_at).total_seconds() / 3600
            yield self.finding(
                "R01",
                "「销毁时间」",
                f"只保存了{kept:.1f}小时，未满48小时",
                "写明原因并报食品安全总监",
            )

    @carries_out("R04")
    def temperature(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Outside 0–8 ℃ needs a deed and a second reading."""
        for name in ("temp", "box_temp"):
            done = self.action and self.retest_temp is not None
            if self._fails(name, surroundings) and not done:
                yield self.finding(
                    "R04",
                    f"「{self.column(name).label}」",
                    f"{getattr(self, name)}℃，不在0–8℃",
                    "填写处置（移柜、报修）和复测温度",
                )

    @carries_out("R05")
    def kept_too_long(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Not destroyed after 72 hours."""
        end = self.dispose_at or surroundings.now
        if end is not None and end - self.sampled_at > HOURS_AT_MOST:
            yield self.finding("R05", "「销毁时间」", "超过72小时未销毁", "及时销毁并登记")

    @carries_out("G05")
    def reviewer_is_someone_else(self, surroundings: Surroundings) -> Iterator[Finding]:
        """核查人≠留样人."""
        if self.reviewer.id == self.keeper.id:
            yield self.finding("G05", "「核查人」", "与留样人是同一人", "由另一人核查")

    @carries_out("R01")
    def sampled_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The column's own limit: at the latest 30 minutes after serving began."""
        begin: datetime | None = self.served_at
        if begin is not None and self.sampled_at > begin + timedelta(minutes=30):
            yield self.finding(
                "R01", "「留样时间」", "晚于供餐开始30分钟", "写明原因", severity=Severity.WARN
            )

    def _fails(self, name: str, surroundings: Surroundings) -> bool:
        key = f"{self.slug}.{name}"
        return any(
            one.key == key and one.verdict is Verdict.FAIL for one in self.judgements(surroundings)
        )
