"""What the food safety officers write, and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

REMARKS: Mapping[str, tuple[str, ...]] = {
    "I01": ("公示栏健康证已换新", "投诉电话清晰", "许可证在有效期内"),
    "I02": ("晨检表已核，无带病上岗", "健康证逐人核对", "体温、手部逐人查过"),
    "I03": ("抽猪肉、鸡腿、青菜、豆腐、土豆，新鲜", "抽牛肉、番茄、鸡蛋、冬瓜、菌菇，正常",
            "土豆逐个看过，无发芽", "叶菜有少量黄叶，已择净"),
    "I04": ("三池标识新贴", "水产池今日未用", "刀砧归位"),
    "I05": ("红案绿案分开", "生熟容器颜色正确", "冷藏柜生熟分层"),
    "I09": ("对照菜谱，无禁用品种", "今日菜谱与公示一致"),
    "I11": ("4名分餐员口罩手套齐全", "手消毒已做", "帽子头发已收好"),
    "I14": ("盐、酱油用量与记录一致", "调料瓶加盖", "未使用色素"),
    "I15": ("水龙头出水清", "桶装水未用于加工"),
    "I16": ("地沟已冲洗", "油烟罩周五已擦", "地面干燥"),
    "I17": ("灭蝇灯粘纸已换", "挡鼠板在位", "纱窗完好"),
    "I18": ("收运2桶，联单已存", "收运3桶，联单已存", "桶盖盖严，外壁已冲"),
    "I20": ("送货员在门外交接", "无外来人员", "检修人员1人，已登记"),
    "I21": ("画面清晰", "探头已擦拭", "大屏正常播放"),
}  # fmt: skip

SCENES: tuple[tuple[str, str], ...] = (
    ("餐用具消毒保洁", "光洁涩干、入柜保洁"),
    ("操作间地面", "无积水、无油污"),
    ("生熟分开", "红案绿案分开存放"),
    ("分餐台", "口罩、手套、帽齐全"),
    ("三防设施", "挡鼠板、纱窗在位"),
    ("餐厨废弃物", "加盖，当日清运"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the kitchen.

    Attributes:
        measured: readings that replace the ordinary ones.
        handling: 当场整改 opens no hazard.
        action: what was done at once; needed for a ★ item.
    """

    item: str
    remark: str
    handling: str
    place: str = "食堂操作间"
    action: str = ""
    measured: Mapping[str, str] = field(default_factory=dict)


FAULTS: Mapping[date, Fault] = {
    date(2026, 3, 6): Fault("I11", "一名分餐员口罩戴在鼻下，当场纠正", "当场整改", "食堂备餐间"),
    date(2026, 3, 20): Fault("I10", "室温偏高", "报隐患", "食堂备餐间", "暂停分餐，开窗通风",
                             {"room": "28.6"}),
    date(2026, 4, 1): Fault("I07", "第二锅鸡腿中心温度65℃，未熟透", "报隐患", action=
                            "该锅暂不供餐，回锅加热后复测78.5℃再供", measured={"core_2": "65.0"}),
    date(2026, 4, 14): Fault("I13", "第一份留样110克，不足125克", "当场整改", "食堂备餐间",
                             "供餐前补取30克，合计140克", {"least": "110"}),
    date(2026, 4, 29): Fault("I16", "洗消间排水沟缺一块箅子", "报修"),
    date(2026, 5, 8): Fault("I10", "空调不制冷，室温26.8℃", "报修", "食堂备餐间",
                            "分餐改在餐厅分餐台，缩短存放时间", {"room": "26.8"}),
    date(2026, 5, 20): Fault("I17", "库房纱窗一角脱落，当场钉牢", "当场整改", "食堂库房"),
    date(2026, 5, 28): Fault("I13", "第一份留样118克，不足125克", "当场整改", "食堂备餐间",
                             "供餐前补取15克，合计133克", {"least": "118"}),
    date(2026, 6, 9): Fault("I08", "三楼班级领餐晚，存放130分钟且降到57℃", "当场整改", "食堂备餐间",
                            "该批回锅加热至75℃后再分餐", {"held": "130", "hot": "57"}),
    date(2026, 6, 23): Fault("I19", "收餐后试燃气报警器，探头不报警", "报隐患", action=
                             "关闭总阀，停用灶台，晚间专人值守"),
}  # fmt: skip
EXACT: Mapping[date, tuple[str, Mapping[str, str]]] = {
    date(2026, 3, 10): ("I07", {"core_1": "70.0", "core_2": "70.0"}),
    date(2026, 4, 20): ("I10", {"room": "25.0"}),
    date(2026, 5, 21): ("I06", {"soaked": "30"}),
    date(2026, 6, 17): ("I08", {"held": "120", "hot": "60", "cold": "8"}),
}
"""At the very limit: they pass."""

OPINIONS = ("已阅", "读数与现场一致", "请继续抓好晨检", "餐后清洁到位", "同意")
