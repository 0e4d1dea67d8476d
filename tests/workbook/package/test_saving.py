"""Does a saved file take the old one's place whole or not at all, and only where that is safe?"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from errno import ENOSPC
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.words.refusals import refusal as said
from tests.workbook.package.books import plain

NOBODY = 65534
KILLED = """
import os, signal, sys
from decimal import Decimal
from pathlib import Path
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.words.refusals import refusal as said

step = sys.argv[2]

def kill(event, arguments):
    opening = event == "open" and ".bonus-malus-" in str(arguments[0])
    if {"before anything": opening, "before the rename": event == "os.rename"}.get(step, False):
        os.kill(os.getpid(), signal.SIGKILL)

def killing(call):
    return lambda *arguments: (call(*arguments), os.kill(os.getpid(), signal.SIGKILL))

book = XlsxWorkbook(Path(sys.argv[1]))
book.write_cells("Sheet", {"A2": Decimal(5)})
sys.addaudithook(kill)
if step == "temporary written":
    os.fsync = killing(os.fsync)
if step == "after the rename":
    os.replace = killing(os.replace)
book.save()
"""


def written(path: Path, value: int = 5) -> XlsxWorkbook:
    book = XlsxWorkbook(path)
    book.write_cells("Sheet", {"A2": Decimal(value)})
    return book


def first(path: Path) -> object:
    return XlsxWorkbook(path).tables()["tblPlain"].rows[0][0]


@pytest.mark.parametrize(
    ("step", "value", "left"),
    [
        ("before anything", None, False),
        ("temporary written", None, True),
        ("before the rename", None, True),
        ("after the rename", Decimal(5), False),
    ],
)
def test_a_process_killed_while_saving_leaves_one_whole_file(
    tmp_path: Path, step: str, value: object, left: bool
) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, path, step], check=False)
    assert done.returncode == -9
    assert first(path) == value
    assert value or path.read_bytes() == before
    strays = [stray.name for stray in tmp_path.iterdir() if stray != path]
    assert [name.startswith(".bonus-malus-") for name in strays] == [True] * left


def _lock(name: str) -> Callable[[Path], object]:
    return lambda path: path.with_name(name).write_text("")


def _mode(mode: int) -> Callable[[Path], object]:
    return lambda path: path.chmod(mode)


@pytest.mark.parametrize(
    ("disturb", "code"),
    [
        (_lock("~$book.xlsx"), "file.open"),
        (_lock(".~lock.book.xlsx#"), "file.open"),
        (_mode(0o444), "file.read-only"),
        (lambda path: plain(path, "<row r='9'/>"), "file.changed"),
        (lambda path: path.unlink(), "file.missing"),
    ],
)
def test_a_file_that_may_not_be_replaced_is_refused_and_kept(
    tmp_path: Path, disturb: Callable[[Path], object], code: str
) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    book = written(path)
    disturb(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(FileRefused, match=code):
        book.save()
    assert (path.read_bytes() if path.exists() else None) == before
    assert not list(tmp_path.glob(".bonus-malus-*"))


@pytest.mark.parametrize("lock", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_an_open_file_can_still_be_read(tmp_path: Path, lock: str) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    _lock(lock)(path)
    assert first(path) is None


@pytest.mark.parametrize("lock", ["~$other.xlsx", ".~lock.other.xlsx#"])
def test_another_open_file_is_no_obstacle(tmp_path: Path, lock: str) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    _lock(lock)(path)
    written(path).save()
    assert first(path) == Decimal(5)


def test_a_folder_that_may_not_be_written_is_refused() -> None:
    with TemporaryDirectory() as made:  # pytest's own folders are closed to everybody else
        folder = Path(made)
        book = written(plain(folder / "book.xlsx", ""))
        book.path.chmod(0o666)
        folder.chmod(0o555)
        try:
            assert _as_nobody_special(lambda: _refusal(book)) == "file.folder-read-only"
        finally:
            folder.chmod(0o755)


def _refusal(book: XlsxWorkbook) -> str:
    with pytest.raises(FileRefused) as refusal:
        book.save()
    return refusal.value.code


def _as_nobody_special(act: Callable[[], str]) -> str:
    """What `act` answers in a process without a superuser's rights, who may write into every folder."""
    answer, question = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            os.write(question, act().encode())
        finally:
            os._exit(0)
    os.close(question)
    os.waitpid(child, 0)
    with os.fdopen(answer) as said:
        return said.read()


def test_a_folder_that_became_unreachable_is_refused() -> None:
    with TemporaryDirectory() as made:
        folder = Path(made) / "folder"
        folder.mkdir()
        book = written(plain(folder / "book.xlsx", ""))
        Path(made).chmod(0o755)
        folder.chmod(0)
        try:
            assert _as_nobody_special(lambda: _refusal(book)) == "file.not-written"
        finally:
            folder.chmod(0o755)


@pytest.mark.parametrize("length", [249, 255])
def test_a_name_that_leaves_no_room_for_a_lock_is_as_good_as_any(tmp_path: Path, length: int) -> None:
    path = plain(tmp_path / f"{'n' * (length - 5)}.xlsx", "")
    written(path).save()
    assert first(path) == Decimal(5)


def test_the_new_file_is_made_by_us_alone_and_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, opening = plain(tmp_path / "book.xlsx", ""), os.open
    opened: list[tuple[int, int]] = []

    def watched(name: str | Path, flags: int, mode: int = 0o777) -> int:
        if ".bonus-malus-" in str(name):
            opened.append((flags & (os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW), mode))
        return opening(name, flags, mode)

    book = written(path)
    monkeypatch.setattr(os, "open", watched)
    book.save()
    assert opened == [(os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    path.chmod(mode)
    written(path).save()
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    target, link = plain(tmp_path / "kept" / "book.xlsx", ""), tmp_path / "link.xlsx"
    link.symlink_to(target)
    written(link).save()
    assert (link.is_symlink(), first(target)) == (True, Decimal(5))
    _lock("~$book.xlsx")(target)
    with pytest.raises(FileRefused, match=r"file\.open"):
        written(link, 6).save()


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plain(tmp_path / "book.xlsx", "")
    before, book = path.read_bytes(), written(path)

    def full(_: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileRefused) as refusal:
        book.save()
    assert refusal.value.code == "file.not-written"
    assert "(de schijf is vol)" in said(refusal.value, "nl")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_one_workbook_can_be_saved_again_and_again(tmp_path: Path) -> None:
    book = written(plain(tmp_path / "book.xlsx", ""))
    book.save()
    book.write_cells("Sheet", {"A2": Decimal(6)})
    book.save()
    assert book.tables()["tblPlain"].rows[0][0] == Decimal(6)
