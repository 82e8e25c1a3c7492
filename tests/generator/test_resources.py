from pathlib import Path

import pytest

from generator.errors import BlockedResourceError
from generator.resources import Resources


def test_a_picture_handed_in_can_be_shown(tmp_path: Path) -> None:
    resources = Resources([tmp_path])
    url = resources.keep(b"data", "image/png")
    assert resources.read(url) == (b"data", "image/png")
    resources.check()


def test_the_schools_own_file_wins_over_the_shipped_one(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for folder in (own, shipped):
        folder.mkdir()
        (folder / "logo.png").write_bytes(folder.name.encode())
    (shipped / "seal 章.svg").write_bytes(b"<svg/>")
    resources = Resources([own, shipped])
    assert resources.read("file:///logo.png") == (b"own", "image/png")
    assert resources.read("file:///seal%20%E7%AB%A0.svg")[0] == b"<svg/>"
    resources.check()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "https://example.org/x.png",
        "ftp://127.0.0.1/x",
        "file:///../secret.txt",
        "file:///%2e%2e/secret.txt",
        "file:///link.txt",
        "file:///missing.png",
        "file://host/logo.png",
        "picture:1",
        "picture:x",
        "data:text/html,x",
        "",
    ],
)
def test_everything_else_is_refused_and_an_error_in_the_end(tmp_path: Path, url: str) -> None:
    looks = tmp_path / "templates"
    looks.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (looks / "link.txt").symlink_to(tmp_path / "secret.txt")
    resources = Resources([looks])
    assert resources.read(url)[0] == b""
    with pytest.raises(BlockedResourceError, match="模板文件夹以外"):
        resources.check()
