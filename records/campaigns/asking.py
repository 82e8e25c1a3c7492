"""Who is asked to sign what: letters begun from the school's lists, or from a roster."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from checklists.clauses.forbidden import WHY, forbidden_clauses
from checklists.clauses.library import post_clauses
from checklists.posts import PARTIES, parties_of, party_of, post_title, signs_letter
from checklists.surroundings import Listed, Lists, on_the_day
from records.refusals import AmbiguousNameError

REGISTER = "safety_responsibility_letter"
HOMEROOM, FIRMS, TENANTS, PARENTS = "班主任", "施工单位", "承租承包方", "家长"
TAUGHT = frozenset({"任课教师", "专任体育教师", "实验教师"})
CLEANING = "保洁绿化"
OUTSIDE = frozenset({"guardian", "student"})
"""Posts of people on the list who are asked as families, if at all."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a campaign asks for.

    Attributes:
        batch: name of the batch, as 2026-2027学年第一学期安全责任书.
        issued_on: 下发日期.
        valid_from, valid_to: 责任期限.
        copies: of each letter, unless a roster says otherwise.
        parties: 主送类别 that are asked; empty is every one.
        sources: lists that are asked (`SOURCES`).
        every_post: somebody of several posts signs a letter for each, not only the first.
        special: 主送类别 → 特别约定 of all who sign as such.
        clauses: 主送类别 → text in the place of the library's.
    """

    batch: str
    issued_on: date
    valid_from: date
    valid_to: date
    copies: int = 2
    parties: tuple[str, ...] = ()
    sources: tuple[str, ...] = ("person",)
    every_post: bool = False
    special: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def asks(self, party: str) -> bool:
        """Whether a 主送类别 is asked."""
        return not self.parties or party in self.parties


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter before it is one.

    Attributes:
        id, name: of 乙方.
        party: 主送类别.
        scope: 责任范围; empty where nothing is known of it.
        special: 特别约定 of this one, behind those of the post.
        copies: None is as many as the campaign says.
        row: of the roster it stands in; 0 for none.
        lacking: why it cannot be made, in Chinese; empty where it can.
        remark: what somebody should look at before it is made.
    """

    id: str
    name: str
    party: str
    scope: str = ""
    special: tuple[str, ...] = ()
    copies: int | None = None
    row: int = 0
    lacking: str = ""
    remark: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Who signs as what: in a batch, once."""
        return self.id, self.party

    def specials(self, campaign: Campaign) -> tuple[str, ...]:
        """特别约定 of the post, then of this one."""
        return tuple(dict.fromkeys((*campaign.special.get(self.party, ()), *self.special)))

    def data(self, campaign: Campaign) -> dict[str, Any]:
        """Content of the letter as it is filed."""
        said: dict[str, Any] = {
            "batch": campaign.batch,
            "issued_on": campaign.issued_on.isoformat(),
            "copies": self.copies or campaign.copies,
            "party_b": {"id": self.id, "name": self.name},
            "party_type": self.party,
            "scope": self.scope,
            "clauses": list(campaign.clauses.get(self.party, ())),
            "special": list(self.specials(campaign)),
            "valid_from": campaign.valid_from.isoformat(),
            "valid_to": campaign.valid_to.isoformat(),
        }
        return {name: value for name, value in said.items() if value not in ("", [])}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A line of a roster that was handed in: who signs, and what differs.

    Attributes:
        row: in the workbook.
        party: 主送类别; empty is the one of their posts.
    """

    row: int
    name: str
    party: str = ""
    scope: str = ""
    special: tuple[str, ...] = ()
    copies: int | None = None


# ---- from the lists


def drafts_of(campaign: Campaign, lists: Lists) -> tuple[LetterDraft, ...]:
    """A draft for everybody who is asked, in the order of 主送类别, then of the lists."""
    scopes = _Scopes(lists, campaign.issued_on)
    found = (
        draft
        for source in campaign.sources
        for draft in SOURCES[source](campaign, lists)
        if campaign.asks(draft.party)
    )
    return _ordered(map(scopes.filled, found))


def _people(campaign: Campaign, lists: Lists) -> Iterator[LetterDraft]:
    for one in on_the_day(lists.listings("person"), campaign.issued_on):
        posts = (lists.look_up("person", one.id) or one).posts
        if signs_letter(posts) and not (posts and OUTSIDE.issuperset(posts)):
            for party in _parties(campaign, posts):
                yield LetterDraft(one.id, one.name, party, remark=_doubt(posts, party))


def _parties(campaign: Campaign, posts: tuple[str, ...]) -> tuple[str, ...]:
    held = parties_of(posts)
    firms = {FIRMS, TENANTS}.issuperset(held)  # one contractor's letter, not one of each kind
    return held if campaign.every_post and held and not firms else (party_of(posts),)


def _doubt(posts: tuple[str, ...], party: str) -> str:
    if not posts:
        return "名录里没有写岗位"
    if not parties_of(posts):
        return f"{'、'.join(map(post_title, posts))}没有专门的条款，按{party}起草"
    return ""


def _firms(campaign: Campaign, lists: Lists) -> Iterator[LetterDraft]:
    workers = on_the_day(lists.listings("worker"), campaign.issued_on)
    for name in dict.fromkeys(one.facts.get("firm", "") for one in workers):
        if name:
            yield LetterDraft(name, name, FIRMS)


