"""What the paper benches print: four simulated schools' terms, as much of them as is asked for."""

import math
import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.volume import Material
from records.digest import digest
from records.errors import AttachmentDamagedError
from records.record import Record
from taizhang.demo import binder, term_of
from taizhang.desk import Desk
from taizhang.home import Home
from taizhang.papers import looks_of
from taizhang.rehearsal import Stage, build_home, carry_out
from taizhang.settings import processors
from taizhang.simulator import simulate
from taizhang.volumes import material_of

SEEDS = (2026, 2027, 2028, 2029)
PAGES_OF_A_TERM = 780  # a little less than what is measured: rather too many pages than too few


@dataclass(frozen=True)
class Stock:
    """Everything there is to print."""

    home: Home
    material: Material

    def pages(self, count: int) -> Material:
        """Material of at least `count` pages: the same share of every register."""
        share = count / (PAGES_OF_A_TERM * len(SEEDS))
        kept = _by_register(self.material.records)
        chosen = [one for book in kept for one in book[: math.ceil(len(book) * share)]]
        return replace(self.material, records=chosen)


def lay_in(folder: Path) -> None:
    """Record the terms, one home each; records and photos of no two homes are the same."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processors(), mp_context=spawn) as pool:
        list(pool.map(record_term, [folder] * len(SEEDS), SEEDS))


def record_term(folder: Path, seed: int) -> None:
    """One term in a home of its own."""
    plan = simulate(seed)
    home = build_home(folder / str(seed), plan)
    looks_of(home)  # fills the font cache
    with Desk.open(home, now=lambda: plan.ends, disk=Stage()) as desk:
        carry_out(desk, plan)


@contextmanager
def stock(folder: Path) -> Iterator[Stock]:
    """What `lay_in` left in a folder, as of one school."""
    plan = simulate(SEEDS[0])
    homes = [Home.open(folder / str(seed)) for seed in SEEDS]
    with ExitStack() as opened:
        desks = [opened.enter_context(Desk.open(home, now=lambda: plan.ends)) for home in homes]
        term = term_of(plan)
        first = material_of(desks[0], binder(desks[0], plan), term)
        records = [
            _renumbered(record, place)
            for place, desk in enumerate(desks)
            for record in desk.records(term)
        ]
        attachments = _first_of([desk.attachments.get for desk in desks])
        imprint = replace(first.imprint, attachments=attachments)
        yield Stock(homes[0], replace(first, imprint=imprint, records=records))


def _renumbered(record: Record, place: int) -> Record:
    """A number of its own; the digest too, so that no two codes are alike."""
    number = f"{record.number}-{place}"
    versions = (
        replace(one, number=number, digest=digest(f"{place}{one.digest}".encode()))
        for one in record.versions
    )
    return Record(number, record.register, tuple(versions))


def _by_register(records: Sequence[Record]) -> list[list[Record]]:
    books: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda one: one.number):
        books[record.register].append(record)
    return list(books.values())


def _first_of(sources: Sequence[Callable[[str], bytes]]) -> Callable[[str], bytes]:
    def get(name: str) -> bytes:
        for source in sources[:-1]:
            try:
                return source(name)
            except AttachmentDamagedError:
                continue
        return sources[-1](name)

    return get
