"""Profile: what kind of school it is, and which registers it therefore keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from checklists.entry import Entry

Kind = Literal["小学", "幼儿园", "小学附设幼儿园"]
Canteen = Literal["自营", "委托承包", "校外供餐", "无"]
Diners = Literal["师生", "教师"]

STAGES: Mapping[str, tuple[str, ...]] = {
    "小学": ("小学",),
    "幼儿园": ("幼儿园",),
    "小学附设幼儿园": ("小学", "幼儿园"),
}
"""Stages of every kind of school, the one with the stricter periods first."""

CANTEENS: tuple[Canteen, ...] = get_args(Canteen)
NO_CANTEEN: Canteen = "无"
NOT_APPLICABLE = "不适用"


def teaches(kind: str, stage: str) -> bool:
    """Whether a school of this kind has pupils of a stage."""
    return stage in STAGES[kind]


@dataclass(frozen=True, slots=True)
class Profile:
    """What decides which registers a school keeps (registers.md 2, M-21).

    Attributes:
        kind: 小学, 幼儿园, or both under one logistics office.
        canteen: how meals are made; 无 where nobody eats at school.
        diners: for whom; 教师 where pupils eat at home.
        boarding: 寄宿: pupils sleep here.
        off: registers the school does not keep, with its own reason.
    """

    kind: Kind = "小学"
    canteen: Canteen = "自营"
    diners: Diners = "师生"
    boarding: bool = False
    off: Mapping[str, str] = field(default_factory=dict)

    @property
    def stages(self) -> tuple[str, ...]:
        """Stages the school has pupils of."""
        return STAGES[self.kind]

    def teaches(self, stage: str) -> bool:
        """Whether the school has pupils of a stage."""
        return stage in self.stages

    def stage_of(self, register: "type[Entry]") -> str:
        """The one stage a register is for, where the school has several; empty is all it has."""
        applies = register.register.applies
        return applies[0] if len(applies) == 1 and len(self.stages) > 1 else ""

    def why_not_kept(self, register: "type[Entry]") -> str:
        """Why the school does not keep a register, in words; empty when it does."""
        about = register.register
        if register.slug in self.off:
            return self.off[register.slug]
        if not any(map(self.teaches, about.applies)):
            return f"{NOT_APPLICABLE}：只有{'、'.join(about.applies)}要建，本校是{self.kind}"
        if register.chapter != "canteen":
            return ""
        if self.canteen == NO_CANTEEN:
            return f"{NOT_APPLICABLE}：本校没有食堂"
        if self.canteen not in about.canteens:
            return f"{NOT_APPLICABLE}：本校是{self.canteen}"
        if about.for_pupils_meals and self.diners == "教师":
            return f"{NOT_APPLICABLE}：食堂不供学生用餐"
        return ""
