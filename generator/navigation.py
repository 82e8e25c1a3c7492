"""Finding one's way in a volume: pages of the catalogue, links, bookmarks."""

from collections.abc import Iterator, Mapping, Sequence

from generator.assembly import Joined, link_lines
from generator.binding import Bookmark, set_outline
from generator.composing.chapters import list_anchor, note_name
from generator.composing.covers import CONTENTS_TITLE, COVER_TITLE, link_anchor
from generator.composing.forms import record_anchor
from generator.composing.rows import row_anchor
from generator.composing.volume_note import TITLE as NOTE_TITLE
from generator.outline import Chapter, RegisterPart


def places(
    chapters: Sequence[Chapter], printed: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Printed pages by name; a chapter spans its sections, an empty register points there."""
    found = dict(printed)
    for chapter in chapters:
        first, _ = printed[chapter.key]
        found[chapter.key] = (first, printed[note_name(chapter.key)][1])
        for part in chapter.parts:
            found.setdefault(part.entry.slug, printed[chapter.key])
    return found


def navigate(joined: Joined, chapters: Sequence[Chapter], closing: Sequence[str]) -> None:
    """Link the lines of the catalogue and of the chapters' lists, and set the bookmarks."""
    starts = dict(joined.starts)
    for chapter in chapters:
        for part in chapter.parts:
            if not part.records:
                starts[part.entry.slug] = starts[chapter.key]
    slugs = [part.entry.slug for chapter in chapters for part in chapter.parts]
    names = [*(chapter.key for chapter in chapters), *slugs, *closing]
    link_lines(joined, {link_anchor(name): starts[name] for name in names})
    link_lines(joined, {list_anchor(slug): starts[slug] for slug in slugs})
    set_outline(joined.pdf, tuple(_bookmarks(joined, starts, chapters, closing)))


def _bookmarks(
    joined: Joined,
    starts: Mapping[str, int],
    chapters: Sequence[Chapter],
    closing: Sequence[str],
) -> Iterator[Bookmark]:
    yield Bookmark(COVER_TITLE, starts[COVER_TITLE])
    yield Bookmark(CONTENTS_TITLE, starts[CONTENTS_TITLE])
    for chapter in chapters:
        registers = tuple(
            Bookmark(
                f"{part.title}（{len(part.records)} 件）",
                starts[part.entry.slug],
                tuple(_months(part, joined)),
            )
            for part in chapter.parts
        )
        yield Bookmark(chapter.heading, starts[chapter.key], registers, open_=True)
    for title in (*closing, NOTE_TITLE):
        yield Bookmark(title, starts[title])


def _months(part: RegisterPart, joined: Joined) -> Iterator[Bookmark]:
    """The first page of every month, where a register is longer than one."""
    pages: dict[str, int] = {}
    for record in part.records:
        found = (joined.anchors.get(row_anchor(record)), joined.anchors.get(record_anchor(record)))
        page = next((place.page for place in found if place is not None), None)
        if page is not None:
            pages.setdefault(f"{record.date.year}年{record.date.month}月", page)
    if len(pages) > 1:
        yield from (Bookmark(month, page) for month, page in pages.items())
