"""设施设备定期保养检修与清洗记录：按设备的周期做，系统算应做日期，特种设备检验过期就停用。"""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from checklists.basis import known, seen
from checklists.cadence import OnEvent
from checklists.checklist import ChecklistEntry, left_out
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Person,
    Personal,
    Photos,
    Place,
    PlannedDay,
    Ref,
    RefTo,
    Text,
    When,
)
from checklists.errors import Problem
from checklists.hazards import FoundHazard
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Judgement, Measure, check_items

CYCLES = {"日": 1, "周": 7, "月": 30, "季": 91, "半年": 182, "年": 365}
TOLERANCE = 0.1
SPECIAL = ("电梯", "锅炉压力容器")
OUT_OF_USE = ("停用", "报废")
CONCERNS: dict[str, tuple[int, ...]] = {
    "体育器械": (1, 3),
    "大型玩具": (1, 2, 3),
    "厨房设备": (6,),
    "空调": (8,),
    "电梯": (4,),
    "锅炉压力容器": (5,),
    "门帘": (9,),
    "暖气罩": (10,),
    "油烟机": (7,),
    "滤网": (8,),
}
"""Items that concern a kind of equipment; the others are 不适用 unless somebody judges them."""


class Part(BaseModel):
    """A part that was replaced, and what it cost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: Annotated[Text, Label("部件")]
    cost: Annotated[Money, Label("费用")]


class EquipmentMaintenanceRecord(ChecklistEntry):
    """设施设备定期保养检修与清洗记录：一件设备一次一份。"""

    register = Register(
        title="设施设备定期保养检修与清洗记录（器械、大型玩具、特种设备、门帘暖气罩）",
        number="8.4",
        prefix="SBBY",
        cadence=OnEvent(
            "按设备计划（体育器械每周目测、每月紧固；特种设备每月自查；门帘暖气罩每学期）",
            "作业当日",
        ),
        retention=Retention("至设备报废后1年，特种设备技术档案随设备", 1, starts="该设备报废之日"),
        basis=(
            seen(
                "《特种设备安全法》第三十五、三十九、四十、四十二条；《特种设备安全监察条例》第二十六至二十八条；《食品安全法》第五十六条（设施定期维护、清洗、校验）"
            ),
            seen("《学校卫生工作条例》第十条（体育场地和器材符合卫生和安全要求）"),
            known(
                "GB/T 19851《中小学体育器材和场地》系列、GB/T 27689《无动力类游乐设施》（名称把握较大）"
            ),
        ),
        signers=(
            Signer(
                "保养人",
                ("electrician", "contractor", "cleaner", "pe_teacher", "room_custodian"),
                column="maintainer",
            ),
            Signer("使用部门", ("homeroom", "room_custodian", "canteen_manager", "pe_teacher")),
            Signer("总务处", ("logistics_clerk", "logistics_head")),
        ),
        post="设备责任人/维修工",
        owners=("electrician", "room_custodian"),
        photos="作业前后",
        followup=("停用挂牌 → 维修工单/报废流程",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "停用状态设备不可产生借用/使用记录；特种设备检验过期→自动停用",
            ),
            Rule("R02", Severity.BLOCK, "实做>应做+容差（周期×10%）为逾期；保养人具备相应资质"),
            Rule("R03", Severity.WARN, "年度故障≥3次；维修费累计>原值50%→报废建议"),
        ),
        seeds=(
            Seed(2, "三（二）4", "认真、及时地做好各种物品、器械的保养和维修，确保安全使用", 77),
            Seed(4, "三（五）3", "做好楼内暖气罩、卫生间门帘的定期清洗管理工作", 209),
            Seed(2, "三（三）", "爱护并合理使用园内设施设备", 83),
            Seed(4, "三（六）2", "班级多媒体、校园广播系统、监控系统", 221),
        ),
    )

    hazard_source = "其他"
    hazard_category = "设施器材"

    items = check_items(
        """
        01 ★ | 体育器械连接紧固 | 扳手、摇 | 无松动锈蚀，埋深稳固
        02 ★ | 大型玩具滑道、绳网、秋千链 | 手触 | 无裂纹、夹点、勾挂，防撞垫完整
        03 ★ | 缓冲地垫/沙坑 | 厚度、平整 | 无硬化、破损
        04 ★ | 电梯 | 查维保单 | 每15日维保[K]，年检有效，紧急通话通 | 特种设备
        05 ★ | 锅炉压力容器 | 压力表、安全阀 | 检验有效，持证操作 | 特种设备
        06 ★ | 厨房设备 | 试机 | 防护罩、急停有效，漏电保护
        07   | 油烟净化与管道 | 查 | 按周期清洗 | 消防
        08   | 空调滤网 | 拆洗 | 清洁消毒
        09   | 门帘、窗帘 | 洗 | 清洁无霉，阻燃标识
        10   | 暖气罩 | 擦洗 | 无积尘、无尖角、固定
    """,
        {"I04": (Measure("days", "距上次维保", Limit.of(high="15"), "日"),)},
    )

    plan: Annotated[Text, Label("保养计划编号"), Head()]
    asset: Annotated[Ref, RefTo("equipment", even="stopped"), Label("设备编号/名称"), Head()]
    location: Annotated[Place, Label("位置"), Head()]
    custodian: Annotated[Person, Label("责任人"), Head()]
    maintainer: Annotated[Person, Label("保养人"), Head()]
    licence: Annotated[
        Text | None, Label("保养人资质证号"), Personal("tail"), Head(), When("特种设备时")
    ] = None
    kind: Annotated[
        Literal[
            "体育器械",
            "大型玩具",
            "多媒体",
            "广播",
            "监控",
            "厨房设备",
            "空调",
            "电梯",
            "锅炉压力容器",
            "饮水设备",
            "水泵",
            "门帘",
            "暖气罩",
            "油烟机",
            "滤网",
            "消防",
        ],
        Label("类别"),
    ]
    cycle: Annotated[Literal["日", "周", "月", "季", "半年", "年"], Label("周期")]
    last_on: Annotated[Day | None, Label("上次完成日期"), When("不是首次")] = None
    done_on: Annotated[Day, Label("实做日期")]
    content: Annotated[Text, Field(max_length=200), Label("保养/清洗内容")]
    result: Annotated[Literal["正常", "修复", "待修", "停用", "报废"], Label("结果")]
    parts_cost: Annotated[tuple[Part, ...], Field(max_length=100), Label("更换部件/费用")] = ()
    inspect_valid: Annotated[
        PlannedDay | None, Label("法定检验有效期至"), When("特种设备时"), Hint("特种设备必填")
    ] = None
    photos_before: Annotated[Photos, Label("作业前照片")] = ()
    photos_after: Annotated[Photos, Label("作业后照片")] = ()

    example = {
        "plan": "BY-2026-04",
        "asset": "QX-02 篮球架",
        "location": "操场",
        "custodian": "孙健",
        "maintainer": "赵工",
        "kind": "体育器械",
        "cycle": "月",
        "last_on": "2026-02-05",
        "done_on": "2026-03-06",
        "content": "紧固螺栓12只，除锈补漆，检查缓冲垫",
        "result": "正常",
        "parts_cost": [{"part": "M12螺栓2只", "cost": "9.60"}],
        "photos_before": [EXAMPLE_PHOTO],
        "photos_after": [EXAMPLE_PHOTO],
        "checks": {"I01": {"verdict": "合格"}, "I03": {"verdict": "合格"}},
    }

    @model_validator(mode="before")
    @classmethod
    def other_items_do_not_apply(cls, data: Any) -> Any:
        """Nobody tightens the bolts of a curtain."""
        kind = data.get("kind") if isinstance(data, dict) else None
        if not isinstance(kind, str):
            return data
        concerned = CONCERNS.get(kind, ())
        others = [item.id for item in cls.items if int(item.id[1:]) not in concerned]
        return left_out(data, others, kind)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def due_on(self) -> Annotated[PlannedDay | None, Label("应做日期"), Hint("=上次+周期")]:
        """When it had to be done; None the first time."""
        return self.last_on and self.last_on + timedelta(days=CYCLES[self.cycle])

    @computed_field  # type: ignore[prop-decorator]
    @property
    def next_due(self) -> Annotated[PlannedDay | None, Label("下次应做日期"), Hint("=实做+周期")]:
        """When it has to be done again; None for what is scrapped."""
        if self.result == "报废":
            return None
        return self.done_on + timedelta(days=CYCLES[self.cycle])

    @computed_field  # type: ignore[prop-decorator]
    @property
    def latest(self) -> Annotated[PlannedDay | None, Label("最迟应做日期"), Hint("容差=周期×10%")]:
        """The due day with its tolerance."""
        return self.due_on and self.due_on + tolerance(self.cycle)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def cost(self) -> Annotated[Decimal, Label("费用合计（元）")]:
        """Of all parts."""
        return sum((one.cost for one in self.parts_cost), Decimal(0))

    def business_date(self) -> date:
        """The day it was done."""
        return self.done_on

    def title(self) -> str:
        """Equipment and what was done."""
        return f"{self.asset.name}{self.done_on.month}月{self.done_on.day}日{self.kind}保养"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Done after it was done last."""
        yield from super().malformed(surroundings)
        yield from self.in_order(("last_on", self.last_on), ("done_on", self.done_on))

    def found_hazard(self, judgement: Judgement) -> FoundHazard:
        """Where the equipment stands, unless the item says where."""
        hazard = super().found_hazard(judgement)
        return replace(hazard, place=hazard.place or self.location)

    @carries_out("R01")
    def inspected_by_law(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Special equipment past its inspection is out of use."""
        until = self.inspect_valid
        if until is not None and until < self.done_on and self.result not in OUT_OF_USE:
            what = f"法定检验{until}到期，结果只能是停用"
            yield self.finding("R01", "「结果」", what, "停用挂牌，检验合格后恢复")

    @carries_out("R02")
    def done_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Within the tolerance of a tenth of the cycle."""
        if self.latest is not None and self.done_on > self.latest:
            days = (self.done_on - self.latest).days
            what = f"应在{self.due_on}做，过了容差{days}天"
            yield self.finding("R02", "「实做日期」", what, "写明原因，调整计划")

    @carries_out("R02")
    def done_by_somebody_who_may(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Special equipment by the licensed only."""
        if self.kind in SPECIAL and not self.licence:
            what = f"{self.kind}保养人没有资质证号"
            yield self.finding("R02", "「保养人资质证号」", what, "由有资质的单位或人员保养")

    @carries_out("G17")
    def special_equipment_is_inspected(self, surroundings: Surroundings) -> Iterator[Finding]:
        """特种设备必填."""
        if self.kind in SPECIAL and self.inspect_valid is None:
            yield self.finding("G17", "「法定检验有效期至」", "特种设备没有填写", "按检验报告补填")

    @carries_out("G18")
    def shown_before_and_after(self, surroundings: Surroundings) -> Iterator[Finding]:
        """作业前后."""
        for name in ("photos_before", "photos_after"):
            if not getattr(self, name):
                yield self.finding(
                    "G18", f"「{self.column(name).label}」", "没有照片", "补拍或说明"
                )


def tolerance(cycle: str) -> timedelta:
    """周期×10%, whole days, at least one for anything longer than a day."""
    return timedelta(days=math.floor(CYCLES[cycle] * TOLERANCE + 0.5))
