"""The one place that reads the environment: where the home is, and how this machine is set."""

import os
import socket
from pathlib import Path

import platformdirs

HOME = "TAIZHANG_HOME"
PASSPHRASE = "TAIZHANG_PASSPHRASE"  # noqa: S105  the name of a variable, no secret
VARIABLES = {
    HOME: "学校的文件夹，没写 --home 时用它；都没有就用本机存放数据的地方",
    PASSPHRASE: "密钥备份的口令，没有键盘可输的时候用",
}


def home_folder(given: str | None) -> Path:
    """Home of the school: ``--home``, else ``TAIZHANG_HOME``, else the platform's data folder."""
    chosen = given or os.environ.get(HOME)
    folder = Path(chosen) if chosen else Path(platformdirs.user_data_dir("taizhang"))
    return folder.expanduser().absolute()


def passphrase(name: str = PASSPHRASE) -> str | None:
    """Passphrase of the key backup, for use without a terminal; None when not set."""
    return os.environ.get(name)


def native_fonts() -> Path | None:
    """Folder with fonts that the set-up unpacked beside the program; None when there is none."""
    folder = Path(__file__).resolve().parent.parent / ".native" / "fonts"
    return folder if folder.is_dir() else None


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2


def host_name() -> str:
    """What this machine calls itself."""
    return socket.gethostname()
