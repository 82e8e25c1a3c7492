"""A day's settlement and a book's summing up, drafted from what families paid (12.3, 12.4)."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from records.audit.view import View
from records.charges.books import books
from records.charges.days import Line, classes_of, lines_of
from records.charges.kept import CONSENTS, DAYS, NOTICES, STUBS, Kept
from records.charges.notices import announced
from records.drafts.draft import Draft, Drafting, only_holder


def settlement(view: View, day: date, _: str) -> Draft:
    """What was charged on a day, by item, method and run of receipts.

    Cash is counted and accounts are read by people: nothing of that is filled in here.
    """
    lines = lines_of(view, day)
    data = settled_from(view, day, lines)
    if not lines:
        data = {"date": day.isoformat()}
    return Draft(
        {**data, **only_holder(view, "reviewer", "accountant")}, tuple(_notes(view, day, lines))
    )


def settled_from(kept: Kept, day: date, lines: Sequence[Line]) -> dict[str, Any]:
    """Columns of a day's settlement that payments know."""
    families = [one for line in lines for one in line.families]
    collectors = {
        one.collector: str(one.entry["collector"]["name"]) for one in families if one.collector
    }
    told = (announced(kept, one.item, day) for one in families)
    numbers = dict.fromkeys(one.number for one in told if one is not None)
    return {
        "date": day.isoformat(),
        **({"collector": next(iter(collectors.values()))} if len(collectors) == 1 else {}),
        "class_": classes_of(lines),
        "publicity_no": "、".join(numbers),
        "lines": [one.row() for one in lines],
    }


def _notes(view: View, day: date, lines: Sequence[Line]) -> Iterator[str]:
    heads = sum(len(line.families) for line in lines)
    total = sum((line.actual for line in lines), Decimal())
    yield f"确认单上{day}收费{heads}户，{total:.2f}元；现金面额、扫码等到账数照实点、对账后填。"
    if any(one.date == day for one in view.of_register(DAYS)):
        yield "这一天已经有日结单：重复收的更正原单，不另填。"
    missing = [str(one) for book in books(view) for one in book.gaps]
    if missing:
        yield f"漏号：{'、'.join(missing)}没有下落，查明后登记作废或跳号。"


SETTLEMENT = Drafting((CONSENTS, STUBS, NOTICES), settlement)
