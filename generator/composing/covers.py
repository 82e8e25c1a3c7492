"""Cover and archive catalogue of a volume (GB/T 9705-2008, registers.md D.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklists.retention import Retention
from generator.composing.imprint import Imprint
from generator.document import Document, Fact, Facts, Grid, GridColumn, GridRow, Paragraph, Prose
from generator.outline import Chapter, RegisterPart
from generator.wording import archive_day, official_term, period

LEDGER_TITLE = "安全与后勤工作台账"
COVER_TITLE = "封面"
CONTENTS_TITLE = "卷内目录"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a volume is called and where it is filed.

    Attributes:
        title: 案卷题名, as “责任者+问题+文种”.
        category: 类目名称.
        archival_code: 档号; empty is left to be written in.
    """

    title: str
    category: str
    archival_code: str = ""


def entitle(
    imprint: Imprint, chapters: Sequence[Chapter], whole: bool, archival_code: str
) -> Entitlement:
    """Names of a volume of all chapters, or of chosen ones."""
    headings = "、".join(chapter.heading.replace("　", " ") for chapter in chapters)
    term = official_term(imprint.term_title)
    about = "" if whole else f"（{headings}）"
    title = f"{imprint.school.full_name}{term}{LEDGER_TITLE}{about}"
    return Entitlement(title, "安全与后勤" if whole else headings, archival_code)


def compose_cover(
    imprint: Imprint, name: Entitlement, retention: Retention, records: int, pages: int
) -> Document:
    """The cover, with the items of the standard and the fingerprint of the school's key."""
    school, term = imprint.school, imprint.calendar.term
    facts = (
        ("全宗名称", school.fonds or school.name),
        ("类目名称", name.category),
        ("案卷题名", name.title),
        ("时　　间", period(term.start, term.end)),
        ("保管期限", retention.period),
        ("件数页数", f"{records} 件　{pages} 页"),
        ("档　　号", name.archival_code),
        ("责任部门", school.department),
    )
    seal = f"证书指纹（SHA-256）{school.fingerprint}" if school.fingerprint else ""
    return Document(
        title=LEDGER_TITLE,
        school=school.full_name,
        shape="cover",
        subtitle=official_term(imprint.term_title),
        blocks=(
            Facts(tuple((Fact(label, value, wide=True),) for label, value in facts)),
            Prose(
                (
                    Paragraph("（学校盖章）", "right"),
                    *((Paragraph(seal, "note"),) if seal else ()),
                )
            ),
        ),
    )


def compose_contents(
    imprint: Imprint,
    chapters: Sequence[Chapter],
    closing: Sequence[str],
    pages: Mapping[str, tuple[int, int]],
) -> Document:
    """卷内目录: chapters, registers and closing tables.

    Args:
        imprint: school and term.
        chapters: of the volume.
        closing: titles of what follows the chapters, as 应填情况统计.
        pages: first and last printed page by chapter key, register slug and closing title; the
            rows' anchors are those of `link_anchor`.
    """
    number, rows = 0, []
    for chapter in chapters:
        rows.append(_line(("", "", "", chapter.heading), "", chapter.key, pages))
        for part in chapter.parts:
            number += 1
            cells = (str(number), _span(part), imprint.school.department, part.title)
            rows.append(_line(cells, _dates(part), part.entry.slug, pages, len(part.records)))
    for title in closing:
        number += 1
        cells = (str(number), "", imprint.school.department, title)
        rows.append(_line(cells, "", title, pages, last=title == closing[-1]))
    return Document(
        title=CONTENTS_TITLE,
        school=imprint.school.name,
        shape="front",
        running_head=f"{imprint.school.full_name}　{imprint.term_title}　{LEDGER_TITLE}",
        blocks=(
            Grid(
                columns=(
                    GridColumn("顺序号", 6),
                    GridColumn("文号", 27),
                    GridColumn("责任者", 9),
                    GridColumn("题名", 29, "left"),
                    GridColumn("日期", 13),
                    GridColumn("页号", 8),
                    GridColumn("备注", 8),
                ),
                rows=tuple(rows),
            ),
        ),
    )


def link_anchor(name: str) -> str:
    """Anchor of the contents line that leads to `name`; the bulk engine takes plain ASCII only."""
    return f"to-{name.encode().hex()}"


def _line(
    cells: tuple[str, str, str, str],
    dates: str,
    name: str,
    pages: Mapping[str, tuple[int, int]],
    records: int | None = None,
    *,
    last: bool = False,
) -> GridRow:
    first, final = pages[name]
    page = f"{first}–{final}" if last and final > first else str(first)
    remark = "" if records is None else f"{records} 件"
    return GridRow((*cells, dates, page, remark), anchor=link_anchor(name))


def _span(part: RegisterPart) -> str:
    """First and last record number."""
    if not part.records:
        return "—"
    first, last = part.records[0].number, part.records[-1].number
    return first if first == last else f"{first}\n至 {last}"


def _dates(part: RegisterPart) -> str:
    days = sorted(record.date for record in part.records)
    if not days:
        return ""
    first, last = archive_day(days[0]), archive_day(days[-1])
    return first if first == last else f"{first}\n{last}"
