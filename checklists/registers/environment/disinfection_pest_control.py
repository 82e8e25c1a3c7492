"""环境消毒与除四害记录：每次消毒、灭鼠、灭蝇、灭蚊、灭蟑登记一行，写清药剂、用量、时间，学生不在场。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from checklists.basis import known, seen
from checklists.cadence import EveryMonth, EveryWeek, Together
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
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.lessons import lesson_limits
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

RATS = "灭鼠"
DISINFECTED, PESTS = "消毒", "除四害"
KITCHEN = ("食堂", "操作间", "厨房", "备餐间")
TRAPS = ("粘鼠板", "粘鼠胶", "鼠夹", "鼠笼", "捕鼠")
SAYS_NOTHING = ("无", "暂无", "不详", "—", "-", "/")
PHOTOS = 2


class DisinfectionPestControl(RowEntry):
    """环境消毒与除四害（病媒生物防制）记录：一处一次作业一行。"""

    register = Register(
        title="环境消毒与除四害（病媒生物防制）记录",
        number="6.2",
        prefix="XDCH",
        cadence=Together(
            "消毒：定期（每周，流行期每日）；除四害：每月及春秋季集中",
            "作业结束",
            parts=(
                (DISINFECTED, EveryWeek("消毒：定期（每周）", "作业结束")),
                (PESTS, EveryMonth("除四害：每月", "作业结束", within=31)),
            ),
        ),
        retention=Retention("2年（建议值）", 2, recommended=True),
        basis=(
            seen(
                "《传染病防治法》（2025修订）第四十、九十三、一百零八条（学校、托育机构防控责任、卫生条件监督）；《学校卫生工作条例》第十七条"
            ),
            seen(
                "物表消毒参数（转载）：含氯250–500mg/L擦拭作用30分钟后清水擦净；紫外线无人照射≥1小时[各地指引]"
            ),
            known(
                "《病媒生物预防控制管理规定》（全国爱卫会）；《消毒管理办法》；WS/T 系列消毒标准"
            ),
        ),
        signers=(
            Signer("作业人", ("cleaner", "health_teacher", "contractor")),
            Signer("监督人", column="supervisor"),
            Signer("总务主任", ("logistics_head",)),
        ),
        post="保健教师/保洁员/委托有资质PCO",
        owners=("health_teacher", "cleaner"),
        photos="必需（用药、警示各1张）",
        followup=(
            "误食误触 → 急救、事件报告",
            "传染病病例 → 24小时内终末消毒并记录",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "化学消毒、杀虫时段不得与在校上课、就餐重叠；食堂操作间禁用鼠药，只用粘鼠板、鼠夹",
            ),
            Rule("R02", Severity.BLOCK, "药剂领用量=使用量+结余；药剂双人领用、专柜上锁"),
            Rule("R03", Severity.BLOCK, "作用时间=止−起≥产品说明"),
            Rule("R04", Severity.WARN, "无产品证号；连续2个月无灭鼠或消毒记录"),
        ),
        seeds=(
            Seed(
                5,
                "三6（2）",
                "定期对厕所、阴暗潮湿地方及相关设施设备进行杀虫或消毒，减少疾病的流行传播",
                289,
            ),
            Seed(5, "三6（2）", "定期开展除“四害”工作", 289),
            Seed(2, "三（五）1", "按照物品消毒常规要求定期定时进行消毒，控制疾病发生率", 95),
        ),
    )

    date: Annotated[Day, Label("日期"), Head()]
    kind: Annotated[
        Literal["预防性消毒", "终末消毒", "灭鼠", "灭蝇", "灭蚊", "灭蟑"], Label("类型"), Head()
    ]
    executor: Annotated[Text, Label("作业单位/人"), Head()]
    supervisor: Annotated[Person, Label("监督人"), Head(), Hint("≠作业人")]
    place: Annotated[Place, Label("场所/部位")]
    product: Annotated[Text, Label("药剂名称")]
    licence: Annotated[Text, Label("产品批件/登记证号"), Hint("农药登记证/消毒产品备案")]
    conc: Annotated[Text, Label("浓度（mg/L）或剂量")]
    issued: Annotated[Number, Field(ge=0), Label("领用量"), Hint("=用量+结余")]
    qty: Annotated[Number, Field(gt=0), Label("用量"), Hint(">0")]
    left: Annotated[Number, Field(ge=0), Label("结余"), Hint("交回专柜的量")]
    measure: Annotated[Literal["L", "mL", "kg", "g", "片", "块", "个", "支"], Label("计量单位")]
    takers: Annotated[tuple[Person, ...], Field(max_length=10), Label("领用人"), Hint("双人领用")]
    locked: Annotated[bool, Label("专柜上锁")]
    start: Annotated[Moment, Label("开始时间")]
    end: Annotated[Moment, Label("结束时间")]
    contact_min: Annotated[Count, Label("作用时间"), Unit("分"), Hint("≥规定")]
    demanded_min: Annotated[Count, Label("产品说明要求"), Unit("分")]
    occupied: Annotated[bool, Label("现场有无学生"), Hint("必须为否")]
    warn: Annotated[Text, Label("警示与通风")]
    bait_points: Annotated[Count | None, Label("毒饵站数量/回收"), When("灭鼠时")] = None
    baits_back: Annotated[Count | None, Label("毒饵回收"), When("灭鼠时")] = None
    baits_eaten: Annotated[
        Count | None, Label("毒饵消耗"), When("灭鼠时"), Hint("投放=回收+消耗")
    ] = None
    effect: Annotated[Text | None, Label("效果（鼠迹阳性率/密度）")] = None
    photos: Annotated[Photos, Label("照片"), Hint("用药、警示各1张")] = ()

    own_limits = lesson_limits()

    example = {
        "date": "2026-03-05",
        "kind": "预防性消毒",
        "executor": "董玥",
        "supervisor": "贺珺",
        "place": "教学楼一层厕所",
        "product": "含氯消毒片",
        "licence": "示例卫消备字〔2025〕第0001号",
        "conc": "500mg/L",
        "issued": "20",
        "qty": "12",
        "left": "8",
        "measure": "片",
        "takers": ["董玥", "吕山"],
        "locked": True,
        "start": "2026-03-05T16:50:00+08:00",
        "end": "2026-03-05T17:20:00+08:00",
        "contact_min": 30,
        "demanded_min": 30,
        "occupied": False,
        "warn": "门口立警示牌，作用后清水擦净，开窗通风30分钟",
        "photos": [EXAMPLE_PHOTO, EXAMPLE_PHOTO],
    }

    def subject(self) -> str:
        """The rhythm it belongs to: disinfected every week, pests every month."""
        return DISINFECTED if self.kind.endswith("消毒") else PESTS

    def title(self) -> str:
        """Day, place and kind."""
        return f"{self.date.month}月{self.date.day}日{self.place.name}{self.kind}"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """It ends after it began."""
        yield from self.in_order(("start", self.start), ("end", self.end))

    @carries_out("R01")
    def nobody_is_there(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No pupils while it works; in a kitchen rats are caught, never poisoned."""
        if self.occupied:
            yield self.finding(
                "R01", "「现场有无学生」", "作业时有学生在场", "停止作业，改在放学后或节假日进行"
            )
        in_kitchen = any(word in self.place.name for word in KITCHEN)
        if self.kind == RATS and in_kitchen and not any(one in self.product for one in TRAPS):
            yield self.finding(
                "R01",
                "「药剂名称」",
                f"食堂操作间用了“{self.product}”",
                "收回鼠药，只用粘鼠板、鼠夹",
            )

    @carries_out("R02")
    def stock_is_accounted_for(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What was issued was used or came back; two took it, and it is locked away."""
        if self.issued != self.qty + self.left:
            what = f"领用{self.issued}≠用量{self.qty}+结余{self.left}"
            yield self.finding("R02", "「领用量」", what, "当日查清去向")
        if len({one.id for one in self.takers}) < 2:
            yield self.finding("R02", "「领用人」", "不是双人领用", "由两人同领同签")
        if not self.locked:
            yield self.finding("R02", "「专柜上锁」", "药剂没有锁入专柜", "立即锁入专柜")

    @carries_out("R03")
    def it_works_long_enough(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The time between start and end, and what the product asks for."""
        minutes = int((self.end - self.start).total_seconds()) // 60
        if self.contact_min != minutes:
            what = f"写了{self.contact_min}分，起止相差{minutes}分"
            yield self.finding("R03", "「作用时间」", what, "核对起止时间")
        if min(self.contact_min, minutes) < self.demanded_min:
            what = f"不足产品说明的{self.demanded_min}分"
            yield self.finding("R03", "「作用时间」", what, "重做，作用够时间")

    @carries_out("R04")
    def product_is_licensed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A product without a number is none to use at a school."""
        if self.licence.strip() in SAYS_NOTHING:
            what, advice = "没有产品证号", "核对标签；没有证号的停用"
            yield self.finding("R04", "「产品批件/登记证号」", what, advice)

    @carries_out("G05")
    def supervisor_is_someone_else(self, surroundings: Surroundings) -> Iterator[Finding]:
        """监督人≠作业人."""
        if self.supervisor.name == self.executor.strip():
            yield self.finding("G05", "「监督人」", "与作业人是同一人", "由另一人监督")

    @carries_out("G17")
    def baits_are_counted(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Baits laid were eaten or came back."""
        if self.kind != RATS:
            return
        laid, back, eaten = self.bait_points, self.baits_back, self.baits_eaten
        if laid is None or back is None or eaten is None:
            what, advice = "灭鼠没有填全投放、回收、消耗", "补填"
            yield self.finding("G17", "「毒饵站数量/回收」", what, advice)
        elif laid != back + eaten:
            what = f"投放{laid}≠回收{back}+消耗{eaten}"
            yield self.finding("G17", "「毒饵站数量/回收」", what, "找回缺少的毒饵")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """用药、警示各1张."""
        if len(self.photos) < PHOTOS:
            what = f"只有{len(self.photos)}张，应有用药、警示各1张"
            yield self.finding("G18", "「照片」", what, "补拍或说明")
