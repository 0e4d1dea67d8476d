"""Does a settlement say of every figure behind it that somebody typed over what was measured?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bonusmalus_core.findings import Where
from bonusmalus_core.model.evidence import mark
from tests.calc.small import FCR, Row, ratios, settled, small

MARK = mark("records.csv", "0" * 64, 100, {"numerator": Decimal(82), "denominator": Decimal(100)})
"""Evidence of 82 of 100."""


def measured(typed: int, numerator: int) -> list[Row]:
    """A year that was measured, and the numerator that somebody typed in one month."""
    numerators = [numerator if month == typed else 82 for month in range(1, 13)]
    return [row | {"evidence": MARK} for row in ratios(*numerators)]


@pytest.mark.parametrize(
    ("kpi", "typed", "is_told"),
    [
        ({}, 4, True),
        ({}, 3, False),
        ({}, 7, False),
        ({"window_months": 6}, 1, True),
        ({"window_months": 5}, 1, False),
        ({"window_months": 5}, 2, True),
        ({"window_months": 6, "frequency": "period"}, 1, True),
        ({"window_months": 2}, 4, True),
    ],
    ids=["first month of the period", "month before", "month after", "first month of the window", "before the window",
         "second month of the window", "measured once per period", "in the period, but before the window"],
)  # fmt: skip
def test_a_figure_that_was_typed_over_is_told_where_it_is_read(kpi: Row, typed: int, is_told: bool) -> None:
    data = small(kpis=[FCR | kpi], measurements=measured(typed, 90))
    found = [each.where for each in settled(data, 2).findings if each.code == "D16"]
    assert found == [Where("measurements", typed - 1, "numerator")] * is_told


def test_figures_that_are_those_that_were_measured_are_not_told() -> None:
    data = small(kpis=[FCR | {"window_months": 6}], measurements=measured(1, 82))
    assert settled(data, 2).findings == ()
