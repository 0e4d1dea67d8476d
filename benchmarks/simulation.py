"""How long does the balance of a contract take to be simulated?"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.race import Job
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.simulate.balance import DRAWS, SEED, balance
from bonusmalus_core.simulate.outlook import outlook
from bonusmalus_templates import example

PERIOD = 2


def drawn(_: Path) -> Job:
    """A quarter of the filled example, drawn and settled 100,000 times, against drawing as many numbers alone."""
    agreement = Agreement.model_validate(example("nl"))
    of = outlook(agreement, PERIOD)
    kpis = len(of.kpis)
    shape = (DRAWS, kpis * len(of.months))
    return Job(
        name=f"balance, {DRAWS:,} draws × {kpis} KPIs (≤ 0.25 s)",
        ours=lambda: balance(agreement, PERIOD),
        floor=lambda: np.random.default_rng(SEED).normal(size=shape),
        rounds=5,
    )


JOBS = (drawn,)
