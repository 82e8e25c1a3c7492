"""署名 and 成文日期 in Word: the indents that depend on how long both are (registers.md D.1).

Word has no box as wide as its text; the PDF has, and leaves this to its style sheet.
"""

from typing import Any

from docx.shared import Pt

from generator.composing.widths import measure

_CHARACTER = 15.79  # pt, of 28 in 156 mm
_LINE = 28
_NARROW = 0.5  # a digit of 仿宋, in characters
_STYLES = frozenset({"署名", "署名（盖章）", "成文日期"})


def place_closing(docx: Any) -> None:
    """Indent the closing lines of an official paper."""
    lines = [one for one in docx.paragraphs if one.style.name in _STYLES]
    for signature, date in zip(lines[::2], lines[1::2], strict=True):
        long, short = measure(signature.text, _NARROW), measure(date.text, _NARROW)
        sealed = signature.style.name == "署名（盖章）"
        left, dated = _sealed(long, short) if sealed else _plain(long, short)
        signature.paragraph_format.left_indent = Pt(left * _CHARACTER)
        date.paragraph_format.left_indent = Pt(dated * _CHARACTER)


def _sealed(signature: float, date: float) -> tuple[float, float]:
    """日期右空四字, 署名以日期为准居中; a long 署名 takes the blank beside the date."""
    middle = _LINE - max(4 + date / 2, signature / 2)
    return middle - signature / 2, middle - date / 2


def _plain(signature: float, date: float) -> tuple[float, float]:
    """署名右空二字, 日期首字右移二字; the longer of both ends two characters from the edge."""
    left = _LINE - 2 - max(signature, date + 2)
    return left, left + 2
