"""Definitions: every register as it once was, kept as canonical JSON under its digest.

A record names the definition it was made by, so that it can be printed with the columns, items,
limits and signing places of its time, whatever the class looks like today.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from checklists.basis import Basis
from checklists.checklist import ChecklistEntry
from checklists.columns import Column, Serial
from checklists.entry import Entry, InstrumentEntry
from checklists.limits import Choice, Limit
from checklists.register import Signer
from checklists.retention import Retention
from checklists.rules import Rule, Severity
from checklists.verdicts import CheckItem, Measure
from records.codec import Json, without_empty
from records.digest import canonical_json, digest
from records.disk import Disk, make_folders, read_whole, write_whole
from records.errors import NotWrittenError, cause_of, explaining
from records.refusals import DefinitionMissingError

FORMAT = 1


@dataclass(frozen=True)
class Definition:
    """A register as it was when a record was made.

    Attributes:
        shape: row, checklist or instrument.
        doc: what the register is for.
        cadence, due: 周期 and 应填时点 in words.
    """

    slug: str
    chapter: str
    title: str
    number: str
    prefix: str
    shape: str
    doc: str
    cadence: str
    due: str
    retention: Retention
    post: str
    photos: str
    stages: tuple[str, ...]
    applies: tuple[str, ...]
    followup: tuple[str, ...]
    basis: tuple[Basis, ...]
    signers: tuple[Signer, ...]
    rules: tuple[Rule, ...]
    columns: tuple[Column, ...]
    items: tuple[CheckItem, ...]

    @classmethod
    def of(cls, entry: type[Entry]) -> "Definition":
        """Of a register as the program knows it now."""
        register = entry.register
        return cls(
            slug=entry.slug,
            chapter=entry.chapter,
            title=register.title,
            number=register.number,
            prefix=register.prefix,
            shape=shape_of(entry),
            doc=(entry.__doc__ or "").strip(),
            cadence=register.cadence.text,
            due=register.cadence.due_text,
            retention=register.retention,
            post=register.post,
            photos=register.photos,
            stages=register.stages,
            applies=register.applies,
            followup=register.followup,
            basis=register.basis,
            signers=register.signers,
            rules=register.rules,
            columns=entry.columns(),
            items=entry.items,
        )

    def column(self, name: str) -> Column | None:
        """A column by name."""
        return next((column for column in self.columns if column.name == name), None)

    @cached_property
    def encoded(self) -> bytes:
        """Canonical JSON: what is kept and digested."""
        return canonical_json({"format": FORMAT, **_encode(self)})

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return digest(self.encoded)


def shape_of(entry: type[Entry]) -> str:
    """How its records are printed."""
    if issubclass(entry, ChecklistEntry) and not entry.register.in_rows:
        return "checklist"
    return "instrument" if issubclass(entry, InstrumentEntry) else "row"


class Definitions:
    """The folder ``definitions/``."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder, self.disk = folder, disk
        self._saved: dict[type[Entry], str] = {}
        self._read: dict[str, Definition] = {}

    def save(self, entry: type[Entry]) -> str:
        """Keep a register's definition, durable on return; answers with its digest.

        Raises:
            NotWrittenError: the disk failed or is full.
        """
        if entry not in self._saved:
            definition = Definition.of(entry)
            path = self._path(definition.digest)
            try:
                make_folders(self.disk, self.folder.parent, self.folder.name)
                if self.disk.exists(path) and read_whole(self.disk, path) == definition.encoded:
                    self.disk.sync_folder(self.folder)  # its writer may have died before doing so
                else:
                    write_whole(self.disk, path, definition.encoded)
            except OSError as error:
                raise NotWrittenError(f"登记簿定义 {path.name}", cause_of(error)) from error
            self._saved[entry] = definition.digest
        return self._saved[entry]

    def get(self, name: str) -> Definition:
        """The definition of a digest.

        Raises:
            DefinitionMissingError: it is not there, or not what the digest says.
        """
        if name not in self._read:
            path = self._path(name)
            with explaining(str(path)):
                if not name or not self.disk.exists(path):
                    raise DefinitionMissingError(name, "文件不见了")
                data = read_whole(self.disk, path)
            if digest(data) != name:
                raise DefinitionMissingError(name, "内容被改动")
            self._read[name] = read_definition(orjson.loads(data))
        return self._read[name]

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"


# ---- JSON


