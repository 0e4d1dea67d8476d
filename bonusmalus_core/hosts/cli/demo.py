"""`bonusmalus demo`: what does a year under a contract look like?"""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from itertools import count
from pathlib import Path

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out as carry_out_command
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.cli.acting import show
from bonusmalus_core.hosts.cli.delivery import taken
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.hosts.cli.output import written_day
from bonusmalus_core.hosts.opening import opened
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import say
from bonusmalus_templates import example

QUARTERS = 4
AFTER = date(2027, 2, 1)
"""A day on which every quarter of the example year is due."""


def carry_out(given: Namespace) -> int:
    """Builds the filled example anew, settles its four quarters and prints their statements."""
    language = spoken(otherwise="nl")
    agreement = Agreement.model_validate(example(language))
    path = _free(given.folder, f"bonus-malus-{language}")
    build(agreement, path)
    with taken():
        print(say(language, "cli", "demo.made", path=path))
        print(say(language, "cli", "demo.as_of", day=written_day(AFTER, language)))
    for period in range(1, QUARTERS + 1):
        workbook = opened(path)
        outcome = carry_out_command(COMMANDS["settle"], workbook, {"period": period, "as_of": AFTER})
        with taken():
            show(outcome)
        if outcome.refused:
            return 1
        workbook.save()
    with taken():
        print(say(language, "cli", "demo.look", path=path))
    from bonusmalus_core.hosts.cli.measured import measure_and_settle  # what measures is loaded where it is used

    return measure_and_settle(
        agreement, opened, _free(given.folder, f"bonus-malus-{language}-{say(language, 'cli', 'demo.measured')}")
    )


def _free(folder: Path, name: str) -> Path:
    """A file in the folder that is not there yet: somebody may have worked in the example of an earlier run."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileRefused("file.not-written", folder, reason=error) from error
    names = (f"{name}.xlsx" if number == 1 else f"{name}-{number}.xlsx" for number in count(1))
    return next(folder / each for each in names if not (folder / each).exists())
