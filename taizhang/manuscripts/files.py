"""A file somebody wrote: what kind it is, and its lines."""

import io
import zipfile

from checklists.plans.reading import SourceLine, text_lines
from taizhang.errors import ManuscriptError

LARGEST = 20_000_000
"""Bytes of a file."""
UNPACKED = 100_000_000
MOST_PARTS = 5_000
MOST_LINES = 5_000
LONGEST_LINE = 10_000
"""Characters; no paragraph of a plan is half as long."""
_WORD, _OLD_WORD, _PDF = b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"
_ENCODINGS = ("utf-8-sig", "gb18030")
"""The second is what Windows has long written where nobody asked."""


def read_manuscript(raw: bytes, name: str) -> tuple[SourceLine, ...]:
    """The lines of a .docx or of a plain text that are not blank.

    Args:
        raw: bytes of the file.
        name: as it is called when it is refused.

    Raises:
        ManuscriptError: neither, broken, too large, or nothing in it; a line beyond all bounds.
    """
    if len(raw) > LARGEST:
        raise ManuscriptError(f"{name} 超过 {LARGEST // 1_000_000} MB。删去图片再试。")
    if raw.startswith(_OLD_WORD):
        raise ManuscriptError(
            f"{name} 是旧格式（.doc）或加了密码。去掉密码，用 Word 或 WPS 另存为 .docx 再试。"
        )
    if raw.startswith(_PDF):
        raise ManuscriptError(f"{name} 是 PDF。请用它的 Word 原稿，或把文字复制到 .txt 里再试。")
    lines = _of_word(raw, name) if raw.startswith(_WORD) else _of_text(raw, name)
    if not lines:
        raise ManuscriptError(f"{name} 里没有文字。核对是不是选错了文件，或只有扫描的图片。")
    if len(lines) > MOST_LINES:
        raise ManuscriptError(f"{name} 超过 {MOST_LINES} 行，不像一份计划。核对是不是选错了文件。")
    long = next((one.number for one in lines if len(one.text) > LONGEST_LINE), 0)
    if long:
        raise ManuscriptError(f"{name} 第 {long} 行超过 {LONGEST_LINE} 字。分成几段再试。")
    return lines


def _of_word(raw: bytes, name: str) -> tuple[SourceLine, ...]:
    from taizhang.manuscripts.words import word_lines  # loads a library that few commands need

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > UNPACKED:
            raise ManuscriptError(f"{name} 展开后太大。把文字复制到一个新文件再试。")
        return tuple(word_lines(raw))
    except ManuscriptError:
        raise
    except Exception as error:  # a broken file fails the library in whatever way it likes
        broken = f"{name} 不是 Word 文件，或已损坏（{type(error).__name__}）"
        raise ManuscriptError(f"{broken}。用 Word 或 WPS 打开，另存为 .docx 再试。") from error


def _of_text(raw: bytes, name: str) -> tuple[SourceLine, ...]:
    for encoding in _ENCODINGS:
        try:
            return tuple(text_lines(raw.decode(encoding)))
        except UnicodeDecodeError:
            continue
    raise ManuscriptError(f"{name} 不是文字文件，也不是 .docx。另存为 .docx 或 UTF-8 文字再试。")
