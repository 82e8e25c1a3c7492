"""What a volume is made of while others go on recording."""

import json

from records.disk import Disk
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from taizhang.volumes import material_of
from tests.taizhang.office import TERM, Office


class BusyDisk(Disk):
    """A disk on which the office records one more patrol before every look at a file's size."""

    def __init__(self, office: Office) -> None:
        self.office, self.writing, self.looks = office, False, 0

    def size(self, file: int) -> int:
        if not self.writing:
            self.writing = True
            record(self.office)
            self.writing, self.looks = False, self.looks + 1
        return super().size(file)


def record(office: Office) -> None:
    patrol = json.loads(office.run("describe", "daily_patrol", "--example").text)
    office.add("daily_patrol", {**patrol, "巡视人": "许安"}, "许安")


def test_a_volume_is_made_of_one_state_of_the_ledger_whoever_writes_meanwhile(
    office: Office,
) -> None:
    office.now = office.now.replace(hour=18)
    record(office)
    busy = BusyDisk(office)
    with Desk.open(Home.open(office.folder), read_only=True, disk=busy) as desk:
        material = material_of(desk, Visit("周㛃", office.now), TERM)
        written = max(one.latest.line for one in material.records)
        assert material.head.lines == written
        assert busy.looks > 0, "nobody wrote meanwhile"
        assert len(desk.records(TERM)) > len(material.records)
