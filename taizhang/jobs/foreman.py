"""The foreman: a thread of the server that has one job done after the other."""

import threading
from dataclasses import dataclass
from datetime import timedelta

from records.errors import RecordError
from taizhang import log
from taizhang.jobs.folders import INTERRUPTED, JobFolders
from taizhang.jobs.job import Job, State
from taizhang.jobs.process import WorkerProcess

KEPT_FOR = timedelta(days=14)
RETRY_S = 60.0


class Foreman:
    """Starts workers, waits for them, and says how it ended where they no longer can.

    Attributes:
        turn: held by whoever changes a job that has no worker; notified of every change.
    """

    def __init__(self, folders: JobFolders) -> None:
        self.folders, self.turn = folders, threading.Condition()
        self._secrets: dict[str, str] = {}
        self._at_work: _AtWork | None = None
        self._thread: threading.Thread | None = None
        self._stopping = False

    def start(self) -> None:
        """Take up what an earlier server left, and begin.

        Raises:
            LedgerBusyError: another server of this home has a worker at work.
        """
        self.folders.end_orphans()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="foreman", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the worker, whatever it does, and the thread."""
        with self.turn:
            self._stopping = True
            at_work = self._at_work
            self.turn.notify_all()
        if at_work:
            at_work.process.end()
        if self._thread:
            self._thread.join()

    def expect(self, job: Job, secret: str) -> None:
        """Told of a new job; `turn` is held."""
        self._secrets[job.id] = secret
        self.turn.notify_all()

    def secret(self, job_id: str) -> str:
        """Passphrase of a job that is not over."""
        return self._secrets.get(job_id, "")

    def recall(self, job_id: str) -> Job:
        """Give a job up: on return nobody works at it any more."""
        with self.turn:
            job, at_work = self.folders.get(job_id), self._at_work
            if at_work is None or at_work.job_id != job_id:
                if job.state is State.QUEUED:
                    self._secrets.pop(job_id, None)
                    job = self.folders.end(job, State.CANCELLED)
                return job
            at_work.unwanted = True
        at_work.process.end()
        with self.turn:
            self.turn.wait_for(lambda: self._at_work is not at_work)
            return self.folders.get(job_id)

    # ---- in the thread

    def _work(self) -> None:
        while not self._stopping:
            try:
                self._next()
            except (OSError, RecordError) as error:  # a full disk, no room for a process
                log.fault(error)
                with self.turn:
                    self.turn.wait_for(lambda: self._stopping, RETRY_S)

    def _next(self) -> None:
        """Wait for a job, and until it is over."""
        with self.turn:
            self.turn.wait_for(lambda: self._stopping or self._queued())
            if self._stopping:
                return
            job = self._queued()[0]
            process = WorkerProcess.start(self.folders.home, job.id, self.secret(job.id))
            self._at_work = at_work = _AtWork(job.id, process)
        code = process.wait()
        log.step("job", kind=job.what.kind, code=code)
        with self.turn:
            try:
                self._settle(at_work)
            finally:
                self._at_work = None
                self.turn.notify_all()
        self.folders.tidy(self.folders.now() - KEPT_FOR)

    def _queued(self) -> list[Job]:
        return [job for job in self.folders.listed() if job.state is State.QUEUED]

    def _settle(self, at_work: "_AtWork") -> None:
        """Say what the worker could not say itself: that it was ended, or died."""
        self._secrets.pop(at_work.job_id, None)
        job = self.folders.get(at_work.job_id)
        if job.is_over:
            return
        if at_work.unwanted:
            self.folders.end(job, State.CANCELLED)
        else:
            self.folders.end(job, State.FAILED, INTERRUPTED)


@dataclass(slots=True)
class _AtWork:
    """The job that has a worker now; `unwanted` once somebody gave it up."""

    job_id: str
    process: WorkerProcess
    unwanted: bool = False
