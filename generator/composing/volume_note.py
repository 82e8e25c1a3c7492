"""卷内备考表: what the volume holds, who made it, and where the journal stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from generator.composing.chapters import keepers
from generator.composing.imprint import Imprint
from generator.document import Document, Fact, Facts, Heading, Paragraph, Prose, Qr
from generator.manifest import Head
from generator.outline import Tally
from generator.qr import QrKind, encode
from generator.wording import digest_groups, moment

TITLE = "卷内备考表"


@dataclass(frozen=True, slots=True)
class Making:
    """How and by whom a volume was made.

    Attributes:
        by, checked_by: 立卷人 and 检查人; empty is left for ink.
        head: where the journal stood.
        substitutes: faces asked for and those that stood in.
        attached: names of the embedded files.
        coded: record number → codes printed for characters that no face draws.
        lost: captions of the photos and signatures that were not there to be printed.
        masked: whether personal values are masked.
        unreadable: why (已销毁, 缺密钥) → records whose personal values cannot be read.
    """

    by: str
    checked_by: str
    at: datetime
    head: Head
    substitutes: Mapping[str, str]
    attached: tuple[str, ...]
    coded: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    masked: bool = False
    unreadable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def compose_volume_note(imprint: Imprint, tally: Tally, pages: int, making: Making) -> Document:
    """The note at the end: paper and data vouch for each other through the journal's head."""
    school = imprint.school
    return Document(
        title=TITLE,
        school=school.name,
        shape="front",
        running_head=f"{school.full_name}　{imprint.term_title}　{TITLE}",
        blocks=(
            Heading("本卷情况说明", 1),
            Prose(tuple(Paragraph(text) for text in _lines(tally, pages, making))),
            Heading("数据校验", 1),
            _head_facts(making.head),
            Qr(volume_code(imprint, tally, making.head), "本卷校验码"),
            Facts(((Fact("立卷时间", moment(making.at, school.zone)),),)),
            keepers(_named("立卷人", making.by), _named("检查人", making.checked_by), "负责人"),
        ),
    )


def _named(role: str, name: str) -> str:
    return f"{role}（{name}）" if name else role


def volume_code(imprint: Imprint, tally: Tally, head: Head) -> str:
    """QR text of a volume."""
    fields = {
        "s": imprint.school.name,
        "y": imprint.calendar.term.key,
        "c": str(tally.records),
        "h": head.digest,
    }
    return encode(QrKind.VOLUME, fields)


def _lines(tally: Tally, pages: int, making: Making) -> tuple[str, ...]:
    stood_in = "；".join(f"{wanted}以{used}代替" for wanted, used in making.substitutes.items())
    return (
        f"本卷共 {tally.records} 件 {pages} 页，其中照片 {tally.photos} 张。{tally.text}；"
        "缺记、补录、未结的明细见应填情况统计。",
        "封面、卷内目录、备考表不编页号。",
        f"本文件内附 {'、'.join(making.attached)}：全部记录的原始数据（含历次更正）和清单。",
        *((f"本机未装的字体：{stood_in}。",) if stood_in else ()),
        *_losses(making),
    )


def _losses(making: Making) -> Iterator[str]:
    """What is not printed as it was recorded."""
    if making.coded:
        named = "；".join(f"{number} {codes}" for number, codes in making.coded.items())
        yield f"本机字体印不出的字以代码印出，原字见所附原始数据：{named}。"
    if making.lost:
        named = "；".join(making.lost)
        yield f"未能印出的照片、手写签名 {len(making.lost)} 处，原处留空框：{named}。"
    if making.masked:
        yield "个人信息在本卷和所附数据中已遮盖：姓名留姓，号码留后四位，健康情况不公开。"
    for why, numbers in making.unreadable.items():
        yield f"个人信息{why}的记录 {len(numbers)} 条：{'、'.join(numbers)}。"


def _head_facts(head: Head) -> Facts:
    groups = digest_groups(head.digest)
    return Facts(
        (
            (Fact("台账行数", f"{head.lines} 行"), Fact("算法", "SHA-256")),
            (Fact("链头", f"{head.lines}:{head.digest}", wide=True),),
            (Fact("链头分组", groups, wide=True),),
        )
    )
