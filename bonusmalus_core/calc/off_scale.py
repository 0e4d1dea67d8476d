"""Does a value lie off the scale of its KPI, and what does a finding tell of that scale?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.exact import fraction
from bonusmalus_core.findings import Phrase
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement


def off_scale(row: Kpi, value: Fraction) -> bool:
    """Whether the value lies below the lowest of the row's scale or above the highest, as far as it has these."""
    low, high = row.scale
    return (low is not None and value < fraction(low)) or (high is not None and value > fraction(high))


def unreachable(row: Kpi) -> list[int]:
    """The numbers, from 0, of the thresholds that no value can reach; the scale of a sum says nothing of its total."""
    if row.aggregate == "sum":
        return []
    return [number for number, each in enumerate(row.thresholds) if off_scale(row, fraction(each))]


def alone_off_scale(row: Kpi, measured: Measurement) -> str | None:
    """The field by which a row of measurements lies off the scale on its own; None of a sum, which has no such row."""
    above, below = measured.numerator, measured.denominator
    if row.aggregate == "mean" and measured.value is not None:
        return "value" if off_scale(row, fraction(measured.value)) else None
    if row.aggregate != "ratio" or not above or below is None:
        return None
    if below == 0:
        return "denominator"
    return "numerator" if off_scale(row, fraction(row.multiplier) * fraction(above) / fraction(below)) else None


def scale_facts(row: Kpi) -> dict[str, Any]:
    """The ends of the scale, its unit, and how a value on it is `typed`: only percentages are typed as such."""
    low, high = row.scale
    typed = Phrase("typed.percent" if row.unit == "%" else "typed.unit")
    return {"low": low, "high": high, "unit": row.unit, "typed": typed}
