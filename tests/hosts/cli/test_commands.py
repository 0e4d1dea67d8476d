"""What each command does, says and returns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core import __version__
from bonusmalus_templates import SECTORS, contents, example
from tests.hosts.cli.runs import Type, contract_file

LANGUAGES = ("nl", "en", "de", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS)
def test_a_new_workbook_of_any_sector_and_language_has_no_blockers(
    sector: str, language: str, type_in: Type, tmp_path: Path
) -> None:
    path = tmp_path / "draft.xlsx"
    assert type_in("new", path, "--sector", sector, "--language", language).code == 0
    checked = type_in("check", path, "--json")
    assert "blocker" not in {each["severity"] for each in checked.data["findings"]}


@pytest.mark.parametrize("source", ["template", "data"])
def test_a_new_contract_starts_and_ends_when_it_is_said_to(source: str, type_in: Type, tmp_path: Path) -> None:
    path = tmp_path / "later.xlsx"
    data = () if source == "template" else ("--from", contract_file(tmp_path, contents("facility", "nl")))
    assert type_in("new", path, *data, "--start", "2027-04-01", "--months", 36).code == 0
    assert type_in("check", path).code == 1  # a draft lacks what its parties must agree
    contract = type_in("export", path).data["contract"]
    assert (contract["start"], contract["months"]) == ("2027-04-01", 36)


@pytest.mark.parametrize("language", LANGUAGES)
def test_export_new_export_is_the_identity(language: str, type_in: Type, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    type_in("new", "--from", contract_file(tmp_path, example(language)), first)
    exported = type_in("export", first)
    type_in("new", "--from", contract_file(tmp_path, exported.data), second)
    assert exported.code == 0
    assert type_in("export", second).out == exported.out


def test_settling_writes_the_statement_and_says_who_pays_whom(workbook: Path, type_in: Type) -> None:
    before = workbook.read_bytes()
    settled = type_in("settle", workbook, "--period", 4, "--as-of", "2027-02-01")
    assert settled.code == 0
    assert "Zonnevliet Energie nv betaalt Helderlijn Contact bv een bonus van" in settled.out
    assert workbook.read_bytes() != before


def test_settling_twice_leaves_the_same_bytes(workbook: Path, type_in: Type) -> None:
    type_in("settle", workbook, "--period", 1, "--as-of", "2027-02-01")
    once = workbook.read_bytes()
    type_in("settle", workbook, "--period", 1, "--as-of", "2027-02-01")
    assert workbook.read_bytes() == once


def test_a_dry_run_writes_nothing_and_gives_the_same_numbers(workbook: Path, type_in: Type) -> None:
    before = workbook.read_bytes()
    dry = type_in("settle", workbook, "--period", 2, "--dry-run", "--json")
    assert workbook.read_bytes() == before
    assert dry.data == type_in("settle", workbook, "--period", 2, "--json").data


@pytest.mark.parametrize(("as_of", "status"), [("2026-04-15", "preliminary"), ("2026-04-16", "final")])
def test_a_settlement_is_final_from_working_day_eleven_after_easter_on(
    as_of: str, status: str, workbook: Path, type_in: Type
) -> None:
    data = type_in("settle", workbook, "--period", 1, "--as-of", as_of, "--json", "--dry-run").data
    assert (data["due"], data["status"]) == ("2026-04-16", status)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("settle", "{workbook}", "--period", 9), 2),
        (("settle", "{workbook}", "--period", 0), 2),
        (("settle", "{workbook}"), 2),
        (("settle", "{workbook}", "--period", "one"), 2),
        (("settle", "{workbook}", "--period", 1, "--as-of", "31-12-2026"), 2),
        (("settle", "{workbook}", "--period", 1, "--as-of", "20261231"), 2),
        (("settle", "{workbook}", "--period", 1, "--as-of", "2026-W53-4"), 2),
        (("new", "new.xlsx", "--from", "contract.json", "--sector", "sales"), 2),
        (("sail",), 2),
        ((), 2),
        (("settle", "{folder}/none.xlsx", "--period", 1), 3),
        (("check", "{folder}"), 3),
        (("settle", "{workbook}", "--period", "1.5"), 2),
        (("settle", "{workbook}", "--period", 1, "--period", 2), 2),
        (("settle", "{workbook}", "--period=1", "--per", 1), 2),
        (("new", "{folder}/x"), 2),
        (("new", "{folder}/x.xlsm"), 2),
        (("new", "{folder}/x.xlsx", "--start", "2027-04-02"), 2),
        (("new", "{folder}/x.xlsx", "--months", "half"), 2),
        (("new", "{folder}/x.xlsx", "--months", 0), 2),
        (("new", "{workbook}"), 3),
        (("new", "{folder}/none/x.xlsx"), 3),
        (("new", "{workbook}/x.xlsx"), 3),
        (("new", "{folder}/x.xlsx", "--from", "{workbook}"), 3),
        (("demo", "{workbook}"), 3),
        (("new", "{folder}/x.xlsx", "--from", "{folder}/none.json"), 3),
        (("--version",), 0),
        (("--help",), 0),
    ],
)
def test_exit_codes_tell_wrong_usage_from_a_bad_file(
    words: tuple[object, ...], code: int, workbook: Path, type_in: Type
) -> None:
    before = workbook.read_bytes()
    named = [str(word).format(workbook=workbook, folder=workbook.parent) for word in words]
    run = type_in(*named)
    assert run.code == code
    assert "Traceback" not in run.err
    if code == 3:
        assert run.err.count("\n") == 1
    assert workbook.read_bytes() == before
    assert list(workbook.parent.iterdir()) == [workbook]


def test_the_version_is_told(type_in: Type) -> None:
    assert type_in("--version").out.strip() == f"bonusmalus {__version__}"


@pytest.mark.parametrize(
    ("locale", "first"), [("nl_BE.UTF-8", "Verrekent"), ("de_DE.UTF-8", "Rechnet"), ("C.UTF-8", "Settles")]
)
def test_help_speaks_the_language_of_the_environment(
    locale: str, first: str, type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert first in type_in("--help").out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("[]", 1),
        ("{}", 1),
        ('{"contract": {"start": "2026-01-01"}}', 1),
        ('{"contract": {"start": "2026-01-01", "months": 12, "colour": "red"}}', 1),
        ("{", 3),
        ("", 3),
        ("[" * 100_000, 3),
        ('{"contract": {"start": "2026-01-01", "months": 1e400}}', 1),
        ('{"contract": {"start": "2026-01-01", "months": 12, "bonus_cap": "1e999999999"}}', 1),
    ],
)
def test_contract_data_that_cannot_be_used_builds_nothing(data: str, code: int, type_in: Type, tmp_path: Path) -> None:
    source, target = tmp_path / "odd.json", tmp_path / "odd.xlsx"
    source.write_text(data, encoding="utf-8")
    run = type_in("new", "--from", source, target)
    assert (run.code, target.exists()) == (code, False)
    assert run.out or run.err


@pytest.mark.parametrize(("threshold", "met"), [("11200", 0), ("11201", 1)])
def test_a_condition_can_read_the_volumes_themselves(threshold: str, met: int, type_in: Type, tmp_path: Path) -> None:
    data: dict[str, Any] = json.loads(json.dumps(example("nl")))
    rule = {"code": "SMALL", "measure": "forecast", "comparator": "<", "threshold": threshold, "effect": "warn"}
    data["conditions"] = [rule]
    path = tmp_path / "volumes.xlsx"
    assert type_in("new", "--from", contract_file(tmp_path, data), path).code == 0
    settled = type_in("settle", path, "--period", 1, "--json").data
    assert len(settled["months"][0]["effects"]) == met
    assert type_in("export", path).data["conditions"][0]["measure"] == "forecast"


def test_a_workbook_without_a_contract_is_refused_in_one_line(type_in: Type, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "budget.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", "budget")
    run = type_in("settle", path, "--period", 1)
    assert (run.code, run.err.count("\n")) == (3, 1)


def test_data_that_look_like_formulas_stay_text(type_in: Type, tmp_path: Path) -> None:
    data: dict[str, Any] = json.loads(json.dumps(example("nl")))
    evil = ("=1+1", '+HYPERLINK("x")', "-2", "@SUM(1)")
    data["contract"] |= {"client": evil[0], "supplier": evil[1]}
    data["kpis"][0]["name"], data["measurements"][0]["note"] = evil[2], evil[3]
    path = tmp_path / "evil.xlsx"
    assert type_in("new", "--from", contract_file(tmp_path, data), path).code == 0
    assert type_in("settle", path, "--period", 1).code == 0
    kept = type_in("export", path).data
    assert (kept["contract"]["client"], kept["contract"]["supplier"]) == evil[:2]
    assert (kept["kpis"][0]["name"], kept["measurements"][0]["note"]) == evil[2:]


def test_the_demo_settles_four_quarters_and_leaves_the_workbook_of_an_earlier_run_alone(
    type_in: Type, tmp_path: Path
) -> None:
    folder, kept = tmp_path / "demo", b"what somebody made of it"
    first = type_in("demo", folder)
    assert (first.code, first.out.count("Price factor: ")) == (0, 5)
    assert first.out.count("as it stands on 2027-02-01") == 1
    (folder / "bonus-malus-en.xlsx").write_bytes(kept)
    again = type_in("demo", folder)
    assert (again.code, again.out.count(str(folder / "bonus-malus-en-2.xlsx"))) == (0, 2)
    made = {path.stem for path in folder.glob("*.xlsx")}
    assert made == {f"bonus-malus-en{each}" for each in ("", "-2", "-measured", "-measured-2")}
    assert (folder / "bonus-malus-en.xlsx").read_bytes() == kept


def test_a_draft_in_every_language_is_offered_for_every_sector() -> None:
    assert {(sector, contents(sector, each)["contract"]["language"]) for sector in SECTORS for each in LANGUAGES} == {
        (sector, each) for sector in SECTORS for each in LANGUAGES
    }
