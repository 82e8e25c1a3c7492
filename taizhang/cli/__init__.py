"""The command line: asks the desk, shows what came of it. No rules here."""

import io
import os
import sys
from collections.abc import Sequence

import click

from taizhang import log
from taizhang.cli import keeping, papers, reading, recording, registers
from taizhang.cli.frame import group, refuse
from taizhang.cli.usage import saying
from taizhang.errors import FaultError, UsageError
from taizhang.exits import Exit

__all__ = ["group", "keeping", "main", "papers", "reading", "recording", "registers"]

IN_DOUBT = "已经说办成的都在；没说的，用 taizhang list 看一眼再办。"


def main(words: Sequence[str] | None = None) -> None:
    """Entry point: usage errors in Chinese, exit codes of `taizhang.exits`, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a rare character
    as_json = "--json" in (sys.argv if words is None else words)
    try:
        group.main(words, prog_name="taizhang", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        refuse(UsageError(saying(error)), as_json=as_json)
        sys.exit(Exit.REFUSED)
    except (click.Abort, KeyboardInterrupt):
        refuse(FaultError(f"已中断。{IN_DOUBT}"), as_json=as_json)
        sys.exit(Exit.UNKNOWN)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more
        sys.exit(Exit.DONE)
    except Exception as error:
        place = log.fault(error)
        text = f"程序自己出了错（{place}）。{IN_DOUBT}请把 logs 里的日志发给维护人员。"
        refuse(FaultError(text), as_json=as_json)
        sys.exit(Exit.UNKNOWN)
    finally:
        log.close_log()
