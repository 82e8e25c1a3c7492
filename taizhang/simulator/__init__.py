"""A finished term of an invented school, for demo, tests and benches.

    plan = simulate(seed=7)             # 2025-2026-2, eighteen weeks
    plan = simulate(seed=7, weeks=2)    # small and fast

Pure: no clock, no store; the same seed gives the same acts and the same pictures.
"""

from taizhang.simulator.plan import Act, Gap, Plan, Ref
from taizhang.simulator.staging import simulate

__all__ = ["Act", "Gap", "Plan", "Ref", "simulate"]
