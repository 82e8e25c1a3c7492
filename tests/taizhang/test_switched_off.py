"""A register the school does not keep is asked of nobody, and the volume says why."""

import io
from datetime import timedelta
from pathlib import Path

import pypdfium2

from checklists.catalogue import catalogue
from tests.taizhang.office import TERM, Office

CANTEEN = [slug for slug, entry in catalogue().items() if entry.chapter == "canteen"]
OFF = "\n".join(["\n[off]", *(f'{slug} = "学校没有食堂"' for slug in CANTEEN), ""])


def test_what_is_switched_off_is_not_missed_and_has_no_chapter(
    office: Office, tmp_path: Path
) -> None:
    office.now += timedelta(days=4)
    before = {one["code"] for one in office.ask("audit", TERM)}
    assert not before  # nothing was begun yet
    office.add("daily_patrol", _patrol(), "许安")
    assert any("食堂" in one["where"] for one in office.ask("audit", TERM))
    path = office.folder / "school.toml"
    path.write_text(path.read_text(encoding="utf-8") + OFF, encoding="utf-8")
    assert not any("食堂" in one["where"] for one in office.ask("audit", TERM))
    bound = office.ask("bind", TERM, "--out", str(tmp_path / "l.pdf"), by="沈玥")
    assert {bound["registers"][slug]["due"] for slug in CANTEEN} == {0}
    text = text_of(tmp_path / "l.pdf")
    assert "学校没有食堂" in text
    assert "第五章" not in text


def _patrol() -> dict[str, object]:
    checks = {f"I{number:02d}": {"verdict": "合格"} for number in range(1, 19)}
    return {
        "date": "2026-03-09",
        "weather": "晴",
        "period": "上午",
        "route": "校门—教学楼",
        "patroller": "许安",
        "start": "2026-03-09T09:00",
        "end": "2026-03-09T09:30",
        "checks": checks,
    }


def text_of(path: Path) -> str:
    """All text of a PDF, without line ends."""
    document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "".join(pages).replace("\r", "").replace("\n", "")
