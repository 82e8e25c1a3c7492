"""One engine, one amount of pages, one fresh process: `python -m tests.bench.engines ENGINE …`.

Prints its measurement as JSON. The bulk engine binds real records through the whole of
`generator.volume`, composing included; it leaves the Documents it printed behind, and the others
print just those.
"""

import argparse
import io
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pikepdf
from pypdfium2 import PdfDocument

import generator.volume as binding
from generator.body import UNNUMBERED
from generator.document import Document
from generator.identity import make_school_identity, open_identity
from generator.layouts import Looks, Markings, to_html
from generator.rendering import Press, enter_child, spawn_pool, word_of
from generator.resources import BASE_URL, Resources
from generator.signing import sign_volume
from generator.verification import Trust, verify_volume
from taizhang.papers import looks_of
from taizhang.settings import processors
from tests.bench import typsetting
from tests.bench.material import stock

Run = tuple[Document, ...]
PART = 100  # papers that WeasyPrint gets at a time, in parts


@dataclass
class Measured:
    """What one engine did with some pages."""

    pages: int = 0
    bytes: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    processor_s: float = 0
    largest_mb: float = 0

    @contextmanager
    def working(self) -> Iterator[None]:
        """Adds up processor time, that of finished children too."""
        start = _processor_s()
        yield
        self.processor_s += _processor_s() - start

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Adds to the seconds of a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[stage] = self.seconds.get(stage, 0) + spent

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, its seconds counted."""

        def watched(*arguments: Any, **named: Any) -> Any:
            with self.timing(stage):
                return work(*arguments, **named)

        return watched


def _usage() -> list[resource.struct_rusage]:
    return [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


def _processor_s() -> float:
    return sum(one.ru_utime + one.ru_stime for one in _usage())


class Collecting(Press):
    """A press that remembers what it was given to print."""

    seen: list[Run] = []  # noqa: RUF012  one press a process

    def submit_bulk(self, documents: Sequence[Document], *more: Any) -> "Future[bytes]":
        self.seen.append(tuple(documents))
        return super().submit_bulk(documents, *more)


def bulk(measured: Measured, pages: int, home: Path, left: Path) -> None:
    """Bind, sign and verify; stages are timed where `generator.volume` calls them."""
    for stage, name in (("join", "join"), ("join", "navigate"), ("finish", "finish_volume")):
        setattr(binding, name, measured.timed(stage, getattr(binding, name)))
    with stock(home) as shelf:
        looks, material = looks_of(shelf.home), shelf.pages(pages)
        key = make_school_identity("测速小学", None, material.at)
        workers = spawn_pool(looks, processors())
        with measured.working(), workers as pool, measured.timing("all"):
            volume = binding.bind(material, Collecting(looks, pool))
            with measured.timing("sign"):
                identity = open_identity(key)
                signed = sign_volume(volume.pdf, identity, "测速", material.at)
        with measured.timing("verify"):
            status = verify_volume(signed, (Trust(identity.certificate, "测速"),))
    if not (status.complete and status.trusted_by):
        raise SystemExit(f"the volume does not verify: {status.reasons}")
    measured.pages, measured.bytes = volume.pages, len(signed)
    known = sum(measured.seconds[stage] for stage in ("join", "finish", "sign"))
    measured.seconds["render"] = measured.seconds["all"] - known
    left.write_bytes(pickle.dumps((looks, Collecting.seen)))


def weasyprint_whole(measured: Measured, looks: Looks, runs: Sequence[Run], work: Path) -> None:
    """Everything laid out, then written as one document."""
    from weasyprint import HTML

    enter_child(str(looks.fontconfig), 0)
    with measured.timing("render"):
        laid = [HTML(**_source(run, looks)).render() for run in runs]
        pages = [page for one in laid for page in one.pages]
        pdf = laid[0].copy(pages).write_pdf()
    measured.pages, measured.bytes = len(pages), len(pdf)


def weasyprint_parts(measured: Measured, looks: Looks, runs: Sequence[Run], work: Path) -> None:
    """Parts of so many papers, side by side like the bulk engine's runs."""
    parts = [run[begin : begin + PART] for run in runs for begin in range(0, len(run), PART)]
    with spawn_pool(looks, processors()) as pool, measured.timing("render"):
        made = list(pool.map(weasyprint_part, parts, [looks] * len(parts)))
    measured.pages = sum(len(pikepdf.open(io.BytesIO(pdf)).pages) for pdf in made)
    measured.bytes = sum(map(len, made))


