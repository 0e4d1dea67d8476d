"""Is a workbook that cannot take its statement refused, and nothing else than that?"""

from __future__ import annotations

from datetime import date

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_templates import example
from tests.workbook.reading.written import workbook


@pytest.mark.parametrize("command", ["check", "settle", "export"])
def test_only_what_settles_misses_the_settlement_s_table(command: str) -> None:
    without = workbook(Agreement.model_validate(example("nl")))
    options: dict[str, Argument] = {"period": 1, "as_of": date(2027, 2, 1)} if command == "settle" else {}
    outcome = carry_out(COMMANDS[command], without, options)
    found = [(each.code, each.severity, each.facts["table"]) for each in outcome.findings]
    refused = command != "export"
    assert (outcome.refused, found) == (refused, [("W1", "blocker", "tblSettlement")] if refused else [])
