import hashlib
import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from generator.binding import (
    Attachment,
    Bookmark,
    PageLabel,
    Target,
    append_pages,
    attach,
    link_pages,
    named_destinations,
    set_outline,
    set_page_labels,
    share_resources,
)
from generator.errors import PdfError
from generator.finish import finish_volume
from generator.fonts import Face, find_faces, font_folders
from generator.metadata import About
from generator.stamping import Stamp, stamp_pages


def _open(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def _face(family: str = "Noto Serif SC") -> Face:
    return find_faces(font_folders(), [family])[0]


def _dest(note: pikepdf.Object) -> tuple[int, ...]:
    return note.Dest[0].objgen


@pytest.fixture
def joined(raw_paper: bytes, raw_pages: bytes) -> tuple[pikepdf.Pdf, dict[str, Target]]:
    """The front matter of one engine and two copies of the body of the other."""
    volume = pikepdf.new()
    anchors: dict[str, Target] = {}
    for part in (raw_paper, raw_pages, raw_pages):
        anchors |= append_pages(volume, _open(part))
    return volume, anchors


def test_anchors_give_the_page_map(raw_pages: bytes) -> None:
    places = named_destinations(_open(raw_pages))
    assert {name: place.page for name, place in places.items()} == {"a": 0, "b": 1}
    assert all(place.top and 500 < place.top < 842 for place in places.values())


def test_links_inside_a_part_follow_their_page(
    joined: tuple[pikepdf.Pdf, dict[str, Target]],
) -> None:
    volume, anchors = joined
    assert len(volume.pages) == 5
    assert anchors["b"].page == 4
    forward, back = volume.pages[1].Annots[0], volume.pages[4].Annots[0]
    assert _dest(forward) == volume.pages[2].obj.objgen
    assert _dest(back) == volume.pages[3].obj.objgen


def test_links_across_parts_become_jumps(joined: tuple[pikepdf.Pdf, dict[str, Target]]) -> None:
    volume, anchors = joined
    assert link_pages(volume, anchors) == 1
    jump = next(note for note in volume.pages[0].Annots if "跳转到第 1 页" in str(note.Contents))
    assert "/A" not in jump


def test_a_link_to_nowhere_is_an_error(joined: tuple[pikepdf.Pdf, dict[str, Target]]) -> None:
    volume, _ = joined
    with pytest.raises(PdfError, match="invalid/p/row”没有去处"):
        link_pages(volume, {})


def test_equal_fonts_and_pictures_are_kept_once(
    joined: tuple[pikepdf.Pdf, dict[str, Target]], about: About
) -> None:
    volume, _ = joined
    assert share_resources(volume) >= 4  # three faces and a photo of the second copy
    first, second = (volume.pages[number].Resources.Font for number in (1, 3))
    assert {font.objgen for _, font in first.items()} == {font.objgen for _, font in second.items()}


def test_bookmarks_and_page_labels_are_what_was_asked(
    joined: tuple[pikepdf.Pdf, dict[str, Target]], about: About
) -> None:
    volume, _ = joined
    set_outline(volume, [Bookmark("目录", 0), Bookmark("食堂", 1, (Bookmark("留样", 3),))])
    set_page_labels(volume, [PageLabel(1), PageLabel(0, "r")])
    with _open(finish_volume(volume, about)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["目录", "食堂"]
        child = outline.root[1].children[0]
        assert child.title == "留样"
        assert isinstance(child.destination, pikepdf.Array)
        assert child.destination[0].objgen == pdf.pages[3].obj.objgen
        assert [str(page.label) for page in pdf.pages] == ["i", "1", "2", "3", "4"]
        assert pdf.Root.PageMode == Name.UseOutlines


def test_page_numbers_are_stamped_upright_with_a_font_of_their_own(
    joined: tuple[pikepdf.Pdf, dict[str, Target]], about: About
) -> None:
    volume, _ = joined
    stamps = [Stamp(page, f"第 {page + 1} 页 共 5 页") for page in range(5)]
    stamp_pages(volume, stamps, _face())
    pages = pypdfium2.PdfDocument(finish_volume(volume, about))
    for number, page in enumerate(pages, 1):
        words = page.get_textpage()
        place = words.search(f"第 {number} 页 共 5 页").get_next()
        assert place is not None
        left, bottom, right, top = words.get_charbox(place[0])
        assert 26 < bottom < top < 40
        assert left < right < page.get_width() - 56.7


def test_a_face_that_cannot_letter_the_stamp_is_refused() -> None:
    with pytest.raises(PdfError, match="里没有“𠮷”"):
        stamp_pages(pikepdf.new(), [Stamp(0, "𠮷")], _face())


def test_attachments_are_associated_dated_and_unchanged(
    joined: tuple[pikepdf.Pdf, dict[str, Target]], about: About
) -> None:
    volume, _ = joined
    data = '{"记录": []}'.encode()
    moment = datetime(2026, 7, 1, tzinfo=UTC)
    attach(volume, Attachment("records.json", data, "全部记录", moment))
    attach(volume, Attachment("原件.pdf", b"%PDF", "签名原件", moment, "Source", "application/pdf"))
    with _open(finish_volume(volume, about)) as pdf:
        spec = pdf.attachments["records.json"]
        stored = spec.get_file()
        assert stored.read_bytes() == data
        assert stored.md5 == hashlib.md5(data, usedforsecurity=False).digest()
        assert (stored.mime_type, spec.description) == ("application/json", "全部记录")
        assert str(stored.obj.Params.ModDate) == "D:20260701000000+00'00'"
        assert [str(item.AFRelationship) for item in pdf.Root.AF] == ["/Data", "/Source"]
        assert {item.objgen for item in pdf.Root.AF} == {
            pdf.attachments[name].obj.objgen for name in pdf.attachments
        }
