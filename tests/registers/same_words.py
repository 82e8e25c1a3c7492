"""Texts compared without regard to the width of punctuation and to blanks."""

import re
import unicodedata


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """Without punctuation at the ends of sentences, blanks and widths."""
    flat = unicodedata.normalize("NFKC", text).replace("。", ";")
    return re.sub(r"[\s;]+", "", flat)
