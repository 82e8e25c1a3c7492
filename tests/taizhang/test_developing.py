"""A photo keeps what its camera noted in the record, and nothing of it in the picture."""

import io
from datetime import datetime

import pytest
from PIL import ExifTags, Image

from checklists.surroundings import SHANGHAI
from records.digest import digest
from taizhang.developing import develop
from taizhang.errors import UsageError


def photo(size: tuple[int, int] = (3000, 2000), kind: str = "JPEG", turned: int = 1) -> bytes:
    """A picture whose left half is red, with all a phone writes into it."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Yunxi", "YX-7"
    exif[ExifTags.Base.Orientation] = turned
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:05 07:41:09"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitude] = (39.0, 54.0, 26.0)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_the_camera_noted_is_read_before_it_is_taken_out(kind: str) -> None:
    raw = photo(kind=kind)
    kept = develop(raw, "现场.jpg", SHANGHAI)

    assert kept.taken_at == datetime(2026, 3, 5, 7, 41, 9, tzinfo=SHANGHAI)
    assert kept.device == "Yunxi YX-7"
    assert kept.original_sha256 == digest(raw)
    assert dict(Image.open(io.BytesIO(kept.data)).getexif()) == {}
    assert b"GPS" not in kept.data
    assert b"Yunxi" in raw
    assert b"Yunxi" not in kept.data


def test_a_picture_is_kept_no_larger_than_paper_and_screen_need() -> None:
    kept = Image.open(io.BytesIO(develop(photo((4000, 3000)), "大.jpg", SHANGHAI).data))
    assert max(kept.size) == 2000


def test_a_picture_taken_on_its_side_stands_upright() -> None:
    kept = Image.open(io.BytesIO(develop(photo((300, 200), turned=6), "侧.jpg", SHANGHAI).data))
    assert kept.size == (200, 300)
    red = kept.convert("RGB").getpixel((100, 20))
    assert isinstance(red, tuple)
    assert red[1] < 100, "the red half is on top now"


def test_the_same_file_is_developed_to_the_same_bytes() -> None:
    raw = photo((640, 480))
    assert develop(raw, "一.jpg", SHANGHAI) == develop(raw, "二.jpg", SHANGHAI)


def test_a_pdf_stays_as_it_is() -> None:
    raw = b"%PDF-1.7 scanned"
    assert develop(raw, "扫描.pdf", SHANGHAI).data == raw


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (photo()[:3000], "重新拍摄"),
        (b"\xff\xd8\xff not a picture", "损坏"),
        (b"GIF89a", "不是 JPEG"),
        (b"<svg onload='x'/>", "不是 JPEG"),
        (b"\xff\xd8\xff" + bytes(20_000_000), "20 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(raw: bytes, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        develop(raw, "坏.jpg", SHANGHAI)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(UsageError, match=r"太大|损坏"):
        develop(out.getvalue(), "炸弹.png", SHANGHAI)
