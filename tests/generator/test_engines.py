"""Both engines, side by side, through the same children as in use."""

import io
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from generator.codemap import mend_code_map
from generator.document import Document, Paragraph, Photos, Prose
from generator.errors import BlockedResourceError, EmptyPrintError, OverWideError
from generator.layouts import Looks, Numbering
from generator.paging import pages_of
from generator.rendering import Press
from tests.generator.papers import (
    EVERY_SHAPE,
    RARE,
    checklist,
    instrument,
    photo,
    row_register,
)

ENTERED = (row_register(), checklist(45), instrument(60), *EVERY_SHAPE)


def pages(pdf: bytes) -> list[str]:
    """The text of each page without white space."""
    opened = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in opened]


def mended(press: Press, pdf: bytes) -> bytes:
    """Bulk pages with the code map that a volume gets when it is finished."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        text = {character for paper in ENTERED for character in repr(paper)}
        mend_code_map(opened, text | set("第页共—"), press.looks.faces)
        opened.save(out)
    return out.getvalue()


def own_looks(press: Press, folder: Path, name: str, text: str) -> Press:
    """A press with one template of its own."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    looks = replace(press.looks, folders=(folder, *press.looks.folders))
    return Press(looks, press.pool)


@pytest.mark.parametrize(
    "document",
    ENTERED,
    ids=lambda document: f"{document.shape}-{document.title[:4]}",
)
def test_both_engines_put_the_same_text_on_the_same_pages(document: Document, press: Press) -> None:
    plain = replace(document, qr="")
    paper = pages(press.paper(plain))
    bulk = pages(mended(press, press.bulk([plain])))
    assert len(bulk) == len(paper)
    for here, there in zip(paper, bulk, strict=True):
        assert Counter(here) == Counter(there)


def test_rare_names_and_plain_characters_come_out_of_the_paper_as_entered(press: Press) -> None:
    text = "".join(pages(press.paper(instrument(2))))
    assert "".join(RARE.split()) in text
    assert "日方民—…" in text
    assert not any(unicodedata.name(character, "").startswith("KANGXI") for character in text)


def test_no_face_may_swap_a_character_for_a_glyph_without_a_meaning(
    press: Press, tmp_path: Path
) -> None:
    shipped = (press.looks.folders[0] / "html/fonts.css").read_text(encoding="utf-8")
    squares = re.sub(r"(--\w+:)", r'\1 "Squares",', shipped)
    own = own_looks(press, tmp_path, "html/fonts.css", squares)
    paper = instrument(1)
    paper = replace(paper, blocks=(Prose((Paragraph("k P a ( 5 ) 完"),)),), qr="")
    for pdf in (own.paper(paper), mended(own, own.bulk([paper]))):
        assert "kPa(5)完" in "".join(pages(pdf))


@pytest.mark.parametrize("document", EVERY_SHAPE, ids=lambda document: document.title)
def test_the_same_document_gives_the_same_bytes(document: Document, press: Press) -> None:
    assert press.bulk([document]) == press.bulk([document])


def test_the_same_paper_gives_the_same_bytes(press: Press) -> None:
    assert press.paper(checklist(3)) == press.paper(checklist(3))


def test_many_papers_each_start_a_page_and_can_be_found(press: Press) -> None:
    papers = [replace(checklist(8), anchor=f"R-{number}") for number in range(3)]
    pdf = press.bulk(papers, Numbering(first=41, total=300))
    page_of = pages_of(pdf)
    starts = [page_of[f"R-{number}"] for number in range(3)]
    assert starts == sorted(set(starts))
    text = pages(mended(press, pdf))
    assert all("校园每日巡视记录" in text[start] for start in starts)
    assert "第41页" in text[0]
    assert f"第{40 + len(text)}页" in text[-1]
    assert "共300页" in text[-1]


def test_headings_become_bookmarks_and_tags_of_a_paper(press: Press) -> None:
    with pikepdf.open(io.BytesIO(press.paper(checklist(3)))) as paper:
        assert "/StructTreeRoot" in paper.Root
        with paper.open_outline() as outline:
            assert [item.title for item in outline.root] == ["校园每日巡视记录"]
            assert [item.title for item in outline.root[0].children] == ["照片"]


def test_every_paper_of_a_run_begins_where_its_anchor_points(press: Press) -> None:
    papers = [replace(checklist(30), anchor=f"R-{one}", number=f"R-{one}。") for one in range(30)]
    pdf = press.bulk(papers)
    page_of, printed = pages_of(pdf), pages(pdf)
    wrong = [one for one in papers if one.number not in printed[page_of[one.anchor]]]
    assert not wrong


