"""What a print takes from outside the record."""

from collections.abc import Callable
from dataclasses import dataclass

from checklists.calendar import SchoolCalendar
from generator.errors import PictureError
from generator.school import School


def nothing_kept(digest: str) -> bytes:
    """Stands in where no attachments were handed over."""
    raise PictureError(f"附件 {digest[:8]}", "没有交来", "请把附件文件夹一并备好后重试")


@dataclass(frozen=True, slots=True)
class Imprint:
    """School, term and attachments of a print.

    Attributes:
        attachments: content of a photo or scan by its SHA-256; raises when it is not there.
    """

    school: School
    calendar: SchoolCalendar
    attachments: Callable[[str], bytes] = nothing_kept

    @property
    def term_title(self) -> str:
        """2025-2026学年第二学期."""
        return self.calendar.term.title
