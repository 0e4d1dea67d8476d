"""Which value does a KPI have over its run, from the measured rows?

Source: contract and settlement rules, section 3.1. Sums are exact fractions; a mean of percentages is never taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.model.month import Month

Rows = Mapping[Month, Sequence[Measurement]]
"""The measured rows of one KPI by month; prepared rows that are still blank are not among them."""


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value with the sums behind it; None when nothing is left to divide by."""

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: Fraction | None = None

    def too_few(self, row: Kpi) -> bool:
        """Whether fewer answers or contacts than `min_n` lie behind the value."""
        if row.min_n is None or row.aggregate not in ("ratio", "mean"):
            return False
        answers = self.denominator if row.aggregate == "ratio" else self.n
        return (answers or 0) < Fraction(row.min_n)


def rows_by_kpi(measurements: Iterable[Measurement]) -> Mapping[str, dict[Month, list[Measurement]]]:
    """The measured rows of every KPI code, by month."""
    found: dict[str, dict[Month, list[Measurement]]] = {}
    for row in measurements:
        if not row.is_blank:
            found.setdefault(row.kpi, {}).setdefault(row.month, []).append(row)
    return found


def measured(row: Kpi, rows: Rows, months: Iterable[Month]) -> Value:
    """The value of a KPI over `months`, by its own aggregate, multiplied and rounded as its row says."""
    read = [each for month in months for each in rows.get(month, ())]
    if row.aggregate == "ratio":
        value = _ratio(row, read)
    elif row.aggregate == "mean":
        value = _mean(read)
    elif row.aggregate == "sum":
        value = Value(_total(each.value for each in read))
    else:
        newest = max(each.month for each in read)
        value = Value(_total(each.value for each in read if each.month == newest))
    return _rounded(value, row.decimals)


def _ratio(row: Kpi, read: list[Measurement]) -> Value:
    numerator, denominator = _total(each.numerator for each in read), _total(each.denominator for each in read)
    value = Fraction(row.multiplier) * numerator / denominator if denominator else None
    return Value(value, numerator, denominator)


def _mean(read: list[Measurement]) -> Value:
    if all(each.n is None for each in read):
        return Value(_total(each.value for each in read) / len(read))
    answers = _total(each.n for each in read)
    weighted = sum((Fraction(each.value or 0) * Fraction(each.n or 0) for each in read), Fraction(0))
    return Value(weighted / answers if answers else None, n=answers)


def _total(numbers: Iterable[object]) -> Fraction:
    return sum((Fraction(number) for number in numbers if number is not None), Fraction(0))  # type: ignore[arg-type]


def _rounded(value: Value, decimals: int | None) -> Value:
    if decimals is None or value.value is None:
        return value
    return Value(Fraction(half_away(value.value, decimals)), value.numerator, value.denominator, value.n)
