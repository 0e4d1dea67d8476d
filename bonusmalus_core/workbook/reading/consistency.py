"""Does what the cells of one row say fit together?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.condition import FEWEST_PERCENT, VOLUME_RATIO, is_percentage
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.records import AnySection
from bonusmalus_core.workbook.reading.rows import ReadRow

LARGEST_VOLUME_RATIO = Decimal(5)
"""A forecast missed by more than this is a percentage typed as a whole number."""


def misshapen(measurements: AnySection) -> Iterator[Finding]:
    """Measurements that are both ratio and value, half of either, or count less than nothing.

    Halves are not told where the other half stands under a header that was renamed.
    """
    renamed = any(found.code == codes.HEADER_RENAMED for found in measurements.findings)
    for row in measurements.rows:
        if row.usable:
            yield from _misshapen(measurements, row)
            yield from () if renamed else _halves(measurements, row)


def _misshapen(section: AnySection, row: ReadRow) -> Iterator[Finding]:
    filled = row.values.keys()
    if "value" in filled and filled & {"numerator", "denominator"}:
        yield section.note(codes.RATIO_AND_VALUE, row, "value", found=_number(row, "value"))
    for name in ("denominator", "n"):
        if _number(row, name) < 0:
            yield section.note(codes.NEGATIVE, row, name, found=_number(row, name))


def _halves(section: AnySection, row: ReadRow) -> Iterator[Finding]:
    filled = row.values.keys()
    for given, lacking in (("numerator", "denominator"), ("denominator", "numerator")):
        if given in filled and lacking not in filled:
            yield section.note(codes.HALF_MEASUREMENT, row, lacking, found=_number(row, given))
    if "n" in filled and not filled & {"value", "numerator", "denominator"}:
        yield section.note(codes.HALF_MEASUREMENT, row, "value", found=_number(row, "n"))


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


def percents_and_wholes(conditions: AnySection, months: AnySection) -> tuple[list[Finding], list[Finding]]:
    """Shares and whole percents that a condition would compare with each other: thresholds, then recorded values.

    A value of 80 beside a threshold of 0.85 is meant as 80%; so is a threshold of 85 where every recorded value is a
    share, one of them between 0 and 1. Counts, hours and costs lie elsewhere: 4 hours beside half an hour.
    """
    thresholds, values = list[Finding](), dict[tuple[int, str], Finding]()
    for row in conditions.rows:
        measure, threshold = row.values.get("measure"), row.values.get("threshold")
        if not isinstance(measure, str) or not isinstance(threshold, Decimal):
            continue
        recorded = [(month, _number(month, measure)) for month in months.rows if measure in month.values]
        if not is_percentage(measure, threshold, [value for _, value in recorded]):
            continue
        if threshold >= FEWEST_PERCENT and _are_shares([value for _, value in recorded]):
            thresholds.append(conditions.note(codes.WHOLE_PERCENT, row, "threshold", found=threshold))
        for month, value in recorded:
            if 0 < threshold < 1 and value >= FEWEST_PERCENT:
                found = months.note(codes.WHOLE_PERCENT, month, measure, found=value)
                values.setdefault((month.position, measure), found)
    return thresholds, list(values.values())


def _are_shares(values: Collection[Decimal]) -> bool:
    return all(0 <= value <= 1 for value in values) and any(0 < value < 1 for value in values)
