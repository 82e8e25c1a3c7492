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
    assert "来访（会客，找秦总务）" in answer.text
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
    assert visitor["versions"][0]["entry"]["id_tail"] == "203X"
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


def test_what_was_asked_to_be_deleted_is_gone_for_good(kept: Office, tmp_path: Path) -> None:
    refused = kept.run("erase", VISITOR, "--reason", "本人要求", by="方守")
    assert refused.code == 2
    assert "方守不是校长、分管副校长" in refused.error
    done = kept.ask("erase", VISITOR, "--reason", "本人要求", by="周㛃")
    assert done["keys"] == 1
    shown = kept.run("show", VISITOR, by="方守")
    assert "来访人姓名：已销毁" in shown.text
    assert "删除个人信息" in shown.text
    assert kept.run("verify", str(kept.folder)).code == 0
    assert kept.run("show", "CMT-20260305-001", by="王安").text.count("已销毁") == 0
    assert kept.run("bind", TERM, "--out", str(tmp_path / "a.pdf"), by="周㛃").code == 0
    printed = text_of(tmp_path / "a.pdf")
    assert f"个人信息已销毁的记录1条：{VISITOR}" in printed


def test_a_photo_goes_with_the_record_it_was_taken_for(kept: Office, photo: Any) -> None:
    data = {**filled("visitor_register"), "photos": [photo("face.jpg")], "name": "孙远"}
    number = kept.add("visitor_register", data, "方守", "--late-reason", "停电")["number"]
    files = [one for one in (kept.folder / "attachments").rglob("*") if one.is_file()]
    assert len(files) == 1
    assert kept.ask("erase", number, "--reason", "本人要求", by="周㛃")["photos"] == 1
    assert not files[0].exists()
    assert kept.run("verify", str(kept.folder)).code == 0


def test_a_photo_that_another_record_shows_stays(kept: Office, photo: Any) -> None:
    data = {**filled("visitor_register"), "photos": [photo("face.jpg")], "name": "孙远"}
    first = kept.add("visitor_register", data, "方守", "--late-reason", "停电")["number"]
    kept.add("visitor_register", data, "方守", "--late-reason", "停电")
    assert kept.ask("erase", first, "--reason", "本人要求", by="周㛃")["photos"] == 0
    assert kept.run("verify", str(kept.folder)).code == 0


def test_who_looked_at_what_is_listed(kept: Office) -> None:
    kept.run("show", VISITOR, "--why", "家长询问", by="方守")
    kept.run("show", VISITOR, by="程𬱖")
    text = kept.run("access-log", VISITOR).text
    assert "方守" in text
    assert "家长询问" in text
    assert "无权，已遮盖" in text
    listed = kept.ask("access-log", "--to", "2026-03-31")
    assert listed == []


def test_an_access_log_somebody_changed_shows_nothing_more(kept: Office) -> None:
    for _ in range(2):
        kept.run("show", VISITOR, by="方守")
    (path,) = (kept.folder / "access").glob("*.log")
    path.write_bytes(path.read_bytes().replace("查看".encode(), "打印".encode(), 1))
    answer = kept.run("show", VISITOR, by="方守")
    assert "钱来" not in answer.text
    assert "访问日志没有写成" in answer.error
    assert kept.run("access-log").code == 1


SECOND = """
[[terms]]
key = "2026-2027-1"
start = 2026-09-01
end = 2027-01-22
"""


@pytest.fixture
def later(kept: Office) -> Office:
    """The next term has begun; the visitors of the last one are still kept."""
    assert kept.run("seal", TERM, "--yes", by="周㛃").code == 0
    path = kept.folder / "school.toml"
    path.write_text(path.read_text(encoding="utf-8") + SECOND, encoding="utf-8")
    kept.now = kept.now.replace(month=9, day=10)
    return kept


def destroy(office: Office, *, witness: str = "沈玥", key: str = "visitor_register") -> Any:
    words = ("destroy", key, "--term", TERM, "--witness", witness, "--reason", "鉴定意见1号")
    return office.run("--json", *words, by="周㛃")


def test_what_is_not_over_is_not_destroyed(later: Office) -> None:
    assert "未到期，保存至 2027-12-31" in destroy(later).text
    assert "永久" in destroy(later, key="school_building_safety_check").text


def test_a_record_of_a_sealed_term_is_erased_in_the_term_that_goes_on(later: Office) -> None:
    assert later.ask("erase", VISITOR, "--reason", "本人要求", by="周㛃")["keys"] == 1
    assert "来访人姓名：已销毁" in later.run("show", VISITOR, by="方守").text
    assert later.ask("list", "--term", TERM)[0]["number"] == VISITOR
    assert later.run("verify", str(later.folder)).code == 0


