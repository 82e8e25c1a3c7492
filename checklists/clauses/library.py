"""The library of clauses: ``library.md``, texts people can proofread (registers.md A.4, A.5)."""

import re
from functools import cache
from importlib.resources import files

from checklists.errors import DefinitionError

VERSION = "2026-1"
TO_BE_REVIEWED = "待学校审定"
ON_TOP_OF = {"专任体育教师": "任课教师"}
"""Posts whose clauses come after those of another."""

_NUMBERED = re.compile(r"\d+\. (.+)")


def post_clauses(party: str) -> tuple[str, ...]:
    """Clauses of a 主送类别, whole sentences, variables as 〔班级〕; empty for an unknown one."""
    above = ON_TOP_OF.get(party, "")
    return (*(post_clauses(above) if above else ()), *_texts().get(party, ((), False))[0])


def shared_clauses(heading: str, variant: str = "") -> tuple[str, ...]:
    """Sentences every agreement has, by heading; those of a variant (单位, 家长) where it has some.

    Raises:
        DefinitionError: the library has no such heading.
    """
    texts = _texts()
    for name in (f"{heading}・{variant}", heading):
        if name in texts:
            return texts[name][0]
    raise DefinitionError(f"library.md has no {heading}")


def is_reviewed(party: str) -> bool:
    """Whether the text of a 主送类别 is taken over; else it is 待学校审定."""
    return not _texts().get(party, ((), True))[1]


@cache
def _texts() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Sentences by heading, and whether the school still has to review them."""
    source = files(__package__).joinpath("library.md").read_text(encoding="utf-8")
    found: dict[str, tuple[tuple[str, ...], bool]] = {}
    for block in re.split(r"^## ", source, flags=re.MULTILINE)[1:]:
        heading, *lines = block.splitlines()
        name, mark, _ = heading.partition(f"（{TO_BE_REVIEWED}）")
        sentences = (_NUMBERED.fullmatch(line.strip()) for line in lines)
        found[name.strip()] = tuple(one.group(1) for one in sentences if one), bool(mark)
    return found
