"""Does the dashboard show what the engine says, whichever KPI is chosen, in a program that knows no engine?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bonusmalus_core.calc import impact as exact
from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.settling import Settled, settle_workbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.build.dashboard.block import TOP
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_templates import example
from tests.support.libreoffice import Office, Workbook

Figure = float | str | None
PERIODS, TODAY, CHOSEN = (1, 2, 3, 4), date(2027, 6, 1), "B9"
EDGES = (Fraction("0.85"), Fraction("1.15"))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Agreement, Settlement]:
    """The example of which four quarters were settled; built anew with its history."""
    path = tmp_path_factory.mktemp("year") / "year.xlsx"
    data = example("en")
    build(Agreement.model_validate(data), path)
    last = [done(path, period) for period in PERIODS][-1]
    agreement = read_agreement(XlsxWorkbook(path)).agreement
    assert agreement is not None
    path.unlink()
    build_workbook(agreement, path, settlement=last.settlement)
    return path, agreement, last.settlement


def done(path: Path, period: int) -> Settled:
    workbook = XlsxWorkbook(path)
    settled = settle_workbook(workbook, period, TODAY)
    assert isinstance(settled, Settled)
    workbook.save()
    return settled


def columns(book: Workbook) -> dict[str, list[Figure]]:
    """The figures behind the charts, by the names above them."""
    book.recalculate()
    rows = book.values("Dashboard", f"A{TOP + 1}:BP{TOP + 25}")
    return {str(name): [row[place] for row in rows[1:]] for place, name in enumerate(rows[0]) if name}


def by_month(agreement: Agreement, code: str) -> dict[int, Fraction]:
    """The engine's value of a KPI in every month alone, as far as it was measured."""
    terms = agreement.contract.model_copy(update={"evaluation": "month"})
    alone = agreement.model_copy(update={"contract": terms, "events": (), "overrides": (), "history": ()})
    settled = [settle(alone, period, TODAY) for period in PERIODS]
    lines = [line for each in settled if isinstance(each, Settlement) for line in each.kpis if line.code == code]
    return {contract_month(terms, line.months[0]): line.value for line in lines if line.value is not None}


def place(agreement: Agreement, code: str, month: int, value: Fraction) -> Fraction:
    """Where a value stands between the bands that are in force in the month."""
    rows = [row for row in agreement.kpis if row.code == code and row.from_month <= month]
    thresholds = exact.fractions(max(rows, key=lambda row: row.from_month).thresholds)
    levels = exact.fractions(agreement.contract.levels)
    return min(max(exact.impact(value, thresholds, levels, "linear", "extrapolate"), EDGES[0]), EDGES[1])


@pytest.mark.libreoffice
def test_the_charts_show_what_the_engine_says(office: Office, year: tuple[Path, Agreement, Settlement]) -> None:
    path, agreement, settlement = year
    with office.open(path) as book:
        found = columns(book)
        for row in agreement.history:
            at = found["period"].index(row.period)
            expected = (float(row.factor or 0), float(row.amount or 0))
            assert (found["factor"][at], found["paid"][at]) == pytest.approx(expected)
        drawn = dict(zip(found["name"], found["end"], strict=True))
        assert drawn["Total"] == pytest.approx(float(settlement.bonus_malus))
        contributions = {line.code: line.contribution for line in settlement.kpis}
        reached = Decimal(0)
        for code, contribution in contributions.items():
            reached += contribution
            assert drawn[code] == pytest.approx(float(reached))
        for code in contributions:
            book.put("Dashboard", CHOSEN, code)
            shown, values = columns(book), by_month(agreement, code)
            months = [int(float(month or 0)) for month in shown["month"] if month]
            assert [value if value != "" else None for value in shown["value"][: len(months)]] == [
                pytest.approx(float(values[month]), abs=1e-12) if month in values else None for month in months
            ]
            assert {month: shown["place"][at] for at, month in enumerate(months) if month in values} == {
                month: pytest.approx(float(place(agreement, code, month, value)), abs=1e-9)
                for month, value in values.items()
            }


def test_the_command_shows_the_sheet_and_changes_nothing_else(year: tuple[Path, Agreement, Settlement]) -> None:
    workbook = XlsxWorkbook(year[0])
    outcome = carry_out(COMMANDS["dashboard"], workbook, {})
    assert (outcome.told, outcome.sheet, outcome.failed) == ("dashboard.done", "Dashboard", False)
    before = workbook.tables()
    workbook.save()
    assert XlsxWorkbook(year[0]).tables() == before


class Earlier(XlsxWorkbook):
    """A workbook that was built before there was a dashboard."""

    def show(self, sheet: str) -> None:
        raise KeyError(sheet)


def test_a_workbook_without_the_sheet_says_how_to_get_it(year: tuple[Path, Agreement, Settlement]) -> None:
    outcome = carry_out(COMMANDS["dashboard"], Earlier(year[0]), {})
    assert (outcome.told, outcome.sheet, outcome.failed) == ("dashboard.lacking", None, True)
    assert "bonusmalus export" in outcome.message("en")


@pytest.mark.libreoffice
def test_above_the_thresholds_stands_what_they_are_worth_to_the_kpi_that_is_chosen(
    office: Office, tmp_path: Path
) -> None:
    path, data = tmp_path / "own.xlsx", example("en")
    first, second, *others = data["kpis"]
    own = {"thresholds": first["thresholds"][:3], "impacts": ["0.525", "1", "1.24"]}
    build_workbook(Agreement.model_validate(data | {"kpis": [first | own, second, *others]}), path)
    with office.open(path) as book:
        before = heads(book)
        book.put("Dashboard", CHOSEN, second["code"])
        book.recalculate()
        assert (before, heads(book)) == (["0.525", "1", "1.24"], ["0.9", "0.95", "1", "1.05", "1.1"])


def heads(book: Workbook) -> list[str]:
    """The impacts above the thresholds of the KPI that is shown."""
    return [f"{each:g}" for each in book.values("Dashboard", "Q8:Z8")[0] if isinstance(each, float)]
