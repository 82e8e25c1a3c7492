"""The queue of jobs as the server has it."""

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from records.backup import note_backup
from records.keyfile import require_passphrase
from taizhang.jobs.folders import JobFolders
from taizhang.jobs.foreman import Foreman
from taizhang.jobs.job import Job, Progress, Task


class Jobs:
    """Jobs of a home: asked for by web threads, done one after the other.

    Attributes:
        foreman: to be started and stopped with the server.
    """

    def __init__(self, home: Path, now: Callable[[], datetime]) -> None:
        self.folders = JobFolders(home, now)
        self.foreman = Foreman(self.folders)

    def ask(self, what: Task, by: str, at: datetime, passphrase: str = "") -> Job:
        """Have something done; the same again, while it is not over, is the same job.

        Args:
            what: is to be done.
            by: id of who asks.
            at: moment, with zone.
            passphrase: for the keys in a backup; without one they are left out.

        Raises:
            BackupRefusedError: the passphrase is too short.
            NotWrittenError: the disk failed or is full.
        """
        if passphrase:
            require_passphrase(passphrase)
        with self.foreman.turn:
            for job in self.listed():
                same = (job.what, job.by, self.foreman.secret(job.id)) == (what, by, passphrase)
                if same and not job.is_over:
                    return job
            job = Job(
                id=secrets.token_hex(8), what=what, by=by, asked_at=at, secret=bool(passphrase)
            )
            self.folders.keep(job)
            self.foreman.expect(job, passphrase)
        return job

    def get(self, job_id: str) -> Job:
        """A job as it stands now.

        Raises:
            JobMissingError: there is none of that id, or no longer.
        """
        return self.folders.get(job_id)

    def listed(self) -> list[Job]:
        """Every job that is kept, in the order they were asked for."""
        return self.folders.listed()

    def progress(self, job_id: str) -> Progress:
        """How far a job is."""
        return self.folders.progress(job_id)

    def result(self, job_id: str, name: str) -> Path:
        """Where a file lies that a job made, by the name to give it.

        Raises:
            JobMissingError: there is no such job or file, or no longer.
        """
        return self.folders.result(self.get(job_id), name)

    def note_downloaded(self, job_id: str, name: str) -> None:
        """Told that a result left the house: of a backup, that is what counts.

        Raises:
            JobMissingError: there is no such job, or no longer.
            NotWrittenError: the disk failed or is full.
        """
        note = self.get(job_id).outcome.get("notes", {}).get(name)
        if note is not None:
            note_backup(self.folders.home, note)

    def cancel(self, job_id: str) -> Job:
        """Give a job up: its worker and that one's children are gone on return.

        One that is over stays as it is.

        Raises:
            JobMissingError: there is none of that id, or no longer.
        """
        return self.foreman.recall(job_id)

    def tidy(self, before: datetime) -> None:
        """Remove jobs that were over before a moment; the foreman does so after two weeks."""
        self.folders.tidy(before)
