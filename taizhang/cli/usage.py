"""The command line in Chinese: help pages, the types of arguments, and what was typed wrongly."""

import difflib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click
from rich.cells import cell_len

HELP = "用 --help 查看用法。"
SECTIONS = {
    "keeping": "建立与保管",
    "registers": "有哪些登记簿",
    "recording": "登记",
    "reading": "查看",
    "papers": "打印、装订、核验",
}
"""Module of the commands → title on the help page."""


class Command(click.Command):
    """A command whose help page is Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage line."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments are in the usage line; options one below the other."""
        _write(formatter, "选项", options_of(self, ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``."""
        return _help_option(super().get_help_option(ctx))


class Group(click.Group):
    """The program: its commands listed, and a near one named for one that does not exist."""

    command_class = Command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage line."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Shared options, then the commands."""
        _write(formatter, "选项（写在命令前后都可以）", options_of(self, ctx))
        for module, title in SECTIONS.items():
            _write(
                formatter,
                title,
                [
                    (name, one.help or "")
                    for name, one in self.commands.items()
                    if one.callback is not None and one.callback.__module__.endswith(module)
                ],
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``."""
        return _help_option(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named; an unknown one is refused in Chinese."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            near = "、".join(difflib.get_close_matches(args[0], self.commands, 2))
            hint = f"是不是 {near}？" if near else ""
            raise click.UsageError(f"没有“{args[0]}”这个命令。{hint}")
        return super().resolve_command(ctx, args)


def options_of(command: click.Command, context: click.Context) -> list[tuple[str, str]]:
    """Every option with what it is for."""
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    found = (one.get_help_record(context) for one in options)
    return [(name, text.replace("[required]", "（必填）")) for name, text in filter(None, found)]


def _write(formatter: click.HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Rows of two columns; click would count a Chinese character as one column, not two."""
    room = max(cell_len(name) for name, _ in rows)
    formatter.write(f"\n{title}\n")
    for name, text in rows:
        formatter.write(f"  {name}{' ' * (room - cell_len(name))}  {text}\n")


def _usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_usage(ctx.command_path, usage_of(command, ctx), prefix="用法：")


def usage_of(command: click.Command, context: click.Context) -> str:
    """What follows the name of a command."""
    pieces = " ".join(command.collect_usage_pieces(context))
    return pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示用法。"
    return option


class Day(click.ParamType):  # type: ignore[type-arg]  # older ones take no arguments
    """A day, as 2026-03-05."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; refused in Chinese."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter(f"“{value}”不是日期，写成 2026-03-05", ctx, param) from None

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """As help pages name it."""
        return self.name


class OneOf(click.ParamType):  # type: ignore[type-arg]
    """One of a few words; what it is called in Chinese is taken too."""

    name = "选择"

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself; refused in Chinese."""
        found = next((word for word, title in self.words.items() if value in (word, title)), None)
        if found is not None:
            return found
        known = "、".join(
            word if word == title else f"{word}（{title}）" for word, title in self.words.items()
        )
        raise click.BadParameter(f"不能是“{value}”。可用：{known}", ctx, param)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """As help pages name it."""
        return f"[{'|'.join(self.words)}]" if param.metavar is None else param.metavar


def saying(error: click.ClickException) -> str:
    """A usage error of the command line in Chinese."""
    match error:
        case click.NoSuchOption():
            near = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}。{near}{HELP}"
        case click.MissingParameter():
            return f"缺少{_named(error.param)}。{HELP}"
        case click.BadParameter():
            return f"{_named(error.param)}：{error.message}。{HELP}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺内容，或写多了。{HELP}"
        case _:
            text = error.format_message()
            return f"{text if _is_chinese(text) else '多写或少写了内容。'}{HELP}"


def _named(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)}"
    return f"“{param.human_readable_name}”" if param else ""


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
