"""Do people answer for what they control only, and does everyone get what was promised?"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonusmalus_core.calc.bonus import Why
from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.team.results import TeamResults, team_results
from bonusmalus_core.measures.team.schemes import schemes
from bonusmalus_core.measures.team.units import ORGANISATION, Unit
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month

JANUARY = [Month(2026, 1)]
CAUSES = [
    {"first": "Service", "second": "Speed", "controllable": True},
    {"second": "Friendliness", "controllable": True},
    {"second": "Speed", "controllable": False},
    {"second": "Price", "controllable": False},
]
DEPARTMENTS = [{"team": "A", "department": "Care"}, {"team": "b ", "department": "Care"}]
HEADER = ("contact_id", "asked_at", "team", "agent_id", "nps", "root_cause_1", "root_cause_2")

Answer = tuple[str, str, int, str, str]
"""Team, person, score, first and second cause."""


def agreement(**sections: object) -> Agreement:
    data = {"contract": {"start": "2026-01-01", "months": 12}, "causes": CAUSES, "departments": DEPARTMENTS}
    return Agreement.model_validate(data | sections)


def bonus(form: str, **terms: object) -> dict[str, object]:
    return {"code": "B", "metric": "NPS", "form": form, "min_n": 2, **terms}


TIERS = [{"bonus": "B", "goal": "50", "amount": "100"}, {"bonus": "B", "goal": "100", "amount": "180"}]


def written(folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def results(folder: Path, answers: Sequence[Answer], **sections: object) -> TeamResults:
    rows = (
        (number, f"2026-01-{1 + number % 7:02} 10:00:00", team, person, nps, first, second)
        for number, (team, person, nps, first, second) in enumerate(answers)
    )
    written(folder, "surveys", HEADER, rows)
    return team_results(agreement(**sections), folder, MappingFile(), JANUARY)


def nps(found: TeamResults, unit: Unit) -> tuple[Fraction | None, int, int | None]:
    score = found.scores[unit, "NPS"]
    return score.score.value, score.score.n, score.answers


ANSWERS: list[Answer] = [
    ("A", "ann", 10, "Service", "Speed"),  # in Ann's hands under this first cause alone
    ("A", "ann", 0, "Delivery", "Speed"),
    ("A", "ann", 9, "Service", "friendliness "),
    ("A", "ann", 2, "Price", "Price"),
    ("B", "bob", 8, "", "Friendliness"),
    ("B", "bob", 0, "Service", "Colour"),  # nobody judged it
    ("C", "cid", 6, "Service", ""),
    ("C", "cid", 10, "", ""),
]


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


def test_a_score_that_can_still_change_pays_nothing_yet(tmp_path: Path) -> None:
    rows = [(n, f"2026-01-{day:02} 09:00:00", "A", "ann", 10, "Friendliness") for n, day in enumerate(range(1, 27))]
    written(tmp_path, "surveys", ("contact_id", "asked_at", "team", "agent_id", "nps", "root_cause_2"), rows)
    sections = {"bonuses": [bonus("individual")], "tiers": TIERS}
    found = team_results(agreement(**sections), tmp_path, MappingFile(), JANUARY)
    assert [each.award.why for each in found.paid] == [Why.INCOMPLETE]
    assert "P11" in {each.code for each in found.findings}


RIGHT: dict[str, Any] = {"bonuses": [bonus("individual")], "tiers": TIERS}


@pytest.mark.parametrize(
    ("code", "wrong", "place"),
    [
        ("P1", {"tiers": []}, ("bonuses", 0, "code")),
        ("P2", {"tiers": [*TIERS, {"bonus": "C", "goal": "1", "amount": "1"}]}, ("tiers", 2, "bonus")),
        ("P3", {"tiers": [*TIERS, {"bonus": "B", "goal": "100", "amount": "180"}]}, ("tiers", 2, "amount")),
        ("P3", {"tiers": [*TIERS, {"bonus": "B", "goal": "120", "amount": "179"}]}, ("tiers", 2, "amount")),
        ("P4", {"bonuses": [bonus("individual", metric="NSP")]}, ("bonuses", 0, "metric")),
        ("P5", {"bonuses": [bonus("individual", metric="CES")]}, ("bonuses", 0, "direction")),
        ("P5", {"bonuses": [bonus("individual", direction="lower")]}, ("bonuses", 0, "direction")),
        ("P9", {"bonuses": [bonus("individual"), bonus("both")]}, ("bonuses", 1, "code")),
        ("P9", {"causes": [*CAUSES, {"second": "PRICE", "controllable": True}]}, ("causes", 4, "second")),
        ("P9", {"departments": [*DEPARTMENTS, {"team": "a", "department": "Sales"}]}, ("departments", 2, "team")),
    ],
)
def test_half_a_promise_is_kept_to_nobody(code: str, wrong: dict[str, Any], place: tuple[object, ...]) -> None:
    assert schemes(agreement(**RIGHT))[1] == ()
    findings = schemes(agreement(**(RIGHT | wrong)))[1]
    assert [(each.code, (each.where.table, each.where.row, each.where.field)) for each in findings] == [(code, place)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bonuses": [bonus("individual", department="Nowhere")]}, "P13"),
        ({"bonuses": [bonus("individual", metric="CES", direction="higher")]}, "G15"),
    ],
)
def test_what_a_promise_reads_in_vain_is_said(changes: dict[str, Any], code: str, tmp_path: Path) -> None:
    written(
        tmp_path, "contacts", ("started_at", "team", "agent_id", "answered"), [("2026-01-05 09:00:00", "A", "a", 1)]
    )
    if code == "P13":
        found = results(tmp_path, ANSWERS, **(RIGHT | changes))
    else:
        found = team_results(agreement(**(RIGHT | changes)), tmp_path, MappingFile(), JANUARY)
    assert code in {each.code for each in found.findings}


def test_months_without_records_are_refused(tmp_path: Path) -> None:
    written(tmp_path, "surveys", HEADER, [(1, "2026-01-05 09:00:00", "A", "ann", 10, "", "")])
    found = team_results(agreement(), tmp_path, MappingFile(), [Month(2026, 6)])
    assert ([each.code for each in found.findings if each.severity == "blocker"], found.scores) == (["P14"], {})


def test_records_that_name_nobody_are_told(tmp_path: Path) -> None:
    written(tmp_path, "surveys", ("asked_at", "nps"), [("2026-01-05 09:00:00", 10)])
    assert "P12" in {each.code for each in team_results(agreement(), tmp_path, MappingFile(), JANUARY).findings}


class Naive:
    """The same once more, by loops over the answers, with nothing shared."""

    def __init__(self, answers: Sequence[Answer], form: str, least: int, gate: int) -> None:
        self.answers, self.form, self.least, self.gate = answers, form, least, gate

    @staticmethod
    def department(team: str) -> str:
        return "Care" if team in ("A", "B") else team

    @staticmethod
    def mine(first: str, second: str) -> bool:
        return second == "Friendliness" or (second == "Speed" and first == "Service")

    @staticmethod
    def score(scores: list[int]) -> Fraction | None:
        if not scores:
            return None
        up, down = len([x for x in scores if x >= 9]), len([x for x in scores if x <= 6])
        return Fraction(100 * (up - down), len(scores))

    def amount(self, person: str) -> str | None:
        own = [x for _, who, x, first, second in self.answers if who == person and self.mine(first, second)]
        homes = Counter(self.department(team) for team, who, *_ in self.answers if who == person)
        best = [name for name, count in homes.items() if count == max(homes.values())]
        together = [x for team, _, x, *_ in self.answers if self.department(team) == best[0]]
        if self.form != "individual" and len(best) > 1:
            return None
        asked = {"individual": [(own, 50)], "collective": [(together, 50)]}.get(
            self.form, [(own, 50), (together, self.gate)]
        )
        known = [(self.score(xs), goal) for xs, goal in asked if len(xs) >= self.least]
        if any(value is not None and value < goal for value, goal in known):
            return "0.00"
        if len(known) < len(asked) or known[0][0] is None:
            return None
        return "180.00" if known[0][0] >= 100 else "100.00"


SCORES = st.one_of(st.sampled_from([0, 6, 7, 8, 9, 10]), st.integers(9, 10))
SOME = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["ann", "bob", "cid"]),
        SCORES,
        st.sampled_from(["Service", "Price", ""]),
        st.sampled_from(["Speed", "Friendliness", "Price", "Colour", ""]),
    ),
    min_size=1,
    max_size=24,
)


@settings(max_examples=25, deadline=None)
@given(SOME, st.sampled_from(["individual", "collective", "both"]), st.integers(1, 4), st.sampled_from([0, 50, 60]))
def test_a_plain_reading_comes_to_the_same_amounts(answers: list[Answer], form: str, least: int, gate: int) -> None:
    promise = bonus(form, min_n=least, department_goal=gate if form == "both" else None)
    with TemporaryDirectory() as folder:
        found = results(Path(folder), answers, bonuses=[promise], tiers=TIERS)
    naive = Naive(answers, form, least, gate)
    got = {each.unit.name: each.award.amount for each in found.paid}
    expected = {person: naive.amount(person) for _, person, *_ in answers}
    assert got == {person: None if amount is None else Decimal(amount) for person, amount in expected.items()}
