"""Is what the program wrote read back, also where another program dropped what makes a number look like a day?"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.package import guard, parts
from bonusmalus_core.workbook.port import Cell
from tests.hosts.cli.runs import Type, edit, history
from tests.workbook.package.books import members, zipped

AS_OF = date(2027, 2, 1)


def settle(type_in: Type, path: Path, period: int) -> int:
    return type_in("settle", path, "--period", period, "--as-of", AS_OF).code


def bare(path: Path, table: str) -> None:
    """Takes every style from the sheet of a table, as programs do that copy values only."""
    part = parts.mapped(guard.opened(path)).table(table)[0].part
    held = members(path)
    zipped(path, {**held, part: re.sub(rb'(<c [^>]*?) s="\d+"', rb"\1", held[part])})


def read(path: Path, table: str, header: str) -> list[Cell]:
    found = XlsxWorkbook(path).tables()[table]
    return [row[found.header.index(header)] for row in found.rows]


@pytest.mark.parametrize("dropped", ["before", "between", "after"])
def test_a_history_without_the_look_of_days_goes_on(type_in: Type, workbook: Path, dropped: str) -> None:
    for period, moment in enumerate(("before", "between", "after"), 1):
        if moment == dropped:
            bare(workbook, "tblHistory")
        assert settle(type_in, workbook, period) == 0
    if dropped == "after":
        bare(workbook, "tblHistory")
    assert [row.day for row in history(workbook)] == [AS_OF] * 3
    for command in ("verify", "check", "export"):
        assert type_in(command, workbook).code == 0
    assert type_in("lock", workbook, "--period", 1).code == 0


def test_a_day_that_would_look_like_a_number_is_written_out(type_in: Type, workbook: Path) -> None:
    bare(workbook, "tblHistory")
    settle(type_in, workbook, 1)
    (day, *_) = read(workbook, "tblHistory", "Datum")
    assert day == "2027-02-01"


@pytest.mark.parametrize(
    ("written", "is_day"),
    [
        (Decimal(46419), True),
        (Decimal(10_000), True),
        (Decimal(9_999), False),
        (Decimal(2027), False),
        (Decimal(20270201), False),
        (Decimal(270201), False),
        (Decimal("46419.5"), False),
        (Decimal(79_999), True),
        (Decimal(80_000), False),
        ("1/2/2027", False),
    ],
)
def test_a_number_in_the_history_is_a_day_where_it_can_be_nothing_else(
    type_in: Type, workbook: Path, written: Cell, is_day: bool
) -> None:
    settle(type_in, workbook, 1)
    bare(workbook, "tblHistory")
    edit(workbook, "tblHistory", 0, "Datum", written)
    codes = {each["code"] for each in type_in("verify", workbook, "--json").data["findings"]}
    assert ("W15" in codes) is not is_day
    assert ("H2" in codes) is (is_day and written != Decimal(46419))


def test_a_number_that_a_person_typed_as_a_day_is_asked_about(type_in: Type, workbook: Path) -> None:
    bare(workbook, "tblContract")
    found = type_in("settle", workbook, "--period", 1, "--as-of", AS_OF, "--json")
    assert (found.code, "W15" in {each["code"] for each in found.data["findings"]}) == (1, True)
