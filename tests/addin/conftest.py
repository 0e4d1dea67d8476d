"""What can the tests of both add-ins ask for? What the command line makes of the filled example."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bonusmalus_core.hosts.cli import main

AS_OF = "2027-02-01"
PERIODS = ("1", "2", "3")


@pytest.fixture(scope="session")
def by_command_line(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of which the command line settled three quarters, one after the other."""
    path = tmp_path_factory.mktemp("settled") / "by-command-line.xlsx"
    shutil.copyfile(filled, path)
    for period in PERIODS:
        assert main(["settle", str(path), "--period", period, "--as-of", AS_OF]) == 0
    return path
