"""`bonusmalus addin`: how does the add-in get into Excel? The core knows its entry point only, not the add-in."""

from __future__ import annotations

from argparse import Namespace
from importlib.metadata import entry_points

from bonusmalus_core.hosts.cli.language import spoken

GROUP = "bonusmalus.addins"


def carry_out(given: Namespace) -> int:
    """Prints every step, or everything that was looked at; 1 when something has to be mended."""
    (entry,) = entry_points(group=GROUP, name="excel")
    addin = entry.load()
    wizard = given.language or spoken(otherwise="nl")
    lines, good = addin(given.action, spoken(), wizard, dry_run=given.dry_run)
    print("\n".join(lines))
    return 0 if good else 1
