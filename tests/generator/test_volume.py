"""A small term, written by hand, bound once for all tests."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

import orjson
import pikepdf
import pypdfium2
import pytest
from pikepdf import NumberTree

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import catalogue, find
from generator.completeness import Span, completeness
from generator.composing.imprint import Imprint
from generator.errors import NotForPrintError
from generator.manifest import Differences, Head, compare, from_json
from generator.pdfa import check
from generator.rendering import Press
from generator.school import School
from generator.volume import Material, Volume, bind
from records.definitions import Definition
from records.record import Operation, Record
from tests.generator.specimens import HEAD, at, continued, drawn, filed, keeping, sample
from tests.generator.specimens import kept as attachments

MARCH_2, MARCH_3, APRIL_1 = date(2026, 3, 2), date(2026, 3, 3), date(2026, 4, 1)
FORMS = {one.digest: one for one in map(Definition.of, catalogue().values())}
JOURNAL = Head(lines=412, digest="3f9a" * 16)


def records() -> list[Record]:
    hazard, patrol = find("hazard_rectification"), find("daily_patrol")
    samples = [sample(f"LY-20260302-{number:03d}", MARCH_2) for number in range(1, 8)]
    samples += [sample(f"LY-20260401-{number:03d}", APRIL_1) for number in range(1, 25)]
    first = samples[0]
    samples[0] = continued(
        first,
        Operation.CORRECT,
        at(MARCH_2, "13:00"),
        entry={**first.entry, "weight": 150},
        reason="笔误",
    )
    samples[1] = continued(samples[1], Operation.VOID, at(MARCH_2, "13:00"), reason="重复登记")
    late = replace(samples[2].first, is_late=True, reason="停电", late_approved_by=HEAD)
    samples[2] = replace(samples[2], versions=(late,))
    samples[3] = by_hand(samples[3], "食品安全员", at(MARCH_3, "08:00"))
    round_ = filed(patrol, "XYXS-20260305-001", patrol.example, at(date(2026, 3, 5), "17:00"))
    return [
        *samples,
        filed(hazard, "YH-20260305-001", hazard.example, at(date(2026, 3, 8), "08:00")),
        by_hand(round_, "总务主任", at(date(2026, 3, 6), "08:00")),
    ]


def by_hand(record: Record, role: str, moment: datetime) -> Record:
    """The record, signed on a screen."""
    told = {"by": HEAD, "channel": "web", "strokes": drawn("贺珺"), "signs": record.content.digest}
    return continued(record, Operation.SIGN, moment, role=role, **told)


def material() -> Material:
    registers = [find(slug) for slug in ("daily_patrol", "hazard_rectification")]
    registers += [find("kitchen_daily_check"), find("food_sample_retention")]
    calendar = SchoolCalendar(Term("2025-2026-2", MARCH_2, date(2026, 7, 3)))
    moment = at(date(2026, 3, 9), "09:00")
    span = Span(
        keeping(calendar, off={"kitchen_daily_check": "委托配餐"}),
        moment,
        {"food_sample_retention/2026-03-04": "食堂停气"},
    )
    kept = records()
    return Material(
        imprint=Imprint(School("青禾路小学", fingerprint="AB12 CD34"), calendar, attachments),
        registers=registers,
        records=kept,
        form_of=lambda record: FORMS[record.content.definition],
        standings=completeness(registers, kept, span),
        head=JOURNAL,
        by="董玥",
        at=moment,
        originals={"责任书.pdf": b"%PDF-1.7 signed"},
    )


@dataclass(frozen=True)
class Read:
    """A volume, read back."""

    volume: Volume
    pdf: pikepdf.Pdf
    texts: list[str]

    @classmethod
    def of(cls, volume: Volume) -> "Read":
        pages = pypdfium2.PdfDocument(volume.pdf)
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in pages]
        return cls(volume, pikepdf.open(io.BytesIO(volume.pdf)), texts)

    def page_with(self, text: str) -> int:
        """The first page, from 0, that begins with a text after its running head."""
        return next(number for number, page in enumerate(self.texts) if text in page)

    def printed_number(self, page: int) -> int | None:
        found = re.search(r"第(\d+)页共(\d+)页$", self.texts[page])
        return int(found[1]) if found else None


@pytest.fixture(scope="module")
def bound(press: Press) -> Volume:
    return bind(material(), press)


@pytest.fixture(scope="module")
def read(bound: Volume) -> Read:
    return Read.of(bound)


def test_every_page_of_the_body_has_its_number_and_no_other_has(read: Read) -> None:
    numbers = [read.printed_number(page) for page in range(len(read.texts))]
    assert numbers[:2] == [None, None]  # cover, catalogue
    assert numbers[-1] is None  # note
    assert numbers[2:-1] == list(range(1, read.volume.pages + 1))


def links_of(pdf: pikepdf.Pdf, page: int) -> Iterator[tuple[list[float], int]]:
    numbers = {one.obj.objgen: number for number, one in enumerate(pdf.pages)}
    for note in pdf.pages[page].obj.get("/Annots", ()):
        if note.get("/Subtype") == "/Link":
            yield [float(edge) for edge in note.Rect], numbers[note.Dest[0].objgen]


def lines_of(read: Read) -> Iterator[tuple[str, int]]:
    """Text of every line of the catalogue, top down, and the page it leads to."""
    words = pypdfium2.PdfDocument(read.volume.pdf)[1].get_textpage()
    for box, target in sorted(links_of(read.pdf, 1), key=lambda link: -link[0][3]):
        yield "".join(words.get_text_bounded(*box).split()), target


def test_every_line_of_the_catalogue_names_its_page_and_leads_to_it(read: Read) -> None:
    expected = [
        ("第三章每日巡视与隐患治理", "", "第三章每日巡视与隐患治理青禾路小学"),
        ("校园每日巡视记录20260305", "1件", "记录编号：XYXS-20260305-001"),
        ("（整改通知—复查—销号）20260305", "1件", "记录编号：YH-20260305-001"),
        ("第五章食堂与食品安全", "", "第五章食堂与食品安全青禾路小学"),
        ("（日管控）", "0件", "第五章食堂与食品安全青禾路小学"),  # 未建册: only the chapter's page
        ("食品留样记录2026030220260401", "31件", "食品留样记录青禾路小学"),
        ("应填情况统计", "", "应填情况统计青禾路小学"),
        ("安全隐患整改汇总", "", "安全隐患整改汇总青禾路小学"),
    ]
    for (line, target), (title, count, begins) in zip(lines_of(read), expected, strict=True):
        assert target == read.page_with(begins)
        assert line.endswith(f"{title}{read.printed_number(target)}{count}")


def test_the_lines_of_the_catalogue_do_not_overlap(read: Read) -> None:
    boxes = sorted((box for box, _ in links_of(read.pdf, 1)), key=lambda box: -box[3])
    assert all(above[1] >= below[3] - 0.01 for above, below in pairwise(boxes))


def test_bookmarks_open_chapters_registers_and_months(read: Read) -> None:
    with read.pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        canteen = next(item for item in outline.root if item.title.startswith("第五章"))
        samples = canteen.children[1]
        assert titles == [
            "封面",
            "卷内目录",
            "第三章　每日巡视与隐患治理",
            "第五章　食堂与食品安全",
            "应填情况统计",
            "安全隐患整改汇总",
            "卷内备考表",
        ]
        assert samples.title == "食品留样记录（31 件）"
        assert [item.title for item in samples.children] == ["2026年3月", "2026年4月"]


def test_page_labels_follow_the_printed_numbers(read: Read) -> None:
    labels = dict(NumberTree(read.pdf.Root.PageLabels).items())
    assert str(labels[0].P) == "封面"
    assert (str(labels[2].S), int(labels[2].St)) == ("/D", 1)
    assert str(labels[len(read.texts) - 1].P) == "卷内备考表"


def test_the_completeness_page_lists_what_was_not_done_on_time(read: Read) -> None:
    first = read.page_with("应填情况统计青禾路小学")
    text = "".join(read.texts[first : first + 2])
    assert "3月4日（周三）中餐缺—食堂停气" in text
    assert "未建册：委托配餐" in text
    assert "3月5日（周四）缺" not in text  # patrolled on that day


def test_the_note_vouches_for_the_journal(read: Read) -> None:
    note = read.texts[-1]
    assert f"412:{JOURNAL.digest}" in note
    assert "补录1件，更正1件，作废1件" in note
    assert f"本卷共33件{read.volume.pages}页" in note


def test_the_cover_shows_the_certificate(read: Read) -> None:
    assert "证书指纹（SHA-256）AB12CD34" in read.texts[0]


def test_everything_recorded_is_embedded_and_listed(read: Read) -> None:
    files = {name: spec.get_file().read_bytes() for name, spec in read.pdf.attachments.items()}
    manifest = from_json(files.pop("manifest.json"))
    differences = compare(manifest, files)
    assert differences == Differences()
    kept = orjson.loads(files["records.json"])["records"]
    assert manifest.records.keys() == {one["number"] for one in kept}
    corrected = next(one for one in kept if one["number"] == "LY-20260302-001")
    assert [version["entry"]["weight"] for version in corrected["versions"]] == [130, 150]


def test_the_volume_is_pdfa(bound: Volume) -> None:
    assert check(bound.pdf) == []


def test_the_same_material_gives_the_same_bytes(bound: Volume, press: Press) -> None:
    assert bind(material(), press).pdf == bound.pdf


def test_one_chapter_can_be_bound_alone(press: Press) -> None:
    told: list[tuple[str, int, int]] = []
    volume = bind(material(), press, {"patrol_hazards"}, progress=lambda *step: told.append(step))
    assert volume.records == 2
    assert volume.title.endswith("（第三章 每日巡视与隐患治理）")
    assert told[-1] == ("合订", 1, 1)
    assert all(done <= total for _, done, total in told)


def test_chapters_without_registers_make_no_volume(press: Press) -> None:
    with pytest.raises(NotForPrintError, match="没有登记簿"):
        bind(material(), press, {"environment"})


def test_signatures_by_hand_are_drawn_in_rows_and_under_forms(read: Read) -> None:
    for page in (read.page_with("LY-20260302-004"), read.page_with("总务主任贺珺手写签名")):
        images = read.pdf.pages[page].get_images().values()
        inks = [one for one in images if one.Width > 1.5 * one.Height]
        assert [str(one.ColorSpace) for one in inks] == ["/DeviceGray"]


def test_how_and_what_was_signed_stands_in_the_embedded_records(read: Read) -> None:
    records = orjson.loads(read.pdf.attachments["records.json"].get_file().read_bytes())["records"]
    (patrol,) = (one for one in records if one["number"] == "XYXS-20260305-001")
    filed_as, signed = patrol["versions"]
    assert (signed["strokes"], signed["signs"]) == (drawn("贺珺"), filed_as["digest"])


def test_the_reference_engine_can_take_the_body(read: Read, press: Press) -> None:
    chosen = {"patrol_hazards"}
    bulk = Read.of(bind(material(), press, chosen))
    reference = Read.of(bind(material(), press, chosen, engine="reference"))
    assert [sorted(page) for page in reference.texts] == [sorted(page) for page in bulk.texts]
