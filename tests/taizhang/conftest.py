"""Fixtures of floor 4."""

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from generator import rendering


@pytest.fixture(scope="session", autouse=True)
def engines_are_loaded() -> Iterator[None]:
    """Rendering children are forked from a process that has loaded the engines, once for all.

    That they begin afresh as well is seen on floor 3, in the pages and in the workers of jobs.
    """
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["generator.rendering", "weasyprint"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "PROCESSES", processes)
        yield


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str], str]:
    """Draws a small picture, a different one by each name, and answers with its path."""

    def draw(name: str) -> str:
        path = tmp_path / name
        Image.new("RGB", (40, 30), (len(name) * 9 % 255, 90, 120)).save(path)
        return str(path)

    return draw
