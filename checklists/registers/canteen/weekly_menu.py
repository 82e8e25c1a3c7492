"""每周带量食谱（菜谱）审定与公示：前一周周五前编好、审定、公示，临时调整写明原因。"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryWeek
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Must,
    Number,
    Person,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Stage,
    Text,
    Unit,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.foods import Allergen, forbidden_food
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

CENT = Decimal("0.01")
VARIETY = Limit.of(low="80", evidence="建议值")
"""Per cent of the dishes that are not repeated; the school's own under ``.variety``."""
OFF_STANDARD = Decimal("0.10")
EVERY_DAY = ("主食", "奶", "水果")
"""What is served again and again without anybody minding."""

DayMeal = Literal[
    "周一早", "周一早点", "周一中", "周一午点", "周一晚",
    "周二早", "周二早点", "周二中", "周二午点", "周二晚",
    "周三早", "周三早点", "周三中", "周三午点", "周三晚",
    "周四早", "周四早点", "周四中", "周四午点", "周四晚",
    "周五早", "周五早点", "周五中", "周五午点", "周五晚",
    "周六早", "周六早点", "周六中", "周六午点", "周六晚",
    "周日早", "周日早点", "周日中", "周日午点", "周日晚",
]  # fmt: skip


class Material(BaseModel):
    """What goes into a dish, for one person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text, Label("原料")]
    grams: Annotated[Number, Field(gt=0), Label("人均量"), Unit("g")]
    price: Annotated[Money, Label("单价（元/kg）")]


class Dish(BaseModel):
    """One dish of one meal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day_meal: Annotated[DayMeal, Label("星期/餐次")]
    course: Annotated[
        Literal["主食", "主荤", "小荤", "素菜", "汤", "点心", "奶", "水果"], Label("类别")
    ]
    dish: Annotated[Ref, RefTo("menu"), Label("菜品"), Hint("禁用清单校验")]
    material: Annotated[tuple[Material, ...], Field(min_length=1), Label("主要原料及人均量")]
    allergen: Annotated[tuple[Allergen, ...], Label("致敏原标注")] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def cost(self) -> Annotated[Decimal, Label("人均成本（元）")]:
        """What the material for one person costs."""
        total = sum((one.grams * one.price for one in self.material), Decimal()) / 1000
        return total.quantize(CENT, ROUND_HALF_UP)


