"""`./run bench [--full] [NAME…]`: every figure of the bench modules beside this file.

A module `bench_<name>.py` offers `figures(*, full)`, which yields them as they are measured. What
falls short of its goal is said as it is; a bench judges nothing, so the exit code stays 0.
"""

import argparse
import importlib
import operator
import os
import platform
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

COMPARISONS = {"≤": operator.le, "≥": operator.ge}


class Figure(Protocol):
    """One measured figure; `goal` reads like “≤ 1.5”, or is empty when there is none."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def unit(self) -> str: ...
    @property
    def goal(self) -> str: ...


def benches(wanted: list[str]) -> Iterator[str]:
    """Names of the modules asked for; all of them when none is named."""
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not wanted or path.stem.removeprefix("bench_") in wanted:
            yield path.stem


def row(figure: Figure) -> str:
    """One line of the report."""
    measured = f"{figure.name:50} {figure.value:10.3f} {figure.unit:4}"
    goal = re.fullmatch(r"([≤≥]) *([\d.,]+).*", figure.goal)
    if goal is None:
        return f"{measured} {figure.goal}".rstrip()
    met = COMPARISONS[goal[1]](figure.value, float(goal[2].replace(",", "")))
    return f"{measured} {figure.goal:12} {'met' if met else 'MISSED'}"


def main() -> None:
    """Measure and print, one bench after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="the full sizes")
    parser.add_argument("names", nargs="*", help="as in bench_<name>.py")
    asked = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")  # noqa: T201  its answer
    for name in benches(asked.names):
        print(f"\n{name.removeprefix('bench_')}")  # noqa: T201
        for figure in importlib.import_module(name).figures(full=asked.full):
            print(row(figure), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
