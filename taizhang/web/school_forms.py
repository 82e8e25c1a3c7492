"""school.toml as forms: its sections drawn, read back, put in the place of what was shown."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData

from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.errors import CalendarError, Problem
from checklists.profile import Profile
from generator.completeness import reason_keys
from records.digest import digest_of
from records.overview.picture import Book
from records.standings import Standing
from taizhang.desk import Desk
from taizhang.errors import SchoolFileError
from taizhang.register_pages import limits
from taizhang.school_file import LimitSection, SchoolFile, TermSection
from taizhang.web.acts import text_of
from taizhang.web.fields import tree_of
from taizhang.web.model_fields import Drawn, Offers, draw_model, problems_of_model, read_model
from taizhang.web.rights import Visitor

Section = TypeVar("Section", bound=BaseModel)
SEEN = "_seen"
STALE = Problem("这一页", "您打开以后有人改过", "重新打开看过再改")
LOW, HIGH = "low", "high"
REASON = "reason:"
"""Before the key of a reason, in the name of its form field."""


def columns_of(model: type[BaseModel], *, fixed: tuple[str, ...] = ()) -> list[str]:
    """Columns of a section that are filled in."""
    return [name for name in model.model_fields if name not in fixed]


def draw_section(
    model: type[BaseModel],
    data: Mapping[str, Any],
    problems: tuple[Problem, ...] = (),
    *,
    fixed: tuple[str, ...] = (),
) -> Drawn:
    """A section as fields."""
    return draw_model(model, columns_of(model, fixed=fixed), data, Offers(problems=problems))


def read_section(
    model: type[BaseModel], form: FormData, kept: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What a form says of a section; columns that it does not show are as `kept` has them."""
    known = dict(kept or {})
    return {**known, **read_model(model, columns_of(model, fixed=tuple(known)), tree_of(form))}


def checked_section(
    model: type[Section], data: Mapping[str, Any]
) -> tuple[Section | None, tuple[Problem, ...]]:
    """A section made of what was filled in, or what is wrong with it."""
    try:
        made = model.model_validate(data)
        if isinstance(made, TermSection):
            made.calendar()
    except ValidationError as error:
        return None, problems_of_model(error, model)
    except CalendarError as error:
        return None, (Problem("「学期」", str(error).rstrip("。"), "改正后再保存", "key"),)
    return made, ()


def seen_of(part: object) -> str:
    """Digest of what a page shows of the settings, by which it notices that they were changed."""
    return digest_of(part)


def rewrite(
    desk: Desk,
    who: Visitor,
    form: FormData,
    shown: object,
    change: Callable[[SchoolFile], SchoolFile],
) -> tuple[Problem, ...]:
    """Put changed settings in the place of those there are.

    Args:
        desk: of the school.
        who: changes them.
        form: says what its page showed.
        shown: what that would show now.
        change: old settings → new ones.

    Returns:
        what is wrong; nothing where they were kept.

    Raises:
        NotWrittenError: the disk failed; the old settings stand.
    """
    if text_of(form, SEEN) != seen_of(shown):
        return (STALE,)
    try:
        desk.home.rewrite(change(desk.home.settings), by=who.name, at=desk.now())
    except SchoolFileError as error:
        return (Problem("没有保存", str(error).rstrip("。"), "改正后再保存"),)
    return ()


# ---- terms


def next_term(settings: SchoolFile) -> dict[str, Any]:
    """What is known of the term after the last one."""
    last = max(settings.terms, key=lambda term: term.start, default=None)
    if last is None:
        return {}
    year, number = int(last.key[:4]), int(last.key[-1])
    key = f"{year}-{year + 1}-2" if number == 1 else f"{year + 1}-{year + 2}-1"
    return {"key": key, "meals": last.meals}


