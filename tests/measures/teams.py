"""How do a small organisation, its promises and what its customers answered look in the tests?"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.team.results import TeamResults, team_results
from bonusmalus_core.measures.team.units import Unit
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
