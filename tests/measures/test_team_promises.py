"""Is a promise that nobody can keep, or records that cannot tell, said before anybody is paid?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.team.results import team_results
from bonusmalus_core.measures.team.schemes import schemes
from bonusmalus_core.model.month import Month
from tests.measures.teams import (
    ANSWERS,
    CAUSES,
    DEPARTMENTS,
    HEADER,
    JANUARY,
    TIERS,
    agreement,
    bonus,
    results,
    written,
)

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
