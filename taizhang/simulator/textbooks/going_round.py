"""Music books that go round: six of every class, each shared by a group, back at the term's end.

Planted: in one class a book is lost, so that fewer than ninety-five in a hundred come back (R03).
"""

from datetime import date, timedelta
from typing import Any

from records.directory import ClassItem
from taizhang.simulator.photos import Photo
from taizhang.simulator.pupils import ROLL
from taizhang.simulator.school import SCHOOL
from taizhang.simulator.textbooks.distribution import GRADES
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "recycled_textbook_register"
GROUPS = 6
OUT, BACK, CLEANED = date(2026, 3, 4), date(2026, 7, 1), date(2026, 7, 2)
CLEANED_BEFORE = date(2026, 2, 26)
PRICE = "8.60"
FIRST_TERM = "2024-2025学年第二学期"
LOST = "402", 3
WORN = {("201", 2): ("轻损", None), ("302", 0): ("轻损", None), ("601", 5): ("破损", True)}
"""What came back less than whole, and whether it is written off."""
HOW = "臭氧柜消毒30分钟，摊开通风晾晒"


def label(klass: str, group: int) -> str:
    """Name of a book in the plan."""
    return f"music-{klass}-{group + 1}"


def going_round(world: World) -> Script:
    """All books of the term."""
    book = Book(KEY)
    for number, klass in enumerate(world.classes("小学")):
        for group in range(GROUPS):
            _give_out(world, book, klass, group, number)
            _take_back(world, book, klass, group, number)
    return Script(tuple(book.acts))


def _give_out(world: World, book: Book, klass: ClassItem, group: int, number: int) -> None:
    ref, admin = label(klass.id, group), world.the("textbook_admin")
    dice, seats = world.dice(KEY, ref), ROLL[klass.id][group::GROUPS]
    others = "、".join(one.number for one in seats[1:])
    grade = GRADES[int(klass.id[0]) - 1]
    data: dict[str, Any] = {
        "term": world.calendar.term.title,
        "subject_": f"音乐 {grade}年级下册",
        "class_": klass.name,
        "book_no": f"{SCHOOL.code}-音乐-2025-{klass.id}{group + 1:02}",
        "student": seats[0].number,
        "shared": f"第{group + 1}组{len(seats)}人合用：{others}",
        "first_term": FIRST_TERM,
        "price": PRICE,
        "cleaned_on": CLEANED_BEFORE.isoformat(),
        "out_on": OUT.isoformat(),
        "out_state": dice.choice(("九成以上", "七成", "七成")),
    }
    at = moment(OUT, "14:10", timedelta(minutes=9 * number, seconds=70 * group))
    book.file(ref, at, admin, data)
    book.sign(ref, at + timedelta(minutes=20), world.named(klass.homeroom), "班主任")
    book.sign(ref, at + timedelta(minutes=25), admin, "教材员")


def _take_back(world: World, book: Book, klass: ClassItem, group: int, number: int) -> None:
    ref, admin = label(klass.id, group), world.the("textbook_admin")
    dice = world.dice(KEY, ref, "back")
    at = moment(BACK, "09:00", timedelta(minutes=8 * number, seconds=60 * group))
    if (klass.id, group) == LOST:
        book.more(ref, at, admin, {"back_state": "遗失", "penalty": PRICE})
        return
    state, discard = WORN.get((klass.id, group), ("完好", None))
    data: dict[str, Any] = {"back_on": BACK.isoformat(), "back_state": state}
    if discard is not None:
        data["discard"] = discard
    book.more(ref, later(at, dice, 0, 1), admin, data)
    if discard:
        return
    done = moment(CLEANED, "15:00", timedelta(minutes=5 * number, seconds=40 * group))
    clean: dict[str, Any] = {"disinfect": HOW, "disinfect_on": CLEANED.isoformat()}
    photos: tuple[Photo, ...] = ()
    if group == 0 and number % 6 == 0:  # one picture a batch
        text = ("循环教材消毒", "臭氧柜30分钟")
        photos = (snap(f"{ref}.jpg", "tidy", text, done - timedelta(minutes=20), dice),)
        clean["photos"] = [photos[0].name]
    book.more(ref, done, admin, clean, photos)
