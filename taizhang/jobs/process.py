"""A worker as its foreman sees it: a process group on a life line."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Self, cast

GRACE_S = 10.0
"""How long a worker may take to leave nothing half done."""


class WorkerProcess:
    """A worker with the rendering children it will have."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._life_line = cast("IO[bytes]", process.stdin)  # a pipe was asked for

    @classmethod
    def start(cls, home: Path, job_id: str, secret: str) -> Self:
        """Start a worker; the passphrase goes through its standard input, where nobody else reads.

        Raises:
            OSError: the system has no room for it.
        """
        program = [sys.executable, "-P", "-m", "taizhang.jobs.worker", str(home), job_id]
        worker = cls(
            subprocess.Popen(program, stdin=subprocess.PIPE, bufsize=0, start_new_session=True)  # noqa: S603  our own program
        )
        with suppress(BrokenPipeError):  # dead already: whoever waits for it will see
            worker._life_line.write(f"{secret}\n".encode())
        return worker

    def wait(self) -> int:
        """Its exit code, when it and all its children are gone."""
        code = self._process.wait()
        self._signal(signal.SIGKILL)  # children of a press do not notice that their parent died
        self._life_line.close()
        return code

    def end(self) -> None:
        """Have it leave, and see that it does."""
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
