"""The month's hazards for the staff meeting."""

from dataclasses import replace
from datetime import date
from typing import Any

from checklists.catalogue import catalogue, find
from generator.composing.bulletin import compose_bulletin
from generator.composing.imprint import Imprint
from generator.document import Document, Grid, Prose, SignatureBlock
from records.hazards import Hazard, hazard_of
from tests.generator.specimens import at, filed

HAZARD = find("hazard_rectification")
APRIL_1 = date(2026, 4, 1)
OPEN: dict[str, Any] = dict.fromkeys(
    ("done_at", "done_desc", "photo_after", "reviewer", "review_at", "review_result", "closed_at")
)


def hazard(number: str, **changes: Any) -> Hazard:
    """Found on 5 March, due on the 10th, closed on the 7th; None takes a column out."""
    data = {name: one for name, one in {**HAZARD.example, **changes}.items() if one is not None}
    kept = filed(HAZARD, number, data, at(APRIL_1, "08:00"), findings=())
    return hazard_of(kept, APRIL_1)


def bulletin(imprint: Imprint, *hazards: Hazard, month: date = date(2026, 3, 1)) -> Document:
    return compose_bulletin(hazards, month, imprint, APRIL_1, catalogue())


def said(document: Document) -> str:
    (prose,) = (one for one in document.blocks if isinstance(one, Prose))
    return "\n".join(one.text for one in prose.paragraphs)


def tables(document: Document) -> dict[str, list[str]]:
    """Caption of every table, and the numbers in its lines."""
    grids = [one for one in document.blocks if isinstance(one, Grid)]
    return {one.caption: [row.cells[1] for row in one.rows] for one in grids}


def test_the_bulletin_counts_the_month_and_lists_what_is_left_of_those_before(
    imprint: Imprint,
) -> None:
    """Two in March, one closed, one overdue; two in February, one of them still open."""
    february = {"found_at": "2026-02-25T09:00:00+08:00", "notified_at": "2026-02-25T10:00:00+08:00"}
    document = bulletin(
        imprint,
        hazard("YH-1"),
        hazard("YH-2", **OPEN, place="操场", category="设施器材"),
        hazard("YH-3", **february, **OPEN, place="食堂"),
        hazard("YH-4", **february, place="门厅"),
    )
    assert document.title == "2026年3月安全隐患通报"
    assert said(document).split("\n") == [
        "截至2026年4月1日，本月发现隐患 2 项，已销号 1 项，整改率 50%；"
        "超期 1 项，超期率 50%；往月发现、尚未销号 1 项。",
        "按类别：校舍 1 项、设施器材 1 项。",
    ]
    assert tables(document) == {
        "本月发现": ["YH-1", "YH-2"],
        "往月发现、尚未销号": ["YH-3"],
    }
    (places,) = (one for one in document.blocks if isinstance(one, SignatureBlock))
    assert [line.role for line in places.lines] == ["安全办", "分管副校长"]


def test_what_is_major_comes_back_or_is_of_a_later_month(imprint: Imprint) -> None:
    major = hazard("YH-2", **OPEN, level="重大")
    later = hazard(
        "YH-3", **OPEN, place="操场", found_at="2026-04-01T07:00:00+08:00", notified_at=None
    )
    document = bulletin(imprint, hazard("YH-1"), major, later)
    assert "重大隐患未销号 1 项：教学楼东楼梯，停用至验收合格。" in said(document)
    assert list(tables(document)) == [
        "本月发现",
        "同一部位、同一检查项（或类别）重复出现的隐患",
    ]
    assert "YH-3" not in str(document)


def test_a_month_without_hazards_and_void_ones_say_so(imprint: Imprint) -> None:
    document = bulletin(imprint, replace(hazard("YH-1"), is_void=True))
    assert "本月发现隐患 0 项，已销号 0 项，整改率 —；" in said(document)
    assert tables(document) == {}