def with_term(settings: SchoolFile, key: str, term: TermSection | None) -> SchoolFile:
    """Settings with a term in the place of the one of this key, or without it; a new one comes in.

    They stand in the order in which they begin.
    """
    others = [one for one in settings.terms if one.key != key]
    found = sorted([*others, *([term] if term else [])], key=lambda one: one.start)
    return settings.model_copy(update={"terms": tuple(found)})


# ---- registers the school does not keep


def registers_to_switch(profile: Profile) -> list[tuple[type[Entry], str]]:
    """Registers, each with why this kind of school does not keep it; empty where it does."""
    kept = Profile(profile.kind, profile.canteen, profile.diners, profile.boarding)
    return [(one, kept.why_not_kept(one)) for one in catalogue().values()]


def read_reasons(form: FormData, before: Mapping[str, str]) -> dict[str, str]:
    """Reasons by key, those that the form says and those it does not show; emptied ones go."""
    shown = [name.removeprefix(REASON) for name in form if name.startswith(REASON)]
    said = {key: text_of(form, f"{REASON}{key}") for key in shown}
    others = {key: reason for key, reason in before.items() if key not in said}
    return {**others, **{key: reason for key, reason in said.items() if reason}}


# ---- duties that were not done


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty that nobody recorded, under the key of its reason."""

    key: str
    title: str


def gaps_of(
    books: Iterable[Book], reasons: Mapping[str, str], now: datetime
) -> dict[str, list[Gap]]:
    """Register → its duties that are over, have no record, and no reason yet."""
    found: dict[str, list[Gap]] = {}
    for book in books:
        slug = book.register.slug
        for one in book.duties:
            keys = reason_keys(slug, one.duty)
            is_missing = one.standing is Standing.MISSING and one.duty.due <= now
            if is_missing and reasons.keys().isdisjoint(keys):
                found.setdefault(slug, []).append(Gap(keys[0], one.duty.title))
    return found


# ---- limits of the school's own


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit that a school can set."""

    key: str
    name: str
    default: str
    low: str
    high: str

    @property
    def id(self) -> str:
        """Of its element."""
        return f"limit-{self.key}"

    @property
    def is_own(self) -> bool:
        """Whether the school set it."""
        return bool(self.low or self.high)


def limit_lines(
    profile: Profile, settings: SchoolFile, form: FormData | None = None
) -> dict[str, list[LimitLine]]:
    """Register → its limits, with the school's own; of registers that it keeps.

    Args:
        profile: of the school.
        settings: as they are.
        form: as it came back; None shows the settings.
    """
    registers, found = catalogue(), dict[str, list[LimitLine]]()
    known: dict[str, tuple[str, str]] = {}
    for key, name, default in limits():
        known.setdefault(key, (name, default))  # two rules may share a limit
    for key, (name, default) in known.items():
        kind = registers[key.partition(".")[0]]
        if profile.why_not_kept(kind):
            continue
        own = settings.limits.get(key, LimitSection())
        low, high = (
            _digits(text_of(form, f"{end}:{key}")) if form else _told(getattr(own, end))
            for end in (LOW, HIGH)
        )
        found.setdefault(kind.register.title, []).append(LimitLine(key, name, default, low, high))
    return found


def _told(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _digits(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def read_limits(
    lines: Mapping[str, list[LimitLine]],
) -> tuple[dict[str, LimitSection], tuple[Problem, ...]]:
    """The limits of the school's own, or what is wrong with them."""
    found: dict[str, LimitSection] = {}
    problems: list[Problem] = []
    for line in (one for part in lines.values() for one in part):
        said = {LOW: line.low, HIGH: line.high}
        try:
            made = LimitSection.model_validate({end: text or None for end, text in said.items()})
        except ValidationError:
            problems.append(Problem(line.name, "不是数字", "写数字，不加单位", line.key))
            continue
        if made.low is not None and made.high is not None and made.low > made.high:
            problems.append(Problem(line.name, "下限比上限大", "核对两个数", line.key))
        elif made.low is not None or made.high is not None:
            found[line.key] = made
    return found, tuple(problems)
