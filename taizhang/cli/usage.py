"""The command line in Chinese: help pages, the types of arguments, and what was typed wrongly."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

import click
from rich.cells import cell_len

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.+)\)", re.DOTALL)
HELP = "用 --help 查看用法。"


@dataclass(frozen=True, slots=True)
class Section:
    """Commands of one module.

    Attributes:
        title: on the help page.
        commands: what each command is for.
    """

    title: str
    commands: Mapping[str, str]


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

    def __init__(self, *args: Any, sections: Mapping[str, Section], **attributes: Any) -> None:
        """A program of these commands, each loaded when it is called."""
        super().__init__(*args, **attributes)
        self.sections = sections

    def help_of(self, name: str) -> str:
        """What a command is for."""
        return next(one.commands[name] for one in self.sections.values() if name in one.commands)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the help page."""
        return [name for one in self.sections.values() for name in one.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module loaded now."""
        for module, section in self.sections.items():
            if cmd_name in section.commands:
                import_module(f"taizhang.cli.{module}")
        return super().get_command(ctx, cmd_name)

    def load(self) -> Mapping[str, click.Command]:
        """Every command by name, all modules loaded."""
        for module in self.sections:
            import_module(f"taizhang.cli.{module}")
        return self.commands

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage line."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Shared options, then the commands."""
        _write(formatter, "选项（写在命令前后都可以）", options_of(self, ctx))
        for section in self.sections.values():
            _write(formatter, section.title, list(section.commands.items()))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``."""
        return _help_option(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named; an unknown one is refused in Chinese."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            near = "、".join(difflib.get_close_matches(args[0], known, 2))
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


class Month(Day):
    """A month, as 2026-03: its first day."""

    name = "月份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The first day; refused in Chinese."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(f"{value}-01")
        except ValueError:
            raise click.BadParameter(f"“{value}”不是月份，写成 2026-03", ctx, param) from None


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
        case click.BadParameter(param=click.Parameter(type=click.types.IntParamType() as kind)):
            return f"{_named(error.param)}：{_number_wanted(kind)}。{HELP}"
        case click.BadParameter():
            return f"{_named(error.param)}：{error.message}。{HELP}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺内容，或写多了。{HELP}"
        case click.UsageError() if extra := _EXTRA.search(error.message):
            return f"多写了“{extra[1]}”。{HELP}"
        case _:
            text = error.format_message()
            return f"{text if _is_chinese(text) else '多写或少写了内容。'}{HELP}"


def _named(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)}"
    return f"“{param.human_readable_name}”" if param else ""


def _number_wanted(kind: click.types.IntParamType) -> str:
    """Of these click speaks English."""
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    least = f"，不小于 {low}" if low is not None else ""
    most = f"，不大于 {high}" if high is not None else ""
    return f"要写整数{least}{most}"


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
