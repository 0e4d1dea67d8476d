"""What does a user hear when nobody can take what a command prints: on a full disk, or where the output is closed?"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts.cli.runs import history

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no /dev/full, and its shell closes nothing")

PROGRAM = "import sys; from bonusmalus_core.hosts.cli import main; sys.exit(main())"
FULL, CLOSED = ">/dev/full", ">&-"
REASONS = {"nl": {FULL: "de schijf is vol", CLOSED: "de uitvoer is gesloten"},
           "en": {FULL: "the disk is full", CLOSED: "the output is closed"}}  # fmt: skip
MISSING = {
    "nl": "bonusmalus: De uitvoer kon niet geschreven worden ({}), dus ontbreekt het resultaat:"
    " neem de oorzaak weg en geef de opdracht opnieuw.\n",
    "en": "bonusmalus: The output could not be written ({}), so the result is missing:"
    " remove the cause and give the command again.\n",
}
DONE = "bonusmalus: {} Alleen kon dat niet op de uitvoer getoond worden ({}).\n"


def run(to: str, *words: object, unbuffered: str = "") -> tuple[int, str]:
    """Exit code and errors of a command whose output goes nowhere; its user speaks English."""
    command = shlex.join([sys.executable, "-c", PROGRAM, *map(str, words)])
    given = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(["sh", "-c", f"{command} {to}"], stderr=subprocess.PIPE, text=True, env=given, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("to", [FULL, CLOSED])
@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("export", "{book}"), "nl"),
        (("check", "{book}"), "nl"),
        (("settle", "{book}", "--period", "1", "--dry-run"), "nl"),
        (("lock", "{book}", "--period", "1"), "nl"),
        (("functions",), "en"),
    ],
)
def test_a_result_that_nobody_can_take_is_said_to_be_missing(
    workbook: Path, words: tuple[str, ...], language: str, to: str
) -> None:
    before = workbook.read_bytes()
    said = run(to, *(word.format(book=workbook) for word in words))
    assert said == (3, MISSING[language].format(REASONS[language][to]))
    assert workbook.read_bytes() == before


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [("--help",), ("check", "--help"), ("--version",), ("functions",)])
def test_help_that_nobody_can_take_is_said_to_be_missing_whether_python_buffers_or_not(
    words: tuple[str, ...], unbuffered: str
) -> None:
    assert run(FULL, *words, unbuffered=unbuffered) == (3, MISSING["en"].format(REASONS["en"][FULL]))


@pytest.mark.parametrize(("to", "form"), [(FULL, ()), (FULL, ("--json",)), (CLOSED, ())])
def test_a_settlement_that_nobody_saw_is_said_to_stand(workbook: Path, to: str, form: tuple[str, ...]) -> None:
    said = run(to, "settle", workbook, "--period", 1, "--as-of", "2027-02-01", *form)
    stands = "2026-01/2026-03 is verrekend; de verrekening staat op het blad Verrekening."
    assert said == (3, DONE.format(stands, REASONS["nl"][to]))
    assert [row.document for row in history(workbook)] == ["2026-01/2026-03 v1"]


def test_a_workbook_that_nobody_heard_of_is_said_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    code, said = run(FULL, "new", path, "--language", "nl")
    assert (code, path.exists()) == (3, True)
    assert said.startswith(f"bonusmalus: {path} is gemaakt: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("to", ["2>/dev/full", "2>&-"])
def test_an_error_that_nobody_can_take_leaves_its_exit_code(tmp_path: Path, to: str) -> None:
    assert run(to, "export", tmp_path / "missing.xlsx") == (3, "")


def test_a_demo_that_nobody_can_see_stops_in_one_line(tmp_path: Path) -> None:
    assert run(FULL, "demo", tmp_path) == (3, MISSING["en"].format(REASONS["en"][FULL]))
