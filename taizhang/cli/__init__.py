"""The command line: asks the desk, shows what came of it. No rules here."""

import sys
from collections.abc import Sequence

import click

from taizhang.cli import keeping, papers, reading, recording, registers
from taizhang.cli.frame import group, saying
from taizhang.exits import Exit

__all__ = ["group", "keeping", "main", "papers", "reading", "recording", "registers"]


def main(words: Sequence[str] | None = None) -> None:
    """Entry point: usage errors in Chinese, exit codes of `taizhang.exits`."""
    try:
        group.main(words, prog_name="taizhang", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
    except click.ClickException as error:
        click.echo(f"✗ {saying(error)}", err=True)
        sys.exit(Exit.REFUSED)
    except click.Abort:
        click.echo("✗ 已中断，未保存。", err=True)
        sys.exit(Exit.REFUSED)
