from pathlib import Path

import pytest

from records.attachments import Attachments
from records.digest import digest
from records.disk import Disk
from records.errors import AttachmentDamagedError, NotWrittenError

PHOTO = b"\xff\xd8 not really a photo"


@pytest.fixture
def attachments(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "attachments", Disk())


def test_bytes_are_kept_under_their_digest(attachments: Attachments) -> None:
    name = attachments.put(PHOTO)
    assert name == digest(PHOTO)
    assert attachments.get(name) == PHOTO
    assert (attachments.folder / name[:2] / name).read_bytes() == PHOTO


def test_the_same_bytes_are_kept_once_and_no_draft_stays(attachments: Attachments) -> None:
    names = [attachments.put(PHOTO) for _ in range(3)]
    files = [path.name for path in attachments.folder.rglob("*") if path.is_file()]
    assert files == [names[0]]


def test_a_changed_or_missing_attachment_is_named(attachments: Attachments) -> None:
    changed, missing, good = (attachments.put(data) for data in (b"1", b"2", b"3"))
    (attachments.folder / changed[:2] / changed).write_bytes(b"?")
    (attachments.folder / missing[:2] / missing).unlink()
    found = attachments.verify([changed, missing, good])
    assert [error.what for error in found] == ["内容被改动或残缺", "文件不见了"]


def test_putting_a_damaged_attachment_again_mends_it(attachments: Attachments) -> None:
    name = attachments.put(PHOTO)
    (attachments.folder / name[:2] / name).write_bytes(b"?")
    assert attachments.put(PHOTO) == name
    assert attachments.get(name) == PHOTO


@pytest.mark.parametrize("name", ["", "../../school.toml", "AB" * 32, "ab" * 31])
def test_what_is_no_digest_is_not_looked_for(attachments: Attachments, name: str) -> None:
    with pytest.raises(AttachmentDamagedError, match="不是附件的摘要"):
        attachments.get(name)


def test_a_disk_that_refuses_is_told_in_chinese(attachments: Attachments) -> None:
    attachments.folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(NotWrittenError, match="没有存入"):
        attachments.put(PHOTO)
