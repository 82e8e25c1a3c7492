"""Textbooks: numbers of books that go round, terms as they are counted, names of what is free."""

import re

_TERM = re.compile(r"(\d{4})-(\d{4})学年(?:度)?第?([一二12])学期")
_BOOK = re.compile(r"[^-\s]+-[^-\s]+-(?:19|20)\d\d-\d+")
_FREE = re.compile(r"(?:教科书|课本|教材|书本|书)费|^(?:国家)?(?:免费)?(?:教科书|课本)$")


def term_count(title: str) -> int | None:
    """A term as a running number, two a year; None for what names no term."""
    found = _TERM.search(re.sub(r"\s", "", title))
    if found is None or int(found[2]) != int(found[1]) + 1:
        return None
    return 2 * int(found[1]) + (found[3] in "二2")


def is_book_number(number: str) -> bool:
    """Whether a number reads 校代码-科目-年份-序号."""
    return _BOOK.fullmatch(number.strip()) is not None


def is_textbook_fee(name: str) -> bool:
    """Whether a charge is for textbooks, which 义务教育 gives free of charge."""
    return _FREE.search(re.sub(r"\s", "", name)) is not None
