"""A ledger read back by a stranger: its pages as text, and what of its records is not there."""

import io
import re
from collections.abc import Iterator
from typing import Any

import orjson
import pikepdf
import pypdfium2

_MM = 72 / 25.4
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SOFT_HYPHEN = "\ufffe"  # pypdfium2 for the hyphen that ends a line
_NOT_PRINTED = {"batch"}  # names the round of letters in the archive, not on the letter
_BLANK = "〔"  # a clause of the form with a blank that the print fills in


def strange_characters(ledger: bytes) -> set[str]:
    """Radicals, replacement and private characters: what nobody has entered."""
    found = set("".join(_pages(ledger)))
    return {one for one in found if "\u2e80" <= one <= "\u2fdf" or one == "\ufffd" or _private(one)}


def entered(ledger: bytes) -> set[str]:
    """The Chinese texts of the records as they stand."""
    with pikepdf.open(io.BytesIO(ledger)) as pdf:
        kept = orjson.loads(pdf.attachments["records.json"].get_file().read_bytes())
    return {text for record in kept["records"] for text in _texts(_standing(record["versions"]))}


def not_printed(ledger: bytes) -> set[str]:
    """Those of them that no page shows."""
    printed = "".join(_pages(ledger))
    return {text for text in entered(ledger) if "".join(text.split()) not in printed}


def _standing(versions: list[dict[str, Any]]) -> Any:
    """The newest content; who only signs repeats none."""
    return next(one["entry"] for one in reversed(versions) if one["entry"])


def _private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"


def _texts(data: Any, name: str = "") -> Iterator[str]:
    if isinstance(data, str) and _CHINESE.search(data) and _BLANK not in data:
        yield from () if name in _NOT_PRINTED else (data,)
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, name)


def _pages(ledger: bytes) -> Iterator[str]:
    """The text of every page without white space, running head and foot."""
    for page in pypdfium2.PdfDocument(ledger):
        words, (width, height) = page.get_textpage(), page.get_size()
        head = 20 * _MM if width > height else 22 * _MM
        has_head = bool(words.get_text_bounded(bottom=height - head).strip())
        foot = (18 if width > height else 20 if has_head else 35) * _MM
        body = words.get_text_bounded(bottom=foot, top=height - head)
        yield "".join(body.split()).replace(_SOFT_HYPHEN, "-")
