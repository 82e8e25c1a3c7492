import threading
from pathlib import Path

import pytest

from records import journal as journal_module
from records.disk import Disk
from records.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerSealedError,
    NewerFormatError,
    NoLedgerError,
    NotWrittenError,
    RecordError,
)
from records.header import Header
from records.journal import Journal
from records.line import GENESIS, next_line
from records.receipt import load_receipt

HEADER = Header("青石桥小学", "2026-2027-1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledgers" / "2026-2027-1.journal"


def open_journal(path: Path, header: Header | None = HEADER, read_only: bool = False) -> Journal:
    return Journal.open(path, Disk(), header, read_only=read_only)


def commit(journal: Journal, text: str) -> int:
    return journal.commit(lambda: {"ops": [text]}).number


def texts(journal: Journal) -> list[str]:
    return [line.content["ops"][0] for line in journal.lines()]


def write(path: Path, text: str = "一") -> None:
    with open_journal(path) as journal:
        commit(journal, text)


def change_byte(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(data)


def test_what_was_committed_is_there_after_opening_again(path: Path) -> None:
    with open_journal(path) as journal:
        assert [commit(journal, text) for text in ("一", "二")] == [2, 3]
        head = journal.head
    with open_journal(path, header=None) as journal:
        assert (journal.header, journal.head, texts(journal)) == (HEADER, head, ["一", "二"])
        assert journal.size == path.stat().st_size


def test_a_line_is_digest_blank_json_and_chains_exact_bytes(path: Path) -> None:
    write(path)
    first, second = path.read_bytes().splitlines(keepends=True)
    header = next_line(1, GENESIS, HEADER.content())
    assert first == header.encode()
    assert second == next_line(2, header.head, {"ops": ["一"]}).encode()
    assert second[65:] == '{"n":2,"ops":["一"]}\n'.encode()


def test_numbers_are_given_under_the_lock_knowing_all_that_others_wrote(path: Path) -> None:
    with open_journal(path) as one, open_journal(path) as other:
        commit(one, "甲")
        line = other.commit(lambda: {"ops": [f"已有 {len(other.lines())} 条"]})
        assert line.content["ops"] == ["已有 1 条"]
        assert texts(one) == ["甲"]
        one.refresh()
        assert texts(one) == texts(other)
        assert one.head == other.head
        assert [line.number for line in one.lines(after=2)] == [3]


def test_what_the_builder_raises_goes_through_and_nothing_is_written(path: Path) -> None:
    def refuse() -> dict[str, object]:
        raise LookupError("无此人")

    with open_journal(path) as journal:
        before = path.read_bytes()
        with pytest.raises(LookupError):
            journal.commit(refuse)
        assert path.read_bytes() == before
        assert commit(journal, "随后") == 2


def test_a_ledger_that_is_not_there_is_not_made_by_looking(path: Path) -> None:
    with pytest.raises(NoLedgerError, match="没有这个文件"):
        open_journal(path, header=None)
    assert not path.parent.exists()


def test_the_ledger_of_another_term_is_refused(path: Path) -> None:
    write(path)
    with pytest.raises(NoLedgerError, match="2026-2027-2"):
        open_journal(path, Header("青石桥小学", "2026-2027-2"))


def test_a_sealed_journal_takes_no_more(path: Path) -> None:
    with open_journal(path) as journal:
        journal.commit(lambda: {"ops": [], "sealed": {"by": "校长"}})
        assert journal.sealed
        with pytest.raises(LedgerSealedError, match="已封存"):
            commit(journal, "晚了")
    with open_journal(path) as journal, pytest.raises(LedgerSealedError):
        commit(journal, "晚了")


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_a_newer_format_is_refused_and_left_as_it_is(path: Path, algorithm: str) -> None:
    line = next_line(1, GENESIS, {**HEADER.content(), "format": 2, "algorithm": algorithm})
    raw = line.encode() if algorithm == "sha256" else b"0" * 64 + line.encode()[64:]
    path.parent.mkdir()
    path.write_bytes(raw)
    with pytest.raises(NewerFormatError, match="请升级"):
        open_journal(path)
    assert path.read_bytes() == raw


def test_reading_only_makes_nothing(path: Path) -> None:
    with pytest.raises(NoLedgerError):
        open_journal(path, read_only=True)
    assert not path.parent.exists()


def test_reading_only_changes_nothing_and_refuses_to_write(path: Path) -> None:
    write(path)
    path.with_suffix(".receipt").unlink()
    path.with_suffix(".lock").unlink()
    with path.open("ab") as file:
        file.write(b"half a line")
    before = path.read_bytes()
    with open_journal(path, None, read_only=True) as journal:
        assert texts(journal) == ["一"]
        with pytest.raises(NotWrittenError, match="只读"):
            commit(journal, "二")
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_reader_without_lock_sees_what_was_added_since(path: Path) -> None:
    with open_journal(path) as writer, open_journal(path, None, read_only=True) as reader:
        commit(writer, "一")
        reader.refresh()
        assert texts(reader) == ["一"]


def test_a_journal_that_is_held_stands_still_for_its_reader_only(path: Path) -> None:
    write(path)
    with open_journal(path, header=None) as reader, open_journal(path, header=None) as writer:
        with reader.held():
            commit(writer, "二")
            reader.refresh()
            assert texts(reader) == ["一"]
            assert commit(reader, "三") == 4
        assert texts(reader) == ["一", "二", "三"]


def test_a_torn_tail_is_kept_noted_and_cut_by_the_next_writer_only(path: Path) -> None:
    write(path)
    whole = path.read_bytes()
    path.write_bytes(whole + b"0123 {half")
    with open_journal(path) as journal:
        assert journal.damage is None
        assert path.read_bytes() == whole + b"0123 {half"
        commit(journal, "二")
        note = journal.lines()[-1].content["torn"]
        commit(journal, "三")
        assert "torn" not in journal.lines()[-1].content
    (kept,) = (path.parent.parent / "torn").iterdir()
    assert kept.read_bytes() == b"0123 {half"
    assert kept.name == f"2026-2027-1.3.{note[:16]}"


def test_a_damaged_line_in_the_middle_is_named_and_stops_writing(path: Path) -> None:
    with open_journal(path) as journal:
        sizes = [journal.size for text in "一二三" if commit(journal, text)]
    change_byte(path, sizes[1] - 5)
    before = path.read_bytes()
    with open_journal(path) as journal:
        assert texts(journal) == ["一"]
        with pytest.raises(LedgerDamagedError, match="第 3 行") as caught:
            commit(journal, "四")
    assert caught.value.line == 3
    assert path.read_bytes() == before


def test_a_damaged_last_line_that_was_acknowledged_is_not_taken_for_a_torn_tail(path: Path) -> None:
    write(path)
    change_byte(path, -10)
    before = path.read_bytes()
    with open_journal(path) as journal, pytest.raises(LedgerDamagedError, match="第 2 行"):
        commit(journal, "二")
    assert path.read_bytes() == before


def test_a_tail_cut_off_at_a_line_end_is_noticed(path: Path) -> None:
    write(path)
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    with open_journal(path) as journal, pytest.raises(LedgerDamagedError, match="第 2 行起缺失"):
        commit(journal, "二")


def test_a_damaged_first_line_does_not_open(path: Path) -> None:
    write(path)
    change_byte(path, 100)
    with pytest.raises(LedgerDamagedError, match="第 1 行"):
        open_journal(path)


def test_a_lost_receipt_is_no_damage_and_is_made_again(path: Path) -> None:
    write(path)
    before = load_receipt(Disk(), path)
    path.with_suffix(".receipt").unlink()
    with open_journal(path) as journal:
        assert texts(journal) == ["一"]
    assert load_receipt(Disk(), path) == before


def test_waiting_for_another_writer_ends_with_a_clear_message(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_journal(path) as one, open_journal(path) as other:
        monkeypatch.setattr(journal_module, "PATIENCE", 0.01)

        def meanwhile() -> dict[str, object]:
            with pytest.raises(LedgerBusyError, match="请稍后再试"):
                commit(other, "抢先")
            return {"ops": ["先到"]}

        one.commit(meanwhile)
        commit(other, "后到")
        assert texts(other) == ["先到", "后到"]


def test_threads_share_a_journal(path: Path) -> None:
    with open_journal(path) as journal:

        def work(name: str) -> None:
            for count in range(20):
                commit(journal, f"{name}{count}")

        threads = [threading.Thread(target=work, args=(name,)) for name in "甲乙丙丁"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(texts(journal)) == sorted(f"{n}{c}" for n in "甲乙丙丁" for c in range(20))
    with open_journal(path) as journal:
        assert len(journal.lines()) == 80


def test_every_error_says_where_what_and_what_to_do(path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        open_journal(path, header=None)
    error = caught.value
    assert str(error) == f"{error.where}：{error.what}。{error.advice}"
    assert error.code == "RE-007"
