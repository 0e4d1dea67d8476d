"""Commands typed in this process, their language set by the test."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from bonusmalus_core.declare import stamping
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.hosts.cli.measured import MAPPING
from bonusmalus_core.measures.opening.generated import generate
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import Stamp
from bonusmalus_core.model.month import Month
from bonusmalus_templates import example
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


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year without the measurements of its first quarter, and raw records and a mapping for them."""
    folder = tmp_path_factory.mktemp("measure")
    agreement = Agreement.model_validate(example("en"))
    later = tuple(row for row in agreement.measurements if row.month > Month(2026, 3))
    build(agreement.model_copy(update={"measurements": later}), folder / "year.xlsx")
    (folder / "records").mkdir()
    generate(folder / "records", 8_000, date(2026, 1, 1), 105)
    (folder / "mapping.json").write_text(json.dumps(MAPPING))
    return folder
