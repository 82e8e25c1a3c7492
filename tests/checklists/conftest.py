"""A directory of few people and things, and a fixed moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from checklists.surroundings import SHANGHAI, Surroundings

NOW = datetime(2026, 3, 5, 17, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Known:
    """Somebody or something of the directory."""

    id: str
    name: str
    posts: tuple[str, ...] = ()
    active: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


class SmallDirectory:
    """Five people, two places, one extinguisher; dishes are not kept."""

    items: Mapping[str, tuple[Known, ...]] = {
        "person": (
            Known("p01", "王安", ("logistics_clerk", "duty_teacher")),
            Known("p02", "郑琦", ("safety_officer",)),
            Known("p03", "赵工", ("electrician",)),
            Known("p04", "陆以宁", ("vp_logistics",)),
            Known("p05", "离岗者", ("teacher",), active=False),
        ),
        "place": (Known("d01", "教学楼东楼梯"), Known("d02", "教学楼一层东侧")),
        "extinguisher": (Known("m17", "M-017"),),
    }

    def keeps(self, kind: str) -> bool:
        return kind in self.items

    def look_up(self, kind: str, key: str) -> Known | None:
        return next((one for one in self.items.get(kind, ()) if key in (one.id, one.name)), None)


@pytest.fixture
def around() -> Surroundings:
    """A primary school on the afternoon of 5 March 2026."""
    return Surroundings(
        now=NOW, directory=SmallDirectory(), school="云溪路小学", school_code="云小"
    )
