"""Does a score earn what was promised, and is what nobody can tell never nothing?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.bonus import Scheme, Score, Why, awarded

LEAST = 20


def scheme(form: str = "individual", **changes: Any) -> Scheme:
    """From 40 on 150, from 50 on 250."""
    goals = tuple(map(Fraction, changes.pop("goals", (40, 50))))
    amounts = tuple(map(Fraction, changes.pop("amounts", (150, 250))))
    made: dict[str, Any] = {"higher": True, "gate": goals[0], "least": LEAST, **changes}
    return Scheme("B", form, goals, amounts, **made)  # type: ignore[arg-type]


def score(value: object, n: int = LEAST, *, complete: bool = True) -> Score:
    return Score(None if value is None else Fraction(str(value)), n, complete)


@pytest.mark.parametrize(
    ("value", "payout", "amount"),
    [
        ("39.999", "step", "0.00"),
        ("40", "step", "150.00"),
        ("49.999", "step", "150.00"),
        ("50", "step", "250.00"),
        ("100", "step", "250.00"),
        ("40", "linear", "150.00"),
        ("45", "linear", "200.00"),
        ("45.00005", "linear", "200.00"),
        ("45.0005", "linear", "200.01"),  # half a cent goes away from zero
        ("39.999", "linear", "0.00"),
        ("80", "linear", "250.00"),
        ("44.999", "nearest", "150.00"),
        ("45", "nearest", "250.00"),
    ],
)
def test_tiers_pay_from_the_goal_on(value: str, payout: str, amount: str) -> None:
    assert awarded(scheme(payout=payout), score(value), None, 2).amount == Decimal(amount)


@pytest.mark.parametrize(("value", "amount"), [("301", "0"), ("300", "80"), ("281", "80"), ("280", "120")])
def test_where_less_is_better_the_goals_fall(value: str, amount: str) -> None:
    handling = scheme(goals=(300, 280), amounts=(80, 120), higher=False)
    assert awarded(handling, score(value), None, 0).amount == Decimal(amount)


@pytest.mark.parametrize("higher", [True, False])
def test_a_single_tier_is_reached_exactly_on_its_goal(higher: bool) -> None:
    single = scheme(goals=(40,), amounts=(75,), higher=higher)
    beyond = "39.9" if higher else "40.1"
    assert awarded(single, score("40"), None, 2) == awarded(single, score("40"), score("0"), 2)
    assert awarded(single, score("40"), None, 2).why is Why.REACHED
    assert awarded(single, score(beyond), None, 2).why is Why.MISSED


@pytest.mark.parametrize(
    ("own", "amount", "why"),
    [
        (score("50", LEAST), "250.00", Why.REACHED),
        (score("50", LEAST - 1), None, Why.TOO_FEW),
        (score("10", LEAST - 1), None, Why.TOO_FEW),  # too few to say that it was missed
        (score(None, 0), None, Why.NO_SCORE),
        (None, None, Why.NO_SCORE),
        (score("50", complete=False), None, Why.INCOMPLETE),
        (score("10", complete=False), None, Why.INCOMPLETE),
    ],
)
def test_what_nobody_can_tell_is_not_nothing(own: Score | None, amount: str | None, why: Why) -> None:
    award = awarded(scheme(), own, score("90"), 2)
    assert (award.amount, award.why) == (None if amount is None else Decimal(amount), why)


@pytest.mark.parametrize(
    ("form", "own", "department", "amount"),
    [
        ("collective", "0", "50", "250"),
        ("collective", "90", "39", "0"),
        ("individual", "50", "0", "250"),
        ("individual", "39", "90", "0"),
        ("both", "50", "35", "250"),  # the department reaches its own goal of 35; the person's score pays
        ("both", "50", "34.9", "0"),
        ("both", "39", "90", "0"),
        ("both", "40", "90", "150"),
    ],
)
def test_who_has_to_reach_the_goal(form: str, own: str, department: str, amount: str) -> None:
    promise = scheme(form, gate=Fraction(35) if form == "both" else Fraction(40))
    assert awarded(promise, score(own), score(department), 0).amount == Decimal(amount)


def test_where_both_are_asked_one_missed_goal_settles_it() -> None:
    assert awarded(scheme("both"), score("50", 3), score("10"), 2).why is Why.MISSED
    assert awarded(scheme("both"), score("10"), score(None, 0), 2).why is Why.MISSED
    assert awarded(scheme("both"), score("50", 3), score("50"), 2).why is Why.TOO_FEW


VALUES = st.fractions(-100, 100, max_denominator=1000)


@given(
    st.lists(VALUES, min_size=1, max_size=5, unique=True),
    st.lists(st.fractions(0, 1000, max_denominator=100), min_size=5, max_size=5),
    st.sampled_from(["step", "linear", "nearest"]),
    VALUES,
    VALUES,
)
def test_a_better_score_never_earns_less(
    goals: list[Fraction], amounts: list[Fraction], payout: str, one: Fraction, other: Fraction
) -> None:
    promise = scheme(goals=sorted(goals), amounts=sorted(amounts)[: len(goals)], payout=payout)
    worse, better = sorted((one, other))
    assert promise.pays(worse) <= promise.pays(better) <= max(promise.amounts)
    mirrored = scheme(
        goals=[-goal for goal in sorted(goals)], amounts=sorted(amounts)[: len(goals)], payout=payout, higher=False
    )
    assert mirrored.pays(-better) == promise.pays(better)
