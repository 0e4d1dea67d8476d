"""How is a command carried out without keeping Excel waiting?

Excel waits while the workbook is read and its user is asked. What follows is worked out on a copy of the tables, in a
thread that touches nothing of Excel's. Whoever asks for the end waits as long as he likes, and may come back: what was
found is then written in one go, but not into tables that are no longer those that were read. As long as Excel takes no
call, it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from threading import Thread
from time import monotonic
from typing import Any

from bonusmalus_addin.excel import native
from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_addin.excel.seat import ExcelSeat, StatusBar
from bonusmalus_addin.excel.working_copy import WorkingCopy
from bonusmalus_core.declare.offering import carry_out, label
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live import acting


@dataclass(frozen=True)
class Work:
    """A command that is being worked out for a seat.

    `copy` is what it works on, None once that is written or where there is nothing to write. `excel` is the process of
    its Excel and `name` its workbook's, which may both be gone by now; `since` when, on the clock that only runs
    forward. `ending` is known once everything is written, so that nothing is asked or made twice.
    """

    seat: ExcelSeat
    ready: acting.Ready
    copy: WorkingCopy | None
    outcome: Future[Outcome]
    excel: int
    name: str
    since: float
    progress: StatusBar
    ending: acting.Ending | None = None

    @property
    def title(self) -> str:
        """What stood on the button."""
        return label(self.ready.command, self.seat.spoken)

    @property
    def seconds(self) -> int:
        """How long it has been going on."""
        return int(monotonic() - self.since)

    def is_done(self, patience: float | None = 0) -> bool:
        """Whether it is worked out, by now or after so many seconds; None waits for it."""
        return bool(wait([self.outcome], patience).done)


def begun(seat: ExcelSeat, name: str, given: Mapping[str, Any]) -> Work | None:
    """The command at work, after its user was asked; None when he thought better of it.

    Raises:
        FileRefused, WrongUsage: It cannot begin.
    """
    ready = acting.prepared(seat, name, given)
    if ready is None:
        return None
    copy = WorkingCopy(ready.workbook.tables()) if ready.workbook else None
    progress = seat.progress(label(ready.command, seat.spoken))
    progress.step(1)
    outcome = _beside(lambda: carry_out(ready.command, copy, ready.options))
    return Work(seat, ready, copy, outcome, seat.app.pid, seat.book.name, monotonic(), progress)


def written(work: Work, *, left_alone: bool) -> Work:
    """The work once what was found stands in the workbook; `left_alone` says that Excel's user could go on meanwhile.

    What went wrong in the thread goes wrong here.

    Raises:
        FileRefused: The workbook was closed, or has other figures than those that were read: nothing was written.
    """
    outcome = work.outcome.result()
    if work.copy is None:
        return work
    if left_alone and not native.is_open(work.seat.book):
        raise FileRefused("file.closed", work.name, title=work.title)
    work.progress.step(2)
    if acting.is_to_save(work.ready.command, outcome):
        workbook = ExcelWorkbook(work.seat.book)
        if left_alone and workbook.tables() != work.copy.tables():
            raise FileRefused("file.changed", work.name)
        work.copy.write_into(workbook)
        workbook.save()
    return replace(work, copy=None)


def ended(work: Work) -> Work:
    """The work with its ending; without one when the user wants no file of the data."""
    if work.ending:
        return work
    ready = replace(work.ready, workbook=None)
    return replace(work, ending=acting.ended(work.seat, ready, work.outcome.result()))


def _beside(work: Callable[[], Outcome]) -> Future[Outcome]:
    """The work in a thread of its own, which ends with Python: nobody waits for it when Excel has gone."""
    outcome = Future[Outcome]()

    def carried_out() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # whoever asks for the outcome meets it
            outcome.set_exception(error)

    Thread(target=carried_out, daemon=True).start()
    return outcome
