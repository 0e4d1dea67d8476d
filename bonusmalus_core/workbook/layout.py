"""What are a sheet, a table and a column of a contract workbook made of?

The words are data: labels and help of `column` in `table` stand in `words/<language>/fields.json` under "table.column"
and "table.column.help", those of its choices in `choices.json` under "column.choice".
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from bonusmalus_core.words import words


class Kind(StrEnum):
    """What a cell holds. Shares are fractions: 82 % is 0.82. Lists are separated by commas or semicolons."""

    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    CHOICES = "choices"
    CODES = "codes"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    COUNT = "count"
    DATE = "date"
    DATES = "dates"
    MONTH = "month"
    FLAG = "flag"


class Column(NamedTuple):
    """A column of a table, or a field of the contract sheet; `key` is the field of the model that it holds.

    `rare` columns are grouped and collapsed, `result` columns are formulas or written by a command, a `per_level`
    column stands once per impact level. `none` says that the field can be agreed away with the word for none, `every`
    that it takes the word for all KPIs. An `aside` column decides nothing: a mistake in it stops nothing, and whoever
    lacks it lacks nothing. A command writes days in a `written` one: what it wrote is read, also after another program
    dropped the look of days.
    """

    key: str
    kind: Kind
    width: float = 12
    choices: tuple[str, ...] = ()
    required: bool = False
    rare: bool = False
    result: bool = False
    per_level: bool = False
    none: bool = False
    every: bool = False
    aside: bool = False
    written: bool = False


class TableLayout(NamedTuple):
    """An Excel table: `name` is constant, `section` is its key in contract data."""

    name: str
    section: str
    columns: tuple[Column, ...]
    required: bool = True

    def column(self, key: str) -> Column:
        """The column with that key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


class SheetLayout(NamedTuple):
    """A sheet and its tables, from left to right or from top to bottom; hidden ones appear when they are needed."""

    key: str
    tables: tuple[TableLayout, ...] = ()
    visible: bool = True


def label(language: str, section: str, column: str, level: int | None = None) -> str:
    """The header of a column, or the label of a contract field; per-level columns carry their number."""
    return words(language, "fields")[f"{section}.{column}"].format(n=level)


def choice_label(language: str, column: str, choice: str) -> str:
    """The word that a drop-down shows for a choice."""
    return words(language, "choices")[f"{column}.{choice}"]
