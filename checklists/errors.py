"""What can be wrong with a definition or with content handed in.

Every text is Chinese and says where, what, what to do.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that makes content unreadable.

    Attributes:
        where: place in plain Chinese, as 「留样量」 or 「检查项 07 烧熟煮透」.
        what: what is wrong with it.
        advice: what to do.
        path: machine path of the value, as ``checks.I07.measured.core_temp``.
    """

    where: str
    what: str
    advice: str
    path: str = ""

    def __str__(self) -> str:
        return f"{self.where}：{self.what}。{self.advice}"


class ChecklistError(Exception):
    """Base of everything floor 1 raises; `code` is listed in docs/reference/errors.md."""

    code = "CL-000"


class DefinitionError(ChecklistError):
    """A register is defined wrongly; found when the catalogue is read."""

    code = "CL-001"


class UnknownRegisterError(ChecklistError):
    """No register of that key."""

    code = "CL-002"

    def __init__(self, slug: str, known: tuple[str, ...]) -> None:
        self.slug = slug
        super().__init__(f"没有代号为“{slug}”的登记簿。可用：{'、'.join(known)}。")


class InvalidEntryError(ChecklistError):
    """Content that cannot be understood: nothing is stored, every problem is listed."""

    code = "CL-003"

    def __init__(self, register: str, problems: tuple[Problem, ...]) -> None:
        self.register = register
        self.problems = problems
        lines = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(problems, 1))
        super().__init__(f"《{register}》有 {len(problems)} 处填写读不懂，未保存：\n{lines}")


class CalendarError(ChecklistError):
    """A day outside the school calendar, or a calendar that contradicts itself."""

    code = "CL-004"
