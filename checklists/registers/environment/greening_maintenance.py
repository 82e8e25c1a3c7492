"""绿化养护记录：绿化工每做一项作业登记一行，用药、登高写明安全措施，顺带看有没有枯枝和倾斜的树。"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from checklists.basis import known
from checklists.cadence import EveryWeek
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Number,
    Person,
    Photos,
    Place,
    PlannedDay,
    Text,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.hazards import FoundHazard
from checklists.limits import Choice
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Judgement

SPRAYED, FED, CLIMBED = "治虫", "施肥", "登高修枝"
FORBIDDEN = (
    "甲胺磷",
    "对硫磷",
    "久效磷",
    "磷胺",
    "克百威",
    "呋喃丹",
    "涕灭威",
    "甲拌磷",
    "氧乐果",
    "氧化乐果",
    "灭多威",
    "毒鼠强",
    "百草枯",
)
"""剧毒、高毒农药, the commonest names [K]."""


class GreeningMaintenance(RowEntry):
    """绿化养护记录：一项作业一行；治虫、施肥写药肥，登高、用药写安全措施。"""

    register = Register(
        title="绿化养护记录",
        number="6.3",
        prefix="LHYH",
        cadence=EveryWeek("每周巡看，作业按次", "作业当日"),
        retention=Retention("1学年", 1),
        basis=(known("地方园林绿化养护规范；[S] 《安全生产法》第四十六条（登高修剪安全检查）"),),
        signers=(
            Signer("绿化工", ("gardener",), column="worker"),
            Signer("总务处", ("logistics_clerk", "logistics_head")),
        ),
        post="绿化工",
        owners=("gardener",),
        photos="作业前后各1张",
        followup=("枯枝断枝、倾斜 → 立即隔离，隐患台账",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "用药时段学生不在场，用药后安全间隔期内挂牌；登高修枝≥2人作业",
            ),
            Rule("R02", Severity.WARN, "汛期、台风前未做枯枝排查；一个月无修剪除草"),
        ),
        seeds=(
            Seed(2, "三（四）1", "加强园内花木、草坪、养护工作，定期拔草、修枝，美化校园", 87),
            Seed(3, "三（四）", "及时督促我校绿化工修剪、锄草等", 147),
            Seed(4, "三（五）2", "做好草坪的修剪、浇水、卫生管理", 207),
            Seed(4, "三（五）1", "做好校园花架及大门侧面花卉的绿化美化工作", 205),
            Seed(5, "三6（1）", "适时抓好除草、施肥、治虫、修剪各环节的工作", 287),
            Seed(1, "二（一）3（1）", "重视花草树木的管理，确保校园净化、美化、绿化", 37),
        ),
    )

    hazard_source = "每日巡视"
    hazard_category = "绿化"

    date: Annotated[Day, Label("日期"), Head()]
    area: Annotated[Place, Label("绿地片区"), Head()]
    worker: Annotated[Person, Label("作业人"), Head()]
    weather: Annotated[Text, Label("天气"), Head()]
    work: Annotated[
        Literal["浇水", "除草", "修剪", "施肥", "治虫", "补植", "支撑", "清运", "登高修枝"],
        Label("作业"),
    ]
    plant: Annotated[Text, Label("植物")]
    qty: Annotated[Number, Field(gt=0, decimal_places=1), Label("数量"), Unit("m²/株"), Hint(">0")]
    material: Annotated[
        Text | None, Label("药肥名称/用量"), When("治虫、施肥时"), Hint("剧毒高毒农药禁用")
    ] = None
    safe: Annotated[
        Text | None, Label("安全措施"), When("登高、用药时"), Hint("放学后、隔离、警示")
    ] = None
    pupils_away: Annotated[bool | None, Label("学生不在场"), When("用药时")] = None
    sign_until: Annotated[
        PlannedDay | None, Label("警示牌挂至"), When("用药时"), Hint("安全间隔期满")
    ] = None
    workers: Annotated[Count | None, Label("作业人数"), Unit("人"), When("登高修枝时")] = None
    result: Annotated[Literal["好", "一般", "返工"], Label("质量评价")]
    trees: Annotated[
        Literal["无", "有枯枝断枝", "有倾斜松动"],
        Label("枯枝断枝、倾斜"),
        Choice.of("无", failing=("有枯枝断枝", "有倾斜松动")),
    ] = "无"
    photos_before: Annotated[Photos, Label("作业前照片"), Hint("1张")] = ()
    photos_after: Annotated[Photos, Label("作业后照片"), Hint("1张")] = ()

    example = {
        "date": "2026-03-05",
        "area": "教学楼前花坛",
        "worker": "吕山",
        "weather": "晴",
        "work": "修剪",
        "plant": "冬青篱",
        "qty": "42.0",
        "result": "好",
        "photos_before": [EXAMPLE_PHOTO],
        "photos_after": [EXAMPLE_PHOTO],
    }

    def title(self) -> str:
        """Day, place and work."""
        return f"{self.date.month}月{self.date.day}日{self.area.name}{self.work}"

    def found_hazard(self, judgement: Judgement) -> FoundHazard:
        """Where the trees stand, as photographed."""
        hazard = super().found_hazard(judgement)
        return replace(hazard, place=self.area, photos=(*self.photos_before, *self.photos_after))

    @carries_out("R01")
    def nobody_is_near_what_is_sprayed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Pupils are away while it is sprayed, and a sign keeps them away afterwards."""
        if self.work != SPRAYED:
            return
        if not self.pupils_away:
            yield self.finding(
                "R01", "「学生不在场」", "用药时学生在场，或没有填写", "改在放学后用药"
            )
        if self.sign_until is None or self.sign_until < self.date:
            yield self.finding(
                "R01", "「警示牌挂至」", "没有挂到安全间隔期满", "按药剂说明挂牌，写明挂到哪天"
            )

    @carries_out("R01")
    def nobody_climbs_alone(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Branches high up are cut by two."""
        if self.work == CLIMBED and (self.workers or 0) < 2:
            what = f"只有{self.workers}人" if self.workers is not None else "没有填写"
            yield self.finding("R01", "「作业人数」", f"登高修枝{what}", "至少2人作业，一人监护")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What was spread or sprayed, and how people were kept safe."""
        if self.work in (SPRAYED, FED) and not self.material:
            yield self.finding("G17", "「药肥名称/用量」", f"{self.work}没有填写", "补填名称和用量")
        if self.work in (SPRAYED, CLIMBED) and not self.safe:
            yield self.finding("G17", "「安全措施」", f"{self.work}没有填写", "补填安全措施")
        for name in FORBIDDEN:
            if name in (self.material or ""):
                yield self.finding(
                    "G17",
                    "「药肥名称/用量」",
                    f"{name}属剧毒高毒农药，校园禁用",
                    "停用封存，报总务处",
                )

    @carries_out("G18")
    def shown_before_and_after(self, surroundings: Surroundings) -> Iterator[Finding]:
        """作业前后各1张."""
        for name in ("photos_before", "photos_after"):
            if not getattr(self, name):
                yield self.finding(
                    "G18", f"「{self.column(name).label}」", "没有照片", "补拍或说明"
                )
