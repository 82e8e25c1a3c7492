import random
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from records.chain import ChainStatus, Fault, verify_chain, verify_journal
from records.disk import Disk
from records.errors import BadHeadError, LedgerUnreadableError
from records.header import Header
from records.journal import Journal
from records.line import GENESIS, next_line
from records.receipt import Receipt

LINES = 200


def chain(count: int, changed: int = 0) -> list[bytes]:
    """Lines of a whole chain; one commit may have another content."""
    lines, head = [], GENESIS
    for number in range(1, count + 1):
        text = f"第 {number} 行 合格" if number != changed else "改"
        header = Header("青石桥小学", "2026-2027-1").content()
        line = next_line(number, head, header if number == 1 else {"ops": [text] * (number % 7)})
        lines.append(line.encode())
        head = line.head
    return lines


CHAIN = chain(LINES)
DATA = b"".join(CHAIN)
ENDS = list(accumulate(map(len, CHAIN)))


def head_of(line: bytes) -> str:
    return line[:64].decode()


def receipt_of(lines: list[bytes]) -> Receipt:
    return Receipt(len(lines), len(b"".join(lines)), head_of(lines[-1]))


def found(status: ChainStatus) -> tuple[bool, Fault, int | None]:
    return status.intact, status.fault, status.broken_at


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledgers" / "2026-2027-1.journal"
    with Journal.open(path, Disk(), Header("青石桥小学", "2026-2027-1")) as journal:
        for text in "一二三":
            journal.commit(lambda text=text: {"ops": [text]})  # type: ignore[misc]
    return path


def test_a_whole_chain_is_intact() -> None:
    status = verify_chain(DATA)
    assert found(status) == (True, Fault.NONE, None)
    assert (status.length, status.head, status.reason) == (LINES, head_of(CHAIN[-1]), "")


def test_chunks_give_the_same_as_the_whole() -> None:
    assert verify_chain(DATA[n : n + 7] for n in range(0, len(DATA), 7)) == verify_chain(DATA)


def test_the_line_is_named_for_1000_of_1000_changed_bytes(figure: Callable[[str], None]) -> None:
    rng, named = random.Random(1), 0
    for _ in range(1000):
        place = rng.randrange(len(DATA))
        other = rng.choice([byte for byte in range(256) if byte != DATA[place]])
        status = verify_chain(DATA[:place] + bytes([other]) + DATA[place + 1 :])
        line = sum(end <= place for end in ENDS) + 1
        named += not status.intact and status.broken_at == line
        assert status.torn_tail
    figure(f"journal, single bytes changed: {named} of 1000 named by line")
    assert named == 1000


def test_a_line_taken_out_put_in_twice_or_moved_is_named() -> None:
    without = CHAIN[:9] + CHAIN[10:]
    twice = CHAIN[:10] + CHAIN[9:]
    moved = [*CHAIN[:9], CHAIN[10], CHAIN[9], *CHAIN[11:]]
    at = [verify_chain(b"".join(lines)).broken_at for lines in (without, twice, moved)]
    assert at == [10, 11, 10]


def test_a_broken_last_line_is_torn_only_if_the_receipt_never_knew_it_whole() -> None:
    torn = DATA[:-20]
    assert found(verify_chain(torn)) == (False, Fault.TORN, LINES)
    assert found(verify_chain(torn, receipt=receipt_of(CHAIN))) == (False, Fault.BROKEN, LINES)
    known = verify_chain(torn, receipt=receipt_of(CHAIN[:-1]))
    assert found(known) == (True, Fault.TORN, None)
    assert known.torn_tail == CHAIN[-1][:-20]
    assert "从未确认" in known.reason


@pytest.mark.parametrize("printed", [head_of(CHAIN[149]), head_of(CHAIN[149])[:16].upper()])
def test_a_head_printed_along_the_way_is_found(printed: str) -> None:
    assert verify_chain(DATA, printed).intact
    assert verify_chain(DATA, f" 150:{printed} ").intact


def test_a_cut_tail_is_found_with_the_printed_head() -> None:
    cut, printed = b"".join(CHAIN[:-3]), head_of(CHAIN[-1])[:16]
    assert found(verify_chain(cut)) == (True, Fault.NONE, None)
    assert found(verify_chain(cut, printed)) == (False, Fault.HEAD_ABSENT, None)
    assert found(verify_chain(cut, f"{LINES}:{printed}")) == (False, Fault.CUT, LINES - 2)


def test_a_chain_written_anew_is_found_with_the_printed_head() -> None:
    forged, printed = b"".join(chain(LINES, changed=50)), head_of(CHAIN[-1])[:16]
    assert found(verify_chain(forged)) == (True, Fault.NONE, None)
    assert found(verify_chain(forged, printed)) == (False, Fault.HEAD_ABSENT, None)
    assert found(verify_chain(forged, f"{LINES}:{printed}")) == (False, Fault.REWRITTEN, None)
    assert verify_chain(forged, f"49:{head_of(CHAIN[48])[:16]}").intact


def test_the_receipt_tells_a_cut_tail_from_a_chain_written_anew() -> None:
    receipt = receipt_of(CHAIN)
    cut, forged = b"".join(CHAIN[:-3]), b"".join(chain(LINES, changed=50))
    assert found(verify_chain(cut, receipt=receipt)) == (False, Fault.CUT, LINES - 2)
    assert found(verify_chain(forged, receipt=receipt)) == (False, Fault.REWRITTEN, None)


@pytest.mark.parametrize("text", ["", "0123456789abcde", "0:" + "a" * 16, "g" * 16, "a" * 65])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(BadHeadError, match="至少 16 位"):
        verify_chain(DATA, text)


def test_an_emptied_file_is_no_whole_chain() -> None:
    assert found(verify_chain(b"")) == (False, Fault.CUT, 1)


def test_a_journal_is_verified_with_the_receipt_beside_it(path: Path) -> None:
    assert verify_journal(path, Disk()).intact
    data = path.read_bytes()
    path.write_bytes(data[:-1])
    assert found(verify_journal(path, Disk())) == (False, Fault.BROKEN, 4)
    path.write_bytes(data + b"half")
    assert found(verify_journal(path, Disk())) == (True, Fault.TORN, None)


def test_a_journal_rewritten_over_its_receipt_is_found_and_not_written_to(path: Path) -> None:
    forged = b"".join(chain(6))
    path.write_bytes(forged)
    assert found(verify_journal(path, Disk())) == (False, Fault.REWRITTEN, None)
    with Journal.open(path, Disk()) as journal:
        assert journal.damage is not None
        assert "改写" in str(journal.damage)


def test_what_cannot_be_read_is_told_in_chinese(path: Path) -> None:
    with pytest.raises(LedgerUnreadableError, match="打不开"):
        verify_journal(path.with_name("2020-2021-1.journal"), Disk())
