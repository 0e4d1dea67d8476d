"""Do people answer for what they control only, and does everyone get what was promised?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from bonusmalus_core.calc.bonus import Why
from bonusmalus_core.measures.opening.mapping import MappingFile, mapping_of
from bonusmalus_core.measures.team.results import team_results
from bonusmalus_core.measures.team.units import ORGANISATION, Unit
from bonusmalus_core.model.month import Month
from tests.measures.teams import (
    ANSWERS,
    JANUARY,
    TIERS,
    agreement,
    bonus,
    nps,
    results,
    written,
)


@pytest.mark.parametrize(
    ("unit", "value", "n", "answers"),
    [
        (ORGANISATION, 100 * Fraction(3 - 4, 8), 8, None),
        (Unit("department", "Care"), 100 * Fraction(2 - 3, 6), 6, None),
        (Unit("department", "C"), Fraction(0), 2, None),  # as many for as against
        (Unit("team", "A"), Fraction(0), 4, None),
        (Unit("team", "B"), 100 * Fraction(-1, 2), 2, None),
        (Unit("person", "ann"), Fraction(100), 2, 4),
        (Unit("person", "bob"), Fraction(0), 1, 2),
        (Unit("person", "cid"), None, 0, 2),  # no answer with a cause in own hands
    ],
)
def test_people_answer_for_what_they_control_and_units_for_everything(
    unit: Unit, value: Fraction | None, n: int, answers: int | None, tmp_path: Path
) -> None:
    assert nps(results(tmp_path, ANSWERS), unit) == (value, n, answers)


def test_the_margin_of_an_nps_is_shown_beside_it(tmp_path: Path) -> None:
    found = results(tmp_path, [("A", "ann", score, "", "Friendliness") for score in (10, 10, 0, 0)])
    margin = found.scores[Unit("person", "ann"), "NPS"].margin
    assert margin == (Fraction(-98), Fraction(98))


def test_causes_are_counted_with_what_is_known_of_them(tmp_path: Path) -> None:
    found = results(tmp_path, ANSWERS)
    told = {(each.first, each.second): each[3:] for each in found.causes if each.unit == ORGANISATION}
    assert told["Service", "Speed"] == (True, 1, 0, 0)
    assert told["Delivery", "Speed"] == (False, 0, 0, 1)
    assert told["Service", "Colour"] == (None, 0, 0, 1)
    assert told["", ""] == (None, 1, 0, 0)
    assert [(each.code, each.facts["count"]) for each in found.findings if each.code in ("P6", "P10")] == [
        ("P6", 1),
        ("P10", 2),
    ]


@pytest.mark.parametrize(
    ("form", "terms", "expected"),
    [
        ("individual", {}, ("180.00", Why.TOO_FEW, Why.NO_SCORE)),  # two answers that count are exactly enough
        ("individual", {"min_n": 3}, (Why.TOO_FEW, Why.TOO_FEW, Why.NO_SCORE)),
        ("collective", {}, ("0.00", "0.00", "0.00")),
        ("both", {"department_goal": "-17"}, ("180.00", Why.TOO_FEW, Why.NO_SCORE)),  # Care scores -16.7
        ("both", {"department_goal": "-16"}, ("0.00", "0.00", Why.NO_SCORE)),  # C, with 0, reaches it
    ],
)
def test_everyone_gets_what_was_promised(
    form: str, terms: Mapping[str, object], expected: tuple[object, ...], tmp_path: Path
) -> None:
    found = results(tmp_path, ANSWERS, bonuses=[bonus(form, **terms)], tiers=TIERS)
    got = tuple(each.award.why if each.award.amount is None else str(each.award.amount) for each in found.paid)
    assert ([each.unit.name for each in found.paid], got) == (["ann", "bob", "cid"], expected)


def test_a_bonus_for_one_department_is_for_nobody_else(tmp_path: Path) -> None:
    promise = bonus("individual", department="care", min_n=1)
    found = results(tmp_path, ANSWERS, bonuses=[promise], tiers=TIERS)
    assert [each.unit.name for each in found.paid] == ["ann", "bob"]


def test_who_works_as_much_in_two_departments_has_none(tmp_path: Path) -> None:
    torn = [("A", "ann", 10, "", "Friendliness"), ("C", "ann", 10, "", "Friendliness")]
    found = results(tmp_path, torn, bonuses=[bonus("collective", min_n=1)], tiers=TIERS)
    assert [each.award.why for each in found.paid] == [Why.NO_DEPARTMENT]
    assert "P7" in {each.code for each in found.findings}
    alone = results(tmp_path, torn, bonuses=[bonus("individual")], tiers=TIERS)
    assert [str(each.award.amount) for each in alone.paid] == ["180.00"]


def test_two_teams_of_one_department_are_one_home(tmp_path: Path) -> None:
    both = [("A", "ann", 10, "", "Friendliness"), ("B", "ann", 10, "", "Friendliness")]
    found = results(tmp_path, both, bonuses=[bonus("collective")], tiers=TIERS)
    assert (found.roster.people["ann"].teams, found.roster.people["ann"].department) == (("A", "B"), "Care")
    assert [str(each.award.amount) for each in found.paid] == ["180.00"]


def test_surveys_that_name_nobody_take_team_and_person_from_their_contact(tmp_path: Path) -> None:
    contacts = [(1, "2026-01-05 09:00:00", "A", "ann"), (2, "2026-01-05 09:10:00", "B", "bob")]
    written(tmp_path, "contacts", ("contact_id", "started_at", "team", "agent_id"), contacts)
    answers = [(1, "2026-01-05 12:00:00", 10, "Friendliness"), (2, "2026-01-06 12:00:00", 0, "Friendliness")]
    written(
        tmp_path, "surveys", ("contact_id", "asked_at", "nps", "root_cause_2"), [*answers, (9, answers[0][1], 0, "")]
    )
    found = team_results(agreement(), tmp_path, MappingFile(), JANUARY)
    assert [nps(found, Unit("person", name))[0] for name in ("ann", "bob")] == [100, -100]
    assert nps(found, ORGANISATION)[1] == 3


def test_absence_adherence_and_productivity_come_from_shifts(tmp_path: Path) -> None:
    header = ("starts_at", "team", "agent_id", "agreed_min", "staffed_min")
    shifts = [
        ("2026-01-05 08:00:00", "A", "ann", 480, 480),
        ("2026-01-06 08:00:00", "A", "ann", 480, 0),  # not there
        ("2026-01-07 08:00:00", "A", "ann", 480, 540),  # longer than agreed is no more than there
        ("2026-01-08 08:00:00", "A", "ann", 480, ""),  # nobody recorded it: not zero
    ]
    written(tmp_path, "availability", header, shifts)
    contact = ("contact_id", "started_at", "answered", "team", "agent_id")
    written(tmp_path, "contacts", contact, [(n, "2026-01-05 09:00:00", int(n > 3), "A", "ann") for n in range(37)])
    found = team_results(agreement(), tmp_path, MappingFile(), JANUARY)
    scores = {metric: score.score for (unit, metric), score in found.scores.items() if unit == Unit("team", "A")}
    assert (scores["ABS"].value, scores["ABS"].n) == (Fraction(1, 3), 3)
    assert (scores["ADH"].value, scores["ADH"].n) == (Fraction(2, 3), 3)
    assert (scores["PRD"].value, scores["PRD"].n) == (Fraction(33 * 60, 1020), 33)


@pytest.mark.parametrize(
    ("first", "said", "is_paid"),
    [
        ("2026-01-01", {}, True),
        ("2026-01-15", {}, False),
        ("2026-01-15", {"complete_from": "2026-01-01"}, True),
        ("2026-03-01", {}, False),
        ("2026-03-01", {"complete_from": "2026-01-01"}, True),
        ("2026-03-01", {"complete_from": "2026-01-02"}, False),
        ("2026-03-01", {"complete_from": "2026-02-10"}, False),
        ("2026-01-01", {"complete_from": "2026-02-10"}, False),
    ],
    ids=[
        "all of it", "from the midst of a month", "which are all", "one month of three", "which are all",
        "or all but a day", "or not all", "complete later",
    ],
)  # fmt: skip
def test_a_quarter_pays_only_when_its_records_begin_with_it_or_somebody_vouches(
    first: str, said: dict[str, str], is_paid: bool, tmp_path: Path
) -> None:
    days = [date.fromisoformat(first) + timedelta(days=n) for n in range(90)]
    rows = [
        (n, f"{day} 09:00:00", "A", "ann", 10, "Friendliness") for n, day in enumerate(days) if day < date(2026, 4, 1)
    ]
    written(tmp_path, "surveys", ("contact_id", "asked_at", "team", "agent_id", "nps", "root_cause_2"), rows)
    sections = {"bonuses": [bonus("individual")], "tiers": TIERS}
    quarter = [Month(2026, number) for number in (1, 2, 3)]
    found = team_results(agreement(**sections), tmp_path, mapping_of(said), quarter)
    assert [each.award.why is Why.INCOMPLETE for each in found.paid] == [not is_paid]
    assert ("G42" in {each.code for each in found.findings}) is not is_paid


def test_a_score_that_can_still_change_pays_nothing_yet(tmp_path: Path) -> None:
    rows = [(n, f"2026-01-{day:02} 09:00:00", "A", "ann", 10, "Friendliness") for n, day in enumerate(range(1, 27))]
    written(tmp_path, "surveys", ("contact_id", "asked_at", "team", "agent_id", "nps", "root_cause_2"), rows)
    sections = {"bonuses": [bonus("individual")], "tiers": TIERS}
    found = team_results(agreement(**sections), tmp_path, MappingFile(), JANUARY)
    assert [each.award.why for each in found.paid] == [Why.INCOMPLETE]
    assert "P11" in {each.code for each in found.findings}
