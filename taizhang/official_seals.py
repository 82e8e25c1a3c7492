"""The school's official seals: who keeps them, and their pictures, which nobody else sees.

A picture lies in ``<home>/keys/seals``, with the keys: it goes into the key backup under its
passphrase and into nothing else. What is told of a seal stands in school.toml, ``[[seals]]``.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checklists.messages import said_of
from checklists.surroundings import Listed
from generator.official_seals import OfficialSeal, Place
from generator.seal_images import SealImage, read_seal_image
from records.digest import digest
from records.disk import Disk, make_folders, read_whole, write_whole
from records.errors import LedgerUnreadableError, NotWrittenError, cause_of
from records.ink import APPROVERS
from taizhang.desk import Desk
from taizhang.errors import SealRefusedError
from taizhang.home import Home
from taizhang.school_file import SealSection

FOLDERS = ("keys", "seals")
NO_FILE = f"{'0' * 16}.png"
"""Name that no picture has."""
WHERE = "印章图片"


# ---- who


def is_custodian(person: str, seals: Iterable[SealSection]) -> bool:
    """Whether somebody, by id, keeps one of these seals."""
    return any(person in seal.custodians for seal in seals)


def is_approver(posts: Iterable[str]) -> bool:
    """Whether somebody of these posts may allow a seal to be used."""
    return not set(APPROVERS).isdisjoint(posts)


def is_in_charge(person: str, posts: Iterable[str], seals: Iterable[SealSection]) -> bool:
    """Whether somebody sees how the seals are used: custodians, and who may allow it."""
    return is_approver(posts) or is_custodian(person, seals)


def custodians_of(desk: Desk, names: Sequence[str]) -> tuple[str, ...]:
    """Ids of those who are to keep a seal.

    Args:
        desk: of the school.
        names: ids or names.

    Raises:
        SealRefusedError: one is not there, or nobody is named.
    """
    found = dict.fromkeys(_listed(desk, name).id for name in names)
    if not found:
        raise SealRefusedError("没有写保管人。写上保管这枚印章的人。")
    return tuple(found)


def _listed(desk: Desk, name: str) -> Listed:
    person = desk.directory.look_up("person", name)
    if person is None or not person.active:
        raise SealRefusedError(f"名录里没有“{name}”，或已离岗。核对保管人的姓名或编号。")
    return person


# ---- which


def find_seal(home: Home, name: str) -> SealSection:
    """A seal by its name.

    Raises:
        SealRefusedError: there is none of that name.
    """
    found = next((one for one in home.settings.seals if one.name == name), None)
    if found is None:
        known = "、".join(one.name for one in home.settings.seals) or "（还没有）"
        raise SealRefusedError(f"没有“{name}”这枚印章。已有：{known}。由校长在设置里添加。")
    return found


def read_seal(told: Mapping[str, Any]) -> SealSection:
    """What is told of a seal; without a `file` it has no picture yet.

    Raises:
        SealRefusedError: it cannot be understood.
    """
    try:
        return SealSection.model_validate({"file": NO_FILE, **told})
    except ValidationError as error:
        titles = {name: one.title for name, one in SealSection.model_fields.items()}
        said = "；".join(
            f"{titles[str(one['loc'][0])]}：{'。'.join(said_of(dict(one)))}"
            for one in error.errors(include_url=False)
        )
        raise SealRefusedError(f"印章的设置读不懂：{said}。改正后再保存。") from None


def keep_seal(desk: Desk, by: str, seal: SealSection, image: SealImage | None) -> Home:
    """Add a seal, or put it in the place of the one of its name; the old picture goes.

    Args:
        desk: of the school.
        by: who changes it, id or name: the head of the school.
        seal: what is told of it; its `file` is that of `image` if one is given.
        image: its picture, if it is a new one.

    Returns:
        the home with its new settings.

    Raises:
        SealRefusedError: not the head of the school, no picture, or one that is not red.
        SchoolFileError, NotWrittenError: the settings cannot be kept; the old ones stand.
    """
    who = _require_head(desk, by)
    if image is not None:
        if Place(seal.place) is Place.DATE and not image.red:
            raise SealRefusedError(f"“{seal.name}”不是红色的。单位的印章用红色印油，请用彩色扫描。")
        seal = seal.model_copy(update={"file": _kept(desk.home.folder, image, desk.disk)})
    elif not (desk.home.folder.joinpath(*FOLDERS) / seal.file).is_file():
        raise SealRefusedError(f"“{seal.name}”还没有图片。选一张印文的扫描件。")
    others = tuple(one for one in desk.home.settings.seals if one.name != seal.name)
    return _rewritten(desk, who, (*others, seal))


def drop_seal(desk: Desk, by: str, name: str) -> Home:
    """Take a seal out of use; its picture goes, what was stamped stays.

    Raises:
        SealRefusedError: not the head of the school, or there is no such seal.
    """
    who, gone = _require_head(desk, by), find_seal(desk.home, name)
    return _rewritten(desk, who, tuple(one for one in desk.home.settings.seals if one != gone))


def _require_head(desk: Desk, by: str) -> Listed:
    person = _listed(desk, by)
    if "principal" not in person.posts:
        raise SealRefusedError(f"{person.name}不是校长（园长）。印章和保管人由校长设定。")
    return person


def _rewritten(desk: Desk, by: Listed, seals: tuple[SealSection, ...]) -> Home:
    home = desk.home.rewrite(
        desk.home.settings.model_copy(update={"seals": seals}), by=by.name, at=desk.now()
    )
    folder = home.folder.joinpath(*FOLDERS)
    for path in folder.glob("*.png"):
        if path.name not in {one.file for one in seals}:
            desk.disk.remove(path)
    return home


# ---- pictures


def image_from(data: bytes) -> SealImage:
    """The seal on a scan.

    Raises:
        SealImageError: none can be made of it.
    """
    return read_seal_image(data)


def _kept(home: Path, image: SealImage, disk: Disk) -> str:
    name = f"{digest(image.png)[:16]}.png"
    try:
        write_whole(disk, make_folders(disk, home, *FOLDERS) / name, image.png)
    except OSError as error:
        raise NotWrittenError(WHERE, cause_of(error)) from error
    return name


def read_image(home: Home, seal: SealSection) -> bytes:
    """The picture of a seal, a PNG.

    Raises:
        SealRefusedError: it is not there.
        LedgerUnreadableError: the system did not let it be read.
    """
    path = home.folder.joinpath(*FOLDERS) / seal.file
    if not path.is_file():
        raise SealRefusedError(f"“{seal.name}”的图片不在了。从密钥备份恢复，或由校长重新存入。")
    try:
        return read_whole(Disk(), path)
    except OSError as error:
        raise LedgerUnreadableError(WHERE, cause_of(error)) from error


def taken_out(home: Home, names: Sequence[str]) -> tuple[OfficialSeal, ...]:
    """The seals of these names, to be put on a paper.

    Raises:
        SealRefusedError: one is not there, or two want the same place.
    """
    seals = [find_seal(home, name) for name in names]
    if len({one.place for one in seals}) < len(seals):
        raise SealRefusedError("一份文书的同一处只盖一枚印章。分两次申请。")
    return tuple(
        OfficialSeal(one.name, read_image(home, one), one.width, Place(one.place), one.seam)
        for one in seals
    )
