"""What can every test ask for? The filled example, one LibreOffice for the whole run, and pictures of workbooks.

Hypothesis tries few examples in every run, many with HYPOTHESIS_PROFILE=long, and never watches the clock.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_templates import example
from tests.support.libreoffice import Office, running
from tests.support.render import render as draw

settings.register_profile("quick", max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("quick"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: to look through it for waste would take a tenth of every build."""
    gc.collect()
    gc.freeze()


def require_libreoffice() -> None:
    """Skips a test loudly where LibreOffice is missing, and fails it in a place that promises to have it."""
    if not (shutil.which("soffice") and find_spec("uno")):
        lacking("soffice or its Python bridge is missing; `make test` says what to do")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled example as a workbook: nothing is settled in it, and who changes it takes a copy."""
    path = tmp_path_factory.mktemp("filled") / "example.xlsx"
    build_workbook(Agreement.model_validate(example("nl")), path)
    return path


@pytest.fixture
def screen() -> None:
    """A virtual screen and a mouse on it."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        lacking("Xvfb or xdotool is missing")


def lacking(reason: str) -> None:
    """Skips a test, or fails it in a place that promises to have everything."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"LibreOffice tests must not be skipped here, but {reason}")
    pytest.skip(f"LibreOffice tests are SKIPPED because {reason}")


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """One running soffice for all tests of a worker; a test opens its own copies in it."""
    require_libreoffice()
    with running() as office:
        yield office


@pytest.fixture
def render(office: Office, tmp_path: Path) -> Callable[[Path], list[Path]]:
    """Draw every visible sheet of a workbook: `render(path)` gives one PNG for each printed page."""
    return lambda workbook: draw(office, workbook, tmp_path / "pages")
