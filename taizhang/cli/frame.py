"""What every command shares: home, person, ``--json``, errors in Chinese, exit codes."""

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from records.errors import OutcomeUnknownError, cause_of
from taizhang import log
from taizhang.cli.answers import refuse, show_json
from taizhang.cli.commands import group
from taizhang.cli.usage import Command
from taizhang.errors import UsageError
from taizhang.exits import REFUSALS, Exit
from taizhang.home import Home
from taizhang.settings import home_folder

Answer = TypeVar("Answer")
Function = Callable[..., Exit | None]
LARGEST = 200_000_000
"""Bytes of a file to import; anything larger is no list of entries."""
UNBOUNDED = 10_000
"""Columns of a table in a file or a pipe: nothing is folded there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a command was asked for.

    Attributes:
        folder: home folder.
        person: who acts, id or name; empty when nobody was named.
        as_json: answer with one JSON object instead of text.
    """

    folder: Path
    person: str
    as_json: bool

    def home(self) -> Home:
        """The home, with its log opened."""
        home = Home.open(self.folder)
        log.open_log(home.folder / "logs")
        return home

    def actor(self) -> str:
        """Who acts.

        Raises:
            UsageError: nobody was named.
        """
        if not self.person:
            raise UsageError("没有说明是谁在办。加上 --as 姓名（或人员编号）。")
        return self.person

    def answer(self, data: Any, *lines: str) -> None:
        """Show a result: JSON or lines of text."""
        if self.as_json:
            show_json(data)
        else:
            for line in lines:
                click.echo(line)

    def say(self, line: str) -> None:
        """A line for a reader; nothing where a program reads."""
        if not self.as_json:
            click.echo(line)

    def table(
        self, data: Iterable[Any], heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]
    ) -> None:
        """Show a result as a table, or as JSON."""
        if self.as_json:
            self.answer(list(data))
            return
        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*row)
        console().print(table if table.row_count else "（没有）")

    def refuse(self, error: Exception) -> Exit:
        """Show why it was not done, or that nobody can say whether it was."""
        refuse(error, as_json=self.as_json)
        return Exit.UNKNOWN if isinstance(error, OutcomeUnknownError) else Exit.REFUSED

    def warn(self, text: str) -> Exit:
        """Say on standard error what is wanting; nothing if nothing is."""
        if text:
            click.echo(f"! {text}", err=True)
        return Exit.WANTING if text else Exit.DONE

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[int, int, str], None]]:
        """A bar on standard error: the caller tells ``(done, total, what)``."""
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=self.as_json or not sys.stderr.isatty(),
        ) as bar:
            task = bar.add_task(title, total=None)

            def tell(done: int, total: int, what: str) -> None:
                bar.update(task, completed=done, total=total, description=what)

            yield tell


def ask(question: str, read: Callable[[str], Answer], *, hidden: bool = False) -> Answer:
    """Ask at the keyboard until the answer can be read, before anything is done.

    Raises:
        UsageError: nobody answers.
    """
    while True:
        text = _answer(question, hidden=hidden)
        try:
            return read(text if hidden else text.strip())
        except (UsageError, click.BadParameter) as error:
            click.echo(f"✗ {error}", err=True)


def _answer(question: str, *, hidden: bool) -> str:
    """What is typed; asked on standard error, so that an answer in JSON stays one."""
    try:
        typed = click.prompt(
            question,
            default="",
            show_default=False,
            hide_input=hidden,
            prompt_suffix="：",
            err=True,
        )
    except click.Abort:
        click.echo(err=True)
        raise UsageError(f"“{question}”没有回答，什么也没做。") from None
    return str(typed)


def console() -> Console:
    """Terminal for tables; a file or a pipe has all the width it needs."""
    return Console() if sys.stdout and sys.stdout.isatty() else Console(width=UNBOUNDED)


def command(name: str) -> Callable[[Function], Function]:
    """Register a command that is handed an `Asked` and answers with an `Exit` (None is done).

    What it is for stands in `taizhang.cli.commands`.
    """

    def wrap(function: Function) -> Function:
        @functools.wraps(function)
        def run(folder: str | None, person: str, as_json: bool, **rest: Any) -> None:
            shared = click.get_current_context().obj
            asked = Asked(
                home_folder(folder or shared["folder"]),
                person or shared["person"],
                as_json or shared["as_json"],
            )
            try:
                outcome = function(asked, **rest)
            except REFUSALS as error:
                outcome = asked.refuse(error)
            except BrokenPipeError:
                raise  # who reads our answer has had enough of it
            except OSError as error:
                outcome = asked.refuse(refused_by_system(error))
            raise SystemExit(outcome or Exit.DONE)

        for option in (
            click.option("--json", "as_json", is_flag=True, hidden=True),
            click.option("--as", "person", default="", hidden=True),
            click.option("--home", "folder", default=None, hidden=True),
        ):
            run = option(run)
        help_text = group.help_of(name)
        group.command(name, help=help_text, cls=Command, options_metavar="[选项]")(run)
        return function

    return wrap


def refused_by_system(error: OSError) -> UsageError:
    """What the operating system did not let happen, in Chinese."""
    where = error.filename if isinstance(error.filename, str) else "读写文件"
    return UsageError(f"{where}：{cause_of(error)}。核对路径、权限和磁盘。")


def read_bytes(path: str) -> bytes:
    """Bytes of a file, or of standard input for ``-``.

    Raises:
        UsageError: it cannot be read, or is larger than anything we take.
    """
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
        else:
            with Path(path).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"读不了文件 {path}：{cause_of(error)}。核对文件名和权限。") from None
    if len(data) > LARGEST:
        raise UsageError(f"文件 {path} 超过 {LARGEST // 1_000_000} MB。核对是不是选错了文件。")
    return data


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file that was asked for.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"写不了文件 {path}：{cause_of(error)}。核对文件夹和权限。") from None
