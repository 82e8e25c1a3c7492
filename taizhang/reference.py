"""Writes docs/reference/ from the code: registers, commands, settings, error codes, blocks.

`python -m taizhang.reference` writes the pages, `--check` only says whether they are up to date.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import checklists
import generator.document
import records
import taizhang
from checklists.catalogue import catalogue
from checklists.columns import Column
from checklists.entry import Entry
from checklists.register import CHAPTERS
from checklists.verdicts import CheckItem

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
KINDS = {
    "text": "文字",
    "number": "数",
    "money": "金额",
    "count": "整数",
    "date": "日期",
    "time": "时刻",
    "datetime": "日期时刻",
    "bool": "是否",
    "choice": "选项",
    "ref": "名册",
    "files": "照片、扫描件",
    "rows": "明细行",
    "checks": "检查项",
    "calc": "系统计算",
}
NOTE = "<!-- 由 ./run docs 从代码生成，请勿手改 -->"


def pages() -> dict[str, str]:
    """Every page by its path within docs/reference/, as it should be now."""
    registers = {f"registers/{slug}.md": register_page(kind) for slug, kind in catalogue().items()}
    return {
        "README.md": front_page(),
        "registers.md": registers_page(),
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


# ---- pages


def front_page() -> str:
    """The list of pages."""
    return _page(
        "参考",
        _bullets(
            [
                "[登记簿一览](registers.md)：每一册的栏目、检查项、规则、依据",
                "[错误码](errors.md)",
                "[文档块](blocks.md)：模板里能用的字段（for template authors）",
            ]
        ),
    )


def registers_page() -> str:
    """All registers by chapter."""
    parts = []
    for chapter, (number, title) in CHAPTERS.items():
        kinds = [kind for kind in catalogue().values() if kind.chapter == chapter]
        if kinds:
            parts += [f"## {number} {title}", _table(_REGISTER_HEAD, map(_register_row, kinds))]
    return _page("登记簿一览", *parts)


def register_page(kind: type[Entry]) -> str:
    """One register in full."""
    register = kind.register
    return _page(
        f"{register.number} {register.title}",
        inspect.cleandoc(kind.__doc__ or ""),
        _table(("项目", "内容"), _facts(kind)),
        *_stages(kind),
        *_section("检查项", ("编号", "检查项", "方法", "标准", "实测值"), map(_item, kind.items)),
        *_section(
            "规则",
            ("编号", "级别", "内容", "尚缺"),
            ((rule.code, rule.severity, rule.text, rule.needs_title) for rule in register.rules),
        ),
        "## 异常与后续",
        _bullets(register.followup),
        "## 依据",
        _bullets(map(str, register.basis)),
    )


def errors_page() -> str:
    """Every error code, floor by floor."""
    intro = "出错时屏幕上用中文说明何处、何事、怎么办；此表供维护人员按编号对照。"
    return _page("错误码", intro, _table(("编号", "名称", "意思"), sorted(_errors())))


def blocks_page() -> str:
    """The Document and its blocks: what a template finds."""
    parts = []
    for kind in vars(generator.document).values():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            fields = [(f"`{one.name}`", _type_name(one.type)) for one in dataclasses.fields(kind)]
            parts += [f"## {kind.__name__}", inspect.cleandoc(kind.__doc__ or "")]
            parts += [_table(("field", "type"), fields)] if fields else []
    return _page("文档块", *parts)


# ---- rows


def _errors() -> Iterator[tuple[str, str, str]]:
    """Every error class with a code of its own, in all four floors."""
    for floor in (checklists, records, generator, taizhang):
        for module in pkgutil.iter_modules(floor.__path__, f"{floor.__name__}."):
            if not module.name.endswith(".errors"):
                continue
            for name, kind in vars(importlib.import_module(module.name)).items():
                if isinstance(kind, type) and "code" in vars(kind):
                    yield vars(kind)["code"], name, _summary(kind)


_REGISTER_HEAD = ("册", "代号", "编号字头", "周期", "责任岗", "保存")


def _register_row(kind: type[Entry]) -> tuple[str, ...]:
    register = kind.register
    link = f"[{register.title}](registers/{kind.slug}.md)"
    facts = (register.cadence.text, register.post, register.retention.text)
    return (link, f"`{kind.slug}`", register.prefix, *facts)


def _facts(kind: type[Entry]) -> Iterator[tuple[str, str]]:
    register = kind.register
    yield "代号", f"`{kind.slug}`"
    yield "编号字头", register.prefix
    yield "适用", "、".join(register.applies)
    yield "周期", f"{register.cadence.text}，{register.cadence.due_text}"
    yield "责任岗", register.post
    yield "步骤", " → ".join(register.stages)
    yield "签字", " → ".join(_signer(one.role, one.condition) for one in register.signers)
    yield "照片", register.photos
    yield "保存", register.retention.text


def _signer(role: str, condition: str) -> str:
    return f"{role}（{condition}）" if condition else role


def _stages(kind: type[Entry]) -> Iterator[str]:
    """The columns, step by step."""
    first, *_ = kind.register.stages
    for stage in kind.register.stages:
        columns = [column for column in kind.columns() if (column.stage or first) == stage]
        yield f"## 栏目：{stage}"
        yield _table(("字段", "列名", "类型", "必填", "标准", "说明"), _column_rows(columns))


def _column_rows(columns: Iterable[Column], within: str = "") -> Iterator[tuple[str, ...]]:
    for column in columns:
        path = f"{within}{column.name}"
        bound = str(column.bound) if column.bound else "／".join(column.options)
        yield f"`{path}`", column.heading, KINDS[column.kind], column.need, bound, column.hint
        yield from _column_rows(column.rows, f"{path}[].")


def _item(item: CheckItem) -> tuple[str, ...]:
    measures = "；".join(
        f"`{one.name}` {one.label}{f' {one.bound}' if one.bound else ''}{one.unit}"
        for one in item.measures
    )
    return item.id, f"{item.item}{'★' if item.key else ''}", item.method, item.criterion, measures


# ---- Markdown


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((NOTE, f"# {title}", *parts)) + "\n"


def _section(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    rows = tuple(rows)
    return (f"## {title}", _table(head, rows)) if rows else ()


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _summary(kind: type) -> str:
    return inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _type_name(annotation: object) -> str:
    name = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    return name.replace("typing.", "").replace("generator.document.", "")


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only compare them; 1 when they were out of date."""
    check = "--check" in arguments
    changed = outdated(FOLDER) if check else write(FOLDER)
    for name in changed:
        print(f"docs/reference/{name} {'已过时，请运行 ./run docs' if check else '已更新'}")  # noqa: T201  a developer's tool
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
