"""Does what the cells of one row say fit together?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.condition import VOLUME_RATIO
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.records import AnySection
from bonusmalus_core.workbook.reading.rows import ReadRow

LARGEST_VOLUME_RATIO = Decimal(5)
"""A forecast missed by more than this is a percentage typed as a whole number."""


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
            yield section.note(codes.HALF_MEASUREMENT, row, lacking, found=_number(row, given))
    if "n" in filled and not filled & {"value", "numerator", "denominator"}:
        yield section.note(codes.HALF_MEASUREMENT, row, "value", found=_number(row, "n"))
    for name in ("denominator", "n"):
        if _number(row, name) < 0:
            yield section.note(codes.NEGATIVE, row, name, found=_number(row, name))


def _number(row: ReadRow, name: str) -> Decimal:
    number = row.values.get(name)
    return number if isinstance(number, Decimal) else Decimal(0)


def whole_percents(conditions: AnySection) -> Iterator[Finding]:
    """Thresholds of the volume ratio that were typed as whole percents: below 90 would always hold."""
    for row in conditions.rows:
        threshold = row.values.get("threshold")
        is_ratio = row.values.get("measure") == VOLUME_RATIO
        if is_ratio and isinstance(threshold, Decimal) and abs(threshold) > LARGEST_VOLUME_RATIO:
            yield conditions.note(codes.WHOLE_PERCENT, row, "threshold", found=threshold)
