"""GB/T 9704-2012 measured on the rendered page (registers.md D.1), in millimetres."""

import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest

from generator.composing.official import OfficialPaper, Section, compose_official
from generator.layouts import Looks
from generator.rendering import Press
from generator.word import render_word
from tests.generator.papers import official

MM = 72 / 25.4
CHARACTER, LINE = 156 / 28, 225 / 22
TOP, LEFT, RIGHT, BOTTOM = 37.0, 28.0, 210 - 26.0, 297 - 35.0
NEAR = 0.5
RUN = "后勤工作坚持为教育教学服务为师生生活服务管理到位保障到位" * 40
PLAN = OfficialPaper(
    title="青禾路小学2026—2027学年第一学期总务处工作计划",
    body=(
        RUN,
        Section("指导思想", (Section("总体要求", (Section("每日巡查", (Section("当天上报"),)),)),)),
        RUN,
    ),
    signature="青禾路小学总务处",
    date=date(2026, 8, 28),
    sealed=True,
    addressee="各处室",
    attachments=("后勤工作月度安排表及值周值班安排和节假日值班安排表与其他安排", "预算表"),
    number="青禾小〔2026〕12号",
    note="此件公开发布",
)
"""Three pages and a few lines."""


@dataclass(frozen=True)
class Line:
    """One line of text: edges of its characters, middle, face."""

    text: str
    left: float
    right: float
    middle: float
    face: str


def lines_of(pdf: bytes) -> list[list[Line]]:
    """The lines of every page from top to bottom, the page number last."""
    return [_lines(page) for page in pypdfium2.PdfDocument(pdf)]


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    text, height = page.get_textpage(), page.get_height()
    rows: list[tuple[float, list[tuple[float, float, str, int]]]] = []
    for at in range(text.count_chars()):
        character = text.get_text_range(at, 1)
        if not character.strip():
            continue
        left, low, right, high = text.get_charbox(at, loose=True)
        middle = (height - (low + high) / 2) / MM
        row = next((row for row in rows if abs(row[0] - middle) < LINE / 3), None)
        if row is None:
            rows.append(row := (middle, []))
        row[1].append((left / MM, right / MM, character, at))
    rows.sort(key=lambda row: row[0])
    return [_line(text, middle, sorted(row)) for middle, row in rows]


