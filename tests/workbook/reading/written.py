"""How would somebody have typed an agreement into the tables of a workbook, in a given language?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import words
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout, choice_label, label
from bonusmalus_core.workbook.port import Cell, Table
from bonusmalus_core.workbook.sheets import MEASURES, SHEETS, TABLES, TBL_CONTRACT

Grid = list[list[Cell]]
KNOWN_MEASURES = MEASURES[1:]


def workbook(agreement: Agreement, language: str = "nl") -> MemoryWorkbook:
    """All tables of contract data, each on its sheet at B3."""
    return MemoryWorkbook(*tables(agreement, language).values())


def tables(agreement: Agreement, language: str = "nl") -> dict[str, Table]:
    """The tables by name."""
    return {
        layout.name: table(layout, sheet.key, grid(agreement, layout, language))
        for sheet in SHEETS
        for layout in sheet.tables
        if layout.section != "checks"
    }


def table(layout: TableLayout, sheet: str, rows: Sequence[Sequence[Cell]]) -> Table:
    """A table whose first row is the header."""
    header, *body = rows
    return Table(layout.name, sheet, 3, 2, tuple(map(str, header)), tuple(map(tuple, body)))


def grid(agreement: Agreement, layout: TableLayout, language: str) -> Grid:
    """Header and rows of one table."""
    if layout is TBL_CONTRACT:
        return _contract(agreement, language)
    if layout.section == "levels":
        shares = agreement.contract.levels
        header = [label(language, "levels", "levels", level) for level in range(1, len(shares) + 1)]
        return [list(header), list(shares), [share * 10 for share in shares]]
    rows = [_values(record) for record in getattr(agreement, layout.section, ())]
    columns = list(_columns(layout, len(agreement.contract.levels)))
    further = list(dict.fromkeys(key for row in rows for key in row if key not in {c.key for c, _ in columns}))
    header = [label(language, layout.section, column.key, level) for column, level in columns]
    return [
        [*header, *(choice_label(language, "measure", key) if key in KNOWN_MEASURES else key for key in further)],
        *(
            [*(_cell(column, row.get(column.key), level, language) for column, level in columns)]
            + [row.get(key) for key in further]
            for row in rows
        ),
    ]


def _columns(layout: TableLayout, levels: int) -> list[tuple[Column, int | None]]:
    return [
        (column, level)
        for column in layout.columns
        for level in (range(1, levels + 1) if column.per_level else (None,))
    ]


def _values(record: Any) -> dict[str, Any]:
    values: dict[str, Any] = {("from" if key == "from_" else key): value for key, value in record}
    measures: dict[str, Any] = values.pop("measures", {})
    return values | measures


def _contract(agreement: Agreement, language: str) -> Grid:
    contract = dict(agreement.contract)
    contract |= {f"holidays_{key}": value for key, value in contract["holidays"]}
    header: list[Cell] = [label(language, "contract", key) for key in ("key", "label", "value", "help")]
    rows: Grid = [
        [column.key, label(language, "contract", column.key), _cell(column, contract[column.key], None, language), "…"]
        for column in TBL_CONTRACT.columns
    ]
    return [header, *rows]


def _cell(column: Column, value: Any, level: int | None, language: str) -> Cell:
    if level is not None:
        value = value[level - 1] if value else None
    if value is None:
        return words(language, "choices")["none"] if column.none else None
    typed = _TYPED[column.kind](column, value, language) if column.kind in _TYPED else value
    return None if typed == "" else typed


def _choice(column: Column, value: str, language: str) -> Cell:
    return choice_label(language, column.key, value) if value in column.choices else value


def _choices(column: Column, value: Sequence[str], language: str) -> Cell:
    return ", ".join(choice_label(language, column.key, choice) for choice in value)


def _codes(_column: Column, value: str | Sequence[str], language: str) -> Cell:
    return words(language, "choices")["all"] if value == "all" else "; ".join(value)


def _dates(_column: Column, value: Sequence[date], _language: str) -> Cell:
    return "; ".join(map(str, value))


def header_of(name: str, field: str, language: str = "nl") -> str:
    """The header of a field ("weight", "thresholds.3"), or of a contract table's own column ("value")."""
    key, _, level = field.partition(".")
    return label(language, TABLES[name].section, key, int(level) if level else None)


def changed(tables: Mapping[str, Table], name: str, field: str, row: int, cell: Cell) -> dict[str, Table]:
    """The tables with one cell typed over; the row is 0-based and may be the first below the table."""
    held, header = tables[name], header_of(name, field)
    rows = [list(cells) for cells in held.rows] + [[None] * len(held.header)] * (row == len(held.rows))
    rows[row][held.header.index(header)] = cell
    return {**tables, name: replace(held, rows=tuple(map(tuple, rows)))}


def renamed(tables: Mapping[str, Table], name: str, field: str, new: str) -> dict[str, Table]:
    """The tables with one header typed over."""
    held, header = tables[name], header_of(name, field)
    return {**tables, name: replace(held, header=tuple(new if old == header else old for old in held.header))}


def without(tables: Mapping[str, Table], name: str, field: str) -> dict[str, Table]:
    """The tables without one column."""
    held, header = tables[name], header_of(name, field)
    gone = held.header.index(header)
    rows = tuple(tuple(cell for place, cell in enumerate(row) if place != gone) for row in held.rows)
    return {**tables, name: replace(held, header=tuple(h for h in held.header if h != header), rows=rows)}


def with_column(tables: Mapping[str, Table], name: str, header: str, cells: Sequence[Cell]) -> dict[str, Table]:
    """The tables with one more column."""
    held = tables[name]
    rows = tuple((*row, cell) for row, cell in zip(held.rows, cells, strict=True))
    return {**tables, name: replace(held, header=(*held.header, header), rows=rows)}


_TYPED: Mapping[Kind, Callable[[Column, Any, str], Any]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.CODES: _codes,
    Kind.COUNT: lambda _column, value, _language: Decimal(value),
    Kind.DATES: _dates,
    Kind.MONTH: lambda _column, value, _language: value.first,
    Kind.FLAG: lambda _column, value, language: choice_label(language, "flag", str(value).lower()),
}
