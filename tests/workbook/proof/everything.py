"""All cases, with every change: how many formulas were compared, and which of them differ?

usage: python -m tests.workbook.proof.everything [NAME …]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bonusmalus_core.workbook.port import Formula
from tests.support.libreoffice import running
from tests.workbook.proof.following import Tally, follow
from tests.workbook.proof.settled import CASES, of_case

SHOWN = 40


def main(names: list[str]) -> int:
    """Exit code 1 when any formula differs."""
    tally, cases, plain, start = Tally(), 0, [], time.monotonic()
    wanted = [case["name"] for case in CASES if not case["expected"].get("refused")]
    with TemporaryDirectory() as folder, running() as office:
        for name in names or wanted:
            settled = of_case(name, Path(folder))
            cases += 1
            if not any(isinstance(cell, Formula) for row in settled.rows for cell in row.cells):
                plain.append(name)
                continue
            with office.open(settled.path) as opened:
                follow(opened, settled, name, tally)
    first = {each.partition(" shows ")[0].rpartition(":")[0]: each for each in reversed(tally.wrong)}
    for each in list(reversed(first.values()))[:SHOWN]:
        print(each)
    print(
        f"{cases} cases, {tally.changes} changes ({tally.refused} more that the engine refuses, "
        f"{tally.flagged} more that no formula follows, to be flagged), "
        f"{tally.formulas} formulas compared, {len(tally.wrong)} differ; without formulas: {plain or 'none'}; "
        f"{time.monotonic() - start:.0f} s"
    )
    return int(bool(tally.wrong or plain))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