def _line(
    text: pypdfium2.PdfTextPage, middle: float, row: Sequence[tuple[float, float, str, int]]
) -> Line:
    said = "".join(character for _, _, character, _ in row)
    first = text.get_textobj(row[len(row) // 2][3])
    return Line(said, row[0][0], row[-1][1], middle, first.get_font().get_base_name())


def grid_line(number: int) -> float:
    """Middle of a line of the text area, from 1."""
    return TOP + (number - 0.5) * LINE


@pytest.fixture(scope="module")
def plan(press: Press) -> list[list[Line]]:
    return lines_of(press.paper(compose_official(PLAN)))


def closing(press: Press, **changes: object) -> tuple[Line, Line]:
    """署名 and 成文日期 of a short paper."""
    paper = replace(PLAN, body=("正文。",), attachments=(), note="", **changes)  # type: ignore[arg-type]  # any field of it
    (page,) = lines_of(press.paper(compose_official(paper)))
    return page[-3], page[-2]


def test_a_full_page_has_22_lines_of_28_characters_in_156_by_225_mm(
    plan: list[list[Line]],
) -> None:
    *lines, _ = plan[1]
    assert len(lines) == 22
    full = [line for line in lines if len(line.text) == 28]
    assert len(full) > 8
    for line in full:
        assert (line.left, line.right) == pytest.approx((LEFT, RIGHT), abs=NEAR)
    for number, line in enumerate(lines, start=1):
        assert line.middle == pytest.approx(grid_line(number), abs=NEAR)
    assert lines[0].middle - LINE / 2 == pytest.approx(TOP, abs=NEAR)
    assert lines[-1].middle + LINE / 2 == pytest.approx(BOTTOM, abs=NEAR)


def test_nothing_leaves_the_text_area(plan: list[list[Line]]) -> None:
    for *lines, _ in plan:
        assert all(line.left > LEFT - 0.1 and line.right < RIGHT + 0.2 for line in lines)


def test_number_title_addressee_and_text_keep_their_lines(plan: list[list[Line]]) -> None:
    """发文字号, two lines blank, the title, one blank, 主送机关, text."""
    number, first, second, addressee, text = plan[0][:5]
    places = [grid_line(at) for at in (1, 4, 5, 7, 8)]
    found = [line.middle for line in (number, first, second, addressee, text)]
    assert found == pytest.approx(places, abs=NEAR)
    for line in (number, first, second):
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=NEAR)
    assert addressee.left == pytest.approx(LEFT, abs=NEAR)
    assert text.left == pytest.approx(LEFT + 2 * CHARACTER, abs=NEAR)


def test_each_level_has_its_face_and_is_indented_by_two_characters(
    plan: list[list[Line]],
) -> None:
    lines = [line for page in plan for line in page]
    starts = ("一、", "（一）", "1.每", "（1）")
    levels = [next(one for one in lines if one.text.startswith(start)) for start in starts]
    for level in levels:
        assert level.left == pytest.approx(LEFT + 2 * CHARACTER, abs=1.2)  # a bracket has its blank
    hei, kai, third, fourth = (level.face for level in levels)
    body = plan[1][0].face
    assert "Sans" in hei or "Hei" in hei
    assert third == fourth == body
    assert len({hei, kai, body}) >= 2
    assert hei not in (kai, body)


def test_names_of_attachments_stand_in_line(plan: list[list[Line]]) -> None:
    lines = [line for page in plan for line in page]
    at = next(number for number, line in enumerate(lines) if line.text.startswith("附件："))
    first, rest, second = lines[at : at + 3]
    assert first.left == pytest.approx(LEFT + 2 * CHARACTER, abs=NEAR)
    assert first.middle - lines[at - 1].middle == pytest.approx(2 * LINE, abs=NEAR)
    assert rest.left == pytest.approx(LEFT + 6 * CHARACTER, abs=NEAR)
    assert second.left == pytest.approx(LEFT + 5 * CHARACTER, abs=NEAR)


def test_sealed_the_date_ends_four_characters_from_the_edge_under_the_middle_of_the_signature(
    press: Press,
) -> None:
    signature, day = closing(press)
    assert day.right == pytest.approx(RIGHT - 4 * CHARACTER, abs=NEAR)
    middles = [(line.left + line.right) / 2 for line in (signature, day)]
    assert middles[0] == pytest.approx(middles[1], abs=NEAR)
    assert day.middle - signature.middle == pytest.approx(LINE, abs=NEAR)


def test_a_long_signature_over_a_sealed_date_stays_in_the_text_area(press: Press) -> None:
    signature, day = closing(press, signature="青禾路小学教育集团青禾东路校区总务后勤管理处")
    assert signature.right == pytest.approx(RIGHT, abs=NEAR)
    assert signature.left + signature.right == pytest.approx(day.left + day.right, abs=2 * NEAR)


def test_unsealed_the_signature_ends_two_characters_from_the_edge(press: Press) -> None:
    signature, day = closing(press, sealed=False, signature="青禾路小学教育集团总务处")
    assert signature.right == pytest.approx(RIGHT - 2 * CHARACTER, abs=NEAR)
    assert day.left - signature.left == pytest.approx(2 * CHARACTER, abs=NEAR)


def test_unsealed_a_date_longer_than_the_signature_ends_there_instead(press: Press) -> None:
    signature, day = closing(press, sealed=False, signature="总务处")
    assert day.right == pytest.approx(RIGHT - 2 * CHARACTER, abs=NEAR)
    assert day.left - signature.left == pytest.approx(2 * CHARACTER, abs=NEAR)


def test_the_closing_leaves_a_line_or_the_room_of_a_seal(press: Press) -> None:
    for sealed, lines in ((False, 2), (True, 3)):
        paper = replace(PLAN, body=("正文。",), attachments=(), note="", sealed=sealed)
        (page,) = lines_of(press.paper(compose_official(paper)))
        assert page[-3].middle - page[-4].middle == pytest.approx(lines * LINE, abs=NEAR)


def test_the_note_stands_below_the_date(plan: list[list[Line]]) -> None:
    *_, day, note, _ = plan[-1]
    assert note.text == "（此件公开发布）"
    assert note.middle - day.middle == pytest.approx(LINE, abs=NEAR)
    assert note.left == pytest.approx(LEFT + 2 * CHARACTER, abs=NEAR)


def test_page_numbers_stand_outside_a_character_from_the_edge(plan: list[list[Line]]) -> None:
    odd, even = plan[0][-1], plan[1][-1]
    assert (odd.text, even.text) == ("—1—", "—2—")
    character = 14 / MM
    assert odd.right == pytest.approx(RIGHT - character, abs=NEAR)
    assert even.left == pytest.approx(LEFT + character, abs=NEAR)


def test_their_dashes_stand_7_mm_below_the_text(press: Press) -> None:
    assert dash_of(press.paper(compose_official(PLAN))) == pytest.approx(BOTTOM + 7, abs=NEAR)


def dash_of(pdf: bytes) -> float:
    """Height of the dashes of the first page number: its darkest row."""
    scale = 12  # pixels a millimetre
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=scale / MM).to_pil().convert("L")
    strip = page.crop((150 * scale, int(BOTTOM * scale) + scale, 190 * scale, 290 * scale))
    width = strip.width
    pixels = strip.tobytes()
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    ink = [sum(value < 128 for value in row) for row in rows]
    dark = [at for at, count in enumerate(ink) if count > 0.8 * max(ink)]
    return BOTTOM + 1 + sum(dark) / len(dark) / scale


