"""Does a scale give every value the impact that the bands give it?"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.impact import impact
from bonusmalus_core.calc.scale import scale

NUMBERS = st.integers(-200, 200).map(lambda number: Fraction(number, 96))
BANDS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=6, unique_by=lambda each: each[0])


@given(bands=BANDS, falls=st.booleans(), value=NUMBERS)
def test_everywhere_and_on_every_corner_it_is_the_impact_of_the_bands(
    bands: list[tuple[Fraction, Fraction]], falls: bool, value: Fraction
) -> None:
    thresholds, impacts = sorted((each for each, _ in bands), reverse=falls), sorted(each for _, each in bands)
    halves = [(worse + better) / 2 for worse, better in pairwise(thresholds)]
    for payout, beyond in product(("linear", "step", "nearest"), ("clamp", "extrapolate")):
        of = scale(thresholds, impacts, payout, beyond)
        assert [of(each) for each in (value, *thresholds, *halves)] == [
            impact(each, thresholds, impacts, payout, beyond) for each in (value, *thresholds, *halves)
        ]
