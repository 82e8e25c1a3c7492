"""What every command shares: home, person, ``--json``, errors in Chinese, exit codes."""

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from checklists.errors import InvalidEntryError
from taizhang import log
from taizhang.errors import UsageError
from taizhang.exits import REFUSALS, Exit
from taizhang.home import Home
from taizhang.settings import home_folder

Command = Callable[..., Exit | None]


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
            raise UsageError("没有说明是谁在登记。加上 --as 姓名（或人员编号）。")
        return self.person

    def answer(self, data: Any, *lines: str) -> None:
        """Show a result: JSON or lines of text."""
        if self.as_json:
            click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str).decode())
        else:
            for line in lines:
                click.echo(line)

    def table(self, data: Any, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        """Show a result as a table, or as JSON."""
        if self.as_json:
            self.answer(data)
            return
        table = Table(*heads, header_style="bold", row_styles=("", "dim"))
        for row in rows:
            table.add_row(*row)
        console().print(table)

    def refuse(self, error: Exception) -> None:
        """Show why nothing was done."""
        if self.as_json:
            problems = error.problems if isinstance(error, InvalidEntryError) else ()
            told = {
                "code": getattr(error, "code", ""),
                "message": str(error),
                "problems": [
                    {"path": one.path, "where": one.where, "what": one.what, "advice": one.advice}
                    for one in problems
                ],
            }
            self.answer({"error": told})
        else:
            click.echo(f"✗ {error}", err=True)

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


def console() -> Console:
    """Terminal for tables: wide enough for a table when it is a file."""
    return Console() if sys.stdout.isatty() else Console(width=140)


@click.group(
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    help="台账：从每天的检查表到签好字、装订好的学期台账。",
)
@click.option("--home", "folder", default=None, help="学校的文件夹（默认 TAIZHANG_HOME）。")
@click.option("--as", "person", default="", help="以谁的名义：姓名或人员编号。")
@click.option("--json", "as_json", is_flag=True, help="结果用 JSON 输出。")
@click.pass_context
def group(context: click.Context, folder: str | None, person: str, as_json: bool) -> None:
    """Take the shared options wherever they stand."""
    context.obj = {"folder": folder, "person": person, "as_json": as_json}


def command(name: str, help_text: str) -> Callable[[Command], Command]:
    """Register a command that is handed an `Asked` and answers with an `Exit` (None is done)."""

    def wrap(function: Command) -> Command:
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
                asked.refuse(error)
                outcome = Exit.REFUSED
            finally:
                log.close_log()
            raise SystemExit(outcome or Exit.DONE)

        for option in (
            click.option("--json", "as_json", is_flag=True, help="结果用 JSON 输出。"),
            click.option("--as", "person", default="", help="以谁的名义：姓名或人员编号。"),
            click.option("--home", "folder", default=None, help="学校的文件夹。"),
        ):
            run = option(run)
        group.command(name, help=help_text)(run)
        return function

    return wrap


def saying(error: click.ClickException) -> str:
    """A usage error of the command line in Chinese."""
    match error:
        case click.NoSuchOption():
            near = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}。{near}用 --help 查看用法。"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"缺少 {name}。用 --help 查看用法。"
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"{name} 写法不对：{error.message} 用 --help 查看用法。"
        case _:
            return f"用法不对：{error.format_message()} 用 --help 查看用法。"


def read_bytes(path: str) -> bytes:
    """Bytes of a file, or of standard input for ``-``.

    Raises:
        UsageError: it cannot be read.
    """
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"读不了文件 {path}：{error.strerror}。核对文件名和权限。") from None


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file that was asked for.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"写不了文件 {path}：{error.strerror}。核对文件夹和权限。") from None
