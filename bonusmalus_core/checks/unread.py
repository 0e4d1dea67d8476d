"""What is filled in and decides nothing beside what is chosen elsewhere in its row? Check C10.

It changes no amount and stops nothing, but whoever filled it in expects that it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.kpi import Kpi


class Unread(NamedTuple):
    """A field that is not read because of the `choice` in another one, where `found` says so."""

    field: str
    choice: str
    found: Callable[[Any], bool]


def _multiplied(row: Kpi) -> bool:
    return row.aggregate != "ratio" and row.multiplier != 1


def _uncounted(row: Kpi) -> bool:
    return row.aggregate in ("sum", "last") and bool(row.min_n)


def _extrapolated(row: Kpi) -> bool:
    return row.payout != "linear" and row.beyond == "extrapolate"


def _valued(row: Condition) -> bool:
    return row.effect != "volume_guarantee" and row.effect_value is not None


def _listed(row: Condition) -> bool:
    return row.effect != "waive_malus" and row.kpis != "all"


def _listed_for_total(row: Condition) -> bool:
    return row.effect == "waive_malus" and row.scope == "total" and row.kpis != "all"


_OF_KPIS = (
    Unread("multiplier", "aggregate", _multiplied),
    Unread("min_n", "aggregate", _uncounted),
    Unread("beyond", "payout", _extrapolated),
)
_OF_CONDITIONS = (
    Unread("effect_value", "effect", _valued),
    Unread("kpis", "effect", _listed),
    Unread("kpis", "scope", _listed_for_total),
)


def settings(agreement: Agreement) -> Iterator[Finding]:
    """C10: a setting of a KPI or a condition that nothing reads."""
    yield from _unread("kpis", agreement.kpis, _OF_KPIS)
    yield from _unread("conditions", agreement.conditions, _OF_CONDITIONS)


def _unread(table: str, rows: Sequence[Kpi | Condition], settings: Sequence[Unread]) -> Iterator[Finding]:
    for number, row in enumerate(rows):
        for field, choice, found in settings:
            if found(row):
                chosen = Phrase(f"{table}.{choice}", topic="fields")
                facts = {"what": row.code, "field": f"{table}.{field}", "choice": chosen}
                yield Finding("C10w", Severity.WARNING, Where(table, number, field), facts=facts)
