"""`bonusmalus addin`: how does the add-in get into Excel? The core knows its entry point only, not the add-in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from importlib.metadata import entry_points

from bonusmalus_core.hosts.cli.delivery import taken
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.words import LANGUAGES

GROUP = "bonusmalus.addins"


def take(to: ArgumentParser, texts: Mapping[str, str]) -> None:
    """Takes what can be asked of it."""
    to.add_argument("action", choices=("install", "uninstall", "doctor"), help=texts["help.addin.action"])
    to.add_argument("--language", choices=LANGUAGES, help=texts["help.addin.language"])
    to.add_argument("--dry-run", action="store_true", help=texts["help.addin.dry-run"])


def carry_out(given: Namespace) -> int:
    """Prints every step, or everything that was looked at; 1 when something has to be mended."""
    (entry,) = entry_points(group=GROUP, name="excel")
    addin = entry.load()
    wizard = given.language or spoken(otherwise="nl")
    lines, good = addin(given.action, spoken(), wizard, dry_run=given.dry_run)
    with taken():
        print("\n".join(lines))
    return 0 if good else 1
