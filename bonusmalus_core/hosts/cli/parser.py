"""Which commands and options are there? What carries them out is imported when it is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from bonusmalus_core import __version__
from bonusmalus_core.words import LANGUAGES, words

SECTORS = ("contact-centre", "facility", "sales", "production", "transport", "account-management")


def parser(language: str) -> argparse.ArgumentParser:
    """The parser of the whole command line, its help in `language`."""
    texts = words(language, "cli")
    top = argparse.ArgumentParser(prog="bonusmalus", description=texts["help"], epilog=texts["help.exit"])
    top.add_argument(
        "--version", action="version", version=f"bonusmalus {__version__}", help=texts["help.option.version"]
    )
    commands = top.add_subparsers(title=texts["help.commands"], metavar="", required=True)

    def command(name: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=texts[f"help.{name}"], description=texts[f"help.{name}"])
        made.set_defaults(carry_out=_later(name))
        return made

    def option(to: argparse.ArgumentParser, name: str, **how: object) -> None:
        to.add_argument(f"--{name}", help=texts[f"help.option.{name}"], **how)  # type: ignore[arg-type]

    new = command("new")
    new.add_argument("file", type=Path, help=texts["help.new.file"])
    option(new, "language", choices=LANGUAGES)
    option(new, "sector", choices=SECTORS, default=SECTORS[0])
    option(new, "from", type=Path, dest="source", metavar="JSON")

    check = command("check")
    check.add_argument("file", type=Path, help=texts["help.file"])
    option(check, "json", action="store_true")

    settle = command("settle")
    settle.add_argument("file", type=Path, help=texts["help.file"])
    option(settle, "period", type=int, required=True, metavar="N")
    option(settle, "as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    option(settle, "json", action="store_true")
    option(settle, "dry-run", action="store_true")

    export = command("export")
    export.add_argument("file", type=Path, help=texts["help.file"])

    command("demo").add_argument("folder", type=Path, nargs="?", default=Path("demo"), help=texts["help.demo.folder"])
    return top


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    def carry_out(given: argparse.Namespace) -> int:
        code: int = import_module(f"bonusmalus_core.hosts.cli.{name}").carry_out(given)
        return code

    return carry_out
