"""What can stand in a cell, what may a worksheet function be given, and what does it answer?

Hosts turn their own types into these and back. A day is a `date`; hosts that hold days as numbers may pass the number,
which counts from 30 December 1899 as spreadsheets do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SheetError:
    """An error value of a spreadsheet; `code` is written as in Excel."""

    code: str


BLANK_OR_NOT_FOUND = SheetError("#N/A")
WRONG_ARGUMENT = SheetError("#VALUE!")
OUT_OF_RANGE = SheetError("#NUM!")
NOTHING_TO_DIVIDE_BY = SheetError("#DIV/0!")
NO_SUCH_FUNCTION = SheetError("#NAME?")

Value = None | bool | int | float | Decimal | str | date | SheetError
"""One cell; None is a blank one."""

Range = Sequence[Sequence[Value]]
"""Cells row by row; every row is as long as the first."""

Table = tuple[tuple[Value, ...], ...]
"""A range that is answered: it spills, or fills the cells of an array formula."""

Argument = Value | Range
"""What stands between the separators of a formula; None where nothing does."""

Answer = Value | Table
"""What a function gives: numbers as floats that show the exact decimal."""


class NoResult(Exception):
    """A function cannot answer: its cell shows `error`, and `why` is the key of the sentence that says the reason."""

    def __init__(self, error: SheetError, why: str = "", **facts: object) -> None:
        super().__init__(error.code, why, facts)
        self.error = error
        self.why = why
        self.facts = facts
