"""Capture: acts become the operations of one journal line, judged, numbered and checked.

Runs under the journal's lock, so what it sees is all there is. It writes nothing but definitions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from checklists.books import Books
from checklists.catalogue import find as find_register
from checklists.duty import Duty
from checklists.entry import Entry
from checklists.hazards import FoundHazard
from checklists.register import Register, Signer
from checklists.surroundings import Surroundings
from records import hazards
from records.acts import (
    Act,
    Attach,
    Continue,
    Correct,
    Erase,
    File,
    Occasion,
    Return,
    Sign,
    Stamp,
    Void,
    filled_together,
)
from records.codec import (
    Json,
    encode_finding,
    encode_judgement,
    encode_person,
    read_version,
    without_empty,
)
from records.definitions import Definitions
from records.ink import drawn, named_on_paper, scanned, stamped, written
from records.lifecycle import (
    LATE_APPROVAL,
    is_changed_since,
    is_returned,
    require_alive,
    require_approver,
    require_certificate,
    require_erasable,
    require_right_person,
    require_signable,
    unsigned_roles,
)
from records.masking import without_words
from records.numbering import (
    STAMPS,
    Numbering,
    record_number,
    record_series,
    serial_counter,
    serial_number,
    serial_series,
    stamp_counter,
)
from records.personal import personal_words
from records.record import Operation, Record
from records.refusals import (
    NotAllowedError,
    ReasonMissingError,
    SigningRefusedError,
    UnknownRecordError,
    VersionConflictError,
)
from records.rereading import as_captured, given_back, readable, roles_reopened
from records.school import School
from records.standings import by_subject, meeting


class Kept(Protocol):
    """What capture asks of the ledger; called under the journal's lock."""

    numbering: Numbering

    def surroundings(self, now: datetime) -> Surroundings:
        """What entries are judged by at a moment."""

    def numbers(
        self, register: str | None = None, *, first: date | None = None, last: date | None = None
    ) -> list[str]:
        """Numbers of the records of this term, of a register and between two business days."""

    def find_record(self, number: str) -> Record | None:
        """A record, of this term or a sealed one before; None if there is none."""

    def standing(self, register: str) -> Sequence[Record]:
        """Records of a register that are not voided, of earlier terms first."""

    def term_of(self, number: str) -> str:
        """Term of the sealed ledger that holds its beginning; empty is this one."""


Beside = Sign | Return | Void | Erase | Attach | Stamp
"""What is done to a record that is there, and leaves its content alone."""
LAST = "~"
"""Comes after every record's number."""


