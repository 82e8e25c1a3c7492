"""What a worker does for each kind of job."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from records.backup import make_backup
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from taizhang.inbox import Inbox
from taizhang.jobs.folders import JobFolders
from taizhang.jobs.job import BackingUp, Binding, Filing, Job
from taizhang.papers import open_press
from taizhang.scanning import file_scans
from taizhang.volumes import bind_term

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job, as `Job` keeps it."""

    files: Mapping[str, str]
    outcome: Mapping[str, Any]


def do(home: Home, job: Job, folders: JobFolders, secret: str, tell: Tell) -> Made:
    """Do a job.

    Raises:
        ChecklistError, RecordError, GeneratorError, TaizhangError: it cannot be done.
    """
    match job.what:
        case Binding() as binding:
            return _bind(home, job, binding, tell)
        case BackingUp():
            return _back_up(home, job, folders, secret, tell)
        case Filing() as filing:
            return _file(home, job, filing, tell)


def _bind(home: Home, job: Job, what: Binding, tell: Tell) -> Made:
    tell(0, 0, "准备")
    with Desk.open(home, read_only=True) as desk, open_press(home) as press:
        visit = Visit(job.by, desk.now(), channel="web")
        bound = bind_term(
            desk,
            press,
            visit,
            what.term,
            checked_by=what.checked_by,
            chapters=what.chapters,
            tell=tell,
        )
    head = bound.volume.manifest.head
    return Made(
        files={f"台账-{what.term}.pdf": bound.issued.relative_to(home.folder).as_posix()},
        outcome={
            "records": bound.volume.records,
            "pages": bound.volume.pages,
            "head": f"{head.lines}:{head.digest}",
        },
    )


def _back_up(home: Home, job: Job, folders: JobFolders, secret: str, tell: Tell) -> Made:
    tell(0, 1, "备份")
    backup = make_backup(
        home.folder,
        folders.of(job.id),
        at=folders.now(),
        passphrase=secret or None,
        stays=False,  # beside the data it saves nothing: it counts when it was downloaded
    )
    made = [backup.data, *([backup.keys] if backup.keys else [])]
    return Made(
        files={path.name: path.relative_to(home.folder).as_posix() for path in made},
        outcome={
            "files": backup.files,
            "keys": backup.keys is not None,
            "notes": backup.notes,
        },
    )


def _file(home: Home, job: Job, what: Filing, tell: Tell) -> Made:
    tell(0, 0, "准备")
    inbox = Inbox(home.folder)
    with Desk.open(home) as desk:
        visit = Visit(job.by, desk.now(), channel="web")
        report = file_scans(desk, visit, inbox.files(what.batch), tell)
    inbox.clear(what.batch)
    return Made(files={}, outcome=report.to_data())
