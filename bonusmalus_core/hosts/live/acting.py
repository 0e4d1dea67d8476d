"""How is a command carried out on an open workbook, from the first question to the closing message?

It changes nothing unless it is carried out to the end. This module needs the packages of the product.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.offering import Command, carry_out, label
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.live.asking import Options, completed
from bonusmalus_core.hosts.live.closing import Closing, closing
from bonusmalus_core.hosts.live.seat import Seat
from bonusmalus_core.hosts.opening import opened
from bonusmalus_core.words.refusals import refusal
from bonusmalus_core.workbook.port import Workbook

Ending = tuple[Closing, Outcome | None]
"""What the user is told, and what came of the command; a refused file or a wrong question has no outcome."""

_UNASKED: Mapping[str, Options] = {"check": {"severity": "info", "write_": True}, "balance": {"write_": True}}
"""Options for which nobody is asked: in an open workbook, what was found is written where it can be read."""


@dataclass(frozen=True)
class Ready:
    """A command that needs no more of its user: what it acts on, and its options."""

    command: Command
    workbook: Workbook | None
    options: Options


def act(seat: Seat, name: str, given: Options) -> Ending | None:
    """Carries out the command while its user waits, and tells its end; None when the user thought better of it.

    KeyError when there is no such command.
    """
    try:
        ready = prepared(seat, name, given)
        return _done(seat, ready) if ready else None
    except (FileRefused, WrongUsage) as error:
        return refused(error, seat.spoken), None


def prepared(seat: Seat, name: str, given: Options) -> Ready | None:
    """Reads the workbook and asks what is still open; None when the user thinks better of it."""
    command = COMMANDS[name]
    _refuse_unknown(command, given)
    workbook = _contract(seat, command) if command.acts_on_workbook else None
    asked = completed(seat, command, workbook, {**_UNASKED.get(name, {}), **given})
    return Ready(command, workbook, _typed(command, asked)) if asked is not None else None


def is_to_save(command: Command, outcome: Outcome) -> bool:
    """Whether what the command wrote is to stay in the workbook."""
    return command.writes and not outcome.refused


def ended(seat: Seat, ready: Ready, outcome: Outcome) -> Ending | None:
    """Saves, keeps data or a text for paper, opens what was made; None when the user wants no file of it."""
    if ready.workbook and is_to_save(ready.command, outcome):
        ready.workbook.save()
    if not outcome.refused and (ready.command.gives_data or outcome.paper):
        keep = _kept if ready.command.gives_data else _on_paper
        kept = keep(seat, ready.command, outcome, ready.options.get("file"))
        return (kept, outcome) if kept else None
    if outcome.made:
        seat.open(outcome.made)
    return closing(outcome, seat.spoken), outcome


def refused(error: FileRefused | WrongUsage, spoken: str) -> Closing:
    """What the user is told of a refused file, or of a question without an answer."""
    return Closing(refusal(error, spoken), done=False)


def _done(seat: Seat, ready: Ready) -> Ending | None:
    progress = seat.progress(label(ready.command, seat.spoken))
    try:
        progress.step(1)
        outcome = carry_out(ready.command, ready.workbook, ready.options)
        progress.step(2)
        return ended(seat, ready, outcome)
    finally:
        progress.end()


def _refuse_unknown(command: Command, given: Options) -> None:
    """WrongUsage for an option that the command has not: as_off for as_of would settle as of today."""
    keeps = ["file"] if command.gives_data or command.prints else []
    known = [*(each.name for each in command.options), *keeps]
    for name in given:
        if name not in known:
            raise WrongUsage("option-unknown", found=name, known=", ".join(known) or "–")


def _contract(seat: Seat, command: Command) -> Workbook | None:
    """The contract in the window; None where there is none and the command can do without."""
    try:
        return seat.contract(command)
    except FileRefused:
        if command.needs_workbook:
            raise
        return None


def _typed(command: Command, given: Options) -> Options:
    """The options, of which numbers and other workbooks come as text; what is no number the command will refuse."""
    kinds = {each.name: each.kind for each in command.options}
    return {name: _read(value, kinds.get(name)) for name, value in given.items()}


def _read(value: Any, kind: Kind | None) -> Any:
    if not isinstance(value, str):
        return value
    if kind is Kind.WORKBOOK:
        return opened(Path(value))
    try:
        return Decimal(value) if kind is Kind.NUMBER else value
    except InvalidOperation:
        return value


def _kept(seat: Seat, command: Command, outcome: Outcome, path: str | None) -> Closing | None:
    """The data go into a file; where nobody is asked and none was named, they are the message."""
    data = json.dumps(outcome.data, ensure_ascii=False, indent=1) + "\n"
    if path is None and not seat.attended:
        return Closing(data, done=True)
    chosen = path or seat.ask_file(label(command, seat.spoken), "bonus-malus.json")
    if chosen is None:
        return None
    try:
        Path(chosen).write_text(data, encoding="utf-8")
    except OSError as error:
        raise FileRefused("file.not-written", chosen, reason=error) from error
    return closing(outcome, seat.spoken)


def _on_paper(seat: Seat, command: Command, outcome: Outcome, path: str | None) -> Closing | None:
    """A text for paper becomes a workbook of its own, which the program opens and can print."""
    from bonusmalus_core.declare.drafting import put_new
    from bonusmalus_core.workbook.build.paper import build_document

    if outcome.paper is None or (path is None and not seat.attended):
        return closing(outcome, seat.spoken)
    chosen = path or seat.ask_file(label(command, seat.spoken), f"{outcome.paper.title}.xlsx")
    if chosen is None:
        return None
    put_new(Path(chosen), partial(build_document, outcome.paper))
    seat.open(Path(chosen))
    return Closing(outcome.message(seat.spoken), done=True)