class Capture:
    """The operations of one commit, in the making.

    Attributes:
        drafts: by number, the records it is about, as they will stand.
    """

    def __init__(
        self, kept: Kept, school: School, definitions: Definitions, occasion: Occasion
    ) -> None:
        self.kept, self.school, self.definitions = kept, school, definitions
        self.occasion = occasion
        self.surroundings = kept.surroundings(occasion.at)
        self.operations: list[Json] = []
        self._given: dict[str, int] = {}
        self.drafts: dict[str, Record] = {}
        self._known: dict[str, Record | None] = {}
        self._opened: set[tuple[str, str]] = set()

    def take(self, acts: tuple[Act, ...]) -> list[Json]:
        """Operations for these acts, then those that open the hazards they report."""
        opening: list[tuple[Json, Entry]] = []
        for act in acts:
            operation, entry = self._operation(act)
            self._add(operation)
            if entry is not None:
                opening.append((operation, entry))
        for operation, entry in opening:
            self._open_hazards(operation, entry)
        return self.operations

    def _operation(self, act: Act) -> tuple[Json, Entry | None]:
        match act:
            case File():
                return self._file(act), act.entry
            case Continue():
                return self._continue(act)
            case Correct():
                return self._correct(act)
            case _:
                return self._beside(act), None

    def _beside(self, act: Beside) -> Json:
        """What leaves the content as it is."""
        match act:
            case Sign():
                return self._sign(act)
            case Return() | Void():
                return self._strike(act)
            case Erase():
                return self._erase(act)
            case Attach():
                record = self._record(act)
                return {**self._head(Operation.SCAN, record), **scanned(act, record)}
            case Stamp():
                return self._stamp(act)

    def _add(self, operation: Json) -> None:
        self.operations.append(operation)
        version = read_version(0, self.occasion.content(), operation)
        before = self._found(version.number)
        versions = (*before.versions, version) if before else (version,)
        self.drafts[version.number] = Record(version.number, version.register, versions)

    # ---- what is kept

    def _found(self, number: str) -> Record | None:
        """A record as it will stand; one that is kept is read once a commit."""
        if number not in self.drafts and number not in self._known:
            self._known[number] = self.kept.find_record(number)
        return self.drafts.get(number) or self._known[number]

    def _record(self, act: Continue | Correct | Beside) -> Record:
        record = self._found(act.number)
        if record is None:
            raise UnknownRecordError(act.number)
        seen, actual = act.expected_version, record.latest.version
        if seen is not None and (seen > actual or is_changed_since(record, seen)):
            raise VersionConflictError(act.number, seen, actual)
        if not isinstance(act, Erase):
            require_alive(record)
        return record

    def _head(self, operation: Operation, record: Record) -> Json:
        return {
            "op": str(operation),
            "register": record.register,
            "number": record.number,
            "version": record.latest.version + 1,
            "date": record.date.isoformat(),
            "term": self.kept.term_of(record.number),
        }

    def _register(self, record: Record) -> type[Entry]:
        return find_register(record.register, self.school.registers)

    # ---- acts

    def _file(self, act: File, source: Mapping[str, Any] | None = None) -> Json:
        entry, register = act.entry, act.entry.register
        today = self.occasion.at.astimezone(self.school.zone).date()
        # No number lies in the future, so a sealed term cannot have one of a later day.
        number = self._number(record_series(register.prefix, min(entry.business_date(), today)))
        return without_empty(
            {
                "op": str(Operation.FILE),
                "register": entry.slug,
                "number": number,
                "version": 1,
                **self._judged(entry, {}),
                "reason": act.reason.strip(),
                "together": filled_together(act, entry),
                # A hazard is as late as what found it; that one's approval is enough.
                "late": not source and self._is_late(entry),
                **(source or {}),
            }
        )

    def _is_late(self, entry: Entry) -> bool:
        register = type(entry)

        def is_met(duty: Duty) -> bool:
            numbers = self.kept.numbers(register.slug, first=duty.first, last=duty.last)
            kept = [one for one in map(self.kept.find_record, numbers) if one is not None]
            drafts = [one for one in self.drafts.values() if one.register == register.slug]
            return bool(meeting(duty, by_subject(register, [*kept, *drafts])))

        return self.school.is_late(entry, self.occasion.at, is_met)

    def _continue(self, act: Continue) -> tuple[Json, Entry]:
        record = self._record(act)
        register, kept = self._register(record), readable(record)
        data = register.continued(kept, act.data)
        entry = register.read(data, self.surroundings, kept=kept)
        head, judged = self._head(Operation.CONTINUE, record), self._judged(entry, kept, act.number)
        reopens = roles_reopened(record, entry)
        return without_empty(
            {**head, **judged, "reason": act.reason.strip(), "reopens": reopens}
        ), entry

    def _correct(self, act: Correct) -> tuple[Json, Entry]:
        record = self._record(act)
        if not act.reason.strip():
            raise ReasonMissingError(act.number, "更正")
        register, kept = self._register(record), readable(record)
        data = given_back(register, act.data, kept)
        entry = register.read(data, self.surroundings, kept=kept)
        judged = self._judged(entry, kept, act.number)
        if judged["entry"] == kept and not is_returned(record):
            raise NotAllowedError(f"记录 {act.number}", "更正后与原来一样", "没有要改的就不用更正")
        head = self._head(Operation.CORRECT, record)
        said = {"reason": act.reason.strip(), "together": filled_together(act, entry)}
        return without_empty({**head, **judged, **said}), entry

    def _sign(self, act: Sign) -> Json:
        record, by = self._record(act), self.occasion.by
        kind = self._register(record)
        person = named_on_paper(act, record, kind.register, by) or self.school.person(by.id)
        head = {**self._head(Operation.SIGN, record), "reason": act.reason.strip()}
        head |= {**drawn(act, record), **written(act, record)}
        if act.role == LATE_APPROVAL:
            require_approver(record, kind.register, person, act.reason)
            approved = {"late_approved_by": encode_person(by)}
            return without_empty({**head, "role": act.role, **approved})
        signer = self._place(act, record, kind.register)
        require_signable(record, signer, kind.register, self.occasion.at)
        require_right_person(record, signer, person)
        today = self.occasion.at.astimezone(self.school.zone).date()
        listed = self.surroundings.look_up("person", person.id) or person
        require_certificate(record, signer, listed, kind.chapter, today)
        return without_empty({**head, "role": signer.role})

    def _place(self, act: Sign, record: Record, register: Register) -> Signer:
        where = f"记录 {act.number}"
        waiting = unsigned_roles(record)
        role = act.role or next(iter(waiting), "")
        if not role:
            raise SigningRefusedError(where, "该签的都签过了", "不用再签")
        place = next((one for one in register.signers if one.role == role), None)
        if place is None:
            roles = "、".join(one.role for one in register.signers)
            raise SigningRefusedError(where, f"没有签字处“{role}”", f"可用：{roles}")
        return place

    def _strike(self, act: Return | Void) -> Json:
        record = self._record(act)
        operation = Operation.RETURN if isinstance(act, Return) else Operation.VOID
        if not act.reason.strip():
            raise ReasonMissingError(act.number, operation.label)
        return without_empty({**self._head(operation, record), "reason": act.reason.strip()})

    def _erase(self, act: Erase) -> Json:
        record, reason = self._record(act), act.reason.strip()
        if not reason:
            raise ReasonMissingError(act.number, Operation.ERASE.label)
        require_erasable(record, self.school.person(self.occasion.by.id))
        return without_empty({**self._head(Operation.ERASE, record), "reason": reason})

    def _stamp(self, act: Stamp) -> Json:
        record, person = self._record(act), self.school.person
        said = stamped(act, record, person(self.occasion.by.id), person(act.approved_by.id))
        year = self.occasion.at.astimezone(self.school.zone).year
        series = STAMPS.format(year=year)
        given = {"stamp_no": [series, self._next(stamp_counter(series))]}
        return without_empty({**self._head(Operation.STAMP, record), **said, "serials": given})

    # ---- judging and numbering

    def _judged(self, entry: Entry, kept: Mapping[str, Any], number: str = "") -> Json:
        """Content, and what stands beside it: verdicts and findings, and by which limits."""
        entry = entry.carried_on(self._books(entry, number), fresh=not kept)
        serials = dict(self._serials(entry))
        update = {name: number for name, (number, _) in serials.items()}
        entry = entry.model_copy(update=update)
        around, needed = self.surroundings, entry.signers_needed(self.surroundings)
        places = entry.register.signers
        return {
            "definition": self.definitions.save(type(entry)),
            "entry": as_captured(entry.to_data(), kept),
            "limits": self.school.limits_of(entry.slug),
            "judged": [encode_judgement(one) for one in entry.judgements(around)],
            "findings": [encode_finding(one) for one in entry.findings(around)],
            "date": entry.business_date().isoformat(),
            "stage": entry.stage(),
            "complete": entry.is_complete(),
            "signers": [one.role for one in places if not one.condition or one.role in needed],
            "serials": {name: list(series) for name, (_, series) in serials.items()},
        }

    def _books(self, entry: Entry, number: str) -> Books:
        """What stands before an entry; `number` is its own, if it has one already."""
        here = self._found(number) if number else None
        came = (here.first.at, number) if here else (self.occasion.at, LAST)
        place = (entry.business_date(), *came)

        def books(register: str) -> list[Record]:
            kept = {one.number: one for one in self.kept.standing(register)}
            kept |= {key: one for key, one in self.drafts.items() if one.register == register}
            placed = ((one.date, one.first.at, one.number) for one in kept.values())
            return [kept[one[-1]] for one in sorted(one for one in placed if one < place)]

        return books

    def _serials(self, entry: Entry) -> Iterator[tuple[str, tuple[str, tuple[str, int]]]]:
        for column in entry.numbers_due():
            if column.serial is not None:
                series = serial_series(column.serial, entry)
                number = self._next(serial_counter(entry.slug, column.name, series))
                yield column.name, (serial_number(column.serial, series, number), (series, number))

    def _number(self, series: str) -> str:
        return record_number(series, self._next(series))

    def _next(self, series: str) -> int:
        number = max(self._given.get(series, 0), self.kept.numbering.last(series)) + 1
        self._given[series] = number
        return number

    # ---- what an inspection opens

    def _open_hazards(self, operation: Json, entry: Entry) -> None:
        number = operation["number"]
        known, opened = self._hazards_of(number) | self._opened, []
        for hazard in entry.hazards(self.surroundings):
            if (number, hazard.key) not in known:
                opened.append(self._open_hazard(number, entry, hazard))
        if opened:
            operation["opens"] = opened

    def _open_hazard(self, number: str, entry: Entry, hazard: FoundHazard) -> str:
        """One more operation: the hazard, begun with what is known; answers with its number."""
        register = find_register(hazards.REGISTER, self.school.registers)
        found_at = entry.seen_at(self.occasion.at.astimezone(self.school.zone))
        words = personal_words(entry.to_data(), entry.columns())
        named = replace(hazard, description=without_words(hazard.description, words))
        data = hazards.hazard_data(named, number, found_at, self._finder(entry))
        begun = register.read(data, self.surroundings)
        source = {"opened_by": number, "opened_for": hazard.key}
        self._add(self._file(File(begun), source))
        self._opened.add((number, hazard.key))
        return str(self.operations[-1]["number"])

    def _hazards_of(self, number: str) -> set[tuple[str, str]]:
        """What failed in a record and has a hazard already that still counts."""
        kept = map(self.kept.find_record, self.drafts[number].opens)
        return {(number, one.first.opened_for) for one in kept if one and not one.is_void}

    def _finder(self, entry: Entry) -> dict[str, str]:
        column = next((one.column for one in entry.register.signers if one.column), "")
        named = getattr(entry, column, None) if column else None
        person = named or self.occasion.by
        return {"id": person.id, "name": person.name}
