"""A task: something to fill in, from the empty page to what is done with it at the desk.

There are three: a new record, the next stage of one, a correction. Pages and the offline queue
handle them alike.
"""

from collections.abc import Mapping
from types import MappingProxyType

from taizhang.web.rights import Visitor
from taizhang.web.tasks.continuing import continuation
from taizhang.web.tasks.correcting import correction
from taizhang.web.tasks.filing import new_record
from taizhang.web.tasks.task import Task, TaskOf

__all__ = ["Task", "TaskOf", "continuing", "correcting", "filing"]


def filing(visitor: Visitor, slug: str, asked: Mapping[str, str] = MappingProxyType({})) -> TaskOf:
    """A new record of a register; `asked` is what the link says."""
    return lambda desk, _: new_record(desk, visitor, slug, asked)


def continuing(visitor: Visitor, number: str) -> TaskOf:
    """The next stage of a record."""
    return lambda desk, again: continuation(desk, visitor, number, again=again)


def correcting(visitor: Visitor, number: str) -> TaskOf:
    """A correction of a record."""
    return lambda desk, again: correction(desk, visitor, number, again=again)
