"""学校负责人（家长）陪餐记录：每餐一名负责人与学生同餐同菜，餐后当日打分、提意见。"""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from checklists.basis import seen
from checklists.cadence import EveryMeal
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Person,
    Personal,
    Photos,
    Ref,
    RefTo,
    Text,
    When,
)
from checklists.entry import PLAIN, InstrumentEntry
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict

SHORTEST_OPINION = 10
LEADERS = ("校长园长", "副校长", "中层")
Score = Annotated[Count, Field(ge=1, le=5)]
ENOUGH = Limit.of(low="3", evidence="建议值")


class MealCompanionRecord(InstrumentEntry):
    """学校负责人（家长）陪餐记录：一餐一人一份，评分1–5分。"""

    register = Register(
        title="学校负责人（家长）陪餐记录",
        number="5.8",
        prefix="PC",
        cadence=EveryMeal("每餐（负责人），家长陪餐每月≥1次（可配置）", "餐后当日", time(18)),
        retention=Retention("2年", 2),
        basis=(
            seen(
                "45号令（2019-04-01施行）：中小学、幼儿园建立集中用餐陪餐制度，每餐均应有学校相关负责人与学生共同用餐，做好陪餐记录；有条件的建立家长陪餐制度并研究反馈意见（条号[K]第十五条，把握中等）"
            ),
        ),
        signers=(
            Signer("陪餐人", ("principal", "vp_logistics", "logistics_head"), column="companion"),
            Signer("食堂负责人", ("canteen_manager",), condition="有整改时"),
        ),
        post="陪餐校领导",
        owners=("principal", "vp_logistics", "duty_leader"),
        photos="必需1张（餐盘/就餐区）",
        followup=("评分≤2或发现异物 → 当餐处置、留证、隐患",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "供餐日每餐至少1名校级/中层负责人记录；陪餐人须与学生同餐同菜",
            ),
            Rule("R02", Severity.WARN, "陪餐人付费记录与签到不一致（启用付费核对时）"),
            Rule("R03", Severity.WARN, "同一人连续陪餐>5天；意见重复率高"),
        ),
        stages=("陪餐",),
        for_pupils_meals=True,
        seeds=(
            Seed(3, "三（一）", "及时将师生的建议与意见与食堂负责人沟通", 121),
            Seed(3, "三（一）", "定期不定期地深入到食堂", 121),
        ),
    )

    hazard_source = "食堂检查"
    hazard_category = "食品"

    date: Annotated[Day, Label("日期"), Head()]
    meal: Annotated[Literal["早", "中", "晚", "早点", "午点"], Label("餐次"), Head()]
    companion: Annotated[Person, Label("陪餐人"), Head(), Hint("家长陪餐时写接待的负责人")]
    role: Annotated[
        Literal["校长园长", "副校长", "中层", "家长", "膳食委员"], Label("身份"), Head()
    ]
    guest: Annotated[
        Text | None, Label("家长（委员）姓名"), Head(), When("家长、膳食委员陪餐"), Personal("name")
    ] = None
    class_: Annotated[Ref, RefTo("class"), Label("同桌班级"), Head()]
    together: Annotated[bool, Label("与学生同餐同菜"), Hint("必须同餐同菜")]
    taste: Annotated[Score, Label("口味"), ENOUGH, Hint("1–5分")]
    temp_ok: Annotated[Score, Label("温度"), ENOUGH, Hint("1–5分")]
    quantity: Annotated[Score, Label("分量与荤素"), ENOUGH, Hint("1–5分")]
    hygiene: Annotated[Score, Label("环境与人员卫生"), ENOUGH, Hint("1–5分")]
    waste: Annotated[Literal["少", "中", "多"], Label("剩餐情况")]
    opinion: Annotated[Text, Field(max_length=300), Label("意见建议"), Hint("≥10字")]
    feedback: Annotated[
        Note | None, Field(max_length=200), Label("食堂反馈与整改"), When("评分≤2")
    ] = None
    signed_in: Annotated[bool | None, Label("已签到"), When("启用付费核对时")] = None
    paid: Annotated[bool | None, Label("已付餐费"), When("启用付费核对时")] = None
    photos: Annotated[Photos, Label("照片"), When("每餐1张"), Hint("餐盘或就餐区")] = ()

    example = {
        "date": "2026-03-05",
        "meal": "中",
        "companion": "林致远",
        "role": "校长园长",
        "class_": "三（2）班",
        "together": True,
        "taste": 4,
        "temp_ok": 5,
        "quantity": 4,
        "hygiene": 5,
        "waste": "少",
        "opinion": "番茄炒蛋学生爱吃，米饭略硬，建议多加水。",
        "photos": [EXAMPLE_PHOTO],
    }

    def subject(self) -> str:
        """The meal."""
        return self.meal

    def title(self) -> str:
        """Meal and who sat at the table."""
        return f"{self.date.month}月{self.date.day}日{self.meal}餐陪餐（{self.companion.name}）"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The canteen manager, where something has to be put right."""
        asked = self.feedback or self.verdict(surroundings) is Verdict.FAIL
        return frozenset({"食堂负责人"} if asked else ())

    @carries_out("R01")
    def same_table_same_food(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Whoever eats something else keeps nobody company."""
        if not self.together:
            yield self.finding("R01", "「与学生同餐同菜」", "没有同餐同菜", "不算陪餐，另行安排")

    @carries_out("R02")
    def paid_as_signed_in(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Where payment is checked: who signed in has paid, and the other way round."""
        if None not in (self.signed_in, self.paid) and self.signed_in != self.paid:
            what = "已签到，没有付费记录" if self.signed_in else "有付费记录，没有签到"
            yield self.finding("R02", "「已付餐费」", what, "核对后说明")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """An answer of the canteen to a bad mark; ten characters of opinion; who the guest was."""
        if self.verdict(surroundings) is Verdict.FAIL and not self.feedback:
            yield self.finding(
                "G17", "「食堂反馈与整改」", "有评分≤2，没有填写", "由食堂负责人填写整改"
            )
        if len(self.opinion.strip()) < SHORTEST_OPINION:
            yield self.finding("G17", "「意见建议」", "不足10字", "写具体")
        if self.role not in LEADERS and not self.guest:
            yield self.finding(
                "G17", "「家长（委员）姓名」", f"{self.role}陪餐没有填写", "补填姓名"
            )

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """必需1张."""
        if not self.photos:
            yield self.finding("G18", "「照片」", "没有照片", "补拍餐盘或就餐区")
