"""Who calls at the gate, and why staff go out of it. None of them exists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """A kind of visit.

    Attributes:
        host: post of who is called on.
        least, most: minutes inside.
        plate: of the car, if one drives in.
    """

    reason: str
    org: str
    goods: str
    host: str
    confirm: str
    least: int
    most: int
    plate: str = ""
    id_type: str = "身份证"
    people: int = 0


CALLERS: tuple[Caller, ...] = (
    Caller("会客", "学生家长，约谈学习情况", "无", "homeroom", "平台预约", 20, 55),
    Caller("会客", "学生家长，反映用餐情况", "无", "logistics_head", "电话", 15, 40),
    Caller("家访接洽", "云溪路社区居委会", "资料袋，已看", "moral_head", "电话", 25, 70),
    Caller("送货", "青禾市粮油公司", "大米、食用油，已与送货单核对", "canteen_manager", "电话",
           20, 45, "赣C5127K", "驾驶证", 1),
    Caller("送货", "青禾市新华书店", "图书教辅样书4箱，已看", "textbook_admin", "到门口接",
           15, 40, "赣C80F26", "驾驶证", 1),
    Caller("送货", "办公用品供应商", "打印纸20箱，已看", "warehouse_keeper", "到门口接",
           15, 35, "赣C33M79", "驾驶证", 1),
    Caller("检查督导", "青禾市教育局", "公文包，已看", "vp_logistics", "电话", 60, 150, "",
           "工作证", 2),
    Caller("检查督导", "云溪市场监管所", "执法记录仪，已看", "canteen_manager", "电话", 50, 110,
           "", "工作证", 1),
    Caller("检查督导", "云溪社区卫生服务中心", "宣传资料，已看", "health_teacher", "电话", 30, 80,
           "", "工作证", 1),
    Caller("快递外卖", "快递员", "教师快递，放门卫室货架", "logistics_clerk", "电话", 3, 8),
    Caller("其他", "饮水设备厂家，回访", "工具包，已看", "logistics_clerk", "电话", 25, 60, "",
           "工作证"),
    Caller("其他", "退休教师返校取资料", "无", "union_rep", "到门口接", 20, 60, "", "人脸核验"),
)  # fmt: skip
NAMES = ("邬明远", "祝春燕", "裴立新", "荀佩兰", "缪志成", "巫小琴", "车文博", "狄秋云", "宗海平",
         "冉红英", "司马楠", "阎国庆", "于淑珍", "项东升", "卞晓雯", "滕建业", "水玉洁", "詹兴旺",
         "路遥知", "屈凤仪", "厉洪波", "茅雪琴", "竺可心", "燕归来")  # fmt: skip

Errand = tuple[str, str, tuple[int, int]]
"""Reason, where to, and hours away at least and at most."""
ERRANDS: tuple[Errand, ...] = (
    ("会议", "市教育局安全工作会议", (2, 3)),
    ("会议", "区教研中心学科例会", (2, 3)),
    ("公出", "银行办理收付业务", (1, 2)),
    ("公出", "到新华书店核对教材订单", (1, 2)),
    ("公出", "到市场监管所送材料", (1, 2)),
    ("家访", "家访三名学生", (2, 3)),
    ("就医", "市人民医院复诊", (2, 3)),
    ("个人事务", "到房产交易中心办事", (1, 2)),
    ("哺乳", "哺乳假", (1, 1)),
    ("其他", "子女家长会", (1, 2)),
)
