"""The review of rules and plans: two changed, one new, one ended by the board's meeting of March.

One plan, against talk on the net, was last practised more than a year ago (R04).
"""

from datetime import date, timedelta
from typing import Any

from taizhang.simulator.organisation.meetings import label as meeting
from taizhang.simulator.organisation.policy_words import CHANGED, ENDED, NEW, PAPERS, Paper
from taizhang.simulator.plan import NumberOf
from taizhang.simulator.term import KEY as TERM
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "policy_and_plan_register"
REVIEWED = (date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 19))
BOARD, APPROVED = "03-30", date(2026, 3, 31)
HEADS = {"谭𬱖": "safety_officer", "柳听雪": "moral_head"}


def label(number: int) -> str:
    """Name of a line in the plan."""
    return f"paper-{number}"


def policies(world: World) -> Script:
    """A line a paper."""
    book = Book(KEY)
    for number, one in enumerate(PAPERS):
        _review(world, book, one, number)
    return Script(tuple(book.acts))


def _review(world: World, book: Book, one: Paper, number: int) -> None:
    dice, decided = world.dice(KEY, number), one.verdict in (CHANGED, NEW, ENDED)
    day = REVIEWED[number % len(REVIEWED)]
    data: dict[str, Any] = {
        "term": f"{TERM[:9]}学年第二学期",
        "doc_no": one.number,
        "title_": one.title,
        "kind": one.kind,
        "version": "2026-1" if one.verdict in (CHANGED, NEW) else f"{one.first[:4]}-1",
        "first_on": one.first,
        "review_on": day.isoformat(),
        "drafter": one.drafter,
        "verdict_": one.verdict,
        "legal_ref": list(one.laws),
    }
    if one.change:
        data["change"] = one.change
    if one.drilled:
        data["last_drill"] = one.drilled
    if decided:
        data |= {
            "review_meeting": NumberOf(meeting(BOARD)),
            "approved_on": APPROVED.isoformat(),
            "published_on": "4月1日，公示栏、教师群",
        }
        data["review_on"] = REVIEWED[0].isoformat()
    drafter, at = world.named(one.drafter), moment(day, "15:10", timedelta(minutes=4 * number))
    if decided:  # written down when the board had passed it
        at = moment(date(2026, 4, 1), "10:00", timedelta(minutes=5 * number))
    book.file(label(number), at, drafter, data)
    book.sign(label(number), later(at, dice, 2, 8), drafter, "起草人")
    head = world.the(HEADS.get(one.drafter, "logistics_head"))
    book.sign(label(number), later(at, dice, 10, 40), head, "部门负责人")
    signed = later(moment(world.next_school_day(at.date()), "09:30"), dice, 0, 150)
    book.sign(label(number), signed, world.the("principal"), "校长")
