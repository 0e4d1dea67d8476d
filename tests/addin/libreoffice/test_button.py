"""Does the button settle when somebody clicks it with a real mouse?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.addin.libreoffice.extension import count_as_saved, untouched
from tests.addin.libreoffice.pictures import PICTURES, cancel_by_mouse, seat, settle_by_mouse
from tests.support.seen import sheets

pytestmark = pytest.mark.libreoffice


@pytest.mark.usefixtures("screen")
def test_a_click_on_settle_that_is_cancelled_changes_nothing(profile: Path, filled: Path, tmp_path: Path) -> None:
    own = shutil.copytree(profile, tmp_path / "profile")
    with seat(own) as (office, seen), office.open(filled, hidden=False) as opened:
        count_as_saved(opened)
        before = sheets(opened)
        cancel_by_mouse(office, seen, opened, tmp_path)
        assert sheets(opened) == before
        assert untouched(office, opened)


@pytest.mark.usefixtures("screen")
def test_a_click_on_settle_asks_once_writes_the_sheet_and_tells_where(
    profile: Path, filled: Path, tmp_path: Path
) -> None:
    own = shutil.copytree(profile, tmp_path / "profile")
    with seat(own) as (office, seen), office.open(filled, hidden=False) as opened:
        settle_by_mouse(office, seen, opened, tmp_path)
        written = [row[2:5] for row in sheets(opened)["Verrekening"] if row and row[0] == "period"]
        assert written == [("Periode", "", "1 · jan – mrt 2026")]
        assert opened.document.CurrentController.ActiveSheet.Name == "Verrekening"
    assert all((tmp_path / name).stat().st_size for name in PICTURES)
