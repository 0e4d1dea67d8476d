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
from bonusmalus_addin.excel.work import Work, begun, ended, written
from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.live import acting
from bonusmalus_core.hosts.live.closing import Closing
from bonusmalus_core.words import say

_LOG = logging.getLogger(__name__)
_CHECK = "check"

_PATIENCE = 1.0
"""Seconds that Excel waits for a command; most need no more, and one that does is asked about again."""

_AT_WORK: list[Work] = []
"""The command that is being worked out: one at most, for whichever Excel."""


def act(
    name: str, book: Book, spoken: str, given: Mapping[str, Any] | None = None, patience: float | None = None
) -> str:
    """Carries out a command by its declared name, or one of Excel's own, and gives its closing message.

    `given` are options for which nobody need be asked. "" when the user thought better of it. After `patience` seconds,
    if any, names.RUNNING and how far it is: `go_on` then gives the end. KeyError when there is no such command.
    """

    def carry_out() -> str:
        seat = ExcelSeat(book, book.app, spoken)
        return _own(seat, name) if name in OWN else _begun(seat, name, given, patience)

    return _told(spoken, name, carry_out)


def press(name: str, book: Book, spoken: str) -> str:
    """What a button gives: as `act`, with as much patience as a user has."""
    return act(name, book, spoken, patience=_PATIENCE)


def go_on(asking: Book) -> str:
    """The end of the command that is at work, or how far it is; "" when none is in the Excel of the workbook."""
    if not _AT_WORK:
        return ""
    (work,) = _AT_WORK

    def go() -> str:
        if work.excel != asking.app.pid:
            return ""
        return _end() if work.is_done() else _running(work)

    return _told(work.seat.spoken, work.ready.command.name, go)


def _told(spoken: str, name: str, do: Callable[[], str]) -> str:
    """What is told of it, whatever happens: always one message."""
    try:
        with native.patient():
            return do()
    except (FileRefused, WrongUsage) as error:
        return acting.refused(error, spoken).message
    except Exception as error:
        if native.is_busy(error):
            return say(spoken, "excel", "busy")
        _LOG.exception("%s failed", name)
        return say(spoken, "excel", "failed", error=repr(error))


def _own(seat: ExcelSeat, name: str) -> str:
    return _shown(seat.book, OWN[name](seat.book, seat.spoken))


def _begun(seat: ExcelSeat, name: str, given: Mapping[str, Any] | None, patience: float | None) -> str:
    """Begins a command; while another one is at work, or its end was not yet asked for, tells that instead."""
    for before in _AT_WORK:
        if before.is_done() and before.excel == seat.app.pid:
            return go_on(seat.book)
        if not before.is_done() or native.is_open(before.seat.book):
            return say(seat.spoken, "excel", "running", title=before.title, book=before.name, seconds=before.seconds)
    _AT_WORK.clear()
    work = begun(seat, name, given or {})
    if work is None:
        return ""
    _AT_WORK.append(work)
    return _end(left_alone=False) if work.is_done(patience) else _running(work)


def _end(*, left_alone: bool = True) -> str:
    """The end of the command at work, or that Excel is too busy for it: then what was found is kept."""
    is_over = True
    try:
        _AT_WORK[:] = [written(work, left_alone=left_alone) for work in _AT_WORK]
        return _closing(_AT_WORK[0])
    except Exception as error:
        is_over = not native.is_busy(error)
        if is_over:
            raise
        return names.RUNNING + say(_AT_WORK[0].seat.spoken, "excel", "kept", title=_AT_WORK[0].title)
    finally:
        if is_over:
            _AT_WORK.pop().progress.end()


def _closing(work: Work) -> str:
    """The closing message; the cells that a check found are marked."""
    ending = ended(work)
    if ending is None:
        return ""
    closing, outcome = ending
    if work.ready.command.name == _CHECK and outcome:
        mark(work.seat.book, outcome, work.seat.spoken)
    return _shown(work.seat.book, closing)


def _running(work: Work) -> str:
    return names.RUNNING + say(work.seat.spoken, "excel", "progress", title=work.title, seconds=work.seconds)


def _shown(book: Book, closing: Closing) -> str:
    """The message, once Excel shows the sheet and cell that it is about; a hidden sheet stays hidden."""
    if closing.place:
        sheet, cell = closing.place
        found = book.sheets[sheet]
        if found.visible:
            native.go_to(found.range(cell) if cell else found.range((1, 1)))
    return closing.message
