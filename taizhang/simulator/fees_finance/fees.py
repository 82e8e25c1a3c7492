"""Fee notices: what may be charged this term, checked against its documents before it hangs."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from taizhang.simulator.plan import Gap
from taizhang.simulator.school import SCHOOL
from taizhang.simulator.world import Book, Script, World, moment, snap

KEY = "fee_publicity"
TERM = "2025-2026学年第二学期"
FIRST, SECOND = "fees-term", "fees-outing"
WHY_LATE = "2月24日已核实张贴，台账自3月2日开学启用，据公示稿补录"
OUTING_FILED = date(2026, 3, 20)
HOTLINE = f"学校 {SCHOOL.hotline}；青禾区教育局 0799-5550110；12345；12315"


def _line(item: str, kind: str, standard: str, unit: str, **more: str) -> dict[str, str]:
    line = {"item": item, "kind": kind, "standard": standard, "unit": unit, "approved": standard}
    return {**line, "voluntary": "自愿", "hotline": HOTLINE, **more}


FREE = _line(
    "学费、杂费", "行政事业性（免收）", "0.00", "人·学期",
    voluntary="必收",
    scope="全体学生",
    basis_doc="《义务教育法》（中华人民共和国主席令第52号）",
    reduce="全部免收，免费提供国家规定课程教科书",
)  # fmt: skip
CARE = _line(
    "课后服务费", "服务性", "180.00", "人·学期",
    scope="自愿参加课后服务的学生",
    basis_doc="青禾发改价格〔2025〕31号（青禾区发展和改革局）",
    basis_until="2028-08-31",
    purpose="课后服务教师补助、活动材料",
    reduce="家庭经济困难学生、残疾学生免收",
    refund="中途退出的，按未参加月数退还",
)  # fmt: skip
LUNCH = _line(
    "午餐费", "伙食费", "12.00", "人·餐",
    scope="自愿在校就餐的师生",
    basis_doc="青禾发改价格〔2024〕18号（青禾区发展和改革局）",
    basis_until="2027-08-31",
    purpose="食材、调料、燃料，专款专用，每月公布",
    reduce="家庭经济困难学生按营养改善政策补助",
    refund="请假停餐的，按实际停餐次数退还",
)  # fmt: skip
COPYBOOKS = _line(
    "作业本费", "代收费", "14.50", "人·学期",
    scope="自愿委托学校代购的学生",
    basis_doc="青禾教财〔2025〕9号（青禾区教育局）",
    basis_until="2026-08-31",
    purpose="按学科配置的作业本，据实结算",
    reduce="家庭经济困难学生免收",
    refund="学期末据实结算，多退少不补",
)  # fmt: skip
OUTING = _line(
    "研学实践活动费", "代收费", "86.00", "人·次",
    scope="自愿参加4月10日研学活动的三至六年级学生",
    basis_doc="青禾教财〔2025〕9号（青禾区教育局）",
    basis_until="2026-08-31",
    purpose="交通、门票、意外伤害险种以外的活动材料，据实结算",
    reduce="家庭经济困难学生免收",
    refund="未成行的全额退还，学校据实结算、多退少不补",
)  # fmt: skip
WATER = _line(
    "班级饮水费", "代收费", "20.00", "人·学期",
    scope="全体学生",
    basis_doc="家长会商议〔2026〕1号",
    reduce="家庭经济困难学生免收",
)  # fmt: skip


def fee_notices(world: World) -> Script:
    """The notice of the term, and the one for the outing."""
    book = Book(KEY)
    _of_the_term(world, book)
    if world.holds(OUTING_FILED):
        _of_the_outing(world, book)
    start = world.calendar.term.start - timedelta(days=60)
    return Script(tuple(book.acts), late=(Gap(KEY, start, reason=WHY_LATE),))


def _of_the_term(world: World, book: Book) -> None:
    """Late, as the ledger began with the term; a standard was typed above its approval."""
    accountant, at = world.the("accountant"), moment(date(2026, 3, 2), "09:30")
    days = {"checked_on": "2026-02-24", "start": "2026-02-25", "charge_from": "2026-03-09"}
    lines = [FREE, CARE, {**LUNCH, "standard": "13.00"}, COPYBOOKS]
    book.file(FIRST, at, accountant, _notice(world, days, lines), reason=WHY_LATE)
    principal = world.the("principal")
    book.approve_late(FIRST, at + timedelta(minutes=35), principal, "公示在收费前，同意补录")
    right = {"fees": [FREE, CARE, LUNCH, COPYBOOKS]}
    why = "午餐费误录为13.00元，核准标准为12.00元，公示牌无误"
    book.correct(FIRST, at + timedelta(minutes=50), accountant, right, why)
    _sign(world, book, FIRST, at + timedelta(minutes=60))
    shown = moment(date(2026, 3, 3), "08:20")
    text = ("收费公示", "课后服务费　180.00元/人·学期", "午餐费　12.00元/人·餐",
            "作业本费　14.50元/人·学期", "以上均为自愿", "监督电话 12345　12315")  # fmt: skip
    _show(world, book, FIRST, shown, text)


def _of_the_outing(world: World, book: Book) -> None:
    """Drinking water is on the list of what may never be charged: sent back and taken out."""
    clerk, accountant = world.the("cashier"), world.the("accountant")
    at = moment(OUTING_FILED, "10:10")
    days = {"checked_on": "2026-03-20", "start": "2026-03-23", "charge_from": "2026-03-31"}
    book.file(SECOND, at, clerk, _notice(world, days, [OUTING, WATER]))
    no = "饮水属禁收项目，不能收的坚决不收；学校已免费供应饮用水，请删去后重报"
    book.give_back(SECOND, at + timedelta(minutes=25), accountant, no)
    again = at + timedelta(minutes=48)
    book.correct(SECOND, again, clerk, {"fees": [OUTING]}, "按会计意见删去饮水项目")
    _sign(world, book, SECOND, again + timedelta(minutes=10))
    text = ("收费公示（补充）", "研学实践活动费　86.00元/人·次", "自愿参加，据实结算",
            "监督电话 12345　12315")  # fmt: skip
    _show(world, book, SECOND, moment(date(2026, 3, 23), "08:05"), text)


def _notice(world: World, days: dict[str, str], lines: Sequence[dict[str, str]]) -> dict[str, Any]:
    return {
        "year": TERM,
        "board_place": "校门口公示栏、家长接待室",
        "checker": world.the("logistics_head").name,
        "end": "2026-07-10",
        **days,
        "fees": list(lines),
    }


def _sign(world: World, book: Book, ref: str, at: datetime) -> None:
    head, accountant = world.the("logistics_head"), world.the("accountant")
    book.sign(ref, at, head, "核对人", "项目、标准逐项与文件核对")
    book.sign(ref, at + timedelta(minutes=14), accountant, "会计")
    book.sign(ref, at + timedelta(minutes=95), world.the("principal"), "校长", "同意公示")


def _show(world: World, book: Book, ref: str, at: datetime, text: Sequence[str]) -> None:
    photo = snap(f"{ref}.jpg", "board", text, at, world.dice(KEY, ref))
    typed = at + timedelta(minutes=20)
    book.more(ref, typed, world.the("logistics_clerk"), {"photos": [photo.name]}, (photo,))
