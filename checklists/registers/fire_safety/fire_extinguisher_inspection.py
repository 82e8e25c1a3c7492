"""灭火器检查卡：每具灭火器每月检查一次（锅炉房、地下室等每半月），压力、外观、有效期逐项看。"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, computed_field

from checklists.basis import seen
from checklists.cadence import EveryMonth
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    Day,
    Head,
    Hint,
    Label,
    Number,
    Person,
    Photos,
    Place,
    PlannedDay,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.errors import Problem
from checklists.hazards import FoundHazard
from checklists.lifespans import Lifespan, lifespan, years_after
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import CheckItem, Judgement, Measure, Verdict, check_items

CARBON_DIOXIDE = "二氧化碳"
NO_GAUGE = "无压力表（称重）"
ZONES = Choice.of("绿区", failing=("红区", "黄区", NO_GAUGE))
CHARGE_WITHOUT_HOSE = 3  # kg or L
WARNED_BEFORE = timedelta(days=60)
FARTHEST = 30  # metres between the place and where the code was read
WHEELED = ("MFT", "MTT", "MST", "MPT", "MJT")

Kilograms = Annotated[Number, Field(decimal_places=2, max_digits=6)]


class FireExtinguisherInspection(ChecklistEntry):
    """灭火器检查卡：一具灭火器一次检查一份，逐项判定，到期日由系统计算。"""

    register = Register(
        title="灭火器检查卡（逐具月检）",
        number="4.3",
        prefix="MHQ",
        cadence=EveryMonth(
            "每月（锅炉房、地下室等每半月）",
            "每月上旬",
            per="extinguisher",
            twice="extinguisher_half_month",
            put_off=False,
        ),
        retention=Retention("至该灭火器报废后1年", 1, starts="该灭火器报废之日"),
        basis=(
            seen(
                "GB 50444-2008第5.2.1条（每月按附录C检查）、5.2.2条（候车室等人员密集公共场所、锅炉房、地下室等每半月）、5.2.3条（挪动缺件及时处置）、5.2.4条（检查记录应予保留）"
            ),
            seen(
                "维修期限：水基型出厂满3年、首次维修后每满1年；干粉、洁净气体、二氧化碳出厂满5年、首次维修后每满2年。报废期限：水基型6年、干粉10年、洁净气体10年、二氧化碳12年。一次送修不超过计算单元总数的1/4"
            ),
            seen(
                "自《消防设施通用规范》GB 55036-2022实施（2023-03-01）起，GB 50444的强制性条文5.3.2、5.4.1–5.4.4等同时废止（tmgcw转载）；年限仍为行业通行依据，另见XF 95-2015《灭火器维修》[K]。→ 规则表须可配置并带版本"
            ),
            seen(
                "GB 50140设置要求：铭牌朝外、箱不得上锁、手提式顶部离地≤1.50m、底部≥0.08m；每计算单元≥2具，每设置点不宜多于5具"
            ),
        ),
        signers=(
            Signer("检查人", ("safety_officer",), column="checker"),
            Signer("安全办（月汇总）", ("safety_officer",)),
        ),
        post="安全员/责任区管理人",
        owners=("safety_officer",),
        photos="不合格必需，正常每月抽10%",
        followup=(
            "不合格 → 挂“停用”牌并就近调补→送修/报废→换新登记资产",
            "动用过（喷过）→ 一律送修再充装",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "每具在用灭火器每月必须有且只有一条有效月检（半月检场所两条）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "报废日期≤今天→只能选“停用报废”，不得判合格；维修到期→不得判合格",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "出厂日期、类型一经首检确认不可改（改须资产管理员审批）",
            ),
            Rule(
                "R04",
                Severity.BLOCK,
                "送修同一单元数量≤1/4，超过须登记替代器材（灭火级别≥原级别）",
            ),
            Rule(
                "R05",
                Severity.WARN,
                "距应维修/报废≤60天提前预警；同一设置点>5具或单元<2具",
            ),
            Rule(
                "R06",
                Severity.WARN,
                "扫码定位偏离设置点>30m",
            ),
        ),
        stages=("检查",),
        seeds=(
            Seed(5, "三5", "检查灭火器的压力是否正常", 277),
            Seed(2, "三（二）5", "继续切实做好消防安全工作", 79),
        ),
    )

    hazard_source = "灭火器检查"
    hazard_category = "消防"

    items = check_items(
        """
        01   | 设置点位置 | 对平面图 | 在配置图规定位置，未被挪用
        02   | 放置方式与高度 | 目视、卷尺抽查 | 落地/托架/挂钩稳固，铭牌朝外，手提式顶部≤1.50m、底部≥0.08m
        03   | 灭火器箱 | 开箱 | 不上锁、开启灵活、箱内干燥清洁，箱前无遮挡
        04   | 标志与可见性 | 目视 | 位置标识、使用说明、编号卡齐全；视线受阻处有指示标志
        05   | 铭牌 | 目视 | 清晰、无残缺，型号、灭火级别、生产日期可读
        06 ★ | 压力指示器 | 目视指针 | 指针在绿区（红区欠压、黄区超压均不合格；CO2无压力表以称重代替）
        07 ★ | 铅封与保险装置 | 手触不拔 | 铅封（塑封）完好，保险销在位无锈死
        08 ★ | 喷嘴与喷射软管 | 目视、手捏 | 无老化龟裂、堵塞、松脱；充装>3kg（L）应有软管
        09 ★ | 筒体外观 | 目视摸底部 | 无锈蚀凹坑、鼓包、变形、磕碰，涂层脱落≤1/3
        10   | 器头、压把、提把 | 目视、轻扳 | 无变形、裂纹、锈死
        11 ★ | 有效期与维修合格证 | 查钢印/维修标签 | 未到报废期；到期已维修且合格证在期
        12 ★ | 非合法维修、焊补痕迹 | 目视 | 无
        13   | 推车式轮架 | 推动 | 行驶灵活
        14   | 周围环境 | 目视 | 无潮湿、腐蚀、曝晒、超温
    """,
        {
            "I02": (
                Measure("top", "顶部离地", Limit.of(high="1.50", evidence="S"), "m"),
                Measure("bottom", "底部离地", Limit.of(low="0.08", evidence="S"), "m"),
            ),
            "I06": (Measure("zone", "指针", ZONES),),
            "I08": (
                Measure("charge", "充装量", unit="kg(L)"),
                Measure("hose", "喷射软管", Choice.of("有", failing=("无",))),
            ),
            "I09": (
                Measure("coating", "涂层脱落", Choice.of("无脱落", "≤1/3", failing=(">1/3",))),
            ),
        },
    )

    checked_on: Annotated[Day, Label("检查日期"), Head()]
    area: Annotated[Text, Label("责任区"), Head()]
    checker: Annotated[Person, Label("检查人"), Head()]
    ext_no: Annotated[Ref, RefTo("extinguisher", even="stopped"), Label("灭火器编号（二维码）")]
    location: Annotated[Place, Label("设置点")]
    type: Annotated[Literal["干粉ABC", "干粉BC", "二氧化碳", "水基型", "洁净气体"], Label("类型")]
    spec: Annotated[Text, Label("规格"), Hint("如MFZ/ABC4")]
    made_on: Annotated[Day, Label("出厂日期"), Hint("≤今天")]
    last_repair: Annotated[Day | None, Label("最近维修日期"), Hint(">出厂日期")] = None
    weight: Annotated[
        Kilograms | None,
        Label("称重（CO2）"),
        Unit("kg"),
        When("二氧化碳灭火器"),
        Hint("失重>额定充装量10%或年泄漏超标须送修"),
    ] = None
    rated_weight: Annotated[
        Kilograms | None, Label("额定总重（CO2）"), Unit("kg"), When("二氧化碳灭火器")
    ] = None
    rated_charge: Annotated[
        Kilograms | None,
        Field(gt=0),
        Label("额定充装量（CO2）"),
        Unit("kg"),
        When("二氧化碳灭火器"),
    ] = None
    conclusion: Annotated[
        Literal["在用", "停用送修", "停用报废"], Label("结论"), When("不合格或到期时改")
    ] = "在用"
    substitute: Annotated[
        Ref | None,
        RefTo("extinguisher"),
        Label("替代器材"),
        When("停用时就近调补"),
        Hint("灭火级别≥原级别"),
    ] = None
    scan_distance: Annotated[
        Number | None, Label("扫码定位偏离"), Unit("m"), When("扫码登记时"), Hint("≤30m")
    ] = None
    photos: Annotated[Photos, Label("照片"), When("不合格时")] = ()

    example = {
        "checked_on": "2026-03-05",
        "area": "教学楼一层",
        "checker": "郑琦",
        "ext_no": "M-017",
        "location": "教学楼一层东侧",
        "type": "干粉ABC",
        "spec": "MFZ/ABC4",
        "made_on": "2023-06-18",
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 15)},
            "I02": {"verdict": "合格", "measured": {"top": "1.32", "bottom": "0.15"}},
            "I06": {"measured": {"zone": "绿区"}},
            "I08": {"verdict": "合格", "measured": {"charge": "4", "hose": "有"}},
            "I09": {"verdict": "合格", "measured": {"coating": "无脱落"}},
            "I13": {"verdict": "不适用", "remark": "手提式"},
        },
    }

    _lifespan: Lifespan = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        """The years that apply: the school's own limits are known while it is read."""
        limits = context.limits if isinstance(context, Surroundings) else {}
        self._lifespan = lifespan(self.type, limits)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def month(self) -> Annotated[str, Label("月份"), Head()]:
        """As 2026-03."""
        return f"{self.checked_on:%Y-%m}"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def next_repair_due(self) -> Annotated[PlannedDay, Label("应维修日期"), Hint("按类型规则")]:
        """Counted from the last repair, or from manufacture."""
        if self.last_repair is not None:
            return years_after(self.last_repair, self._lifespan.later_repair)
        return years_after(self.made_on, self._lifespan.first_repair)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def scrap_due(self) -> Annotated[PlannedDay, Label("应报废日期"), Hint("=出厂日期+年限")]:
        """End of its life."""
        return years_after(self.made_on, self._lifespan.scrap)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def leak(
        self,
    ) -> Annotated[
        Decimal | None, Label("失重比例（CO2）"), Unit("%"), Limit.of(high="10", evidence="K")
    ]:
        """Loss of weight in per cent of the rated charge, one place."""
        if self.weight is None or self.rated_weight is None or self.rated_charge is None:
            return None
        lost = (self.rated_weight - self.weight) / self.rated_charge * 100
        return round(lost, 1)

    @property
    def is_overdue(self) -> bool:
        """Whether repair or scrapping is due on the day of the check."""
        return min(self.next_repair_due, self.scrap_due) <= self.checked_on

    def subject(self) -> str:
        """The extinguisher."""
        return self.ext_no.id

    def title(self) -> str:
        """Extinguisher and month."""
        return f"灭火器{self.ext_no.name} {self.month} 检查"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Made, then repaired, then checked."""
        yield from super().malformed(surroundings)
        yield from self.in_order(
            ("made_on", self.made_on),
            ("last_repair", self.last_repair),
            ("checked_on", self.checked_on),
        )

    def bounds(
        self, item: CheckItem, surroundings: Surroundings
    ) -> dict[str, Limit | Choice | None]:
        """What the criteria make depend on type, charge and wheels."""
        bounds, check = super().bounds(item, surroundings), self.checks.get(item.id)
        charge = check.measured.get("charge") if check else None
        if item.id == "I06" and self.type == CARBON_DIOXIDE:
            bounds["zone"] = Choice(ZONES.options, frozenset({NO_GAUGE}))
        if item.id == "I02" and self.spec.upper().startswith(WHEELED):
            bounds = dict.fromkeys(bounds)
        if item.id == "I08" and isinstance(charge, Decimal) and charge <= CHARGE_WITHOUT_HOSE:
            bounds["hose"] = None
        return bounds

    def judgements(self, surroundings: Surroundings) -> tuple[Judgement, ...]:
        """Past its dates it is 不合格, whatever was ticked (R02)."""
        dates = f"{self.slug}.I11"
        return tuple(
            replace(one, verdict=Verdict.FAIL) if one.key == dates and self.is_overdue else one
            for one in super().judgements(surroundings)
        )

    def found_hazard(self, judgement: Judgement) -> FoundHazard:
        """Where the extinguisher stands, unless the item says otherwise."""
        hazard = super().found_hazard(judgement)
        return replace(
            hazard, place=hazard.place or self.location, photos=hazard.photos or self.photos
        )

    @carries_out("R02")
    def not_in_use_past_its_dates(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Scrapping due: only 停用报废. Repair due: not 合格 and not in use."""
        if self.scrap_due <= self.checked_on:
            if self.conclusion != "停用报废":
                what = f"已于{self.scrap_due}到报废期，结论只能是停用报废"
                yield self.finding("R02", "「结论」", what, "挂停用牌，报废更换")
        elif self.next_repair_due <= self.checked_on and self.conclusion == "在用":
            what = f"已于{self.next_repair_due}到维修期，不能在用"
            yield self.finding("R02", "「结论」", what, "停用送修，并补替代器材")
        if self.is_overdue and self.checks["I11"].verdict is Verdict.PASS:
            yield self.finding("R02", self.items[10].where, "已到期，不得判合格", "更正为不合格")

    @carries_out("R05")
    def dates_come_near(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Warned sixty days before repair or scrapping."""
        for name in ("next_repair_due", "scrap_due"):
            left = getattr(self, name) - self.checked_on
            if timedelta() < left <= WARNED_BEFORE:
                where = f"「{self.column(name).label}」"
                yield self.finding("R05", where, f"还有{left.days}天", "安排送修或更换")

    @carries_out("R06")
    def read_on_the_spot(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The code was read near its place."""
        if self.scan_distance is not None and self.scan_distance > FARTHEST:
            what = f"离设置点{self.scan_distance}m，超过{FARTHEST}m"
            yield self.finding("R06", "「扫码定位偏离」", what, "到现场重新检查，或说明原因")

    @carries_out("G17")
    def carbon_dioxide_is_weighed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No gauge: only the scales tell."""
        if self.type == CARBON_DIOXIDE and self.leak is None:
            yield self.finding(
                "G17", "「称重（CO2）」", "二氧化碳灭火器没有称重", "补填称重、额定总重、额定充装量"
            )

    @carries_out("G18")
    def failures_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """不合格必需 photos."""
        shown = self.photos or any(check.photos for check in self.checks.values())
        if self.verdict(surroundings) is Verdict.FAIL and not shown:
            yield self.finding("G18", "「照片」", "不合格没有照片", "补拍")
