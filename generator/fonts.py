"""Which faces print, and whether they can draw every character.

The application writes one fontconfig file that names its folders and nothing else, so that both
engines see the same faces on every machine. The families come from the stacks in
`templates/html/fonts.css`: what a page may use and what is checked here is one list.
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pylopdf_fonts_zh_cn
import uharfbuzz

from generator.errors import FontMissingError

SYSTEM_FOLDERS = {
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts"),
}.get(sys.platform, ("/usr/share/fonts", "/usr/local/share/fonts"))
_SUFFIXES = {".otf", ".ttf", ".otc", ".ttc"}
_NAME_IDS = (1, 16, 21)  # family, typographic family, WWS family: what fontconfig matches too
_WORD_FACES = (  # what Word calls them → the stack that stands in where the face is missing
    ("宋体", "SimSun", "Noto Serif CJK SC", "Noto Serif SC"),
    ("黑体", "SimHei", "Noto Sans CJK SC", "Noto Sans SC"),
    ("楷体", "KaiTi", "LXGW WenKai", "Noto Serif SC"),
    ("仿宋", "FangSong", "FandolFang R", "LXGW WenKai Light", "Noto Serif SC"),
)
_BLANK = frozenset(" \n\t")


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its family as named in the stacks, its file, its index in a collection."""

    family: str
    path: Path
    index: int

    def sha256(self) -> str:
        """Digest of the file, for the manifest."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def font_folders(*own: Path) -> tuple[Path, ...]:
    """The folders faces are taken from: those given first, the bundled pair, the system's."""
    bundled = Path(pylopdf_fonts_zh_cn.serif_path()).parent
    folders = (*own, bundled, *(Path(name) for name in SYSTEM_FOLDERS))
    return tuple(folder for folder in folders if folder.is_dir())


def write_fontconfig(target: Path, folders: Sequence[Path]) -> Path:
    """Write `target`, the fontconfig file that shows an engine exactly `folders`.

    Its cache lies beside it. The Word names of the four classic faces get stand-ins, for
    converters that open our .docx.
    """
    lines = ["<?xml version='1.0'?>", "<!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'>"]
    lines.append("<fontconfig>")
    lines += [f"<dir>{escape(str(folder))}</dir>" for folder in folders]
    lines.append(f"<cachedir>{escape(str(target.parent / 'fontcache'))}</cachedir>")
    for chinese, latin, *stand_ins in _WORD_FACES:
        prefer = "".join(f"<family>{name}</family>" for name in (latin, *stand_ins))
        lines.append(f"<alias><family>{chinese}</family><prefer>{prefer}</prefer></alias>")
    lines.append("</fontconfig>")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines), encoding="utf-8")
    return target


def stacked_families(stylesheet: str) -> tuple[str, ...]:
    """The family names quoted in the stacks (`--name: "A", "B";`), each once, in order."""
    stacks = re.findall(r"--[\w-]+\s*:([^;]*);", stylesheet)
    return tuple(dict.fromkeys(re.findall(r'"([^"]+)"', "\n".join(stacks))))


def find_faces(folders: Sequence[Path], families: Sequence[str]) -> tuple[Face, ...]:
    """The installed faces of `families`, in the order of the stacks.

    Raises:
        FontMissingError: not one of them is installed.
    """
    found: dict[str, Face] = {}
    for path in _font_files(folders):
        for face in _faces_of(path, frozenset(families)):
            found.setdefault(face.family, face)
    if not found:
        raise FontMissingError(
            "字体", "一种可用的中文字体都没有找到", "请安装 fonts-noto-cjk，或重新运行安装"
        )
    return tuple(found[family] for family in families if family in found)


class Coverage:
    """The characters that the faces can draw; a face is read when the ones before it fall short."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._unread = list(reversed(faces))
        self._drawn: set[int] = set()

    def missing_glyphs(self, text: str) -> set[str]:
        """The characters of `text` that no face can draw (white space aside)."""
        missing = {character for character in set(text) if character not in _BLANK}
        missing = {character for character in missing if ord(character) not in self._drawn}
        while missing and self._unread:
            face = self._unread.pop()
            blob = uharfbuzz.Blob.from_file_path(str(face.path))
            self._drawn |= set(uharfbuzz.Face(blob, face.index).unicodes)
            missing = {character for character in missing if ord(character) not in self._drawn}
        return missing


def control_characters(text: str) -> set[str]:
    """Characters that no paper can show: controls, surrogates, invisible direction marks."""
    return {
        character
        for character in set(text)
        if character not in _BLANK and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn"}
    }


def _font_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _faces_of(path: Path, families: frozenset[str]) -> Iterator[Face]:
    blob = uharfbuzz.Blob.from_file_path(str(path))
    first = uharfbuzz.Face(blob, 0)
    for index in range(first.count):
        face = uharfbuzz.Face(blob, index) if index else first
        names = {face.get_name(name_id) for name_id in _NAME_IDS} & families
        yield from (Face(name, path, index) for name in sorted(names))
