"""The pictures of the school's seals: with the keys, and nowhere else."""

import io
import stat
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from checklists.surroundings import SHANGHAI
from records.backup import make_backup, status
from records.digest import digest
from records.keyfile import unlock
from records.restore import restore, restore_keys
from taizhang.desk import Desk
from taizhang.errors import SchoolFileError, SealRefusedError
from taizhang.exporting import export_register
from taizhang.home import Home
from taizhang.official_seals import (
    custodians_of,
    drop_seal,
    keep_seal,
    read_image,
    taken_out,
)
from taizhang.simulator.seals import draw_seal
from tests.taizhang.office import TERM, make_home
from tests.taizhang.sealed import DONG, LETTER, SEAL, SHEN, XU, ZHOU, drawn_seal, give_seal, letter

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=SHANGHAI)
WORDS = "青石桥边的备份2026"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(make_home(tmp_path / "home", NOON), now=lambda: NOON) as opened:
        yield opened


def blue() -> bytes:
    """The seal in ink that no unit's seal has."""
    red, green, rest = Image.open(io.BytesIO(draw_seal("青禾市云溪路小学"))).split()
    out = io.BytesIO()
    Image.merge("RGB", (green, rest, red)).save(out, "PNG")
    return out.getvalue()


def test_what_is_told_of_a_seal_is_read_back_from_the_settings(desk: Desk) -> None:
    seal = give_seal(desk)
    again = Home.open(desk.home.folder)
    assert again.settings.seals == (seal,)
    assert (seal.custodians, seal.width, seal.seam) == ((DONG,), 42, True)
    assert read_image(again, seal) == drawn_seal().png


def test_its_picture_is_for_its_owner_only(desk: Desk) -> None:
    give_seal(desk)
    (path,) = (desk.home.folder / "keys" / "seals").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("by", [SHEN, DONG, XU])
def test_only_the_head_of_the_school_keeps_or_drops_a_seal(desk: Desk, by: str) -> None:
    seal = give_seal(desk)
    with pytest.raises(SealRefusedError, match="不是校长"):
        keep_seal(desk, by, seal.model_copy(update={"custodians": (by,)}), None)
    with pytest.raises(SealRefusedError, match="不是校长"):
        drop_seal(desk, by, SEAL)
    assert Home.open(desk.home.folder).settings.seals == (seal,)


def test_a_new_picture_takes_the_place_of_the_old_one(desk: Desk) -> None:
    old = give_seal(desk)
    new = give_seal(desk, picture=draw_seal("青禾市云溪路小学", "演示二"))
    assert new.file != old.file
    assert [one.name for one in (desk.home.folder / "keys" / "seals").iterdir()] == [new.file]


def test_others_keep_it_from_now_on_without_a_new_picture(desk: Desk) -> None:
    seal = give_seal(desk)
    home = keep_seal(desk, ZHOU, seal.model_copy(update={"custodians": (XU,)}), None)
    assert [(one.custodians, one.file) for one in home.settings.seals] == [((XU,), seal.file)]
    assert len(list((home.folder / "history").glob("*.toml"))) == 2, "who kept it before is known"


def test_a_dropped_seal_leaves_no_picture(desk: Desk) -> None:
    give_seal(desk)
    assert drop_seal(desk, ZHOU, SEAL).settings.seals == ()
    assert list((desk.home.folder / "keys" / "seals").iterdir()) == []


def test_the_seal_of_a_unit_is_red_and_a_signature_need_not_be(desk: Desk) -> None:
    with pytest.raises(SealRefusedError, match="不是红色的"):
        give_seal(desk, picture=blue())
    assert give_seal(desk, "法定代表人签名章", place="签名", picture=blue()).place == "签名"


def test_a_seal_without_a_picture_cannot_be_kept_or_taken_out(desk: Desk) -> None:
    seal = give_seal(desk)
    (desk.home.folder / "keys" / "seals" / seal.file).unlink()
    with pytest.raises(SealRefusedError, match="还没有图片"):
        keep_seal(desk, ZHOU, seal, None)
    with pytest.raises(SealRefusedError, match="图片不在了"):
        taken_out(desk.home, [SEAL])


@pytest.mark.parametrize(
    ("names", "said"), [([], "没有写保管人"), (["无名氏"], "名录里没有“无名氏”")]
)
def test_a_custodian_is_somebody_of_the_school(desk: Desk, names: list[str], said: str) -> None:
    with pytest.raises(SealRefusedError, match=said):
        custodians_of(desk, names)
    assert custodians_of(desk, ["董䶮", DONG]) == (DONG,)


def test_the_same_name_twice_in_the_settings_is_no_settings(desk: Desk) -> None:
    give_seal(desk)
    path = desk.home.folder / "school.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("[[seals]]") :], encoding="utf-8")
    with pytest.raises(SchoolFileError, match="印章“公章”写了两次"):
        Home.open(desk.home.folder)


# ---- where it goes, and where it does not


def test_the_picture_comes_back_from_the_keys_and_is_in_no_data_backup(
    desk: Desk, tmp_path: Path
) -> None:
    seal = give_seal(desk)
    letter(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    assert status(desk.home.folder).keys_at_risk
    made = make_backup(desk.home.folder, stick, at=NOON, passphrase=WORDS)
    with zipfile.ZipFile(made.data) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name in contents if "seals" in name or seal.file in name]
    assert drawn_seal().png not in b"".join(contents.values())
    assert made.keys is not None
    assert unlock(made.keys.read_bytes(), WORDS)[f"seals/{seal.file}"] == drawn_seal().png
    other = tmp_path / "other"
    restore(made.data, other)
    with pytest.raises(SealRefusedError, match="从密钥备份恢复"):
        taken_out(Home.open(other), [SEAL])
    restore_keys(made.keys, other, WORDS)
    (found,) = taken_out(Home.open(other), [SEAL])
    assert found.png == drawn_seal().png
    assert stat.S_IMODE((other / "keys" / "seals" / seal.file).stat().st_mode) == 0o600


def test_a_new_seal_wants_a_new_backup_of_the_keys(desk: Desk, tmp_path: Path) -> None:
    make_backup(desk.home.folder, tmp_path, at=NOON, passphrase=WORDS)
    assert not status(desk.home.folder).keys_at_risk
    give_seal(desk)
    assert status(desk.home.folder).keys_at_risk


def test_the_picture_is_no_attachment_and_in_no_workbook(desk: Desk) -> None:
    give_seal(desk)
    letter(desk)
    kept = (desk.home.folder / "attachments").rglob("*")
    assert digest(drawn_seal().png) not in {path.name for path in kept}
    exported = export_register(desk, LETTER, TERM)
    with zipfile.ZipFile(io.BytesIO(exported.data)) as book:
        assert not [name for name in book.namelist() if "media" in name]
