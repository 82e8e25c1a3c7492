"""Long work outside the server: done once, by one worker, or given up whole."""

import errno
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import orjson
import pikepdf
import pytest
from pypdfium2 import PdfDocument

from records.backup import status
from records.chain import verify_chain
from records.refusals import BackupRefusedError
from records.restore import restore_keys
from records.terms import journal_path
from taizhang.errors import JobMissingError
from taizhang.exits import Exit
from taizhang.home import Home
from taizhang.jobs import work, worker
from taizhang.jobs.folders import INTERRUPTED, Telling
from taizhang.jobs.job import BackingUp, Binding, State
from taizhang.jobs.queue import Jobs
from tests.taizhang.office import TERM, Office
from tests.taizhang.working import members, over, running, until

ROOT = Path(__file__).parents[2]
WORDS = "青石桥边 2026"
WHOLE = Binding(term=TERM)
CHAPTER = Binding(term=TERM, chapters=("patrol_hazards",), checked_by="沈玥")


@pytest.fixture
def busy(office: Office) -> Office:
    """An office with a day's patrol."""
    office.now = office.now.replace(hour=18)
    patrol(office)
    return office


@pytest.fixture
def jobs(busy: Office) -> Iterator[Jobs]:
    """Its jobs, with a foreman."""
    jobs = Jobs(busy.folder, lambda: busy.now)
    jobs.foreman.start()
    yield jobs
    jobs.foreman.stop()


def patrol(office: Office) -> None:
    example = json.loads(office.run("describe", "daily_patrol", "--example").text)
    office.add("daily_patrol", {**example, "巡视人": "许安"}, "许安")


def left(jobs: Jobs, job_id: str) -> list[str]:
    return sorted(path.name for path in jobs.folders.of(job_id).iterdir())


def test_a_term_is_bound_while_the_office_goes_on_recording(busy: Office, jobs: Jobs) -> None:
    job = jobs.ask(WHOLE, "P001", busy.now)
    while not jobs.get(job.id).is_over:
        patrol(busy)
    done = jobs.get(job.id)
    assert (done.state, done.error) == (State.DONE, "")
    path = jobs.result(job.id, f"台账-{TERM}.pdf")
    with pikepdf.open(path) as pdf:
        kept = orjson.loads(pdf.attachments["records.json"].get_file().read_bytes())["records"]
    journal = journal_path(busy.folder, TERM).read_bytes()
    lines = journal.splitlines(keepends=True)
    size = int(done.outcome["head"].partition(":")[0])
    assert verify_chain(b"".join(lines[:size]), done.outcome["head"]).intact
    assert 1 < size < len(lines), "nobody recorded meanwhile"
    assert len(kept) == done.outcome["records"] == size - 1
    assert busy.run("verify", str(path), "--head", done.outcome["head"]).code == 0
    assert jobs.cancel(job.id) == done, "too late to be cancelled"


def test_a_chapter_names_who_checked_it_and_the_worker_is_mild(busy: Office, jobs: Jobs) -> None:
    job = jobs.ask(CHAPTER, "P001", busy.now)
    group = running(jobs, job)
    mild = os.getpriority(os.PRIO_PROCESS, os.getpid()) + worker.MILDNESS
    assert {os.getpriority(os.PRIO_PROCESS, one) for one in members(group)} == {min(mild, 19)}
    done = over(jobs, job)
    path = jobs.result(job.id, f"台账-{TERM}.pdf")
    printed = "".join(page.get_textpage().get_text_range() for page in PdfDocument(path))
    assert "沈玥" in printed
    assert jobs.progress(job.id).step == "签名"
    assert done.files[path.name.partition("-")[2]] == path.relative_to(busy.folder).as_posix()


def test_the_same_request_is_the_same_job_until_it_is_over(busy: Office, jobs: Jobs) -> None:
    first = jobs.ask(CHAPTER, "P001", busy.now)
    other = jobs.ask(CHAPTER, "P002", busy.now + timedelta(seconds=1))
    assert jobs.ask(CHAPTER, "P001", busy.now + timedelta(seconds=2)) == first
    assert [job.by for job in jobs.listed()] == ["P001", "P002"]
    jobs.cancel(other.id)
    jobs.cancel(first.id)
    again = jobs.ask(CHAPTER, "P001", busy.now + timedelta(seconds=3))
    assert again.id not in (first.id, other.id)
    jobs.cancel(again.id)


