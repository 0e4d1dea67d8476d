"""What happens when a button of the ribbon is pressed?

The command acts on the workbook that it is given: several may be open, in several Excels. It ends with one message,
which whoever called it shows to the user.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from xlwings import Book

from bonusmalus_addin.excel import native
from bonusmalus_addin.excel.marks import mark
from bonusmalus_addin.excel.own import OWN
from bonusmalus_addin.excel.seat import ExcelSeat
from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.live import acting
from bonusmalus_core.hosts.live.closing import Closing
from bonusmalus_core.words import say

_LOG = logging.getLogger(__name__)
_CHECK = "check"


def act(name: str, book: Book, spoken: str, given: Mapping[str, Any] | None = None) -> str:
    """Carries out a command by its declared name, or one of Excel's own, and gives its closing message.

    `given` are options for which nobody need be asked. "" when the user thought better of it; KeyError when there is no
    such command.
    """
    carry_out = _own(OWN[name]) if name in OWN else _declared
    native.be_patient()
    try:
        closing = carry_out(ExcelSeat(book, spoken), name, given or {})
        if closing and closing.place:
            _show(book, *closing.place)
    except Exception as error:  # whatever it is, the user is told in one message
        if native.is_busy(error):
            return say(spoken, "excel", "busy")
        _LOG.exception("%s failed", name)
        return say(spoken, "excel", "failed", error=repr(error))
    return closing.message if closing else ""


def _declared(seat: ExcelSeat, name: str, given: Mapping[str, Any]) -> Closing | None:
    ended = acting.act(seat, name, given)
    if ended is None:
        return None
    closing, outcome = ended
    if name == _CHECK and outcome:
        mark(seat.book, outcome, seat.spoken)
    return closing


def _own(do: Callable[[Book, str], Closing]) -> Callable[[ExcelSeat, str, Mapping[str, Any]], Closing]:
    def carried_out(seat: ExcelSeat, _name: str, _given: Mapping[str, Any]) -> Closing:
        try:
            return do(seat.book, seat.spoken)
        except (FileRefused, WrongUsage) as error:
            return acting.refused(error, seat.spoken)

    return carried_out


def _show(book: Book, sheet: str, cell: str | None) -> None:
    """Goes to a sheet, and to a cell on it; a hidden sheet stays hidden."""
    found = book.sheets[sheet]
    if found.visible:
        native.go_to(found.range(cell) if cell else found.range((1, 1)))