def test_word_has_the_grid_of_22_lines_of_28_characters(looks: Looks) -> None:
    package = docx.Document(io.BytesIO(render_word(official(), looks)))
    (grid,) = package.sections[0]._sectPr.xpath("w:docGrid")
    values = {key.split("}")[1]: value for key, value in grid.attrib.items()}
    assert values["type"] == "linesAndChars"
    assert int(values["linePitch"]) * 22 <= 225 * MM * 20 < (int(values["linePitch"]) + 1) * 22
    pitch = 16 + int(values["charSpace"]) / 4096
    assert package.styles["Normal"].font.size.pt == 16
    assert pitch == pytest.approx(CHARACTER * MM, abs=0.01)
    assert package.styles["台账正文"].paragraph_format.line_spacing.pt == 28.95


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_opened_by_libreoffice_is_set_as_the_pdf_is(
    press: Press, looks: Looks, tmp_path: Path
) -> None:
    (tmp_path / "plan.docx").write_bytes(render_word(compose_official(PLAN), looks))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(  # noqa: S603 - our own arguments
        [*command, str(tmp_path), str(tmp_path / "plan.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = (tmp_path / "plan.pdf").read_bytes()
    *lines, _ = lines_of(pdf)[1]
    assert len(lines) == 22
    assert max(len(line.text) for line in lines) == 28
    for number, line in enumerate(lines, start=1):
        assert line.middle == pytest.approx(grid_line(number), abs=1.5)
    assert dash_of(pdf) == pytest.approx(BOTTOM + 7, abs=NEAR)
    unsealed = lines_of(pdf)[-1]
    day = next(line for line in unsealed if line.text == "2026年8月28日")
    signature = next(line for line in unsealed if line.text == PLAN.signature)
    assert (signature.left + signature.right) / 2 == pytest.approx(
        (day.left + day.right) / 2, abs=5
    )
