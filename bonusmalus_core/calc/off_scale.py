"""Does a value lie off the scale of its KPI, and what does a finding tell of that scale?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.exact import fraction
from bonusmalus_core.findings import Phrase
from bonusmalus_core.model.kpi import Kpi


def off_scale(row: Kpi, value: Fraction) -> bool:
    """Whether the value lies below the lowest of the row's scale or above the highest, as far as it has these."""
    low, high = row.scale
    return (low is not None and value < fraction(low)) or (high is not None and value > fraction(high))


def scale_facts(row: Kpi) -> dict[str, Any]:
    """The ends of the scale, its unit, and how a value on it is `typed`: only percentages are typed as such."""
    low, high = row.scale
    typed = Phrase("typed.percent" if row.unit == "%" else "typed.unit")
    return {"low": low, "high": high, "unit": row.unit, "typed": typed}
