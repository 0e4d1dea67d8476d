"""Where do measured values find no place in the table of measurements?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bonusmalus_core.declare.placing import Line, placed
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell, Table


def test_without_a_column_to_say_so_a_value_that_can_still_change_is_not_entered() -> None:
    table = Table("tblMeasurements", "Measurements", 1, 1, ("Month", "KPI", "Value", "Note"), ((None,) * 4,))
    columns = {key: number for number, key in enumerate(("month", "kpi", "value", "note"))}
    cells: dict[str, Cell] = {"value": Decimal(1), "open_until": date(2026, 2, 14)}
    found = placed(SectionPlaces(table, columns), [Line(Month(2026, 1), "FCR", "", cells)])
    assert ([each.code for each in found.findings], found.cells) == (["G27"], {})
