"""Which commands and options are there? Those that are declared for every host, and those of the command line alone.

What a command needs is imported when it is asked for: the list of all commands is read from the words alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bonusmalus_core import __version__
from bonusmalus_core.hosts.cli.spoken_argparse import speak
from bonusmalus_core.model.days import day
from bonusmalus_core.words import words

if TYPE_CHECKING:
    from bonusmalus_core.declare.offering import Command
    from bonusmalus_core.declare.registry import Parameter

T = TypeVar("T")

ASKS = frozenset({"new"})
"""The commands that can ask for their options, one after the other."""


OWN = ("functions", "addin", "demo")
"""The commands of the command line alone, each a module beside this one."""


class Parsers(NamedTuple):
    """The parser of everything that is typed, and that of what stands behind each command."""

    top: argparse.ArgumentParser
    commands: Mapping[str, argparse.ArgumentParser]

    def of(self, asked: str) -> argparse.ArgumentParser:
        """The parser of a command, or of what is typed without one."""
        return self.commands.get(asked, self.top)


def parsers(language: str, asked: str) -> Parsers:
    """The parsers, their help in `language`; of the declared commands only the `asked` one knows its options."""
    texts = words(language, "cli")
    speak(language)
    top = argparse.ArgumentParser(prog="bonusmalus", description=texts["help"], epilog=texts["help.exit"])
    top.add_argument(
        "--version", action="version", version=f"bonusmalus {__version__}", help=texts["help.option.version"]
    )
    commands = top.add_subparsers(
        title=texts["help.commands"], metavar=texts["help.command"], required=True, dest="command"
    )

    def command(name: str, summary: str, module: str) -> argparse.ArgumentParser:
        # What nobody asked for needs no help of its own: twenty times that takes two milliseconds.
        made = commands.add_parser(name, help=_literal(summary), description=summary, add_help=name == asked)
        made.set_defaults(carry_out=_later(module))
        return made

    for name, summary in offered(language).items():
        made = command(name, summary, "acting")
        if name == asked:
            _add_declared(made, name, language, texts)
    for name in OWN:
        command(name, texts[f"help.{name}"], name)
    _add_own(commands.choices, asked, texts)
    return Parsers(top, commands.choices)


def offered(language: str) -> dict[str, str]:
    """The declared commands, each with what it does."""
    texts = words(language, "commands")
    names = (key.removesuffix(".label") for key in texts if key.endswith(".label"))
    return {name: texts[name] for name in names}


def _add_own(to: Mapping[str, argparse.ArgumentParser], asked: str, texts: Mapping[str, str]) -> None:
    """The options of the commands that only the command line has."""
    to["functions"].add_argument("name", nargs="?", help=texts["help.functions.name"])
    to["demo"].add_argument("folder", type=Path, nargs="?", default=Path("demo"), help=texts["help.demo.folder"])
    if asked == "addin":
        from bonusmalus_core.hosts.cli.addin import take  # what finds an entry point takes its time

        take(to["addin"], texts)


def _add_declared(to: argparse.ArgumentParser, name: str, language: str, texts: Mapping[str, str]) -> None:
    """The options of a declared command, and those that the command line adds to it."""
    from bonusmalus_core.declare.commands import COMMANDS

    command: Command = COMMANDS[name]
    if command.acts_on_workbook:
        nargs = None if command.needs_workbook else "?"
        to.add_argument("file", type=Path, metavar=texts["metavar.workbook"], help=texts["help.file"], nargs=nargs)
    for option in command.options:
        meaning = words(language, "commands")[f"{name}.{option.name}"]
        to.add_argument(*_flags(option), help=_literal(meaning), **_read(option, texts, language))
    to.add_argument("--json", action="store_true", help=texts["help.option.json"])
    if name in ASKS:
        to.add_argument("--wizard", action="store_true", help=texts["help.option.wizard"])
    if command.prints:
        to.add_argument("--pdf", type=Path, metavar="OUT.pdf", help=texts["help.option.pdf"])
    if command.writes and not any(option.name == "write_" for option in command.options):
        to.add_argument("--dry-run", action="store_true", help=texts["help.option.dry-run"])


def _literal(text: str) -> str:
    """The text as argparse shows it: a bare percent sign would begin a field."""
    return text.replace("%", "%%")


def _flags(option: Parameter) -> tuple[str, ...]:
    """Files and words stand as they are; every other option has its name before it."""
    return (option.name,) if _stands_alone(option) else (f"--{option.name.strip('_').replace('_', '-')}",)


def _stands_alone(option: Parameter) -> bool:
    from bonusmalus_core.declare.kinds import Kind

    return option.name == "file" or option.kind in (Kind.TEXTS, Kind.WORKBOOK)


def _read(option: Parameter, texts: Mapping[str, str], language: str) -> dict[str, Any]:
    """How argparse reads what stands behind an option."""
    from bonusmalus_core.declare.kinds import Kind

    if _stands_alone(option):
        alone: dict[str, Any] = {"metavar": texts[f"metavar.{option.name}"]}
        if option.kind is Kind.TEXTS:
            return alone | {"nargs": "*" if option.optional else "+"}
        return alone | ({"type": Path} if option.kind is Kind.WORKBOOK else {})
    named: dict[str, Any] = {"dest": option.name}
    match option.kind:
        case Kind.FLAG:
            return named | {"action": "store_true"}
        case Kind.NUMBER:
            read = {"type": _typed(int, texts["wrong.number"]), "metavar": "N"}
        case Kind.DATE:
            read = {"type": _typed(day, texts["wrong.day"]), "metavar": "YYYY-MM-DD"}
        case _:
            read = _one_of(option, texts, language) if option.choices else {"metavar": option.name.strip("_").upper()}
    return named | read | {"required": not option.optional}


def _one_of(option: Parameter, texts: Mapping[str, str], language: str) -> dict[str, Any]:
    """A choice, by its key or in the words that users see."""

    def read(found: str) -> str:
        from bonusmalus_core.declare.chosen import listed, meant

        chosen = meant(found, option.name, option.choices)
        if chosen is None:
            known = listed(option.name, option.choices, language)
            raise argparse.ArgumentTypeError(texts["argparse.choice"].format(value=found, choices=known))
        return chosen

    return {"choices": option.choices, "type": read}


def _typed(read: Callable[[str], T], wrong: str) -> Callable[[str], T]:
    """Reads what was typed, or says what is `wrong` with it; every number of a command counts something."""

    def typed(found: str) -> T:
        try:
            return read(found)
        except ValueError as error:
            raise argparse.ArgumentTypeError(wrong.format(found=found)) from error

    return typed


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    def carry_out(given: argparse.Namespace) -> int:
        code: int = import_module(f"bonusmalus_core.hosts.cli.{name}").carry_out(given)
        return code

    return carry_out
