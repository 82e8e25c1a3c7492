"""The printable tree: what stands on the paper, in which order, as finished strings.

A Document knows neither Word nor PDF. Every value is worded already (dates, units, verdicts), so
the templates hold loops and looks and no decision about content. Empty strings print nothing.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

Shape = Literal["row", "checklist", "instrument", "official", "front", "cover", "poster", "slip"]
Orientation = Literal["portrait", "landscape"]
Align = Literal["left", "center", "right"]
Mark = Literal["fail", "corrected", "void"]
ParagraphKind = Literal[
    "body", "clause", "center", "right", "note", "heading", "subheading", "addressee"
]
NoticeKind = Literal["finding", "late", "correction", "void", "info"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document; `anchor` makes it a named destination."""

    tag: ClassVar[str] = "heading"
    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One label and its value; a wide fact takes the whole row.

    `room` is the height (mm) that a pen needs; 0 is as high as the text.
    """

    label: str
    value: str
    wide: bool = False
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Facts:
    """The head of a form: rows of labelled values (at most three to a row)."""

    tag: ClassVar[str] = "facts"
    rows: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as kept (JPEG or PNG), its caption, and words for those who cannot see it.

    A `lost` one stands where a photo ought to be. `height` (mm) is what it is drawn at; 0 is as
    large as there is room.
    """

    data: bytes
    media_type: str
    caption: str
    alt: str
    lost: bool = False
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column head; `width` is a share, relative to the sum of all columns."""

    label: str
    width: float = 1.0
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line of a table: as many cells as columns. `anchor` must be unique in a print run.

    `inks` are signatures drawn above the text of their cells: as many as cells, or none.
    """

    cells: tuple[str, ...]
    anchor: str = ""
    marks: frozenset[Mark] = frozenset()
    inks: tuple[Picture | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFoot:
    """What stands under the rows of one page: number range, digest, and the code for both.

    `anchor` and `last` are set by `generator.paging`.
    """

    text: str
    qr: str = ""
    anchor: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose head is repeated on every page.

    A grid with a `foot` is exactly one page of a row register (see `generator.paging`). `room` is
    the height (mm) of its rows that a pen needs; 0 is as high as their text.
    """

    tag: ClassVar[str] = "grid"
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    caption: str = ""
    foot: PageFoot | None = None
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check item with what was found; `key` items (★) are set bold."""

    no: str
    item: str
    method: str
    criterion: str
    verdict: str
    measured: str = ""
    remark: str = ""
    key: bool = False
    failed: bool = False


_LONG_READING = 12  # characters; several readings of an item
_LONG_REMARK = 16  # characters; a longer one would make its row tall in a narrow column


@dataclass(frozen=True, slots=True)
class Checks:
    """The check items of one visit."""

    tag: ClassVar[str] = "checks"
    rows: tuple[CheckRow, ...]
    caption: str = ""

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """Always the same seven; what was measured and remarked takes room from the rest."""
        reading = max((len(row.measured) for row in self.rows), default=0)
        measured = 17.5 if reading > _LONG_READING else 13.0 if reading else 6.0
        longest = max((len(row.remark) for row in self.rows), default=0)
        remark = 22.0 if longest > _LONG_REMARK else 14.0
        room = 100 - 5 - 10.5 - 7 - measured - remark
        return (
            GridColumn("序号", 5),
            GridColumn("检查项", round(room * 0.37, 1), "left"),
            GridColumn("方法", 10.5, "left"),
            GridColumn("标准", round(room * 0.63, 1), "left"),
            GridColumn("判定", 7),
            GridColumn("实测", measured),
            GridColumn("备注", remark, "left"),
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a body is indented by two characters, a clause hangs under its number."""

    text: str
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text."""

    tag: ClassVar[str] = "prose"
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Photos:
    """Pictures side by side; `pairs` puts before beside after and keeps them together."""

    tag: ClassVar[str] = "photos"
    pictures: tuple[Picture, ...]
    pairs: bool = False

    @property
    def abreast(self) -> int:
        """How many stand in a row: three where there are so many, two where they are pairs."""
        return 3 if len(self.pictures) > 2 and not self.pairs else 2


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A place for ink. `anchor` is the id under which a PDF signature field is created there.

    `ink` is what was drawn there on a screen; a `lost` one stands where it ought to be. `way` says
    how it was signed, where that is known. `seal`: the official seal of the school stands here.
    """

    role: str
    name: str = ""
    date: str = ""
    note: str = ""
    anchor: str = ""
    ink: Picture | None = None
    way: str = ""
    seal: bool = False


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Signature places in signing order from left to right; `seal` says how it was stamped."""

    tag: ClassVar[str] = "signatures"
    lines: tuple[SignatureLine, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明: what goes along with an official paper; numbered where there are several."""

    tag: ClassVar[str] = "attachments"
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """署名 and 成文日期 of an official paper; a `sealed` one leaves room for the official seal."""

    tag: ClassVar[str] = "closing"
    signature: str
    date: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark that must be seen: a finding, a late entry, a correction, a voided record."""

    tag: ClassVar[str] = "notice"
    text: str
    kind: NoticeKind = "info"


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code (`TZ1:` + kind + payload) with its caption."""

    tag: ClassVar[str] = "qr"
    payload: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""

    tag: ClassVar[str] = "pagebreak"


Block: TypeAlias = (
    Heading
    | Facts
    | Grid
    | Checks
    | Prose
    | Photos
    | SignatureBlock
    | Attachments
    | Closing
    | Notice
    | Qr
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """One paper.

    `number`, `subtitle` and `qr` stand at the head, `running_head` on top of every page and
    `footer` at the bottom beside the page number. `scans` are pages of their own at its end.
    `created` is ISO 8601, `digest` hex; both go
    into the file's metadata only. `slug` names the register and picks a special template.
    `anchor` is the named destination of the paper's first page.
    """

    title: str
    school: str
    shape: Shape
    blocks: tuple[Block, ...] = field(default=())
    scans: tuple[Picture, ...] = ()
    orientation: Orientation = "portrait"
    subtitle: str = ""
    running_head: str = ""
    footer: str = ""
    number: str = ""
    qr: str = ""
    anchor: str = ""
    slug: str = ""
    language: str = "zh-CN"
    author: str = ""
    subject: str = ""
    created: str = ""
    digest: str = ""
