"""What the school buys in the term, from whom, and what its store holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

STORED, HANDED_OUT, ON_A_CARD, LASTING = "库房", "直接发放", "固定资产建卡", "低值耐用品"
STATIONER, HOUSEHOLD, HARDWARE = "青禾文化用品公司", "青禾日杂商行", "青禾五金建材店"
TEACHING, HYGIENE, KITCHEN = "青禾电教设备公司", "青禾卫生用品店", "青禾厨具公司"
SPORTS, APPLIANCES = "青禾体育用品店", "青禾家电商场"


@dataclass(frozen=True, slots=True)
class Goods:
    """One thing asked for and delivered.

    Attributes:
        price: yuan.
        asset: number of its card, for a fixed asset.
        sent_back: how many of them were refused; `why` they were.
    """

    item: str
    spec: str
    unit: str
    qty: int
    price: str
    kind: str = STORED
    asset: str = ""
    sent_back: int = 0
    why: str = ""

    @property
    def amount(self) -> Decimal:
        """Yuan for what was asked for."""
        return self.qty * Decimal(self.price)

    @property
    def kept(self) -> int:
        """How many stayed."""
        return self.qty - self.sent_back


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase from request to payment; days as “03-05”.

    Attributes:
        paid: day of the expense report.
        first_bought: why it was bought before it was approved; empty where it was not.
    """

    key: str
    dept: str
    requester: str
    purpose: str
    goods: tuple[Goods, ...]
    supplier: str
    asked: str
    bought: str
    accepted: str
    paid: str
    budget: str
    quoted: bool = False
    first_bought: str = ""

    @property
    def total(self) -> Decimal:
        """Yuan asked for."""
        return sum((one.amount for one in self.goods), Decimal())

    @property
    def invoiced(self) -> Decimal:
        """Yuan for what stayed."""
        return sum((one.kept * Decimal(one.price) for one in self.goods), Decimal())


BUDGETS: Mapping[str, tuple[str, str]] = {  # yuan for the year, spent before the term
    "办公费": ("60000.00", "4180.00"),
    "办公设备购置": ("80000.00", "3200.00"),
    "维修（护）费": ("50000.00", "3960.00"),
    "卫生防疫": ("24000.00", "1150.00"),
    "体育器材": ("15000.00", "0.00"),
    "水电费": ("150000.00", "21800.00"),
    "物业管理费": ("96000.00", "14400.00"),
    "培训费": ("18000.00", "600.00"),
}

OPENING: Mapping[str, tuple[str, str]] = {  # left in the store at the end of last term; yuan each
    "A4复印纸": ("42", "21.00"),
    "粉笔": ("60", "3.20"),
    "中性笔": ("85", "1.50"),
    "黑色墨盒": ("6", "68.00"),
    "LED灯管": ("36", "12.50"),
    "扫帚": ("14", "8.50"),
    "拖把": ("9", "15.00"),
    "垃圾袋": ("40", "6.80"),
    "洗手液": ("22", "9.90"),
    "84消毒液": ("30", "4.50"),
    "门锁": ("4", "35.00"),
    "课桌面板": ("3", "42.00"),
}

