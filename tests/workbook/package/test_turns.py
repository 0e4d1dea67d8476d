"""Can two processes save one workbook without losing anything, and does nothing stay of one that was killed?"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.package import turn
from bonusmalus_core.workbook.package.saving import new_version, replace
from tests.workbook.package.books import plain

TIMES, TOGETHER = 40, 2
COUNTING = f"""
import sys
from decimal import Decimal
from pathlib import Path
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook

counted = 0
sys.stdin.readline()
while counted < {TIMES}:
    try:
        book = XlsxWorkbook(Path(sys.argv[1]))
        book.write_cells("Sheet", {{"A2": (book.tables()["tblPlain"].rows[0][0] or 0) + Decimal(1)}})
        book.save()
        counted += 1
    except FileRefused as refusal:
        assert refusal.code == "file.changed"
"""
KILLED = """
import os, sys
from decimal import Decimal
from pathlib import Path
from bonusmalus_core.hosts.xlsx import XlsxWorkbook

book = XlsxWorkbook(Path(sys.argv[1]))
book.write_cells("Sheet", {"A2": Decimal(5)})
os.fsync = lambda _: os.kill(os.getpid(), 9)
book.save()
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return plain(tmp_path / "book.xlsx", "")


@pytest.fixture
def leftover(book: Path) -> Path:
    """The new version that a process had written when it was killed."""
    subprocess.run([sys.executable, "-c", KILLED, book], check=False)
    (left,) = strays(book)
    written = time.time() - turn.DEAD_AFTER - 1
    os.utime(left, (written, written))
    return left


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "PATIENCE", 0.05)


def strays(book: Path) -> list[Path]:
    return [each for each in book.parent.iterdir() if each != book]


def first(book: Path) -> object:
    return XlsxWorkbook(book).tables()["tblPlain"].rows[0][0]


def save(book: Path, value: int) -> None:
    opened = XlsxWorkbook(book)
    opened.write_cells("Sheet", {"A2": Decimal(value)})
    opened.save()


def test_processes_that_save_at_the_same_moment_lose_nothing(book: Path) -> None:
    counting = [
        subprocess.Popen([sys.executable, "-c", COUNTING, book], stdin=subprocess.PIPE) for _ in range(TOGETHER)
    ]
    for each in counting:
        assert each.stdin is not None
        each.stdin.close()
    assert [each.wait(60) for each in counting] == [0] * TOGETHER
    assert (first(book), strays(book)) == (Decimal(TIMES * TOGETHER), [])


def test_what_a_killed_process_left_is_cleared_by_the_next_save(book: Path, leftover: Path) -> None:
    save(book, 6)
    assert (first(book), strays(book)) == (Decimal(6), [])
    assert not leftover.exists()


@pytest.mark.usefixtures("impatient")
def test_what_a_living_process_writes_is_waited_for_and_kept(book: Path) -> None:
    before = book.read_bytes()
    with turn.taken(new_version(book), book) as mine:
        new = mine.open()
        os.write(new, b"new")
        os.close(new)
        with pytest.raises(FileRefused, match=r"file\.open.*Bonus-Malus") as refusal:
            save(book, 6)
        assert new_version(book).read_bytes() == b"new"
    assert refusal.value.facts["lock"] == new_version(book).name
    assert (book.read_bytes(), strays(book)) == (before, [])


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can open a file that is being written")
def test_where_nobody_sees_a_lock_a_new_version_that_grows_stays_and_one_that_was_taken_away_takes_no_place(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.read_bytes()
    monkeypatch.setattr(turn, "PATIENCE", 0.05)
    monkeypatch.setattr(turn, "_lock", lambda *_, **__: True)
    with turn.taken(new_version(book), book) as mine:
        with pytest.raises(FileRefused, match=r"file\.open"):
            save(book, 6)
        assert (book.read_bytes(), len(strays(book))) == (before, 1)
        new_version(book).unlink()
        save(book, 7)
        assert not mine.rename(book)
    assert (first(book), strays(book)) == (Decimal(7), [])


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can take away a file that is being written")
def test_what_another_put_in_the_place_of_a_new_version_is_not_taken_for_it(book: Path) -> None:
    before = book.read_bytes()

    def pieces() -> Iterator[bytes]:
        yield b"new"
        new_version(book).unlink()
        new_version(book).write_bytes(b"half")

    with pytest.raises(FileRefused, match=r"file\.changed"):
        replace(book, before, pieces())
    assert (book.read_bytes(), new_version(book).read_bytes()) == (before, b"half")


@pytest.mark.usefixtures("impatient")
@pytest.mark.skipif(sys.platform == "win32", reason="there a link needs a superuser")
def test_a_link_in_the_place_of_the_new_version_is_not_followed(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("kept")
    new_version(book).symlink_to(other)
    with pytest.raises(FileRefused, match=r"file\.open"):
        save(book, 6)
    assert (other.read_text(), new_version(book).is_symlink()) == ("kept", True)
