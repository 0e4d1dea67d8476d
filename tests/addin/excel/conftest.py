"""What can the tests of the add-in for Excel ask for? The add-in, and xlwings' functions as they run on Windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_addin.excel.xlam.package import build
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
