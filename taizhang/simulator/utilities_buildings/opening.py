"""The check before the term opens: ready, with the principal's way around one late book."""

from datetime import date, timedelta

from checklists.registers.utilities_buildings.term_opening_check import TermOpeningCheck
from taizhang.simulator.checking import Trouble, passed, picture
from taizhang.simulator.term import START
from taizhang.simulator.world import Book, Script, World, moment, snap, stamp

KEY = "term_opening_check"
DAY = date(2026, 2, 26)
LINES = {
    "I01": "冯晓棠", "I02": "庄允墨", "I03": "牛铁生", "I04": "牛铁生", "I05": "邱慕白",
    "I06": "周䶮", "I07": "夏沐", "I08": "万里晴", "I09": "夏沐", "I10": "谭𬱖",
    "I11": "谭𬱖", "I12": "谭𬱖", "I13": "纪闻舟", "I14": "江秋实", "I15": "邱慕白",
}  # fmt: skip
"""Who looks at what."""
READINGS = {
    "I01": {"short": "0"},
    "I03": {"desk": "342", "board": "560"},
    "I10": {"passed": "100"},
}
REMARKS = {
    "I02": ("12间教室、3间活动室逐台开机",),
    "I04": ("试水试电，锅炉试压",),
    "I05": ("寒假粉刷两间教室，已通风30天",),
    "I07": ("管网冲洗，2月20日送检合格",),
    "I09": ("2月24日全校消杀",),
    "I11": ("监控42路在线，保安3人到岗",),
    "I13": ("值班表已发布",),
}
BADGE = Trouble("I15", "教学楼A二层东侧", "两块班牌褪色，当场更换", "班牌褪色", scene="classroom")
LACKING = Trouble(
    "I08",
    "综合楼B一层中厅",
    "三年级《科学》到货90%，缺7册，发行单位3月5日前补齐",
    "教科书未齐",
    scene="goods",
    action="用循环教材7册先行发放",
    measured={"arrived": "99.2"},
)


def opening(world: World) -> Script:
    """The one of the term."""
    book, dice, at = Book(KEY), world.dice(KEY), moment(DAY, "08:40")
    photos = [
        picture(LACKING, KEY, at, dice),
        picture(BADGE, KEY, at, dice),
        snap(f"{KEY}-1.jpg", "classroom", ("一（1）班教室", "课桌凳45套"), at, dice),
        snap(f"{KEY}-2.jpg", "canteen", ("食堂试餐", "设备试机正常"),
             at + timedelta(hours=2), dice),
    ]  # fmt: skip
    checks = passed(TermOpeningCheck.items, REMARKS, dice)
    for item, measured in READINGS.items():
        checks[item]["measured"] = measured
    checks["I12"] = {"verdict": "不适用", "remark": "没有校车"}
    for trouble, photo in zip((LACKING, BADGE), photos, strict=False):
        checks[trouble.item] = trouble.found([photo.name])
    data = {
        "checked_on": DAY.isoformat(),
        "term": world.calendar.term.title,
        "start_on": START.isoformat(),
        "inspectors": sorted(set(LINES.values())),
        "visits": [
            {"item": item, "checker": name, "at": stamp(at + timedelta(minutes=9 * number))}
            for number, (item, name) in enumerate(LINES.items())
        ],
        "alternatives": [
            {
                "item": "I08",
                "plan": "缺的7册用循环教材顶上，3月5日前换发新书",
                "approver": world.the("principal").name,
                "approved_on": DAY.isoformat(),
            }
        ],
        "conclusion": "具备开学条件",
        "photos": [one.name for one in photos[2:]],
        "checks": checks,
    }
    clerk, typed = world.the("logistics_clerk"), moment(DAY, "14:20")
    book.file(KEY, typed, clerk, data, photos=tuple(photos))
    book.sign(KEY, typed + timedelta(minutes=12), clerk, "各条线检查人")
    book.sign(KEY, typed + timedelta(minutes=40), world.the("logistics_head"), "总务主任")
    agreed = "具备开学条件，缺书按替代方案办"
    book.sign(KEY, typed + timedelta(minutes=95), world.the("principal"), "校长", agreed)
    return Script(tuple(book.acts))
