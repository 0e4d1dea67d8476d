"""How much does a run cost before it does anything? Every command pays this."""

from __future__ import annotations

from pathlib import Path

from benchmarks.process import bonusmalus, python
from benchmarks.race import Job

EAGER = "import openpyxl, pandas, pydantic"


def job(_: Path) -> Job:
    """Against an empty program, and against one that imports at its start what such tools usually import."""
    return Job(
        name="bonusmalus --version, whole process",
        ours=bonusmalus("--version"),
        floor=python("pass"),
        peer=python(EAGER),
        at_most={"peer": 0.5},
    )
