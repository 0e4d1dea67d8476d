"""What can the tests of the extension ask for? The extension, and one LibreOffice in which it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bonusmalus_addin.libreoffice.build.package import build
from tests.addin.libreoffice.extension import count_as_saved, install
from tests.conftest import require_libreoffice
from tests.support.libreoffice import Office, Workbook, running


@pytest.fixture(scope="session")
def oxt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension."""
    path = tmp_path_factory.mktemp("oxt") / "bonusmalus.oxt"
    build(path)
    return path


@pytest.fixture(scope="session")
def profile(oxt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile in which the extension is installed, and not yet loaded."""
    require_libreoffice()
    path = tmp_path_factory.mktemp("profile") / "user"
    with running(path) as office:
        install(office, oxt)
    return path


@pytest.fixture(scope="session")
def extended(profile: Path) -> Iterator[Office]:
    """A running soffice with the extension."""
    with running(profile) as office:
        yield office


@pytest.fixture(scope="session")
def as_ods(extended: Office, filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled example as LibreOffice's own kind of file."""
    path = tmp_path_factory.mktemp("ods") / "example.ods"
    with extended.open(filled) as opened:
        opened.save_as(path)
    return path


@pytest.fixture
def contract(extended: Office, filled: Path) -> Iterator[Workbook]:
    """An open copy of the filled example."""
    with extended.open(filled, for_paper=False) as opened:
        count_as_saved(opened)
        yield opened


@pytest.fixture(params=["xlsx", "ods"])
def either(request: pytest.FixtureRequest, extended: Office, filled: Path) -> Iterator[Workbook]:
    """An open copy of the filled example, in both kinds of file."""
    with extended.open(filled if request.param == "xlsx" else request.getfixturevalue("as_ods")) as opened:
        count_as_saved(opened)
        yield opened
