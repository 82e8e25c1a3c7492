import io

import pytest
import zxingcpp
from PIL import Image

from generator.errors import QrError
from generator.qr import QrKind, encode, parse, to_png, to_svg

DIGEST = "9f86d081884c7d659a2feaa0c55ad015"
PAYLOADS = {
    QrKind.RECORD: {"n": "MHQ-20260302-003", "d": DIGEST, "t": "2026-03-02", "r": "不合格"},
    QrKind.PAGE: {"a": "LY-20260302-001", "z": "LY-20260306-012", "c": "31", "d": DIGEST},
    QrKind.VOLUME: {"s": "青禾路小学", "y": "2025-2026-2", "c": "1240", "h": DIGEST * 2},
    QrKind.EQUIPMENT: {"i": "MHQ-017", "m": "4 kg 干粉 & 支架=1", "p": "食堂 50%"},
    QrKind.COPY: {
        "n": "AQZRS-20260302-003",
        "v": "2",
        "d": DIGEST[:16],
        "p": "1",
        "q": "3",
        "k": "2",
        "m": "2",
    },
    QrKind.FORM: {
        "s": "fire_extinguisher_card",
        "d": DIGEST[:16],
        "i": "K7Q2",
        "p": "1",
        "q": "1",
    },
}


@pytest.mark.parametrize("kind", QrKind)
def test_a_printed_code_scans_back_to_what_was_put_in(kind: QrKind) -> None:
    text = encode(kind, PAYLOADS[kind])
    scanned = zxingcpp.read_barcodes(Image.open(io.BytesIO(to_png(text))))
    assert [code.text for code in scanned] == [text]
    content = parse(scanned[0].text)
    assert (content.kind, dict(content.payload)) == (kind, PAYLOADS[kind])


def test_the_text_shows_the_key_figures_to_read() -> None:
    text = encode(QrKind.RECORD, PAYLOADS[QrKind.RECORD])
    assert text == f"TZ1:Rn=MHQ-20260302-003&d={DIGEST}&t=2026-03-02&r=不合格"
    assert parse(text).describe().startswith("记录编号 MHQ-20260302-003；摘要 9f86")


def test_a_copy_from_word_says_no_page() -> None:
    fields = {"n": "AQZRS-20260302-003", "v": "1", "d": DIGEST[:16], "k": "1", "m": "2"}
    text = encode(QrKind.COPY, fields)
    assert text == f"TZ1:Cn=AQZRS-20260302-003&v=1&d={DIGEST[:16]}&k=1&m=2"
    assert dict(parse(text).payload) == fields


def test_the_svg_names_no_size_and_no_outside_address() -> None:
    svg = to_svg(encode(QrKind.PAGE, PAYLOADS[QrKind.PAGE]))
    assert svg.startswith("<svg")
    assert "viewBox" in svg
    assert "width=" not in svg.split(">")[0]
    assert "href" not in svg


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "不以“TZ1:”开头"),
        ("TZ2:Rn=A&d=0123456789abcdef", "不以“TZ1:”开头"),
        ("TZ1:", "种类“”不认识"),
        ("TZ1:Xn=A", "种类“X”不认识"),
        ("TZ1:Rn=A", "缺少摘要（d）"),
        ("TZ1:Rd=0123456789abcdef&n=A", "写法与本系统不同"),
        ("TZ1:Rn=%41&d=0123456789abcdef", "写法与本系统不同"),
        ("TZ1:Rn=%FF&d=0123456789abcdef", "写法与本系统不同"),
        ("TZ1:Rn=A&n=B&d=0123456789abcdef", "这一段读不懂"),
        ("TZ1:Rn=A&d=0123456789abcdef&", "这一段读不懂"),
        ("TZ1:Rn=A&d=0123456789ABCDEF", "摘要“0123456789ABCDEF”格式不对"),
        ("TZ1:Rn=A&d=0123456789abcdef&q=1", "多出一项“q”"),
        ("TZ1:Pa=A&z=B&c=0&d=0123456789abcdef", "条数“0”格式不对"),
        (f"TZ1:Cn=A&v=1&d={DIGEST}&k=1&m=1", f"摘要“{DIGEST}”格式不对"),
        ("TZ1:Cn=A&v=0&d=0123456789abcdef&k=1&m=1", "版“0”格式不对"),
        ("TZ1:Cn=A&v=1&d=0123456789abcdef&k=1", "缺少共几份（m）"),
        ("TZ1:Fs=a&d=0123456789abcdef", "缺少表号（i）"),
    ],
)
def test_anything_else_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(QrError, match="二维码：") as refusal:
        parse(text)
    assert complaint in str(refusal.value)


def test_a_code_too_dense_to_print_is_refused() -> None:
    with pytest.raises(QrError, match="扫不清"):
        encode(QrKind.EQUIPMENT, {"i": "1", "m": "很长的名称" * 60})
