"""Records as data, for machines: `records.json` among the attachments of a volume."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from records.digest import canonical_json
from records.record import Record

FORMAT = 1


def records_json(records: Sequence[Record]) -> bytes:
    """Every record with every version, as canonical JSON; what is empty is left out."""
    listed = [
        {
            "number": record.number,
            "register": record.register,
            "versions": [_plain(version) for version in record.versions],
        }
        for record in records
    ]
    return canonical_json({"format": FORMAT, "records": listed})


def _plain(value: Any) -> Any:
    """JSON data of a version and what it holds; its entry and limits are JSON data already."""
    if dataclasses.is_dataclass(value):
        pairs = ((name, getattr(value, name)) for name in value.__dataclass_fields__)
        return {name: _plain(one) for name, one in pairs if one not in ("", None, (), False)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
