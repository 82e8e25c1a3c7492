"""What a new school has to do before its books can be kept, and what is still to be seen to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from records.backup import BackupStatus
from taizhang.doctor import Diagnosis
from taizhang.web.rights import Right, Visitor

WHERE: tuple[tuple[tuple[str, ...], str, Right], ...] = (
    (("数据备份", "密钥备份", "备份"), "/settings/backup", Right.BACKUP),
    (("校历", "学期", "限值"), "/settings/school", Right.SETTINGS),
    (("登记簿",), "/settings/lists", Right.LISTS),
    (("班级",), "/settings/lists/class", Right.LISTS),
    (("岗位",), "/settings/lists/person", Right.LISTS),
    (("网页账号",), "/settings/accounts", Right.ACCOUNTS),
    (("网页证书",), "/settings/connection", Right.SETTINGS),
)
"""What the doctor looked at → page on which it is put right, and whose it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first things to do.

    Attributes:
        why: what it is good for, in a sentence.
        right: whose it is.
    """

    title: str
    why: str
    address: str
    right: Right
    done: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to see to; `address` is empty where no page does it."""

    name: str
    text: str
    address: str = ""


def first_steps(counts: dict[str, int], accounts: int, backup: BackupStatus) -> tuple[Step, ...]:
    """The steps in the order in which they are best done.

    Args:
        counts: kind of the directory → how many are listed and in service.
        accounts: how many accounts there are.
        backup: how well the home is backed up.
    """
    lists = "/settings/lists"
    known = {
        "person": ("人员和岗位", "任务按岗位派给人，签字也认岗位。可以用 Excel 一次导入。"),
        "place": ("地点", "巡查、隐患、报修都要写在哪里。"),
        "extinguisher": ("灭火器", "每月一具一具查，少登一具就少查一具。"),
        "class": ("班级", "晨检、消毒、班级财产按班登记。"),
    }
    return (
        *(
            Step(*told, f"{lists}/{kind}", Right.LISTS, counts[kind] > (kind == "person"))
            for kind, told in known.items()
        ),
        Step(
            "账号",
            "给要登记、签字的人各发一个，口令当面交给本人。",
            "/settings/accounts",
            Right.ACCOUNTS,
            accounts > 1,
        ),
        Step(
            "第一次备份",
            "学校的密钥丢了补不回来：现在就备份一次，另外保管。",
            "/settings/backup",
            Right.BACKUP,
            bool(backup.data_at) and not backup.keys_at_risk,
        ),
    )


def hints_of(found: Iterable[Diagnosis], visitor: Visitor) -> Iterator[Hint]:
    """What the doctor found wanting, with the page on which this visitor can put it right."""
    for one in found:
        if not one.ok:
            pages = (to for names, to, right in WHERE if one.name in names and visitor.may(right))
            yield Hint(one.name, one.text, next(pages, ""))
