"""What does the reference say about the commands?"""

from __future__ import annotations

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import Command, group_label, label, option_help, summary
from bonusmalus_core.hosts.cli.parser import parsers
from bonusmalus_core.words import LANGUAGES, words
from tests.docs.markdown import page as made
from tests.docs.markdown import table

INTRODUCTION = """\
The same commands stand on the command line and in the menus of the add-ins. On the command line they act on a file, in
a spreadsheet program on the open workbook. Running one twice is harmless."""

EXIT_CODES = [
    ("0", "done"),
    ("1", "refused: the findings say what to mend, and nothing was written"),
    ("2", "wrong usage: an unknown command or option, or a period that does not exist"),
    ("3", "a file that cannot be read or written; it was left as it was"),
    ("4", "a fault of the tool itself, told in one line; with BONUSMALUS_TRACEBACK=1 also where it happened"),
]  # fmt: skip

_OWN = ("json", "wizard", "pdf", "dry-run")
"""What the command line adds to the options that are declared."""


def page() -> str:
    """The page: every command with its options, then what the command line adds."""
    exit_codes = "## Exit codes\n\n" + table(("code", "meaning"), EXIT_CODES)
    return made(
        "Commands",
        "`bonusmalus_core/declare/commands/`",
        INTRODUCTION,
        *map(_section, COMMANDS.values()),
        _own(),
        exit_codes,
    )


def _section(command: Command) -> str:
    labels = table(("", *LANGUAGES), [("button", *(label(command, each) for each in LANGUAGES))])
    where = f"Ribbon: {group_label(command.group, 'en')}, icon `{command.icon}`."
    writes = "Writes its results into the workbook." if command.writes else "Leaves every workbook as it is."
    parts = (
        f"## {command.name}",
        summary(command, "en"),
        f"`{_usage(command)}`",
        _options(command),
        labels,
        f"{where} {writes}",
        _exit_codes(command),
    )
    return "\n\n".join(part for part in parts if part)


def _exit_codes(command: Command) -> str:
    """What the command can end with, in its own terms."""
    access = "read or written" if command.writes or not command.acts_on_workbook else "read"
    alien = ", or a workbook that is no contract" if command.acts_on_workbook else ""
    refused = "refused by a finding that blocks"
    return f"Exit codes: 0 done · 1 {refused} · 2 wrong usage · 3 a file that cannot be {access}{alien} · 4 our fault."


def _usage(command: Command) -> str:
    """What the command line itself says, on one line."""
    said = parsers("en", command.name).commands[command.name].format_usage()
    return " ".join(said.split()).removeprefix("usage: ").replace(" [-h]", "")


def _options(command: Command) -> str:
    texts = words("en", "cli")
    rows = [(each.name, option_help(command, each, "en")) for each in command.options]
    if command.acts_on_workbook:
        rows.insert(0, ("file", texts["help.file"]))
    usage = _usage(command)
    rows += [(each, texts[f"help.option.{each}"]) for each in _OWN if f"[--{each}" in usage]
    return table(("option", "meaning"), [(f"`{name.strip('_').replace('_', '-')}`", meaning) for name, meaning in rows])


def _own() -> str:
    texts = words("en", "cli")
    own = (("functions", "[NAME]"), ("demo", "[FOLDER]"))
    rows = [(f"`bonusmalus {name} {option}`", texts[f"help.{name}"]) for name, option in own]
    return "## On the command line alone\n\n" + table(("command", "what it does"), rows)
