"""The TinyDB face of a ledger: a table per register, real `where` and `Query`, nothing written.

    ledger.db.table("food_sample_retention").search(where("weight") < 125)
    ledger.db.search(Query()._state == "未结")          # the default table holds every register

Documents are flat: the entry's columns by name, and what the record knows with an underscore before
it (``_number``, ``_state``, ``_date`` …). Each is decoded anew from the journal's bytes, so that
changing one changes nothing else; there is no query cache, so nothing is ever stale.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Self

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from records.lifecycle import state_of
from records.record import Record
from records.refusals import ReadOnlyFaceError

if TYPE_CHECKING:
    from records.ledger import Ledger

ADD = "taizhang add（程序里用 ledger.append(File(…))）"
CORRECT = "taizhang correct（程序里用 ledger.append(Correct(…))）"
VOID = "taizhang void（程序里用 ledger.append(Void(…))）"


def document_of(record: Record) -> dict[str, Any]:
    """A record as a TinyDB document."""
    return {
        **record.entry,
        "_number": record.number,
        "_register": record.register,
        "_version": record.latest.version,
        "_date": record.date.isoformat(),
        "_at": record.first.at.isoformat(),
        "_by": record.first.by.name,
        "_state": str(state_of(record)),
        "_stage": record.content.stage,
        "_verdict": str(record.verdict or ""),
        "_late": record.is_late,
    }


class _Rows(Mapping[str, Any]):
    """Documents by id, as the storage of TinyDB has them, decoded when they are asked for."""

    def __init__(self, ledger: "Ledger", register: str | None) -> None:
        ledger.refresh()
        self._ledger = ledger
        wanted = None if register is None else set(ledger.numbers(register))
        self._numbers = {
            str(position): number
            for position, number in enumerate(ledger.numbers(), 1)
            if wanted is None or number in wanted
        }

    def __getitem__(self, key: str) -> dict[str, Any]:
        return document_of(self._ledger.get(self._numbers[key]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _refuse(call: str, instead: str) -> Any:
    def refused(self: object, *_: object, **__: object) -> NoReturn:
        raise ReadOnlyFaceError(call, instead)

    return refused


class LedgerTable(Table):
    """One register's records; `doc_id` is the place in the ledger's order of capture."""

    def _read_table(self) -> Any:
        rows: Any = self._storage
        return rows.table(self._name)

    insert = _refuse("insert", ADD)
    insert_multiple = _refuse("insert_multiple", ADD)
    upsert = _refuse("upsert", ADD)
    update = _refuse("update", CORRECT)
    update_multiple = _refuse("update_multiple", CORRECT)
    remove = _refuse("remove", VOID)
    truncate = _refuse("truncate", VOID)
    _update_table = _refuse("whole-table write", ADD)


class LedgerStorage(Storage):
    """What TinyDB reads from."""

    def __init__(self, ledger: "Ledger") -> None:
        self.ledger = ledger

    def table(self, name: str) -> _Rows:
        """Documents of a register; of all of them for TinyDB's default table."""
        return _Rows(self.ledger, None if name == TinyDB.default_table_name else name)

    def read(self) -> dict[str, dict[str, Any]]:
        """Every table; nothing is decoded before it is looked at."""
        return {name: self.table(name) for name in self.ledger.registers()}  # type: ignore[misc]

    write = _refuse("whole-database write", ADD)


class LedgerDB(TinyDB):
    """A real TinyDB over a ledger; closing it leaves the ledger open."""

    table_class = LedgerTable

    def __init__(self, ledger: "Ledger") -> None:
        super().__init__(ledger, storage=LedgerStorage)

    def table(self, name: str, **options: Any) -> Table:
        """A register's table, without TinyDB's query cache."""
        return super().table(name, **{**options, "cache_size": 0})

    def __enter__(self) -> Self:
        return self

    drop_tables = _refuse("drop_tables", VOID)
    drop_table = _refuse("drop_table", VOID)
