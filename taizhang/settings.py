"""The one place that reads the environment: where the home is, and how this machine is set."""

import os
from pathlib import Path

import platformdirs


def home_folder(given: str | None) -> Path:
    """Home of the school: ``--home``, else ``TAIZHANG_HOME``, else the platform's data folder."""
    chosen = given or os.environ.get("TAIZHANG_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("taizhang"))


def passphrase(name: str = "TAIZHANG_PASSPHRASE") -> str | None:
    """Passphrase of the key backup, for use without a terminal; None when not set."""
    return os.environ.get(name)


def native_fonts() -> Path | None:
    """Folder with fonts that the set-up unpacked beside the program; None when there is none."""
    folder = Path(__file__).resolve().parent.parent / ".native" / "fonts"
    return folder if folder.is_dir() else None


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2
