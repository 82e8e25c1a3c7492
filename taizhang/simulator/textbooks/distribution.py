"""The term's books: ordered by the roll, seven of one grade late, given out in two days.

Planted: the third grade's 科学 comes seven short (R03); books that go round stand in until 5 March.
"""

from datetime import date, timedelta
from typing import Any

from taizhang.simulator.school import CLASSES, PUPILS
from taizhang.simulator.term import START
from taizhang.simulator.world import Book, Script, World, moment, snap

KEY = "textbook_distribution"
REF = "textbooks"
ARRIVED, ISSUED, COMPLETE = date(2026, 2, 25), date(2026, 3, 3), date(2026, 3, 5)
STATE, EXERCISE = "国家免费", "作业本"
SUBJECTS: tuple[tuple[str, str, int], ...] = (
    ("语文", "统编版", 1),
    ("数学", "人教版", 1),
    ("道德与法治", "统编版", 1),
    ("科学", "教科版", 1),
    ("英语", "人教PEP版", 3),
)
"""Subject, edition, and from which grade."""
SHORT = 3, "科学", 7
"""Grade, subject and how many came too few."""
GRADES = "一二三四五六"
STAMP = "本书由国家免费提供"


def distribution(world: World) -> Script:
    """The one of the term."""
    book, admin = Book(KEY), world.the("textbook_admin")
    at, dice = moment(ISSUED, "15:20"), world.dice(KEY)
    text = ("教科书签收册", world.calendar.term.title, "12个班", ISSUED.isoformat())
    photos = (
        snap(f"{REF}-list.jpg", "page", text, at - timedelta(minutes=40), dice),
        snap(f"{REF}-stamp.jpg", "board", ("扉页盖章", STAMP), at - timedelta(minutes=30), dice),
    )
    data: dict[str, Any] = {
        "term": world.calendar.term.title,
        "order_no": "征订2026春-017",
        "supplier": "青禾新华书店",
        "arrive_on": ARRIVED.isoformat(),
        "opened_on": START.isoformat(),
        "issued_on": ISSUED.isoformat(),
        "books": [line for grade in range(1, 7) for line in _grade(grade)],
        "bundled": False,
        "designated": False,
        "sign_list": [photos[0].name],
        "photos": [photos[1].name],
        "told_parents": True,
        "makeup": "缺的7册用循环教材先行发放，发行单位3月5日前补齐",
    }
    book.file(REF, at, admin, data, photos=photos)
    head = world.the("homeroom")
    book.sign(REF, at + timedelta(minutes=20), head, "班主任（领）", "12个班已领，见签收册")
    book.sign(REF, at + timedelta(minutes=26), admin, "教材员")
    came = moment(COMPLETE, "10:15")
    book.more(REF, came, admin, {"makeup_on": COMPLETE.isoformat()})
    return Script(tuple(book.acts))


def _grade(grade: int) -> list[dict[str, Any]]:
    pupils = sum(
        PUPILS[one.id] for one in CLASSES if one.stage == "小学" and one.id[0] == str(grade)
    )
    volume = f"{GRADES[grade - 1]}年级下册"
    lines = [
        _line(grade, (subject, subject, edition, volume, STATE), pupils)
        for subject, edition, first in SUBJECTS
        if grade >= first
    ]
    paper = (("语文", "作业本 语文"), ("数学", "作业本 数学"))
    for subject, name in paper:
        lines.append(_line(grade, (subject, name, "区统一", volume, EXERCISE), pupils))
    return lines


def _line(grade: int, book: tuple[str, str, str, str, str], pupils: int) -> dict[str, Any]:
    subject, name, edition, volume, kind = book
    spare = pupils * 2 // 100
    short = SHORT[2] if (grade, name) == SHORT[:2] else 0
    line: dict[str, Any] = {
        "grade": grade,
        "subject": subject,
        "name": name,
        "edition": edition,
        "volume": volume,
        "kind": kind,
        "enrolled": pupils,
        "spare": spare,
        "order_qty": pupils + spare,
        "arrived": pupils - short if short else pupils + spare,
        "signed": pupils - short,
        "for_teachers": 0,
        "spare_issued": 0,
    }
    line["issued"] = line["signed"]
    return {**line, "stamped": True} if kind == STATE else line
