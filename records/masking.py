"""Masking: a record as it may be shown, to those who may read its personal values and to others."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from checklists.catalogue import Catalogue
from checklists.columns import Column
from checklists.entry import Entry
from checklists.rules import Finding
from records.personal import (
    ERASED,
    MISSING,
    WITHHELD,
    Withheld,
    changed,
    has_personal,
    masked_text,
    personal_words,
)
from records.record import Correction, Record, Version

_NUMBER = re.compile(r"[A-Z]+-\d{8}-\d{3,}", re.ASCII)


def on_paper(record: Record, columns: Sequence[Column], *, whole: bool) -> Record:
    """A record as it may be shown: on a screen, on paper, in a volume and in what it embeds.

    Args:
        record: as read.
        columns: of its register today, which say what is personal.
        whole: for somebody who may read it; else personal values are masked wherever they stand.
    """
    if not has_personal(columns) and not any(one.lost for one in record.versions):
        return record
    masks = None if whole else _Masks(record, columns)
    versions = (_with_lost(masks.version(one) if masks else one) for one in record.versions)
    corrections = record.corrections
    if masks:
        corrections = tuple(masks.correction(one) for one in corrections)
    return PaperRecord(record.number, record.register, tuple(versions), corrections)


@dataclass(frozen=True, slots=True)
class PaperRecord(Record):
    """A record as it is shown; what was corrected is told even where both look alike, masked."""

    told: tuple[Correction, ...] = ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Every corrected value, oldest first."""
        return self.told


class _Masks:
    """What is masked in a record, in every version of it."""

    def __init__(self, record: Record, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._words: dict[str, str] = {}  # in texts of the entry
        self._said: dict[str, str] = {}  # in what is said of it, with what was chosen from a list
        for one in record.versions:
            self._words |= personal_words(one.entry, columns)
            self._said |= personal_words(one.entry, columns, options=True)
        self._words, self._said = _longest_first(self._words), _longest_first(self._said)

    def version(self, version: Version) -> Version:
        judged = (replace(one, reading=self._told(one.reading)) for one in version.judgements)
        return replace(
            version,
            entry=self.entry(version.entry),
            reason=self._told(version.reason),
            judgements=tuple(judged),
            findings=tuple(masked_finding(one, self._said) for one in version.findings),
            scans=tuple(replace(one, sha256="", name=WITHHELD) for one in version.scans),
        )

    def correction(self, one: Correction) -> Correction:
        before, after = (
            self.entry({one.column: value})[one.column] for value in (one.before, one.after)
        )
        return replace(one, before=before, after=after, reason=self._told(one.reason))

    def entry(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        return changed(entry, self._columns, self._mask, tuple(self._words))

    def _mask(self, _: str, column: Column | None, value: Any) -> Any:
        if column is None:
            return without_words(value, self._words)
        return _masked_value(column, value)

    def _told(self, text: str) -> str:
        return without_words(text, self._said)


def _longest_first(words: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _with_lost(version: Version) -> Version:
    """A version that says in every place of its entry why nothing stands there."""
    if not version.lost:
        return version
    entry = _copied(version.entry)
    for path, why in version.lost.items():
        *above, name = path.split(".")
        place = entry
        for step in above:
            if isinstance(place, dict | list):
                place = place[int(step)] if isinstance(place, list) else place.get(step)
        if isinstance(place, dict):
            place.setdefault(name, Withheld(why))
    return replace(version, entry=entry)


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def without_words(text: str, words: Mapping[str, str]) -> str:
    """A text with personal words masked; the longest come first in `personal_words`."""
    for word, mask in words.items():
        text = text.replace(word, mask)
    return Withheld(text) if text == WITHHELD else text


def _masked_value(column: Column, value: Any) -> Any:
    shown = column.personal
    if shown == "whole" or value in (ERASED, MISSING):
        return value
    if shown in ("name", "tail"):
        if isinstance(value, Mapping):
            name = masked_text(str(value["name"]), shown)
            return {"id": name, "name": name}  # an id leads to whoever has it
        if isinstance(value, str):
            return masked_text(value, shown)
    return Withheld(WITHHELD)


def readable(kind: type[Entry], record: Record) -> dict[str, Any]:
    """Content that a class can read: for what is lost, its example stands in."""
    content = kind.without_computed(record.entry)
    lost = {path.partition(".")[0] for path in record.content.lost}
    return {**content, **{name: kind.example[name] for name in lost & kind.example.keys()}}


def masked_findings(
    findings: Iterable[Finding], records: Iterable[Record], registers: Catalogue
) -> Iterator[Finding]:
    """Findings that quote nothing personal of the records they speak of, whoever reads them."""
    known = {record.number: record for record in records if record.key}
    for one in findings:
        said = " ".join((one.number, one.where, one.message, one.advice))
        words: dict[str, str] = {}
        for number in known.keys() & set(_NUMBER.findall(said)):
            record = known[number]
            if kind := registers.get(record.register):
                words |= personal_words(record.entry, kind.columns(), options=True)
        yield masked_finding(one, _longest_first(words)) if words else one


def masked_finding(one: Finding, words: Mapping[str, str]) -> Finding:
    """A finding with personal words masked."""
    return replace(
        one,
        where=without_words(one.where, words),
        message=without_words(one.message, words),
        advice=without_words(one.advice, words),
    )
