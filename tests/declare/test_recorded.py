"""Does `check` say of the recorded data what `settle` would refuse, and nothing of months that are still to come?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
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

Tables = dict[str, Table]
Change = Callable[[Tables], Tables]
LATER = date(2030, 1, 1)
PERIODS = range(1, 5)


@pytest.fixture(scope="module")
def tables(filled: Path) -> Tables:
    return dict(XlsxWorkbook(filled).tables())


def typed(table: str, row: int, **cells: Cell) -> Change:
    """Cells typed over, by the header that Dutch gives them (an underscore for a space)."""

    def change(held: Tables) -> Tables:
        old = held[table]
        rows = [list(each) for each in old.rows]
        for header, cell in cells.items():
            rows[row][old.header.index(header.replace("_", " "))] = cell
        return held | {table: replace(old, rows=tuple(map(tuple, rows)))}

    return change


def swapped(table: str, one: str, other: str) -> Change:
    """Two headers in each other's place."""
    names = {one: other, other: one}
    return lambda held: (
        held | {table: replace(held[table], header=tuple(names.get(each, each) for each in held[table].header))}
    )


def blank_from(number: int) -> Change:
    """Nothing recorded from this month (counted from 0) on."""

    def change(held: Tables) -> Tables:
        months, measured = held["tblMonths"], held["tblMeasurements"]
        late = {row[0] for row in months.rows[number:]}
        places = [measured.header.index(name) for name in ("Teller", "Noemer", "Waarde", "Aantal (n)")]
        actual = months.header.index("Werkelijk volume")
        return held | {
            "tblMonths": replace(months, rows=tuple(
                tuple(None if at == actual and row[0] in late else cell for at, cell in enumerate(row))
                for row in months.rows
            )),
            "tblMeasurements": replace(measured, rows=tuple(
                tuple(None if at in places and row[0] in late else cell for at, cell in enumerate(row))
                for row in measured.rows
            )),
        }  # fmt: skip

    return change


def ran(command: str, tables: Tables, **options: Any) -> Outcome:
    return carry_out(COMMANDS[command], MemoryWorkbook(*tables.values()), options)


def blockers(outcome: Outcome) -> set[tuple[str, str | None, str | None]]:
    found = outcome.data["findings"]
    return {(each["code"], each["month"], each["cell"]) for each in found if each["severity"] == "blocker"}


def refused(tables: Tables) -> set[tuple[str, str | None, str | None]]:
    outcomes = [ran("settle", tables, period=period, as_of=LATER) for period in PERIODS]
    return set[tuple[str, str | None, str | None]]().union(*(blockers(each) for each in outcomes if each.refused))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(typed("tblMeasurements", 0, Teller=Decimal(999_999)), "M10", id="more than there were"),
        pytest.param(swapped("tblMeasurements", "Teller", "Noemer"), "M10", id="headers in each other's place"),
        pytest.param(typed("tblMonths", 1, Werkelijk_volume=None), "D6", id="a volume is blank"),
        pytest.param(typed("tblMonths", 1, Forecast=None, Werkelijk_volume=None), "D8", id="a row of months is blank"),
        pytest.param(typed("tblMonths", 11, Werkelijk_volume=None), "D6", id="the last month is blank"),
        pytest.param(typed("tblKpis", 0, Vermenigvuldiger=Decimal(100)), "M10", id="a multiplier for percentages"),
        pytest.param(typed("tblMeasurements", 0, Teller=Decimal(-1)), "M10h", id="fewer than none"),
        pytest.param(typed("tblMeasurements", 0, Teller=None, Noemer=None), "D2", id="a month is not measured"),
        pytest.param(typed("tblPrices", 0, Prijs_per_eenheid=Decimal("1E+15")), "D17", id="too much money"),
    ],
)
def test_check_says_what_settle_would_refuse(tables: Tables, change: Change, code: str) -> None:
    spoilt = change(tables)
    stops = refused(spoilt)
    outcome = ran("check", spoilt)
    assert code in {each for each, *_ in stops}
    assert blockers(outcome) == stops
    assert outcome.failed


@pytest.mark.parametrize("number", [0, 1, 3, 5, 12])
def test_what_is_still_to_come_is_not_missing(tables: Tables, number: int) -> None:
    assert blockers(ran("check", blank_from(number)(tables))) == set()


def test_what_was_skipped_is_missing_as_soon_as_a_later_month_is_recorded(tables: Tables) -> None:
    early = blank_from(3)(tables)
    spoilt = typed("tblMonths", 1, Werkelijk_volume=None)(early)
    assert {code for code, *_ in blockers(ran("check", spoilt))} == {"D6"}


def test_what_only_follows_from_a_faulty_row_is_not_said_again(tables: Tables) -> None:
    spoilt = typed("tblMonths", 1, Werkelijk_volume="11.540")(tables)
    assert {code for code, *_ in blockers(ran("check", spoilt))} == {"W11"}
