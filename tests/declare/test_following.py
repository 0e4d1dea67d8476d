"""What comes of `actions`: which rows are proposed, where they go, and what is left as it was typed?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Cell, Table
from bonusmalus_core.workbook.read import read_agreement

BELOW = ["FCR", "CES", "SL60", "SL120", "DD"]
"""What the filled example missed in its first quarter."""


@pytest.fixture
def workbook(filled: Path) -> MemoryWorkbook:
    return MemoryWorkbook(*XlsxWorkbook(filled).tables().values())


def propose(workbook: Any, period: int = 1) -> Outcome:
    return carry_out(COMMANDS["actions"], workbook, {"period": Decimal(period)})


def with_rows(workbook: MemoryWorkbook, *typed: dict[str, Cell]) -> MemoryWorkbook:
    """The workbook with rows typed into its register, from the top."""
    table = workbook.tables()["tblActions"]
    places = {"period": 0, "kpi": 1, "action": 5, "own": len(table.header)}
    rows = [[*row, None] for row in table.rows]
    for row, cells in zip(rows, typed, strict=False):
        for key, cell in cells.items():
            row[places[key]] = cell
    others = [each for each in workbook.tables().values() if each.name != table.name]
    return MemoryWorkbook(*others, replace(table, header=(*table.header, "Notulen"), rows=tuple(map(tuple, rows))))


def register(workbook: MemoryWorkbook) -> Table:
    workbook.save()
    return workbook.tables()["tblActions"]


def filled(table: Table) -> list[tuple[Cell, ...]]:
    return [row for row in table.rows if any(cell is not None for cell in row)]


def test_every_kpi_below_its_target_gets_a_row_with_what_is_known(workbook: MemoryWorkbook) -> None:
    outcome = propose(workbook)
    assert [(each["kpi"], each["added"]) for each in outcome.data["below_target"]] == [(code, True) for code in BELOW]
    rows = filled(register(workbook))
    assert [row[:2] for row in rows] == [(Decimal(1), code) for code in BELOW]
    assert rows[1][2:4] == (Decimal("2.13746333514394"), Decimal(2))
    assert all(cell is None for row in rows for cell in row[4:])
    assert outcome.message("en").startswith("KPI’s onder hun doel: 5, waarvan nieuw in het register: 5;")


def test_a_second_run_adds_nothing(workbook: MemoryWorkbook) -> None:
    propose(workbook)
    before = register(workbook)
    again = propose(workbook)
    assert register(workbook) == before
    assert [each["added"] for each in again.data["below_target"]] == [False] * len(BELOW)


def test_what_people_typed_stays_and_only_what_lacks_is_added_below(workbook: MemoryWorkbook) -> None:
    typed: dict[str, Cell] = {"period": Decimal(1), "kpi": "CES", "action": "Opleiding"}
    held = with_rows(workbook, typed, {"own": "zie notulen"})
    propose(held)
    rows = filled(register(held))
    assert rows[0][:6] == (Decimal(1), "CES", None, None, None, "Opleiding")
    assert rows[1][-1] == "zie notulen"
    assert rows[1][1] is None
    assert [row[1] for row in rows[2:]] == [code for code in BELOW if code != "CES"]


def test_an_action_of_another_period_does_not_count(workbook: MemoryWorkbook) -> None:
    held = with_rows(workbook, {"period": Decimal(2), "kpi": "FCR"})
    assert propose(held).facts["added"] == len(BELOW)


def test_a_period_without_a_miss_asks_for_nothing(workbook: MemoryWorkbook) -> None:
    outcome = propose(workbook, 2)
    assert (outcome.told, outcome.data, outcome.report) == ("actions.none", {"period": 2, "below_target": []}, [])
    assert filled(register(workbook)) == []


@pytest.mark.parametrize(("rows", "refused"), [(len(BELOW), False), (len(BELOW) - 1, True)])
def test_a_register_without_room_says_how_many_rows_it_lacks(
    workbook: MemoryWorkbook, rows: int, refused: bool
) -> None:
    table = workbook.tables()["tblActions"]
    others = [each for each in workbook.tables().values() if each.name != table.name]
    outcome = propose(MemoryWorkbook(*others, replace(table, rows=table.rows[:rows])))
    assert outcome.refused is refused
    assert [each.code for each in outcome.findings] == ["G19"] * refused


def test_a_row_that_cannot_be_read_is_mended_first(workbook: MemoryWorkbook) -> None:
    outcome = propose(with_rows(workbook, {"period": "Q1", "kpi": "FCR"}))
    assert (outcome.refused, [each.code for each in outcome.findings]) == (True, ["W11"])


def test_a_workbook_of_an_earlier_version_says_what_it_lacks(workbook: MemoryWorkbook) -> None:
    older = MemoryWorkbook(*(each for each in workbook.tables().values() if each.name != "tblActions"))
    assert [each.code for each in propose(older).findings] == ["W1"]


def test_in_a_file_the_sheet_is_shown_and_the_rows_read_back_as_contract_data(filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "example.xlsx"
    copy.write_bytes(filled.read_bytes())
    held = XlsxWorkbook(copy)
    outcome = propose(held)
    held.save()
    agreement = read_agreement(XlsxWorkbook(copy)).agreement
    assert agreement is not None
    assert (outcome.sheet, [each.kpi for each in agreement.actions]) == ("Acties", BELOW)
