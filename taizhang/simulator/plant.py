"""What runs and counts in the invented school: its meters, and the equipment it maintains."""

from decimal import Decimal

from records.items import EquipmentItem, MeterItem

METERS: tuple[MeterItem, ...] = (
    MeterItem(id="S-01", name="S-01 自来水总表", energy="水", place="校门"),
    MeterItem(id="S-02", name="S-02 食堂水表", energy="水", place="食堂操作间"),
    MeterItem(id="D-01", name="D-01 总配电表", energy="电", place="配电间", multiplier=Decimal(40)),
    MeterItem(
        id="D-02", name="D-02 食堂电表", energy="电", place="食堂操作间", multiplier=Decimal(20)
    ),
    MeterItem(id="R-01", name="R-01 食堂燃气表", energy="燃气", place="食堂操作间"),
)
EQUIPMENT: tuple[EquipmentItem, ...] = tuple(
    EquipmentItem(id=key, name=name, type=kind, place=place)
    for key, name, kind, place in (
        ("QX-01", "QX-01 单双杠", "体育器械", "操场"),
        ("QX-02", "QX-02 篮球架", "体育器械", "操场"),
        ("WJ-01", "WJ-01 组合滑梯", "大型玩具", "幼儿园户外活动区"),
        ("DT-01", "DT-01 食堂传菜电梯", "电梯", "食堂备餐间"),
        ("CF-01", "CF-01 和面机", "厨房设备", "食堂库房"),
        ("YY-01", "YY-01 油烟净化器", "油烟机", "食堂操作间"),
        ("KT-01", "KT-01 综合楼空调", "空调", "综合楼B一层中厅"),
        ("ML-01", "ML-01 卫生间门帘", "门帘", "教学楼A一层厕所"),
        ("NQ-01", "NQ-01 走廊暖气罩", "暖气罩", "教学楼A一层东侧"),
        ("DM-01", "DM-01 班级多媒体", "多媒体", "教学楼A二层东侧"),
        ("GB-01", "GB-01 校园广播", "广播", "综合楼B一层中厅"),
        ("SB-01", "SB-01 生活水泵", "水泵", "综合楼B地下室水泵房"),
    )
)
"""What is maintained by a plan: id, name, kind, where it stands."""
