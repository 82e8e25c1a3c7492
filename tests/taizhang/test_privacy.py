"""Who sees what is personal: those with a right to it, and it is noted; all others see masks."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pikepdf
import pypdfium2
import pytest

from checklists.catalogue import find
from records.access import AccessLog
from records.disk import Disk
from records.enrolment import enrol
from records.personal import personal_words
from tests.taizhang.office import CLERK, TERM, Office

STAFF = {
    "P009": ("方守", ["gate_guard"]),
    "P010": ("王安", ["homeroom"]),
    "P011": ("陈芳", ["health_teacher"]),
    "P012": ("秦总务", ["logistics_clerk"]),
}
KEPT = {
    "visitor_register": "方守",
    "student_leave_pass": "王安",
    "morning_health_check": "陈芳",
    "infectious_disease_register": "陈芳",
    "incident_report": "王安",
}
VISITOR = "LF-20260305-001"


def filled(slug: str) -> dict[str, Any]:
    """The register's example without photos, which would have to be on the disk."""
    text = json.dumps(dict(find(slug).example), ensure_ascii=False, default=str)
    data: dict[str, Any] = json.loads(text)
    return {name: value for name, value in data.items() if name not in ("photos", "return_cert")}


@pytest.fixture
def kept(office: Office) -> Office:
    """A school with a visitor, a sick child, an accident."""
    office.now = office.now.replace(month=4, day=1)
    for key, (name, posts) in STAFF.items():
        list_(office, "person", {"id": key, "name": name, "posts": posts})
    list_(office, "place", {"id": "D009", "name": "操场"})
    for slug, person in KEPT.items():
        office.add(slug, filled(slug), person, "--late-reason", "停电")
    return office


def list_(office: Office, kind: str, row: dict[str, Any]) -> None:
    enrol(office.folder / "directory", kind, row, by=CLERK, at=office.now, disk=Disk())


def secrets() -> Iterator[str]:
    """What no page and no attachment of a volume may say."""
    for slug in KEPT:
        for word, mask in personal_words(filled(slug), find(slug).columns()).items():
            if word not in mask and len(word) > 2:
                yield word


def test_nobody_in_particular_sees_masks_and_how_to_see_more(kept: Office) -> None:
    answer = kept.run("show", VISITOR)
    assert "来访人姓名：钱**" in answer.text
    assert "联系电话：****0000" in answer.text
    assert "用 --as 写明是谁在看" in answer.error
    assert "钱来" not in answer.text
    assert list(AccessLog(kept.folder, Disk()).entries()) == []


def test_who_answers_for_the_register_sees_it_all_and_is_noted(kept: Office) -> None:
    answer = kept.run("show", VISITOR, "--why", "家长询问", by="方守")
    assert "来访人姓名：钱来" in answer.text
    (noted,) = AccessLog(kept.folder, Disk()).entries()
    assert (noted.by.name, noted.how, noted.what, noted.why) == (
        "方守",
        "查看",
        VISITOR,
        "家长询问",
    )
    assert noted.allowed


def test_another_post_sees_masks_and_is_noted_as_refused(kept: Office) -> None:
    answer = kept.run("show", VISITOR, by="程𬱖")
    assert "钱来" not in answer.text
    assert "程𬱖不是这一册的责任岗" in answer.error
    (noted,) = AccessLog(kept.folder, Disk()).entries()
    assert not noted.allowed


def test_json_and_lists_are_masked_alike(kept: Office) -> None:
    for text in (kept.run("--json", "show", VISITOR).text, kept.run("list").text):
        for word in secrets():
            assert word not in text, word


def test_what_has_nothing_personal_is_shown_without_a_note(kept: Office) -> None:
    assert kept.run("show", VISITOR.replace("LF", "XX")).code == 2
    assert list(AccessLog(kept.folder, Disk()).entries()) == []


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path.read_bytes())
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def test_a_volume_prints_and_embeds_nothing_of_a_person(kept: Office, tmp_path: Path) -> None:
    volume = tmp_path / "volume.pdf"
    done = kept.run("bind", TERM, "--out", str(volume), by="周㛃")
    assert done.code == 0, done.error
    printed = text_of(volume)
    with pikepdf.open(io.BytesIO(volume.read_bytes())) as pdf:
        files = {name: one.get_file().read_bytes() for name, one in pdf.attachments.items()}
    embedded = b"".join(files.values()).decode()
    assert "钱**" in printed
    assert "不公开" in printed
    for word in secrets():
        assert "".join(word.split()) not in printed, word
        assert word not in embedded, word
    (visitor,) = [
        one for one in orjson.loads(files["records.json"])["records"] if one["number"] == VISITOR
    ]
    assert visitor["versions"][0]["entry"]["id_tail"] == "****203X"
    (noted,) = AccessLog(kept.folder, Disk()).entries()
    assert (noted.how, noted.what) == ("装订", TERM)


def test_a_paper_is_whole_for_who_may_read_and_masked_for_others(
    kept: Office, tmp_path: Path
) -> None:
    whole, masked = tmp_path / "whole.pdf", tmp_path / "masked.pdf"
    mine = kept.ask("print", VISITOR, "--out", str(whole), by="方守")
    kept.ask("print", VISITOR, "--out", str(masked))
    assert "13800000000" in text_of(whole)
    assert "13800000000" not in text_of(masked)
    assert mine["issued"] == "", "a copy would outlive the key"
    assert not any(b"13800000000" in one.read_bytes() for one in (kept.folder / "issued").iterdir())
