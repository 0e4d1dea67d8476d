"""How is a declared command carried out on a file, and what is printed about it?"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from bonusmalus_core.declare import offering
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.offering import Command
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.declare.registry import Parameter
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.hosts.cli.delivery import taken
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.hosts.cli.output import print_findings, print_json, print_report
from bonusmalus_core.hosts.opening import opened
from bonusmalus_core.words import say
from bonusmalus_core.workbook.port import Workbook


def carry_out(given: Namespace) -> int:
    """Carries the command out, saves what it wrote unless it is a dry run, and prints what came of it."""
    command = COMMANDS[given.command]
    if command.prints and given.pdf:
        return _printed(command, given)
    workbook = opened(given.file) if command.acts_on_workbook and given.file else None
    outcome = offering.carry_out(command, workbook, _options(command, given))
    dry_run = command.writes and getattr(given, "dry_run", False)
    saves = bool(command.writes and workbook and not outcome.refused and not dry_run)
    if workbook and saves:
        workbook.save()
    is_kept = bool(outcome.made or (saves and (outcome.sheet or not outcome.report)))  # a report alone is to be seen
    with taken(outcome.message(spoken()) if is_kept else "", outcome.language):
        if command.gives_data or given.json:
            print_json(outcome.data)
        else:
            show(outcome, dry_run=dry_run)
    return 1 if outcome.refused or outcome.failed else 0


def _printed(command: Command, given: Namespace) -> int:
    """Carries the command out on a copy, and prints the sheet that it wrote."""
    from bonusmalus_core.hosts.printing import copied, print_sheet  # what starts programs takes its time

    opened(given.file)  # what is wrong with the file is said of it, not of the copy
    with copied(given.file, given.pdf) as copy:
        workbook = opened(copy)
        outcome = offering.carry_out(command, workbook, _options(command, given))
        sheet = None if outcome.refused else _paper(workbook, outcome, copy)
        if sheet:
            print_sheet(copy, sheet, given.pdf, outcome.language or spoken())
    printed = say(outcome.language or spoken(), "cli", "printed", path=given.pdf)
    with taken("" if outcome.refused else printed, outcome.language):
        if given.json:
            print_json(outcome.data)
        elif outcome.refused:
            show(outcome)
        else:
            print(printed)
    return 1 if outcome.refused else 0


def _paper(workbook: Workbook, outcome: Outcome, copy: Path) -> str | None:
    """What is to be printed, in the copy: the document of the outcome, or the sheet that the command wrote."""
    if outcome.paper:
        from bonusmalus_core.workbook.build.paper import build_document  # what builds workbooks takes its time

        return build_document(outcome.paper, copy)
    workbook.save()
    return outcome.sheet


def show(outcome: Outcome, *, dry_run: bool = False) -> None:
    """What came of a command, for people: the statement of a settled period or the findings, and one closing line."""
    language = outcome.language or spoken()
    if outcome.settled:
        from bonusmalus_core.hosts.cli.statement import print_statement  # tables are drawn for people only

        print_statement(outcome.settled.agreement, outcome.settled.settlement, outcome.locate)
    else:
        print_report(outcome.report)
        # The report of a check tells its findings itself; what was refused says why in any case.
        told = outcome.report and not outcome.refused
        print_findings(() if told else outcome.findings, language, outcome.locate)
    print(say(language, "cli", "dry-run") if dry_run and not outcome.refused else outcome.message(language))


def _option(option: Parameter, given: Namespace) -> Any:
    """What was typed, as a host passes it: words as one row, another contract opened."""
    typed = getattr(given, option.name)
    match option.kind:
        case Kind.TEXTS:
            return (tuple(typed),)
        case Kind.WORKBOOK:
            return typed and opened(typed)
    return typed


def _options(command: Command, given: Namespace) -> dict[str, Argument]:
    options: dict[str, Argument] = {option.name: _option(option, given) for option in command.options}
    if getattr(given, "wizard", False):
        from bonusmalus_core.hosts.cli.asking import completed  # only who asks for questions gets them

        return completed(options, spoken(otherwise="nl"))
    if options.get("language", "") is None and options.get("from_") is None:
        options["language"] = spoken(otherwise="nl")  # data of a contract bring their own language
    return options
