"""What the paper benches print: a simulated school's term, as much of it as is asked for."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.volume import Material
from records.record import Record
from taizhang.demo import binder, term_of
from taizhang.desk import Desk
from taizhang.home import Home
from taizhang.papers import looks_of
from taizhang.rehearsal import Stage, build_home, carry_out
from taizhang.simulator import simulate
from taizhang.volumes import material_of

PAGES_OF_A_TERM = 4_000  # a little less than what is measured: rather too many pages than too few


@dataclass(frozen=True)
class Stock:
    """Everything there is to print."""

    home: Home
    material: Material

    def pages(self, count: int) -> Material:
        """Material of about `count` pages: the same share of every register; 0 is the term."""
        share = count / PAGES_OF_A_TERM if count else 1
        kept = _by_register(self.material.records)
        chosen = [one for book in kept for one in book[: math.ceil(len(book) * share)]]
        return replace(self.material, records=chosen)


def lay_in(folder: Path) -> int:
    """Record the whole term; answers with the number of acts."""
    plan = simulate()
    home = build_home(folder, plan)
    looks_of(home)  # fills the font cache
    with Desk.open(home, now=lambda: plan.ends, disk=Stage()) as desk:
        carry_out(desk, plan)
    return len(plan.acts)


@contextmanager
def stock(folder: Path) -> Iterator[Stock]:
    """What `lay_in` left in a folder."""
    plan, home = simulate(), Home.open(folder)
    with Desk.open(home, now=lambda: plan.ends) as desk:
        yield Stock(home, material_of(desk, binder(desk, plan), term_of(plan)))


def _by_register(records: Sequence[Record]) -> list[list[Record]]:
    books: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda one: one.number):
        books[record.register].append(record)
    return list(books.values())
