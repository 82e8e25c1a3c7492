import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from generator.codemap import glyph_sharers, mend_code_map, read_code_map, write_code_map
from generator.errors import PdfError
from generator.fonts import Face, find_faces, font_folders

ROWS = b"""2 beginbfchar
<0001> <65e5>
<0002><d873dc56>
endbfchar
2 beginbfrange
<0010> <0012> <0041>
<0020> <0021> [<7532> <4e59004e>]
endbfrange"""


def _face() -> Face:
    return find_faces(font_folders(), ["Noto Serif SC"])[0]


def test_every_form_of_row_is_read() -> None:
    mapping = {1: "日", 2: "𬱖", 0x10: "A", 0x11: "B", 0x12: "C", 0x20: "甲", 0x21: "乙N"}
    assert read_code_map(ROWS) == mapping
    assert read_code_map(write_code_map(mapping)) == mapping


def test_a_long_map_is_written_in_blocks_of_a_hundred() -> None:
    mapping = {code: chr(0x4E00 + code) for code in range(250)}
    written = write_code_map(mapping)
    assert written.count(b"100 beginbfchar") == 2
    assert read_code_map(written) == mapping


def test_radicals_share_the_glyph_of_their_ideograph() -> None:
    sharers = glyph_sharers(_face())
    assert "日" in sharers["⽇"]
    assert "民" in sharers["⺠"]  # no decomposition: only the face knows


def test_radicals_give_way_to_what_was_put_in(raw_pages: bytes) -> None:
    with pikepdf.open(io.BytesIO(raw_pages)) as pdf:
        swap = {"日": "⽇", "民": "⺠", "方": "⽅"}
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == Name.Type0:
                wrong = read_code_map(font.ToUnicode.read_bytes())
                wrong = {code: swap.get(text, text) for code, text in wrong.items()}
                font.ToUnicode.write(write_code_map(wrong))
        assert mend_code_map(pdf, "日 民 2026", [_face()]) == 3
        out = io.BytesIO()
        pdf.save(out)
    text = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()
    assert "日期 2026年3月1日，民生与方便" in text  # 方 was not put in: the ideograph wins


def test_a_radical_that_was_really_put_in_stays(raw_pages: bytes) -> None:
    with pikepdf.open(io.BytesIO(raw_pages)) as pdf:
        mend_code_map(pdf, "⽇⺠", [_face()])
        texts = {
            text
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == Name.Type0
            for text in read_code_map(font.ToUnicode.read_bytes()).values()
        }
    assert {"⽇", "⺠", "方"} <= texts


def test_a_glyph_that_stands_for_nothing_is_an_error(raw_pages: bytes) -> None:
    with pikepdf.open(io.BytesIO(raw_pages)) as pdf:
        font = next(
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == Name.Type0
        )
        font.ToUnicode.write(write_code_map({1: "日", 2: "\ufffd"}))
        with pytest.raises(PdfError, match=r"NotoS.*取不出文字"):
            mend_code_map(pdf, "日", [_face()])
