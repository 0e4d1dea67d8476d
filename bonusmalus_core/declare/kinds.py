"""Which kinds of argument does a worksheet function or a command take?

annotation   a host passes                    the function gets
Number       one cell                         an exact fraction
Numbers      a range, by rows or by columns   its fractions in reading order, None for blanks
Grid         a range                          its rows of such numbers
Text         one cell                         a text without blanks around it
Texts        a range                          the words in it, also those that stand in one cell
Date         one cell                         a day
Dates        a range                          its days in reading order, without the blanks
Flag         one cell                         true or false
Cell, Cells  one cell, a range                what stands there, errors too
Path         one cell                         a file or folder to read (commands only)
Opened       another contract workbook        the workbook (commands only)
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from bonusmalus_core.declare.values import Table, Value

Number = Fraction
Numbers = tuple[Fraction | None, ...]
Grid = tuple[tuple[Fraction | None, ...], ...]
Text = str
Texts = tuple[str, ...]
Date = date
Dates = tuple[date, ...]
Flag = bool
Cell = Value
Cells = Table


class Opened:
    """Stands for a second workbook: hosts open it, and the command gets the `Workbook` itself."""


class Kind(Enum):
    """What stands in an argument: one cell, or many where `is_range`.

    Where one cell is expected, a range gives one answer per cell.
    """

    NUMBER = "number", False
    NUMBERS = "numbers", True
    GRID = "grid", True
    TEXT = "text", False
    TEXTS = "texts", True
    DATE = "date", False
    DATES = "dates", True
    FLAG = "flag", False
    CELL = "cell", False
    CELLS = "cells", True
    PATH = "path", False
    WORKBOOK = "workbook", False

    def __init__(self, label: str, is_range: bool) -> None:
        self.label = label
        self.is_range = is_range


KINDS: dict[Any, Kind] = {
    Number: Kind.NUMBER,
    Numbers: Kind.NUMBERS,
    Grid: Kind.GRID,
    Text: Kind.TEXT,
    Texts: Kind.TEXTS,
    Date: Kind.DATE,
    Dates: Kind.DATES,
    Flag: Kind.FLAG,
    Cell: Kind.CELL,
    Cells: Kind.CELLS,
    Path: Kind.PATH,
    Opened: Kind.WORKBOOK,
}
"""The kind that each annotation stands for."""
