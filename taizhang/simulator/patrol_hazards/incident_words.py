"""What went wrong in the term and had to be reported upwards: nobody was badly hurt."""

from dataclasses import dataclass

from taizhang.simulator.health.illness import OUTBREAK
from taizhang.simulator.term import NO_WATER, STORM

EDU = "区教育局安全科"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; clocks of its day.

    Attributes:
        hurt: (class id, seat, injury, where it was treated) of every pupil.
        parents: minutes from knowing to telling the parents; `why` it took longer than thirty.
        other: whom else was told.
        ended: day of the last report, as “03-20”.
    """

    day: str
    kind: str
    happened: str
    known: str
    place: str
    reporter: str
    course: str
    measures: str
    conclusion: str
    improve: str
    ended: str
    scene: tuple[str, str]
    hurt: tuple[tuple[str, int, str, str], ...] = ()
    parents: int = 8
    why: str = ""
    called: str = ""
    other: str = ""
    evidence: str = ""


INCIDENTS: tuple[Incident, ...] = (
    Incident("03-18", "学生伤害", "10:12", "10:14", "操场", "石望川",
             "体育课折返跑时转身滑倒，左手掌撑地擦伤。", "校医清创包扎，停课休息，体育教师陪护。",
             "跑道边有细沙，属意外；课前查看不到位。",
             "课前清扫跑道边沿，值日教师每日查看。", "03-20",
             ("broken", "跑道细沙"), (("402", 12, "左手掌擦伤", "校医处理，未送医"),)),
    Incident("04-24", "学生伤害", "14:35", "14:36", "操场", "闵星河",
             "运动会四乘一百米接力交接棒时与同学相撞，右踝扭伤。",
             "就地冷敷固定，校医陪同乘120送市人民医院拍片。",
             "接力区人员过密，裁判引导不够，无责任事故。",
             "接力区划等候线，增加两名引导员。", "04-28", ("board", "接力区"),
             (("501", 3, "右踝扭伤，未见骨折", "市人民医院急诊"),), parents=12, called="14:41"),
    Incident(f"{OUTBREAK[0]:%m-%d}", "传染病聚集", "08:10", "08:50", "幼儿园楼", "夏沐",
             "晨检发现中班同日3名幼儿手心、口腔有疱疹，送诊后诊断为手足口病。",
             "3名幼儿由家长接回就诊，中班单独活动，教室、玩具终末消毒。",
             "社区内散发病例带入，未再出现新病例。",
             "延长该班晨检时间，两周内每日两次消毒。", "05-27",
             ("mended", "终末消毒"),
             (("Y2", 4, "手足口病", "市人民医院"), ("Y2", 20, "手足口病", "市人民医院"),
              ("Y2", 21, "手足口病", "社区医院")), parents=15,
             other="10:00报区疾控中心（值班医生）"),
    Incident(f"{NO_WATER:%m-%d}", "燃气停电停水停暖", "07:05", "07:12", "食堂操作间", "周䶮",
             "市政管网爆管抢修，全校停水，预计17时恢复。",
             "食堂停餐并通知家长自备午餐，启用二次水箱冲厕，饮用桶装应急水。",
             "市政抢修所致，学校无责任；18:20恢复供水。",
             "与供水公司建立停水提前告知联系。", "05-18",
             ("canteen", "停餐通知")),
    Incident(f"{STORM:%m-%d}", "自然灾害", "06:20", "06:30", "综合楼B地下室水泵房", "谭𬱖",
             "暴雨红色预警，地下室入口进水约3厘米，操场低洼处积水。",
             "全校停课，码放沙袋、开泵抽排，切断地下室非消防电源，值班人员全部到岗。",
             "短时强降雨超过排水能力，人员、设备无损失。",
             "地下室入口加装挡水板，汛前清淤。", "06-16",
             ("wet_floor", "入口积水"), other="07:10报区应急管理局、街道值班室"),
    Incident("06-18", "学生伤害", "16:22", "16:25", "教学楼A一层东侧", "穆兰舟",
             "放学下楼时两名学生并排推搡，一人踏空，左膝磕在台阶上。",
             "校医清创消毒，班主任陪护等候家长。",
             "放学错峰不足，楼梯口无人疏导。",
             "放学时楼梯口增设值班教师一名，班会再教育。", "06-22",
             ("broken", "楼梯台阶"), (("301", 15, "左膝挫伤",
             "校医处理，家长带回复诊"),), parents=38,
             why="家长电话三次未接通，16:45转打其祖父电话，17:03联系上母亲"),
)  # fmt: skip
