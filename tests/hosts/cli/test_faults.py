"""What does a user see when the disk is full, the reader leaves, or the program itself is at fault?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = "import sys; from bonusmalus_core.hosts.cli import main; sys.exit(main())"
SMALL_DISK = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)); {PROGRAM}"
"""A file of more than 10 kB meets the same error as one on a full disk."""


def run(*words: object, program: str = PROGRAM, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-c", program, *map(str, words)]
    given = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONUTF8": "1", **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=given, check=False)


@pytest.fixture
def damaged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PYTHONPATH with a library that fails, once the page has a width: a fault that nobody foresaw."""
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "rich").mkdir()
    (folder / "rich" / "__init__.py").write_text("1 / 0\n")
    return str(folder)


def test_a_fault_of_ours_is_one_line_to_report(workbook: Path, damaged: str) -> None:
    done = run("settle", workbook, "--period", 1, COLUMNS="80", PYTHONPATH=damaged)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert "Unexpected fault (ZeroDivisionError at screen.py:" in done.stderr


def test_a_developer_gets_the_traceback_of_a_fault(workbook: Path, damaged: str) -> None:
    done = run(
        "settle",
        workbook,
        "--period",
        1,
        COLUMNS="80",
        PYTHONPATH=damaged,
        BONUSMALUS_TRACEBACK="1",
        LC_ALL="nl_BE.UTF-8",
    )
    assert done.returncode == 4
    assert done.stderr.startswith("Traceback")
    assert "Onverwachte fout (ZeroDivisionError bij" in done.stderr.splitlines()[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="there a process has no limit on its files")
def test_a_disk_that_fills_up_leaves_no_half_workbook(tmp_path: Path) -> None:
    done = run("new", tmp_path / "new.xlsx", program=SMALL_DISK)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "could not be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a process has no limit on its files")
@pytest.mark.parametrize("kilobytes", [20, 120])
def test_wherever_a_disk_fills_up_one_line_says_it(tmp_path: Path, kilobytes: int) -> None:
    done = run("new", tmp_path / "new.xlsx", program=SMALL_DISK.replace("10_000", f"{kilobytes}_000"))
    assert (done.returncode, done.stderr.count("\n")) in {(3, 1), (0, 0)}
    assert list(tmp_path.iterdir()) == ([] if done.returncode else [tmp_path / "new.xlsx"])


@pytest.mark.parametrize("words", [("export",), ("settle", "--period", 1), ("check",), ("--help",), ("functions",)])
def test_a_reader_that_goes_away_ends_the_command_well_and_in_silence(
    words: tuple[object, ...], workbook: Path
) -> None:
    named = [*words, *([] if words[0] in ("--help", "functions") else [workbook])]
    command = [sys.executable, "-c", PROGRAM, *map(str, named)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
