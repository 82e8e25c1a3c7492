"""What is written for the directory, in Chinese or in the columns' own names."""

from collections.abc import Iterable, Mapping
from typing import Any

from checklists.posts import POSTS
from records.directory import ITEMS, Item

YES_OR_NO = {"是": True, "否": False}
CODES = {title: code for code, title in POSTS.items()}


def listed(row: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """A line of a list with its columns by name and posts by code.

    A column may be named as docs/reference/directory.md names it: 姓名, 岗位, 设置点 …
    """
    fields = ITEMS[kind].model_fields
    names = {heading_of(ITEMS[kind], name): name for name in fields}
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


def heading_of(item: type[Item], name: str) -> str:
    """Short Chinese name of a column: its title up to the first comma."""
    return (item.model_fields[name].title or name).partition("，")[0]


def unknown_posts(posts: Iterable[str]) -> list[str]:
    """Posts that no register asks for: the school's own, or a slip of the pen."""
    return [one for one in posts if one not in POSTS]
