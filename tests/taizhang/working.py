"""What tests see of workers: conditions that come true, and the processes of a group."""

import threading
from collections.abc import Callable
from pathlib import Path

from taizhang.jobs.job import Job, State
from taizhang.jobs.queue import Jobs

PATIENCE_S, LOOK_S = 120.0, 0.02


def until(condition: Callable[[], object], what: str) -> None:
    """Look again and again until something is so; fail if it never is."""
    pause = threading.Event()
    for _ in range(round(PATIENCE_S / LOOK_S)):
        if condition():
            return
        pause.wait(LOOK_S)
    raise AssertionError(f"never came true: {what}")


def over(jobs: Jobs, job: Job) -> Job:
    """The job when nothing will come any more."""
    until(lambda: jobs.get(job.id).is_over, "the job is over")
    return jobs.get(job.id)


def running(jobs: Jobs, job: Job) -> int:
    """Process group of the job's worker, once it has rendering children."""
    until(lambda: jobs.get(job.id).state is not State.QUEUED, "the worker has begun")
    group = worker_of(job)
    until(lambda: len(members(group)) > 2 or jobs.get(job.id).is_over, "the press has children")
    assert jobs.get(job.id).state is State.RUNNING, jobs.get(job.id).error
    return group


def worker_of(job: Job) -> int:
    """Process that was started for a job."""
    found = [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if job.id.encode() in _read(path).split(b"\0")
    ]
    assert len(found) == 1, found
    return found[0]


def members(group: int) -> list[int]:
    """Processes of a group that are not dead."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        state, _, its_group = (*_read(path).rpartition(b")")[2].split(), b"Z", b"", b"")[:3]
        if state != b"Z" and int(its_group) == group:
            found.append(int(path.parent.name))
    return found


def _read(path: Path) -> bytes:
    """What stands in a file of a process; nothing if that is gone."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""
