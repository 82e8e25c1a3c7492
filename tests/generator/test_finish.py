import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import ImageChops

from generator.cff import cff_widths
from generator.embedding import cid_fonts
from generator.errors import PdfError
from generator.finish import finish_paper, finish_volume
from generator.metadata import About, xmp_packet


def _text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_the_same_input_gives_the_same_bytes(
    raw_paper: bytes, raw_pages: bytes, about: About, paper: bytes
) -> None:
    assert finish_paper(raw_paper, about) == paper
    twice = [finish_volume(pikepdf.open(io.BytesIO(raw_pages)), about) for _ in range(2)]
    assert twice[0] == twice[1]


def test_fonts_shrink_and_the_page_reads_as_before(raw_paper: bytes, paper: bytes) -> None:
    assert len(paper) < len(raw_paper) / 4
    assert _text(paper) == _text(raw_paper)
    assert "㛃 𬱖 䶮 玥 珺" in _text(paper)


def test_fonts_shrink_and_the_page_looks_as_before(raw_paper: bytes, paper: bytes) -> None:
    before, after = (
        pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil() for pdf in (raw_paper, paper)
    )
    difference = ImageChops.difference(before, after).tobytes()
    assert max(difference) < 32  # edges smoothed otherwise, no glyph gone


def test_bare_outlines_lose_their_subroutines_and_the_pages_look_as_before(
    raw_pages: bytes, about: About
) -> None:
    volume = finish_volume(pikepdf.open(io.BytesIO(raw_pages)), about)
    before, after = outlines(raw_pages), outlines(volume)
    assert sum(map(len, after)) < sum(map(len, before)) / 10
    assert [cff_widths(program) for program in after] == [cff_widths(one) for one in before]
    assert _text(volume) == _text(raw_pages)
    old, new = (pypdfium2.PdfDocument(pdf) for pdf in (raw_pages, volume))
    for page in range(2):
        images = [pdf[page].render(scale=4).to_pil() for pdf in (old, new)]
        assert max(ImageChops.difference(*images).tobytes()) < 32


def outlines(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = sorted(cid_fonts(opened), key=lambda font: str(font.BaseFont))
        files = [font.FontDescriptor.get("/FontFile3") for font in fonts]
        return [one.read_bytes() for one in files if one is not None]


def test_a_paper_claims_pdfa_3a_and_pdfua_1(paper: bytes, about: About) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        meta = pdf.open_metadata()
        assert meta.pdfa_status == "3A"
        assert meta["pdfuaid:part"] == "1"
        assert meta["{urn:taizhang:ns:1.0/}contentSha256"] == about.content_sha256
        assert str(pdf.docinfo["/Title"]) == meta["dc:title"] == about.title
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260301080000+08'00'"
        assert meta["xmp:CreateDate"] == "2026-03-01T08:00:00+08:00"


def test_the_packet_is_saved_as_it_was_written(paper: bytes, about: About) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert pdf.Root.Metadata.read_bytes().decode() == xmp_packet(about, "A", tagged=True)


def test_signature_anchors_become_tagged_empty_fields(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        first, second = pdf.Root.AcroForm.Fields
        assert [str(first.T), str(second.T)] == ["sig-校长", "sig-2-经办"]
        assert [str(first.TU), str(second.TU)] == ["校长签名", "经办签名"]
        for field in (first, second):
            assert Name.Sig == field.FT
            assert int(field.F) == 132
            assert "/V" not in field
            form = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(field.StructParent)]
            assert (form.S, form.K[0].Obj.objgen) == (Name.Form, field.objgen)
            assert form.objgen in [
                kid.objgen for kid in form.P.K if isinstance(kid, pikepdf.Dictionary)
            ]
        left, bottom, right, top = (float(edge) for edge in first.Rect)
        assert right - left == pytest.approx(113.39, abs=0.1)  # the 40 × 12 mm drawn in the page
        assert top - bottom == pytest.approx(34.02, abs=0.1)
        links = [note for note in pdf.pages[0].Annots if note.Subtype == Name.Link]
        assert len(links) == 2


def test_table_headings_say_what_they_head(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        scopes = [
            str(thing.A.Scope)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == Name.TH
        ]
    assert sorted(scopes) == ["/Column", "/Column", "/Row"]


def test_a_volume_claims_pdfa_3b_and_has_no_tags(raw_paper: bytes, about: About) -> None:
    volume = finish_volume(pikepdf.open(io.BytesIO(raw_paper)), about)
    with pikepdf.open(io.BytesIO(volume)) as pdf:
        assert pdf.open_metadata().pdfa_status == "3B"
        assert "/StructTreeRoot" not in pdf.Root
        assert "/StructParents" not in pdf.pages[0]
        assert not any("/StructParent" in note for note in pdf.pages[0].Annots)


def test_what_is_not_a_tagged_pdf_is_refused(raw_pages: bytes, about: About) -> None:
    with pytest.raises(PdfError, match="不是可读的 PDF"):
        finish_paper(b"%PDF-1.7 nothing", about)
    with pikepdf.open(io.BytesIO(raw_pages)) as pdf:
        untagged = finish_volume(pdf, about)
    with pytest.raises(PdfError, match="没有结构标签"):
        finish_paper(untagged, about)
