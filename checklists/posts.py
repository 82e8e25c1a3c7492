"""Posts of a school (岗位代码, registers.md 0.7), and the letters their holders sign."""

from collections.abc import Iterable
from dataclasses import dataclass

POST_GROUPS: dict[str, dict[str, str]] = {
    "校领导与总务": {
        "principal": "校长",
        "vp_logistics": "分管副校长",
        "logistics_head": "总务主任",
        "logistics_clerk": "总务干事",
        "safety_officer": "安全办干事",
    },
    "门卫与值班": {
        "gate_guard": "门卫保安",
        "duty_leader": "值周领导",
        "duty_teacher": "值班教师",
    },
    "年级与教学": {
        "moral_head": "政教主任",
        "grade_head": "年级组长",
        "homeroom": "班主任",
        "teacher": "任课教师",
        "pe_teacher": "体育教师",
        "science_teacher": "科学（实验）教师",
        "caregiver": "保育员",
        "health_teacher": "保健教师",
    },
    "食堂": {
        "canteen_manager": "食堂负责人",
        "food_director": "食品安全总监",
        "food_officer": "食品安全员",
        "cook": "厨师",
        "dishwasher": "洗消员",
        "sample_keeper": "留样员",
        "purchaser": "采购员",
        "acceptor": "验收员",
    },
    "财产与财务": {
        "warehouse_keeper": "保管员",
        "asset_admin": "资产管理员",
        "accountant": "会计",
        "cashier": "出纳",
        "receipt_admin": "票据管理员",
        "union_rep": "工会主席",
    },
    "后勤服务": {
        "electrician": "水电工",
        "gardener": "绿化工",
        "cleaner": "保洁员",
        "dormitory_keeper": "宿管员",
        "bus_driver": "校车司机",
        "bus_attendant": "随车照管员",
    },
    "专用室、图书、教材": {
        "room_custodian": "专用室负责人",
        "librarian": "图书管理员",
        "textbook_admin": "教材管理员",
    },
    "校外与家长": {
        "contractor": "施工、供应、承包方",
        "guardian": "监护人",
        "student": "学生",
    },
}
"""Posts by where they belong, as they are chosen; code → Chinese name."""
POSTS: dict[str, str] = {
    code: title for group in POST_GROUPS.values() for code, title in group.items()
}


def post_title(code: str) -> str:
    """Chinese name of a post code; the code itself when it is a school's own."""
    return POSTS.get(code, code)


@dataclass(frozen=True, slots=True)
class Party:
    """A 主送类别 of the responsibility letters.

    Attributes:
        initials: 岗位类拼音缩写 in letter numbers.
        posts: post codes whose holders sign such a letter.
        kind: 岗位, 单位 or 家长: which of the common clauses apply.
    """

    initials: str
    posts: tuple[str, ...]
    kind: str = "岗位"


PARTIES: dict[str, Party] = {
    "副校长": Party("FXZ", ("vp_logistics",)),
    "中层": Party("ZC", ("logistics_head", "moral_head", "logistics_clerk", "safety_officer")),
    "年级组长": Party("NJZZ", ("grade_head",)),
    "班主任": Party("BZR", ("homeroom",)),
    "任课教师": Party("RKJS", ("teacher", "health_teacher")),
    "专任体育教师": Party("TYJS", ("pe_teacher",)),
    "实验教师": Party("SYJS", ("science_teacher", "room_custodian")),
    "食堂负责人": Party("STFZR", ("canteen_manager",)),
    "食堂从业人员": Party(
        "STCY",
        ("cook", "dishwasher", "sample_keeper", "food_officer", "purchaser", "acceptor"),
    ),
    "门卫保安": Party("MWBA", ("gate_guard",)),
    "宿管": Party("SG", ("dormitory_keeper",)),
    "校车司机": Party("XCSJ", ("bus_driver",)),
    "随车照管员": Party("SCZG", ("bus_attendant",)),
    "水电工": Party("SDG", ("electrician",)),
    "保洁绿化": Party("BJLH", ("cleaner", "gardener")),
    "施工单位": Party("SGDW", ("contractor",), "单位"),
    "承租承包方": Party("CZCB", ("contractor",), "单位"),
    "家长": Party("JZ", ("guardian",), "家长"),
}
"""主送类别 and whose they are; posts without a category of their own sign as 中层 or 任课教师."""


def parties_of(posts: Iterable[str]) -> tuple[str, ...]:
    """主送类别 the holder of these posts signs as one of; empty for posts that sign none."""
    held = set(posts)
    return tuple(name for name, party in PARTIES.items() if held.intersection(party.posts))


COMES_FIRST = ("专任体育教师", "实验教师", "水电工", "食堂负责人")
"""Of several letters somebody could sign, these come first; then the order of `PARTIES`."""
TEACHING = frozenset(POST_GROUPS["年级与教学"])


def party_of(posts: Iterable[str]) -> str:
    """主送类别 the holder of these posts signs as, where one letter a person is signed.

    Offices without a letter of their own sign as 中层, who is with the pupils as 任课教师.
    """
    held = tuple(posts)
    signed = parties_of(held)
    if not signed:
        return "中层" if TEACHING.isdisjoint(held) else "任课教师"
    return next((one for one in COMES_FIRST if one in signed), signed[0])


def signs_letter(posts: Iterable[str]) -> bool:
    """Whether somebody of these posts is owed a letter: all but the principal, who is 甲方."""
    return "principal" not in posts


CANTEEN = frozenset({"canteen_manager", "cook", "dishwasher", "sample_keeper", "purchaser"})
"""Posts that handle food: their holders need a health certificate (registers.md 5.1)."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate without which the holders of some posts do not work in a chapter's field.

    Attributes:
        title: in full.
        word: what its name in a list contains.
    """

    title: str
    word: str
    chapter: str
    posts: frozenset[str]


CERTIFICATES = (
    Certificate("健康证", "健康证", "canteen", CANTEEN),
    Certificate("电工特种作业证", "电工", "utilities_buildings", frozenset({"electrician"})),
)
"""registers.md 1.1 and 8.2; of a guard the catalogue only asks for a warning (2.5 R04)."""


def handles_food(posts: Iterable[str]) -> bool:
    """Whether somebody of these posts works in the canteen."""
    return not CANTEEN.isdisjoint(posts)
