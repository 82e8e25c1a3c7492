"""Words of a plan: how a line is kept, and where its sentences end."""

import re
from collections.abc import Iterator

from checklists.values import CONTROL

LONGEST = 20_000
_BLANKS = re.compile(r"\s+")
_BESIDE_WIDE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)》]*|[^。！？!?]+$")
_ENDED = re.compile(r"[。！？!?；;…][”’」』）)》]*(?:〔[^〔〕]*〕)?$")
"""What a measure is bound to stands behind its last sentence."""


def tidy(text: str) -> str:
    """One line as it is kept: no control characters, no blanks but between Latin words."""
    visible = CONTROL.sub("", _BLANKS.sub(" ", text))
    return _BESIDE_WIDE.sub("", _BLANKS.sub(" ", visible)).strip()


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text with the marks that end them; put together they are the text."""
    return (found.group() for found in _SENTENCE.finditer(text))


def is_ended(text: str) -> bool:
    """Whether a line says something to its end; a heading does not."""
    return _ENDED.search(text) is not None
