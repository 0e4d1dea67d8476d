"""Which agreements do the tests of the build use? The reference contract, and contracts at the edge of the allowed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_templates import contents, example


def reference(language: str = "nl", **terms: object) -> Agreement:
    data = contents("contact-centre", language)
    return Agreement.model_validate(data | {"contract": data["contract"] | terms})


def filled(**terms: object) -> Agreement:
    data = example("nl")
    return Agreement.model_validate(data | {"contract": data["contract"] | terms})


def settled(**terms: object) -> Agreement:
    """The filled example, of whose first period the history knows."""
    return filled(**terms).model_copy(update={"history": (HistoryRow(period=1, version=1, amount=Decimal(5)),)})


def with_levels(count: int) -> Agreement:
    """The filled example with so many impact levels, and thresholds spread over them."""
    data = example("nl")
    levels = [str(90 + 20 * step / (count - 1)) + "e-2" for step in range(count)]
    kpis = [kpi | {"thresholds": _spread(kpi["thresholds"], count), "impacts": None} for kpi in data["kpis"]]
    return Agreement.model_validate(data | {"contract": data["contract"] | {"levels": levels}, "kpis": kpis})


def one_kpi(**fields: object) -> Agreement:
    """A contract with one KPI of five levels (70 to 90 %), measured in January."""
    return kpis(fields)


def kpis(*each: dict[str, object]) -> Agreement:
    """A contract with such KPIs, of one weight."""
    kpi: dict[str, object] = {"name": "KPI", "thresholds": ["0.7", "0.75", "0.8", "0.85", "0.9"]}
    kpi["weight"] = str(Decimal(1) / len(each))
    data: dict[str, Any] = {
        "contract": {"title": "T", "client": "C", "supplier": "S", "start": "2026-01-01", "months": 12},
        "prices": [{"price": "10"}],
        "kpis": [{"code": f"K{number}"} | kpi | fields for number, fields in enumerate(each, 1)],
        "months": [{"month": "2026-01", "forecast": "100", "actual": "100"}],
    }
    return Agreement.model_validate(data)


def tested(*conditions: dict[str, str]) -> Agreement:
    """The reference contract with other conditions: above which threshold of which measure no malus is owed."""
    common = {"comparator": ">", "effect": "waive_malus"}
    rows = [common | {"code": f"C{number}"} | each for number, each in enumerate(conditions, 1)]
    return Agreement.model_validate(contents("contact-centre", "en") | {"conditions": rows})


def _spread(thresholds: list[str], count: int) -> list[str]:
    first, last = float(thresholds[0]), float(thresholds[-1])
    return [format(first + (last - first) * step / (count - 1), ".6g") for step in range(count)]
