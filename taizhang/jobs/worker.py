"""The worker process: does one job and ends. ``python -m taizhang.jobs.worker HOME ID``.

Standard input brings a passphrase in its first line, if one is needed, and is the life line: it
ends with whoever started the worker, and then so does the worker. What takes time to load is
loaded by `taizhang.jobs.work`, for the children of its press load this module once more.
"""

import os
import signal
import sys
import threading
from functools import partial
from pathlib import Path
from types import FrameType

from records.errors import cause_of
from taizhang import clock, log
from taizhang.exits import REFUSALS, Exit
from taizhang.home import Home
from taizhang.jobs.folders import JobFolders, Telling
from taizhang.jobs.job import Job, State

STDIN = 0
MILDNESS = 10
"""Added to the niceness: whoever records meanwhile comes first."""


def main(words: list[str]) -> Exit:
    """Do a job of a home."""
    folder, job_id = words
    signal.signal(signal.SIGTERM, _leave)
    secret = _first_line()
    threading.Thread(target=_hold_life_line, daemon=True).start()
    os.nice(MILDNESS)
    home = Home.open(Path(folder))
    log.open_log(home.folder / "logs")
    folders = JobFolders(home.folder, partial(clock.now, home.zone))
    with folders.alone():
        job = folders.get(job_id)
        if job.state is not State.QUEUED:
            return Exit.REFUSED  # cancelled just before
        job = folders.keep(job, state=State.RUNNING, started_at=folders.now())
        return carry_out(home, folders, job, secret)


def carry_out(home: Home, folders: JobFolders, job: Job, secret: str) -> Exit:
    """Do the work, and write down what came of it."""
    try:
        from taizhang.jobs.work import do

        made = do(home, job, folders, secret, Telling(folders.of(job.id)))
    except REFUSALS as error:
        return _fail(folders, job, str(error), getattr(error, "code", ""))
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else "读写文件"
        return _fail(folders, job, f"{where}：{cause_of(error)}。核对路径、权限和磁盘。")
    except Exception as error:
        text = f"程序自己出了错（{log.fault(error)}）。请把 logs 里的日志发给维护人员。"
        return _fail(folders, job, text)
    folders.keep(
        job, state=State.DONE, ended_at=folders.now(), files=made.files, outcome=made.outcome
    )
    return Exit.DONE


def _fail(folders: JobFolders, job: Job, error: str, code: str = "") -> Exit:
    folders.end(job, State.FAILED, error, code)
    return Exit.WANTING


def _first_line() -> str:
    """Byte by byte: what is read ahead would be lost to whoever holds the life line."""
    return b"".join(iter(lambda: os.read(STDIN, 1).replace(b"\n", b""), b"")).decode()


def _hold_life_line() -> None:
    while os.read(STDIN, 1):
        pass
    os.killpg(os.getpgrp(), signal.SIGTERM)  # the children of the press, too


def _leave(number: int, frame: FrameType | None) -> None:
    """Leave as by an exception, so that nothing stays half written."""
    sys.exit(Exit.UNKNOWN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
