"""What somebody may be in the browser; which pages that opens is decided in taizhang/web/."""

from enum import StrEnum


class Role(StrEnum):
    """A role; one account may have several."""

    STAFF = "staff"
    REVIEWER = "reviewer"
    PRINCIPAL = "principal"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """In Chinese."""
        return LABELS[self]


LABELS = {
    Role.STAFF: "填报人",
    Role.REVIEWER: "审核人",
    Role.PRINCIPAL: "校长（园长）",
    Role.INSPECTOR: "检查人员",
    Role.ADMINISTRATOR: "管理员",
}
