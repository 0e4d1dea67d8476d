"""`bonusmalus demo`: what does a year under a contract look like?"""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out as carry_out_command
from bonusmalus_core.hosts.cli.acting import show
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.hosts.cli.opening import opened
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import say
from bonusmalus_templates import example

QUARTERS = 4
AFTER = date(2027, 2, 1)
"""A day on which every quarter of the example year is due."""


def carry_out(given: Namespace) -> int:
    """Builds the filled example afresh, settles its four quarters and prints their statements."""
    language = spoken(otherwise="nl")
    agreement = Agreement.model_validate(example(language))
    path: Path = given.folder / f"bonus-malus-{language}.xlsx"
    given.folder.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    build(agreement, path)
    print(say(language, "cli", "demo.made", path=path))
    for period in range(1, QUARTERS + 1):
        workbook = opened(path)
        outcome = carry_out_command(COMMANDS["settle"], workbook, {"period": period, "as_of": AFTER})
        show(outcome)
        if outcome.refused:
            return 1
        workbook.save()
    print(say(language, "cli", "demo.look", path=path))
    return 0
