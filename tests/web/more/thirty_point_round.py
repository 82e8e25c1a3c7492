"""三十项巡查：测试用，每个在校日看三十处，都不量数。"""

from typing import Annotated

from checklists.basis import known
from checklists.cadence import EverySchoolDay
from checklists.checklist import ChecklistEntry
from checklists.columns import Day, Head, Label, Person
from checklists.register import Register, Signer
from checklists.retention import Retention
from checklists.verdicts import check_items


class ThirtyPointRound(ChecklistEntry):
    """三十项巡查：测试用。"""

    register = Register(
        title="三十项巡查",
        number="3.99",
        prefix="SSX",
        cadence=EverySchoolDay("每日", "当日17:30前"),
        retention=Retention("3年", 3),
        basis=(known("学校巡查制度"),),
        signers=(Signer("巡查人", ("logistics_clerk",), column="inspector"),),
        post="总务处巡视员",
        owners=("logistics_clerk",),
        photos="不需要",
        followup=("不合格 → 报修",),
        rules=(),
        stages=("巡查",),
    )

    hazard_source = "每日巡视"

    items = check_items(
        "\n".join(f"{number:02d} | 第{number}处 | 目视 | 完好" for number in range(1, 31))
    )

    date: Annotated[Day, Label("日期"), Head()]
    inspector: Annotated[Person, Label("巡查人"), Head()]

    example = {  # noqa: RUF012  read only, as in checklists/registers
        "date": "2026-03-05",
        "inspector": "许安",
        "checks": {f"I{number:02d}": {"verdict": "合格"} for number in range(1, 31)},
    }
