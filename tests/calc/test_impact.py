"""Which impact has a value by its bands, and between which bounds does it stay?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.impact import band, fractions, held, impact

RISING = ("0.70", "0.75", "0.80", "0.85", "0.90")
FALLING = ("3", "2.5", "2", "1.5", "1")
LEVELS = ("0.90", "0.95", "1.00", "1.05", "1.10")
DEAD_BAND = ("0.90", "1.00", "1.00", "1.00", "1.10")
TINY = "0.000000000000000000000000000001"


def of(numbers: tuple[str, ...]) -> tuple[Fraction, ...]:
    return fractions(tuple(map(Decimal, numbers)))


@pytest.mark.parametrize(
    ("value", "thresholds", "levels"),
    [
        pytest.param("0.6", RISING, 0, id="worse than the worst threshold reaches no level"),
        pytest.param("0.7", RISING, 1, id="on the worst threshold reaches it"),
        pytest.param("0.799999", RISING, 2, id="just under a threshold does not reach it"),
        pytest.param("0.8", RISING, 3, id="on a threshold reaches it"),
        pytest.param("0.95", RISING, 5, id="better than the best threshold reaches all"),
        pytest.param("3.1", FALLING, 0, id="lower is better: above the worst threshold reaches no level"),
        pytest.param("2.0", FALLING, 3, id="lower is better: on a threshold reaches it"),
        pytest.param("2.000001", FALLING, 2, id="lower is better: just above a threshold does not reach it"),
        pytest.param("0", FALLING, 5, id="lower is better: below the best threshold reaches all"),
    ],
)
def test_a_band_counts_the_levels_reached(value: str, thresholds: tuple[str, ...], levels: int) -> None:
    assert band(Fraction(value), of(thresholds)) == levels


@pytest.mark.parametrize(
    ("value", "bands", "payout", "beyond", "expected"),
    [
        pytest.param("0.82", (RISING, LEVELS), "linear", "clamp", "1.02", id="linear between two levels"),
        pytest.param("1.8", (FALLING, LEVELS), "linear", "clamp", "1.02", id="linear, lower is better"),
        pytest.param("0.6", (RISING, LEVELS), "linear", "clamp", "0.90", id="clamped at the worst level"),
        pytest.param("0.99", (RISING, LEVELS), "linear", "clamp", "1.10", id="clamped at the best level"),
        pytest.param("0.65", (RISING, LEVELS), "linear", "extrapolate", "0.85", id="extrapolated below the worst"),
        pytest.param("0.99", (RISING, LEVELS), "linear", "extrapolate", "1.19", id="extrapolated above the best"),
        pytest.param("3.5", (FALLING, LEVELS), "linear", "extrapolate", "0.85", id="extrapolated, lower is better"),
        pytest.param("0.83", (RISING, DEAD_BAND), "linear", "clamp", "1", id="a dead band pays nothing extra"),
        pytest.param("0.849", (RISING, LEVELS), "step", "clamp", "1.00", id="step just under a threshold"),
        pytest.param("0.85", (RISING, LEVELS), "step", "clamp", "1.05", id="step on a threshold"),
        pytest.param("0.5", (RISING, LEVELS), "step", "extrapolate", "0.90", id="step never extrapolates downwards"),
        pytest.param("0.99", (RISING, LEVELS), "step", "extrapolate", "1.10", id="step never extrapolates upwards"),
        pytest.param("0.8249", (RISING, LEVELS), "nearest", "clamp", "1.00", id="nearest, under half-way"),
        pytest.param("0.825", (RISING, LEVELS), "nearest", "clamp", "1.05", id="nearest, half-way goes to the better"),
        pytest.param("0.8251", (RISING, LEVELS), "nearest", "clamp", "1.05", id="nearest, over half-way"),
        pytest.param("1.75", (FALLING, LEVELS), "nearest", "clamp", "1.05", id="nearest half-way, lower is better"),
        pytest.param(
            "1.76", (FALLING, LEVELS), "nearest", "clamp", "1.00", id="nearest under half-way, lower is better"
        ),
        pytest.param("0.5", (RISING, LEVELS), "nearest", "extrapolate", "0.90", id="nearest never extrapolates"),
    ],
)
def test_an_impact_follows_from_value_and_bands(
    value: str, bands: tuple[tuple[str, ...], tuple[str, ...]], payout: str, beyond: str, expected: str
) -> None:
    thresholds, impacts = bands
    assert impact(Fraction(value), of(thresholds), of(impacts), payout, beyond) == Fraction(expected)


@pytest.mark.parametrize("payout", ["linear", "nearest", "step"])
@pytest.mark.parametrize("thresholds", [RISING, FALLING])
def test_a_value_on_a_threshold_gets_exactly_its_impact(payout: str, thresholds: tuple[str, ...]) -> None:
    found = [impact(value, of(thresholds), of(LEVELS), payout, "clamp") for value in of(thresholds)]
    assert found == list(of(LEVELS))


@pytest.mark.parametrize("payout", ["nearest", "step"])
def test_a_tie_is_decided_however_near_it_is(payout: str) -> None:
    edge = Fraction("0.825") if payout == "nearest" else Fraction("0.85")
    assert impact(edge, of(RISING), of(LEVELS), payout, "clamp") == Fraction("1.05")
    assert impact(edge - Fraction(TINY), of(RISING), of(LEVELS), payout, "clamp") == 1


@pytest.mark.parametrize(
    ("impact", "floor", "cap", "expected"),
    [
        pytest.param("0.93", "0.95", None, "0.95", id="the collar holds"),
        pytest.param("0.95", "0.95", None, "0.95", id="on the collar"),
        pytest.param("1.08", None, "1.05", "1.05", id="the cap holds"),
        pytest.param("1.02", "0.95", "1.05", "1.02", id="between collar and cap nothing happens"),
        pytest.param("0.5", None, None, "0.5", id="without collar and cap nothing happens"),
    ],
)
def test_collar_and_cap_of_a_kpi_hold_its_impact(
    impact: str, floor: str | None, cap: str | None, expected: str
) -> None:
    ends = [None if end is None else Decimal(end) for end in (floor, cap)]
    assert held(Fraction(impact), *ends) == Fraction(expected)


@st.composite
def bands(draw: st.DrawFn) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    size = draw(st.integers(2, 6))
    thresholds = sorted(draw(st.sets(st.fractions(-9, 9, max_denominator=40), min_size=size, max_size=size)))
    impacts = sorted(draw(st.lists(st.fractions(0, 2, max_denominator=40), min_size=size, max_size=size)))
    return tuple(thresholds if draw(st.booleans()) else thresholds[::-1]), tuple(impacts)


PAYOUTS = st.sampled_from(["linear", "nearest", "step"])
VALUES = st.fractions(-12, 12, max_denominator=80)


@given(bands(), PAYOUTS, st.sampled_from(["clamp", "extrapolate"]), VALUES, VALUES)
def test_a_better_value_never_has_a_worse_impact(
    bands: tuple[tuple[Fraction, ...], tuple[Fraction, ...]], payout: str, beyond: str, one: Fraction, two: Fraction
) -> None:
    thresholds, impacts = bands
    worse, better = sorted((one, two), reverse=thresholds[0] > thresholds[-1])
    assert impact(worse, thresholds, impacts, payout, beyond) <= impact(better, thresholds, impacts, payout, beyond)


@given(bands(), PAYOUTS, VALUES)
def test_a_clamped_impact_stays_between_the_end_levels(
    bands: tuple[tuple[Fraction, ...], tuple[Fraction, ...]], payout: str, value: Fraction
) -> None:
    thresholds, impacts = bands
    assert impacts[0] <= impact(value, thresholds, impacts, payout, "clamp") <= impacts[-1]
