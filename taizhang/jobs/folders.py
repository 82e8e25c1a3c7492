"""Jobs on the disk: ``<home>/web/jobs/<id>/`` with job.json, progress.json and what was made."""

import re
import shutil
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from records.disk import Disk, exclusively, make_folders, read_whole, write_whole
from records.errors import NotWrittenError, cause_of
from taizhang.errors import JobMissingError
from taizhang.jobs.job import Job, Progress, State

WHERE = "后台任务"
WITHIN = ("web", "jobs")
JOB, PROGRESS, LOCK = "job.json", "progress.json", "worker.lock"
OFTEN_S = 0.3
INTERRUPTED = "中途停了（服务停止、电脑关机或内存不够），没有办完。再提一次即可。"
_ID = re.compile(r"[0-9a-f]{16}")


class JobFolders:
    """The folders of a home's jobs; server and worker each have one of these."""

    def __init__(self, home: Path, now: Callable[[], datetime]) -> None:
        self.home, self.now, self.disk = home, now, Disk()
        self.folder = home.joinpath(*WITHIN)

    def of(self, job_id: str) -> Path:
        """Folder of a job."""
        return self.folder / job_id

    def keep(self, job: Job, **changes: Any) -> Job:
        """Write a job down, with what changed in it; durable on return.

        Raises:
            NotWrittenError: the disk failed or is full; what stood there stands.
        """
        changed = job.model_copy(update=changes)
        try:
            folder = make_folders(self.disk, self.home, *WITHIN, job.id)
            write_whole(self.disk, folder / JOB, changed.model_dump_json(indent=1).encode())
        except OSError as error:
            raise NotWrittenError(WHERE, cause_of(error)) from error
        return changed

    def get(self, job_id: str) -> Job:
        """A job as it stands.

        Raises:
            JobMissingError: there is none of that id.
        """
        try:
            if not _ID.fullmatch(job_id):  # whatever it is, no path out of here
                raise FileNotFoundError
            data = read_whole(self.disk, self.of(job_id) / JOB)
        except FileNotFoundError:
            raise JobMissingError("没有这项后台任务，也许已经清理了。") from None
        return Job.model_validate_json(data)

    def listed(self) -> list[Job]:
        """Every job, in the order they were asked for."""
        found = []
        for path in self.folder.glob(f"*/{JOB}"):
            with suppress(JobMissingError):  # tidied away just now
                found.append(self.get(path.parent.name))
        return sorted(found, key=lambda job: (job.asked_at, job.id))

    def progress(self, job_id: str) -> Progress:
        """How far a job is."""
        path = self.of(job_id) / PROGRESS
        return Progress.model_validate_json(path.read_bytes()) if path.is_file() else Progress()

    def result(self, job: Job, name: str) -> Path:
        """Where a result lies.

        Raises:
            JobMissingError: it has none of that name, or it is gone.
        """
        path = self.home / job.files[name] if name in job.files else None
        if path is None or not path.is_file():
            raise JobMissingError(f"后台任务里没有文件“{name}”，也许已经清理了。再提一次即可。")
        return path

    def end(self, job: Job, state: State, error: str = "", code: str = "") -> Job:
        """A job that came to nothing: what it left half made goes."""
        ended = self.keep(job, state=state, ended_at=self.now(), error=error, code=code)
        for path in self.of(job.id).iterdir():
            if path.name != JOB:
                path.unlink()
        return ended

    def end_orphans(self) -> None:
        """Jobs of a server that is no more have failed, unless they only wait for their turn.

        Raises:
            LedgerBusyError: a worker is at work; the server that started it still runs.
        """
        make_folders(self.disk, self.home, *WITHIN)
        with self.alone():
            for job in self.listed():
                if job.state is State.RUNNING or (job.secret and not job.is_over):
                    self.end(job, State.FAILED, INTERRUPTED)

    def alone(self) -> AbstractContextManager[None]:
        """Be the one worker of this home.

        Raises:
            LedgerBusyError: another is at work.
        """
        return exclusively(self.disk, self.folder / LOCK, WHERE)

    def tidy(self, before: datetime) -> None:
        """Remove jobs that were over before a moment, with what they made for downloading."""
        for job in self.listed():
            if job.ended_at is not None and job.ended_at < before:
                shutil.rmtree(self.of(job.id))


class Telling:
    """Tells the progress of a job: every step, and of its parts a few a second."""

    def __init__(self, folder: Path) -> None:
        self._path, self._step, self._told = folder / PROGRESS, "", 0.0

    def __call__(self, done: int, total: int, step: str) -> None:
        """Said often, written when it matters."""
        moment = time.monotonic()
        if step == self._step and done < total and moment - self._told < OFTEN_S:
            return
        self._step, self._told = step, moment
        draft = self._path.with_suffix(".part")
        draft.write_text(Progress(done=done, total=total, step=step).model_dump_json())
        draft.replace(self._path)  # whole for whoever looks; not worth a sync that others wait for
