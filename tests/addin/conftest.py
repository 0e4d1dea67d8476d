"""What can the tests of both add-ins ask for? The filled example, and what the command line makes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bonusmalus_core.hosts.cli import main
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_templates import example

AS_OF = "2027-02-01"
PERIODS = ("1", "2", "3")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled example; nothing is settled in it."""
    path = tmp_path_factory.mktemp("example") / "example.xlsx"
    build_workbook(Agreement.model_validate(example("nl")), path)
    return path


@pytest.fixture(scope="session")
def by_command_line(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of which the command line settled three quarters, one after the other."""
    path = tmp_path_factory.mktemp("settled") / "by-command-line.xlsx"
    shutil.copyfile(filled, path)
    for period in PERIODS:
        assert main(["settle", str(path), "--period", period, "--as-of", AS_OF]) == 0
    return path
