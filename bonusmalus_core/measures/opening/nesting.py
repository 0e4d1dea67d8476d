"""How do rows of dotted keys, as they stand in a workbook, become the nested keys that a mapping file has?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def nested(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Rows of dotted keys, as they stand in a workbook, as the same nested keys that a file has.

    >>> nested([("contacts.columns.wait_s", "Wait"), ("kpis.SL60.within_s", 60)])
    {'contacts': {'columns': {'wait_s': 'Wait'}}, 'kpis': {'SL60': {'within_s': 60}}}

    A column that more is said of than its name has both:

    >>> nested([("contacts.columns.wait_s", "Wait"), ("contacts.columns.wait_s.unit", "minutes")])
    {'contacts': {'columns': {'wait_s': {'column': 'Wait', 'unit': 'minutes'}}}}
    """
    found: dict[str, Any] = {}
    for key, value in rows:
        *way, last = key.split(".")
        place = found
        for step in way:
            if not isinstance(place.setdefault(step, {}), dict):
                place[step] = {"column": place[step]}
            place = place[step]
        if isinstance(place.get(last), dict):
            place[last]["column"] = value
        else:
            place[last] = value
    return found
