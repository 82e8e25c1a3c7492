"""What is written for the directory, in Chinese or in the columns' own names."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from checklists.messages import said_of
from checklists.posts import POSTS, post_title
from records.directory import ITEMS, Item

YES_OR_NO = {"是": True, "否": False}
CODES = {title: code for code, title in POSTS.items()}
FIRST, LAST = ("id", "name"), ("since", "until", "note")


def listed(row: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """A line of a list with its columns by name and posts by code.

    A column may be named as docs/reference/directory.md names it: 姓名, 岗位, 设置点 …
    """
    names = {heading: name for name, heading in headings_of(ITEMS[kind]).items()}
    found = {names.get(key, key): value for key, value in row.items() if value not in ("", [])}
    posts = found.get("posts")
    if isinstance(posts, str):
        posts = [posts]
    if isinstance(posts, list):
        found["posts"] = [CODES.get(one, one) if isinstance(one, str) else one for one in posts]
    return {
        name: YES_OR_NO.get(value, value) if isinstance(value, str) else value
        for name, value in found.items()
    }


def headings_of(item: type[Item]) -> dict[str, str]:
    """Columns of a kind and their short Chinese names."""
    return {name: heading_of(item, name) for name in item.model_fields}


def heading_of(item: type[Item], name: str) -> str:
    """Short Chinese name of a column: its title up to the first comma."""
    return (item.model_fields[name].title or name).partition("，")[0]


def ordered(item: type[Item]) -> list[str]:
    """Columns of a kind as they stand beside each other: what it is, its own, since when."""
    own = [name for name in item.model_fields if name not in (*FIRST, *LAST)]
    return [*FIRST, *own, *LAST]


def told(item: Item, name: str) -> str:
    """A column of an item in words; empty where there is nothing to say."""
    value = getattr(item, name)
    if name == "posts":
        return "、".join(map(post_title, value))
    if isinstance(value, dict):
        return "、".join(f"{key}至{day}" for key, day in value.items())
    return "是" if value is True else str(value or "")


def faults_of(error: ValidationError, item: type[Item]) -> str:
    """What is wrong with an item, column by column, in the words of the list."""
    return "；".join(
        f"“{_heading(item, one['loc'])}”读不懂（{'，'.join(said_of(dict(one)))}）"
        for one in error.errors(include_url=False)
    )


def _heading(item: type[Item], parts: tuple[int | str, ...]) -> str:
    name = str(parts[0]) if parts else ""
    return heading_of(item, name) if name in item.model_fields else name


def unknown_posts(posts: Iterable[str]) -> list[str]:
    """Posts that no register asks for: the school's own, or a slip of the pen."""
    return [one for one in posts if one not in POSTS]
