"""A cabinet: one small durable list in ``<home>/web/<name>.json``, changed by several at once.

It may lie in another folder of the home.
The server and the command line both write. A change reads the file anew under its lock and puts a
whole new file in its place, so nothing of one writer is lost to another. A file that cannot be
understood is never written over.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from records.directory import item_faults
from records.disk import Disk, exclusively, make_folders, read_whole, write_whole
from records.errors import LedgerUnreadableError, NotWrittenError, cause_of
from taizhang.errors import CabinetDamagedError

FOLDER, FORMAT = "web", 1
ADVICE = "移到别处留着，再用密钥备份恢复；登录记录 sessions.json 移走即可，大家重新登录"


class Sheet(BaseModel):
    """What one entry of a list is made of; `key` is unique in its list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def key(self) -> str:
        """What it is found by."""
        raise NotImplementedError


Kept = TypeVar("Kept", bound=Sheet)
Answer = TypeVar("Answer")


class _Seen(NamedTuple, Generic[Kept]):
    """A file as it was read, and what it says."""

    data: bytes | None
    sheets: Mapping[str, Kept]


class Cabinet(Generic[Kept]):
    """A list of sheets by key, in the order they were added.

    Attributes:
        path: its file; one that is missing lists nothing.
    """

    def __init__(
        self, home: Path, name: str, model: type[Kept], disk: Disk, folder: str = FOLDER
    ) -> None:
        self.home, self.disk, self._model = home, disk, model
        self.path = home / folder / f"{name}.json"
        self._seen: _Seen[Kept] = _Seen(None, MappingProxyType({}))

    def read(self) -> Mapping[str, Kept]:
        """What is kept now; decoded only when the file says something else than before.

        Raises:
            CabinetDamagedError: it cannot be understood.
            LedgerUnreadableError: the system did not let it be read.
        """
        data, seen = self._bytes(), self._seen
        if data != seen.data:
            seen = self._seen = _Seen(data, MappingProxyType(self._decode(data)))
        return seen.sheets

    def change(self, act: Callable[[dict[str, Kept]], Answer]) -> Answer:
        """Change what is kept, alone; when this returns, it is durable.

        Args:
            act: changes the dict it is handed; whatever it raises leaves everything as it was.

        Raises:
            CabinetDamagedError: what is there cannot be understood.
            NotWrittenError, LedgerBusyError: the disk failed; another process is writing.
        """
        try:
            folder = make_folders(self.disk, self.home, self.path.parent.name)
            with self._alone(folder):
                before = self.read()
                sheets = dict(before)
                answer = act(sheets)
                if sheets != before:
                    write_whole(self.disk, self.path, self._encode(sheets))
        except OSError as error:
            raise NotWrittenError(self._where, cause_of(error)) from error
        return answer

    @property
    def _where(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"

    def _alone(self, folder: Path) -> AbstractContextManager[None]:
        return exclusively(self.disk, folder / f"{self.path.stem}.lock", self._where)

    def _bytes(self) -> bytes | None:
        try:
            return read_whole(self.disk, self.path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LedgerUnreadableError(self._where, cause_of(error)) from error

    def _encode(self, sheets: Mapping[str, Kept]) -> bytes:
        rows = [one.model_dump(mode="json", exclude_defaults=True) for one in sheets.values()]
        return orjson.dumps({"format": FORMAT, "kept": rows}, option=orjson.OPT_INDENT_2)

    def _decode(self, data: bytes | None) -> dict[str, Kept]:
        sheets: dict[str, Kept] = {}
        for place, row in enumerate([] if data is None else self._rows(data), 1):
            try:
                sheet = self._model.model_validate(row)
            except ValidationError as error:
                raise self._damaged(f"第 {place} 条的{item_faults(error)}") from None
            if sheet.key in sheets:
                raise self._damaged(f"第 {place} 条与前面的重复")
            sheets[sheet.key] = sheet
        return sheets

    def _rows(self, data: bytes) -> list[Any]:
        try:
            content = orjson.loads(data)
        except orjson.JSONDecodeError:
            raise self._damaged("残缺或被改动") from None
        match content:
            case {"format": int(number)} if number > FORMAT:
                raise self._damaged("由更新的程序写成，请升级 taizhang")
            case {"format": 1, "kept": list(rows)}:
                return rows
        raise self._damaged("残缺或被改动")

    def _damaged(self, what: str) -> CabinetDamagedError:
        return CabinetDamagedError(f"{self._where} 读不懂：{what}。没有改动它。{ADVICE}。")
