"""Commands typed in this process, their language set by the test."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bonusmalus_core.declare import stamping
from bonusmalus_core.model.history import Stamp
from tests.hosts.cli.runs import Type, typed

STAMP = Stamp("An Peeters", datetime(2027, 3, 1, 9, 30, tzinfo=UTC), "0.1.0")


@pytest.fixture
def type_in(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    """`type_in("settle", path, "--period", 1)` gives exit code and output; whoever runs it, wherever and whenever."""
    monkeypatch.setattr(stamping, "present", lambda: STAMP)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.delenv("COLUMNS", raising=False)
    return partial(typed, capsys)


@pytest.fixture
def workbook(filled: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "contract.xlsx"
    copy.write_bytes(filled.read_bytes())
    return copy
