"""What do drawn periods say about the balance of a contract?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.simulate.balance import BINS, Balance, balance
from bonusmalus_core.simulate.drawing import Draws, drawn
from bonusmalus_core.simulate.factors import factors
from bonusmalus_core.simulate.impacts import bands, impacts
from bonusmalus_core.simulate.outlook import Origin, first_complete, outlook
from bonusmalus_templates import contents, example

YEAR = Agreement.model_validate(example("en"))
DRAFT = Agreement.model_validate(contents("contact-centre", "en"))
FEW = 20_000


def found(agreement: Agreement, period: int = 3, draws: int = FEW, seed: int = 1) -> Balance:
    return balance(agreement, period, draws, seed)


def paid(payout: str) -> Agreement:
    """The draft without conditions, every KPI paid in this way."""
    data: dict[str, Any] = contents("contact-centre", "en")
    return Agreement.model_validate(
        data | {"conditions": [], "kpis": [row | {"payout": payout} for row in data["kpis"]]}
    )


@pytest.mark.parametrize(
    ("payout", "expected", "within"), [("step", -2.5, 0.1), ("linear", 0, 0.05), ("nearest", 0, 0.05)]
)
def test_at_target_with_noise_of_half_a_band_only_step_is_a_hidden_malus(
    payout: str, expected: float, within: float
) -> None:
    assert (found(paid(payout), draws=100_000).factor.mean - 1) * 100 == pytest.approx(expected, abs=within)


def test_the_same_seed_gives_the_same_balance_and_another_one_another() -> None:
    assert found(YEAR) == found(YEAR)
    assert found(YEAR, seed=2).factor != found(YEAR).factor


@pytest.mark.parametrize("agreement", [YEAR, DRAFT])
def test_shares_chances_and_percentiles_fit_together(agreement: Agreement) -> None:
    made = found(agreement)
    assert made.factor.p5 <= made.factor.p50 <= made.factor.p95
    assert 0.99 <= made.chances.malus + made.chances.bonus <= 1
    assert sum(kpi.variance for kpi in made.kpis) == pytest.approx(1, abs=0.1)  # waived and barred months are the rest
    assert 1 <= made.effective <= len(made.kpis)
    assert (sum(made.histogram.counts), len(made.histogram.counts)) == (FEW, BINS)
    assert all(kpi.low <= kpi.high for kpi in made.kpis)


def test_without_conditions_and_cap_the_kpis_explain_all_variance_and_all_expectation() -> None:
    made = found(paid("linear"))
    assert sum(kpi.variance for kpi in made.kpis) == pytest.approx(1)
    assert 1 + sum(kpi.expected for kpi in made.kpis) == pytest.approx(made.factor.mean)


@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_a_drawn_period_gets_the_factors_of_the_settled_one(period: int) -> None:
    """The period as it was measured, drawn once: value by value the simulation must come to what was settled."""
    settled = settle(YEAR, period, date.max)
    assert isinstance(settled, Settlement)
    of = outlook(YEAR, period)
    last = of.months.stop - 1
    lines = {line.code: line for line in settled.kpis if line.months[-1] == settled.months[-1].month}
    values = [np.array([[float(lines[kpi.row.code].value or 1)]]) for kpi in of.kpis]
    back = max(each.window_months for each in YEAR.conditions) - 1
    seen = [max(month, 1) - 1 for month in range(of.months.start - back, last + 1)]
    draws = Draws(
        tuple(values), of.ratios[seen][None, :], {name: all_[seen][None, :] for name, all_ in of.measures.items()}
    )
    levels = tuple(map(float, YEAR.contract.levels))
    got = [impacts(bands(kpi.row, levels), each) for kpi, each in zip(of.kpis, values, strict=True)]
    simulated = factors(of, draws, got).capped[0]
    whole = [number for number, line in enumerate(settled.months) if _one_run(settled, number)]
    assert whole
    assert [simulated[number] for number in whole] == pytest.approx(
        [float(settled.months[number].factor) for number in whole], abs=1e-3
    )


def _one_run(settled: Settlement, number: int) -> bool:
    """Whether every KPI has one run that reaches this month."""
    month = settled.months[number].month
    return all(month in line.months or line.value is None for line in settled.kpis if line.months[-1] >= month)


def test_a_kpi_is_expected_from_months_then_baseline_then_target() -> None:
    origins = {kpi.row.code: kpi.origin for kpi in outlook(YEAR, 3).kpis}
    assert set(origins.values()) == {Origin.MEASURED}
    data: dict[str, Any] = contents("contact-centre", "en")
    legend = [entry | {"baseline": "0.78"} if entry["kpi"] == "FCR" else entry for entry in data["legend"]]
    kpis = outlook(Agreement.model_validate(data | {"legend": legend}), 3).kpis
    assert [(kpi.origin, kpi.mean) for kpi in kpis[:2]] == [(Origin.BASELINE, 0.78), (Origin.TARGET, 2.0)]


def test_money_is_told_only_where_a_volume_is_known() -> None:
    assert found(YEAR).money is not None
    assert found(DRAFT).money is None
    assert {kpi.worth for kpi in found(DRAFT).kpis} == {None}


def test_the_cap_is_reached_as_often_as_the_draws_say() -> None:
    tight = YEAR.model_copy(update={"contract": YEAR.contract.model_copy(update={"bonus_cap": 0, "malus_cap": 0})})
    made = found(tight)
    assert made.chances.bonus_cap + made.chances.malus_cap == pytest.approx(1, abs=0.01)
    assert (made.factor.mean, made.factor.deviation) == (1, 0)


@pytest.mark.parametrize(("agreement", "period"), [(YEAR, 3), (DRAFT, 3)])
def test_the_first_complete_period_has_every_kpi(agreement: Agreement, period: int) -> None:
    assert first_complete(agreement) == period


def test_a_period_that_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage):
        found(YEAR, period=99)


def test_more_draws_do_not_move_the_expectation() -> None:
    few, many = (replace(found(DRAFT, draws=draws), draws=0) for draws in (FEW, 5 * FEW))
    assert few.factor.mean == pytest.approx(many.factor.mean, abs=4 * many.factor.deviation / FEW**0.5)


def test_months_are_drawn_whole() -> None:
    of = outlook(YEAR, 3)
    many = drawn(of, 100, 1)
    assert set(np.unique(many.ratios)) <= set(of.ratios)
