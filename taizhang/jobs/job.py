"""What a job is: what is to be done, for whom, how it stands, what came of it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field


class State(StrEnum):
    """How a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """As staff read it."""
        return _LABELS[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing will come any more."""
        return self not in (State.QUEUED, State.RUNNING)


_LABELS = {
    State.QUEUED: "排队中",
    State.RUNNING: "正在办",
    State.DONE: "办好了",
    State.FAILED: "没办成",
    State.CANCELLED: "已取消",
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Binding(_Model):
    """Bind a term, or chapters of it; empty is all.

    Attributes:
        checked_by: 检查人, as printed in the volume note.
    """

    title: ClassVar[str] = "装订"

    kind: Literal["bind"] = "bind"
    term: str
    chapters: tuple[str, ...] = ()
    checked_by: str = ""


class BackingUp(_Model):
    """Back the home up, for downloading."""

    title: ClassVar[str] = "备份"

    kind: Literal["backup"] = "backup"


class Filing(_Model):
    """File a batch of scans.

    Attributes:
        batch: of the inbox; `count` how many files it has.
    """

    title: ClassVar[str] = "扫描归档"

    kind: Literal["scans"] = "scans"
    batch: str
    count: int


Task = Binding | BackingUp | Filing


class Job(_Model):
    """One piece of long work.

    Attributes:
        what: is to be done.
        by: id of who asked; answers for it.
        secret: a passphrase goes with it. It stands nowhere on the disk, so a job that waits for
            its turn does not outlive the server.
        files: name to give a result → where it lies in the home.
        outcome: what came of it, by name.
        error: why it failed, in Chinese; `code` of the error, if it has one.
    """

    id: str
    what: Annotated[Task, Field(discriminator="kind")]
    by: str
    asked_at: datetime
    state: State = State.QUEUED
    secret: bool = False
    started_at: datetime | None = None
    ended_at: datetime | None = None
    files: Mapping[str, str] = Field(default_factory=dict)
    outcome: Mapping[str, Any] = Field(default_factory=dict)
    error: str = ""
    code: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing will come any more."""
        return self.state.is_over


class Progress(_Model):
    """How far a job is: so many parts of a step are done."""

    done: int = 0
    total: int = 0
    step: str = ""
