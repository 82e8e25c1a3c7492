"""Title page and own note of a chapter (registers.md D.6)."""

from checklists.plans.numerals import numeral
from generator.composing.imprint import Imprint
from generator.composing.signatures import BLANK_DATE
from generator.document import (
    Document,
    Fact,
    Facts,
    Grid,
    GridColumn,
    GridRow,
    Paragraph,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.outline import Chapter, RegisterPart, Tally
from generator.wording import official_term

LIST_TITLE = "本章登记簿一览与应填率统计"


def compose_chapter_title(chapter: Chapter, imprint: Imprint) -> Document:
    """The first page of a chapter: its registers, how much was due and done."""
    school = imprint.school
    return Document(
        title=chapter.heading,
        school=school.name,
        shape="front",
        subtitle=f"{school.full_name}　{official_term(imprint.term_title)}",
        running_head=f"{school.full_name}　{imprint.term_title}　{chapter.heading}",
        blocks=(
            Facts(
                (
                    (Fact("责任部门", school.department), Fact("负责人", school.principal)),
                    (
                        Fact("记录件数", f"{len(chapter.records)} 件"),
                        Fact("保管期限", chapter.retention.period),
                    ),
                )
            ),
            Grid(
                columns=(
                    GridColumn("序号", 6),
                    GridColumn("登记簿", 26, "left"),
                    GridColumn("周期", 20, "left"),
                    GridColumn("件数", 8),
                    GridColumn("应填", 8),
                    GridColumn("按时", 8),
                    GridColumn("补录", 8),
                    GridColumn("未结", 8),
                    GridColumn("缺记", 8),
                    GridColumn("应填率", 10),
                ),
                rows=tuple(
                    GridRow((str(number), *_figures(part)), anchor=list_anchor(part.entry.slug))
                    for number, part in enumerate(chapter.parts, start=1)
                ),
                caption=LIST_TITLE,
            ),
            Prose((Paragraph("应填率＝按时填报÷应填；按次登记的不计应填率。", "note"),)),
        ),
    )


def note_name(key: str) -> str:
    """Name of a chapter's note among the sections of a volume."""
    return f"{key}-note"


def list_anchor(slug: str) -> str:
    """Anchor of a register's line on its chapter's first page."""
    return f"list-{slug}"


def _figures(part: RegisterPart) -> tuple[str, ...]:
    one, register = part.standing, part.entry.register
    head = (register.title, register.cadence.text, str(len(part.records)))
    if one.is_by_event or one.off_reason:
        return (*head, "—", "—", "—", "—", "—", "按次" if one.is_by_event else "未建册")
    counts = (one.due, one.done, one.late, one.open, one.missing)
    return (*head, *(str(count) for count in counts), one.rate)


def compose_chapter_note(chapter: Chapter, imprint: Imprint, tally: Tally, pages: int) -> Document:
    """备考表 of a chapter: what is in it, what is wanting, who put it together."""
    missing = sum(part.standing.missing for part in chapter.parts)
    unsettled = sum(part.standing.open for part in chapter.parts)
    lines = (
        f"本章有登记簿 {len(chapter.parts)} 种，记录 {tally.records} 件，共 {pages} 页，"
        f"其中照片 {tally.photos} 张。",
        f"{tally.text}；应填未填 {missing} 项，未结 {unsettled} 项，见应填情况统计。",
        *(
            f"《{part.title}》本学期{part.standing.absence}。"
            for part in chapter.parts
            if part.standing.off_reason
        ),
    )
    return Document(
        title=f"第{numeral(chapter.number)}章备考表",
        school=imprint.school.name,
        shape="front",
        running_head=f"{imprint.school.full_name}　{imprint.term_title}　{chapter.heading}",
        blocks=(
            Prose(
                (
                    Paragraph("本章情况说明", "heading"),
                    *(Paragraph(line) for line in lines),
                )
            ),
            keepers("整理人", "检查人"),
        ),
    )


def keepers(*roles: str) -> SignatureBlock:
    """Places for those who put a volume together and check it."""
    return SignatureBlock(tuple(SignatureLine(role, date=BLANK_DATE) for role in roles))