class Adjustment(BaseModel):
    """A dish that was not cooked as announced."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day_meal: Annotated[DayMeal, Label("星期/餐次")]
    dish: Annotated[Ref | None, RefTo("menu"), Label("原菜品"), Hint("加菜时不填")] = None
    instead: Annotated[Ref | None, RefTo("menu"), Label("改为"), Hint("停供时不填")] = None
    change: Annotated[Text, Label("临时调整及原因")]
    approver: Annotated[Person, Label("批准人"), Hint("食品安全员")]


class WeeklyMenu(InstrumentEntry):
    """每周带量食谱（菜谱）审定与公示：一周一份，逐餐列出菜品、原料、人均量和成本。"""

    register = Register(
        title="每周带量食谱（菜谱）审定与公示",
        number="5.9",
        prefix="SP",
        cadence=EveryWeek("每周", "前一周周五前", before=3),
        retention=Retention("2年", 2),
        basis=(
            seen(
                "《反食品浪费法》第九条（科学营养配餐、定期听取意见）；《学前教育法》第五十三、六十九条（营养膳食；伙食费专款专用）"
            ),
            seen(
                "《托儿所幼儿园卫生保健工作规范》：膳食委员会、民主管理，膳食费账目每月公布，每学期膳食收支盈亏不超过2%"
            ),
            known("《学生餐营养指南》WS/T 554-2017；45号令带量食谱与公示要求"),
        ),
        signers=(
            Signer("编制人", column="drawn_up_by", stage="编制"),
            Signer("保健（营养）人员", ("health_teacher", "food_officer"), stage="审定"),
            Signer(
                "膳食委员会", ("union_rep", "canteen_manager", "teacher", "guardian"), stage="审定"
            ),
            Signer("分管副校长", ("vp_logistics",), stage="审定"),
        ),
        post="食堂负责人/保健教师（幼儿园）",
        owners=("canteen_manager", "health_teacher"),
        photos="公示照1张",
        followup=("满意度低的菜品（<60%）→ 两周内不得再排",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "每周食谱不重复率≥80%（可配置）；禁用品种→阻断；审定日期<执行首日",
            ),
            Rule("R02", Severity.BLOCK, "当日实际供餐与公示不一致须填调整记录"),
            Rule("R03", Severity.WARN, "人均成本偏离伙食标准±10%"),
        ),
        stages=("编制", "审定", "公示", "执行"),
        for_pupils_meals=True,
        seeds=(
            Seed(3, "三（一）", "尽快地调整菜谱的内容，以提高饭菜的质量", 121),
            Seed(5, "三6（4）", "食堂要提高伙食质量", 293),
        ),
    )

    first_day: Annotated[PlannedDay, Label("执行首日"), Head()]
    last_day: Annotated[PlannedDay, Label("执行末日"), Head()]
    diners: Annotated[Count, Label("预计人数"), Head()]
    standard: Annotated[
        Number, Field(gt=0, decimal_places=2), Label("伙食标准"), Unit("元/人·餐"), Head()
    ]
    drawn_up_by: Annotated[Person, Label("编制人"), Head()]
    dishes: Annotated[tuple[Dish, ...], Field(min_length=1), Label("食谱")]
    approved_on: Annotated[
        Day | None, Label("审定日期"), Must(), Stage("审定"), Hint("<执行首日")
    ] = None
    photos: Annotated[Photos, Label("公示照片"), Must(), Stage("公示"), Hint("1张")] = ()
    changes: Annotated[
        tuple[Adjustment, ...], Label("临时调整"), Stage("执行"), Hint("食品安全员批准")
    ] = ()

    own_limits = {"variety": ("每周食谱不重复率（%）", VARIETY)}

    example = {
        "first_day": "2026-03-09",
        "last_day": "2026-03-13",
        "diners": 612,
        "standard": "5.00",
        "drawn_up_by": "庄岚",
        "dishes": [
            {
                "day_meal": "周一中",
                "course": "主食",
                "dish": "米饭",
                "material": [{"name": "大米", "grams": "100", "price": "5.20"}],
            },
            {
                "day_meal": "周一中",
                "course": "主荤",
                "dish": "土豆烧牛肉",
                "material": [
                    {"name": "牛肉", "grams": "45", "price": "72.00"},
                    {"name": "土豆", "grams": "90", "price": "3.60"},
                ],
            },
            {
                "day_meal": "周一中",
                "course": "汤",
                "dish": "紫菜蛋花汤",
                "material": [
                    {"name": "鸡蛋", "grams": "20", "price": "11.00"},
                    {"name": "紫菜", "grams": "3", "price": "110.00"},
                ],
                "allergen": ["蛋类"],
            },
            {
                "day_meal": "周二中",
                "course": "主食",
                "dish": "米饭",
                "material": [{"name": "大米", "grams": "100", "price": "5.20"}],
            },
            {
                "day_meal": "周二中",
                "course": "主荤",
                "dish": "番茄烩鸡块",
                "material": [
                    {"name": "鸡腿肉", "grams": "110", "price": "26.00"},
                    {"name": "番茄", "grams": "100", "price": "7.00"},
                ],
            },
            {
                "day_meal": "周二中",
                "course": "素菜",
                "dish": "清炒青菜",
                "material": [{"name": "青菜", "grams": "150", "price": "6.00"}],
            },
        ],
        "approved_on": "2026-03-06",
        "photos": [EXAMPLE_PHOTO],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def week(self) -> Annotated[str, Label("周次（起止日期）"), Head()]:
        """As 3.9—3.13; the number of the week is printed from the calendar."""
        first, last = self.first_day, self.last_day
        return f"{first.month}.{first.day}—{last.month}.{last.day}"

    def business_date(self) -> date:
        """The first day it is cooked."""
        return self.first_day

    def title(self) -> str:
        """The week."""
        return f"{self.week}食谱"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A week ends after it began, and is no longer than one."""
        yield from self.in_order(("first_day", self.first_day), ("last_day", self.last_day))
        if (self.last_day - self.first_day).days > 6:
            yield Problem("「执行末日」", "超过一周", "一周一份", "last_day")

    @carries_out("R01")
    def enough_variety(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Four dishes in five are not repeated in the week."""
        named = [one.dish.id for one in self.dishes if one.course not in EVERY_DAY]
        wanted = surroundings.limits.get(f"{self.slug}.variety", VARIETY)
        share = Decimal(len(set(named)) * 100) / len(named) if named else Decimal(100)
        if not wanted.holds(share):
            what = f"{len(named)}道菜中只有{len(set(named))}道不重复（{share:.0f}%），应{wanted}%"
            yield self.finding("R01", "「食谱」", what, "调整菜品")

    @carries_out("R01")
    def nothing_forbidden(self, surroundings: Surroundings) -> Iterator[Finding]:
        """禁用品种: neither the dish nor what goes into it; also not as a last-minute change."""
        named = [
            (f"「食谱」第 {number} 行", name)
            for number, one in enumerate(self.dishes, 1)
            for name in (one.dish.name, *(part.name for part in one.material))
        ]
        named += [
            (f"「临时调整」第 {number} 行", one.instead.name)
            for number, one in enumerate(self.changes, 1)
            if one.instead is not None
        ]
        for where, name in named:
            if kind := forbidden_food(name, surroundings):
                yield self.finding("R01", where, f"“{name}”属于禁用品种（{kind}）", "换掉")

    @carries_out("R01")
    def approved_before_it_is_cooked(self, surroundings: Surroundings) -> Iterator[Finding]:
        """审定日期<执行首日."""
        if self.approved_on is not None and self.approved_on >= self.first_day:
            what = f"{self.approved_on}才审定，食谱{self.first_day}已执行"
            yield self.finding("R01", "「审定日期」", what, "说明原因；下周提前审定")

    @carries_out("R03")
    def costs_what_the_standard_allows(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Meal by meal within a tenth of the standard; snacks are no meals."""
        meals: dict[str, Decimal] = {}
        for one in self.dishes:
            meals[one.day_meal] = meals.get(one.day_meal, Decimal()) + one.cost
        for meal, cost in meals.items():
            off = cost / self.standard - 1
            if not meal.endswith("点") and abs(off) > OFF_STANDARD:
                what = f"{meal}人均成本{cost}元，偏离标准{off * 100:+.0f}%"
                yield self.finding("R03", "「人均成本（元）」", what, "调整或说明")

    @carries_out("G05")
    def changes_are_approved(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The food safety officer agrees to what is changed."""
        for number, one in enumerate(self.changes, 1):
            if not surroundings.has_post(one.approver.id, "food_officer", "food_director"):
                where = f"「临时调整」第 {number} 行"
                yield self.finding("G05", where, "批准人不是食品安全员", "由食品安全员批准")
