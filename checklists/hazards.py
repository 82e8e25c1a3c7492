"""What the register of hazards and the registers that open hazards have in common."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from checklists.columns import (
    Attachment,
    Day,
    Hint,
    Label,
    Moment,
    Note,
    Person,
    Photos,
    PlannedDay,
    Ref,
    Text,
)
from checklists.limits import Limit

HazardSource = Literal[
    "每日巡视",
    "防火巡查",
    "防火检查",
    "灭火器检查",
    "食堂检查",
    "校舍排查",
    "水电暖气巡检",
    "师生报告",
    "上级检查",
    "演练",
    "其他",
]
HazardCategory = Literal[
    "消防",
    "用电",
    "燃气",
    "校舍",
    "设施器材",
    "食品",
    "饮水",
    "治安",
    "交通",
    "卫生防疫",
    "特种设备",
    "施工",
    "绿化",
    "其他",
]
SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 10, 300
LEADERS = ("vp_logistics", "principal")
ON_THE_SPOT, MAJOR = "一般-当场整改", "重大"
DAYS_ALLOWED = {
    ON_THE_SPOT: Limit.of(high="0", evidence="建议值"),
    "一般-限期整改": Limit.of(high="7", evidence="建议值"),
    "较大": Limit.of(high="15", evidence="建议值"),
}
"""Days from finding to the due date, by level; 重大 follows its own plan."""
TOLD_AFTER = {
    "整改责任人": Limit.of(high="1", evidence="建议值"),
    "总务主任": Limit.of(high="1", evidence="建议值"),
    "分管副校长": Limit.of(high="3", evidence="建议值"),
    "校长": Limit.of(high="7", evidence="建议值"),
}
"""Days past the due date after which somebody is told of an open hazard (R07: 第1/3/7天)."""
TOLD_AT_ONCE = {
    "较大": ("总务主任", "分管副校长"),
    MAJOR: ("总务主任", "分管副校长", "校长", "教育主管部门"),
}
"""Who is told as soon as a hazard of a level is found (F3: 重大隐患上报; 较大 is our default)."""
MOST_EXTENSIONS = 2
BACK_TO_WORK = ("不合格重整改", "延期")
ROUND = ("done_at", "done_desc", "photo_after", "reviewer", "review_at", "review_result")


@dataclass(frozen=True, slots=True)
class FoundHazard:
    """A hazard that an entry reports; records/hazards.py opens it.

    Attributes:
        key: what failed, as ``daily_patrol.I04``.
        source: 来源 of hazard_rectification.
        category: 类别 of hazard_rectification.
        critical: a ★ item failed.
    """

    key: str
    source: str
    category: str
    description: str
    critical: bool = False
    place: Ref | None = None
    photos: tuple[Attachment, ...] = ()


def shortened(text: str) -> str:
    """A description within its column; the record the hazard came from has the whole."""
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 1]}…"


class Round(BaseModel):
    """A rectification whose re-inspection did not close the hazard."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    done_at: Annotated[Moment | None, Label("整改完成时间")] = None
    done_desc: Annotated[Note, Label("整改情况")] = ""
    photo_after: Annotated[Photos, Label("整改后照片")] = ()
    reviewer: Annotated[Person, Label("复查人")]
    review_at: Annotated[Moment, Label("复查时间")]
    review_result: Annotated[Literal["不合格重整改", "延期"], Label("复查结论")]


class Extension(BaseModel):
    """延期: a later due date, with its reason, what keeps people safe meanwhile, and who agreed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    applied_on: Annotated[Day, Label("申请日期"), Hint("期限前")]
    reason: Annotated[Text, Label("延期理由")]
    measures: Annotated[Text, Label("新的管控措施")]
    new_due: Annotated[PlannedDay, Label("延至")]
    approver: Annotated[Person, Label("批准人"), Hint("分管副校长")]
