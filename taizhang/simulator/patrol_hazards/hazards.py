"""Hazards through their stages: 发现 → 整改通知 → 整改 → 复查 → 销号."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from records.directory import PersonItem
from taizhang.simulator.courses import MENDED, SPOT, Course, Round
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import Act
from taizhang.simulator.world import Book, Script, World, moment, snap, stamp

KEY = "hazard_rectification"
FINDERS = ("patroller", "checker", "keeper")
"""Columns that name who found it; else it is whoever filed the record."""
PATIENCE = timedelta(hours=1, minutes=10)


def hazards(world: World, acts: Sequence[Act], courses: Sequence[Course]) -> Script:
    """Every hazard that was opened, and those reported by hand.

    Args:
        world: the school.
        acts: acts of the other registers, which open hazards.
        courses: how each goes.
    """
    book = Book(KEY)
    filed = {act.ref: act for act in acts if act.verb == "file"}
    for course in courses:
        if course.report:
            if world.holds(_at(course.report.at).date()):
                _report(world, book, course)
                _follow(world, book, course, world.named(course.report.finder))
        elif course.ref[0] in filed:
            _follow(world, book, course, _finder(world, filed[course.ref[0]]))
    return Script(tuple(book.acts))


def _finder(world: World, opener: Act) -> PersonItem:
    names = [opener.data[column] for column in FINDERS if column in opener.data]
    return world.named(names[0]) if names else world.person(opener.by)


def _at(text: str) -> datetime:
    day, clock = text.split()
    return moment(date.fromisoformat(f"2026-{day}"), clock)


def _name(course: Course) -> str:
    return course.ref if isinstance(course.ref, str) else course.ref[0]


def _report(world: World, book: Book, course: Course) -> None:
    report = course.report
    if report is None:
        return
    at, finder = _at(report.at), world.named(report.finder)
    photo = _before(world, course, at + timedelta(minutes=2))
    data = {
        "source": report.source,
        "found_at": stamp(at),
        "finder": report.finder,
        "place": report.place,
        "category": report.category,
        "desc": report.desc,
        "level": course.level,
        "photo_before": [photo.name],
    }
    typist = world.the("safety_officer")
    other = typist if finder.id != typist.id else None
    filed = at + timedelta(minutes=12)
    book.file(course.ref, filed, finder, data, typed_by=other, photos=(photo,))


# ---- stages


def _follow(world: World, book: Book, course: Course, finder: PersonItem) -> None:
    officer, owner = world.the("safety_officer"), world.named(course.owner)
    noticed = _at(course.notice)
    _notify(world, book, course, officer)
    book.sign(course.ref, noticed + timedelta(minutes=9), finder, "发现人")
    book.sign(course.ref, noticed + timedelta(minutes=16), officer, "安全办")
    if course.extension:
        _extend(world, book, course, owner)
    for number, one in enumerate(course.rounds, 1):
        _mend(world, book, course, one, number)
        _review(world, book, course, one, finder)


def _notify(world: World, book: Book, course: Course, officer: PersonItem) -> None:
    at = _at(course.notice)
    data: dict[str, Any] = {
        "interim": course.interim,
        "owner": course.owner,
        "due": f"2026-{course.due}",
    }
    if course.level != SPOT:
        data["notified_at"] = stamp(at)
    if course.place:
        data["place"] = course.place
    if course.fund:
        data |= {"fund": course.fund, "fund_source": "公用经费"}
    photos = [] if course.report else [_before(world, course, at - timedelta(minutes=6))]
    if photos:  # opened by a record: what a report would have said is added now
        data |= {"photo_before": [photos[0].name], "level": course.level}
    book.more(course.ref, at + timedelta(minutes=4), officer, data, photos)


def _before(world: World, course: Course, at: datetime) -> Photo:
    where = course.place or (course.report.place if course.report else "整改前")
    dice = world.dice(KEY, _name(course), "before")
    return snap(f"{KEY}-{_name(course)}-before.jpg", "broken", (where, course.what), at, dice)


def _extend(world: World, book: Book, course: Course, owner: PersonItem) -> None:
    one = course.extension
    if one is None:
        return
    at = _at(one.at)
    line: Mapping[str, str] = {
        "applied_on": at.date().isoformat(),
        "reason": one.reason,
        "measures": one.measures,
        "new_due": f"2026-{one.new_due}",
        "approver": world.the("vp_logistics").name,
    }
    book.more(course.ref, at, owner, {"extensions": [line]})


def _mend(world: World, book: Book, course: Course, one: Round, number: int) -> None:
    at, owner = _at(one.done), world.named(course.owner)
    where = course.place or (course.report.place if course.report else "整改后")
    name = f"{KEY}-{_name(course)}-after-{number}.jpg"
    dice = world.dice(KEY, _name(course), "after", number)
    photo = snap(name, "mended", (where, one.desc[:14]), at + timedelta(minutes=3), dice)
    data = {"done_at": stamp(at), "done_desc": one.desc, "photo_after": [photo.name]}
    book.more(course.ref, at + timedelta(minutes=11), owner, data, (photo,))
    if one.result == MENDED:
        book.sign(course.ref, at + timedelta(minutes=13), owner, "整改责任人")


def _review(world: World, book: Book, course: Course, one: Round, finder: PersonItem) -> None:
    at, reviewer = _at(one.review), _reviewer(world, course, finder)
    data = {"reviewer": reviewer.name, "review_at": stamp(at), "review_result": one.result}
    book.more(course.ref, at + timedelta(minutes=6), reviewer, data)
    if one.result != MENDED:
        return
    book.sign(course.ref, at + timedelta(minutes=8), reviewer, "复查人", "现场复查，符合要求")
    closed, chief = at + PATIENCE, world.the("vp_logistics")
    book.more(course.ref, closed, world.the("safety_officer"), {"closed_at": stamp(closed)})
    book.sign(course.ref, closed + timedelta(minutes=15), chief, "分管副校长", "同意销号")


def _reviewer(world: World, course: Course, finder: PersonItem) -> PersonItem:
    """A safety officer who did not find it."""
    officers = [one for one in world.who("safety_officer") if one.id != finder.id]
    return officers[len(_name(course)) % len(officers)]
