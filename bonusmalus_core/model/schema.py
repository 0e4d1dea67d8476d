"""What does contract data look like? A JSON schema in which every key is explained."""

from __future__ import annotations

from typing import Any

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import words

_SECTIONS = {
    "Contract": "contract",
    "Price": "prices",
    "Kpi": "kpis",
    "LegendEntry": "legend",
    "Condition": "conditions",
    "MonthRecord": "months",
    "Measurement": "measurements",
    "ExcusedEvent": "events",
    "Override": "overrides",
    "ServiceLevel": "sla",
    "Meeting": "governance",
    "Action": "actions",
    "Department": "departments",
    "Cause": "causes",
    "Bonus": "bonuses",
    "Tier": "tiers",
    "TeamResult": "team",
    "MappingRow": "mapping",
    "HistoryRow": "history",
}
_EXPLAINED_AS = {
    "contract.levels": "levels.levels",
    "contract.holidays": "contract.holidays_country",
    "history.archive": "archive.text",
}


def agreement_schema(language: str = "en") -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of contract data, explained by the workbook's own labels and help texts."""
    schema: dict[str, Any] = Agreement.model_json_schema(by_alias=True)
    for model, section in _SECTIONS.items():
        for key, described in schema["$defs"][model]["properties"].items():
            described.update(_explained(_EXPLAINED_AS.get(f"{section}.{key}", f"{section}.{key}"), language))
    for key, described in schema["$defs"]["Holidays"]["properties"].items():
        described.update(_explained(f"contract.holidays_{key}", language))
    _put_measures_beside(schema["$defs"]["MonthRecord"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _explained(name: str, language: str) -> dict[str, str]:
    texts = words(language, "fields")
    if name not in texts:
        return {}
    return {"title": texts[name].replace("{n}", "").strip(), "description": texts[f"{name}.help"]}


def _put_measures_beside(month: dict[str, Any]) -> None:
    """A month's measures stand beside its other keys, so every further key is one."""
    month["additionalProperties"] = month["properties"].pop("measures")["additionalProperties"]
