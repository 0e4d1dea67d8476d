"""Is what was settled never settled a second time as if for the first, whatever became of its row in the history?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.port import Cell
from tests.hosts.cli.runs import Type, edit, history
from tests.workbook.package.books import members, zipped

Rows = Sequence[tuple[Cell, ...]]
Loss = Callable[[Path], None]
AFTER = ("--as-of", "2027-02-01")
STOPPED = [
    ("settle", "--period", "1", *AFTER),
    ("settle", "--period", "2", *AFTER),
    ("statement", "--period", "1", *AFTER),
    ("lock", "--period", "1"),
    ("seal",),
]


@pytest.fixture
def settled(type_in: Type, workbook: Path) -> Path:
    """The first quarter settled, corrected after a change, and then changed once more."""
    for numerator in (7000, 7100, 7200):
        assert type_in("settle", workbook, "--period", 1, *AFTER).code == 0
        edit(workbook, "tblMeasurements", 0, "Teller", Decimal(numerator))
    return workbook


def rewritten(table: str, change: Callable[[Rows], Rows]) -> Loss:
    def lose(path: Path) -> None:
        book = XlsxWorkbook(path)
        book.write_rows(table, change(book.tables()[table].rows))
        book.save()

    return lose


def shortened(table: str) -> Loss:
    """The last row of the table stands below it now."""

    def lose(path: Path) -> None:
        parts = members(path)
        name = next(name for name, part in parts.items() if f'name="{table}"'.encode() in part)
        row = re.compile(rb'(ref="[A-Z]+\d+:[A-Z]+)(\d+)"')
        parts[name] = row.sub(lambda found: found[1] + str(int(found[2]) - 1).encode() + b'"', parts[name])
        zipped(path, parts)

    return lose


def blank(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(None for _ in row)


LOSSES = [
    pytest.param(
        rewritten("tblHistory", lambda rows: [rows[0], blank(rows[1]), *rows[2:]]), {"H2", "H6"}, id="cleared"
    ),
    pytest.param(rewritten("tblHistory", lambda rows: [*rows[:2], blank(rows[2])]), {"H6"}, id="last one cleared"),
    pytest.param(rewritten("tblHistory", lambda rows: rows[1:]), {"H2", "H6"}, id="first one deleted"),
    pytest.param(rewritten("tblHistory", lambda rows: rows[:2]), {"H6"}, id="last one deleted"),
    pytest.param(rewritten("tblHistory", lambda rows: rows[:1]), {"H6"}, id="older copy of the sheet"),
    pytest.param(rewritten("tblHistory", lambda rows: [blank(rows[0])]), {"H6"}, id="all deleted"),
    pytest.param(shortened("tblHistory"), {"W25", "H6"}, id="history shortened"),
    pytest.param(shortened("tblArchive"), {"W25"}, id="archive shortened"),
]


@pytest.mark.parametrize(("lose", "codes"), LOSSES)
def test_whatever_row_is_lost_nothing_is_settled_locked_or_sealed(
    type_in: Type, settled: Path, lose: Loss, codes: set[str]
) -> None:
    lose(settled)
    before = settled.read_bytes()
    for typed in STOPPED:
        run = type_in(*typed[:1], settled, *typed[1:], "--json")
        assert (run.code, {each["code"] for each in run.data["findings"]}) == (1, codes), typed
    assert settled.read_bytes() == before
    assert codes <= {each["code"] for each in type_in("verify", settled, "--json").data["findings"]}


def test_a_row_that_is_put_back_is_as_good_as_before(type_in: Type, settled: Path) -> None:
    kept = XlsxWorkbook(settled).tables()["tblHistory"].rows
    rewritten("tblHistory", lambda rows: rows[:2])(settled)
    rewritten("tblHistory", lambda _: kept)(settled)
    assert {each["code"] for each in type_in("verify", settled, "--json").data["findings"]} == {"H5"}
    again = type_in("settle", settled, "--period", 1, *AFTER, "--json").data
    assert (again["document"], again["corrects"]) == ("2026-01/2026-03 v4", "2026-01/2026-03 v3")
    assert [row.version for row in history(settled)] == [1, 2, 3, 4]
    assert type_in("verify", settled).code == 0


def test_a_lost_seal_of_the_terms_is_not_given_again(type_in: Type, workbook: Path) -> None:
    type_in("seal", workbook)
    rewritten("tblHistory", lambda rows: [blank(rows[0])])(workbook)
    run = type_in("seal", workbook)
    assert (run.code, "wat als versie 1 van de afspraken verzegeld is" in run.out) == (1, True)


def test_a_row_of_the_archive_that_nobody_can_read_is_a_lost_one_too(type_in: Type, workbook: Path) -> None:
    type_in("settle", workbook, "--period", 1, *AFTER)
    edit(workbook, "tblArchive", 0, "Versie", "een")
    run = type_in("settle", workbook, "--period", 2, *AFTER)
    assert (run.code, "een rij zonder leesbare periode en versie" in run.out) == (1, True)


@pytest.mark.parametrize(
    ("table", "column", "code"),
    [
        ("tblHistory", "Zegel", "W2"),
        ("tblHistory", "Reden", "W2"),
        ("tblArchive", "Invoer", "W2"),
        ("tblArchive", "Versie", "W2"),
    ],
)
def test_nothing_is_written_where_a_column_that_keeps_it_is_missing(
    type_in: Type, workbook: Path, table: str, column: str, code: str
) -> None:
    rename(workbook, table, column)
    before = workbook.read_bytes()
    run = type_in("settle", workbook, "--period", 1, *AFTER, "--json")
    assert (run.code, [each["code"] for each in run.data["findings"]]) == (1, [code])
    assert workbook.read_bytes() == before


def rename(path: Path, table: str, column: str) -> None:
    """The header of a column says something else."""
    found = XlsxWorkbook(path).tables()[table]
    book = openpyxl.load_workbook(path)
    sheet, place = book[found.sheet], found.header.index(column)
    sheet.tables[table].tableColumns[place].name = "Iets anders"
    sheet.cell(sheet[sheet.tables[table].ref.split(":")[0]].row, place + 2).value = "Iets anders"
    book.save(path)
