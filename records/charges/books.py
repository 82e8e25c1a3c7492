"""Books of receipts in hand: which numbers are used, spoilt or left out, and which comes next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.receipts import NONE, Span, gaps, listed, span
from records.charges.days import runs_of
from records.charges.kept import CONSENTS, DAYS, STUBS, Kept
from records.charges.receivables import Receivable
from records.record import Record


@dataclass(frozen=True, slots=True)
class Book:
    """A line of the register of stubs whose use nobody has summed up yet.

    Attributes:
        record: where it stands.
        span: numbers of the line.
        used: those that were given out, spoilt or left out by name; each once, in order.
        skipped: those that are left out by name (跳号).
    """

    record: Record
    span: Span
    used: tuple[int, ...]
    skipped: tuple[Span, ...] = ()

    @property
    def next(self) -> int | None:
        """The next number; None where the line is used up."""
        following = self.used[-1] + 1 if self.used else self.span.first
        return following if following in self.span else None

    @property
    def next_no(self) -> str:
        """The same as it is printed; 无 where there is none."""
        return NONE if self.next is None else self.span.written(self.next)

    @property
    def left(self) -> int:
        """How many can still be given out."""
        return 0 if self.next is None else self.span.last - self.next + 1

    @property
    def gaps(self) -> tuple[Span, ...]:
        """漏号: before the next number, and nobody knows where they are."""
        if not self.used:
            return ()
        reached = Span(self.span.prefix, self.span.first, self.used[-1], self.span.width)
        return gaps(reached, (self._one(number) for number in self.used))

    @property
    def user(self) -> str:
        """Id of whoever drew it."""
        return str(self.record.entry["user"]["id"])

    @property
    def keeper(self) -> str:
        """Id of whoever keeps the register."""
        return str(self.record.entry["keeper"]["id"])

    def numbers(self, first: int | None = None) -> Iterator[int]:
        """Numbers that can be given out, in order, from the next or a later one on."""
        start = first or self.next
        if start is not None:
            yield from range(start, self.span.last + 1)

    def _one(self, number: int) -> Span:
        return Span(self.span.prefix, number, number, self.span.width)


def books(kept: Kept) -> tuple[Book, ...]:
    """Lines in hand, the oldest first."""
    in_hand = [
        (whole, one) for one in kept.ever(STUBS) if "next_no" not in one.entry
        if (whole := span(one.entry["no_from"], one.entry["no_to"])) is not None
    ]  # fmt: skip
    if not in_hand:
        return ()
    out = tuple(given_out(kept))
    found = [_book(one, whole, out) for whole, one in in_hand]
    return tuple(sorted(found, key=lambda one: (str(one.record.entry["drawn_on"]), str(one.span))))


def _book(record: Record, whole: Span, out: Sequence[Span]) -> Book:
    skipped = listed(record.entry.get("skipped") or NONE) or ()
    used = {
        number
        for one in (*out, *skipped)
        if (one.prefix, one.width) == (whole.prefix, whole.width)
        for number in range(max(one.first, whole.first), min(one.last, whole.last) + 1)
    }
    return Book(record, whole, tuple(sorted(used)), skipped)


def given_out(kept: Kept) -> Iterator[Span]:
    """Every receipt that some record names: with families, spoilt, in a day's settlement."""
    for record in kept.ever(CONSENTS):
        one = Receivable(record)
        yield from (*([one.receipt] if one.receipt else []), *one.voided)
    for record in kept.ever(DAYS):
        yield from runs_of(record)


def voided(kept: Kept, book: Span) -> tuple[Span, ...]:
    """Spoilt receipts of a book, as families' consents and the days name them; each once."""
    named = [one for record in kept.ever(CONSENTS) for one in Receivable(record).voided]
    for record in kept.ever(DAYS):
        for line in record.entry["lines"]:
            named += listed(line.get("void") or NONE) or ()
    numbers = {each for one in named if book.covers(one) for each in one.singly()}
    return tuple(sorted(numbers, key=lambda one: one.place))


def issued_on(kept: Kept, used: Span) -> tuple[int, Decimal]:
    """Valid receipts of a run, and the sum on them, as the days' settlements have it."""
    count, amount = 0, Decimal()
    for record in kept.ever(DAYS):
        for line in record.entry["lines"]:
            run = span(line["receipt_from"], line["receipt_to"])
            if run is not None and used.covers(run):
                count += int(line["valid"])
                amount += Decimal(line["faces"])
    return count, amount


def written(spans: Iterable[Span]) -> str:
    """Numbers as a list; 无 where there are none."""
    return "、".join(map(str, spans)) or NONE
