"""校舍安全排查表：每栋楼每半年一份，裂缝逐条量长、宽、位置并与上期比，C、D级立即停用封闭上报。"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.cadence import EveryTerm
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Number,
    Person,
    Photos,
    Place,
    Text,
    Unit,
    When,
)
from checklists.hazards import FoundHazard
from checklists.lifespans import years_after
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import CheckItem, Judgement, Measure, Verdict, check_items

DOUBTFUL = ("C级", "D级", "存疑")
CRACKS = ("I01", "I02")
FACADES = 4
EVERY_YEARS, IF_OLD = 5, 1
KINDERGARTEN_RAILS = {"rail": Limit.of(low="1.30"), "gap": Limit.of(high="0.09")}

Millimetres = Annotated[Number, Field(ge=0, max_digits=8, decimal_places=2)]


class Crack(BaseModel):
    """A crack at a point that is measured again every half year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    point: Annotated[Text, Label("测点位置")]
    length: Annotated[Millimetres, Label("长"), Unit("mm")]
    width: Annotated[Millimetres, Label("宽"), Unit("mm")]
    is_new: Annotated[bool, Label("新增测点")] = False
    last_width: Annotated[Millimetres | None, Label("上期宽"), Unit("mm"), When("非新增")] = None
    earlier_width: Annotated[Millimetres | None, Label("上上期宽"), Unit("mm")] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def growth(self) -> Annotated[Decimal | None, Label("比上期"), Unit("mm")]:
        """Wider than half a year ago, by how much."""
        return None if self.last_width is None else self.width - self.last_width


