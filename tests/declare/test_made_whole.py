"""Does a new workbook come whole or not at all, and does nothing stay of a process that was killed while making it?"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest

from bonusmalus_core.declare.drafting import put_new
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.workbook.package import turn
from bonusmalus_core.workbook.package.saving import new_version, replace

KILLED = """
import os, signal, sys
from pathlib import Path
from bonusmalus_core.declare.drafting import put_new

def kill(event, arguments):
    if event == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
put_new(Path(sys.argv[1]), lambda new: new.write(b"half"))
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there no process can be killed by a signal")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new.xlsx"


@pytest.fixture
def leftover(path: Path) -> Path:
    """The new workbook that a process had written when it was killed."""
    assert subprocess.run([sys.executable, "-c", KILLED, path, "os.link"], check=False).returncode == -9
    (left,) = path.parent.iterdir()
    written = time.time() - turn.DEAD_AFTER - 1
    os.utime(left, (written, written))
    return left


@pytest.mark.usefixtures("leftover")
def test_who_makes_the_workbook_again_clears_what_a_killed_process_left(path: Path) -> None:
    put_new(path, lambda new: new.write(b"whole"))
    assert (path.read_bytes(), list(path.parent.iterdir())) == (b"whole", [path])


def test_who_saves_a_workbook_of_that_name_clears_it_too(path: Path, leftover: Path) -> None:
    path.write_bytes(b"old")
    replace(path, b"old", [b"new"])
    assert (path.read_bytes(), leftover.exists()) == (b"new", False)


def test_what_was_left_of_another_workbook_stays(path: Path, leftover: Path) -> None:
    other = path.with_name("other.xlsx")
    put_new(other, lambda new: new.write(b"whole"))
    assert set(path.parent.iterdir()) == {other, leftover}


def test_what_a_living_process_writes_is_waited_for_and_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "PATIENCE", 0.05)
    with turn.taken(new_version(path), path), pytest.raises(FileRefused, match=r"file\.open"):
        put_new(path, lambda new: new.write(b"whole"))
    assert list(path.parent.iterdir()) == []


def test_what_another_put_in_its_place_is_not_taken_for_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(BytesIO):
        def getvalue(self) -> bytes:
            new_version(path).unlink()
            new_version(path).write_bytes(b"half")
            return super().getvalue()

    monkeypatch.setattr("bonusmalus_core.declare.drafting.BytesIO", Elsewhere)
    with pytest.raises(FileRefused, match=r"file\.exists"):
        put_new(path, lambda new: new.write(b"whole"))
    assert [left.read_bytes() for left in path.parent.iterdir()] == [b"half"]


def test_a_file_that_came_there_in_the_meantime_stays(path: Path) -> None:
    def write(new: BytesIO) -> None:
        new.write(b"whole")
        path.write_bytes(b"other")

    with pytest.raises(FileRefused, match=r"file\.exists"):
        put_new(path, write)
    assert (path.read_bytes(), list(path.parent.iterdir())) == (b"other", [path])


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_others_may_read_it_as_far_as_its_user_lets_them(path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        put_new(path, lambda new: new.write(b"whole"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode
