"""What are the examples of the checks? A sound contract, and per code what breaks it and what mends it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from bonusmalus_core import checks
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.checks.catalogue import advice
from bonusmalus_core.findings import Finding, Where
from bonusmalus_core.model.agreement import Agreement

Changes = dict[str, Any]


@cache
def stored(name: str) -> Any:
    """The sound contract ("sound") or the examples by code ("examples")."""
    return json.loads((files(checks) / "examples" / f"{name}.json").read_text(encoding="utf-8"))


def changed(changes: Changes) -> Agreement:
    """The sound contract with some of its values changed, by their paths ("legend.0.source"; "kpis.3" adds a row)."""
    data = deepcopy(stored("sound"))
    for path, value in changes.items():
        _put(data, path, value)
    return Agreement.model_validate(data)


def found(changes: Changes) -> list[Finding]:
    """Everything that is found in the changed contract."""
    agreement = changed(changes)
    return blockers(agreement) + advice(agreement)


def where(path: str) -> Where:
    """The place that a path means: "kpis.0.thresholds.5", "contract.unit", "kpis.code" for the head of a column."""
    table, *rest = path.split(".", 2)
    if len(rest) == 2 and rest[0].isdigit():
        return Where(table, int(rest[0]), rest[1])
    return Where(table, None, ".".join(rest))


def _put(data: Any, path: str, value: Any) -> None:
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = data
    for step in way:
        place = place.setdefault(step, []) if isinstance(place, dict) else place[step]
    if isinstance(value, dict) and "like" in value:
        value = {**place[value["like"]], **{key: item for key, item in value.items() if key != "like"}}
    if isinstance(last, int) and last == len(place):
        place.append(value)
    else:
        place[last] = value
