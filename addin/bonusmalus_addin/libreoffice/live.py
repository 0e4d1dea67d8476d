"""How does a command of the menu act on the open document, from the first question to the closing message?

It changes nothing unless it is carried out to the end, and then in one undo step. This module needs the packages.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bonusmalus_addin.libreoffice.asking import Options, completed
from bonusmalus_addin.libreoffice.book import UnoWorkbook
from bonusmalus_addin.libreoffice.closing import Closing, closing
from bonusmalus_addin.libreoffice.desk import Desk
from bonusmalus_addin.libreoffice.dialogs import ask_file
from bonusmalus_addin.libreoffice.documents import name_of
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.offering import Command, carry_out, label
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.words import say
from bonusmalus_core.workbook.read import is_contract

_EXPORT = "export"


def act(desk: Desk, name: str, given: Options) -> Closing | None:
    """Carries out the command; None when the user thought better of it."""
    command = COMMANDS[name]
    try:
        return _done(desk, command, given)
    except WrongUsage as error:
        return Closing(say(desk.spoken, "files", f"usage.{error.code}", **error.facts), done=False)
    except FileRefused as error:
        return Closing(say(desk.spoken, "files", error.code, **error.facts), done=False)


def _done(desk: Desk, command: Command, given: Options) -> Closing | None:
    workbook = _contract(desk, command) if command.acts_on_workbook else None
    chosen = completed(desk, command, workbook, given)
    if chosen is None:
        return None
    options = _with_workbooks(command, _typed(command, chosen))
    progress = desk.progress(label(command, desk.spoken))
    try:
        progress.setValue(1)
        outcome = carry_out(command, workbook, options)
        progress.setValue(2)
        if workbook and command.writes and not outcome.refused:
            workbook.save()
    finally:
        progress.end()
    if command.name == _EXPORT and not outcome.refused:
        return _exported(desk, command, outcome, options.get("file"))
    if outcome.made:
        desk.open(outcome.made)
    return closing(outcome, desk.spoken)


def _contract(desk: Desk, command: Command) -> UnoWorkbook:
    """The open contract, every formula calculated: what was calculated before it was saved may be out of date."""
    document = desk.document
    if not is_contract(UnoWorkbook(document, "")):
        raise FileRefused("file.not-a-contract", name_of(document))
    document.calculateAll()
    return UnoWorkbook(document, label(command, desk.spoken))


def _typed(command: Command, chosen: Options) -> Options:
    """The options with their numbers, which may come as text; what is none is left for the command to refuse."""
    numbers = {each.name for each in command.options if each.kind is Kind.NUMBER}
    return {name: _number(text) if name in numbers else text for name, text in chosen.items()}


def _with_workbooks(command: Command, options: Options) -> Options:
    """The options with the other contracts opened; they come as the paths of closed files."""
    others = {each.name for each in command.options if each.kind is Kind.WORKBOOK} & options.keys()
    return dict(options) | {name: _closed(Path(options[name])) for name in others}


def _closed(path: Path) -> XlsxWorkbook:
    workbook = XlsxWorkbook(path)
    if not is_contract(workbook):
        raise FileRefused("file.not-a-contract", path)
    return workbook


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _exported(desk: Desk, command: Command, outcome: Outcome, path: str | None) -> Closing | None:
    """The data go into a file; where nobody is asked and none was named, they are the message."""
    data = json.dumps(outcome.data, ensure_ascii=False, indent=1) + "\n"
    if path is None and not desk.attended:
        return Closing(data, done=True)
    chosen = path or ask_file(desk, label(command, desk.spoken), "bonus-malus.json")
    if chosen is None:
        return None
    try:
        Path(chosen).write_text(data, encoding="utf-8")
    except OSError as error:
        raise FileRefused("file.not-written", chosen, reason=error.strerror or str(error)) from error
    return closing(outcome, desk.spoken)
