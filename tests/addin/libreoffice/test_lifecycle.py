"""Does the extension come, stay and go cleanly?"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.addin.libreoffice.extension import IDENTIFIER, installed, uninstall
from tests.support.libreoffice import Office, running

_NAMES = re.compile(rb"org\.bonusmalus|bonusmalus\.oxt")

pytestmark = pytest.mark.libreoffice


def test_it_is_there_after_a_restart(extended: Office) -> None:
    assert installed(extended) == [IDENTIFIER]


def test_it_goes_without_a_trace(profile: Path, oxt: Path, filled: Path, tmp_path: Path) -> None:
    own = shutil.copytree(profile, tmp_path / "profile")
    assert _traces(own)
    with running(own) as office:
        uninstall(office, oxt)
        assert installed(office) == []
    with running(own) as office, office.open(filled) as opened:
        opened.document.Sheets.insertNewByName("Try", 0)
        opened.put("Try", "A1", "=BM_CAP(1.3;0.1)")
        assert opened.cell("Try", "A1").error == "#NAME?"
    assert _traces(own) == []


def _traces(profile: Path) -> list[Path]:
    """The files that name it, or lie in a folder of its name."""
    files = (path for path in profile.rglob("*") if path.is_file())
    return [path for path in files if _NAMES.search(str(path).encode() + path.read_bytes())]