def _suppliers(campaign: Campaign, lists: Lists) -> Iterator[LetterDraft]:
    for one in on_the_day(lists.listings("supplier"), campaign.issued_on):
        yield LetterDraft(one.id, one.name, TENANTS)


def _parents(campaign: Campaign, lists: Lists) -> Iterator[LetterDraft]:
    """By class and number only: a family's name stands in no letter; they write it themselves."""
    pupils = lists.listings("student")
    classes = {key: one.facts.get("class_", "") for one in pupils for key in (one.id, one.name)}
    for one in on_the_day(lists.listings("guardian"), campaign.issued_on):
        of = classes.get(one.facts.get("child", ""), "")
        yield LetterDraft(one.id, f"{of}家长（{one.id}）", PARENTS, scope=of)


SOURCES: Mapping[str, Callable[[Campaign, Lists], Iterator[LetterDraft]]] = {
    "person": _people,
    "worker": _firms,
    "supplier": _suppliers,
    "guardian": _parents,
}
"""List → who of it is asked: everybody with a post; firms that build; suppliers; families."""


# ---- from a roster


def drafts_of_roster(
    campaign: Campaign, lines: Sequence[RosterLine], lists: Lists
) -> tuple[LetterDraft, ...]:
    """A draft a line; what cannot be made of one says why."""
    scopes, seen = _Scopes(lists, campaign.issued_on), dict[tuple[str, str], int]()
    drafts = []
    for line in lines:
        draft = _of_line(campaign, line, lists)
        draft = draft if draft.lacking else scopes.filled(draft)
        before = seen.setdefault(draft.key, line.row)
        if before != line.row and not draft.lacking:
            draft = replace(draft, lacking=f"与第 {before} 行重复")
        drafts.append(draft)
    return tuple(drafts)


def _of_line(campaign: Campaign, line: RosterLine, lists: Lists) -> LetterDraft:
    draft = LetterDraft(
        line.name, line.name, line.party, line.scope, line.special, line.copies, line.row
    )
    try:
        listed = lists.look_up("person", line.name)
    except AmbiguousNameError:
        return replace(draft, lacking="名录里有几个同名的人，改写人员编号")
    party = line.party or (party_of(listed.posts) if listed else "")
    draft = replace(draft, party=party)
    if party not in PARTIES:
        known = "、".join(PARTIES)
        why = f"没有“{party}”这个主送类别。可用：{known}" if party else "名录里没有这个人"
        return replace(draft, lacking=why)
    if listed is not None:
        return _of_person(draft, listed, campaign.issued_on)
    if PARTIES[party].kind == "岗位":
        return replace(draft, lacking="名录里没有这个人，核对姓名，或先登记名录")
    supplier = lists.look_up("supplier", line.name) if party == TENANTS else None
    return replace(draft, id=supplier.id) if supplier else draft


def _of_person(draft: LetterDraft, listed: Listed, day: date) -> LetterDraft:
    draft = replace(draft, id=listed.id, name=listed.name)
    if not on_the_day((listed,), day):
        return replace(draft, lacking="下发那天不在岗")
    held = parties_of(listed.posts)
    if held and draft.party not in held:
        posts = "、".join(map(post_title, listed.posts))
        return replace(draft, remark=f"名录里的岗位是{posts}")
    return draft


# ---- what a post answers for


class _Scopes:
    """责任范围 as the lists of classes, lessons and areas know it on a day."""

    def __init__(self, lists: Lists, day: date) -> None:
        self._homerooms = _by(on_the_day(lists.listings("class"), day), "homeroom")
        self._lessons = _by(on_the_day(lists.listings("lesson"), day), "teacher")
        self._areas = _by(on_the_day(lists.listings("area"), day), "owner")

    def filled(self, draft: LetterDraft) -> LetterDraft:
        """With its scope, where a list knows it and nobody wrote one."""
        known = {
            HOMEROOM: self._homerooms,
            CLEANING: self._areas,
            **dict.fromkeys(TAUGHT, self._lessons),
        }.get(draft.party, {})
        names = (*known.get(draft.id, ()), *known.get(draft.name, ()))
        scope = draft.scope or "、".join(dict.fromkeys(names))
        if draft.party == HOMEROOM and not scope:
            return replace(draft, lacking="班级名录里没有写是哪个班的班主任")
        return replace(draft, scope=scope)


def _by(items: Iterable[Listed], fact: str) -> dict[str, list[str]]:
    """Names of items by who answers for them."""
    found: dict[str, list[str]] = {}
    for one in items:
        if who := one.facts.get(fact):
            found.setdefault(who, []).append(one.name)
    return found


def _ordered(drafts: Iterable[LetterDraft]) -> tuple[LetterDraft, ...]:
    order = list(PARTIES)
    return tuple(sorted(drafts, key=lambda one: order.index(one.party)))


# ---- what no letter may say


def forbidden_in(campaign: Campaign, draft: LetterDraft) -> tuple[str, ...]:
    """Every sentence of a letter that may not stand in one, with why, in Chinese."""
    texts = {
        "乙方职责条款": campaign.clauses.get(draft.party) or post_clauses(draft.party),
        "特别约定": draft.specials(campaign),
        "责任范围": (draft.scope,),
    }
    return tuple(
        f"{draft.party}「{label}」“{sentence}”：{found}，{WHY[found.kind]}"
        for label, sentences in texts.items()
        for sentence in sentences
        for found in forbidden_clauses(sentence, campaign.issued_on)
    )
