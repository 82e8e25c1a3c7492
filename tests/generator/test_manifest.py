import pytest

from generator.errors import ManifestError
from generator.manifest import Head, Manifest, compare, describe_file, from_json, to_json

DIGEST = "9f" * 32
RECORDS = '{"记录":[]}'.encode()


@pytest.fixture
def manifest() -> Manifest:
    return Manifest(
        school="青禾路小学",
        term="2025-2026-2",
        head=Head(lines=1240, digest=DIGEST),
        records={"LY-20260302-001": DIGEST},
        files={"records.json": describe_file(RECORDS)},
        fonts={"Noto Serif SC": DIGEST},
        substitutes={"仿宋": "Noto Serif SC"},
        software={"weasyprint": "70.0"},
        templates=DIGEST,
    )


def test_a_manifest_reads_back_and_equal_ones_have_equal_bytes(manifest: Manifest) -> None:
    data = to_json(manifest)
    assert from_json(data) == manifest
    assert to_json(from_json(data)) == data
    assert "青禾路小学".encode() in data


def test_attachments_as_listed_show_no_difference(manifest: Manifest) -> None:
    found = compare(manifest, {"records.json": RECORDS})
    assert (found.missing, found.changed, found.unlisted) == ((), (), ())


def test_a_missing_a_changed_and_an_unlisted_file_are_told_apart(manifest: Manifest) -> None:
    assert compare(manifest, {}).missing == ("records.json",)
    assert compare(manifest, {"records.json": RECORDS + b" "}).changed == ("records.json",)
    assert compare(manifest, {"records.json": RECORDS, "x": b""}).unlisted == ("x",)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"{", "不是有效的 JSON"),
        (b"[]", "读不懂：。"),
        (b'{"format":2}', "格式 2 比本程序新"),
        (b'{"format":1,"school":7}', "head、records"),
    ],
)
def test_what_is_not_our_manifest_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(ManifestError, match=complaint):
        from_json(data)


def test_an_unknown_item_is_refused(manifest: Manifest) -> None:
    with pytest.raises(ManifestError, match="extra"):
        from_json(to_json(manifest)[:-1] + b',"extra":1}')
