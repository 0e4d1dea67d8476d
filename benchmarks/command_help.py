"""How long does `bonusmalus --help` keep its reader waiting?"""

from __future__ import annotations

from pathlib import Path

from benchmarks.process import bonusmalus, python
from benchmarks.race import Job

ARGPARSE = """
from argparse import ArgumentParser
parser = ArgumentParser("bonusmalus", description="Settles the bonus-malus of a contract")
verbs = parser.add_subparsers()
for verb in ("new", "check", "settle", "export", "demo"):
    verbs.add_parser(verb, help="what it does").add_argument("file", help="a workbook")
parser.parse_args()
"""
TYPER = """
from typer import Typer
app = Typer()
for verb in ("new", "check", "settle", "export", "demo"):
    @app.command(verb)
    def run(file: str) -> None:
        "What it does."
app()
"""


def job(_: Path) -> Job:
    """Against the same verbs in plain argparse, and in typer."""
    return Job(
        name="bonusmalus --help, whole process",
        ours=bonusmalus("--help"),
        floor=python(ARGPARSE, "--help"),
        peer=python(TYPER, "--help"),
        at_most={"floor": 2.5},
    )
