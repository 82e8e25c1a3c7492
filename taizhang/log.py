"""A rotating log that names the steps and never a person or what was written."""

import contextlib
import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOGGER = logging.getLogger("taizhang")
LARGEST, KEPT = 1_000_000, 5


class _Handler(RotatingFileHandler):
    """Goes without where nothing can be written: the log never stands in the way of the work."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """Nobody is told: a full or read-only disk is told by whoever needs it."""


def open_log(folder: Path) -> None:
    """Write the log to ``folder/taizhang.log``; a home opened before in this process is let go."""
    close_log()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    handler = _Handler(
        folder / "taizhang.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def close_log() -> None:
    """Close the file."""
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def step(name: str, **facts: str | int) -> None:
    """Note a step of the data path with facts that name nobody: numbers, counts, codes."""
    LOGGER.info("%s %s", name, " ".join(f"{key}={value}" for key, value in facts.items()))


def fault(error: BaseException) -> str:
    """Note an error of the program: its kind and where, not its text, which may name people.

    Returns:
        kind and innermost place, as ``ValueError desk.py:53``.
    """
    frames = traceback.extract_tb(error.__traceback__)
    path = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    LOGGER.error("fault %s at %s", type(error).__name__, path)
    return f"{type(error).__name__} {path.partition(' < ')[0]}"
