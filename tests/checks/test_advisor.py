"""Does the advice keep the laws of its sources, for every sector, phase and goal?"""

from __future__ import annotations

from decimal import Decimal
from itertools import chain, combinations

import pytest

from bonusmalus_core.checks.advisor import MOST, SOURCED, Advice, advise, contradicting, references
from bonusmalus_core.checks.metrics import EFFICIENT, FELT, QUALITY
from bonusmalus_core.checks.realistic.phase import FIRST
from bonusmalus_core.model.choices import GOALS, PHASES, SECTORS, Goal, Sector
from bonusmalus_core.words import LANGUAGES, words

Goals = tuple[Goal, ...]
EVERY: list[Goals] = list(chain.from_iterable(combinations(GOALS, count) for count in (1, 2, 3)))
CASES = [(sector, phase, goals) for sector in SECTORS for phase in PHASES for goals in EVERY]
OF_THE_SOURCES = [(phase, goals) for phase in PHASES for goals in EVERY]

every_case = pytest.mark.parametrize(("sector", "phase", "goals"), CASES)
every_sourced_case = pytest.mark.parametrize(("phase", "goals"), OF_THE_SOURCES)


def codes(advice: Advice) -> list[str]:
    return [each.code for each in advice.chosen]


@every_case
def test_there_are_three_to_five_kpis_whose_weights_make_the_price(sector: Sector, phase: int, goals: Goals) -> None:
    advice = advise(goals, phase, sector)
    weights = [each.weight for each in advice.chosen]
    assert 3 <= len(set(codes(advice))) == len(weights) <= MOST
    assert sum(weights) == 1
    assert all(Decimal("0.1") <= weight <= Decimal("0.4") for weight in weights)


@every_case
def test_every_kpi_is_kept_honest_by_another_of_the_set(sector: Sector, phase: int, goals: Goals) -> None:
    for each in advise(goals, phase, sector).chosen:
        others = set(codes(advise(goals, phase, sector))) - {each.code}
        assert set(each.balanced_by) <= others
    assert any(each.balanced_by for each in advise(goals, phase, sector).chosen)


@every_sourced_case
def test_no_kpi_comes_before_its_phase_and_speed_stands_against_quality(phase: int, goals: Goals) -> None:
    metrics = set(codes(advise(goals, phase, SOURCED)))
    assert [metric for metric in metrics if FIRST.get(metric, 1) > phase] == []
    assert not metrics & EFFICIENT or metrics & QUALITY
    assert metrics & FELT


@every_sourced_case
def test_what_the_sources_name_is_taken_or_its_absence_explained(phase: int, goals: Goals) -> None:
    advice = advise(goals, phase, SOURCED)
    named = {"loyalty": {"NPS", "CES"}, "quality": {"CSAT", "FCR", "REO"}, "reachability": {"SL", "ASA", "AHT", "CPR"}}
    every = set().union(*(named[goal] for goal in goals))
    assert every <= {*codes(advice), *(each.metric for each in advice.left_out)}
    assert not {each.metric for each in advice.left_out} & set(codes(advice))


@pytest.mark.parametrize(
    ("goal", "phase", "first"),
    [("reachability", 1, "SL"), ("quality", 2, "FCR"), ("quality", 4, "CSAT"), ("loyalty", 4, "NPS"),
     ("loyalty", 5, "NPS")],
)  # fmt: skip
def test_the_first_kpi_is_the_one_that_the_goal_asks_for(goal: Goal, phase: int, first: str) -> None:
    assert codes(advise([goal], phase, SOURCED))[0] == first


def test_presence_and_cost_are_left_out_whatever_one_source_says() -> None:
    left = {each.metric: each.why for each in advise(["reachability"], 1, SOURCED).left_out}
    assert left == {"ASA": "unpaid", "AHT": "unpaid", "CPR": "unpaid"}


@pytest.mark.parametrize(
    ("goal", "phase", "told"),
    [
        ("reachability", 1, {"short_abandons", "service_level", "waiting_time", "handling_time"}),
        ("loyalty", 4, {"solved_once", "satisfaction", "effort", "recommendation"}),
    ],
)
def test_the_contradictions_of_what_is_taken_or_left_are_told(goal: Goal, phase: int, told: set[str]) -> None:
    assert set(advise([goal], phase, SOURCED).contradictions) == told


def test_of_other_sectors_the_sources_say_nothing() -> None:
    advice = advise(["loyalty"], 5, "transport")
    assert (advice.left_out, advice.contradictions) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_advised_has_its_words(language: str) -> None:
    texts = words(language, "advice")
    advices = [advise(goals, phase, SOURCED) for phase, goals in OF_THE_SOURCES]
    told = {f"contradiction.{name}" for each in advices for name in each.contradictions}
    told |= {f"left.{left.metric if left.why == 'unpaid' else left.why}" for each in advices for left in each.left_out}
    told |= {f"reference.{code}" for each in advices for code in codes(each) if references(code)}
    told |= {f"source.{source}" for each in advices for name in each.contradictions for source in contradicting(name)}
    told |= {f"goal.{goal}" for goal in GOALS} | {f"phase.{phase}" for phase in PHASES}
    families = ("contradiction.", "left.", "reference.", "source.", "goal.", "phase.")
    assert {key for key in texts if key.startswith(families)} == told
