"""Posts and duties: a line for everybody's post at the beginning of the term, and a newcomer.

Every register has one post that answers for it; cash, books, buying and accepting are kept apart.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from checklists.catalogue import catalogue
from checklists.posts import post_title
from records.directory import PersonItem
from taizhang.simulator.canteen.staff import CERTIFIED
from taizhang.simulator.organisation.post_words import DUTIES, HIRED
from taizhang.simulator.people import PEOPLE
from taizhang.simulator.term import KEY as TERM
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "post_duty_register"
DAYS = (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9))
NEEDS_HEALTH = ("canteen_manager", "food_director", "food_officer", *("cook", "dishwasher"),
                "sample_keeper")  # fmt: skip
A_YEAR_LATER = timedelta(days=364)


def label(person: PersonItem, post: str) -> str:
    """Name of a line in the plan."""
    return f"post-{person.id}-{post}"


def duties(world: World) -> Script:
    """A line a person and post."""
    book, owned = Book(KEY), _registers_of_posts()
    for number, (person, post) in enumerate(_lines()):
        _draw_up(world, book, person, post, number, owned.get(post, ["无"]))
    return Script(tuple(book.acts))


def _lines() -> Iterator[tuple[PersonItem, str]]:
    """Everybody's first post; posts that are nobody's first, with whoever is named first."""
    staff = [one for one in PEOPLE if one.posts[0] in DUTIES]
    first = {one.posts[0] for one in staff}
    told: set[str] = set()
    for one in staff:
        yield one, one.posts[0]
        for post in one.posts[1:]:
            if post not in first | told:
                told.add(post)
                yield one, post


def _registers_of_posts() -> dict[str, list[str]]:
    owned: dict[str, list[str]] = {}
    for kind in catalogue().values():
        owned.setdefault(kind.register.owners[0], []).append(kind.register.title)
    return owned


def _backup(world: World, person: PersonItem, post: str) -> PersonItem:
    others = [one for one in world.who(post) if one.id != person.id]
    if others:
        return others[int(person.id[2:]) % len(others)]
    return world.the("logistics_head" if person.id != world.the("logistics_head").id else
                     "vp_logistics")  # fmt: skip


def _certificates(person: PersonItem, post: str) -> list[dict[str, str]]:
    number = f"{person.id[2:]}{len(person.posts)}0260"
    held = [
        {"name": name, "number": f"证{number}", "until": until.isoformat()}
        for name, until in person.certificates.items()
    ]
    if post in NEEDS_HEALTH and not any("健康" in one["name"] for one in held):
        until = CERTIFIED.get(person.name, date(2025, 8, 28)) + A_YEAR_LATER
        held.append({"name": "健康证", "number": f"健{number}", "until": until.isoformat()})
    return held


def _draw_up(
    world: World, book: Book, person: PersonItem, post: str, number: int, registers: list[str]
) -> None:
    dice, ref, head = world.dice(KEY, person.id, post), label(person, post), "logistics_head"
    day = person.since or DAYS[number * len(DAYS) // 80]
    at = moment(day, "14:20", timedelta(seconds=95 * (number % 20)))
    data: dict[str, Any] = {
        "term": f"{TERM[:9]}学年第二学期",
        "version": "2026-1",
        "drawn_on": day.isoformat(),
        "post_code": post,
        "post_name": post_title(post),
        "holder": person.name,
        "backup": _backup(world, person, post).name,
        "employ_type": HIRED.get(post, "在编"),
        "duties": list(DUTIES[post]),
        "registers": registers,
        "certs": _certificates(person, post),
        "bg_check_on": (day - timedelta(days=dice.randint(6, 12))).isoformat(),
        "effective_from": (person.since or date(2025, 9, 1)).isoformat(),
    }
    book.file(ref, at, world.the(head), data)
    signed = later(at, dice, 3, 20)
    book.sign(ref, signed, person, "在岗人")
    signed = later(signed, dice, 2, 30)
    book.sign(ref, signed, world.the(head), "总务主任")
    signed = later(signed, dice, 10, 60)
    book.sign(ref, signed, world.the("vp_logistics"), "分管副校长")
    approved = world.next_school_day(day)
    told = moment(approved, "10:00", timedelta(seconds=80 * (number % 20)))
    book.more(ref, told, world.the(head), {"approved_on": approved.isoformat()})
    book.sign(ref, later(told, dice, 20, 60), world.the("principal"), "校长")
