"""Writes docs/reference/ from the code: registers, commands, settings, error codes, blocks.

`python -m taizhang.reference` writes the pages, `--check` only says whether they are up to date.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

import checklists
import generator.document
import records
import taizhang
from checklists.catalogue import catalogue
from checklists.columns import KINDS
from checklists.posts import POSTS
from records.directory import ITEMS
from taizhang.cli.commands import group
from taizhang.cli.usage import options_of, usage_of
from taizhang.exits import MEANINGS
from taizhang.figure_pages import figures_page
from taizhang.home import SchoolFile
from taizhang.markdown import bullets, page, section, table
from taizhang.register_pages import limits, register_page, registers_page
from taizhang.rule_pages import items_page, laws_page, rules_page, seeds_page
from taizhang.settings import VARIABLES

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


_WORDS = (
    (r"^dict\[str, date\]$", '"名称" = 日期'),
    (r"^dict\[str, str\]$", '"…" = "…"'),
    (r"^dict\[date, (.*)\]$", r'日期 = "\1"'),
    (r"^tuple\[(.*), …\]$", r"[\1, …]"),
    (r"\bstr\b", "文字"),
    (r"\bdate\b", "日期"),
    (r"\bbool\b", "true / false"),
    (r"\bint\b", "整数"),
    (r"\bDecimal\b", "数字"),
)
"""Types of settings → how they are written, in the order they are tried."""


def pages() -> dict[str, str]:
    """Every page by its path within docs/reference/, as it should be now."""
    registers = {f"registers/{slug}.md": register_page(kind) for slug, kind in catalogue().items()}
    return {
        "README.md": front_page(),
        "registers.md": registers_page(),
        "rules.md": rules_page(),
        "items.md": items_page(),
        "seeds.md": seeds_page(),
        "laws.md": laws_page(),
        "statistics.md": figures_page(),
        "commands.md": commands_page(),
        "settings.md": settings_page(),
        "directory.md": directory_page(),
        "errors.md": errors_page(),
        "blocks.md": blocks_page(),
        **registers,
    }


def outdated(folder: Path) -> list[str]:
    """Pages of a folder that are missing, differ from the code, or have lost their subject."""
    wanted = pages()
    there = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.md")
    }
    return sorted(name for name in wanted.keys() | there if wanted.get(name) != there.get(name))


def write(folder: Path) -> list[str]:
    """Bring the folder up to date; returns what was changed."""
    changed, wanted = outdated(folder), pages()
    for name in changed:
        path = folder / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], "utf-8")
        else:
            path.unlink()
    return changed


def front_page() -> str:
    """The list of pages."""
    lines = (
        "[登记簿一览](registers.md)：每一册的栏目、检查项、规则、依据",
        "[规则落实对照表](rules.md)：目录的每一句由什么落实",
        "[检查项一览](items.md)：每一项的限值或选项",
        "[计划原句对照表](seeds.md)：五篇计划的每一句由哪一册落实",
        "[法规库](laws.md)：登记簿依据的法律、法规，何时施行、失效、由谁替代",
        "[学期总结的统计指标](statistics.md)：十八节的每个数、来自哪一册",
        "[命令](commands.md)：命令、选项、退出码",
        "[设置](settings.md)：school.toml、环境变量、可调整的限值",
        "[名录](directory.md)：人员、地点、灭火器等填什么，岗位代码",
        "[错误码](errors.md)",
        "[文档块](blocks.md)：模板里能用的字段",
    )
    return page("参考", bullets(lines))


def commands_page() -> str:
    """Every command with its arguments and options, and the exit codes."""
    exits = ((str(int(code)), meaning) for code, meaning in MEANINGS.items())
    parts = [
        part for name, command in sorted(group.load().items()) for part in _command(name, command)
    ]
    return page(
        "命令",
        *section("退出码", table(("码", "意思"), exits)),
        *section("每个命令都有的选项", _options(group)),
        *parts,
    )


def settings_page() -> str:
    """school.toml section by section, environment variables, limits."""
    environment = ((f"`{name}`", text) for name, text in VARIABLES.items())
    return page(
        "设置",
        *_toml_sections(SchoolFile, ""),
        *section("环境变量", table(("变量", "用途"), environment)),
        *section("可调整的限值", table(("键", "限值", "默认"), _limit_rows())),
    )


def directory_page() -> str:
    """What the directory holds of each kind, and the codes of posts."""
    parts: list[str] = []
    for kind, model in ITEMS.items():
        rows = (_setting(name, field) for name, field in model.model_fields.items())
        columns = table(("项", "意思", "类型", "默认"), rows)
        needed = "、".join(_rules_needing(kind))
        told = f"没有这张名录就不能核对的规则：{needed}。\n\n" if needed else ""
        parts += section(f"{KINDS[kind]} {kind}", f"{told}{columns}")
    posts = ((f"`{code}`", title) for code, title in POSTS.items())
    return page("名录", *parts, *section("岗位代码", table(("代码", "岗位"), posts)))


def _rules_needing(kind: str) -> Iterator[str]:
    for entry in catalogue().values():
        for rule in entry.register.rules:
            if rule.needs == kind:
                yield f"[{entry.register.number}](registers/{entry.slug}.md) `{rule.code}`"


def _limit_rows() -> Iterator[tuple[str, str, str]]:
    return ((f"`{key}`", name, default) for key, name, default in limits())


def errors_page() -> str:
    """Every error code, floor by floor."""
    intro = "出错时屏幕上用中文说明何处、何事、怎么办；此表供维护人员按编号对照。"
    return page("错误码", intro, table(("编号", "名称", "意思"), sorted(_errors())))


def blocks_page() -> str:
    """The Document and its blocks: what a template finds."""
    parts: list[str] = []
    for kind in vars(generator.document).values():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            fields = [(f"`{one.name}`", _type_name(one.type)) for one in dataclasses.fields(kind)]
            doc = inspect.cleandoc(kind.__doc__ or "")
            parts += section(kind.__name__, f"{doc}\n\n{table(('field', 'type'), fields)}".strip())
    return page("文档块", *parts)


# ---- what the pages are made of


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"taizhang {name}", **group.context_settings)
    usage = f"```\n{context.command_path} {usage_of(command, context)}\n```"
    help_text = inspect.cleandoc(command.help or "")
    yield from section(name, "\n\n".join((usage, help_text, _options(command))).strip())


def _options(command: click.Command) -> str:
    described = options_of(command, click.Context(command, **group.context_settings))
    rows = ((f"`{name}`", text) for name, text in described if "--help" not in name)
    return table(("选项", "用途"), rows)


def _toml_sections(model: type[BaseModel], within: str) -> Iterator[str]:
    """The tables of a TOML file, those inside others after them."""
    inner = {name: _models(field) for name, field in model.model_fields.items()}
    plain = [_setting(name, field) for name, field in model.model_fields.items() if not inner[name]]
    if within:
        summary = model.model_config.get("title") or ""
        body = table(("项", "意思", "类型", "默认"), plain)
        yield from section(within, f"{summary}\n\n{body}")
    for name, models in inner.items():
        for one in models:
            yield from _toml_sections(one, f"{within}.{name}".strip("."))
    if not within:
        yield from section("其他各节", table(("节", "意思", "类型", "默认"), plain))


def _models(field: FieldInfo) -> list[type[BaseModel]]:
    kinds = (field.annotation, *get_args(field.annotation))
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]


def _setting(name: str, field: FieldInfo) -> tuple[str, str, str, str]:
    default = "必填" if field.is_required() else str(field.get_default(call_default_factory=True))
    return f"`{name}`", field.title or "", _in_words(field.annotation), _told(default)


def _in_words(annotation: object) -> str:
    """A type as somebody reads it who writes TOML and no Python."""
    text = _type_name(annotation).replace(" | None", "")
    for pattern, words in _WORDS:
        text = re.sub(pattern, words, text)
    return text


def _told(default: str) -> str:
    return {"None": "", "{}": "", "()": "", "False": "false", "('中',)": "[中]"}.get(
        default, default
    )


def _errors() -> Iterator[tuple[str, str, str]]:
    """Every error class with a code of its own, in all four floors."""
    for floor in (checklists, records, generator, taizhang):
        for module in pkgutil.iter_modules(floor.__path__, f"{floor.__name__}."):
            if not module.name.endswith((".errors", ".refusals")):
                continue
            for name, kind in vars(importlib.import_module(module.name)).items():
                if isinstance(kind, type) and "code" in vars(kind):
                    yield vars(kind)["code"], name, _summary(kind)


def _summary(thing: object) -> str:
    return inspect.cleandoc(thing.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _type_name(annotation: object) -> str:
    """An annotation without its markers and module names."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_name(arguments[0])
    if origin is Literal:
        return " / ".join(map(str, arguments))
    if origin in (Union, UnionType):
        return " | ".join(map(_type_name, arguments))
    if isinstance(annotation, EnumType):
        return " / ".join(map(str, annotation))
    name = str(getattr(annotation, "__name__", annotation))
    if not arguments:
        return {"NoneType": "None", "Ellipsis": "…"}.get(name, name)
    return f"{name}[{', '.join(map(_type_name, arguments))}]"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only compare them; 1 when they were out of date."""
    check = "--check" in arguments
    changed = outdated(FOLDER) if check else write(FOLDER)
    for name in changed:
        print(f"docs/reference/{name} {'已过时，请运行 ./run docs' if check else '已更新'}")  # noqa: T201  a developer's tool
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
