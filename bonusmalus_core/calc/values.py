"""Which value does a KPI have over its run, from the measured rows?

Source: contract and settlement rules, section 3.1. Sums are exact decimals, quotients exact fractions; a mean of
percentages is never taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.exact import EXACT, fraction, quotient, total
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.model.month import Month

Rows = Mapping[Month, Sequence[Measurement]]
"""The measured rows of one KPI by month; prepared rows that are still blank are not among them."""


class Value(NamedTuple):
    """A measured value with the sums behind it; None when nothing is left to divide by.

    `unrounded` is what was measured, `value` the same with the decimals of the KPI row, if it has any; `read` are the
    rows behind it.
    """

    value: Fraction | None
    unrounded: Fraction | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: Decimal | None = None
    read: tuple[Measurement, ...] = ()

    def too_few(self, row: Kpi) -> bool:
        """Whether fewer answers or contacts than `min_n` lie behind the value."""
        if row.min_n is None or row.aggregate not in ("ratio", "mean"):
            return False
        answers = self.denominator if row.aggregate == "ratio" else self.n
        return (answers or 0) < row.min_n


def rows_by_kpi(measurements: Iterable[Measurement]) -> Mapping[str, dict[Month, list[Measurement]]]:
    """The measured rows of every KPI code, by month."""
    found: dict[str, dict[Month, list[Measurement]]] = {}
    for row in measurements:
        if not row.is_blank:
            found.setdefault(row.kpi, {}).setdefault(row.month, []).append(row)
    return found


def measured(row: Kpi, rows: Rows, months: Iterable[Month]) -> Value:
    """The value of a KPI over `months`, at least one of them measured, by its own aggregate."""
    read = [each for month in months for each in rows.get(month, ())]
    if row.aggregate == "last":
        newest = max(each.month for each in read)
        read = [each for each in read if each.month == newest]
    return _valued(row, read)._replace(read=tuple(read))


def _valued(row: Kpi, read: list[Measurement]) -> Value:
    if row.aggregate == "ratio":
        return _ratio(row, read)
    if row.aggregate == "mean":
        return _mean(row, read)
    return _value(row, fraction(_total(each.value for each in read)))


def _ratio(row: Kpi, read: list[Measurement]) -> Value:
    numerator, denominator = _total(each.numerator for each in read), _total(each.denominator for each in read)
    ratio = quotient(EXACT.multiply(row.multiplier, numerator), denominator) if denominator > 0 else None
    return _value(row, ratio, numerator, denominator)


def _mean(row: Kpi, read: list[Measurement]) -> Value:
    if all(each.n is None for each in read):
        return _value(row, quotient(_total(each.value for each in read), Decimal(len(read))))
    answers = _total(each.n for each in read)
    weighted = _total(EXACT.multiply(each.value or 0, each.n or 0) for each in read)
    return _value(row, quotient(weighted, answers) if answers > 0 else None, n=answers)


def _total(numbers: Iterable[Decimal | None]) -> Decimal:
    return total(number for number in numbers if number is not None)


def _value(
    row: Kpi,
    unrounded: Fraction | None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    n: Decimal | None = None,
) -> Value:
    rounded = unrounded
    if unrounded is not None and row.decimals is not None:
        rounded = fraction(half_away(unrounded, row.decimals))
    return Value(rounded, unrounded, numerator, denominator, n)
