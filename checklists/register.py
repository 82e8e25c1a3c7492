"""Register: the description of one kind of book, beside its columns."""

from dataclasses import dataclass, field

from checklists.basis import Basis
from checklists.cadence import Cadence
from checklists.profile import Canteen
from checklists.retention import Retention
from checklists.rules import Rule

CHAPTERS: dict[str, tuple[int, str]] = {
    "organisation": (1, "组织责任与制度"),
    "gate_security": (2, "门卫值守与治安防范"),
    "patrol_hazards": (3, "每日巡视与隐患治理"),
    "fire_safety": (4, "消防安全"),
    "canteen": (5, "食堂与食品安全"),
    "environment": (6, "环境卫生、饮水与绿化"),
    "health": (7, "卫生防疫与幼儿保健"),
    "utilities_buildings": (8, "水电暖气与校舍设施"),
    "renovation": (9, "修缮工程与假期维修"),
    "property": (10, "校产与物资"),
    "textbooks": (11, "教科书与学习用品"),
    "fees_finance": (12, "收费与财务公开"),
}


@dataclass(frozen=True, slots=True)
class Signer:
    """One place in the signing order.

    Attributes:
        role: as printed, 巡视人.
        posts: post codes that may sign here; empty when `column` names the person.
        column: column that names the person who signs.
        condition: when the place is needed, in words; empty is always. An entry says with
            `signers_needed` which of the conditional ones it needs.
        stage: stage whose completion this signature confirms; empty is the whole record.
    """

    role: str
    posts: tuple[str, ...] = ()
    column: str = ""
    condition: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence of the plans that started the project, and where it stands."""

    plan: int
    section: str
    quote: str
    line: int


@dataclass(frozen=True, slots=True)
class Register:
    """登记簿（册的定义）. Key and chapter are the file's name and folder.

    Attributes:
        title: name on cover and form.
        number: number in the catalogue, as 5.7.
        prefix: initials in record numbers, unique.
        cadence, retention, basis, signers: as the catalogue says.
        post: 责任岗 in the catalogue's words; `owners` are the post codes it means.
        photos: photo duty in the catalogue's words.
        followup: 异常与后续 in the catalogue's words.
        rules: every rule of the catalogue; each is carried out by an entry rule, a function of
            the audit, or reported as 未核 while a register it needs is missing.
        stages: names of the stages, first to last; one when a record is filled in at once.
        applies: stages (小学, 幼儿园) it is kept for; see `Profile.why_not_kept`.
        canteens: ways of making meals at which a register of the canteen is kept.
        for_pupils_meals: kept only where pupils eat.
        in_rows: many a day, each with a few short check items: printed as a line of a table.
        open_to_all: whoever works at the school may begin a record: a danger seen, a thing broken.
        seeds: sentences of the plans this register answers.
    """

    title: str
    number: str
    prefix: str
    cadence: Cadence
    retention: Retention
    basis: tuple[Basis, ...]
    signers: tuple[Signer, ...]
    post: str
    owners: tuple[str, ...]
    photos: str
    followup: tuple[str, ...]
    rules: tuple[Rule, ...]
    stages: tuple[str, ...] = ("登记",)
    applies: tuple[str, ...] = ("小学", "幼儿园")
    canteens: tuple[Canteen, ...] = ("自营", "委托承包", "校外供餐")
    for_pupils_meals: bool = False
    in_rows: bool = False
    open_to_all: bool = False
    seeds: tuple[Seed, ...] = field(default=())
