"""A server that has a term bound and is killed over it: ``python -m … HOME``."""

import sys
from datetime import datetime
from pathlib import Path

from checklists.surroundings import SHANGHAI
from taizhang.jobs.job import Binding
from taizhang.jobs.queue import Jobs
from tests.taizhang.office import TERM

AT = datetime(2026, 3, 5, 18, 0, tzinfo=SHANGHAI)

if __name__ == "__main__":
    jobs = Jobs(Path(sys.argv[1]), lambda: AT)
    jobs.foreman.start()
    print(jobs.ask(Binding(term=TERM), "P001", AT).id, flush=True)  # noqa: T201  who started it reads it
    sys.stdin.read()
