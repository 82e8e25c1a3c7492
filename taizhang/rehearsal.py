"""Carries out a simulated term at a real desk: every act goes the way a clerk's does."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from records.directory import Directory
from records.disk import Disk
from records.enrolment import enrol_all
from records.record import Operation, Person
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.founding import make_identity
from taizhang.home import Home
from taizhang.intake import Files
from taizhang.receipts import Receipt
from taizhang.simulator import Act, Plan, Ref
from taizhang.simulator.plan import numbered


class Stage(Disk):
    """The disk of a play, which can be played again: nothing waits for a power loss."""

    def sync_data(self, file: int) -> None:
        """Nothing to survive."""

    def sync_folder(self, folder: Path) -> None:
        """Nothing to survive."""


CLERK = Person("simulator", "演示")


def build_home(folder: Path, plan: Plan) -> Home:
    """The home of a plan's school: settings, directory, certificate; no record yet."""
    home = Home.create(folder, plan.settings)
    begin = min(act.at for act in plan.acts)
    make_identity(home, begin)
    enrol_lists(home, plan.directory, begin)
    return home


def enrol_lists(home: Home, directory: Directory, at: datetime) -> None:
    """Put a directory into a home."""
    for kind, items in directory.items.items():
        rows = [item.model_dump(exclude_defaults=True) for item in items.values()]
        enrol_all(home.folder / "directory", kind, rows, by=CLERK, at=at, disk=Disk())


def carry_out(
    desk: Desk, plan: Plan, tell: Callable[[int, int, str], None] = lambda *_: None
) -> dict[str, str]:
    """Do every act of a plan in order; answers with record numbers by label."""
    numbers: dict[str, str] = {}
    for done, act in enumerate(plan.acts, 1):
        receipt = do(desk, act, numbers)
        if act.verb is Operation.FILE and isinstance(act.ref, str):
            numbers[act.ref] = receipt.number
        tell(done, len(plan.acts), "登记")
    return numbers


def do(desk: Desk, act: Act, numbers: Mapping[str, str]) -> Receipt:
    """One act."""
    visit = Visit(act.by, act.at, act.typed_by)
    data = numbered(act.data, lambda ref: find_number(desk, ref, numbers))
    if act.verb is Operation.FILE:
        return desk.file_entry(visit, act.register, data, _files(act), act.reason)
    number = find_number(desk, act.ref, numbers)
    if act.verb in (Operation.CONTINUE, Operation.CORRECT):
        return _filled_in(desk, visit, number, act, data)
    match act.verb:
        case Operation.SIGN:
            return desk.sign_record(visit, number, act.role, act.reason)
        case Operation.RETURN:
            return desk.return_record(visit, number, act.reason)
        case Operation.VOID:
            return desk.void_record(visit, number, act.reason)
        case Operation.ERASE:
            return desk.erase_record(visit, number, act.reason)
        case _:  # what comes back from paper is not invented
            raise UsageError(f"演练里没有“{act.verb.label}”。")


def _filled_in(desk: Desk, visit: Visit, number: str, act: Act, data: Mapping[str, Any]) -> Receipt:
    files = _files(act)
    if act.verb is Operation.CONTINUE:
        return desk.continue_record(visit, number, data, files)
    return desk.correct_record(visit, number, data, act.reason, files)


def find_number(desk: Desk, ref: Ref, numbers: Mapping[str, str]) -> str:
    """Number of a labelled record, or of the hazard that a record opened for one failure."""
    if isinstance(ref, str):
        return numbers[ref]
    label, key = ref
    opened = (desk.record(number) for number in desk.record(numbers[label]).opens)
    return next(one.number for one in opened if one.first.opened_for == key)


def _files(act: Act) -> Files:
    pictures = act.files()

    def read(name: str) -> bytes:
        if name not in pictures:
            raise UsageError(f"没有照片 {name}。")
        return pictures[name]

    return read