def test_one_worker_at_a_time_and_what_waits_is_given_up_at_once(busy: Office, jobs: Jobs) -> None:
    first = jobs.ask(WHOLE, "P001", busy.now)
    second, third = (jobs.ask(WHOLE, by, busy.now + timedelta(hours=1)) for by in ("P002", "P003"))
    running(jobs, first)
    assert jobs.cancel(second.id).state is State.CANCELLED
    assert jobs.get(third.id).state is State.QUEUED
    jobs.cancel(first.id)
    running(jobs, third)
    assert jobs.cancel(third.id).state is State.CANCELLED
    assert jobs.get(second.id).started_at is None


def test_what_is_cancelled_leaves_no_process_and_no_half_file(busy: Office, jobs: Jobs) -> None:
    job = jobs.ask(WHOLE, "P001", busy.now)
    group = running(jobs, job)
    assert jobs.cancel(job.id).state is State.CANCELLED
    assert members(group) == []
    assert left(jobs, job.id) == ["job.json"]
    assert list((busy.folder / "issued").iterdir()) == []


def test_a_worker_that_dies_is_a_failure_that_says_so(busy: Office, jobs: Jobs) -> None:
    job = jobs.ask(WHOLE, "P001", busy.now)
    group = running(jobs, job)
    os.kill(group, signal.SIGKILL)
    failed = over(jobs, job)
    assert (failed.state, failed.error) == (State.FAILED, INTERRUPTED)
    assert members(group) == []


def test_a_worker_ends_with_the_server_that_was_stopped(busy: Office, jobs: Jobs) -> None:
    job = jobs.ask(WHOLE, "P001", busy.now)
    group = running(jobs, job)
    jobs.foreman.stop()
    assert members(group) == []
    assert (jobs.get(job.id).state, jobs.get(job.id).error) == (State.FAILED, INTERRUPTED)


