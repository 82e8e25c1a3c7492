"""食堂每日食品安全检查（日管控）：食品安全员在供餐日分餐前、加工中、收餐后逐项检查。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryMealDay
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Person,
    Photos,
    Unit,
    When,
)
from checklists.entry import PLAIN
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, Verdict, check_items

PHOTOS_A_DAY = 3
CORE_TEMPERATURE = Limit.of(low="70")


class MealServed(BaseModel):
    """A meal and how many people ate it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    meal: Annotated[Literal["早", "中", "晚", "早点", "午点"], Label("餐次")]
    diners: Annotated[Count, Label("就餐人数"), Unit("人")]


class KitchenDailyCheck(ChecklistEntry):
    """食堂每日食品安全检查（日管控）：供餐日一份，温度、时间、重量填实测值。"""

    register = Register(
        title="食堂每日食品安全检查（日管控）",
        number="5.5",
        prefix="RGK",
        cadence=EveryMealDay("每日（供餐日）分餐前、加工中、收餐后", "当日收餐后"),
        retention=Retention("2年", 2),
        basis=(
            seen(
                "《集中用餐单位落实食品安全主体责任监督管理规定》（市场监管总局，2025-04-15施行，27条）：学校、幼儿园食品安全实行校长（园长）负责制，配备食品安全总监/食品安全员，日管控、周排查、月调度（文书名称《每日食品安全检查记录》《每周食品安全排查治理报告》《每月食品安全调度会议纪要》取自总局令第60号的公开样表）"
            ),
            seen(
                "45号令第二十五条（自查制度）、第二十六条（全过程控制）、第三十九条（工具容器分开使用、固定存放；餐具使用前洗净消毒）；《食品安全法》第三十三、五十五条"
            ),
            known(
                "《餐饮服务食品安全操作规范》（2018）、GB 31654-2021：烹饪中心温度≥70℃，热藏≥60℃（常温存放≤2小时）"
            ),
        ),
        signers=(
            Signer("食品安全员", ("food_officer",), column="checker"),
            Signer("食堂负责人", ("canteen_manager",)),
            Signer("食品安全总监", ("food_director",), condition="有问题时"),
        ),
        post="食品安全员",
        owners=("food_officer",),
        photos="每日≥3张",
        followup=(
            "★不合格 → 立即纠正并上报食品安全总监，生成隐患；有潜在事故风险→停止经营并报市监、教育部门（45号令第二十五条）",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "温度项必须填实测数值；★不合格→当餐停供该品种或停用设备",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "供餐日缺失即漏填；供餐人数=各班就餐人数合计",
                needs="diners",
                needs_title="各班就餐人数表",
            ),
            Rule(
                "R03",
                Severity.WARN,
                "全年“无问题”率>98%→建议月调度复核",
            ),
        ),
        stages=("检查",),
        seeds=(
            Seed(
                2,
                "三（二）2",
                "进一步加强对食堂人员食品加工过程、餐具清洗和消毒过程的检查和指导",
                73,
            ),
            Seed(3, "三（一）", "定期不定期地深入到食堂", 121),
            Seed(5, "三6（4）", "加强教师食堂安全卫生的督查，做好食堂的管理工作", 293),
        ),
    )

    hazard_source = "食堂检查"
    hazard_category = "食品"

    items = check_items(
        """
        01   | 许可证、公示栏（许可证、健康证、管理员、投诉电话） | 目视 | 在有效期，信息最新
        02 ★ | 晨检完成 | 查晨检表 | 全员完成，无带病上岗
        03 ★ | 原料感官 | 抽5种看闻 | 无腐败变质、霉变生虫、超期
        04   | 粗加工分池 | 目视标识 | 动物性、植物性、水产分池分案，标识清晰
        05 ★ | 生熟分开（刀、砧、容器、冰箱） | 目视颜色标识 | 分色分形、固定存放、无混用
        06   | 蔬菜浸泡清洗 | 询问计时 | 浸泡≥30分钟（一般做法）并流水冲洗
        07 ★ | 烧熟煮透 | 探针测大块食品2种 | 中心温度≥70℃，豆浆豆角等无（豆角类禁用）
        08 ★ | 成品存放时间温度 | 看时间牌、测温 | 烹饪至食用≤2小时，或热藏≥60℃/冷藏≤8℃
        09 ★ | 禁制品种 | 对当日菜谱 | 无冷荤、生食、裱花蛋糕、四季豆、鲜黄花菜、野生蘑菇、发芽土豆
        10 ★ | 备餐间（专间） | 目视、测温 | 专用、二次更衣、紫外线/空气消毒有记录，室温≤25℃
        11   | 分餐人员防护 | 目视 | 口罩、手套、帽，手部消毒
        12 ★ | 餐用具消毒保洁 | 抽查触感、消毒柜读数 | 光洁涩干、无残渣水渍，入保洁柜
        13 ★ | 留样 | 对照菜谱清点 | 每餐每品种、≥125g、标签齐全
        14 ★ | 添加剂、调味品 | 查用量记录 | 无超范围超量，无亚硝酸盐
        15   | 加工用水 | 目视、查报告 | 符合GB 5749 | 饮水
        16   | 地面墙面排水油烟 | 目视 | 无积水、积油、脱落，排水沟有箅子 | 卫生防疫
        17   | 三防（鼠蝇虫） | 目视 | 挡鼠板、灭蝇灯、纱窗有效，无鼠迹 | 卫生防疫
        18   | 垃圾与餐厨废弃物 | 目视、查协议联单 | 加盖、日产日清，有资质单位收运 | 卫生防疫
        19 ★ | 燃气电器 | 收餐后查 | 气阀关闭、断电（冷藏除外）、报警器在线 | 燃气
        20 ★ | 外来人员进入操作间 | 查登记 | 无关人员禁入，双锁制 | 治安
        21   | 明厨亮灶 | 看画面 | 在线、可视 | 设施器材
        22   | 反食品浪费 | 称剩餐量 | 有记录、有提示
    """,
        {
            "I06": (Measure("soaked", "浸泡时间", Limit.of(low="30"), "分钟"),),
            "I07": (
                Measure("core_1", "中心温度1", CORE_TEMPERATURE, "℃"),
                Measure("core_2", "中心温度2", CORE_TEMPERATURE, "℃"),
            ),
            "I08": (
                Measure("held", "存放时间", Limit.of(high="120"), "分钟"),
                Measure("hot", "热藏温度", Limit.of(low="60"), "℃"),
                Measure("cold", "冷藏温度", Limit.of(high="8"), "℃"),
            ),
            "I10": (Measure("room", "室温", Limit.of(high="25"), "℃"),),
            "I12": (Measure("cabinet", "消毒柜读数", unit="℃", demanded=False),),
            "I13": (Measure("least", "最小留样量", Limit.of(low="125", evidence="S"), "g"),),
            "I22": (Measure("left", "剩餐量", unit="kg"),),
        },
        any_of=("I08",),
    )

    date: Annotated[Day, Label("日期"), Head()]
    meals: Annotated[tuple[MealServed, ...], Field(min_length=1), Label("供餐餐次及人数"), Head()]
    checker: Annotated[Person, Label("食品安全员"), Head()]
    photos: Annotated[Photos, Label("现场照片"), When("每日"), Hint("≥3张")] = ()

    example = {
        "date": "2026-03-05",
        "meals": [{"meal": "中", "diners": 612}],
        "checker": "贺珺",
        "photos": [EXAMPLE_PHOTO, EXAMPLE_PHOTO, EXAMPLE_PHOTO],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 23)},
            "I06": {"measured": {"soaked": "35"}, "remark": "叶菜浸泡后流水冲洗"},
            "I07": {"measured": {"core_1": "82.5", "core_2": "78.0"}},
            "I08": {"measured": {"held": "40"}},
            "I10": {"verdict": "合格", "measured": {"room": "22.5"}},
            "I12": {"verdict": "合格", "measured": {"cabinet": "125"}},
            "I13": {"verdict": "合格", "measured": {"least": "130"}},
            "I22": {"verdict": "合格", "measured": {"left": "6.4"}},
        },
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def diners(self) -> Annotated[int, Label("供餐人数合计"), Unit("人"), Head()]:
        """Sum over the meals."""
        return sum(one.diners for one in self.meals)

    def title(self) -> str:
        """The day."""
        return f"{self.date.month}月{self.date.day}日食堂检查"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The director of food safety, if anything is wrong."""
        failed = self.verdict(surroundings) is Verdict.FAIL
        return frozenset({"食品安全总监"} if failed else ())

    @carries_out("R01")
    def key_items_are_secured(self, surroundings: Surroundings) -> Iterator[Finding]:
        """★不合格→当餐停供该品种或停用设备: this kitchen's own word for F2."""
        for one in super().key_items_are_secured(surroundings):
            advice = "当餐停供该品种或停用设备，写明处置"
            yield self.finding("R01", one.where, one.message, advice)

    @carries_out("R01")
    def temperatures_are_measured(self, surroundings: Surroundings) -> Iterator[Finding]:
        """An item with a temperature in its criterion has a reading, unless it does not apply."""
        for item, check in self._checked():
            takes_temperature = any(one.unit == "℃" and one.bound for one in item.measures)
            if (
                takes_temperature
                and not check.measured
                and check.verdict is not Verdict.NOT_APPLICABLE
            ):
                yield self.finding("R01", item.where, "没有实测数值", "补测并填写")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """At least three photos a day, those of the items included."""
        count = len(self.photos) + sum(len(check.photos) for check in self.checks.values())
        if count < PHOTOS_A_DAY:
            yield self.finding("G18", "「现场照片」", f"只有{count}张，应≥3张", "补拍或说明")
