"""Where do today's sheets say something else than what a settlement read?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from bonusmalus_core.calc.canonical import canonical
from bonusmalus_core.declare.changes_said import is_share
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.numbers import exact

_NAMED: Mapping[str, tuple[str, ...]] = {
    "prices": ("from_month",),
    "kpis": ("code", "from_month"),
    "conditions": ("code",),
    "months": ("month",),
    "measurements": ("month", "kpi", "part"),
    "events": ("kpi", "from", "to"),
    "overrides": ("kpi",),
}
"""What makes a row of each table the same row, then and now."""

_PER_LEVEL = frozenset({"thresholds", "impacts"})


class _Row(NamedTuple):
    """A row as it was read, or as it stands today: its table, its number there today, and what it is called."""

    document: str
    section: str
    record: int | None = None
    name: tuple[str, ...] = ()


def deviations(row: HistoryRow, agreement: Agreement) -> Iterator[Finding]:
    """H5, H9: every value and row that a settlement read and that is another today; `row` has its archive whole."""
    terms = _Row(row.document, "contract")
    try:
        today = canonical(agreement, row.period)
    except WrongUsage:  # the contract has no such period any more
        yield _finding(terms, "months", None, agreement.contract.months)
        return
    if today == row.archive:
        return
    then, now = json.loads(row.archive), json.loads(today)
    yield from _in_row(terms, then["contract"], now["contract"])
    for section, named in _NAMED.items():
        old, new = _by_name(then[section], named), _by_name(now[section], named)
        for name in dict.fromkeys((*old, *new)):
            place = _Row(row.document, section, _record(agreement, section, named, name), name)
            yield from _in_row(place, old.get(name, {}), new.get(name, {}))


def _by_name(rows: list[dict[str, Any]], named: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, Any]]:
    return {tuple(str(row.get(field, "")) for field in named): row for row in rows}


def _record(agreement: Agreement, section: str, named: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """The number of today's row of that name; None when it is gone, or stands for another row's months."""
    rows = getattr(agreement, section)
    fields = [f"{field}_" if field == "from" else field for field in named]
    found = (number for number, row in enumerate(rows) if tuple(str(getattr(row, each)) for each in fields) == name)
    return next(found, None)


def _in_row(row: _Row, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Finding]:
    if not old or not new:
        yield _finding(row, None, _whole(old), _whole(new))
        return
    then, now = _taken_apart(old), _taken_apart(new)
    for field in dict.fromkeys((*then, *now)):
        if then.get(field) != now.get(field):
            yield _finding(row, field, then.get(field), now.get(field), new.get("unit"))


def _taken_apart(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row, those that stand once per level under their numbers: "thresholds.1"."""
    found = dict[str, Any]()
    for name, value in fields.items():
        if name in _PER_LEVEL:
            found |= {f"{name}.{level}": each for level, each in enumerate(value, 1)}
        else:
            found[name] = value
    return found


def _whole(fields: Mapping[str, Any]) -> str | None:
    """A row that stands on one side only: its figures."""
    return ", ".join(str(value) for value in fields.values() if isinstance(value, str) and value) or None


def _finding(row: _Row, field: str | None, then: object, now: object, unit: object = None) -> Finding:
    """H5 about a field, H9 about a row that stood there then or stands there now; the unit is that of a row's KPI."""
    where = Where(row.section, row.record, field)
    named = dict(zip(_NAMED.get(row.section, ()), row.name, strict=False))
    facts: dict[str, object] = {"document": row.document, "settled": _fact(then), "found": _fact(now)}
    facts |= {"what": " ".join(filter(None, row.name)) or where}
    facts |= {"field": f"{row.section}.{field}"} if field else {}
    facts |= {"unit": "%"} if field and is_share(row.section, field.partition(".")[0], unit) else {}
    kpi = named.get("kpi", named.get("code"))
    return Finding("H5" if field else "H9", Severity.WARNING, where, named.get("month"), kpi, facts)


def _fact(value: object) -> object:
    """A value as a finding quotes it: a number as one, a list as one text."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if not isinstance(value, str):
        return value
    try:
        return exact(Decimal(value))
    except (InvalidOperation, ValueError):
        return value
