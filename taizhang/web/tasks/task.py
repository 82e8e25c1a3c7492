"""What a task is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from checklists.columns import Column
from checklists.entry import Entry
from records.drafts import Drafting
from records.record import Record
from taizhang.desk import Desk, Visit
from taizhang.web import acts
from taizhang.web.fields import Filled

Perform = Callable[[Desk, Visit, Filled, FormData, bytes | None], acts.Outcome]
"""Does a task with what was filled in, the rest of the form, and the signature that came along."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to fill in.

    Attributes:
        kind: the register.
        heading: of the page.
        columns: that are asked for; `items` if check items are, too.
        data: what the page begins with.
        action: address of its page; `api` that of the offline queue, with ``{id}``.
        perform: does it.
        record: what is continued or corrected; None for a new one.
        fresh: columns that mean now.
        notices: text and kind.
        reason: label of the reason it needs.
        drafting: how it can be begun from earlier records; None if it cannot.
        late: whether a reason for coming late can be given.
        signer: place that can be signed along.
        scan: digest of the page of the tray that is typed in.
    """

    kind: type[Entry]
    heading: str
    columns: tuple[Column, ...]
    items: bool
    data: Mapping[str, Any]
    action: str
    api: str
    perform: Perform
    record: Record | None = None
    fresh: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[tuple[str, str], ...] = ()
    drafting: Drafting | None = None
    reason: str = ""
    late: bool = False
    signer: str = ""
    scan: str = ""
    send: str = "提交"

    @property
    def attachments(self) -> dict[str, Mapping[str, Any]]:
        """What a record that is corrected has, by digest."""
        return dict(attachments_in(self.record.entry)) if self.record else {}


TaskOf = Callable[[Desk, bool], Task]
"""The task at a desk; true if its request was done before, so that nothing need be lacking now."""


def attachments_in(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Digest and description of every file that some content names."""
    if isinstance(value, Mapping):
        if "sha256" in value and "media_type" in value:
            yield str(value["sha256"]), value
        for one in value.values():
            yield from attachments_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from attachments_in(one)
