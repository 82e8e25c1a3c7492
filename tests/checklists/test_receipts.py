"""Numbers of receipts, read and counted."""

import pytest

from checklists.receipts import Span, gaps, listed, overlaps, span


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("0012001", "0012050", 50),
        ("0012001", "0012001", 1),
        ("粤A-00 12", "粤A-0020", 9),
        ("2026A0001", "2026A0100", 100),
    ],
)
def test_numbers_from_one_to_another(first: str, last: str, count: int) -> None:
    found = span(first, last)
    assert found is not None
    assert found.count == count
    assert found.written(found.first) == first.replace(" ", "")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("0012", "0011"),
        ("A0012", "B0013"),
        ("012", "0013"),
        ("", ""),
        ("无", "无"),
        ("12号", "13号"),
    ],
)
def test_what_cannot_be_counted(first: str, last: str) -> None:
    assert span(first, last) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("无", []),
        ("0012", ["0012"]),
        ("0012、0015-0017", ["0012", "0015—0017"]),
        ("0012，0013；0014", ["0012", "0013", "0014"]),
        ("0015至0017", ["0015—0017"]),
    ],
)
def test_lists(text: str, found: list[str]) -> None:
    spans = listed(text)
    assert spans is not None
    assert [str(one) for one in spans] == found


@pytest.mark.parametrize("text", ["两份", "0012-0014-0016", "0014-0012", "0012、、0013"])
def test_lists_that_cannot_be_read(text: str) -> None:
    assert listed(text) is None


def spans(*texts: str) -> list[Span]:
    return [one for text in texts for one in listed(text) or ()]


def owned(*texts: str) -> list[tuple[Span, int]]:
    return [(one, owner) for owner, text in enumerate(texts) for one in spans(text)]


def test_numbers_used_twice() -> None:
    assert overlaps(owned("0001-0010", "0011-0020", "A0005")) == ()
    (((one, first), (other, second)),) = overlaps(owned("0011-0020", "0001-0011"))
    assert (str(one), first, str(other), second) == ("0001—0011", 1, "0011—0020", 0)
    assert len(overlaps(owned("0001-0100", "0005-0006", "0050-0060", "0101"))) == 2
    assert len(overlaps(owned("0007", "0007"))) == 1


def test_numbers_nobody_used() -> None:
    (book,) = spans("0001-0050")
    used = spans("0003-0010", "0008-0020", "0031-0049", "A0001-A0050")
    assert [str(one) for one in gaps(book, used)] == ["0001—0002", "0021—0030", "0050"]
    assert gaps(book, [book]) == ()
    assert gaps(book, []) == (book,)
    assert [str(one) for one in gaps(book, spans("0040-0060"))] == ["0001—0039"]
    assert gaps(book, spans("0060-0070")) == (book,)


def test_a_book_covers_what_is_drawn_from_it() -> None:
    book, part, beyond, other = spans("0001-0050", "0010-0020", "0050-0051", "A0010")
    assert book.covers(part)
    assert not book.covers(beyond)
    assert not book.covers(other)
