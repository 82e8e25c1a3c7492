"""The command that says what is to be done: due."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import click

from checklists.cadence import day_title
from checklists.calendar import SchoolCalendar
from checklists.posts import POSTS, post_title
from records.owing import Owed, When
from taizhang.cli.frame import Asked, command
from taizhang.cli.registers import short_title
from taizhang.cli.usage import Day, OneOf
from taizhang.days import about_the_day, special_days
from taizhang.desk import Desk

NAMED = 3
"""Duties of a register, and people, that a line names; the rest is a number."""


@command("due")
@click.option("--on", "day", type=Day(), help="看哪一天，如 2026-09-15；不写就是今天。")
@click.option("--post", type=OneOf(POSTS), help="只看这个岗位要填的，如 班主任。")
@click.option("--all", "everything", is_flag=True, help="每一项都列出来，不合并。")
def due(asked: Asked, day: date | None, post: str | None, everything: bool) -> None:
    """List what is owed around a day."""
    with Desk.open(asked.home(), read_only=True) as desk:
        now = desk.now()
        day = day or now.date()
        term = desk.home.term_of(day).key
        calendar = desk.home.calendar(term)
        found = desk.owed(term, day, post or "")
    data = {
        "date": day.isoformat(),
        "term": term,
        "about": about_the_day(calendar, day),
        "ahead": list(special_days(calendar, day)),
        "doubts": [doubt.text for doubt in calendar.doubts()],
        "owed": [owed_data(one) for one in found if not one.is_settled],
        "due_today": sum(one.when is When.TODAY for one in found),
        "done_today": sum(one.when is When.TODAY and one.is_settled for one in found),
    }
    lines = _lines(found, len(found) if everything else NAMED)
    asked.answer(data, *_head(calendar, day), *lines)


def owed_data(one: Owed) -> dict[str, Any]:
    """Something owed as JSON."""
    duty, about = one.one.duty, one.register.register
    return {
        "register": one.register.slug,
        "title": about.title,
        "duty": duty.title,
        "subject": duty.subject,
        "due": duty.due.isoformat(),
        "when": one.when.name.lower(),
        "standing": str(one.one.standing),
        "past": one.is_past,
        "late": one.is_late,
        "numbers": list(one.one.numbers),
        "reason": one.one.reason,
        "owners": list(one.owners),
        "posts": list(about.owners),
    }


def _head(calendar: SchoolCalendar, day: date) -> Iterator[str]:
    yield f"{day.year}年{day_title(day)}　{about_the_day(calendar, day)}"
    yield from (f"  {text}" for text in special_days(calendar, day))
    yield from (f"! {doubt.text}" for doubt in calendar.doubts())


def _lines(found: Sequence[Owed], named: int) -> Iterator[str]:
    today = [one for one in found if one.when is When.TODAY]
    done = f"今天要填 {len(today)} 项，已填 {sum(one.is_settled for one in today)} 项"
    waiting = [one for one in found if not one.is_settled]
    before = [one for one in waiting if one.when is When.BEFORE]
    lacking = [one for one in before if one.is_late]
    parts = {
        "过了时，24小时内补上还算按时": [one for one in before if not one.is_late],
        done: [one for one in waiting if one.when is When.TODAY],
        "本周还要填": [one for one in waiting if one.when is When.WEEK],
        "本月还要填": [one for one in waiting if one.when is When.MONTH],
        f"缺的、没结的 {len(lacking)} 项，补录要写原因、经批准": lacking,
    }
    for title, part in parts.items():
        if part or title == done:
            yield f"\n{title}"
        for _, kept in groupby(part, key=_together):
            yield from _register(list(kept), named)


def _together(one: Owed) -> tuple[str, date | None]:
    """What one line tells: a register, and until when; what is lacking is told by the register."""
    return one.register.slug, None if _is_lacking(one) else one.one.duty.due.date()


def _is_lacking(one: Owed) -> bool:
    return one.is_late and one.when is When.BEFORE


def _register(kept: Sequence[Owed], named: int) -> Iterator[str]:
    first, *others = kept
    count = f" {len(kept)}项" if others else ""
    yield f"  {short_title(first.register)}{count}　{_deadline(first)}"
    told = [what for one in kept if (what := _what(one))]
    if told and (len(told) <= named or not _is_lacking(first)):
        yield f"    {_some(told, named)}"
    if _is_lacking(first):
        return
    people = list(dict.fromkeys(name for one in kept for name in one.owners))
    posts = "、".join(map(post_title, first.register.register.owners))
    yield f"    {_some(people, named) if people else f'还没有人任{posts}'}"


def _deadline(one: Owed) -> str:
    due = one.one.duty.due
    day = f"{due.month}月{due.day}日"
    if _is_lacking(one):
        return f"{day}起"
    told = f"{due:%H:%M}" if one.when is When.TODAY else day
    return f"{told}已过" if one.is_past else f"{told}前"


def _what(one: Owed) -> str:
    """The duty without its day where the deadline tells it, and why it is not settled."""
    duty = one.one.duty
    day, _, about = duty.title.partition(" ")
    is_told = (duty.first == duty.last and not _is_lacking(one)) or day.endswith("学期")
    what = about if is_told else f"{day} {about}".strip()
    numbers = "、".join(one.one.numbers)
    waiting = f"{numbers}{one.one.standing}：{one.one.reason}" if numbers else ""
    return " ".join(filter(None, (what, waiting)))


def _some(names: Sequence[str], named: int) -> str:
    more = f"等{len(names)}个" if len(names) > named else ""
    return f"{'、'.join(names[:named])}{more}"
