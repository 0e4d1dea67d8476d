"""Which contracts can a draft start from? One per sector, and an example with a year of measurements.

Each template is words and numbers in `contents/`, in the keys of contract data; a text that differs per language is an
object with a text for each of them. What is agreed about the service beside the KPIs stands in `service.json`: for all
sectors, and per sector. The built workbooks stand beside this file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, get_args

from bonusmalus_core.model.choices import SECTORS
from bonusmalus_core.model.service import Topic
from bonusmalus_core.words import LANGUAGES

__all__ = ["LANGUAGES", "SECTORS", "composed", "contents", "example"]

BANDS_REACH = "0.10"
"""How far the bands of every draft move the price at most: a cap beyond it would never bind."""

_Rows = Mapping[str, list[dict[str, Any]]]
_Entries = Mapping[str, dict[str, Any]]


def contents(sector: str, language: str) -> dict[str, Any]:
    """The contract data of a sector's draft. FileNotFoundError: no such sector; KeyError: no such language."""
    draft: dict[str, Any] = _said(_stored(sector), language)
    return draft | _service(sector, language)


def composed(sector: str, language: str, phase: int, weights: Mapping[str, str]) -> dict[str, Any]:
    """The contract data of a draft with these KPIs, each with its weight, at a maturity phase.

    Customer contact has a library with thresholds per phase; other sectors have the KPIs of their draft.
    KeyError: a KPI that neither has.
    """
    draft = contents(sector, language)
    kpis, legend = _library(language, phase) if sector == SECTORS[0] else _drafted(draft)
    terms = draft["contract"] | {"maturity_phase": phase, "bonus_cap": BANDS_REACH, "malus_cap": BANDS_REACH}
    return draft | {
        "contract": terms,
        "kpis": [row | {"weight": weight} for code, weight in weights.items() for row in kpis[code]],
        "legend": [legend[code] for code in weights],
    }


def _library(language: str, phase: int) -> tuple[_Rows, _Entries]:
    """The library: per code its rows, with the thresholds of the latest phase that has its own, and its legend."""
    library = _said(_stored("library"), language)
    rows = {
        code: [
            each["kpi"] | {"from_month": int(month), "thresholds": thresholds}
            for month, thresholds in _of_phase(each["bands"], phase).items()
        ]
        for code, each in library.items()
    }
    return rows, {code: each["legend"] for code, each in library.items()}


def _of_phase(bands: Mapping[str, Mapping[str, list[str]]], phase: int) -> Mapping[str, list[str]]:
    begun = [int(first) for first in bands if int(first) <= phase]
    return bands[str(max(begun, default=min(map(int, bands))))]


def _drafted(draft: dict[str, Any]) -> tuple[_Rows, _Entries]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in draft["kpis"]:
        rows.setdefault(row["code"], []).append(row)
    return rows, {entry["kpi"]: entry for entry in draft["legend"]}


def example(language: str) -> dict[str, Any]:
    """The contract data of the filled example: the draft it is `of`, and what its parties agreed and measured."""
    filled: dict[str, Any] = _said(_stored("example"), language)
    draft = contents(filled.pop("of"), language)
    agreed = {entry["kpi"]: entry for entry in filled.pop("legend")}
    terms = draft["contract"] | filled.pop("contract")
    legend = [entry | agreed.get(entry["kpi"], {}) for entry in draft["legend"]]
    return draft | filled | {"contract": terms, "legend": legend}


def _service(sector: str, language: str) -> dict[str, Any]:
    """The SLA schedule and the follow-up meetings of a sector's draft, topic by topic."""
    said = _said(_stored("service"), language)
    topics: tuple[str, ...] = get_args(Topic)
    schedule = sorted(said[sector]["sla"] + said["all"]["sla"], key=lambda row: topics.index(row["topic"]))
    return {"sla": schedule, "governance": said["all"]["governance"]}


def _stored(name: str) -> dict[str, Any]:
    path = files(__package__) / "contents" / f"{name}.json"
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def _said(stored: Any, language: str) -> Any:
    """What was stored, with every text in one language."""
    if isinstance(stored, list):
        return [_said(item, language) for item in stored]
    if not isinstance(stored, dict):
        return stored
    if stored.keys() == set(LANGUAGES):
        return stored[language]
    return {key: _said(item, language) for key, item in stored.items()}
