"""Receipts as they are given out: in order from the collector's book, spoilt ones and all."""

from collections.abc import Iterator, Sequence

from checklists.receipts import NONE, listed
from records.acts import Act, Continue
from records.charges.books import Book, books, written
from records.charges.kept import Kept
from records.record import Person
from taizhang.errors import ChargeRefusedError


def next_receipt(kept: Kept, collector: str) -> str:
    """The receipt that comes next in the books somebody drew; 无 where there is none."""
    own = (one for one in books(kept) if one.user == collector)
    return next((one.next_no for one in own if one.left), NONE)


def own_books(kept: Kept, collector: Person) -> list[Book]:
    """Books the collector drew and that somebody else keeps, with receipts left.

    Raises:
        ChargeRefusedError: there is none.
    """
    own = [one for one in books(kept) if one.user == collector.id]
    if not own:
        raise ChargeRefusedError(f"{collector.name}没有领用的票据。先由票据管理员登记领用。")
    if any(one.keeper == collector.id for one in own):
        raise ChargeRefusedError(
            f"{collector.name}是票据管理员，不能收费。收费员和票据管理员由两人担任。"
        )
    return [one for one in own if one.left]


def hand_out(
    own: Sequence[Book], count: int, spoilt: frozenset[str], first: str
) -> list[tuple[str, str]]:
    """A receipt a family, in order, with those that were spoilt before it was written right.

    Raises:
        ChargeRefusedError: there are not enough, or a spoilt one is none of these.
    """
    free, left = _free(own, first), set(spoilt)
    handed: list[tuple[str, str]] = []
    for place in range(count):
        wasted, number = list[str](), next(free, "")
        while number in left:
            left.discard(number)
            wasted.append(number)
            number = next(free, "")
        if not number:
            raise ChargeRefusedError(f"票据不够：还差{count - place}张。先领用下一本。")
        handed.append((number, "、".join(wasted)))
    if left:
        raise ChargeRefusedError(
            f"作废号{'、'.join(sorted(left))}不在这一次用到的票据里。核对号码；"
            "最后一张之后写坏的，下一次收费时登记。"
        )
    return handed


def _free(own: Sequence[Book], first: str) -> Iterator[str]:
    for book in own:
        begin = _number_in(book, first) if first else None
        if first and begin is None:
            continue
        first = ""
        yield from map(book.span.written, book.numbers(begin))


def skipped(own: Sequence[Book], first: str, reason: str) -> list[Act]:
    """Numbers before the first one are left out, which is registered with its reason.

    Raises:
        ChargeRefusedError: the first one was given out, or is of no book; no reason.
    """
    if not first:
        return []
    found = next(((one, at) for one in own if (at := _number_in(one, first)) is not None), None)
    if found is None or found[0].next is None or found[1] < found[0].next:
        expected = next((one.next_no for one in own), "无")
        raise ChargeRefusedError(f"票据{first}不能用：下一张是{expected}。核对实物。")
    book, begin = found
    left_out = [book.span.written(one) for one in range(book.next or begin, begin)]
    if not left_out:
        return []
    if not reason.strip():
        numbers = "、".join(left_out)
        raise ChargeRefusedError(f"下一张是{left_out[0]}，跳过了{numbers}。写明跳号原因。")
    if book.skipped:
        raise ChargeRefusedError(
            f"票据登记{book.record.number}已有跳号{written(book.skipped)}。请票据管理员更正登记。"
        )
    data = {"skipped": "、".join(left_out), "skip_reason": reason.strip()}
    return [Continue(book.record.number, data, book.record.latest.version)]


def _number_in(book: Book, text: str) -> int | None:
    found = listed(text) or ()
    return found[0].first if len(found) == 1 and book.span.covers(found[0]) else None


def numbers_in(text: str) -> frozenset[str]:
    """Numbers of a list, as printed.

    Raises:
        ChargeRefusedError: it cannot be read.
    """
    found = listed(text)
    if found is None:
        raise ChargeRefusedError(
            f"作废号“{text}”读不出号码。写号码，用、隔开，如0012033、0012040。"
        )
    return frozenset(str(one) for many in found for one in many.singly())
