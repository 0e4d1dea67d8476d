"""Is nothing that decides money missing from what the parties sign?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bonusmalus_core.calc import canonical, reads
from bonusmalus_core.model.kpi import Kpi
from tests.declare.annexes import YEAR, text, with_kpi, with_terms


def other(value: Any) -> Any:
    """Another value of a field, of the same kind."""
    match value:
        case bool() | None:
            return None
        case int() | Decimal():
            return value + 1
        case date():
            return date(2026, 3, 1)
        case str():
            choices = ("calendar", "month", "redistribute", "payable", "damages", "USD", "step", "extrapolate", "mean")
            return next((each for each in choices if each[:2] != value[:2]), None)
    return value


DECIDES = sorted(set(reads._TERMS) & canonical.TERMS - {"currency", "start"})
"""The terms that decide money: none may be missing from what the parties sign."""

OTHERWISE = {
    "calendar": "calendar", "evaluation": "month", "inactive_kpi": "redistribute", "missing_data": "neutral",
    "bonus_malus_volume": "payable", "vat_treatment": "none", "price_decimals": 2,
}  # fmt: skip


@pytest.mark.parametrize("term", [*DECIDES, "currency", "start", "months"])
def test_no_term_that_decides_money_is_left_unsaid(term: str) -> None:
    value = {"currency": "USD", "start": date(2026, 2, 1)}.get(term, OTHERWISE.get(term))
    changed = with_terms(**{term: other(getattr(YEAR.contract, term)) if value is None else value})
    assert text(changed) != text(YEAR)


UNPAID = {"metric", "scope", "direction", "name", "unit", "code"}
"""What a KPI is called, or follows from the rest."""


@pytest.mark.parametrize("field", sorted(set(Kpi.model_fields) - UNPAID))
def test_no_field_of_a_kpi_that_decides_money_is_left_unsaid(field: str) -> None:
    values: dict[str, Any] = {
        "payout": "step", "beyond": "extrapolate", "aggregate": "last", "frequency": "period", "critical": True,
        "thresholds": tuple(map(Decimal, (".1", ".2", ".3", ".4", ".5"))), "impacts": (Decimal(1),) * 5,
    }  # fmt: skip
    assert text(with_kpi(**{field: values.get(field, Decimal(2) if "impact" in field else 2)})) != text(YEAR)
