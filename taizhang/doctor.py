"""A look at everything a home needs: each check says what it found and what to do."""

import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version

from checklists.cadence import owed_for
from checklists.catalogue import catalogue
from checklists.columns import KINDS
from checklists.posts import post_title
from generator.document import Document, Paragraph, Prose
from generator.fonts import stacked_families
from generator.identity import open_identity
from generator.metadata import About
from generator.pdfa import check
from generator.rendering import Press
from records.access import AccessLog
from records.backup import status as backup_status
from records.directory import Directory
from records.disk import Disk
from records.erasure import half_erased, missing_keys
from records.items import ClassItem
from records.plans import PlanLog
from records.prints import PrintLog
from taizhang.accounts.accounts import Accounts
from taizhang.accounts.roles import Role
from taizhang.exits import REFUSALS
from taizhang.home import Home
from taizhang.papers import IDENTITY, looks_of
from taizhang.register_pages import limits
from taizhang.tls import server_files, web_certificate
from taizhang.vouching import verify_home

ROOM_NEEDED = 64_000_000
BACKUP_EVERY = timedelta(days=7)
TOOLS = (
    "taizhang",
    "pydantic",
    "tinydb",
    "docxtpl",
    "weasyprint",
    "plutoprint",
    "pikepdf",
    "pyhanko",
)
OWING = {"letter_party": "要签责任书的人", "canteen_staff": "食堂从业人员"}
"""Kinds that duties are owed for and that are no list of their own."""
SPECIMEN = "日期 2026年3月5日，民生与方便：㛃 𬱖 䶮 玥 珺，≤5℃，√合格 □不合格"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found.

    Attributes:
        ok: nothing to do.
        name: what was looked at.
        text: what was found, and what to do about it.
    """

    ok: bool
    name: str
    text: str


def examine(home: Home, press: Press, now: datetime) -> Iterator[Diagnosis]:
    """Every check, in order."""
    yield from _look(
        {
            "程序": lambda: _system(home),
            "字体": lambda: _fonts(home),
            "排版": lambda: [_engines(home, press, now)],
            "台账": lambda: [_journals(home)],
            "个人信息": lambda: _personal(home),
            "日志": lambda: _logs(home),
        }
    )
    yield from examine_school(home, now)


def examine_school(
    home: Home, now: datetime, directory: Directory | None = None
) -> Iterator[Diagnosis]:
    """The checks that take no time: what the school itself has to see to.

    Args:
        home: of the school.
        now: moment.
        directory: its lists, if they have been read.
    """
    lists = cache(lambda: directory or Directory.open(home.folder / "directory", now.date()))
    yield from _look(
        {
            "学校证书": lambda: _keys(home, now),
            "网页证书": lambda: _web_certificate(home, now),
            "备份": lambda: _backup(home, now),
            "学期": lambda: _calendar(home, now),
            "限值": lambda: _limits(home),
            "登记簿": lambda: _registers(home, lists()),
            "班级": lambda: _classes(home, lists(), now),
            "岗位": lambda: _posts(home, lists()),
            "网页账号": lambda: _accounts(home, lists()),
        }
    )


def _look(checks: Mapping[str, Callable[[], Iterable[Diagnosis]]]) -> Iterator[Diagnosis]:
    for name, look in checks.items():
        try:
            yield from look()
        except REFUSALS as error:  # one sick part is a finding, not the end of the examination
            yield Diagnosis(False, name, str(error))


def _system(home: Home) -> Iterator[Diagnosis]:
    tools = "，".join(f"{name} {version(name)}" for name in TOOLS)
    yield Diagnosis(True, "程序", f"Python {platform.python_version()}，{tools}")
    free = shutil.disk_usage(home.folder).free
    text = f"剩余 {free / 1_000_000_000:.1f} GB"
    enough = free >= ROOM_NEEDED
    yield Diagnosis(enough, "磁盘", text if enough else f"{text}，太少：清理后再登记")


def _fonts(home: Home) -> Iterator[Diagnosis]:
    looks = looks_of(home)
    wanted = stacked_families(looks.find("html/fonts.css").read_text(encoding="utf-8"))
    found = {face.family for face in looks.faces}
    yield Diagnosis(bool(found), "字体", f"用 {'、'.join(sorted(found))}")
    bold = "Noto Serif CJK SC" in found
    lacking = "、".join(name for name in wanted if name not in found)
    advice = "" if bold else "；没有真粗体，标题将用替代字体：安装 fonts-noto-cjk"
    yield Diagnosis(bold, "替代字体", f"没有装：{lacking or '无'}{advice}")


def _engines(home: Home, press: Press, now: datetime) -> Diagnosis:
    document = Document(
        title="样张",
        school=home.settings.school.name,
        shape="front",
        blocks=(Prose((Paragraph(SPECIMEN),)),),
    )
    about = About("样张", home.settings.school.name, "自检", "doctor", "0" * 64, "", now)
    problems = check(press.finished(document, about))
    text = "；".join(str(one) for one in problems[:3]) or "能排版，符合 PDF/A-3a"
    return Diagnosis(not problems, "排版", text)


def _journals(home: Home) -> Diagnosis:
    report = verify_home(home.folder)
    return Diagnosis(report.ok, "台账", "；".join((report.headline, *report.lines)))


def _keys(home: Home, now: datetime) -> Iterator[Diagnosis]:
    path = home.folder / "keys" / IDENTITY
    if not path.is_file():
        yield Diagnosis(False, "学校证书", "没有密钥：从备份恢复 keys 文件夹，否则装订后无法签名")
        return
    ends = open_identity(path.read_bytes()).certificate.not_valid_after_utc
    good = ends - now > timedelta(days=90)
    advice = "" if good else "，快到期：请更换证书"
    yield Diagnosis(good, "学校证书", f"有效期至 {ends:%Y-%m-%d}{advice}")


def _web_certificate(home: Home, now: datetime) -> Iterator[Diagnosis]:
    made = web_certificate(home, now)
    if made is None:
        return
    server_files(home)  # whether the two files still go together
    left = f"还有 {made.days_left} 天" if made.days_left >= 0 else "已经过期"
    advice = "：用 taizhang tls 续办，再重启 taizhang serve" if made.ends_soon else ""
    until = f"到 {made.until:%Y-%m-%d} 为止，{left}"
    yield Diagnosis(not made.ends_soon, "网页证书", f"{until}{advice}")


def _backup(home: Home, now: datetime) -> Iterator[Diagnosis]:
    known = backup_status(home.folder)
    recent = bool(known.data_at) and now - datetime.fromisoformat(known.data_at) < BACKUP_EVERY
    when = f"上次 {known.data_at[:10]}，之后新增 {known.behind} 行" if known.data_at else "从未备份"
    advice = "" if recent else "：请备份（taizhang backup，或网页的设置）"
    yield Diagnosis(recent, "数据备份", f"{when}{advice}")
    text = "没有备份：备份时设一个口令" if known.keys_at_risk else "已备份"
    yield Diagnosis(not known.keys_at_risk, "密钥备份", text)


def _personal(home: Home) -> Iterator[Diagnosis]:
    """Whether personal values can be read, and whether what is to be gone is gone."""
    lacking = missing_keys(home.folder)
    named = "、".join(f"{term} {count} 条" for term, count in lacking.items())
    text = f"缺密钥：{named}。用密钥备份恢复：taizhang restore --keys 密钥文件"
    yield Diagnosis(not lacking, "个人信息", text if lacking else "密钥齐全")
    unfinished = len(half_erased(home.folder))
    text = f"{unfinished} 条记录已写明删除，密钥还在：再运行一次 taizhang erase 或 destroy"
    if unfinished:
        yield Diagnosis(False, "删除", text)


def _logs(home: Home) -> Iterator[Diagnosis]:
    """Whether the chained logs are as they were written."""
    for kind in (AccessLog, PlanLog, PrintLog):
        log = kind(home.folder, Disk())
        damage = log.damage()
        told = f"{'；'.join(damage)}。查明原因" if damage else "完好"
        yield Diagnosis(not damage, log.title, told)


def _calendar(home: Home, now: datetime) -> Iterator[Diagnosis]:
    term = home.term_of(now.date())
    calendar = home.calendar(term.key)
    yield Diagnosis(True, "学期", f"{calendar.term.title} {term.start} 至 {term.end}")
    for doubt in calendar.doubts():
        yield Diagnosis(False, "校历", f"{doubt.text}：{doubt.advice}")


def _limits(home: Home) -> Iterator[Diagnosis]:
    """A limit under a key that no register has would be kept and never judge anything."""
    known = {key for key, *_ in limits()}
    for key in home.limits.keys() - known:
        text = f"school.toml 的 limits 里“{key}”没有登记簿用到：核对写法，见参考“可调整的限值”"
        yield Diagnosis(False, "限值", text)


def _registers(home: Home, directory: Directory) -> Iterator[Diagnosis]:
    """Keys in school.toml that are no register, and lists without which nothing is owed."""
    settings, known = home.settings, catalogue()
    named = {*settings.off, *(key.partition("/")[0] for key in settings.absences)}
    for key in sorted(named - known.keys()):
        text = f"school.toml 的 off、absences 里“{key}”不是登记簿：代号见 taizhang registers"
        yield Diagnosis(False, "登记簿", text)
    subjects = directory.subjects()
    waiting: dict[str, list[str]] = {}
    for entry in known.values():
        kept = not home.profile.why_not_kept(entry)
        for kind in owed_for(entry.register.cadence) if kept else ():
            if not subjects.get(kind):
                waiting.setdefault(kind, []).append(entry.register.number)
    for kind, numbers in waiting.items():
        told = OWING.get(kind) or KINDS.get(kind, kind)
        text = f"名录里没有{told}，{'、'.join(numbers)} 按它一个一个催填，现在一项也不催"
        yield Diagnosis(False, "登记簿", text)


def _classes(home: Home, directory: Directory, now: datetime) -> Iterator[Diagnosis]:
    """Classes that stay at home but are not listed, and those whose stage nobody said."""
    classes = [one.item for one in directory.listings("class")]
    listed = {name for one in classes for name in (one.id, one.name)}
    closed = home.calendar(home.term_of(now.date()).key).closed_classes
    for name in sorted({name for names in closed.values() for name in names} - listed):
        yield Diagnosis(False, "班级", f"停课的“{name}”名录里没有：核对停课班级的写法")
    several = len(home.profile.stages) > 1
    unsaid = [one.name for one in classes if isinstance(one, ClassItem) and not one.stage]
    if several and unsaid:
        text = f"{'、'.join(unsaid)}没有写学段，小学、幼儿园的登记簿都会催：在名录里写明"
        yield Diagnosis(False, "班级", text)


def _posts(home: Home, directory: Directory) -> Iterator[Diagnosis]:
    """Posts nobody holds, each with the places that wait for it."""
    held = {post for one in directory.listings("person") if one.active for post in one.posts}
    waiting: dict[tuple[str, ...], list[str]] = {}
    for kind in catalogue().values():
        kept = not home.profile.why_not_kept(kind)
        for signer in kind.register.signers:
            if kept and signer.posts and not held & set(signer.posts):
                waiting.setdefault(signer.posts, []).append(
                    f"{kind.register.number}“{signer.role}”"
                )
    for posts, places in waiting.items():
        named = "或".join(post_title(post) for post in posts)
        text = f"没有{named}，签不了：{'、'.join(places)}。给在岗人员加上岗位，或写明本校不设这几册"
        yield Diagnosis(False, "岗位", text)


def _accounts(home: Home, directory: Directory) -> Iterator[Diagnosis]:
    """Accounts of those who have left the school; inspectors are on no list of it."""
    for one in Accounts(home.folder, Disk()).listed():
        found = directory.look_up("person", one.person)
        stays = found.active if found else set(one.roles) == {Role.INSPECTOR}
        if one.disabled_at is None and not stays:
            text = f"{one.name}已离岗，账号还在用：taizhang account disable {one.person}"
            yield Diagnosis(False, "网页账号", text)
