"""The command line: asks the desk, shows what came of it. No rules here."""

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> None:
    """Entry point. The commands take a second to load, and Ctrl-C may come in that second too."""
    try:
        from taizhang.cli.commands import run
    except KeyboardInterrupt:
        sys.stderr.write("✗ 已中断，什么也没做。\n")
        sys.exit(2)  # Exit.REFUSED, which is not loaded yet
    run(words)
