"""Which contracts can a draft start from? One per sector, and an example with a year of measurements.

Each template is words and numbers in `contents/`, in the keys of contract data; a text that differs per language is an
object with a text for each of them. What is agreed about the service beside the KPIs stands in `service.json`: for all
sectors, and per sector. The built workbooks stand beside this file.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, get_args

from bonusmalus_core.model.choices import SECTORS
from bonusmalus_core.model.service import Topic
from bonusmalus_core.words import LANGUAGES

__all__ = ["LANGUAGES", "SECTORS", "contents", "example"]


def contents(sector: str, language: str) -> dict[str, Any]:
    """The contract data of a sector's draft. FileNotFoundError: no such sector; KeyError: no such language."""
    draft: dict[str, Any] = _said(_stored(sector), language)
    return draft | _service(sector, language)


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
