"""How is a command carried out without keeping Excel waiting?

Excel waits while the workbook is read and its user is asked. What follows is worked out on a copy of the tables, in a
thread that touches nothing of Excel's. Whoever asks for the end waits as long as he likes, and may come back: what was
found is then written in one go, but not into tables that are no longer those that were read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass
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

    `name` is its workbook's, which may be closed by now; `since` when, on the clock that only runs forward.
    """

    seat: ExcelSeat
    ready: acting.Ready
    copy: WorkingCopy | None
    outcome: Future[Outcome]
    name: str
    since: float
    progress: StatusBar

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
    return Work(seat, ready, copy, outcome, seat.book.name, monotonic(), progress)


def ended(work: Work, *, left_alone: bool) -> acting.Ending | None:
    """Writes what was found, and tells the end; `left_alone` says that Excel's user could go on meanwhile.

    None when the user wants no file of the data. What went wrong in the thread goes wrong here.
    """
    try:
        if left_alone and not native.is_open(work.seat.book):
            raise FileRefused("file.closed", work.name, title=work.title)
        outcome = work.outcome.result()
        work.progress.step(2)
        _write(work, outcome, left_alone=left_alone)
        return acting.ended(work.seat, work.ready, outcome)
    finally:
        work.progress.end()


def _write(work: Work, outcome: Outcome, *, left_alone: bool) -> None:
    """Passes on what the command wrote; FileRefused (file.changed) when it had read something else."""
    workbook, copy = work.ready.workbook, work.copy
    if workbook and copy and acting.is_to_save(work.ready.command, outcome):
        if left_alone and ExcelWorkbook(work.seat.book).tables() != copy.tables():
            raise FileRefused("file.changed", work.name)
        copy.write_into(workbook)


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
