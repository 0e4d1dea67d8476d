"""What can the tests of the add-in for Excel ask for? The add-in, and xlwings' functions as they run on Windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xlwings import Book

from bonusmalus_addin.excel.commands import act
from bonusmalus_addin.excel.xlam.package import build
from tests.addin.conftest import AS_OF
from tests.addin.excel.watching import held
from tests.support.excel import native
from tests.support.excel.engine import App, excel, opened
from tests.support.libreoffice import Office
from tests.support.seen import at_no_time, sheets
from tests.support.windows_parts import windows_parts


@pytest.fixture(scope="session")
def xlam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in."""
    path = tmp_path_factory.mktemp("xlam") / "bonusmalus.xlam"
    build(path)
    return path


@pytest.fixture(scope="module")
def udfs() -> Iterator[Any]:
    """xlwings' own module for functions, which converts and calls."""
    with windows_parts() as real:
        yield real


@pytest.fixture(scope="module")
def running(office: Office) -> Iterator[App]:
    with excel(office) as running:
        yield running


@pytest.fixture
def app(running: App) -> App:
    """A running Excel, in whose boxes nobody has typed yet."""
    running.api = native.Application()
    return running


@pytest.fixture
def contract(app: App, filled: Path) -> Iterator[Book]:
    """The filled example, open in Excel."""
    with opened(app, filled) as book:
        yield book


@pytest.fixture(scope="module")
def at_once(running: App, filled: Path) -> tuple[str, dict[str, Any]]:
    """What is told and what is shown when the first quarter is settled in one go, and Excel is never busy."""
    running.api = native.Application()
    with opened(running, filled) as book:
        return act("settle", book, "nl", {"period": "1", "as_of": AS_OF}), at_no_time(held(book))


@pytest.fixture(scope="module")
def unchanged(running: App, filled: Path) -> Iterator[Book]:
    """The filled example, which every command leaves as it is."""
    with opened(running, filled) as book:
        before = sheets(held(book))
        yield book
        assert sheets(held(book)) == before
