"""How much dearer is a settlement to the exact cent than one in floats?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import floats
from benchmarks.race import Job
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.model.agreement import Agreement

CASES = Path(__file__).parents[1] / "tests" / "cases" / "settlement.json"
AS_OF = date(2030, 1, 1)
CALCULATED = {"kpi": "FCR", "calc_n": 11}


def quarter(_: Path) -> Job:
    """The public engine call on a quarter of the reference contract, against the same rules in floats."""
    agreement = Agreement.model_validate(_reference())
    return Job(
        name="settle one contract-quarter",
        ours=lambda: settle(agreement, 1, AS_OF),
        floor=lambda: floats.settle(agreement, 1, AS_OF),
        at_most={"floor": 4},
    )


def checked(_: Path) -> Job:
    """Contract data to model to blockers, against the model alone."""
    reference = _reference()
    return Job(
        name="check one contract, from its data",
        ours=lambda: blockers(Agreement.model_validate(reference)),
        floor=lambda: Agreement.model_validate(reference),
    )


def _reference() -> dict[str, Any]:
    """The reference contract with its first quarter, and the legend's working day 11."""
    case: dict[str, Any] = json.loads(CASES.read_text(encoding="utf-8"))[0]["case"]
    return case | {"legend": [CALCULATED]}


JOBS = (quarter, checked)
