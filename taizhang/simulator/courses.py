"""How a hazard of the play goes, from notice to closing; every chapter writes its own."""

from dataclasses import dataclass

from taizhang.simulator.plan import Ref

SPOT, WEEK, GRAVE = "一般-当场整改", "一般-限期整改", "较大"
MENDED, AGAIN, PUT_OFF = "合格销号", "不合格重整改", "延期"


@dataclass(frozen=True, slots=True)
class Round:
    """One rectification and its re-inspection; times as “03-07 10:20”, empty is not yet."""

    done: str
    desc: str
    review: str = ""
    result: str = MENDED


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due date."""

    at: str
    reason: str
    measures: str
    new_due: str


@dataclass(frozen=True, slots=True)
class Report:
    """A hazard reported by hand."""

    at: str
    finder: str
    source: str
    category: str
    place: str
    desc: str


@dataclass(frozen=True, slots=True)
class Course:
    """How one hazard goes.

    Attributes:
        what: in a few words, for the pictures.
        notice: when the safety office wrote the notice; `due` as “03-09”.
        place: where, if the record that opened it does not say.
        report: how it came, if no record opened it.
    """

    ref: Ref
    what: str
    notice: str
    level: str
    interim: str
    owner: str
    due: str
    rounds: tuple[Round, ...]
    fund: str = ""
    place: str = ""
    extension: Extension | None = None
    report: Report | None = None
