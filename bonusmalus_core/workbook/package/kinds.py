"""How does a result sheet take new rows that look like the old ones of their kind?

Column A, hidden, says what kind of row each is. Every kind keeps one row as its pattern: when none of its rows is
written, a spare one is kept hidden below the others, marked "~kind" ("~~kind" if its rows are hidden themselves).
`lines` does so with a part that is written as usual, `laying` with any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bonusmalus_core.workbook.package.parts import TablePart
from bonusmalus_core.workbook.port import Row, Written

SPARE = "~"
KIND_COLUMN = 1


def bare(kind: str) -> str:
    """The kind without the mark of a spare row."""
    return kind.lstrip(SPARE)


def stays_hidden(kind: str) -> bool:
    """Whether rows of the kind are hidden themselves, where its first row is: one that is spare only comes to light."""
    return not kind.startswith(SPARE) or kind.startswith(2 * SPARE)


def spares(patterns: Mapping[str, bool], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows to keep of the kinds that are not written; `patterns` says of each kind whether its rows are hidden."""
    written = {row.kind for row in rows}
    return (Row((2 if hidden else 1) * SPARE + kind, ()) for kind, hidden in patterns.items() if kind not in written)


def columns_of(styles: Mapping[int, str | None], values: Mapping[int, Written]) -> list[int]:
    """The columns in which a row has a cell: what has neither a look nor a content is no cell, however often written.

    >>> columns_of({1: "3", 2: "0"}, {2: None, 3: "FCR", 4: ""})
    [1, 3]
    """
    plain = (None, "0")
    held = (column for column, written in values.items() if written is not None and written != "")
    return sorted({*held, *(column for column, style in styles.items() if style not in plain)})


def moved(table: TablePart, kinds: dict[int, str], rows: Sequence[Row]) -> TablePart:
    """The table at its new rows. ValueError when `rows` lack its header, a body row below it, or one of its columns."""
    head, body = (bare(kinds.get(row, "")) for row in (table.area.top, table.body.top))
    heads = [number for number, row in enumerate(rows) if row.kind == head]
    if not table.header_rows or not head or not body or not heads:
        raise ValueError(f"no row of kind {head!r} for the header of {table.name}")
    length = 0
    while heads[0] + 1 + length < len(rows) and rows[heads[0] + 1 + length].kind == body:
        length += 1
    if not length:
        raise ValueError(f"no row of kind {body!r} below the header of {table.name}")
    top = heads[0] + 1
    area = replace(table.area, top=top, bottom=top + length)
    cells = dict(enumerate(rows[heads[0]].cells, KIND_COLUMN + 1))
    columns = tuple(_header(cells.get(column)) for column in area.columns())
    return replace(table, area=area, totals_rows=0, columns=columns)


def _header(text: object) -> str:
    if not isinstance(text, str) or not text:
        raise ValueError(f"{text!r} cannot head a table's column")
    return text
