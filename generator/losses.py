"""Characters of records that a volume prints as codes, for the note at its end to say so."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.fonts import Coverage
from generator.preparation import codes_for
from records.record import Record


def spelt_in_codes(records: Sequence[Record], coverage: Coverage) -> dict[str, str]:
    """Record number → the codes that stand for characters no face draws (〔U+1F600〕)."""
    texts = {record.number: "".join(_texts_of(record)) for record in records}
    codes = codes_for("".join({char for text in texts.values() for char in text}), coverage)
    found = {number: _codes_in(text, codes) for number, text in texts.items() if codes}
    return {number: said for number, said in found.items() if said}


def unreadable(records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """Why (已销毁, 缺密钥) → numbers of the records whose personal values cannot be read."""
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        for why in sorted({why for one in record.versions for why in one.lost.values()}):
            found[why] = (*found.get(why, ()), record.number)
    return found


def _codes_in(text: str, codes: Mapping[str, str]) -> str:
    return "".join(dict.fromkeys(codes[char] for char in text if char in codes))


def _texts_of(record: Record) -> Iterator[str]:
    for one in record.versions:
        yield from (one.reason, one.by.name, one.typed_by.name if one.typed_by else "")
        yield from _strings(one.entry)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
