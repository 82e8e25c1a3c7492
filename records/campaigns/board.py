"""The board of a batch: who has signed, how many of each post, who is to be asked again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from checklists.posts import PARTIES
from checklists.registers.organisation.safety_responsibility_letter import DAYS_TO_SIGN
from checklists.surroundings import Lists, on_the_day
from records.campaigns.asking import LetterDraft, drafts_of
from records.campaigns.letters import (
    LetterStanding,
    Progress,
    campaign_like,
    letters_of,
    standing_of,
)
from records.prints import Print
from records.record import Record

TWO_WEEKS = timedelta(days=14)
"""To sign in, as from the beginning of a term."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a board goes by beside the letters.

    Attributes:
        lists: the school's lists, with what records say of people.
        now: moment.
        today: the day at the school.
        prints: record number → its last print.
        due: id of 乙方 → by when their letter is due.
    """

    lists: Lists
    now: datetime
    today: date
    prints: Mapping[str, Print] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """Letters of a post in numbers: 应签, 已签, 已归档, 逾期, and how many must be signed anew."""

    party: str
    asked: int
    signed: int
    filed: int
    overdue: int
    again: int

    @property
    def rate(self) -> float:
        """签订率 in per cent; a hundred where nobody is asked."""
        return self.signed * 100 / self.asked if self.asked else 100.0

    @property
    def is_done(self) -> bool:
        """Whether all have signed (R02)."""
        return self.signed >= self.asked


@dataclass(frozen=True, slots=True)
class Board:
    """How a batch stands.

    Attributes:
        letters: in the order of 主送类别, then as they were made.
        missing: people in service who are asked and have no letter in it.
    """

    batch: str
    letters: tuple[LetterStanding, ...]
    missing: tuple[LetterDraft, ...]

    @property
    def asked(self) -> tuple[LetterStanding, ...]:
        """Letters of those who are still here."""
        return tuple(one for one in self.letters if not one.gone)

    @property
    def total(self) -> Tally:
        """All posts together."""
        return self._tally("合计", lambda _: True)

    @property
    def parties(self) -> tuple[Tally, ...]:
        """Each 主送类别."""
        asked = {one.party for one in self.asked} | {one.party for one in self.missing}
        return tuple(self._tally(one, one.__eq__) for one in PARTIES if one in asked)

    def _tally(self, title: str, wanted: Callable[[str], bool]) -> Tally:
        letters = [one for one in self.asked if wanted(one.party)]
        missing = sum(wanted(one.party) for one in self.missing)
        return Tally(
            title,
            len(letters) + missing,
            sum(map(counts_as_signed, letters)),
            sum(one.progress is Progress.FILED and not one.again for one in letters),
            sum(one.overdue for one in letters),
            sum(bool(one.again) for one in letters),
        )

    @property
    def unsigned(self) -> tuple[LetterStanding, ...]:
        """Whoever is to be asked again (催签): first those who are overdue, the longest first."""
        found = [one for one in self.asked if not counts_as_signed(one)]
        return tuple(sorted(found, key=lambda one: (not one.overdue, _due(one))))

    @property
    def is_closed(self) -> bool:
        """Whether everybody has signed and every letter is filed (A.3)."""
        return self.total.is_done and self.total.filed == self.total.asked


def counts_as_signed(one: LetterStanding) -> bool:
    """Whether 乙方 has signed the text that stands, for a post that is still theirs."""
    return one.progress.is_signed and not one.again


def _due(one: LetterStanding) -> float:
    return one.due.timestamp() if one.due else float("inf")


def board_of(batch: str, records: Iterable[Record], facts: Facts) -> Board:
    """The board of a batch.

    Args:
        batch: its name.
        records: letters of the term, of every batch.
        facts: what else it goes by.
    """
    letters = letters_of(records, batch)
    found = [_standing(one, facts) for one in letters]
    order = list(PARTIES)
    found.sort(key=lambda one: order.index(one.party))
    return Board(batch, tuple(found), tuple(_missing(batch, letters, facts)))


def _standing(record: Record, facts: Facts) -> LetterStanding:
    who = str(record.entry["party_b"]["id"])
    listed = facts.lists.look_up("person", who)
    here = listed is None or bool(on_the_day((listed,), facts.today))
    return standing_of(
        record,
        printed=facts.prints.get(record.number),
        due=_due_of(record, facts.due.get(who), facts),
        now=facts.now,
        posts=listed.posts if listed else (),
        gone=not here,
    )


def _due_of(record: Record, duty: datetime | None, facts: Facts) -> datetime:
    """By when it is to be signed: its duty's day; issued later, two weeks, and R01's thirty days.

    R01's last day holds where no duty says anything.
    """
    issued = date.fromisoformat(record.entry["issued_on"])
    if duty is not None and issued <= duty.astimezone(facts.now.tzinfo).date():
        return duty
    last = date.fromisoformat(record.entry["valid_from"]) + DAYS_TO_SIGN
    day = last if duty is None else min(issued + TWO_WEEKS, last)
    return datetime.combine(day, time.max, tzinfo=facts.now.tzinfo)


def _missing(batch: str, letters: Sequence[Record], facts: Facts) -> Iterator[LetterDraft]:
    """Who signs as one of the batch's 主送类别 and has no letter in it, whatever it is for."""
    if not letters:
        return
    campaign = campaign_like(batch, letters, facts.today)
    having = {str(one.entry["party_b"]["id"]) for one in letters}
    yield from (one for one in drafts_of(campaign, facts.lists) if one.id not in having)
