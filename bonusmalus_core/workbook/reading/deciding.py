"""Can an amount depend on a column, and could a cell that stands under another name be its own?"""

from __future__ import annotations

from bonusmalus_core.calc.canonical import TERMS, UNREAD
from bonusmalus_core.model.limits import MONTHS
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.reading.cells import Fault, is_blank, read_cell
from bonusmalus_core.workbook.reading.vocabulary import Terms


def decides(section: str, column: Column) -> bool:
    """Whether another name for the column is never passed over, and its cells tell it from others.

    Its words tell a choice; of other columns those count that a settlement reads.
    """
    if column.kind is Kind.CHOICE:
        return True
    if column.kind in (Kind.TEXT, Kind.CODE):
        return False
    return column.key in TERMS if section == "contract" else column.key not in UNREAD.get(section, {column.key})


def fits(cell: Cell, column: Column, terms: Terms) -> bool:
    """Whether the cell says what the column asks for; a count beyond all months is one of something else."""
    if is_blank(cell):
        return False
    value = read_cell(cell, column, terms)
    return not isinstance(value, Fault) and not (isinstance(value, int) and value > MONTHS)
