import io

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator import qr
from generator.scans.codes import DAMAGED, FOREIGN, NONE, read_codes
from tests.generator.scans.glass import DIGEST, code_of

RECEIPT = "01,04,044001900111,12345678,100.00,20260901,0123456789"
FRIEND = "https://u.wechat.com/MAhGd8Hq0c2VbX1e9vT0example"
RECORD = qr.encode(qr.QrKind.RECORD, {"n": "MHQ-20260302-003", "d": DIGEST})
OTHER_KINDS = (
    qr.encode(qr.QrKind.EQUIPMENT, {"i": "MHQ-017"}),
    qr.encode(qr.QrKind.PAGE, {"a": "A", "z": "B", "c": "2", "d": DIGEST}),
)


def paper(*texts: str) -> Image.Image:
    """A strip of paper with codes beside each other."""
    sheet = Image.new("L", (240 * max(len(texts), 1), 240), 255)
    for place, text in enumerate(texts):
        symbol = Image.open(io.BytesIO(qr.to_png(text, 4)))
        sheet.paste(symbol, (240 * place, 0))
    return sheet


def told(sheet: Image.Image) -> list[str]:
    contents = (code.content for code in read_codes(sheet).codes)
    return [qr.encode(content.kind, content.payload) for content in contents]


def test_codes_of_pages_are_read_whatever_else_stands_beside_them() -> None:
    sheet = paper(RECEIPT, code_of(1), RECORD, OTHER_KINDS[0], code_of(2))
    assert sorted(told(sheet)) == [code_of(1), code_of(2)]


def test_a_code_is_told_once_with_its_corners_as_printed() -> None:
    sheet = paper(code_of(1)).transpose(Image.Transpose.ROTATE_180)
    (code,) = read_codes(sheet).codes
    top_left, top_right, bottom_right, _ = code.corners
    assert top_left[0] > top_right[0]
    assert bottom_right[1] < top_right[1]


def test_a_record_counts_where_no_page_has_a_code() -> None:
    assert told(paper(RECEIPT, RECORD)) == [RECORD]


@example(RECEIPT)
@example(FRIEND)
@example(OTHER_KINDS[0])
@example(OTHER_KINDS[1])
@example("TZ1:Cn=A")
@example(code_of(1) + "&x=1")
@example(code_of(1).lower())
@example(code_of(1).replace("TZ1", "TZ2"))
@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    st.one_of(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60
        ),
        st.tuples(st.integers(0, 60), st.characters(codec="ascii", exclude_categories=["Cc"])).map(
            lambda change: (
                code_of(1)[: change[0]] + change[1] + change[1] + code_of(1)[change[0] + 2 :]
            )
        ),
    ).filter(lambda text: text != code_of(1))
)
def test_a_code_that_is_not_ours_is_never_taken_for_one(text: str) -> None:
    for code in read_codes(paper(text)).codes:
        assert qr.encode(code.content.kind, code.content.payload) == text


def test_why_there_is_no_code_is_said() -> None:
    struck = paper(code_of(1))
    ImageDraw.Draw(struck).line([(60, 60), (150, 120)], fill=0, width=26)
    assert read_codes(paper()).problem == NONE
    assert read_codes(paper(FRIEND)).problem == FOREIGN
    assert (read_codes(struck).codes, read_codes(struck).problem) == ((), DAMAGED)
    assert read_codes(paper(code_of(1))).problem == ""
