"""What happens when a button of the ribbon is pressed?

The command acts on the workbook that it is given: several may be open, in several Excels. It ends with one message,
which whoever called it shows to the user. One that takes long is at work while Excel is free, and only one at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from xlwings import Book

from bonusmalus_addin.excel import names, native
from bonusmalus_addin.excel.marks import mark
from bonusmalus_addin.excel.own import OWN
from bonusmalus_addin.excel.seat import ExcelSeat
from bonusmalus_addin.excel.work import Work, begun, ended
from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.live import acting
from bonusmalus_core.hosts.live.closing import Closing
from bonusmalus_core.words import say

_LOG = logging.getLogger(__name__)
_CHECK = "check"

_PATIENCE = 1.0
"""Seconds that Excel waits for a command; most need no more, and one that does is asked about again."""

_Do = Callable[[], Closing | str | None]

_AT_WORK: list[Work] = []
"""The command that is being worked out: one at most, for whichever Excel."""


def act(
    name: str, book: Book, spoken: str, given: Mapping[str, Any] | None = None, patience: float | None = None
) -> str:
    """Carries out a command by its declared name, or one of Excel's own, and gives its closing message.

    `given` are options for which nobody need be asked. "" when the user thought better of it. After `patience` seconds,
    if any, names.RUNNING and how far it is: `go_on` then gives the end. KeyError when there is no such command.
    """
    seat = ExcelSeat(book, spoken)
    return _told(seat, name, (lambda: _own(seat, name)) if name in OWN else lambda: _begun(seat, name, given, patience))


def press(name: str, book: Book, spoken: str) -> str:
    """What a button gives: as `act`, with as much patience as a user has."""
    return act(name, book, spoken, patience=_PATIENCE)


def go_on() -> str:
    """The end of the command that is at work, or how far it is; "" when there is none."""
    if not _AT_WORK:
        return ""
    (work,) = _AT_WORK
    return _told(
        work.seat, work.ready.command.name, lambda: _end(left_alone=True) if work.is_done() else _running(work)
    )


def _told(seat: ExcelSeat, name: str, do: _Do) -> str:
    """What is told of it, whatever happens: always one message, and the place that it is about is shown."""
    native.be_patient()
    try:
        closing = do()
        if isinstance(closing, Closing) and closing.place:
            _show(seat.book, *closing.place)
    except (FileRefused, WrongUsage) as error:
        return acting.refused(error, seat.spoken).message
    except Exception as error:
        if native.is_busy(error):
            return say(seat.spoken, "excel", "busy")
        _LOG.exception("%s failed", name)
        return say(seat.spoken, "excel", "failed", error=repr(error))
    return closing.message if isinstance(closing, Closing) else closing or ""


def _own(seat: ExcelSeat, name: str) -> Closing:
    return OWN[name](seat.book, seat.spoken)


def _begun(seat: ExcelSeat, name: str, given: Mapping[str, Any] | None, patience: float | None) -> Closing | str | None:
    """Begins a command; while another one is at work, or its end was not yet asked for, tells that instead."""
    for before in _AT_WORK:
        is_done, is_open = before.is_done(), native.is_open(before.seat.book)
        if is_done and is_open and before.seat.book.app == seat.book.app:
            return go_on()
        if is_open or not is_done:
            return say(seat.spoken, "excel", "running", title=before.title, book=before.name, seconds=before.seconds)
    _AT_WORK.clear()
    work = begun(seat, name, given or {})
    if work is None:
        return None
    _AT_WORK.append(work)
    return _end(left_alone=False) if work.is_done(patience) else _running(work)


def _end(*, left_alone: bool) -> Closing | None:
    work = _AT_WORK.pop()
    ending = ended(work, left_alone=left_alone)
    if ending is None:
        return None
    closing, outcome = ending
    if work.ready.command.name == _CHECK and outcome:
        mark(work.seat.book, outcome, work.seat.spoken)
    return closing


def _running(work: Work) -> str:
    return names.RUNNING + say(work.seat.spoken, "excel", "progress", title=work.title, seconds=work.seconds)


def _show(book: Book, sheet: str, cell: str | None) -> None:
    """Goes to a sheet, and to a cell on it; a hidden sheet stays hidden."""
    found = book.sheets[sheet]
    if found.visible:
        native.go_to(found.range(cell) if cell else found.range((1, 1)))
