"""The published cases through the workbook: contract data → .xlsx → settle, exact to the last digit."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.cli.runs import Type, contract_file

CASES = json.loads((Path(__file__).parents[2] / "cases" / "settlement.json").read_text(encoding="utf-8"))
CLOSE = {"value": "1e-11", "impact": "1e-11", "factor": "1e-11", "price": "1e-8", "payable": "1e-6"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_settles_in_its_workbook_as_an_independent_program_says(
    case: dict[str, Any], type_in: Type, tmp_path: Path
) -> None:
    workbook = tmp_path / "contract.xlsx"
    made = type_in("new", "--from", contract_file(tmp_path, case["case"]), workbook)
    assert (made.code, made.err) == (0, "")
    before = workbook.read_bytes()
    settled = type_in("settle", workbook, "--period", case["period"], "--json")
    if case["expected"].get("refused"):
        assert settled.code == 1
        assert workbook.read_bytes() == before
        assert settled.data["refused"] is True
        assert [name for name in case["expected"]["names"] if name not in settled.out] == []
    else:
        assert (settled.code, settled.err) == (0, "")
        assert_as_expected(settled.data, case["expected"])


def assert_as_expected(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Money is equal to the letter, other numbers as close as the cases are printed."""
    assert [(line["code"], line["months"]) for line in found["kpis"]] == [
        (line["code"], line["months"]) for line in expected["kpis"]
    ]
    for kind in ("kpis", "months"):
        for line, wanted in zip(found[kind], expected[kind], strict=True):
            assert {key: line[key] for key in wanted if not close(key, line[key], wanted[key])} == {}, wanted
    assert close("factor", found["factor"], expected["factor"])
    assert (found["bonus_malus"], found["top_up"]) == (expected["bonus_malus"], expected["top_up"])
    parts = [*(line["contribution"] for line in found["kpis"]), *(line["amount"] for line in found["adjustments"])]
    assert sum(map(Fraction, parts)) == Fraction(found["bonus_malus"])


def close(key: str, found: Any, expected: Any) -> bool:
    if key not in CLOSE or found is None or expected is None:
        return bool(found == expected)
    return abs(Fraction(found) - Fraction(expected)) <= Fraction(CLOSE[key])
