"""What breaks in a term and is reported, who mends it, and how long it takes."""

from dataclasses import dataclass

from records.items import WorkerItem

OUTSIDE, BY_OURSELVES, GUARANTEED = "外修", "自修", "保修"
WORN, OLD, BROKEN = "自然损坏", "老化", "人为损坏"


@dataclass(frozen=True, slots=True)
class Order:
    """One repair.

    Attributes:
        at: when it was reported, as “03-06 08:10”.
        wait, work: minutes until somebody was there, and until it was done.
        cost: yuan, without material from the store.
        source: label of the patrol that asked for it.
        firm: who came from outside, and who from there.
        approval: 审批单 of what costs more or is done outside.
        late: why it took longer than allowed.
        waiver: why nobody pays for what somebody broke.
        redo: what was done again, where the reporter was not satisfied.
        shown: photographed before and after; small things are not.
    """

    key: str
    at: str
    reporter: str
    dept: str
    place: str
    kind: str
    fault: str
    urgency: str
    wait: int
    work: int
    mender: str = "牛铁生"
    mode: str = BY_OURSELVES
    cause: str = WORN
    cost: str = "0.00"
    source: str = ""
    firm: tuple[str, str] = ("", "")
    approval: str = ""
    late: str = ""
    waiver: str = ""
    redo: str = ""
    shown: bool = False