class SchoolBuildingSafetyCheck(ChecklistEntry):
    """校舍安全排查表：一栋楼一次一份，与上期同点对比。"""

    register = Register(
        title="校舍安全排查表",
        number="8.3",
        prefix="XSPC",
        cadence=EveryTerm("每半年1次（汛期、雪期、地震后加查）", "3月、9月底前", after=29, lead=30),
        retention=Retention("永久（校舍档案）", None),
        basis=(
            seen(
                "《关于建立中小学校舍安全保障长效机制的意见》（国办发〔2013〕103号）：现有校舍每半年组织一次安全隐患排查；未达重点设防类或超设计年限继续使用的每年鉴定，达标的每5年鉴定；结果录入校舍信息管理系统"
            ),
            seen(
                "《义务教育法》第二十四条；《未成年人保护法》第三十五条（不得在危及安全的校舍中教学）"
            ),
        ),
        signers=(
            Signer(
                "排查人",
                ("logistics_clerk", "safety_officer", "electrician", "contractor"),
                column="checker",
            ),
            Signer("总务主任", ("logistics_head",)),
            Signer("校长", ("principal",)),
        ),
        post="总务主任（会同专业人员）",
        owners=("logistics_head",),
        photos="每栋四立面+不合格必需",
        followup=("重大 → 立即撤离停用、上报教育局、委托鉴定、维修项目立项",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "C、D级或存疑→停用标识+封闭+报告；不得排课到停用房间（与排课校验）",
                needs="lesson",
                needs_title="课程表",
            ),
            Rule("R02", Severity.BLOCK, "裂缝必须量化（长、宽、位置）并与上期同点对比"),
            Rule("R03", Severity.WARN, "鉴定到期；连续2期裂缝增长"),
        ),
        seeds=(
            Seed(1, "二（一）1（4）", "校舍维修、设备使用等进行每日巡视", 23),
            Seed(3, "二1", "认真做好校舍、各类教育教学设施", 111),
            Seed(3, "三（三）1", "总务后勤人员要时刻关注学校所有硬件设施的安全", 133),
        ),
    )

    hazard_source = "校舍排查"
    hazard_category = "校舍"

    items = check_items(
        """
        01 ★ | 地基与沉降 | 目视、量裂缝 | 无新增不均匀沉降，散水无开裂脱开
        02 ★ | 主体梁柱板墙裂缝 | 目视、裂缝尺 | 无结构性裂缝或宽度≤0.3mm且不发展
        03 ★ | 墙体渗漏、粉刷层 | 目视、敲击 | 无空鼓脱落
        04 ★ | 外墙砖/保温/石材/雨篷 | 望远、敲 | 无松动坠落风险
        05   | 屋面与防水、女儿墙 | 登屋面 | 无积水、破损、压顶松动
        06 ★ | 楼梯、栏杆 | 尺量、推 | 中小学临空栏杆≥1.10m、上人屋面和临开敞中庭≥1.20m、竖杆净距≤0.11m；幼儿园≥1.30m、净距≤0.09m[K：GB 50099、GB 55031、JGJ 39]，手推无晃动
        07 ★ | 门窗 | 推拉 | 固定牢，二层及以上有防坠限位，玻璃安全型
        08 ★ | 吊顶、灯具、风扇、管线 | 目视手摇 | 固定牢
        09   | 防雷、避难 | 查报告 | 有效 | 其他
        10 ★ | 挡土墙、边坡、围墙 | 目视 | 无倾斜开裂、排水孔通
        11 ★ | 周边地质、山洪、高压线、危化 | 走访 | 无新风险 | 其他
        12 ★ | 临建、彩钢棚 | 目视 | 无擅自加建，抗风固定
        13   | 无障碍与防滑 | 目视 | 坡道、扶手可用
        14 ★ | 场地：操场、看台、旗杆 | 目视摇 | 平整、无坑、固定 | 设施器材
        15 ★ | 校舍改变用途 | 查 | 未改变使用功能、荷载
    """,
        {
            "I02": (Measure("widest", "最大裂缝宽度", Limit.of(high="0.3"), "mm"),),
            "I06": (
                Measure("rail", "临空栏杆高", Limit.of(low="1.10"), "m"),
                Measure(
                    "high_rail",
                    "上人屋面、敞开中庭栏杆高",
                    Limit.of(low="1.20"),
                    "m",
                    demanded=False,
                ),
                Measure("gap", "竖杆净距", Limit.of(high="0.11"), "m"),
            ),
        },
    )

    date: Annotated[Day, Label("排查日期"), Head()]
    occasion: Annotated[
        Literal["半年排查", "汛期加查", "雪后加查", "震后加查"], Label("排查类型"), Head()
    ] = "半年排查"
    building: Annotated[Place, Label("楼栋"), Head()]
    built_year: Annotated[Count, Label("建成年份"), Head()]
    area: Annotated[Number, Field(ge=0), Label("面积"), Unit("m²"), Head()]
    structure: Annotated[Text, Label("结构形式"), Head(), Hint("砖混、框架、钢结构等")]
    last_appraisal: Annotated[Text, Label("最近鉴定（等级/日期/机构）"), Head()]
    grade: Annotated[
        Literal["A级", "B级", "C级", "D级", "存疑", "未鉴定"], Label("鉴定等级"), Head()
    ]
    appraised_on: Annotated[Day | None, Label("鉴定日期"), Head(), When("鉴定过的")] = None
    every_year: Annotated[
        bool, Label("须每年鉴定"), Head(), Hint("未达重点设防类或超设计年限继续使用")
    ] = False
    checker: Annotated[Person, Label("排查人"), Head()]
    cracks: Annotated[
        tuple[Crack, ...], Field(max_length=200), Label("裂缝观测"), When("有裂缝时")
    ] = ()
    out_of_use: Annotated[bool | None, Label("已挂停用标识"), When("C、D级或存疑")] = None
    closed_off: Annotated[bool | None, Label("已封闭"), When("C、D级或存疑")] = None
    reported_at: Annotated[Moment | None, Label("上报教育局时间"), When("C、D级或存疑")] = None
    photos: Annotated[Photos, Label("四立面照片"), Hint("每栋4张")] = ()

    example = {
        "date": "2026-03-20",
        "building": "教学楼",
        "built_year": 2009,
        "area": "3860",
        "structure": "框架五层",
        "last_appraisal": "B级/2023-06-15/示例省建筑工程质量检测站",
        "grade": "B级",
        "appraised_on": "2023-06-15",
        "checker": "王安",
        "cracks": [
            {
                "point": "三层东走廊梁底1号点",
                "length": "320",
                "width": "0.15",
                "last_width": "0.15",
                "earlier_width": "0.15",
            }
        ],
        "photos": [EXAMPLE_PHOTO] * FACADES,
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 16)},
            "I02": {"verdict": "合格", "measured": {"widest": "0.15"}},
            "I06": {"verdict": "合格", "measured": {"rail": "1.30", "gap": "0.09"}},
        },
    }

    def title(self) -> str:
        """Building and occasion."""
        return f"{self.building.name}{self.date:%Y年%m月}{self.occasion}"

    def bounds(
        self, item: CheckItem, surroundings: Surroundings
    ) -> dict[str, Limit | Choice | None]:
        """A kindergarten's rails are higher and closer."""
        bounds = super().bounds(item, surroundings)
        if item.id == "I06" and surroundings.teaches("幼儿园"):
            for name, limit in KINDERGARTEN_RAILS.items():
                key = f"{self.slug}.I06.{name}"
                bounds[name] = surroundings.limits.get(key, limit)
        return bounds

    def found_hazard(self, judgement: Judgement) -> FoundHazard:
        """In the building, unless the item says where."""
        hazard = super().found_hazard(judgement)
        return replace(hazard, place=hazard.place or self.building)

    @carries_out("R01")
    def doubtful_buildings_are_closed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """C、D级或存疑: a sign, a fence and a report."""
        if self.grade not in DOUBTFUL:
            return
        for name in ("out_of_use", "closed_off", "reported_at"):
            if not getattr(self, name):
                where = f"「{self.column(name).label}」"
                yield self.finding("R01", where, f"{self.grade}没有办理", "立即停用、封闭、上报")

    @carries_out("R02")
    def cracks_are_measured(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Long, wide, where; and how wide the same point was half a year ago."""
        widest = self.checks["I02"].measured.get("widest")
        measured = max((one.width for one in self.cracks), default=Decimal(0))
        if isinstance(widest, Decimal) and widest > measured:
            what = f"最大裂缝{widest}mm，观测表里没有"
            yield self.finding("R02", "「裂缝观测」", what, "逐条填长、宽、位置")
        failed = {
            one.key.rpartition(".")[2]
            for one in self.judgements(surroundings)
            if one.verdict is Verdict.FAIL
        }
        if failed.intersection(CRACKS) and not self.cracks:
            yield self.finding("R02", "「裂缝观测」", "有裂缝沉降，没有量化", "逐条填长、宽、位置")
        for number, one in enumerate(self.cracks, 1):
            if one.last_width is None and not one.is_new:
                where = f"「裂缝观测」第 {number} 行"
                yield self.finding("R02", where, f"{one.point}没有上期宽", "与上期同点对比")

    @carries_out("R03")
    def appraisal_is_due(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Every five years; every year for what is old or below its class."""
        if self.appraised_on is None:
            yield self.finding("R03", "「鉴定日期」", "没有鉴定", "委托鉴定")
            return
        due = years_after(self.appraised_on, IF_OLD if self.every_year else EVERY_YEARS)
        if due <= self.date:
            yield self.finding("R03", "「鉴定日期」", f"鉴定已于{due}到期", "委托鉴定")

    @carries_out("R03")
    def cracks_that_grow(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Wider in two half years running."""
        for number, one in enumerate(self.cracks, 1):
            last, earlier = one.last_width, one.earlier_width
            if last is not None and earlier is not None and one.width > last > earlier:
                what = f"{one.point}连续2期增长：{earlier}→{last}→{one.width}mm"
                where = f"「裂缝观测」第 {number} 行"
                yield self.finding("R03", where, what, "停用该部位，委托鉴定")

    @carries_out("G18")
    def every_facade_is_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """每栋四立面."""
        if len(self.photos) < FACADES:
            what = f"只有{len(self.photos)}张，应有四立面各1张"
            yield self.finding("G18", "「四立面照片」", what, "补拍")
