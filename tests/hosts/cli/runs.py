"""How do tests type a command and read what it prints?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bonusmalus_core.hosts.cli import main
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.workbook.port import Written
from bonusmalus_core.workbook.read import read_agreement


@dataclass(frozen=True)
class Run:
    """What a command gave: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Run]
"""Types a command, word by word."""


def typed(capsys: Any, *words: object) -> Run:
    """The command carried out in this process; argparse's own exit is an exit code too."""
    capsys.readouterr()
    try:
        code = main([str(word) for word in words])
    except SystemExit as left:
        code = int(left.code or 0)
    printed = capsys.readouterr()
    return Run(code, printed.out, printed.err)


def contract_file(folder: Path, data: object) -> Path:
    """Contract data as a file."""
    path = folder / "contract.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def history(path: Path) -> tuple[HistoryRow, ...]:
    """The rows of the history as a workbook holds them."""
    agreement = read_agreement(XlsxWorkbook(path)).agreement
    assert agreement is not None
    return agreement.history


def edit(path: Path, table: str, row: int, column: str, value: Written) -> None:
    """Types a value into a cell of a table, as any program would: `row` counts from 0."""
    book = XlsxWorkbook(path)
    found = book.tables()[table]
    book.write_cells(found.sheet, {found.cell(row, found.header.index(column)): value})
    book.save()
