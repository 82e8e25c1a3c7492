"""What figures are made of: the records of some registers, read, counted and divided."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from checklists.catalogue import catalogue
from records.audit.view import View
from records.record import Record
from records.standings import DutyStanding, Standing, standing_of
from records.statistics.figure import Better, Figure

Amount = int | Decimal
TENTH, CENT, HUNDRED = Decimal("0.1"), Decimal("0.01"), Decimal(100)
NO_RECORDS, NOTHING, OFF = "无记录", "无", "未建册"


class Basis:
    """Records of some registers, and the figures that are made from them."""

    def __init__(
        self, view: View, *sources: str, kept: Iterable[Record] | None = None, named: str = ""
    ) -> None:
        self.view, self.sources = view, sources
        self.titles = (named,) if named else tuple(_title(view, slug) for slug in sources)
        found = (one for slug in sources for one in view.of_register(slug))
        self.records: Sequence[Record] = tuple(found if kept is None else kept)

    def count(self, name: str, value: Amount, unit: str, better: Better = "") -> Figure:
        """A number or a sum, as it is."""
        return self._figure(name, Decimal(value), unit, better=better)

    def share(self, name: str, part: Amount, whole: Amount, better: Better = "all") -> Figure:
        """Percent to one place, never rounded up to a hundred; 无 where there is no whole."""
        value = Decimal(int(part * 1000 / whole)) / 10 if whole else None
        return self._figure(name, value, "%", Decimal(part), Decimal(whole), better)

    def mean(self, name: str, values: Sequence[Amount], unit: str, step: Decimal = TENTH) -> Figure:
        """Mean of the values; 无 where there are none."""
        total, count = Decimal(sum(values)), Decimal(len(values))
        return self.quotient(name, total, count, unit, step)

    def quotient(
        self, name: str, part: Amount, whole: Amount | None, unit: str, step: Decimal = TENTH
    ) -> Figure:
        """One by the other; 无 where that is unknown or nought."""
        if not whole:
            return self._figure(name, None, unit, Decimal(part))
        value = (Decimal(part) / whole).quantize(step, ROUND_HALF_UP)
        return self._figure(name, value, unit, Decimal(part), Decimal(whole))

    def change(self, name: str, before: Amount | None, now: Amount | None) -> Figure:
        """Percent more (or, below nought, less) than before."""
        if not before or now is None:
            return self._figure(name, None, "%")
        value = ((now - before) * HUNDRED / before).quantize(TENTH, ROUND_HALF_UP)
        return self._figure(name, value, "%", Decimal(now), Decimal(before))

    def words(self, name: str, text: str) -> Figure:
        """A list in words."""
        return self._figure(name, text or None, "")

    def _figure(
        self,
        name: str,
        value: Decimal | str | None,
        unit: str,
        part: Decimal | None = None,
        whole: Decimal | None = None,
        better: Better = "",
    ) -> Figure:
        kept = value if self.records else None
        return Figure(
            name=name,
            value=kept,
            unit=unit,
            part=part if self.records else None,
            whole=whole if self.records else None,
            sources=self.sources,
            titles=self.titles,
            records=len(self.records),
            first=self.view.period[0],
            last=self.view.period[1],
            lacking="" if kept is not None else self._lacking(),
            better=better,
        )

    def _lacking(self) -> str:
        if self.records:
            return NOTHING
        return OFF if all(map(self._is_off, self.sources)) else NO_RECORDS

    def _is_off(self, slug: str) -> bool:
        school = self.view.school
        entry = school.registers.get(slug)
        return entry is None or bool(school.profile.why_not_kept(entry))


def standings(view: View, slug: str) -> list[DutyStanding]:
    """How every duty of a register that has fallen due stands."""
    entry = view.school.registers.get(slug)
    if entry is None:
        return []
    owed = [one for one in view.school.duties(entry) if one.due <= view.now]
    kept = view.by_subject(entry) if owed else {}
    return [standing_of(duty, kept) for duty in owed]


def duties_met(view: View, slug: str) -> tuple[int, int]:
    """How many duties of a register have fallen due, and how many of them have a record."""
    found = standings(view, slug)
    return len(found), sum(one.standing is not Standing.MISSING for one in found)


# ---- reading what is kept


def number(record: Record | Mapping[str, Any], name: str) -> Decimal:
    """A number of a record or a row; nought where it is open or cannot be read any more."""
    value = (record.entry if isinstance(record, Record) else record).get(name)
    try:
        return Decimal(str(value)) if value not in (None, "") else Decimal(0)
    except ArithmeticError:
        return Decimal(0)


def moment(record: Record, name: str) -> datetime | None:
    """A time of a record; None where it is open or cannot be read any more."""
    return datetime.fromisoformat(record.entry[name]) if told(record, name) else None


def day(record: Record, name: str) -> date | None:
    """A day of a record; None where it is open or cannot be read any more."""
    return date.fromisoformat(record.entry[name][:10]) if told(record, name) else None


def rows(records: Iterable[Record], name: str) -> Iterator[Mapping[str, Any]]:
    """Detail rows of records; personal ones that cannot be read any more are passed over."""
    for record in records:
        found = record.entry.get(name)
        yield from (
            (one for one in found if isinstance(one, Mapping))
            if isinstance(found, list | tuple)
            else ()
        )


def total(records: Iterable[Record | Mapping[str, Any]], name: str) -> Decimal:
    """Sum of a column."""
    return sum((number(one, name) for one in records), Decimal(0))


def told(record: Record, name: str) -> bool:
    """Whether a column is filled in and can be read."""
    return record.entry.get(name) not in (None, "", [], ()) and readable(record, name)


def readable(record: Record, name: str) -> bool:
    """Whether nothing of a column was destroyed, or waits for its key."""
    return all(path.partition(".")[0] != name for path in record.content.lost)


def once(
    records: Iterable[Record], key: Callable[[Record], object], name: str
) -> dict[object, Decimal]:
    """A number that several records say of the same thing: the largest, by thing."""
    found: dict[object, Decimal] = {}
    for one in records:
        found[key(one)] = max(found.get(key(one), Decimal(0)), number(one, name))
    return found


def _title(view: View, slug: str) -> str:
    entry = view.school.registers.get(slug) or catalogue()[slug]
    return entry.register.title