@pytest.mark.parametrize("clauses", range(6, 14))
def test_signatures_and_code_of_an_agreement_follow_its_last_sentences(
    clauses: int, press: Press
) -> None:
    pdf = press.paper(instrument(clauses))
    for printed in (pages(pdf)[-1], pages(mended(press, press.bulk([instrument(clauses)])))[-1]):
        assert "注：一式两份。" in printed
        assert "乙方（签字）：" in printed
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert paper.pages[-1].get_images()


def test_three_photos_stand_abreast_and_pairs_do_not(press: Press) -> None:
    def heights(pairs: bool) -> list[int]:
        photos = Photos((photo(),) * 4, pairs=pairs)
        pdf = pypdfium2.PdfDocument(press.paper(replace(checklist(1), blocks=(photos,))))
        found = pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        boxes = [one.get_bounds() for one in found]
        return [round(top) for _, _, _, top in boxes]

    _, *abreast = heights(pairs=False)
    assert [abreast.count(top) for top in sorted(set(abreast), reverse=True)] == [3, 1]
    _, *paired = heights(pairs=True)
    assert [paired.count(top) for top in sorted(set(paired), reverse=True)] == [2, 2]


def test_signature_places_are_destinations_with_a_box(press: Press) -> None:
    pdf = press.paper(checklist(3))
    assert {"sig-1", "sig-2"} <= set(pages_of(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        boxes = [link.Rect for page in paper.pages for link in page.get("/Annots", [])]
    heights = [abs(float(box[3]) - float(box[1])) for box in boxes]
    assert heights == pytest.approx([20, 28], abs=1)  # pt: more room for a pen where no name stands


def test_bulk_pages_carry_no_link_of_a_signature_place(press: Press) -> None:
    with pikepdf.open(io.BytesIO(press.bulk([checklist(3)]))) as volume:
        assert all("/Annots" not in page for page in volume.pages)


def test_a_photo_is_printed_small_and_stays_a_jpeg(press: Press) -> None:
    sheet = replace(checklist(1), blocks=(Photos((photo(3000, 2000),)),))
    with pikepdf.open(io.BytesIO(press.bulk([sheet]))) as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
    (jpeg,) = [image for image in images if image.get("/Filter") == "/DCTDecode"]
    assert int(jpeg.Width) < 700


@pytest.mark.parametrize("engine", ["paper", "bulk"])
def test_a_box_wider_than_the_page_is_an_error(press: Press, tmp_path: Path, engine: str) -> None:
    wide = '<div style="width: 400mm; border: 1pt solid">宽</div>'
    own = own_looks(press, tmp_path, "html/blocks/notice.html", wide)
    with pytest.raises(OverWideError, match="比纸面宽"):
        print_with(own, engine)


@pytest.mark.parametrize("engine", ["paper", "bulk"])
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/a.png", "file:///etc/hostname", "../secret.png"]
)
def test_a_template_reaches_nothing_outside_its_folders(
    press: Press, tmp_path: Path, engine: str, url: str
) -> None:
    own = own_looks(press, tmp_path, "html/blocks/notice.html", f'<img src="{url}" alt="x">')
    with pytest.raises(BlockedResourceError):
        print_with(own, engine)


@pytest.mark.parametrize("engine", ["paper", "bulk"])
def test_a_school_can_put_its_own_picture_on_paper(
    press: Press, tmp_path: Path, engine: str
) -> None:
    (tmp_path / "logo.png").write_bytes(photo(kind="PNG").data)
    own = own_looks(press, tmp_path, "html/blocks/notice.html", '<img src="logo.png" alt="校徽">')
    with pikepdf.open(io.BytesIO(print_with(own, engine))) as pdf:
        assert len(pdf.pages[0].get_images()) == 2  # the code, and the school's own


def test_a_page_that_is_none_is_an_error(press: Press, tmp_path: Path) -> None:
    own = own_looks(press, tmp_path, "html/document.html", "<html style='display: none'>x</html>")
    with pytest.raises(EmptyPrintError):
        own.bulk([checklist(1)])


def test_no_face_but_those_of_the_stacks_is_embedded(press: Press, looks: Looks) -> None:
    allowed = {face.family.replace(" ", "") for face in looks.faces}
    with pikepdf.open(io.BytesIO(press.paper(instrument(3)))) as paper:
        names = {
            str(font.BaseFont).split("+")[1].replace("-", "")
            for page in paper.pages
            for font in page.Resources.Font.values()
        }
    assert all(any(name.startswith(family) for family in allowed) for name in names)


def print_with(press: Press, engine: str) -> bytes:
    paper = checklist(1, pictures=False)
    return press.paper(paper) if engine == "paper" else press.bulk([paper])
