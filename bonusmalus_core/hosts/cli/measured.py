"""The second half of `bonusmalus demo`: a quarter measured from raw records, and settled."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.hosts.cli.acting import show
from bonusmalus_core.hosts.cli.delivery import taken
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.measures.opening.generated import generate
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import say

AFTER = date(2027, 2, 1)
LAST_MONTH = Month(2026, 3)
CONTACTS, DAYS = 38_000, 105
"""Contacts of the first quarter and of two weeks more, in which a repeat still counts."""

_WITHIN = {"variant": 6, "short_s": 5, "only": {"channel": ["phone"]}}
MAPPING = {"kpis": {"SL60": {"within_s": 60, **_WITHIN}, "SL120": {"within_s": 120, **_WITHIN}}}
"""What the legend of the example chose."""


def measure_and_settle(agreement: Agreement, opened: Callable[[Path], XlsxWorkbook], path: Path) -> int:
    """The first quarter once more, in a workbook of its own, from raw records of contacts that never were."""
    rows = tuple(row for row in agreement.measurements if row.month > LAST_MONTH)
    build(agreement.model_copy(update={"measurements": rows}), path)
    records, mapping = path.with_suffix(""), path.with_suffix(".json")
    records.mkdir(exist_ok=True)
    generate(records, CONTACTS, agreement.contract.start, DAYS, form="csv")
    mapping.write_text(json.dumps(MAPPING, indent=1), encoding="utf-8")
    with taken():
        print(say(agreement.contract.language, "cli", "demo.records", path=records, mapping=mapping))
    steps: dict[str, dict[str, Argument]] = {
        "measure": {"records": str(records), "mapping": str(mapping)},
        "settle": {"period": 1, "as_of": AFTER},
    }
    for command, options in steps.items():
        workbook = opened(path)
        outcome = carry_out(COMMANDS[command], workbook, options)
        with taken():
            show(outcome)
        if outcome.refused:
            return 1
        workbook.save()
    return 0
