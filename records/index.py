"""Index: where every record's versions stand in a journal. Made from its lines, never kept."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from records.line import Line
from records.numbering import Numbering
from records.record import Operation


@dataclass(slots=True)
class Place:
    """Where a record stands in one journal.

    Attributes:
        date: business date of the content that stands, as text.
        term: term of the sealed ledger that holds its beginning; empty is this one.
        by: id of whoever did the first thing to it that is told here.
        lines: line and position among its operations, a pair a version.
    """

    register: str
    date: str
    term: str
    by: str
    lines: list[tuple[Line, int]] = field(default_factory=list)


class Index:
    """Places by record number, requests by id; threads may share it.

    Attributes:
        seen: number of the last line taken in.
        amended: numbers of the records that began in a sealed term, in order of capture.
        keys: block of keys → the last place that is used (records/vault.py).
        erased: numbers of the records whose personal values were deleted.
        destroyed: register and term of the books whose keys were destroyed.
    """

    def __init__(self, numbering: Numbering) -> None:
        self.seen = 1
        self._numbering = numbering
        self._places: dict[str, Place] = {}
        self._books: defaultdict[str, dict[str, Place]] = defaultdict(dict)
        self._requests: dict[str, Line] = {}
        self._changes: defaultdict[str, list[str]] = defaultdict(list)
        self._mutex = threading.Lock()
        self.keys: dict[str, int] = {}
        self.erased: set[str] = set()
        self.destroyed: set[tuple[str, str]] = set()
        self.amended: list[str] = []

    def absorb(self, lines: Iterable[Line]) -> None:
        """Take in the lines that are new."""
        with self._mutex:
            for line in lines:
                if line.number > self.seen:
                    self._note(line)
                    self.seen = line.number

    def place(self, number: str) -> Place | None:
        """Where a record stands; None if nothing of it is here."""
        return self._places.get(number)

    def places(self, register: str | None = None) -> list[tuple[str, Place]]:
        """Number and place of every record, or of one register's, in order of capture."""
        with self._mutex:
            kept = self._places if register is None else self._books.get(register, {})
            return list(kept.items())

    def filed_by(self, person: str, register: str) -> list[str]:
        """Numbers of a register's records that somebody began here, in order of capture."""
        kept = self.places(register)
        return [number for number, place in kept if place.by == person and not place.term]

    def changes_of(self, register: str, since: int = 0) -> list[str]:
        """Number of the record of every version of a register, but for the first `since` ones."""
        return self._changes[register][since:]

    def request(self, request_id: str) -> Line | None:
        """The line a request left."""
        return self._requests.get(request_id) if request_id else None

    def last_key(self, term: str) -> str:
        """Name of the last key that the ledger of `term` gave; empty if none."""
        own = (one for one in reversed(self.keys.items()) if one[0].startswith(f"{term}."))
        return next((f"{block}:{place}" for block, place in own), "")

    def _note(self, line: Line) -> None:
        content = line.content
        if request_id := content.get("request_id"):
            self._requests[request_id] = line
        if destroyed := content.get("destroyed"):
            self.destroyed.add((destroyed["register"], destroyed["term"]))
        for position, operation in enumerate(content.get("ops", ())):
            self._numbering.note(operation)
            self._changes[operation["register"]].append(operation["number"])
            self._note_key(operation)
            number, day = operation["number"], operation["date"]
            place = self._places.get(number)
            if place is None:
                term, by = operation.get("term", ""), content["by"]["id"]
                place = self._places[number] = Place(operation["register"], day, term, by)
                self._books[place.register][number] = place
                self.amended += [number] if term else []
            place.date = day
            place.lines.append((line, position))

    def _note_key(self, operation: Mapping[str, Any]) -> None:
        block, _, place = operation.get("key", "").partition(":")
        if place:
            self.keys[block] = max(self.keys.get(block, 0), int(place))
        if operation["op"] == Operation.ERASE:
            self.erased.add(operation["number"])
