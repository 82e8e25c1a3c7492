"""Raw renders as the two engines hand them over, made once for all tests of this floor."""

import base64
import io
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import plutoprint
import pytest
import weasyprint
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from generator.binding import Attachment, append_pages, attach
from generator.finish import finish_paper, finish_volume
from generator.fonts import font_folders, write_fontconfig
from generator.identity import Identity, make_school_identity, open_identity
from generator.layouts import Looks
from generator.manifest import (
    NAME,
    RECORDS_NAME,
    Head,
    Manifest,
    describe_file,
    to_json,
)
from generator.metadata import About
from generator.rendering import Press, spawn_pool
from generator.signing import sign_volume

TEXT = "日期 2026年3月1日，民生与方便；㛃 𬱖 䶮 玥 珺 ≤5 ℃ 合格"
_STYLE = """@page { size: A4; margin: 20mm }
body { font: 10.5pt/1.5 "Noto Serif SC";
    font-feature-settings: "ccmp" 0, "locl" 0, "liga" 0, "calt" 0, "clig" 0, "rlig" 0, "rclt" 0 }
h1 { font-family: "Noto Sans SC" } td, th { border: .5pt solid #333; text-align: left }
.squares { font: 10.5pt "Squares" }
.box { display: inline-block; width: 40mm; height: 12mm }"""


def page(body: str) -> str:
    """A whole HTML page around `body`."""
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>样张</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def picture(kind: str, colour: tuple[int, ...]) -> str:
    """A small picture as a data: URL."""
    out = io.BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", (60, 40), colour).save(out, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(out.getvalue()).decode()}"


def write_square_face(path: Path) -> None:
    """A TrueType face "Squares" that draws every letter as a square: no machine has to have it.

    It swaps letters for glyphs without a code wherever an engine does so unasked.
    """
    letters = "☑kPa(5)"
    names = {ord(letter): f"g{ord(letter):04X}" for letter in letters}
    tags = ("rclt", "ccmp", "locl", "rlig", "calt", "clig", "liga")
    swaps = dict(zip(names.values(), tags, strict=True))
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 600), (650, 600), (650, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    order = [".notdef", *names.values(), *swaps.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, square))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (700, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    rules = (f"feature {tag} {{ sub {glyph} by {tag}; }} {tag};" for glyph, tag in swaps.items())
    addOpenTypeFeaturesFromString(builder.font, "\n".join(rules))
    builder.save(path)


@pytest.fixture(scope="session", autouse=True)
def fontconfig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Both engines see the faces that the application allows."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("fonts")
        write_square_face(folder / "squares.ttf")
        path = write_fontconfig(folder / "fonts.conf", font_folders(folder))
        patch.setenv("FONTCONFIG_FILE", str(path))
        yield path


@pytest.fixture(scope="session")
def looks(fontconfig: Path) -> Looks:
    """The shipped looks, with the faces that every installation has."""
    return Looks((Path("templates").resolve(),), font_folders(), fontconfig)


@pytest.fixture(scope="session")
def press(looks: Looks) -> Iterator[Press]:
    """Prints in one rendering child, as the program does."""
    with spawn_pool(looks) as pool:
        yield Press(looks, pool)


@pytest.fixture(scope="session")
def about() -> About:
    return About(
        title="食品留样登记 <3月>",
        author="青禾路小学",
        subject="单件打印",
        document_id="LY-20260301-001",
        content_sha256="9f" * 32,
        term="2025-2026-2",
        created=datetime(2026, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=8))),
        keywords="台账 食堂",
    )


@pytest.fixture(scope="session")
def raw_paper() -> bytes:
    """WeasyPrint's PDF/A-3a of one page with everything that the finish pass touches."""
    photo, drawing = picture("JPEG", (200, 30, 30)), picture("PNG", (20, 30, 200, 128))
    body = f"""<h1 id="top">食品留样登记</h1><p>{TEXT} <a href="#row">第一条</a>
        <a href="https://taizhang.invalid/p/row">第一条</a></p>
        <table><thead><tr><th>序号</th><th>品名</th></tr></thead>
        <tbody><tr id="row"><th>1</th><td>民生</td></tr></tbody></table>
        <img alt="照片" src="{photo}"><img alt="示意图" src="{drawing}">
        <p>校长 <a class="box" id="sig-校长" href="#sig-校长"></a></p>
        <p>经办 <span class="box" id="sig-2-经办"></span></p>"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its profile open
        pdf = weasyprint.HTML(string=page(body)).write_pdf(pdf_variant="pdf/a-3a")
    return bytes(pdf)


@pytest.fixture(scope="session")
def paper(raw_paper: bytes, about: About) -> bytes:
    """The finished paper."""
    return finish_paper(raw_paper, about)


@pytest.fixture(scope="session")
def raw_pages() -> bytes:
    """PlutoPrint's PDF of two pages, with links, a photo and a TrueType face."""
    body = f"""<h1 id="a">第一章</h1><p>{TEXT} <b class="squares">☑ (5 kPa)</b>
        <a href="#b">第二页</a></p>
        <img alt="照片" src="{picture("JPEG", (30, 200, 30))}">
        <h1 id="b" style="break-before: page">第二章</h1><p>民 方 <a href="#a">回第一页</a></p>"""
    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4)
    book.load_html(page(body), base_url="file:///")
    out = io.BytesIO()
    book.write_to_pdf_stream(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def unsigned_volume(raw_pages: bytes, about: About) -> bytes:
    """A small volume: two pages, the records and the manifest."""
    records = '{"LY-20260301-001":{"品名":"番茄炒蛋"}}'.encode()
    manifest = Manifest(
        school=about.author,
        term=about.term,
        head=Head(lines=3, digest="9f" * 32),
        records={"LY-20260301-001": "9f" * 32},
        files={RECORDS_NAME: describe_file(records)},
        templates="9f" * 32,
    )
    volume = pikepdf.new()
    append_pages(volume, pikepdf.open(io.BytesIO(raw_pages)))
    attach(volume, Attachment(RECORDS_NAME, records, "全部记录", about.created))
    attach(volume, Attachment(NAME, to_json(manifest), "机器可读清单", about.created))
    return finish_volume(volume, about)


@pytest.fixture(scope="session")
def school(about: About) -> Identity:
    """The key of the school of these tests."""
    return open_identity(make_school_identity(about.author, None, about.created))


@pytest.fixture(scope="session")
def volume(unsigned_volume: bytes, school: Identity, about: About) -> bytes:
    """The signed volume."""
    return sign_volume(unsigned_volume, school, "学期归档", about.created)