def test_two_people_destroy_what_is_over_and_the_ledger_stays_whole(later: Office) -> None:
    later.now = later.now.replace(year=2028, month=1, day=5)
    assert "同一人" in destroy(later, witness="周㛃").text
    assert destroy(later).data["records"] == 1
    assert "来访人姓名：已销毁" in later.run("show", VISITOR, by="方守").text
    assert "林小满" in later.run("show", "CMT-20260305-001", by="王安").text
    assert later.run("verify", str(later.folder)).code == 0


def test_keys_restored_from_an_old_backup_bring_nothing_back(
    kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taizhang.cli.keeping.passphrase", lambda: "学校的长口令三十六计")
    made = kept.ask("backup", str(tmp_path))
    kept.ask("erase", VISITOR, "--reason", "本人要求", by="周㛃")
    assert kept.run("restore", "--keys", made["keys"]).code == 0
    assert "已销毁" in kept.run("show", VISITOR, by="方守").text


def test_data_without_keys_say_what_is_missing_and_open_when_the_keys_come(
    kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taizhang.cli.keeping.passphrase", lambda: "学校的长口令三十六计")
    made = kept.ask("backup", str(tmp_path))
    kept.folder = tmp_path / "elsewhere"
    answer = kept.run("restore", made["data"])
    assert answer.code == 1
    assert "缺：密钥：不在数据备份里" in answer.text
    assert "5 条记录的个人信息读作“缺密钥”" in answer.text
    assert "来访人姓名：缺密钥" in kept.run("show", VISITOR, by="方守").text
    for words in (("list",), ("audit",), ("verify", str(kept.folder))):
        assert kept.run(*words).code in (0, 1)
    assert kept.run("print", VISITOR, "--out", str(tmp_path / "p.pdf"), by="方守").code == 0
    assert "缺密钥" in text_of(tmp_path / "p.pdf")
    kept.add(
        "visitor_register",
        {**filled("visitor_register"), "name": "孙远"},
        "方守",
        "--late-reason",
        "停电",
    )
    opened = kept.run("restore", "--keys", made["keys"])
    assert opened.code == 0, opened.text
    assert "来访人姓名：钱来" in kept.run("show", VISITOR, by="方守").text
    assert "来访人姓名：孙远" in kept.run("show", "LF-20260305-002", by="方守").text


def test_a_list_of_children_names_them_to_their_teachers_only(kept: Office) -> None:
    list_(kept, "student", {"id": "X001", "name": "林小满", "class_": "三（2）班"})
    list_(kept, "guardian", {"id": "J001", "name": "周慧", "child": "林小满"})
    anybody = kept.run("directory", "学生")
    assert "林**" in anybody.text
    assert "用 --as 写明是谁在看" in anybody.error
    assert "林小满" in kept.run("directory", "学生", by="王安").text
    refused = kept.run("directory", "监护人", by="程𬱖")
    assert "林小满" not in refused.text
    assert "周慧" not in refused.text
    noted = [
        (one.by.name, one.what, one.allowed) for one in AccessLog(kept.folder, Disk()).entries()
    ]
    assert noted == [("王安", "名录：学生", True), ("程𬱖", "名录：监护人", False)]
    assert "方守" in kept.run("directory", "人员").text, "the staff is no secret"


def test_no_file_of_a_home_says_what_is_personal(kept: Office, tmp_path: Path) -> None:
    kept.run("show", VISITOR, by="方守")
    kept.run("print", VISITOR, "--out", str(tmp_path / "p.pdf"), by="方守")
    kept.run("bind", TERM, "--out", str(tmp_path / "v.pdf"), by="周㛃")
    files = [one for one in kept.folder.rglob("*") if one.is_file()]
    assert {"ledgers", "issued", "access", "logs", "keys"} <= {
        one.relative_to(kept.folder).parts[0] for one in files
    }
    for file in files:
        data = file.read_bytes()
        for word in secrets():
            assert word.encode() not in data, f"{word} in {file}"


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["audit", "--hints"],
        ["hazards", "--all"],
        ["statistics"],
        ["due"],
        ["search", "学生"],
        ["export", "学生离校出门条", "--out", "出门条.xlsx"],
        *(
            ["show", number]
            for number in ("CMT-20260305-001", "CWJ-20260305-001", "SG-20260305-001")
        ),
    ],
    ids=" ".join,
)
def test_no_command_tells_it_to_whoever_asks(kept: Office, words: list[str]) -> None:
    for answer in (kept.run(*words), kept.run("--json", *words)):
        for word in secrets():
            assert word not in answer.text + answer.error, word


def test_a_form_says_which_columns_are_personal(office: Office) -> None:
    text = office.run("describe", "visitor_register").text
    assert "来访人姓名：必填，个人信息，装订只留姓" in text
    assert "人证核验照" in text
    assert "个人信息，装订不公开" in text
