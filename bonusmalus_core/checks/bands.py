"""Do the bands of every KPI row lead from one value to one impact? Checks R1, M2 and M10."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from bonusmalus_core.calc.off_scale import scale_facts, unreachable
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi

_HALF = Decimal("0.5")
"""At least so much of the price the best level of any contract pays."""


def order(agreement: Agreement) -> Iterator[Finding]:
    """R1: thresholds run strictly up or strictly down, one per level."""
    for number, row in enumerate(agreement.kpis):
        if len(row.thresholds) != len(row.impacts or agreement.contract.levels):
            facts = {"thresholds": len(row.thresholds), "levels": len(row.impacts or agreement.contract.levels)}
            yield _finding("R1b", number, row, "thresholds", facts)
        elif not (_rising(row.thresholds) or _rising(row.thresholds[::-1])):
            yield _finding("R1", number, row, "thresholds", {"thresholds": row.thresholds, "unit": row.unit})


def direction(agreement: Agreement) -> Iterator[Finding]:
    """M2: rising thresholds mean that higher is better."""
    for number, row in enumerate(agreement.kpis):
        wrong = {"higher": _rising(row.thresholds[::-1]), "lower": _rising(row.thresholds)}
        if row.direction is not None and wrong[row.direction]:
            yield _finding("M2", number, row, "direction", {"thresholds": row.thresholds, "unit": row.unit})


def impacts(agreement: Agreement) -> Iterator[Finding]:
    """R1: a KPI's own impacts never fall from the worst to the best level."""
    for number, row in enumerate(agreement.kpis):
        if row.impacts is not None and not _never_falling(row.impacts):
            yield _finding("R1c", number, row, "impacts", {"impacts": row.impacts})


def collar(agreement: Agreement) -> Iterator[Finding]:
    """R1: the collar of a KPI lies below its cap."""
    for number, row in enumerate(agreement.kpis):
        if row.impact_floor is not None and row.impact_cap is not None and row.impact_floor > row.impact_cap:
            yield _finding("R1d", number, row, "impact_floor", {"floor": row.impact_floor, "cap": row.impact_cap})


def worth(agreement: Agreement) -> Iterator[Finding]:
    """M10: impacts are what the price becomes, not what is added to it: the best one is at least half the price."""
    paid = [(number, row) for number, row in enumerate(agreement.kpis) if row.weight > 0]
    levels = agreement.contract.levels
    if (severity := _differences(levels)) and any(row.impacts is None for _, row in paid):
        yield Finding("M10m", severity, Where("levels", 0, "levels"), facts={"best": max(levels)})
    for number, row in paid:
        if row.impacts and (severity := _differences(row.impacts)):
            where, facts = Where("kpis", number, "impacts"), {"best": max(row.impacts)}
            yield Finding("M10m", severity, where, kpi=row.code, facts=facts)


def limits(agreement: Agreement) -> Iterator[Finding]:
    """M10: a collar above every impact, or a cap below, makes all values worth the same."""
    for number, row in enumerate(agreement.kpis):
        impacts = row.impacts or agreement.contract.levels
        if row.weight > 0 and impacts:
            if row.impact_floor is not None and row.impact_floor > max(impacts):
                yield _finding("M10n", number, row, "impact_floor", {"limit": row.impact_floor, "impacts": impacts})
            if row.impact_cap is not None and row.impact_cap < min(impacts):
                yield _finding("M10n", number, row, "impact_cap", {"limit": row.impact_cap, "impacts": impacts})


def scale(agreement: Agreement) -> Iterator[Finding]:
    """M10: a scale has its ends in order; thresholds all off it were typed in another unit, a single one by mistake."""
    for number, row in enumerate(agreement.kpis):
        low, high = row.scale
        off = unreachable(row)
        if low is not None and high is not None and low >= high:
            yield _finding("M10b", number, row, "scale_min", scale_facts(row))
        elif len(off) == len(row.thresholds):
            yield _finding("M10c", number, row, "thresholds", {"thresholds": row.thresholds, **scale_facts(row)})
        else:
            for each in off:
                facts = {"value": row.thresholds[each], **scale_facts(row)}
                yield _finding("M10i", number, row, f"thresholds.{each + 1}", facts)


def _rising(numbers: Sequence[Decimal]) -> bool:
    return len(numbers) > 1 and all(worse < better for worse, better in pairwise(numbers))


def _differences(impacts: Sequence[Decimal]) -> Severity | None:
    """A malus of 10 % typed as -10 % and not as 90 % stops; a bonus typed as 5 % may be a rate that is paid.

    And a commission between -100 % and the whole price may be one that is claimed back.
    """
    if not impacts or (max(impacts) >= _HALF and min(impacts) != -max(impacts)):
        return None
    return Severity.BLOCKER if min(impacts) < 0 and max(impacts) != 1 else Severity.WARNING


def _never_falling(numbers: Sequence[Decimal]) -> bool:
    return all(worse <= better for worse, better in pairwise(numbers))


def _finding(code: str, number: int, row: Kpi, field: str, facts: Mapping[str, object]) -> Finding:
    return Finding(code, Severity.BLOCKER, Where("kpis", number, field), kpi=row.code, facts=facts)
