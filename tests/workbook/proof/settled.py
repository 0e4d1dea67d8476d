"""Workbooks that were settled, and what the engine says of them as they are, or with some cells changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bonusmalus_core.declare.settling import Refused, settle_workbook
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.port import Cell, Formula, Row, Table, letters

EARLY = date(2020, 1, 1)
"""A day on which nothing is due: the settlement is preliminary, and nothing comes into the history."""

CASES: Sequence[Mapping[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "settlement.json").read_text("utf-8")
)
BY_NAME = {case["name"]: case for case in CASES}

Change = Mapping[tuple[str, str], Cell]
"""Cells by sheet and address."""


@dataclass(frozen=True)
class Settled:
    """A workbook on disk whose period was settled."""

    path: Path
    period: int
    sheet: str
    tables: Mapping[str, Table]
    rows: Sequence[Row]

    def formulas(self) -> Iterator[tuple[str, str, Formula]]:
        """Every formula of the statement: the kind of its row, its address, and the formula."""
        for number, row in enumerate(self.rows, 1):
            for place, cell in enumerate(row.cells):
                if isinstance(cell, Formula):
                    yield row.kind, f"{letters(place + 2)}{number}", cell

    def changed(self, change: Change) -> Sequence[Row] | None:
        """The statement of the engine with these cells changed; None when it refuses."""
        tables = [_with(table, change) for table in self.tables.values()]
        workbook = MemoryWorkbook(*tables)
        if isinstance(settle_workbook(workbook, self.period, EARLY), Refused):
            return None
        return workbook.sheets[self.sheet]


def settled(agreement: Agreement, period: int, path: Path) -> Settled:
    """Builds the workbook of an agreement and settles a period of it."""
    build_workbook(agreement, path)
    return settled_file(path, period)


def settled_file(path: Path, period: int, as_of: date = EARLY) -> Settled:
    """Settles a period of a workbook."""
    workbook = XlsxWorkbook(path)
    tables = workbook.tables()
    done = settle_workbook(workbook, period, as_of)
    assert not isinstance(done, Refused), done.findings
    workbook.save()
    memory = MemoryWorkbook(*tables.values())
    settle_workbook(memory, period, as_of)
    ((sheet, rows),) = memory.sheets.items()
    return Settled(path, period, sheet, tables, rows)


def of_case(name: str, folder: Path) -> Settled:
    """The settled workbook of a case."""
    case = BY_NAME[name]
    path = folder / f"{list(BY_NAME).index(name)}.xlsx"
    return settled(Agreement.model_validate(case["case"]), case["period"], path)


def _with(table: Table, change: Change) -> Table:
    rows = [list(row) for row in table.rows]
    for row, cells in enumerate(rows):
        for column in range(len(cells)):
            key = (table.sheet, table.cell(row, column))
            if key in change:
                cells[column] = change[key]
    return replace(table, rows=tuple(map(tuple, rows)))