def _encode(definition: Definition) -> Json:
    plain = ("slug", "chapter", "title", "number", "prefix", "shape", "doc", "cadence", "due")
    lists = ("stages", "applies", "followup")
    return {
        **{name: getattr(definition, name) for name in (*plain, "post", "photos")},
        **{name: list(getattr(definition, name)) for name in lists},
        "retention": _encode_flat(definition.retention),
        "basis": [_encode_flat(one) for one in definition.basis],
        "signers": [_encode_flat(one) for one in definition.signers],
        "rules": [_encode_flat(one) for one in definition.rules],
        "columns": [_encode_column(one) for one in definition.columns],
        "items": [_encode_item(one) for one in definition.items],
    }


def _encode_flat(value: Any) -> Json:
    """A dataclass of texts, numbers and tuples of texts."""
    pairs = {name: getattr(value, name) for name in value.__dataclass_fields__}
    return without_empty(
        {key: list(one) if isinstance(one, tuple) else one for key, one in pairs.items()}
    )


def _encode_bound(bound: Limit | Choice | None) -> Json | None:
    if isinstance(bound, Limit):
        low, high = (None if end is None else str(end) for end in (bound.low, bound.high))
        return without_empty({"low": low, "high": high, "evidence": bound.evidence})
    if isinstance(bound, Choice):
        return {"options": list(bound.options), "passing": sorted(bound.passing)}
    return None


def _encode_column(column: Column) -> Json:
    special = {
        "bound": _encode_bound(column.bound),
        "serial": column.serial.pattern if column.serial else None,
        "rows": [_encode_column(one) for one in column.rows],
    }
    plain = {name: getattr(column, name) for name in column.__dataclass_fields__}
    return without_empty({**plain, "options": list(column.options), **special})


def _encode_item(item: CheckItem) -> Json:
    plain = {name: getattr(item, name) for name in item.__dataclass_fields__}
    measures = [
        without_empty({**_encode_flat(one), "bound": _encode_bound(one.bound)})
        for one in item.measures
    ]
    return without_empty({**plain, "measures": measures})


def read_definition(data: Mapping[str, Any]) -> Definition:
    """A definition from its JSON."""
    lists = ("stages", "applies", "followup")
    built = {
        "retention": Retention(**{"years": None, **data["retention"]}),
        "basis": tuple(Basis(**one) for one in data["basis"]),
        "signers": tuple(_read_signer(one) for one in data["signers"]),
        "rules": tuple(
            Rule(**{**one, "severity": Severity(one["severity"])}) for one in data["rules"]
        ),
        "columns": tuple(_read_column(one) for one in data["columns"]),
        "items": tuple(_read_item(one) for one in data["items"]),
    }
    plain = {key: value for key, value in data.items() if key != "format" and key not in built}
    return Definition(**{**plain, **{key: tuple(data[key]) for key in lists}, **built})


def _read_signer(data: Mapping[str, Any]) -> Signer:
    return Signer(**{**data, "posts": tuple(data.get("posts", ()))})


def _read_bound(data: Mapping[str, Any] | None) -> Limit | Choice | None:
    if data is None:
        return None
    if "options" in data:
        return Choice(tuple(data["options"]), frozenset(data["passing"]))
    low, high = (None if data.get(end) is None else Decimal(data[end]) for end in ("low", "high"))
    return Limit(low, high, data.get("evidence", ""))


def _read_column(data: Mapping[str, Any]) -> Column:
    special = {
        "bound": _read_bound(data.get("bound")),
        "serial": Serial(data["serial"]) if "serial" in data else None,
        "options": tuple(data.get("options", ())),
        "rows": tuple(_read_column(one) for one in data.get("rows", ())),
    }
    # True was written before it was said how much may be shown.
    personal = "nothing" if data.get("personal") is True else data.get("personal", "")
    return Column(**{**data, **special, "personal": personal})


def _read_item(data: Mapping[str, Any]) -> CheckItem:
    measures = tuple(_read_measure(one) for one in data.get("measures", ()))
    texts = {"item": "", "method": "", "criterion": ""}
    return CheckItem(**{**texts, **data, "measures": measures})


def _read_measure(data: Mapping[str, Any]) -> Measure:
    # `demanded` is True unless said otherwise; False is left out of the JSON as empty.
    demanded = data.get("demanded", False)
    return Measure(**{**data, "bound": _read_bound(data.get("bound")), "demanded": demanded})
