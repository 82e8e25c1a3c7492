"""Lines of an existing plan, as a file or a person hands them in."""

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.plans.marks import mark_in
from checklists.plans.words import tidy

TAB = "\t"
TITLE = -1


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line that is not blank.

    Attributes:
        number: its line in the file, from 1; in a Word file its paragraph or row.
        text: as it stands there, with the blanks inside it.
        level: of its heading style in a Word file, from 1; `TITLE` of a title; 0 of no heading.
        cells: of a table's row; empty for a line of text.
    """

    number: int
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The text as it is kept."""
        return tidy(self.text)


def text_lines(text: str) -> Iterator[SourceLine]:
    """Lines of a plain text; where tabs part the words of one, it is a row of a table."""
    in_table = False
    for number, line in enumerate(text.splitlines(), 1):
        if not tidy(line):
            in_table = False
            continue
        cells = tuple(map(tidy, line.split(TAB)))
        in_table = len(cells) > 1 and (in_table or _begins_table(line, cells))
        yield SourceLine(number, line, cells=cells if in_table else ())


def _begins_table(line: str, cells: tuple[str, ...]) -> bool:
    """A tab also indents a line, or stands behind its number."""
    return bool(cells[0]) and sum(map(bool, cells)) > 1 and mark_in(line) is None
