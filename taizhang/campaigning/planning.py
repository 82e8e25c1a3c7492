"""Plans: what a campaign would make, before it makes anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from checklists.catalogue import find
from checklists.entry import Entry
from checklists.errors import InvalidEntryError
from records.campaigns import (
    REGISTER,
    Campaign,
    LetterDraft,
    RosterLine,
    campaign_like,
    drafts_of,
    drafts_of_roster,
    forbidden_in,
    letters_of,
)
from records.numbering import serial_counter, serial_number, serial_series
from records.record import Record
from taizhang.campaigning.boards import board_now, facts_of, letters_now, term_here
from taizhang.desk import Desk

WEEK_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign would make.

    Attributes:
        drafts: what is made, with the entry and the 责任书编号 it will have if nobody is quicker.
        skipped: who has a letter of the batch already, with its number.
        lacking: what cannot be made, each saying why.
        forbidden: sentences that may not stand in a letter, with why; nothing is made then.
        late: whose letter comes so late that it is a 补录, which needs a reason.
    """

    campaign: Campaign
    drafts: tuple[tuple[LetterDraft, Entry, str], ...]
    skipped: tuple[tuple[LetterDraft, str], ...]
    lacking: tuple[LetterDraft, ...]
    forbidden: tuple[str, ...]
    late: tuple[LetterDraft, ...]


def new_campaign(desk: Desk, **asked: Any) -> Campaign:
    """A campaign of the term that is, from its first day, or today, to the day before the next.

    Args:
        desk: the home.
        asked: attributes of `records.campaigns.Campaign` that are to be otherwise.
    """
    today, term = desk.now().date(), desk.home.term(term_here(desk))
    following = desk.home.term_after(term.key)
    until = following.start - timedelta(days=1) if following else _end_of_half(term.end)
    title = desk.home.calendar(term.key).term.title
    usual: dict[str, Any] = {
        "batch": f"{title}安全责任书",
        "issued_on": today,
        "valid_from": max(term.start, today) if today > term.start + WEEK_AFTER else term.start,
        "valid_to": until,
    }
    return Campaign(
        **{**usual, **{key: one for key, one in asked.items() if one not in (None, "")}}
    )


def _end_of_half(end: date) -> date:
    """Where no later term is known: the letters hold through the holidays that follow."""
    return date(end.year, 8, 31) if end.month >= 6 else date(end.year, 2, 28)


def newcomers(desk: Desk, batch: str) -> Campaign:
    """The campaign of a batch once more, for who came since: same text, same end.

    Raises:
        CampaignRefusedError: there is no such batch.
    """
    letters = [one.record for one in board_now(desk, batch).letters]
    return campaign_like(batch, letters, desk.now().date())


def plan(desk: Desk, campaign: Campaign, roster: Sequence[RosterLine] | None = None) -> Plan:
    """What a campaign would make now, from the lists or from a roster."""
    lists, kept = facts_of(desk).lists, letters_of(letters_now(desk), campaign.batch)
    drafts = (
        drafts_of(campaign, lists) if roster is None else drafts_of_roster(campaign, roster, lists)
    )
    lacking = [one for one in drafts if one.lacking]
    having = _having(campaign, kept)
    fresh, skipped = list[LetterDraft](), list[tuple[LetterDraft, str]]()
    for one in drafts:
        number = having.get(one.key) or having.get((one.id, ""))
        if number and not one.lacking:
            skipped.append((one, number))
        elif not one.lacking:
            fresh.append(one)
    read = [_read(desk, campaign, one) for one in fresh]
    entries = [(draft, entry) for draft, entry in read if entry is not None]
    return Plan(
        campaign,
        tuple(_numbered(desk, entries)),
        tuple(skipped),
        (*lacking, *(draft for draft, entry in read if entry is None)),
        tuple(dict.fromkeys(said for one in fresh for said in forbidden_in(campaign, one))),
        tuple(_late(desk, entries)),
    )


def _having(campaign: Campaign, kept: Sequence[Record]) -> Mapping[tuple[str, str], str]:
    """Who has a letter of the batch, and as what; where one letter a person is signed, as any."""
    found: dict[tuple[str, str], str] = {}
    for one in kept:
        who, party = str(one.entry["party_b"]["id"]), str(one.entry["party_type"])
        found[who, party] = one.number
        if not campaign.every_post:
            found[who, ""] = one.number
    return found


def _read(desk: Desk, campaign: Campaign, draft: LetterDraft) -> tuple[LetterDraft, Entry | None]:
    kind, school = find(REGISTER, desk.registers), desk.school(term_here(desk))
    try:
        return draft, kind.read(draft.data(campaign), school.surroundings(desk.now()))
    except InvalidEntryError as error:
        why = "；".join(f"{one.where}{one.what}，{one.advice}" for one in error.problems)
        return replace(draft, lacking=why), None


def _numbered(
    desk: Desk, entries: Sequence[tuple[LetterDraft, Entry]]
) -> Iterator[tuple[LetterDraft, Entry, str]]:
    """With the 责任书编号 each will get, counted on from the ledger's last."""
    term, given = term_here(desk), dict[str, int]()
    ledger = desk.ledger(term) if entries and desk.has_ledger(term) else None
    for draft, entry in entries:
        serial = entry.column("letter_no").serial
        if serial is None:
            yield draft, entry, ""
            continue
        series = serial_series(serial, entry)
        counter = serial_counter(REGISTER, "letter_no", series)
        last = given.get(series) or (ledger.numbering.last(counter) if ledger else 0)
        given[series] = last + 1
        yield draft, entry, serial_number(serial, series, last + 1)


def _late(desk: Desk, entries: Sequence[tuple[LetterDraft, Entry]]) -> Iterator[LetterDraft]:
    """Whose letter is a 补录; whoever has a letter of the term owes none any more."""
    school, now = desk.school(term_here(desk)), desk.now()
    signing = {one.entry["party_b"]["id"] for one in letters_now(desk) if not one.is_void}
    for draft, entry in entries:
        if school.is_late(entry, now, lambda duty: duty.subject in signing):
            yield draft
