"""Several at once: threads of one process, several processes, none of them loses anything."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checklists.catalogue import catalogue
from records.acts import File
from records.ledger import Ledger
from tests.records.conftest import DONG, NOON, TERM, make_school

EACH = 20


def file_samples(home: Path, writer: int) -> list[str]:
    """Numbers acknowledged to one writer; every third sample opens a hazard."""
    school = make_school()
    with Ledger.open(home, TERM, school=school) as ledger:
        return [file_one(ledger, f"{writer}-{count}", count) for count in range(EACH)]


def file_one(ledger: Ledger, request_id: str, count: int) -> str:
    kind = catalogue()["food_sample_retention"]
    example = {key: kind.example[key] for key in kind.example if not key.startswith("dispose")}
    data = {**example, "weight": 60 if count % 3 == 0 else 130, "container": request_id}
    entry = kind.read(data, make_school().surroundings(NOON))
    done = ledger.append(File(entry), by=DONG, at=NOON, request_id=request_id)
    return f"{done.number} {request_id}"


def write_from_process(home: Path, writer: int, told: Path) -> None:
    told.write_text("\n".join(file_samples(home, writer)))


def require_whole(home: Path, acknowledged: list[str]) -> None:
    with Ledger.open(home, TERM, school=make_school()) as ledger:
        kept = list(ledger.find("food_sample_retention"))
        assert [f"{one.number} {one.entry['container']}" for one in kept] == sorted(acknowledged)
        expected = [f"LY-20260305-{number:03d}" for number in range(1, len(acknowledged) + 1)]
        assert [one.number for one in kept] == expected
        hazards = [one.entry["hazard_no"] for one in ledger.find("hazard_rectification")]
        failed = [one for one in kept if one.verdict == "不合格"]
        assert hazards == [f"2026-{number:03d}" for number in range(1, len(failed) + 1)]
        assert [one.opens for one in failed] == [
            (f"YH-20260305-{number:03d}",) for number in range(1, len(failed) + 1)
        ]
        assert ledger.verify().intact


def test_processes_writing_at_once_lose_nothing_and_leave_no_gap(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    told = [tmp_path / f"told-{writer}" for writer in range(2)]
    processes = [
        context.Process(target=write_from_process, args=(tmp_path, writer, path))
        for writer, path in enumerate(told)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    require_whole(tmp_path, [line for path in told for line in path.read_text().splitlines()])


def test_threads_sharing_a_ledger_lose_nothing_and_read_meanwhile(tmp_path: Path) -> None:
    with (
        Ledger.open(tmp_path, TERM, school=make_school()) as ledger,
        ThreadPoolExecutor(5) as pool,
    ):
        written = [pool.submit(file_one, ledger, str(count), count) for count in range(40)]
        read = [pool.submit(lambda: [one.number for one in ledger.find()]) for _ in range(10)]
        acknowledged = [one.result() for one in written]
        assert all(len(one.result()) == len(set(one.result())) for one in read)
    require_whole(tmp_path, acknowledged)


def test_the_same_request_from_two_threads_is_done_once(tmp_path: Path) -> None:
    with (
        Ledger.open(tmp_path, TERM, school=make_school()) as ledger,
        ThreadPoolExecutor(4) as pool,
    ):
        told = set(pool.map(lambda _: file_one(ledger, "same", 1), range(8)))
        assert told == {"LY-20260305-001 same"}
        assert len(list(ledger.find())) == 1
