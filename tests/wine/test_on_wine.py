"""Does the add-in's zip install itself, and does COM start its server and call it? Under Wine, with `make test-wine`.

Wine 8 does not look for COM classes of one user, as Windows does: so what was registered is copied to where it looks.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from zipfile import ZipFile

import pytest

from bonusmalus_addin.excel.names import CLASS, PROGRAM
from bonusmalus_addin.excel.xlam.package import packed
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.read import is_contract

ROOT = Path(__file__).parents[2]
ZIP = ROOT / "dist" / "bonusmalus-excel.zip"
SHIM = ROOT / "dist" / "bcryptprimitives.dll"
"""What Windows 10 has and Wine 8 lacks: the random numbers that pydantic starts with."""


ENTER = b"\r\n" * 10
"""For the scripts, which wait for a key in the end, and for what they start, which reads some of it away."""


@dataclass(frozen=True)
class Wine:
    """A Windows of our own."""

    prefix: Path

    @property
    def environment(self) -> dict[str, str]:
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree=;mshtml="}
        return {**os.environ, "WINEPREFIX": str(self.prefix), "LC_ALL": "nl_BE.UTF-8", **quiet}

    def run(self, *command: str) -> str:
        """What a program of Windows says; its input and output are pipes, without which Python does not start."""
        told = subprocess.run(
            ["wine", *command], input=ENTER, capture_output=True, env=self.environment, timeout=900, check=False
        )
        return told.stdout.decode(errors="replace") + told.stderr.decode(errors="replace")

    @property
    def python(self) -> str:
        """The Python that install.cmd put into the folder of the user's programs."""
        (python,) = (path for path in self.find("python.exe") if "Programs" in path.parts)
        return str(python)

    def find(self, pattern: str) -> list[Path]:
        return list((self.prefix / "drive_c").rglob(pattern))

    def servers(self) -> list[str]:
        """The command lines of the servers that run."""
        told = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        return [line for line in told.splitlines() if "bonusmalus_addin.excel.server" in line]


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    wine = Wine(tmp_path_factory.mktemp("wine") / "prefix")
    wine.run("wineboot", "-i")
    wine.run("winecfg", "-v", "win10")
    yield wine
    subprocess.run(["wineserver", "-k"], env=wine.environment, check=False)


@pytest.fixture(scope="module")
def installed(wine: Wine) -> str:
    """What install.cmd says."""
    with ZipFile(ZIP) as archive:
        archive.extractall(wine.prefix / "drive_c")
    copy(SHIM, wine.prefix / "drive_c" / "Bonus-Malus" / "python")
    started = time.monotonic()
    told = wine.run("cmd", "/c", r"C:\Bonus-Malus\install.cmd")
    print(f"install.cmd: {time.monotonic() - started:.0f} s")
    for key in (rf"CLSID\{CLASS}", PROGRAM):
        wine.run("reg", "copy", rf"HKCU\Software\Classes\{key}", rf"HKLM\Software\Classes\{key}", "/s", "/f")
    return told


@pytest.fixture(scope="module")
def told(wine: Wine, installed: str) -> dict[str, str]:
    """What the client was told, and how long it took."""
    assert installed
    client = wine.prefix / "drive_c" / "client.vbs"
    copy(Path(__file__).with_name("client.vbs"), client)
    wine.run("cscript", "//nologo", r"C:\client.vbs", r"C:\told.txt")
    lines = (wine.prefix / "drive_c" / "told.txt").read_text(encoding="cp1252").splitlines()
    print("\n".join(lines))
    return dict(re.findall(r"^(\w+)=(\S+)", line)[0] for line in lines)


@pytest.fixture(scope="module")
def clicks(wine: Wine, told: dict[str, str]) -> list[str]:
    """What was said after each click."""
    assert told
    copy(Path(__file__).with_name("clicks.py"), wine.prefix / "drive_c" / "clicks.py")
    print(wine.run(wine.python, r"C:\clicks.py", r"C:\clicked.txt").strip())
    return (wine.prefix / "drive_c" / "clicked.txt").read_text(encoding="utf-8").splitlines()


def test_the_zip_installs_itself_and_speaks_the_language_of_the_user(wine: Wine, installed: str) -> None:
    assert "De invoegtoepassing staat klaar" in installed
    (file,) = wine.find("bonusmalus.xlam")
    assert file.parent.name == "XLSTART"
    assert file.read_bytes() == packed("nl")
    assert "pythonw.exe" in wine.run("reg", "query", rf"HKCU\Software\Classes\CLSID\{CLASS}\LocalServer32")


def test_com_starts_the_server(told: dict[str, str]) -> None:
    assert told["created"] == "0"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("scalar", "1.02"),
        ("error", "BM!2015"),
        ("array", "1.09998"),
        ("other", "-1"),
        ("exec", "-1"),
        ("eval", "-1"),
        ("after", "1.1"),
    ],
)
def test_the_server_answers_functions_refuses_all_else_and_survives_it(
    told: dict[str, str], asked: str, answer: str
) -> None:
    assert told[asked] == answer


def test_a_button_makes_a_contract_that_excel_is_told_to_open(wine: Wine, clicks: list[str]) -> None:
    assert clicks[1].startswith(r"new: C:\made.xlsx is gemaakt")
    assert clicks[4:] == [r"opened: C:\made.xlsx", "status bar: False"]
    (made,) = wine.find("made.xlsx")
    assert is_contract(XlsxWorkbook(made))


def test_a_button_refuses_in_one_message(clicks: list[str]) -> None:
    nothing = "Map1 bevat geen tabellen van een bonus-maluscontract"
    assert clicks[0].startswith(f"check: {nothing}")
    assert clicks[2].startswith(r"new: C:\made.xlsx bestaat al")
    assert clicks[3].startswith(f"verify: {nothing}")


def test_the_doctor_calls_the_server_and_misses_excel_alone(wine: Wine, clicks: list[str]) -> None:
    assert clicks
    examined = wine.run(wine.python, "-m", "bonusmalus_core.hosts.cli", "addin", "doctor").splitlines()
    print("\n".join(examined))
    assert [line for line in examined if line.startswith("!!")] == [
        "!!  Excel is niet gevonden: installeer Excel voor Windows."
    ]
    assert "ok  Python antwoordt: BM_CAP(1.3, 0.1) = 1.1." in examined


def test_two_processes_that_save_one_file_lose_nothing(wine: Wine, installed: str) -> None:
    assert installed
    copy(Path(__file__).with_name("saves.py"), wine.prefix / "drive_c" / "saves.py")
    (wine.prefix / "drive_c" / "shared").mkdir()
    told = wine.run(wine.python, r"C:\saves.py", r"C:\shared\count.txt").splitlines()
    assert told[0].split() == ["0", "0", "80", "count.txt"]  # Wine itself may complain after it


def test_no_server_is_left_over(wine: Wine, clicks: list[str]) -> None:
    assert clicks
    deadline = time.monotonic() + 20
    while wine.servers() and time.monotonic() < deadline:
        time.sleep(0.5)
    assert wine.servers() == []


def test_it_can_be_removed_without_a_trace(wine: Wine, clicks: list[str]) -> None:
    assert clicks
    wine.run("cmd", "/c", r"C:\Bonus-Malus\uninstall.cmd")
    assert wine.find("bonusmalus.xlam") == []
    assert not any("Programs" in path.parts for path in wine.find("pythonw.exe"))
    assert CLASS not in wine.run("reg", "query", r"HKCU\Software\Classes\CLSID")
