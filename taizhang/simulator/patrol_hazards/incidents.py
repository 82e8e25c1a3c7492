"""Incidents from the first report to the last; one family was reached only after 38 minutes."""

from datetime import date, datetime, timedelta
from typing import Any

from taizhang.simulator.patrol_hazards.incident_words import EDU, INCIDENTS, Incident
from taizhang.simulator.pupils import ROLL
from taizhang.simulator.school import CLASSES
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "incident_report"
NOBODY = {"name": "无", "role": "无"}
NAMES = {one.id: one.name for one in CLASSES}


def label(one: Incident) -> str:
    """Name of an incident in the plan."""
    return f"incident-{one.day.replace('-', '')}"


def incidents(world: World) -> Script:
    """All of the term."""
    book = Book(KEY)
    for one in INCIDENTS:
        written = _first(world, book, one)
        _last(world, book, one, written)
    return Script(tuple(book.acts))


def _at(one: Incident, clock: str) -> datetime:
    return moment(date.fromisoformat(f"2026-{one.day}"), clock)


def _persons(one: Incident) -> list[dict[str, str]]:
    return [
        {
            "name": ROLL[klass][seat].name,
            "role": "学生",
            "group": NAMES[klass],
            "injury": injury,
            "hospital": treated,
        }
        for klass, seat, injury, treated in one.hurt
    ] or [NOBODY]


def _first(world: World, book: Book, one: Incident) -> datetime:
    dice, ref = world.dice(KEY, one.day), label(one)
    reporter, officer = world.named(one.reporter), world.named("纪闻舟")
    known = _at(one, one.known)
    told = known + timedelta(minutes=dice.randint(16, 45))
    written = known + timedelta(minutes=dice.randint(70, 112))
    scene, what = one.scene
    photo = snap(f"{ref}.jpg", scene, (one.place, what), known + timedelta(minutes=9), dice)
    data: dict[str, Any] = {
        "event_type": one.kind,
        "occurred_at": stamp(_at(one, one.happened)),
        "found_at": stamp(known),
        "place": one.place,
        "reporter": one.reporter,
        "persons": _persons(one),
        "course": one.course,
        "measures": one.measures,
        "oral_at": stamp(told),
        "written_at": stamp(written),
        "report_edu": f"{told:%H:%M}电话报{EDU}（值班员），{written:%H:%M}书面",
        "photos": [photo.name],
    }
    if one.hurt:
        data["notify_parent"] = stamp(known + timedelta(minutes=one.parents))
    if one.why:
        data["notify_reason"] = one.why
    if one.called:
        data["call_120_119_110"] = stamp(_at(one, one.called))
    if one.other:
        data["report_other"] = one.other
    filed = written + timedelta(minutes=6)
    book.file(ref, filed, reporter, data, photos=(photo,))
    book.sign(ref, filed + timedelta(minutes=2), reporter, "报告人")
    book.sign(ref, later(filed, dice, 5, 25), officer, "安全办")
    return written


def _last(world: World, book: Book, one: Incident, written: datetime) -> None:
    dice, officer = world.dice(KEY, one.day, "last"), world.named("纪闻舟")
    day = date.fromisoformat(f"2026-{one.ended}")
    ended = later(moment(day, "15:10"), dice, 0, 60).replace(second=0)
    reports = [("初报", written), ("终报", ended)]
    if one.kind != "学生伤害":
        between = moment(written.date() + timedelta(days=1), "10:30")
        reports.insert(1, ("续报", between))
    data = {
        "reports": [
            {"number": number, "kind": kind, "at": stamp(at), "by": "书面", "to": EDU}
            for number, (kind, at) in enumerate(reports, 1)
        ],
        "conclusion": one.conclusion,
        "improve": one.improve,
    }
    book.more(label(one), ended + timedelta(minutes=8), officer, data)
    signed = later(ended, dice, 20, 60)
    book.sign(label(one), signed, world.the("principal"), "校长", "情况属实，整改措施抓好落实")
