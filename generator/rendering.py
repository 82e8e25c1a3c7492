"""Engines run in children: a crash, a runaway or a hungry page never takes the program along.

The pool is handed in; `spawn_pool` makes the usual one. A child sees one fontconfig file, has a
memory limit, and comes back with bytes or with a GeneratorError.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import TypeVar

from generator.bulk import render_bulk
from generator.document import Document, GridRow
from generator.errors import RenderingFailedError
from generator.finish import finish_paper
from generator.layouts import Looks, Markings, Numbering
from generator.metadata import About
from generator.paging import FootOf, paginate_rows, verify_feet, with_feet
from generator.pdf import render_paper
from generator.preparation import prepare
from generator.word import render_word

MEMORY_LIMIT = 4 << 30  # bytes of address space; the fonts alone map 0.3 GB
TIMEOUT_S = 600.0
PROCESSES: BaseContext = multiprocessing.get_context("spawn")
"""How children begin: afresh, whatever threads and locks the program has."""
_Result = TypeVar("_Result")


def spawn_pool(looks: Looks, workers: int = 1, memory_limit: int = MEMORY_LIMIT) -> Executor:
    """A pool of fresh processes for `looks`; leave it with `with` or call ``shutdown``."""
    return ProcessPoolExecutor(
        workers,
        mp_context=PROCESSES,
        initializer=_begin_child,
        initargs=(str(looks.fontconfig), memory_limit),
    )


def _begin_child(fontconfig: str, memory_limit: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends the pool
    enter_child(fontconfig, memory_limit)


def enter_child(fontconfig: str, memory_limit: int) -> None:
    """Set up a rendering child: its fonts and its memory limit (in bytes, 0 for none)."""
    os.environ["FONTCONFIG_FILE"] = fontconfig  # noqa: TID251 - fontconfig has no other door
    if memory_limit and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))


@dataclass(frozen=True, slots=True)
class Press:
    """Prints Documents with the given looks in the given pool."""

    looks: Looks
    pool: Executor
    timeout_s: float = TIMEOUT_S

    def paper(self, document: Document) -> bytes:
        """One document as raw tagged PDF, for `generator.finish`."""
        return self._run(document.title, paper_of, document, self.looks)

    def finished(self, document: Document, about: About) -> bytes:
        """One document as PDF/A-3a + PDF/UA-1, to be handed out."""
        return self._run(document.title, finished_of, document, self.looks, about)

    def word(self, document: Document) -> bytes:
        """One document as .docx."""
        return self._run(document.title, word_of, document, self.looks)

    def paginate(self, document: Document, foot_of: FootOf) -> Document:
        """A row register with its rows set page by page, each with the foot `foot_of` words."""
        ready, pages = self._run(document.title, pages_of_rows, document, self.looks)
        return with_feet(ready, pages, foot_of)

    def bulk(self, documents: Sequence[Document], numbering: Numbering | None = None) -> bytes:
        """Many documents of one register as one raw PDF."""
        return self.wait(documents[0].title, self.submit_bulk(documents, numbering))

    def submit_bulk(
        self, documents: Sequence[Document], numbering: Numbering | None = None
    ) -> "Future[bytes]":
        """Start `bulk` and return at once: registers print side by side. See `wait`."""
        markings = Markings(numbering=numbering or Numbering(), bulk=True)
        return self.pool.submit(bulk_of, tuple(documents), self.looks, markings)

    def wait(self, title: str, future: "Future[_Result]") -> _Result:
        """The result of a child.

        Raises:
            RenderingFailedError: it died, took too long or too much memory.
            GeneratorError: what the child itself found.
        """
        try:
            return future.result(self.timeout_s)
        except TimeoutError as error:
            future.cancel()
            raise _failed(title, f"超过 {self.timeout_s:.0f} 秒还没有排完") from error
        except MemoryError as error:
            raise _failed(title, "内存不够") from error
        except BrokenProcessPool as error:
            raise _failed(title, "排版进程意外退出，多半是内存不够") from error

    def _run(self, title: str, work: Callable[..., _Result], *arguments: object) -> _Result:
        try:
            future = self.pool.submit(work, *arguments)
        except BrokenProcessPool as error:
            raise _failed(title, "排版进程已经退出") from error
        return self.wait(title, future)


def paper_of(document: Document, looks: Looks) -> bytes:
    """In a child: prepare, print and verify one paper."""
    ready = prepare(document, looks)
    pdf = render_paper(ready, looks)
    verify_feet(ready, pdf)
    return pdf


def finished_of(document: Document, looks: Looks, about: About) -> bytes:
    """In a child: print one paper and finish it."""
    return finish_paper(paper_of(document, looks), about)


def word_of(document: Document, looks: Looks) -> bytes:
    """In a child: prepare one document and make it a .docx."""
    return render_word(prepare(document, looks), looks)


def bulk_of(documents: Sequence[Document], looks: Looks, markings: Markings) -> bytes:
    """In a child: prepare, print and verify many papers of one register."""
    ready = [prepare(document, looks) for document in documents]
    pdf = render_bulk(ready, looks, markings)
    for document in ready:
        verify_feet(document, pdf)
    return pdf


def pages_of_rows(document: Document, looks: Looks) -> tuple[Document, list[list[GridRow]]]:
    """In a child: the prepared document and its rows page by page."""
    ready = prepare(document, looks)
    return ready, paginate_rows(ready, looks)


def _failed(title: str, what: str) -> RenderingFailedError:
    return RenderingFailedError(f"《{title}》", what, "请减少一次打印的份数或照片后重试")
