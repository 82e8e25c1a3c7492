"""The hazards of the term from notice to closing: when, who, what was done."""

from dataclasses import dataclass

from taizhang.simulator.plan import Ref

SPOT, WEEK, GRAVE = "一般-当场整改", "一般-限期整改", "较大"
MENDED, AGAIN, PUT_OFF = "合格销号", "不合格重整改", "延期"


@dataclass(frozen=True, slots=True)
class Round:
    """One rectification and its re-inspection; times as “03-07 10:20”, empty is not yet."""

    done: str
    desc: str
    review: str = ""
    result: str = MENDED


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due date."""

    at: str
    reason: str
    measures: str
    new_due: str


@dataclass(frozen=True, slots=True)
class Report:
    """A hazard reported by hand."""

    at: str
    finder: str
    source: str
    category: str
    place: str
    desc: str


@dataclass(frozen=True, slots=True)
class Course:
    """How one hazard goes.

    Attributes:
        what: in a few words, for the pictures.
        notice: when the safety office wrote the notice; `due` as “03-09”.
        place: where, if the record that opened it does not say.
        report: how it came, if no record opened it.
    """

    ref: Ref
    what: str
    notice: str
    level: str
    interim: str
    owner: str
    due: str
    rounds: tuple[Round, ...]
    fund: str = ""
    place: str = ""
    extension: Extension | None = None
    report: Report | None = None


def _patrol(day: str, item: str) -> Ref:
    return f"patrol-{day}-pm", f"daily_patrol.{item}"


def _kitchen(day: str, item: str) -> Ref:
    return f"kitchen-{day}", f"kitchen_daily_check.{item}"


def _sample(day: str, column: str) -> Ref:
    return f"sample-{day}-1", f"food_sample_retention.{column}"


def _bottle(day: str, number: str, key: str) -> Ref:
    return f"bottle-{day}-{number}", f"fire_extinguisher_inspection.{key}"


ON_PATROL = (
    Course(_patrol("0305", "I09"), "龙头滴水", "03-06 08:30", WEEK,
           "关该龙头角阀，张贴停用提示，改用西侧龙头", "牛铁生", "03-10",
           (Round("03-09 10:20", "更换陶瓷阀芯一只，试水30分钟无滴漏", "03-09 15:40"),), "28.00"),
    Course(_patrol("0312", "I08"), "配电箱门锁坏", "03-13 08:20", WEEK,
           "箱门贴封条，前方设围挡，课间值班教师看守", "牛铁生", "03-16",
           (Round("03-13 16:10", "更换三角锁一把，箱内端子紧固并测温", "03-16 10:15"),), "45.00"),
    Course(_patrol("0324", "I05"), "出口堆放桌椅", "03-24 17:25", WEEK,
           "先清出1.4米通道，专人看守至清完", "冯晓棠", "03-25",
           (Round("03-25 12:40", "旧课桌椅20套全部移至总务库房，出口地面划禁停线",
           "03-25 15:20"),)),
    Course(_patrol("0409", "I06"), "吊扇松动", "04-10 08:30", WEEK,
           "断开该吊扇电源并贴停用标签，学生座位避开", "葛长林", "04-15",
           (Round("04-13 16:50", "紧固吊杆螺母，重新装护套", "04-14 10:20", AGAIN),
            Round("04-15 16:30", "更换吊杆、减震胶垫和开口销，满速试转20分钟无摆动",
            "04-16 09:10")),
           "86.00"),
    Course(_patrol("0421", "I11"), "单杠松动", "04-22 08:40", WEEK,
           "拉警戒带停用，体育课改用其他器材", "石望川", "04-28",
           (Round("05-08 15:40", "更换立柱固定螺栓四只、灌浆找平，挂重试验合格", "05-11 09:30"),),
           "320.00", extension=Extension(
               "04-27 10:00", "配套高强螺栓厂家缺货，预计五一后到货",
               "继续停用，每日巡视时查看警戒带", "05-08")),
    Course(_patrol("0512", "I14"), "枯枝悬空", "05-13 08:15", WEEK,
           "步道临时封闭，学生绕行", "葛长林", "05-15",
           (Round("05-13 17:10", "两人配合、放学后剪除枯枝三根，清运", "05-14 08:40"),)),
    Course(_patrol("0526", "I03"), "墙砖空鼓", "05-27 08:30", GRAVE,
           "北侧步道封闭，加装防坠安全网，值班教师看守", "秦㛃", "06-10",
           (Round("06-17 17:20", "敲除空鼓面砖约1.8平方米，挂网抹灰后重贴，拉拔检测合格",
                  "06-18 10:30"),), "4800.00"),
    Course(_patrol("0612", "I02"), "井盖错位", "06-12 17:40", WEEK,
           "围挡隔离，夜间加警示灯", "邱慕白", "06-16",
           (Round("06-15 11:20", "更换球墨铸铁井盖一套并加防坠网", "06-15 16:00"),), "260.00"),
    Course(_patrol("0629", "I04"), "扶手松动", "06-30 08:20", WEEK,
           "封闭东楼梯，改走西楼梯，课间设专人", "牛铁生", "07-06", ()),
)  # fmt: skip

IN_THE_KITCHEN = (
    Course(_kitchen("0401", "I07"), "中心温度不足", "04-01 15:30", WEEK,
           "该锅未供餐，回锅加热复测78.5℃后再供", "周䶮", "04-03",
           (Round("04-02 10:50", "大块鸡腿改为先蒸后烧，每锅测两点并记录，全员培训一次",
                  "04-03 11:10"),)),
    Course(_kitchen("0429", "I16"), "缺箅子", "04-29 16:10", WEEK,
           "缺口处盖铁板并放提示牌", "葛长林", "05-06",
           (Round("04-30 16:20", "补装不锈钢箅子一块，四角加防滑扣", "05-06 09:00"),), "65.00"),
    Course(_kitchen("0508", "I10"), "室温偏高", "05-08 15:20", WEEK,
           "分餐改在餐厅分餐台，缩短存放时间", "牛铁生", "05-13",
           (Round("05-09 17:30", "清洗滤网、补加制冷剂，室温降至23.4℃", "05-11 10:40"),), "280.00"),
    Course(_kitchen("0623", "I19"), "报警器失灵", "06-23 15:10", GRAVE,
           "关闭燃气总阀，停用灶台，改由蒸饭柜（电）供餐，晚间专人值守", "周䶮", "06-26",
           (Round("06-24 15:30", "燃气公司更换探头两只，标定后联动切断试验合格", "06-24 16:40"),),
           "760.00"),
    Course(_sample("0318", "temp"), "留样温度偏高", "03-18 14:10", WEEK,
           "样品移至下层，复测4.3℃，该层停用", "葛长林", "03-20", place="食堂备餐间", rounds=(
               Round("03-19 15:50", "更换柜门封条，空载两小时各层2.8～4.6℃", "03-20 08:50"),),
           fund="40.00"),
    Course(_sample("0414", "weight"), "留样不足", "04-14 14:20", SPOT,
           "供餐前已补取30克，合计140克", "周䶮", "04-14", place="食堂备餐间", rounds=(
               Round("04-14 14:40", "电子秤移至留样台，取样先称后封", "04-14 15:30"),)),
    Course(_sample("0528", "weight"), "留样不足", "05-28 14:15", WEEK,
           "供餐前已补取15克，合计133克", "周䶮", "05-29", place="食堂备餐间", rounds=(
               Round("05-29 11:10", "45天内第二次，留样勺改为150克定量勺，两名留样员重训",
               "05-29 15:20"),)),
)  # fmt: skip

ON_THE_WALLS = (
    Course(_bottle("0304", "MH-12", "I07"), "铅封断开", "03-05 08:40", WEEK,
           "挂停用牌，从四层调补MH-15", "冯晓棠", "03-11",
           (Round("03-10 14:30", "送维修单位检查充装量并重新铅封，归位", "03-11 09:20"),), "30.00"),
    Course(_bottle("0402", "MH-07", "I06"), "欠压", "04-03 08:30", WEEK,
           "挂停用牌，从四层调补MH-16", "冯晓棠", "04-09",
           (Round("04-09 11:00", "送维修单位，4月13日返回前由MH-16代替", "04-09 15:10", PUT_OFF),
            Round("04-13 15:20", "维修充装后返回，指针在绿区，合格证已贴", "04-14 08:50")),
           "60.00", extension=Extension(
               "04-08 16:00", "维修单位排期至4月13日", "继续由MH-16代替，每日巡视查看", "04-15")),
    Course(_bottle("0507", "MH-22", "leak"), "失重超标", "05-08 08:50", WEEK,
           "停用送修，从实验室调补MH-19", "冯晓棠", "05-14",
           (Round("05-14 10:30", "已送维修单位，备用器材在位，机房暂停使用", "05-14 16:00",
           PUT_OFF),
            Round("05-18 16:10", "重新充装称重9.19千克，阀门密封圈已换", "05-19 09:00")),
           "85.00", extension=Extension(
               "05-13 15:00", "二氧化碳充装需外送，5月18日返回", "机房停课，调补器材在位",
               "05-20")),
    Course(_bottle("0603", "MH-03", "I06"), "超压", "06-04 08:30", WEEK,
           "移离日晒窗边，挂停用牌，调补MH-06", "冯晓棠", "06-10",
           (Round("06-08 16:00", "维修单位泄压检验后送回，仍挂在原日晒窗边", "06-08 17:10", AGAIN),
            Round("06-09 16:30", "移装到东侧背阴处，指针在绿区", "06-10 09:30")), "60.00"),
    Course(_bottle("0604", "MH-28", "I11"), "到期漏检", "06-05 08:30", WEEK,
           "挂停用牌，操作间调补MH-30", "冯晓棠", "06-11",
           (Round("06-08 10:20", "送修检验、换合格证，建全校到期提醒表", "06-08 15:40", AGAIN),
            Round("06-10 11:00", "补贴维修合格证（前次漏贴），归位", "06-10 15:00")), "60.00"),
)  # fmt: skip

BY_HAND = (
    Course("hazard-desk", "讲台角尖锐", "03-16 10:30", SPOT, "讲台移至墙边，学生不靠近", "邱慕白",
    "03-16",
           (Round("03-16 12:20", "锯圆翘起边角并加装护角", "03-16 15:10"),), report=Report(
               "03-16 10:05", "苗青玥", "师生报告", "设施器材", "教学楼A二层东侧",
               "二（1）班讲台右前角包边翘起约3厘米，边缘尖锐，学生经过易划伤")),
    Course("hazard-hydrant", "水带接口漏", "04-02 16:40", WEEK, "该消火栓贴标签，备用水带放至箱旁",
           "葛长林", "04-08", (Round("04-07 15:30", "更换水带两盘、接口垫圈，试压0.4MPa无渗漏",
                                     "04-08 09:20"),), "240.00", report=Report(
               "04-02 15:20", "谭𬱖", "上级检查", "消防", "教学楼A三层西侧",
               "消防大队抽查：三层西侧消火栓水带接口垫圈老化，试水时接口处漏水")),
    Course("hazard-filter", "滤芯到期", "05-19 09:30", WEEK, "该饮水机断电停用，改用一层饮水机",
           "邱慕白", "05-22", (Round("05-21 16:20", "更换滤芯一组，放水冲洗后快检余氯、浊度合格",
                                     "05-22 10:00"),), "180.00", report=Report(
               "05-19 08:50", "夏沐", "师生报告", "饮水", "综合楼B一层中厅",
               "中厅直饮水机滤芯更换标签日期为5月10日，已超期9天，需停用更换")),
    Course("hazard-fence", "围栏缺口", "06-15 15:40",
    WEEK, "缺口处用铁丝网临时封堵，保安每两小时巡查",
           "秦㛃", "06-18", (Round("06-18 17:00", "补焊围栏竖杆三根并刷漆，缺口封闭",
           "06-22 09:30"),),
           "350.00", report=Report(
               "06-15 15:00", "雷震山", "师生报告", "治安", "后院绿化带",
               "后院东南角围栏竖杆锈断两根，缺口宽约25厘米，小个子学生可钻出")),
    Course("hazard-drill", "集合点拥堵", "05-27 16:30", WEEK, "四、五年级错开2分钟下楼", "柳听雪",
    "06-02",
           (Round("06-02 11:30", "疏散路线图重画并张贴，六个班实走一遍，用时3分40秒",
           "06-03 10:00"),),
           report=Report(
               "05-27 15:50", "纪闻舟", "演练", "其他", "教学楼A一层西侧",
               "应急疏散演练时四、五年级在一层西侧门厅交汇，滞留约40秒，需调整路线")),
)  # fmt: skip

COURSES = (*ON_PATROL, *IN_THE_KITCHEN, *ON_THE_WALLS, *BY_HAND)
