"""A register description for entries that tests define themselves."""

from checklists.basis import known
from checklists.cadence import Cadence, OnEvent
from checklists.register import Register, Signer
from checklists.retention import Retention
from checklists.rules import Rule


def make_register(
    title: str,
    *,
    stages: tuple[str, ...] = ("登记",),
    rules: tuple[Rule, ...] = (),
    cadence: Cadence | None = None,
    prefix: str = "CS",
) -> Register:
    """As little as a register can be."""
    return Register(
        title=title,
        number="99.1",
        prefix=prefix,
        cadence=cadence or OnEvent("按次", "当日"),
        retention=Retention("1年", 1),
        basis=(known("测试"),),
        signers=(Signer("填报人"),),
        post="测试",
        owners=(),
        photos="不需要",
        followup=(),
        rules=rules,
        stages=stages,
    )
