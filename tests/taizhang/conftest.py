"""Fixtures of floor 4."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str], str]:
    """Draws a small picture, a different one by each name, and answers with its path."""

    def draw(name: str) -> str:
        path = tmp_path / name
        Image.new("RGB", (40, 30), (len(name) * 9 % 255, 90, 120)).save(path)
        return str(path)

    return draw
