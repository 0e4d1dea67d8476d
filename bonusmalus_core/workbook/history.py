"""How does a new row get into the history, and what a settlement read into the archive?

Rows that stand there are put back as they are: a history only grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.workbook.history_tables import TBL_ARCHIVE, TBL_HISTORY
from bonusmalus_core.workbook.layout import TableLayout, choice_label
from bonusmalus_core.workbook.port import Cell, Table, Workbook
from bonusmalus_core.workbook.reading.headers import read_headers
from bonusmalus_core.workbook.reading.vocabulary import Terms

PIECE = 30_000
"""Characters of the archive per cell, which holds 32,767."""


def append_history(workbook: Workbook, row: HistoryRow, language: str) -> None:
    """Adds the row below the others, its archive with it, and lets the sheet of the history be seen."""
    history = _table(workbook, TBL_HISTORY)
    _append(workbook, history, TBL_HISTORY, [history_cells(row, language)])
    _append(workbook, _table(workbook, TBL_ARCHIVE), TBL_ARCHIVE, list(archive_cells(row)))
    workbook.show(history.sheet)


def history_cells(row: HistoryRow, language: str) -> Mapping[str, Cell]:
    """What stands in each column of the history."""
    cells = {column.key: _cell(getattr(row, column.key)) for column in TBL_HISTORY.columns}
    return cells | {"event": choice_label(language, "event", row.event)}


def archive_cells(row: HistoryRow) -> Iterator[Mapping[str, Cell]]:
    """The rows of the archive that hold what a settlement read."""
    for number, start in enumerate(range(0, len(row.archive), PIECE), 1):
        text = row.archive[start : start + PIECE]
        yield {"period": Decimal(row.period), "version": Decimal(row.version), "piece": Decimal(number), "text": text}


def _cell(value: object) -> Cell:
    if isinstance(value, (Decimal, date)):
        return value
    return Decimal(value) if isinstance(value, int) else str(value or "") or None


def _table(workbook: Workbook, layout: TableLayout) -> Table:
    return next(table for name, table in workbook.tables().items() if name.casefold() == layout.name.casefold())


def _append(workbook: Workbook, table: Table, layout: TableLayout, rows: Sequence[Mapping[str, Cell]]) -> None:
    """The table with the rows below those that hold anything; columns that are not ours stay blank."""
    columns = read_headers(table, layout, Terms(), 0).columns
    fields = {position: name for name, position in columns.items()}
    kept = [row for row in table.rows if any(cell is not None for cell in row)]
    width = range(len(table.header))
    added = [tuple(row.get(fields.get(place, "")) for place in width) for row in rows]
    workbook.write_rows(table.name, [*kept, *added])
