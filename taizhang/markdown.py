"""The few forms of Markdown that the generated reference is made of."""

from collections.abc import Iterable, Iterator

NOTE = "<!-- 由 ./run docs 从代码生成，请勿手改 -->"


def page(title: str, *parts: str) -> str:
    """A whole page."""
    return "\n\n".join((NOTE, f"# {title}", *(part for part in parts if part))) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; empty text when there are no rows."""
    rows = tuple(rows)
    lines = (head, ("---",) * len(head), *rows) if rows else ()
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def section(title: str, body: str) -> Iterator[str]:
    """A heading and what stands under it; nothing at all when that is empty."""
    if body:
        yield f"## {title}"
        yield body


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
