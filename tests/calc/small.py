"""What is the smallest contract that can be settled? One KPI, one price and a year of equal months, to be changed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.findings import Severity
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Refusal, Settlement

Row = dict[str, Any]

LATER = date(2040, 1, 1)
BANDS = ["0.70", "0.75", "0.80", "0.85", "0.90"]
FCR: Row = {"code": "FCR", "unit": "%", "thresholds": BANDS, "weight": "1"}
SALES: Row = {
    "code": "SALES", "unit": "count", "thresholds": ["10", "20", "30", "40", "50"], "weight": "1", "aggregate": "sum",
}  # fmt: skip
SUM: Row = SALES | {"code": "FCR"}
AGREED = {"agreed": "2026-01-02"}
MONTHLY = {"evaluation": "month"}


def month(number: int) -> str:
    """Contract month `number` of a contract that starts in January 2026."""
    return f"{2026 + (number - 1) // 12}-{(number - 1) % 12 + 1:02}"


def event(first: int, last: int, kpi: str = "FCR", agreed: str | None = "2026-01-02") -> Row:
    return {"kpi": kpi, "from": month(first), "to": month(last), "agreed": agreed}


def ratios(*numerators: object, kpi: str = "FCR", first: int = 1, denominator: str = "100") -> list[Row]:
    """One row a month from month `first` on; None leaves the month out."""
    return [
        {"month": month(number), "kpi": kpi, "numerator": str(each), "denominator": denominator}
        for number, each in enumerate(numerators, first)
        if each is not None
    ]


def values(*numbers: object, kpi: str = "FCR", first: int = 1, n: object = None) -> list[Row]:
    """One row with a value a month from month `first` on; None leaves the month out."""
    answers = {} if n is None else {"n": str(n)}
    return [
        {"month": month(number), "kpi": kpi, "value": str(each), **answers}
        for number, each in enumerate(numbers, first)
        if each is not None
    ]


def volumes(*actual: object, forecast: object = 100, **measures: object) -> list[Row]:
    """A record a month from month 1 on; further measures are the same in every month."""
    return [
        {"month": month(number), "actual": each, "forecast": forecast, **measures}
        for number, each in enumerate(actual, 1)
    ]


def small(contract: Row | None = None, **tables: Any) -> Row:
    """Contract data of the small contract, with some terms changed and some tables replaced."""
    data: Row = {
        "contract": {"start": "2026-01-01", "months": 12} | (contract or {}),
        "prices": [{"price": "10"}],
        "kpis": [FCR],
        "months": volumes(*[100] * 12),
        "measurements": ratios(*[82] * 12),
    }
    return data | tables


def settled(data: Row, period: int = 1, as_of: date = LATER) -> Settlement:
    """The settlement of a period that nothing blocks."""
    agreement = Agreement.model_validate(data)
    found = settle(agreement, period, as_of, blockers(agreement))
    assert isinstance(found, Settlement), found
    return found


def refused(data: Row, period: int = 1) -> set[tuple[str, str | None, str | None]]:
    """Code, KPI and month of everything for which a period is refused."""
    agreement = Agreement.model_validate(data)
    found = settle(agreement, period, LATER, blockers(agreement))
    assert isinstance(found, Refusal), found
    return {(each.code, each.kpi, each.month) for each in found.findings if each.severity is Severity.BLOCKER}


def noticed(data: Row, period: int = 1) -> set[str]:
    """The codes of what the parties should know about a settlement."""
    return {finding.code for finding in settled(data, period).findings}


def reported(row: Row) -> list[Row]:
    """The same KPI with weight 0, beside one that carries all the weight."""
    return [row | {"weight": "0"}, FCR | {"code": "ALL"}]


def found(data: Row, period: int = 1) -> list[tuple[str, Fraction | None]]:
    """State and value of every run of the KPI under test."""
    return [(str(line.state), line.value) for line in settled(data, period).kpis if line.code == "FCR"]
