"""A writer process: commits until it is killed, and says on standard output what was acknowledged.

Usage: ``python -m tests.records.journal_writer JOURNAL NAME COMMITS``
"""

import sys
from pathlib import Path

from records.disk import Disk
from records.journal import Journal

FILLER = "灭火器压力指针在绿区，铅封完好，" * 15


def main(path: str, name: str, commits: str) -> None:
    with Journal.open(Path(path), Disk()) as journal:
        for count in range(int(commits)):
            text = f"{name}-{count}"
            line = journal.commit(lambda text=text: {"ops": [text, FILLER]})  # type: ignore[misc]
            print(f"{line.number} {text}", flush=True)  # noqa: T201 the acknowledgement


if __name__ == "__main__":
    main(*sys.argv[1:])
