"""What an engine may open while it renders: the pictures handed in, and files of the looks.

Both engines ask here for every URL. `picture:N` is the Nth picture of this print; `file:///x` is
looked up as `x` in the folders of the looks, the school's own first. Everything else is refused,
noted, and an error after rendering: a paper is never printed with a hole in it.
"""

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.errors import BlockedResourceError

BASE_URL = "file:///"


class Resources:
    """The pictures of one print, and the folders whose files it may use."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._pictures: list[tuple[bytes, str]] = []
        self._refused: list[str] = []

    def keep(self, data: bytes, media_type: str) -> str:
        """Hand in a picture; returns the URL under which the page can show it."""
        self._pictures.append((data, media_type))
        return f"picture:{len(self._pictures)}"

    def read(self, url: str) -> tuple[bytes, str]:
        """Content and media type; nothing (and a note of it) for a URL that is refused."""
        found = self._picture(url) or self._file(url)
        if found is None:
            self._refused.append(url)
            return b"", "application/octet-stream"
        return found

    def check(self) -> None:
        """Raise BlockedResourceError when the engine asked for something it may not open."""
        if self._refused:
            raise BlockedResourceError(
                "打印模板",
                f"引用了模板文件夹以外的内容“{self._refused[0]}”",
                "请把图片放进学校的 templates 文件夹，用相对路径引用",
            )

    def _picture(self, url: str) -> tuple[bytes, str] | None:
        scheme, _, number = url.partition(":")
        if scheme != "picture" or not number.isdecimal():
            return None
        index = int(number) - 1
        return self._pictures[index] if 0 <= index < len(self._pictures) else None

    def _file(self, url: str) -> tuple[bytes, str] | None:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            return None
        for folder in self._folders:
            root = folder.resolve()
            path = (root / unquote(parts.path).lstrip("/")).resolve()
            if path.is_relative_to(root) and path.is_file():
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                return path.read_bytes(), kind
        return None
