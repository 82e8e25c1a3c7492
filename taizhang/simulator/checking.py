"""Check lists as somebody goes through them: passed, with a remark here and there, or a trouble."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from checklists.verdicts import CheckItem
from taizhang.simulator.photos import Photo
from taizhang.simulator.world import later, snap


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something found wrong.

    Attributes:
        item: check item.
        what: in a few words, for the picture.
        action: what was done at once; needed for a ★ item (F2).
        measured: readings of the item, where it has some.
    """

    item: str
    place: str
    remark: str
    what: str
    handling: str = "当场整改"
    scene: str = "broken"
    action: str = ""
    measured: Mapping[str, str] = field(default_factory=dict)

    def found(self, photos: Sequence[str]) -> dict[str, Any]:
        """As the check item holds it."""
        check: dict[str, Any] = {
            "verdict": "不合格",
            "remark": self.remark,
            "place": self.place,
            "handling": self.handling,
            "photos": list(photos),
        }
        if self.action:
            check["action"] = self.action
        if self.measured:
            check["measured"] = dict(self.measured)
        return check


Checks = dict[str, dict[str, Any]]


def passed(
    items: Iterable[CheckItem], remarks: Mapping[str, Sequence[str]], dice: random.Random
) -> Checks:
    """Every item passed; two to four of those with remarks have one."""
    checks: Checks = {one.id: {"verdict": "合格"} for one in items}
    for item in dice.sample(sorted(remarks), min(len(remarks), dice.randint(2, 4))):
        checks[item]["remark"] = dice.choice(remarks[item])
    return checks


def picture(trouble: Trouble, ref: str, at: datetime, dice: random.Random) -> Photo:
    """What it looked like, some minutes into the round."""
    name = f"{ref}-{trouble.item}.jpg"
    text = (trouble.place, trouble.what)
    return snap(name, trouble.scene, text, later(at, dice, 3, 12), dice)
