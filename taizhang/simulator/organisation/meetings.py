"""Meetings and trainings: signed in, written down, and what was decided carried out in time."""

from datetime import date, datetime, timedelta
from typing import Any

from taizhang.simulator.organisation.meeting_words import MEETINGS, Meeting
from taizhang.simulator.photos import Photo
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "staff_meeting_training"
TRAINING = "培训"
CLERKS = ("邱慕白", "冯晓棠")


def label(day: str) -> str:
    """Name of a meeting in the plan; day as “03-30”."""
    return f"meeting-{day.replace('-', '')}"


def meetings(world: World) -> Script:
    """All of the term."""
    book = Book(KEY)
    for number, one in enumerate(MEETINGS):
        _hold(world, book, one, number)
    return Script(tuple(book.acts))


def _hold(world: World, book: Book, one: Meeting, number: int) -> None:
    dice, ref = world.dice(KEY, one.day), label(one.day)
    clerk, host = world.named(CLERKS[number % 2]), world.named(one.host)
    start = moment(date.fromisoformat(f"2026-{one.day}"), one.clock)
    end = start + timedelta(minutes=one.minutes)
    photos = _photo(world, one, start)
    data: dict[str, Any] = {
        "meeting_type": one.kind,
        "date": f"2026-{one.day}",
        "start": stamp(start),
        "end": stamp(end),
        "place": one.place,
        "host": one.host,
        "recorder": clerk.name,
        "expected": len(one.people),
        "present": len(one.people) - len(one.absent),
        "attendees": _attendees(world, one),
        "topics": _topics(one),
        "photos": [photo.name for photo in photos],
    }
    if one.kind.endswith(TRAINING):
        data["hours"] = f"{one.minutes / 60:.1f}"
    filed = later(end, dice, 15, 60)
    book.file(ref, filed, clerk, data, photos=photos)
    book.sign(ref, filed + timedelta(minutes=2), clerk, "记录人")
    book.sign(ref, later(filed, dice, 5, 40), host, "主持人")
    _carry_out(world, book, one, filed)


def _photo(world: World, one: Meeting, at: datetime) -> tuple[Photo, ...]:
    if not one.kind.endswith(TRAINING):
        return ()
    text = (one.kind, one.matters[0].agenda, f"2026-{one.day}", f"主讲：{one.host}")
    dice = world.dice(KEY, one.day, "photo")
    return (snap(f"{label(one.day)}.jpg", "board", text, at + timedelta(minutes=20), dice),)


def _attendees(world: World, one: Meeting) -> list[dict[str, Any]]:
    """Who trained wrote a test; all passed."""
    dice, why = world.dice(KEY, one.day, "marks"), dict(one.absent)
    rows: list[dict[str, Any]] = []
    for name in one.people:
        row: dict[str, Any] = {"person": name, "signed": name not in why}
        if name in why:
            row["absence"] = why[name]
        elif one.kind.endswith(TRAINING):
            row["exam_score"] = str(dice.randint(76, 100))
        rows.append(row)
    return rows


def _topics(one: Meeting) -> list[dict[str, str]]:
    topics = []
    for matter in one.matters:
        topic = {"agenda": matter.agenda, "content": matter.content}
        if matter.decided:
            what, owner, due, _, _ = matter.decided
            topic |= {"decision": what, "owner": owner, "due": f"2026-{due}"}
        topics.append(topic)
    return topics


def _carry_out(world: World, book: Book, one: Meeting, filed: datetime) -> None:
    """What came of every decision, written down when the last of them is done."""
    told = [
        {"topic": number, "done_on": f"2026-{matter.decided[3]}", "result": matter.decided[4]}
        for number, matter in enumerate(one.matters, 1)
        if matter.decided
    ]
    if told:
        last = date.fromisoformat(max(str(row["done_on"]) for row in told))
        at = later(moment(last, "16:20"), world.dice(KEY, one.day, "done"), 0, 40)
        book.more(label(one.day), max(at, filed), world.named(CLERKS[0]), {"outcomes": told})
