"""Does every check find its failing example at its cell and nothing in its repaired one?"""

from __future__ import annotations

from collections import Counter

import pytest

from bonusmalus_core.checks.catalogue import CATALOGUE
from bonusmalus_core.findings import Severity
from tests.checks.examples import Changes, found, stored, where

EXAMPLES = stored("examples")


def test_the_sound_contract_has_no_findings() -> None:
    assert found({}) == []


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_failing_example_has_exactly_this_finding_at_its_cell(code: str) -> None:
    example = EXAMPLES[code]
    assert [(each.code, each.where) for each in found(example["failing"])] == [(code, where(example["at"]))]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_repaired_example_has_none(code: str) -> None:
    repaired: Changes = EXAMPLES[code]["repaired"]
    assert found(repaired) == []


def test_every_check_has_its_own_code_and_an_example_and_none_stops_a_settlement() -> None:
    codes = [check.code for check in CATALOGUE]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert list(EXAMPLES) == codes
    assert [check.code for check in CATALOGUE if check.severity is Severity.BLOCKER] == []


@pytest.mark.parametrize(
    ("code", "changes", "at"),
    [
        pytest.param("C10n", {"legend": []}, "kpis.code", id="no legend at all"),
        pytest.param("A1", {f"legend.{number}.agreed_client": None for number in range(3)}, "legend.agreed_client",
                     id="no date at all"),
        pytest.param("C4", {f"months.{n}": {"month": f"2026-0{n + 1}", "forecast": "9"} for n in range(3)},
                     "months.forecast_locked_on", id="no forecast locked"),
        pytest.param("C6", {"sla": []}, "sla.topic", id="no schedule at all"),
    ],
)  # fmt: skip
def test_what_every_row_lacks_is_said_once_at_the_header(code: str, changes: Changes, at: str) -> None:
    assert [(each.code, each.where) for each in found(changes)] == [(code, where(at))]