PURCHASES: tuple[Purchase, ...] = (
    Purchase(
        "tools", "总务处", "邱慕白", "新学期各班卫生工具补充下发",
        (Goods("扫帚", "塑料柄加长", "把", 60, "8.50"),
         Goods("拖把", "棉线1.2m", "把", 30, "15.00"),
         Goods("垃圾袋", "90×100cm，50只", "卷", 120, "6.80")),
        HOUSEHOLD, "03-03", "03-05", "03-05", "03-12", "卫生防疫",
    ),
    Purchase(
        "stationery", "教导处", "尹乐之", "本学期教学办公用品",
        (Goods("A4复印纸", "70g 500张", "包", 100, "21.00"),
         Goods("粉笔", "无尘，50支", "盒", 200, "3.20"),
         Goods("中性笔", "0.5mm黑", "支", 200, "1.50")),
        STATIONER, "03-04", "03-06", "03-06", "03-16", "办公费",
    ),
    Purchase(
        "screen", "总务处", "冯晓棠", "二（1）班多媒体更新（原投影机报废）",
        (Goods("交互式触控一体机", "86英寸", "台", 1, "16800.00", ON_A_CARD, "ZC-2026-0031"),
         Goods("HDMI线", "10m", "根", 3, "60.00", HANDED_OUT)),
        TEACHING, "03-10", "03-16", "03-17", "03-27", "办公设备购置", quoted=True,
    ),
    Purchase(
        "hygiene", "卫生室", "夏沐", "春季防病消毒用品",
        (Goods("洗手液", "500mL", "瓶", 80, "9.90"),
         Goods("84消毒液", "500mL", "瓶", 100, "4.50")),
        HYGIENE, "03-24", "03-26", "03-26", "04-02", "卫生防疫",
    ),
    Purchase(
        "hardware", "总务处", "牛铁生", "教室照明、门锁、课桌维修材料",
        (Goods("LED灯管", "T8 1.2m 18W", "支", 60, "12.50"),
         Goods("门锁", "球形锁", "把", 10, "35.00"),
         Goods("课桌面板", "60×40cm", "块", 10, "42.00")),
        HARDWARE, "04-08", "04-10", "04-10", "04-17", "维修（护）费",
    ),
    Purchase(
        "batteries", "安全办", "纪闻舟", "应急广播、手电用电池",
        (Goods("五号电池", "碱性，4节", "板", 40, "9.50", HANDED_OUT),),
        HOUSEHOLD, "04-20", "04-21", "04-21", "04-28", "办公费",
    ),
    Purchase(
        "ink", "教导处", "傅景行", "期中试卷印制耗材",
        (Goods("A4复印纸", "70g 500张", "包", 80, "21.80"),
         Goods("黑色墨盒", "适配教导处一体机", "个", 12, "68.00")),
        STATIONER, "05-06", "05-08", "05-08", "05-15", "办公费",
    ),
    Purchase(
        "cabinet", "幼儿园", "虞晴川", "小班毛巾水杯消毒",
        (Goods("消毒柜", "立式380L", "台", 1, "2380.00", ON_A_CARD, "ZC-2026-0032"),
         Goods("幼儿毛巾", "25×25cm", "条", 90, "4.80", HANDED_OUT)),
        KITCHEN, "05-19", "05-21", "05-22", "05-29", "卫生防疫",
    ),
    Purchase(
        "sports", "体育组", "石望川", "体育器材损耗补充",
        (Goods("篮球", "5号PU", "个", 10, "65.00", LASTING),
         Goods("跳绳", "可调竹节绳", "根", 60, "8.00", LASTING)),
        SPORTS, "06-02", "06-04", "06-05", "06-26", "体育器材",
    ),
    Purchase(
        "sandbags", "总务处", "秦㛃", "暴雨红色预警应急挡水",
        (Goods("沙袋", "吸水膨胀型", "个", 60, "6.00", HANDED_OUT),),
        HARDWARE, "06-12", "06-10", "06-12", "06-18", "维修（护）费",
        first_bought="6月10日傍晚接暴雨红色预警，分管校长电话同意先购，6月12日补批",
    ),
    Purchase(
        "fans", "总务处", "葛长林", "四楼教室风扇更换",
        (Goods("壁扇", "400mm", "台", 8, "158.00", LASTING, "", 1, "网罩变形，当场退换"),),
        APPLIANCES, "06-15", "06-17", "06-17", "06-24", "维修（护）费",
    ),
)  # fmt: skip


def budget_left(budget: str, day: str, *, paid: bool = False) -> Decimal:
    """Yuan left before what is asked for (or paid) on a day, as “03-05”."""
    year, spent = (Decimal(one) for one in BUDGETS[budget])
    mine = (one for one in PURCHASES if one.budget == budget)
    before = (one.invoiced for one in mine if (one.paid if paid else one.asked) < day)
    return year - spent - sum(before, Decimal())
