"""Debts: what is past its time and not done, and who owes it."""

from collections.abc import Iterable, Iterator

from records.audit.view import View
from records.overview.picture import Book, Debt, Debtor
from records.owing import SETTLED, owners


def debts_of(books: Iterable[Book], view: View) -> Iterator[Debt]:
    """What is past its time at the view's moment and not done, in the order of the registers."""
    for book in books:
        for one in book.duties:
            if one.duty.due <= view.now and one.standing not in SETTLED:
                yield Debt(book.register, one, one.duty.late_after < view.now)


def debtors_of(debts: Iterable[Debt], view: View) -> tuple[Debtor, ...]:
    """The same by who owes it, the most first."""
    asked: dict[tuple[str, str], tuple[str, ...]] = {}  # hundreds of debts have the same owners
    found: dict[tuple[str, tuple[str, ...]], list[Debt]] = {}
    for debt in debts:
        register, about = debt.register, debt.one.duty.subject
        key = register.slug, about if "homeroom" in register.register.owners else ""
        if key not in asked:
            asked[key] = owners(view, register, about)
        for name in asked[key] or ("",):
            posts = () if name else register.register.owners
            found.setdefault((name, posts), []).append(debt)
    kept = [Debtor(*who, tuple(own)) for who, own in found.items()]
    return tuple(sorted(kept, key=lambda one: -len(one.debts)))
