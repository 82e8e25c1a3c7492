"""The access log: who read personal values, of which record, when, how and why (G12).

``<home>/access/<year>.log`` holds a line a reading, chained like a journal's
(``sha256hex SP json LF``), so that none can be taken out unseen. It names records and people of the
staff; no personal value stands in it. Whoever may not read is noted too, and gets masks.

Who came in, and who was given a way in, stands there as well (taizhang/accounts/).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from checklists.catalogue import Catalogue
from checklists.columns import Column
from checklists.register import Register
from checklists.surroundings import Listed
from records.chained_log import ChainedLog
from records.codec import encode_person, without_empty
from records.disk import Disk
from records.lifecycle import ERASERS
from records.personal import has_personal
from records.record import Person, Record

FOLDER = "access"


@dataclass(frozen=True, slots=True)
class Access:
    """One reading, or one coming in.

    Attributes:
        how: 查看, 打印, 装订; 登录, 退出 …
        what: record number, a term, whose account; empty for one's own.
        register: key; empty for a term.
        why: as given.
        allowed: whether the reader may; who may not saw masks. Whoever did not get in read nothing:
            that is told by `how`.
        place: address and device; empty at the command line.
    """

    at: datetime
    by: Person
    how: str
    what: str
    register: str = ""
    why: str = ""
    allowed: bool = True
    place: str = ""


def may_read(register: Register, person: Listed, record: Record) -> bool:
    """Whether somebody may read the personal values of a record.

    Those who answer for the register, who sign in it, who filled in this record, and the leaders.
    """
    posts = {*register.owners, *ERASERS, *(post for one in register.signers for post in one.posts)}
    wrote = {one.by.id for one in record.versions}
    return bool(posts & set(person.posts)) or person.id in wrote


def may_read_list(kind: str, registers: Catalogue, person: Listed) -> bool:
    """Whether somebody may read who is on a list of children or parents.

    Those whose registers name somebody of it, and the leaders. Who must not fetch a child is known
    to those who hand children over.
    """
    named = "guardian" if kind == "banned" else kind
    posts = set(ERASERS)
    for entry in registers.values():
        if any(column.ref == named for column in entry.columns()):
            posts |= {*entry.register.owners}
            posts |= {post for one in entry.register.signers for post in one.posts}
    return bool(posts & set(person.posts))


def is_personal(columns: Iterable[Column], record: Record) -> bool:
    """Whether there is anything in a record that may not be read by everybody."""
    return bool(record.key) or has_personal(tuple(columns))


class AccessLog:
    """The access log of a home."""

    title = "访问日志"

    def __init__(self, home: Path, disk: Disk) -> None:
        self.home, self._log = home, ChainedLog(home, FOLDER, self.title, disk)

    def note(self, access: Access) -> None:
        """Add a reading; when this returns, it is durable.

        Raises:
            NotWrittenError: the disk failed, or what is there was changed: nothing is to be shown.
            LedgerBusyError: another process is writing.
        """
        self._log.append(access.at, _content(access))

    def entries(self) -> Iterator[Access]:
        """Every reading, oldest first, up to the first line that was changed."""
        return map(_access, self._log.lines())

    def damage(self) -> tuple[str, ...]:
        """Files that were changed, in Chinese."""
        return self._log.damage()


def _access(said: Mapping[str, Any]) -> Access:
    return Access(
        at=datetime.fromisoformat(said["at"]),
        by=Person(**said["by"]),
        how=said["how"],
        what=said.get("what", ""),
        register=said.get("register", ""),
        why=said.get("why", ""),
        allowed=not said.get("refused", False),
        place=said.get("place", ""),
    )


def _content(access: Access) -> dict[str, object]:
    return without_empty(
        {
            "at": access.at.isoformat(),
            "by": encode_person(access.by),
            "how": access.how,
            "what": access.what,
            "register": access.register,
            "why": access.why,
            "refused": not access.allowed,
            "place": access.place,
        }
    )