def weasyprint_part(run: Run, looks: Looks) -> bytes:
    """In a child."""
    from weasyprint import HTML

    return bytes(HTML(**_source(run, looks)).write_pdf())


def _source(run: Run, looks: Looks) -> dict[str, Any]:
    """What WeasyPrint is called with, after the preparation that every paper gets."""
    from weasyprint.urls import URLFetcherResponse

    from generator.preparation import prepare

    resources = Resources(looks.folders)
    ready = [prepare(document, looks) for document in run]

    def fetch(url: str) -> URLFetcherResponse:
        content, media_type = resources.read(url)
        return URLFetcherResponse(url, content, {"Content-Type": media_type})

    html = to_html(ready, looks, resources, Markings(numbering=UNNUMBERED))
    return {"string": html, "base_url": BASE_URL, "url_fetcher": fetch}


def typst(measured: Measured, looks: Looks, runs: Sequence[Run], work: Path) -> None:
    """The same Documents through an equal page, in one document and one process."""
    with measured.timing("render"):
        pdf = typsetting.print_runs(runs, looks, work)
    measured.pages, measured.bytes = len(PdfDocument(pdf)), len(pdf)


def libreoffice(measured: Measured, looks: Looks, runs: Sequence[Run], work: Path) -> None:
    """Word through docxtpl, PDF through LibreOffice, all papers in one start of it."""
    papers = [document for run in runs for document in run]
    with measured.timing("render"):
        for number, document in enumerate(papers):
            (work / f"{number}.docx").write_bytes(word_of(document, looks))
        command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(work)]
        command += [str(work / f"{number}.docx") for number in range(len(papers))]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  fixed command
    made = [(work / f"{number}.pdf").read_bytes() for number in range(len(papers))]
    measured.pages = sum(len(pikepdf.open(io.BytesIO(pdf)).pages) for pdf in made)
    measured.bytes = sum(map(len, made))


ENGINES = {
    "weasyprint-whole": weasyprint_whole,
    "weasyprint-parts": weasyprint_parts,
    "typst": typst,
    "libreoffice": libreoffice,
}


def chosen(runs: Sequence[Run], papers: int) -> list[Run]:
    """The same share of every run, so many papers in all; 0 is everything."""
    if not papers:
        return list(runs)
    share = papers / sum(map(len, runs))
    return [run[: max(1, round(len(run) * share))] for run in runs if len(run) * share > 0.5]


def main() -> None:
    """Run one engine and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=["bulk", *ENGINES])
    parser.add_argument("--pages", type=int, help="how many to bind, about; 0 is the whole term")
    parser.add_argument("--home", type=Path, help="what tests.bench.material laid in")
    parser.add_argument("--runs", type=Path, help="where the bulk engine leaves its Documents")
    parser.add_argument("--papers", type=int, default=0, help="print so many of them only")
    asked = parser.parse_args()
    measured = Measured()
    if asked.engine == "bulk":
        bulk(measured, asked.pages, asked.home, asked.runs)
    else:
        looks, runs = pickle.loads(asked.runs.read_bytes())  # noqa: S301  our own, a moment old
        work = asked.runs.parent / asked.engine
        work.mkdir(exist_ok=True)
        with measured.working():
            ENGINES[asked.engine](measured, looks, chosen(runs, asked.papers), work)
    measured.largest_mb = max(one.ru_maxrss for one in _usage()) / 1024  # Linux counts in KiB
    sys.stdout.write(orjson.dumps(asdict(measured)).decode())


if __name__ == "__main__":
    main()
