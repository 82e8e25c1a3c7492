"""The school as it stands on paper."""

from dataclasses import dataclass
from datetime import tzinfo

from checklists.surroundings import SHANGHAI


@dataclass(frozen=True, slots=True)
class School:
    """Who keeps the ledger.

    Attributes:
        name: as on the official seal.
        code: 学校代字 in letter numbers.
        kind: kind of school (checklists/profile.py).
        department: 责任部门.
        fonds: 全宗名称 (or number); empty is the name.
        fingerprint: of the school's certificate, as `generator.identity` words it; empty before it
            has one.
    """

    name: str
    code: str = ""
    kind: str = "小学"
    principal: str = ""
    department: str = "总务处"
    campus: str = ""
    phone: str = ""
    hotline: str = "12345"
    fonds: str = ""
    zone: tzinfo = SHANGHAI
    fingerprint: str = ""

    @property
    def full_name(self) -> str:
        """With the campus, where there are several."""
        return f"{self.name}（{self.campus}）" if self.campus else self.name
