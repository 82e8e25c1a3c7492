"""A rotating log that names the steps and never a person or what was written."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOGGER = logging.getLogger("taizhang")
LARGEST, KEPT = 1_000_000, 5


def open_log(folder: Path) -> None:
    """Write the log to ``folder/taizhang.log``; a home opened before in this process is let go."""
    close_log()
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
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