def test_a_worker_ends_with_the_server_that_was_killed_and_the_job_can_be_asked_again(
    busy: Office,
) -> None:
    command = [sys.executable, "-m", "tests.taizhang.serving_jobs", str(busy.folder)]
    with subprocess.Popen(  # noqa: S603  our own program
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        jobs = Jobs(busy.folder, lambda: busy.now)
        job = jobs.get(server.stdout.readline().strip())
        group = running(jobs, job)
        server.kill()
    until(lambda: members(group) == [], "the worker is gone")
    assert jobs.get(job.id).state is State.RUNNING
    jobs.foreman.start()
    assert (jobs.get(job.id).state, jobs.get(job.id).error) == (State.FAILED, INTERRUPTED)
    assert left(jobs, job.id) == ["job.json"]
    again = jobs.ask(WHOLE, "P001", busy.now)
    assert again.id != job.id
    jobs.foreman.stop()


def test_what_cannot_be_done_says_why_in_chinese(busy: Office, jobs: Jobs) -> None:
    failed = over(jobs, jobs.ask(Binding(term="2030-2031-1"), "P001", busy.now))
    assert (failed.state, failed.code) == (State.FAILED, "TZ-002")
    assert "没有学期 2030-2031-1" in failed.error
    stranger = over(jobs, jobs.ask(CHAPTER, "P999", busy.now))
    assert (stranger.state, stranger.code) == (State.FAILED, "RE-026")
    assert left(jobs, failed.id) == ["job.json"]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(errno.ENOSPC, "no space", "/media/stick"), "/media/stick：磁盘满了。"),
        (ValueError("周㛃"), "程序自己出了错（ValueError test_jobs.py:"),
    ],
)
def test_what_went_wrong_in_the_program_is_told_without_naming_anybody(
    busy: Office, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(work, "do", fail)
    jobs = Jobs(busy.folder, lambda: busy.now)
    job = jobs.ask(CHAPTER, "P001", busy.now)
    assert worker.carry_out(Home.open(busy.folder), jobs.folders, job, "") is Exit.WANTING
    failed = jobs.get(job.id)
    assert (failed.state, failed.error.startswith(told)) == (State.FAILED, True), failed.error
    assert "周㛃" not in failed.error


def test_a_backup_never_has_its_passphrase_on_the_disk_or_a_command_line(
    busy: Office, jobs: Jobs, tmp_path: Path
) -> None:
    with pytest.raises(BackupRefusedError, match="口令太短"):
        jobs.ask(BackingUp(), "P001", busy.now, passphrase="1234")  # noqa: S106  no real one
    assert jobs.listed() == []
    job = jobs.ask(BackingUp(), "P001", busy.now, WORDS)
    assert jobs.ask(BackingUp(), "P001", busy.now, WORDS).id == job.id
    other = jobs.ask(BackingUp(), "P001", busy.now, f"{WORDS}!")
    seen = set[bytes]()
    while not jobs.get(job.id).is_over:
        seen.update(command_lines())
    done = jobs.get(job.id)
    assert (done.state, done.error) == (State.DONE, "")
    keys, data = sorted(done.files, key=len)
    assert restore_keys(jobs.result(job.id, keys), tmp_path, WORDS) > 0
    with zipfile.ZipFile(jobs.result(job.id, data)) as archive:
        assert f"ledgers/{TERM}.journal" in archive.namelist()
    assert any(job.id.encode() in line for line in seen)
    assert not any(WORDS.encode() in line for line in seen)
    kept = [path for path in busy.folder.rglob("*") if path.is_file()]
    assert not [path for path in kept if WORDS.encode() in path.read_bytes()]
    assert other.id != job.id
    jobs.cancel(other.id)


def command_lines() -> Iterator[bytes]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue


def test_a_backup_counts_when_it_was_downloaded(busy: Office, jobs: Jobs) -> None:
    done = over(jobs, jobs.ask(BackingUp(), "P001", busy.now, WORDS))
    keys, data = sorted(done.files, key=len)
    assert (status(busy.folder).data_at, status(busy.folder).keys_at_risk) == ("", True)
    jobs.note_downloaded(done.id, data)
    assert (status(busy.folder).behind, status(busy.folder).keys_at_risk) == (0, True)
    assert status(busy.folder).data_at
    jobs.note_downloaded(done.id, keys)
    assert not status(busy.folder).keys_at_risk
    patrol(busy)
    assert status(busy.folder).behind == 1


def test_without_a_passphrase_only_the_data_are_backed_up(busy: Office, jobs: Jobs) -> None:
    done = over(jobs, jobs.ask(BackingUp(), "P001", busy.now))
    assert (done.state, len(done.files), done.outcome["keys"]) == (State.DONE, 1, False)


def test_what_waits_outlives_a_server_unless_its_passphrase_was_lost(busy: Office) -> None:
    asked = Jobs(busy.folder, lambda: busy.now)
    waiting = asked.ask(CHAPTER, "P001", busy.now)
    lost = asked.ask(BackingUp(), "P001", busy.now, WORDS)
    jobs = Jobs(busy.folder, lambda: busy.now)
    jobs.foreman.start()
    assert over(jobs, waiting).state is State.DONE
    assert (jobs.get(lost.id).state, jobs.get(lost.id).error) == (State.FAILED, INTERRUPTED)
    jobs.foreman.stop()


def test_jobs_that_are_long_over_are_tidied_away_with_what_they_made(
    busy: Office, jobs: Jobs
) -> None:
    waiting = Jobs(busy.folder, lambda: busy.now)
    jobs.foreman.stop()
    old, new = (waiting.ask(BackingUp(), by, busy.now) for by in ("P001", "P002"))
    waiting.cancel(old.id)
    jobs.tidy(busy.now)
    assert len(jobs.listed()) == 2
    jobs.tidy(busy.now + timedelta(seconds=1))
    assert [job.id for job in jobs.listed()] == [new.id]
    with pytest.raises(JobMissingError, match="没有这项后台任务"):
        jobs.get(old.id)


@pytest.mark.parametrize("job_id", ["", "..", "../../keys", "0" * 16, "A" * 16, "0" * 15 + "\n"])
def test_an_id_from_outside_finds_a_job_or_nothing(jobs: Jobs, job_id: str) -> None:
    with pytest.raises(JobMissingError):
        jobs.get(job_id)


def test_a_result_that_is_not_there_is_missed_by_name(busy: Office, jobs: Jobs) -> None:
    done = over(jobs, jobs.ask(BackingUp(), "P001", busy.now))
    with pytest.raises(JobMissingError, match=r"没有文件“school.toml”"):
        jobs.result(done.id, "school.toml")
    (name,) = done.files
    jobs.result(done.id, name).unlink()
    with pytest.raises(JobMissingError, match="再提一次"):
        jobs.result(done.id, name)


def test_every_step_is_told_and_of_its_parts_the_last_one_too(tmp_path: Path) -> None:
    tell, path = Telling(tmp_path), tmp_path / "progress.json"
    written = list[bytes]()
    for done in range(1, 1001):
        tell(done, 1000, "排版")
        if not written or path.read_bytes() != written[-1]:
            written.append(path.read_bytes())
    tell(0, 1, "合订")
    assert orjson.loads(written[0]) == {"done": 1, "total": 1000, "step": "排版"}
    assert orjson.loads(written[-1])["done"] == 1000
    assert len(written) < 100
    assert orjson.loads(path.read_bytes())["step"] == "合订"
    assert list(tmp_path.iterdir()) == [path]
