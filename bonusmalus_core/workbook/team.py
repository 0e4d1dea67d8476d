"""How do the results of teams get onto the Team sheet?

Rows about other months stay as they are; those about the same months are replaced, so that a person who is not asked
for any more is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from bonusmalus_core.model.month import Month
from bonusmalus_core.model.team import TeamResult
from bonusmalus_core.workbook.layout import choice_label
from bonusmalus_core.workbook.port import Cell, Table, Workbook
from bonusmalus_core.workbook.reading import dates
from bonusmalus_core.workbook.reading.headers import read_headers
from bonusmalus_core.workbook.reading.vocabulary import Terms
from bonusmalus_core.workbook.team_tables import TBL_TEAM


def put_results(workbook: Workbook, results: Sequence[TeamResult], language: str) -> str | None:
    """Writes the results and shows their sheet; its name, or None in a workbook that has no such table."""
    table = next(
        (each for name, each in workbook.tables().items() if name.casefold() == TBL_TEAM.name.casefold()), None
    )
    if table is None:
        return None
    columns = read_headers(table, TBL_TEAM, Terms(language), 0).columns
    about = {(row.from_, row.to) for row in results}
    kept = [row for row in table.rows if any(cell is not None for cell in row) and _months(row, columns) not in about]
    workbook.write_rows(table.name, [*kept, *(_row(table, columns, row, language) for row in results)])
    workbook.show(table.sheet)
    return table.sheet


def result_cells(row: TeamResult, language: str) -> Mapping[str, Cell]:
    """What stands in each column of the results."""
    return {column.key: _cell(column.key, _field(row, column.key), language) for column in TBL_TEAM.columns}


def _field(row: TeamResult, key: str) -> object:
    return getattr(row, "from_" if key == "from" else key)


def _cell(key: str, value: object, language: str) -> Cell:
    if key in ("group", "unit") and value is not None:
        return choice_label(language, key, str(value))
    if isinstance(value, bool):
        return choice_label(language, "flag", "true" if value else "false")
    if isinstance(value, Month):
        return value.first
    if isinstance(value, (Decimal, date)) or value is None:
        return value
    return Decimal(value) if isinstance(value, int) else str(value) or None


def _row(table: Table, columns: Mapping[str, int], row: TeamResult, language: str) -> tuple[Cell, ...]:
    cells = result_cells(row, language)
    fields = {place: name for name, place in columns.items()}
    return tuple(cells.get(fields.get(place, "")) for place in range(len(table.header)))


def _months(row: Sequence[Cell], columns: Mapping[str, int]) -> tuple[Month | None, Month | None]:
    first, last = (dates.month(row[columns[key]]) if key in columns else None for key in ("from", "to"))
    return first, last