DAY = 24 * 60
ORDERS: tuple[Order, ...] = (
    Order("desk-leg", "03-03 08:20", "程念禾", "一（1）班", "教学楼A一层东侧", "桌椅",
          "第二排左三课桌桌腿松动，桌面倾斜", "当日", 95, 25),
    Order("tap", "03-06 08:15", "邱慕白", "总务处", "教学楼A二层西侧", "水",
          "盥洗处东侧龙头关不严，持续滴水，巡视发现", "计划", 3 * DAY + 60, 60, mode=GUARANTEED,
          cause=OLD, source="patrol-0305-pm", shown=True),
    Order("lamp", "03-11 10:30", "白芷兰", "二（1）班", "教学楼A一层西侧", "电",
          "前排一支灯管闪烁", "当日", 150, 20),
    Order("window", "03-17 09:05", "郁知遥", "二（2）班", "教学楼A二层东侧", "门窗玻璃",
          "后窗推拉不动，滑轮卡死", "3日内", 300, 40, "葛长林"),
    Order("projector", "03-23 14:25", "庄允墨", "科学组", "综合楼B二层科学实验室", "多媒体网络",
          "投影机无信号，重启无效", "3日内", DAY, 70, cause=OLD, shown=True),
    Order("door-lock", "03-30 07:55", "夏沐", "卫生室", "综合楼B一层中厅", "锁具",
          "卫生室门锁钥匙转动困难", "当日", 70, 15, "葛长林"),
    Order("fan", "04-10 08:35", "邱慕白", "总务处", "教学楼A三层西侧", "电",
          "四（1）班吊扇吊杆护套松脱，巡视发现，已断电停用", "计划", 3 * DAY, 420, cost="86.00",
          source="patrol-0409-pm", cause=OLD, shown=True),
    Order("stove", "04-13 13:40", "周䶮", "食堂", "食堂操作间", "厨具",
          "2号灶点火困难，火焰发黄", "当日", 180, 90, mode=OUTSIDE, cost="260.00",
          firm=("青禾商用厨具维修部", "缪志成"), approval="总务审〔2026〕3号", shown=True),
    Order("speaker", "04-16 08:05", "柳听雪", "政教处", "操场", "广播监控",
          "看台东侧音柱无声", "3日内", 2 * DAY, 55),
    Order("drain", "04-20 11:10", "崔玉芹", "食堂", "食堂操作间", "水",
          "洗菜池下水缓慢，有反味", "紧急2小时", 35, 50, "葛长林"),
    Order("ball-rack", "04-27 15:20", "石望川", "体育组", "操场", "体育器材",
          "球架地脚螺母一只松动", "当日", 60, 20),
    Order("glass", "05-06 12:35", "骆一鸣", "六（1）班", "教学楼A三层西侧", "门窗玻璃",
          "课间后门玻璃破裂，碎片已清扫，门洞贴胶带围挡", "当日", 45, 200, mode=OUTSIDE,
          cause=BROKEN, cost="120.00", firm=("青禾玻璃门窗店", "裴立新"),
          approval="总务审〔2026〕5号", shown=True,
          waiver="学生奔跑时被风带门夹碎，非故意，无人受伤；班主任已教育，学校修复"),
    Order("printer", "05-11 09:40", "江秋实", "财务室", "综合楼B一层中厅", "多媒体网络",
          "票据打印机卡纸，反复进纸失败", "当日", 120, 45, "葛长林",
          redo="更换搓纸轮后连续打印50张无卡纸"),
    Order("air-con", "05-25 08:50", "虞晴川", "小班", "教学楼A一层东侧", "电",
          "午睡室空调不制冷", "3日内", 3 * DAY + 300, 150, mode=OUTSIDE, cost="580.00",
          firm=("青禾制冷服务部", "詹兴旺"), approval="总务审〔2026〕7号", shown=True,
          late="厂家夏季报修集中，预约到5月28日上门；期间启用吊扇并开窗"),
    Order("toilet", "06-02 10:15", "孟桂花", "保洁组", "教学楼A二层西侧", "水",
          "女厕第三蹲位冲水阀长流水", "紧急2小时", 25, 35),
    Order("camera", "06-09 08:30", "谭𬱖", "安全办", "看台", "广播监控",
          "看台东侧摄像头画面模糊", "3日内", 300, 60, cause=OLD),
    Order("roof", "06-12 15:30", "卓然", "美术教室", "综合楼B三层美术教室", "土建防水",
          "暴雨后北墙渗水，墙面起皮约0.5平方米", "计划", 4 * DAY, 210, mode=OUTSIDE,
          cost="960.00", cause=OLD, firm=("青禾防水工程队", "滕建业"), approval="总务审〔2026〕9号",
          shown=True),
    Order("curtain-rail", "06-22 09:20", "麦穗儿", "大班", "教学楼A一层西侧", "其他",
          "窗帘轨道一端脱落", "当日", 140, 30, "葛长林"),
    Order("flush", "04-16 17:25", "孟桂花", "保洁组", "教学楼A一层厕所", "水",
          "第3蹲位冲水阀失灵，卫生检查发现", "3日内", DAY - 120, 60, cost="78.00", cause=OLD,
          source="cleaning-0416-1"),
    Order("grate", "04-29 16:40", "周䶮", "食堂", "食堂操作间", "土建防水",
          "洗消间排水沟缺一块箅子，日管控检查发现", "3日内", DAY - 70, 50, "葛长林", cost="65.00",
          source="kitchen-0429"),
    Order("pantry-air", "05-08 16:35", "周䶮", "食堂", "食堂备餐间", "电",
          "空调不制冷，室温26.8℃，日管控检查发现", "3日内", DAY - 120, 175, mode=OUTSIDE,
          cost="280.00", firm=("青禾制冷服务部", "詹兴旺"), approval="总务审〔2026〕6号",
          source="kitchen-0508", shown=True),
    Order("basin", "05-21 17:25", "孟桂花", "保洁组", "教学楼A一层厕所", "水",
          "2只水龙头不出水，卫生检查发现", "3日内", DAY - 130, 85, "葛长林", cost="52.00",
          source="cleaning-0521-1"),
    Order("socket", "06-25 13:15", "傅景行", "教导处", "教学楼A三层东侧", "电",
          "墙面插座松动，插头虚接，已停用", "当日", 40, 25),
)  # fmt: skip
WORKERS: tuple[WorkerItem, ...] = tuple(
    WorkerItem(id=f"W{number:02}", name=name, firm=firm)
    for number, (firm, name) in enumerate(sorted({one.firm for one in ORDERS if one.firm[1]}), 1)
)
"""施工人员名册: whom the firms have named."""
