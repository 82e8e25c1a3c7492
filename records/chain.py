"""Verifying a chain: every change shows, and where.

What no chain can show by itself, a cut tail or a chain written anew from the start, shows against
the receipt beside it, or against a head that was printed or kept elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from records.digest import LENGTH
from records.disk import Disk, Mode, read_chunks
from records.errors import BadHeadError, explaining
from records.line import Chain, split_lines
from records.receipt import NOTHING, Receipt, load_receipt

PRINTED = 16  # digits of a head that stand on paper
_HEAD = re.compile(rf"(?:([1-9]\d*):)?([0-9a-f]{{{PRINTED},{LENGTH}}})")


class Fault(StrEnum):
    """What is wrong with a chain."""

    NONE = ""
    TORN = "torn"
    BROKEN = "broken"
    CUT = "cut"
    REWRITTEN = "rewritten"
    HEAD_ABSENT = "head-absent"


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """What can be said of a chain, and no more.

    Attributes:
        intact: every line that is known to have been acknowledged is whole and in its place.
        length: whole lines from the start, the header included.
        head: digest of the last of them.
        broken_at: number of the first line that is changed, missing or not whole, where known.
        torn_tail: bytes behind the last whole line; if `intact`, a writer that died left them, and
            they were never acknowledged.
        fault: the finding, for programs.
        reason: the finding, in Chinese; empty if there is none.
    """

    intact: bool
    length: int
    head: str
    broken_at: int | None
    torn_tail: bytes
    fault: Fault
    reason: str


def find_fault(chain: Chain, receipt: Receipt) -> Fault:
    """What the chain, followed to its end, and the receipt beside it say together."""
    if chain.goes_on or (chain.rest and receipt.number > chain.number):
        return Fault.BROKEN
    if receipt.number > chain.number:
        return Fault.CUT
    if receipt.number and chain.heads[receipt.number - 1] != receipt.head:
        return Fault.REWRITTEN
    return Fault.TORN if chain.rest else Fault.NONE


def verify_journal(path: Path, disk: Disk, expected_head: str | None = None) -> ChainStatus:
    """Verify a journal file with the receipt beside it, if any. Reads only, takes no lock.

    Raises:
        LedgerUnreadableError: the system did not let it be read.
        BadHeadError: `expected_head` is no head.
    """
    with explaining(str(path)):
        receipt = load_receipt(disk, path)  # before the journal, which may grow meanwhile
        return verify_chain(_read(path, disk), expected_head, receipt)


def _read(path: Path, disk: Disk) -> Iterator[bytes]:
    file = disk.open(path, Mode.READ)
    try:
        yield from read_chunks(disk, file)
    finally:
        disk.close(file)


def verify_chain(
    data: bytes | Iterable[bytes],
    expected_head: str | None = None,
    receipt: Receipt = NOTHING,
) -> ChainStatus:
    """Verify a journal's bytes.

    Args:
        data: the file, whole or in chunks.
        expected_head: a head kept elsewhere, of any line: at least 16 hexadecimal digits, best
            with its line before it (``3900:1f2e…``), which tells a cut tail from a rewritten chain.
        receipt: from the file beside it; tells a damaged last line from a torn one.

    Raises:
        BadHeadError: `expected_head` is no head.
    """
    expected = parse_head(expected_head)
    chain = Chain()
    for _ in chain.follow(split_lines([data] if isinstance(data, bytes) else data)):
        pass
    fault = find_fault(chain, receipt) if chain.number or chain.rest else Fault.CUT
    if fault in {Fault.NONE, Fault.TORN} and expected:
        fault = _find_head(chain, *expected) or fault
    # Without a receipt nobody can say that a broken last line was never acknowledged.
    intact = fault is Fault.NONE or (fault is Fault.TORN and receipt is not NOTHING)
    points = fault in {Fault.BROKEN, Fault.CUT} or (fault is Fault.TORN and not intact)
    return ChainStatus(
        intact=intact,
        length=chain.number,
        head=chain.head,
        broken_at=chain.number + 1 if points else None,
        torn_tail=chain.rest,
        fault=fault,
        reason=explain(fault, chain.number, intact=intact),
    )


def parse_head(text: str | None) -> tuple[int, str] | None:
    """Line (0 where none is named) and digits of a head as printed; None of None.

    Raises:
        BadHeadError: it is none.
    """
    if text is None:
        return None
    parts = _HEAD.fullmatch(text.strip().lower())
    if parts is None:
        raise BadHeadError(text, PRINTED)
    return int(parts[1] or 0), parts[2]


def _find_head(chain: Chain, number: int, head: str) -> Fault:
    """NONE if `head` is the digest of line `number`, or of any line if `number` is 0."""
    if number > chain.number:
        return Fault.CUT
    heads = chain.heads[number - 1 : number] if number else chain.heads
    if any(known.startswith(head) for known in heads):
        return Fault.NONE
    return Fault.REWRITTEN if number else Fault.HEAD_ABSENT


def explain(fault: Fault, length: int, *, intact: bool = False) -> str:
    """A finding in Chinese; `length` whole lines stand before it."""
    texts = {
        Fault.NONE: "",
        Fault.TORN: f"第 {length + 1} 行残缺：可能写入时中断，也可能被改动；没有收据文件，无法判定",
        Fault.BROKEN: f"第 {length + 1} 行被改动或残缺，此前各行完好",
        Fault.CUT: f"末尾被删：只剩 {length} 行，第 {length + 1} 行起缺失",
        Fault.REWRITTEN: "整条链被改写：各行前后相接，但与原先留存的摘要不符",
        Fault.HEAD_ABSENT: "没有一行的摘要与所给摘要相符：末尾被删，或整条链被改写",
    }
    if intact and fault is Fault.TORN:
        return "末尾有一行没有写完（写入时中断，从未确认存入），下次写入时会另存并清除"
    return texts[fault]
