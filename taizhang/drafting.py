"""The use-case of drafting: which day, what is named, and the records to draft from."""

from datetime import date, datetime, time

from checklists.catalogue import find
from records.audit import View
from records.drafts import DRAFTS, Draft, Drafting
from taizhang.desk import Desk
from taizhang.errors import UsageError


def drafted(desk: Desk, slug: str, of: str, day: date) -> Draft:
    """Draft of a register on a day, from the records of its term.

    Args:
        desk: the home.
        slug: key of the register.
        of: what is drafted, as 月调度 or the name of a store; empty takes the first choice.
        day: business day of the paper.

    Raises:
        UsageError: the register is not drafted, something has to be named, or nothing is recorded.
    """
    drafting = DRAFTS.get(slug)
    if drafting is None:
        known = "、".join(f"《{find(one).register.title}》" for one in DRAFTS)
        raise UsageError(f"《{find(slug).register.title}》不能起草。可以起草的：{known}。")
    term = desk.home.term_of(day).key
    begun = desk.has_ledger(term)
    if drafting.sources and not begun:
        raise UsageError(f"{term} 还没有记录，无从起草。照空表填。")
    now = min(datetime.combine(day, time.max, tzinfo=desk.home.zone), desk.now())
    here = desk.school(term)
    named = dict.fromkeys((slug, *drafting.sources))
    view = View.of(desk.ledger(term), here, now, named) if begun else View((), here, now)
    return drafting.make(view, day, _named(drafting, of))


def _named(drafting: Drafting, of: str) -> str:
    if drafting.choices:
        if of and of not in drafting.choices:
            raise UsageError(f"没有“{of}”这一种。可用：{'、'.join(drafting.choices)}。")
        return of or drafting.choices[0]
    if drafting.of and not of:
        raise UsageError(f"要写明{drafting.of}（命令行用 --of）。")
    return of
