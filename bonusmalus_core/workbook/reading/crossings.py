"""Does what a row says fit the contract's term, its KPIs and itself?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.condition import VOLUME_RATIO
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.records import AnySection
from bonusmalus_core.workbook.reading.rows import ReadRow
from bonusmalus_core.workbook.reading.vocabulary import ALL, nearest

LARGEST_VOLUME_RATIO = Decimal(5)
"""A forecast missed by more than this is a percentage typed as a whole number."""

_REFERENCES: Mapping[str, str] = {
    "measurements": "kpi", "overrides": "kpi", "events": "kpi", "legend": "kpi", "conditions": "kpis",
}  # fmt: skip


def outside_term(section: AnySection, contract: Contract) -> Iterator[Finding]:
    """Months that lie before the contract's first or after its last month."""
    first = Month.of(contract.start)
    last = first + (contract.months - 1)
    for row in section.rows:
        for name in ("month", "from", "to"):
            month = row.values.get(name)
            if isinstance(month, Month) and not first <= month <= last:
                yield section.note(codes.OUTSIDE_TERM, row, name, found=str(month), expected=f"{first} – {last}")


def unknown_kpis(section: AnySection, known: Collection[str]) -> Iterator[Finding]:
    """KPI codes that the KPI table does not have; `expected` is the nearest, or all of them."""
    field = _REFERENCES.get(section.key, "")
    severity = Severity.WARNING if section.key == "legend" else Severity.BLOCKER
    for row in section.rows:
        if row.prepared:
            continue
        for code in _codes(row.values.get(field, ALL)):
            if code not in known:
                expected = nearest(code, known) or ", ".join(sorted(known))
                yield section.note(codes.UNKNOWN_KPI, row, field, severity=severity, found=code, expected=expected)


def _codes(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return () if value == ALL else (str(value),)


def reversed_events(events: AnySection) -> Iterator[Finding]:
    """Events that end before they begin."""
    for row in events.rows:
        first, last = row.values.get("from"), row.values.get("to")
        if isinstance(first, Month) and isinstance(last, Month) and last < first:
            yield events.note(codes.REVERSED, row, "to", found=str(last), expected=f"≥ {first}")


def misshapen(measurements: AnySection) -> Iterator[Finding]:
    """Measurements that are both ratio and value, half of either, or count less than nothing."""
    for row in measurements.rows:
        if row.usable:
            yield from _misshapen(measurements, row)


def _misshapen(section: AnySection, row: ReadRow) -> Iterator[Finding]:
    filled = row.values.keys()
    if "value" in filled and filled & {"numerator", "denominator"}:
        yield section.note(codes.RATIO_AND_VALUE, row, "value", found=_number(row, "value"))
    for given, lacking in (("numerator", "denominator"), ("denominator", "numerator")):
        if given in filled and lacking not in filled:
            yield section.note(codes.HALF_RATIO, row, lacking, found=_number(row, given))
    if "n" in filled and not filled & {"value", "numerator", "denominator"}:
        yield section.note(codes.HALF_RATIO, row, "value", found=_number(row, "n"))
    for name in ("denominator", "n"):
        if _number(row, name) < 0:
            yield section.note(codes.NEGATIVE, row, name, found=_number(row, name))


def _number(row: ReadRow, name: str) -> Decimal:
    number = row.values.get(name)
    return number if isinstance(number, Decimal) else Decimal(0)


def whole_percents(conditions: AnySection) -> Iterator[Finding]:
    """Thresholds of the volume ratio that were typed as whole percents: 90 would always hold."""
    for row in conditions.rows:
        threshold = row.values.get("threshold")
        is_ratio = row.values.get("measure") == VOLUME_RATIO
        if is_ratio and isinstance(threshold, Decimal) and abs(threshold) > LARGEST_VOLUME_RATIO:
            yield conditions.note(codes.WHOLE_PERCENT, row, "threshold", found=threshold)
