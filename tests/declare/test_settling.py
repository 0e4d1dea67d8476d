"""A refusal names every mistake of a workbook once, and none that only follows from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.settling import Refused, settle_workbook
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.port import Cell, Table
from tests.workbook.build import agreements


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    """The filled example's tables."""
    path = tmp_path_factory.mktemp("tables") / "example.xlsx"
    build_workbook(agreements.filled(), path)
    return dict(XlsxWorkbook(path).tables())


def refused(tables: dict[str, Table], table: str, row: int, column: int, typed: Cell) -> list[str]:
    """The codes found when the first quarter is settled with one cell typed over."""
    old = tables[table]
    rows = [list(each) for each in old.rows]
    rows[row][column] = typed
    changed = replace(old, rows=tuple(tuple(each) for each in rows))
    found = settle_workbook(MemoryWorkbook(*(tables | {table: changed}).values()), 1, date(2027, 1, 1))
    return [each.code for each in found.findings] if isinstance(found, Refused) else []


@pytest.mark.parametrize(
    ("table", "column", "typed", "codes"),
    [
        pytest.param("tblMonths", 0, "jan-26", ["W16"], id="a month that cannot be read is not missing besides"),
        pytest.param("tblMonths", 2, "11.540", ["W11"], id="nor is a volume that is text"),
        pytest.param("tblMonths", 2, None, ["D6"], id="a blank volume is missing, once"),
        pytest.param("tblMeasurements", 2, "6967", ["W11"], id="nor is a measurement that is text"),
        pytest.param("tblPrices", 1, "10", ["W11"], id="nor is a price that is text"),
        pytest.param("tblKpis", 0, None, ["W7"], id="weights are not judged while a KPI cannot be read"),
    ],
)
def test_what_follows_from_a_faulty_row_is_not_said_again(
    tables: dict[str, Table], table: str, column: int, typed: Cell, codes: list[str]
) -> None:
    assert refused(tables, table, 0, column, typed) == codes


def test_the_untouched_example_settles(tables: dict[str, Table]) -> None:
    title = tables["tblContract"].rows[0][2]
    assert refused(tables, "tblContract", 0, 2, title) == []


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    build_workbook(agreements.reference(currency="EURO"), path)
    found = settle_workbook(XlsxWorkbook(path), 1, date(2027, 1, 1))
    assert isinstance(found, Refused)
    codes = [each.code for each in found.findings]
    assert {"C10a", "D1", "D6"} <= set(codes)
    assert {each.month for each in found.findings if each.code == "D6"} == {"2026-01", "2026-02", "2026-03"}


@pytest.mark.parametrize("command", ["check", "settle", "export"])
def test_only_what_settles_misses_the_settlement_s_table(tables: dict[str, Table], command: str) -> None:
    without = MemoryWorkbook(*(table for name, table in tables.items() if name != "tblSettlement"))
    options: dict[str, Argument] = {"period": 1, "as_of": date(2027, 2, 1)} if command == "settle" else {}
    outcome = carry_out(COMMANDS[command], without, options)
    found = [each["code"] for each in outcome.data.get("findings", ()) if each["severity"] == "blocker"]
    assert found == ([] if command == "export" else ["W1"])
    assert (outcome.refused, outcome.failed) == (command == "settle", command == "check")
