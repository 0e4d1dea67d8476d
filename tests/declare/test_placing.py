"""Which rows of the measurements take what was measured, and do remarks stay with what they are about?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bonusmalus_core.declare.placing import Line, placed
from bonusmalus_core.model.evidence import mark
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell, Table

HEADER = ("Month", "KPI", "Value", "Evidence", "Remark", "_row")
COLUMNS = {key: number for number, key in enumerate(("month", "kpi", "value", "evidence"))}
JANUARY, MARCH = Month(2026, 1), Month(2026, 3)
OURS = mark("calls.csv", "0" * 64, 5, {"value": Decimal(1)})


def _row(remark: Cell, folded: Cell = None) -> tuple[Cell, ...]:
    return (JANUARY.first, "FCR", Decimal(1), OURS, remark, folded)


BLANK: tuple[Cell, ...] = (None,) * len(HEADER)


@pytest.mark.parametrize(
    ("rows", "codes", "written"),
    [
        ([_row(None)], [], "A2"),
        ([_row("  ", "folded")], [], "A2"),
        ([_row("storm in January")], ["G19"], None),
        ([_row("storm in January"), BLANK], [], "A3"),
        ([_row("storm in January"), _row(None)], [], "A3"),
        ([_row(Decimal(5))], ["G76"], "A2"),
        ([_row(Decimal(5)), _row(None)], [], "A3"),
        ([_row(None, Decimal(5))], [], "A2"),
    ],
    ids=[
        "none",
        "blank",
        "one",
        "and a blank row",
        "and a row without one",
        "a number",
        "and a row without a number",
        "a number of ours",
    ],
)
def test_a_row_with_a_remark_on_its_month_takes_no_other(
    rows: list[tuple[Cell, ...]], codes: list[str], written: str | None
) -> None:
    places = SectionPlaces(Table("tblMeasurements", "Measurements", 1, 1, HEADER, tuple(rows)), COLUMNS)
    line = Line(MARCH, "FCR", "", {"value": Decimal(2)}, others=(JANUARY,))
    found = placed(places, [line])
    assert [each.code for each in found.findings] == codes
    assert [at for at, cell in found.cells.items() if cell == MARCH.first] == ([written] if written else [])


@pytest.mark.parametrize(
    ("month", "told"), [(JANUARY, []), (MARCH, [(("columns", "Remark"), ("was", "2026-01 FCR"), ("at", "A2"))])]
)
def test_numbers_of_somebody_are_told_where_other_figures_come_beside_them(
    month: Month, told: list[tuple[tuple[str, str], ...]]
) -> None:
    table = Table("tblMeasurements", "Measurements", 1, 1, HEADER, (_row(Decimal(5)),))
    found = placed(SectionPlaces(table, COLUMNS), [Line(month, "FCR", "", {"value": Decimal(2)}, others=(JANUARY,))])
    assert [tuple(each.facts.items()) for each in found.findings] == told
    for each in found.findings:
        assert "{" not in "".join(said(each, language, lambda _: None).message for language in LANGUAGES)
