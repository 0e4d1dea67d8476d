"""What comes of `check`: what is told, what is written on its sheet, and what survives another run?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.check_marks import INPUT_SHEETS
from bonusmalus_core.workbook.port import Formula, Table, Workbook
from bonusmalus_templates import contents, example

DRAFT = contents("contact-centre", "nl")
BROKEN = {**DRAFT, "kpis": [DRAFT["kpis"][0] | {"weight": "0.5"}, *DRAFT["kpis"][1:]]}
REASON, ACCEPTED = "Aanvaard, omdat", 5


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("drafts")
    paths = {name: folder / f"{name}.xlsx" for name in ("draft", "broken", "example")}
    for name, data in (("draft", DRAFT), ("broken", BROKEN), ("example", example("nl"))):
        build(Agreement.model_validate(data), paths[name])
    return paths


@pytest.fixture
def draft(files: dict[str, Path]) -> MemoryWorkbook:
    return in_memory(files["draft"])


def in_memory(path: Path) -> MemoryWorkbook:
    """The tables of a file, to be written to without it."""
    return MemoryWorkbook(*XlsxWorkbook(path).tables().values())


def check(workbook: Workbook, **options: Argument) -> Outcome:
    """The check that writes, unless the options say otherwise."""
    return carry_out(COMMANDS["check"], workbook, {"write_": True} | options)


def codes(outcome: Outcome) -> list[str]:
    return [each["code"] for each in outcome.data["findings"]]


def sheet(workbook: MemoryWorkbook) -> Table:
    workbook.save()
    return workbook.tables()["tblChecks"]


def accept(workbook: MemoryWorkbook, code: str, reason: str, **changes: str) -> None:
    """Types a reason beside the first finding of a code, and other texts over what is found there."""
    table = sheet(workbook)
    rows = [list(row) for row in table.rows]
    row = next(row for row in rows if row[1] == code)
    row[ACCEPTED] = reason
    for header, text in changes.items():
        row[table.header.index(header)] = text
    workbook.write_rows("tblChecks", rows)
    workbook.save()


def test_the_findings_stand_on_their_sheet_the_gravest_first(draft: MemoryWorkbook) -> None:
    outcome = check(draft)
    table = sheet(draft)
    assert [row[1] for row in table.rows] == codes(outcome)
    assert list(dict.fromkeys(row[0] for row in table.rows)) == ["Fout", "Waarschuwing", "Info"]
    assert (outcome.sheet, outcome.report, outcome.failed, outcome.refused) == ("Controles", (), True, False)
    assert outcome.message("en").startswith("Aantal bevindingen: 15, waarvan te herstellen: 3, aanvaard: 0;")


def test_without_writing_nothing_is_written_and_a_table_is_told(draft: MemoryWorkbook) -> None:
    before = sheet(draft)
    outcome = check(draft, write_=False)
    assert sheet(draft) == before
    assert [row[1] for row in outcome.report[0].rows] == codes(outcome)  # type: ignore[union-attr]


@pytest.mark.parametrize(("severity", "told"), [("error", {"error"}), ("warning", {"error", "warning"})])
def test_what_is_less_grave_is_not_told_but_written_all_the_same(
    draft: MemoryWorkbook, severity: str, told: set[str]
) -> None:
    outcome = check(draft, severity=severity)
    assert {each["severity"] for each in outcome.data["findings"]} == told
    assert len(sheet(draft).rows) == 15


def test_a_reason_survives_another_run_and_mutes_the_finding(draft: MemoryWorkbook) -> None:
    check(draft)
    accept(draft, "A3", "staat in artikel 12")
    again = check(draft)
    (found,) = [each for each in again.data["findings"] if each["code"] == "A3"]
    assert found["accepted"] == "staat in artikel 12"
    assert [row[ACCEPTED] for row in sheet(draft).rows if row[1] == "A3"] == ["staat in artikel 12"]
    assert again.message("nl").startswith("Aantal bevindingen: 15, waarvan te herstellen: 2, aanvaard: 1;")


@pytest.mark.parametrize("changed", ["Plaats", "Bevinding"])
def test_a_finding_is_known_again_by_its_words_or_its_place(draft: MemoryWorkbook, changed: str) -> None:
    check(draft)
    accept(draft, "R5", "zes is genoeg", **{changed: "iets anders"})
    check(draft)
    assert [row[ACCEPTED] for row in sheet(draft).rows if row[1] == "R5"] == ["zes is genoeg"]


def test_accepting_every_error_lets_the_check_pass(draft: MemoryWorkbook) -> None:
    check(draft)
    for code in ("A1", "A1a", "A3"):
        accept(draft, code, "afgesproken")
    assert not check(draft).failed


def test_a_blocker_cannot_be_accepted_away(files: dict[str, Path]) -> None:
    broken = in_memory(files["broken"])
    assert codes(check(broken))[0] == "C1"
    accept(broken, "C1", "het klopt zo")
    again = check(broken, severity="error")
    assert again.failed
    assert again.facts["grave"] == 4


def test_a_column_of_the_users_own_is_kept(draft: MemoryWorkbook) -> None:
    table = sheet(draft)
    wide = replace(table, header=(*table.header, "Wie"), rows=tuple((*row, None) for row in table.rows))
    own = MemoryWorkbook(*(each for each in draft.tables().values() if each.name != "tblChecks"), wide)
    check(own)
    accept(own, "R5", "", Wie="An")
    check(own)
    assert [row[-1] for row in sheet(own).rows if row[1] == "R5"] == ["An"]


def test_text_from_data_is_never_a_formula_and_a_link_survives_quotes(files: dict[str, Path]) -> None:
    tables = XlsxWorkbook(files["draft"]).tables().values()
    renamed = [replace(each, sheet='O\'Brien "K"') if each.name == "tblKpis" else each for each in tables]
    written: list[Any] = []
    workbook = MemoryWorkbook(*renamed)
    workbook.write_rows = lambda table, rows: written.extend(rows if table else ())  # type: ignore[method-assign]
    check(workbook)
    (link,) = [row[2] for row in written if row[1] == "R5"]
    assert link == Formula('HYPERLINK("#\'O\'\'Brien ""K""\'!B8","O\'Brien ""K"" B8")', 'O\'Brien "K" B8')
    assert {type(cell) for row in written for place, cell in enumerate(row) if place != 2} <= {str, type(None)}


def test_an_older_workbook_without_the_table_is_checked_all_the_same(draft: MemoryWorkbook) -> None:
    older = MemoryWorkbook(*(each for each in draft.tables().values() if each.name != "tblChecks"))
    outcome = check(older)
    assert (outcome.sheet, len(outcome.report)) == (None, 1)


def test_in_a_file_the_sheet_is_shown_and_start_counts_the_findings(files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "example.xlsx"
    path.write_bytes(files["example"].read_bytes())
    workbook = XlsxWorkbook(path)
    count = len(codes(check(workbook)))
    workbook.save()
    book = openpyxl.load_workbook(path, data_only=True)
    assert book["Controles"].sheet_state == "visible"
    assert book["Start"]["D21"].value == count == 10
    marks = [row[-1] for row in XlsxWorkbook(path).tables()["tblChecks"].rows]
    assert "w:kpis!J10" in marks
    assert "i:kpis!K9" in marks


def test_the_findings_have_a_filter_and_every_input_sheet_looks_its_marks_up(files: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(files["draft"])
    assert book["Controles"].tables["tblChecks"].autoFilter is not None
    for key in INPUT_SHEETS:
        rules = book[words("nl", "sheets")[f"sheet.{key}"]].conditional_formatting
        formulas = [formula for place in rules for rule in place.rules for formula in rule.formula]
        kinds = [kind for kind in "bewi" if any(f'check_marks,"{kind}:{key}!"' in formula for formula in formulas)]
        assert kinds == list("bewi"), key


def test_the_check_says_that_a_minimum_of_answers_has_none_to_be_held_against(tmp_path: Path) -> None:
    data: dict[str, Any] = example("nl")
    data["kpis"] = [each | ({"min_n": "30"} if each["code"] == "CES" else {}) for each in data["kpis"]]
    rows = data["measurements"]
    data["measurements"] = [{k: v for k, v in row.items() if k != "n" or row["kpi"] != "CES"} for row in rows]
    build(Agreement.model_validate(data), tmp_path / "uncounted.xlsx")
    found = [each for each in check(in_memory(tmp_path / "uncounted.xlsx")).data["findings"] if each["code"] == "D18"]
    assert found
    assert {(each["kpi"], each["severity"]) for each in found} == {("CES", "warning")}
    assert "Aantal (n)" in found[0]["message"]
