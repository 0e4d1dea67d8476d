"""Does a dashboard that is shown in a closed file show what was measured?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosts.cli.runs import Type
from tests.workbook.package.books import members


@pytest.fixture
def workbook(files: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "contract.xlsx"
    copy.write_bytes((files / "year.xlsx").read_bytes())
    return copy


def test_a_dashboard_that_is_shown_shows_what_was_measured(type_in: Type, workbook: Path, files: Path) -> None:
    type_in("dashboard", workbook)
    before = _dashboard(workbook)
    _measure(type_in, workbook, files)
    after = _dashboard(workbook)
    type_in("dashboard", workbook)
    assert before != after == _dashboard(workbook)


def test_a_dashboard_that_is_hidden_stays_as_it_is(type_in: Type, workbook: Path, files: Path) -> None:
    before = _dashboard(workbook)
    _measure(type_in, workbook, files)
    assert _dashboard(workbook) == before


def _dashboard(workbook: Path) -> tuple[bytes, ...]:
    """The sheet with the dashboard, and all charts."""
    held = members(workbook)
    (sheet,) = (part for name, part in held.items() if b"dashboard_codes" in part and "worksheets" in name)
    return (sheet, *(part for name, part in sorted(held.items()) if name.startswith("xl/charts/")))


def _measure(type_in: Type, workbook: Path, files: Path) -> None:
    run = type_in("measure", workbook, "--records", files / "records", "--mapping", files / "mapping.json")
    assert run.code == 0, run.out + run.err
