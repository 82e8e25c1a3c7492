"""Responsibility letters: 行政、班主任、任课教师、管理人员 and everyone else in a post."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from checklists.posts import party_of, signs_letter
from records.directory import PersonItem
from taizhang.simulator.people import PEOPLE
from taizhang.simulator.plan import Gap
from taizhang.simulator.school import CLASSES
from taizhang.simulator.timetable import courses_of
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "safety_responsibility_letter"
TITLE = "2025-2026学年第二学期"
GROUPS = {
    "行政": ("副校长", "中层"),
    "班主任": ("年级组长", "班主任"),
    "任课教师": ("任课教师", "专任体育教师", "实验教师"),
    "管理人员": ("食堂负责人", "门卫保安", "水电工", "食堂从业人员", "保洁绿化"),
}
"""The groups that plan 3 names, and the letters they sign."""

CAME_LATER = "吕春梅"
CAME_ON = date(2026, 4, 13)
WHY_MISSING = {
    "闵星河": "本学期派往山区学校支教，返校后补签",
}
UNSEALED = "郁知遥"
SPECIAL = {
    "石望川": ("操场改造前，单杠区每周一课前试摇一次并在器材本上签名。",),
    "牛铁生": ("锅炉房、地下室水泵房钥匙两人分管，进入须登记。",),
}


def label(person: PersonItem) -> str:
    """Name of a letter in the plan."""
    return f"letter-{person.id}"


def letters(world: World) -> Script:
    """All letters; two in a small simulation, which ends before they are due."""
    book = Book(KEY)
    asked = [one for one in PEOPLE if signs_letter(one.posts)]
    signing = [one for one in asked if one.name not in WHY_MISSING]
    if not world.full:
        signing = [world.the("homeroom"), world.the("canteen_manager")]
    for number, person in enumerate(signing):
        _issue(world, book, person, number)
    if not world.full:
        return Script(tuple(book.acts))
    start = world.calendar.term.start - timedelta(days=60)
    return Script(
        tuple(book.acts),
        missing=tuple(
            Gap(KEY, start, world.named(name).id, why, f"{TITLE} {name}")
            for name, why in WHY_MISSING.items()
        ),
    )


def _issue(world: World, book: Book, person: PersonItem, number: int) -> None:
    dice, officer = world.dice(KEY, person.id), world.the("safety_officer")
    came_later = person.name == CAME_LATER
    day = CAME_ON if came_later else date(2026, 3, 3)
    at = moment(day, "09:05" if came_later else "14:10", timedelta(seconds=70 * number))
    signed = date(2026, 3, 5) + timedelta(days=(0, 1, 4, 5, 6)[number % 5])
    ref, data = label(person), _data(person, day)
    book.file(ref, at, officer, data)
    if came_later:
        signed = CAME_ON
    back = later(moment(signed, "15:30"), dice, 0, 80)
    _sign(world, book, person, back, ref)


def _data(person: PersonItem, day: date) -> dict[str, Any]:
    data: dict[str, Any] = {
        "batch": f"{TITLE}安全责任书",
        "issued_on": day.isoformat(),
        "copies": 2,
        "party_b": person.name,
        "party_type": party_of(person.posts),
        "valid_from": max(day, date(2026, 3, 2)).isoformat() if day == CAME_ON else "2026-03-02",
        "valid_to": "2026-08-31",
    }
    own = next((one.name for one in CLASSES if one.homeroom == person.name), "")
    taught = courses_of(person.name) if party_of(person.posts) == "任课教师" else ()
    if own or taught:
        data["scope"] = own or "、".join(taught)
    if person.name in SPECIAL:
        data["special"] = list(SPECIAL[person.name])
    return data


def _sign(world: World, book: Book, person: PersonItem, at: datetime, ref: str) -> None:
    officer, signed = world.the("safety_officer"), at.date()
    text = (
        f"{party_of(person.posts)}安全责任书",
        f"{TITLE}",
        person.name,
        f"{signed.year}年{signed.month}月{signed.day}日",
    )
    scan = snap(f"{ref}.jpg", "page", text, at, world.dice(KEY, ref, "scan"))
    forgotten = person.name == UNSEALED
    data = {
        "signed_on": signed.isoformat(),
        "copies_b": True,
        "seal": not forgotten,
        "pages": 3,
        "seam_seal": True,
        "scan": [scan.name],
    }
    book.more(ref, at, officer, data, (scan,))
    if forgotten:
        at += timedelta(minutes=22)
        book.correct(ref, at, officer, {"seal": True}, "漏盖公章，补盖后更正")
    for place, (signer, role) in enumerate(_signers(world, person)):
        book.sign(ref, at + timedelta(minutes=2 + 9 * place), signer, role)


def _signers(world: World, person: PersonItem) -> Iterator[tuple[PersonItem, str]]:
    yield person, "乙方本人"
    yield world.the("principal"), "甲方校长（盖章）"
