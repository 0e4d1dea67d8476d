"""What differs between two versions of a contract?

Rows are the same row when their names are: a KPI's code, a month, a condition's code. Of several rows of one name (a
progression) those that say the same belong together, then the first to begin to the first, the second to the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.record import Record

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "contract": (),
    "prices": ("from_month",),
    "kpis": ("code",),
    "legend": ("kpi",),
    "conditions": ("code",),
    "months": ("month",),
    "measurements": ("month", "kpi", "part"),
    "events": ("kpi", "from"),
    "overrides": ("period", "kpi"),
    "sla": ("topic", "subject", "language"),
    "governance": ("name",),
    "actions": ("period", "kpi"),
    "departments": ("team",),
    "causes": ("first", "second"),
    "bonuses": ("code",),
    "tiers": ("bonus", "goal"),
    "mapping": ("key",),
    "team": ("group", "name", "from", "metric", "bonus"),
}
"""The fields that name a row of each section."""


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with another value; None where it holds nothing."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a section that is not as it was; only a changed row has `fields`, whose names are those of the data.

    `row` counts the rows of the section from 0, in the later version unless the row was removed.
    """

    section: str
    name: tuple[str, ...]
    kind: Kind
    row: int
    before: Record | None
    after: Record | None
    fields: tuple[FieldChange, ...] = ()


def differences(before: Agreement, after: Agreement) -> tuple[RowChange, ...]:
    """Everything that was added, removed or changed, in the order of the sections; nothing between equal contracts.

    The order of rows is no difference.
    """
    return tuple(change for section in NAMED_BY for change in _in_section(section, before, after))


def replaced(agreement: Agreement, change: RowChange) -> Agreement:
    """The agreement `before` with this one change made."""
    if change.section == "contract":
        return agreement.model_copy(update={"contract": change.after})
    rows = [row for row in getattr(agreement, change.section) if row is not change.before]
    return agreement.model_copy(update={change.section: (*rows, *filter(None, (change.after,)))})


_Rows = Mapping[tuple[str, ...], Sequence[tuple[int, Record]]]


def _in_section(section: str, before: Agreement, after: Agreement) -> Iterator[RowChange]:
    old, new = _named(section, before), _named(section, after)
    for name in dict.fromkeys((*old, *new)):
        then, now = old.get(name, ()), new.get(name, ())
        for one, other in zip_longest(_without(then, now), _without(now, then)):
            change = _change(section, name, one, other)
            if change:
                yield change


def _named(section: str, agreement: Agreement) -> _Rows:
    """The rows with their numbers by name, those of one name in the order in which they begin."""
    found: dict[tuple[str, ...], list[tuple[int, Record]]] = {}
    held = getattr(agreement, section)
    for number, row in enumerate((held,) if isinstance(held, Record) else held):
        found.setdefault(name_of(section, row), []).append((number, row))
    return {name: sorted(rows, key=lambda each: begins(each[1])) for name, rows in found.items()}


def _without(rows: Sequence[tuple[int, Record]], others: Sequence[tuple[int, Record]]) -> list[tuple[int, Record]]:
    """The rows that are not among the others, each of which stands for one."""
    left, found = [row for _, row in others], []
    for each in rows:
        if each[1] in left:
            left.remove(each[1])
        else:
            found.append(each)
    return found


def in_order(section: str, rows: Sequence[Record]) -> tuple[Record, ...]:
    """The rows of a section in the one order that does not depend on how its sheet was sorted."""
    return tuple(sorted(rows, key=lambda row: (name_of(section, row), begins(row), row.model_dump_json())))


def begins(row: Record) -> int:
    """From which month a row of a progression counts; 0 of any other row."""
    return getattr(row, "from_month", 0)


def name_of(section: str, row: Record) -> tuple[str, ...]:
    """What names a row among those of its section."""
    values = fields_of(row)
    return tuple(str(values[field]) for field in NAMED_BY.get(section, ()) if values[field] not in ("", None))


def _change(
    section: str, name: tuple[str, ...], old: tuple[int, Record] | None, new: tuple[int, Record] | None
) -> RowChange | None:
    if new is None:
        return old and RowChange(section, name, Kind.REMOVED, old[0], old[1], None)
    if old is None:
        return RowChange(section, name, Kind.ADDED, new[0], None, new[1])
    changed = tuple(_in_fields(fields_of(old[1]), fields_of(new[1])))
    return RowChange(section, name, Kind.CHANGED, new[0], old[1], new[1], changed) if changed else None


def _in_fields(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[FieldChange]:
    for field in dict.fromkeys((*old, *new)):
        if old.get(field) != new.get(field):
            yield FieldChange(field, old.get(field), new.get(field))


def fields_of(row: Record) -> dict[str, object]:
    """The fields of a row by their names on the sheets: holidays and measures stand beside the others."""
    values: dict[str, object] = {}
    for name, value in row:
        if isinstance(value, Record):
            values |= {f"{name}_{key}": inner for key, inner in value}
        elif isinstance(value, dict):
            values |= value
        else:
            values[name.rstrip("_")] = value
    return values
