"""What can be asked of an open workbook only, besides the declared commands?"""

from __future__ import annotations

import re
from collections.abc import Callable

from xlwings import Book

from bonusmalus_addin.excel import live, marks
from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.declare.wording import summary
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.closing import Closing
from bonusmalus_core.hosts.live.explaining import explained
from bonusmalus_core.words import say
from bonusmalus_core.workbook.places import Place
from bonusmalus_core.workbook.read import is_contract

_CALL = re.compile(r"\b(BM_[A-Z_]+)\(")


def _explain(book: Book, spoken: str) -> Closing:
    """Says what there is to say about the chosen cell: also, in any workbook, of a function of ours in it."""
    chosen = book.app.selection
    if chosen is None or chosen.sheet.book.name != book.name:
        return Closing(say(spoken, "live", "explain.nothing"), done=False)
    cell, workbook = chosen(1, 1), ExcelWorkbook(book)
    called = [FUNCTIONS[each] for each in _CALL.findall(str(cell.formula)) if each in FUNCTIONS]
    told = [f"{function.name}: {summary(function, spoken)}" for function in dict.fromkeys(called)]
    if not told and not is_contract(workbook):
        raise FileRefused("file.not-a-contract", book.name)
    if not told:
        told = [explained(workbook, Place(chosen.sheet.name, cell.get_address(False, False)))]
    return Closing("\n\n".join(told), done=True)


def _unmark(book: Book, spoken: str) -> Closing:
    """Takes the marks of the last check away."""
    return Closing(say(spoken, "excel", "unmark.done", count=marks.unmark(book)), done=True)


OWN: dict[str, Callable[[Book, str], Closing]] = {"formulas": live.insert, "explain": _explain, "unmark": _unmark}
"""Excel's own commands by name; each takes the workbook and the user's language."""
