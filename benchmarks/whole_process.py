"""How much does a whole run cost: before it does anything, which every command pays, and to settle one workbook?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.package import AS_OF, example
from benchmarks.process import bonusmalus, python
from benchmarks.race import Job

EAGER = "import openpyxl, pandas, pydantic"


def version(_: Path) -> Job:
    """Against an empty program, and against one that imports at its start what such tools usually import."""
    return Job(
        name="bonusmalus --version, whole process",
        ours=bonusmalus("--version"),
        floor=python("pass"),
        peer=python(EAGER),
        at_most={"peer": 0.5},
    )


def settled(folder: Path) -> Job:
    """A quarter of the filled example, from the file to the file."""
    path = example(folder / "settled.xlsx")
    return Job(
        name="one workbook settled, whole process",
        ours=bonusmalus("settle", path, "--period", "2", "--as-of", str(AS_OF)),
        floor=python("pass"),
        peer=python(EAGER),
        at_most={"peer": 0.5},
    )


JOBS: tuple[Callable[[Path], Job], ...] = (version, settled)
