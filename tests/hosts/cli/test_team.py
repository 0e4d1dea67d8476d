"""Raw records of a quarter become scores and bonuses on the Team sheet, and people stay unnamed unless asked for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.pseudonyms import pseudonym
from bonusmalus_core.declare.teaming import Asking, score_teams
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.measures.opening.generated import CAUSES, generate
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.team import TeamResult
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_templates import example
from tests.hosts.cli.runs import Type

RULES = {
    "causes": [{"first": a, "second": b, "controllable": a == "Service"} for a, b in CAUSES],
    "departments": [{"team": f"team {name}", "department": "Care"} for name in "ABC"],
    "bonuses": [
        {"code": "NPS-ALL", "metric": "NPS", "form": "collective"},
        {"code": "NPS-OWN", "metric": "NPS", "form": "individual", "payout": "linear", "min_n": 5},
        {"code": "ABS-M", "metric": "ABS", "audience": "team_manager", "form": "individual"},
        {"code": "ADH-P", "metric": "ADH", "audience": "planning", "form": "collective"},
    ],
    "tiers": [
        {"bonus": "NPS-ALL", "goal": "30", "amount": "100"},
        {"bonus": "NPS-OWN", "goal": "30", "amount": "50"},
        {"bonus": "NPS-OWN", "goal": "90", "amount": "250"},
        {"bonus": "ABS-M", "goal": "0.06", "amount": "300"},
        {"bonus": "ADH-P", "goal": "0.9", "amount": "80"},
    ],
}
PEOPLE = 40


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled example with rules about teams, and raw records."""
    folder = tmp_path_factory.mktemp("team")
    build(Agreement.model_validate(example("en") | RULES), folder / "year.xlsx")
    (folder / "records").mkdir()
    generate(folder / "records", 12_000, date(2026, 1, 1), 105, shifts=True)
    (folder / "key").write_text("a secret that nobody guesses\n")
    return folder


@pytest.fixture
def workbook(files: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "contract.xlsx"
    copy.write_bytes((files / "year.xlsx").read_bytes())
    return copy


def _score(type_in: Type, workbook: Path, files: Path, *more: str | Path) -> Any:
    run = type_in("team", workbook, "--records", files / "records", *(more or ("--period", "1")))
    assert run.code == 0, run.out + run.err
    return run


def _stored(workbook: Path) -> tuple[TeamResult, ...]:
    agreement = read_agreement(XlsxWorkbook(workbook)).agreement
    assert agreement is not None
    return agreement.team


def _people(rows: tuple[TeamResult, ...]) -> set[str]:
    return {row.name for row in rows if row.group == "person"}


def test_the_sheet_holds_what_was_told_and_the_money_adds_up(type_in: Type, files: Path, workbook: Path) -> None:
    run = _score(type_in, workbook, files, "--period", "1", "--individuals", "--json")
    told = json.loads(run.out)
    rows = _stored(workbook)
    assert (told["sheet"], len(rows)) == ("Team", len(told["rows"]))
    assert [row.model_dump(mode="json", by_alias=True) for row in rows] == told["rows"]
    own = [row for row in rows if row.bonus == "NPS-OWN"]
    amounts = {
        group: sum(row.amount for row in own if row.group == group and row.amount is not None)
        for group in ("organisation", "department", "person")
    }
    assert amounts["organisation"] == amounts["department"] == amounts["person"] > 0
    planners = [row for row in rows if row.bonus == "ADH-P"]
    assert [(row.group, str(row.amount), row.reached) for row in planners] == [("organisation", "80", True)]


def test_people_are_named_only_where_asked_for(type_in: Type, files: Path, workbook: Path) -> None:
    run = _score(type_in, workbook, files, "--period", "1", "--individuals")
    assert len(_people(_stored(workbook))) == PEOPLE
    assert "agent 7" in run.out
    run = _score(type_in, workbook, files)
    assert _people(_stored(workbook)) == set()
    assert "agent 7" not in run.out
    assert "--individuals" in run.out


def test_pseudonyms_are_stable_and_the_key_stays_outside(type_in: Type, files: Path, workbook: Path) -> None:
    keyed = ("--individuals", "--pseudonyms", files / "key")
    _score(type_in, workbook, files, "--period", "1", *keyed)
    first = _people(_stored(workbook))
    run = _score(type_in, workbook, files, "--months", "2026-02", *keyed, "--json")
    told = json.loads(run.out)
    assert {row["name"] for row in told["rows"] if row["group"] == "person"} == first
    assert {each["name"] for each in told["causes"] if each["group"] == "person"} <= first
    assert pseudonym(b"a secret that nobody guesses", "agent 7") in first
    assert not any(word in run.out for word in ("agent ", "a secret"))


def test_other_months_keep_their_rows(type_in: Type, files: Path, workbook: Path) -> None:
    _score(type_in, workbook, files, "--months", "2026-01")
    january = _stored(workbook)
    _score(type_in, workbook, files, "--months", "2026-02..2026-03")
    assert _stored(workbook)[: len(january)] == january
    _score(type_in, workbook, files, "--months", "2026-02..2026-03")
    assert len(_stored(workbook)) == 2 * len(january)


def test_rules_at_fault_stop_the_scores_and_no_settlement(type_in: Type, files: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.xlsx"
    build(Agreement.model_validate(example("en") | RULES | {"tiers": []}), path)
    run = type_in("team", path, "--records", files / "records", "--period", "1", "--json")
    findings = json.loads(run.out)["findings"]
    assert (run.code, [each["code"] for each in findings], findings[0]["sheet"]) == (1, ["P1"] * 4, "Team rules")
    assert type_in("settle", path, "--period", "1", "--dry-run").code == 0
    checked = json.loads(type_in("check", path, "--json").out)["findings"]
    assert [each["severity"] for each in checked if each["code"] == "P1"] == ["error"] * 4


def test_a_workbook_from_before_there_were_teams_is_scored_and_left_as_it_is(files: Path) -> None:
    before = {name: each for name, each in XlsxWorkbook(files / "year.xlsx").tables().items() if name != "tblTeam"}
    told = score_teams(MemoryWorkbook(*before.values()), files / "records", None, Asking(1, None, False, None))
    assert (told.refused, told.sheet, "P15" in {each.code for each in told.findings}) == (False, None, True)
    assert told.rows != ()


@pytest.mark.parametrize(
    "options",
    [(), ("--period", "1", "--months", "2026-01"), ("--months", "2026-13"), ("--months", "2026-03..2026-01")],
    ids=["none", "both", "no month", "backwards"],
)
def test_months_that_are_none_are_asked_for(options: tuple[str, ...], type_in: Type, files: Path) -> None:
    run = type_in("team", files / "year.xlsx", "--records", files / "records", *options)
    assert (run.code, "2026-01..2026-03" in run.err) == (2, True)


@pytest.mark.parametrize("key", [None, " a short one   \n"], ids=["no file", "too short"])
def test_a_key_that_hides_nothing_is_refused(key: str | None, type_in: Type, files: Path, tmp_path: Path) -> None:
    path = tmp_path / "key"
    if key is not None:
        path.write_text(key)
    run = type_in(
        "team", files / "year.xlsx", "--records", files / "records", "--period", "1", "--individuals",
        "--pseudonyms", path,
    )  # fmt: skip
    assert (run.code, "16" in run.err) == (3, True)
