"""Does the installation do what it says, on a machine that only remembers; and does the doctor see what is amiss?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

import pytest

from bonusmalus_addin.excel.install import acting, doctor
from bonusmalus_addin.excel.install.plan import Place, command, keys_to_remove, registrations
from bonusmalus_addin.excel.names import CLASS
from bonusmalus_addin.excel.xlam.package import packed
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.words import LANGUAGES, words

PLACE = Place(PureWindowsPath(r"C:\Python\pythonw.exe"), PureWindowsPath(r"C:\Excel\XLSTART"))
LOCAL_SERVER = rf"Software\Classes\CLSID\{CLASS}\LocalServer32"
WELL = ("python", "excel", "registered", "version", "blocked", "disabled", "elevated", "answer")


@dataclass
class Remembering:
    """A machine whose registry and files are dictionaries."""

    keys: dict[str, str] = field(default_factory=dict)
    files: dict[PureWindowsPath, bytes] = field(default_factory=dict)
    marked: bool = False
    disabled: bool = False
    elevated: bool = False
    where: str | None = r"C:\Office\excel.exe (x64)"
    missing: str | None = None
    says: object = 1.1

    def value(self, key: str) -> str | None:
        return self.keys.get(key)

    def write(self, key: str, value: str) -> None:
        self.keys[key] = value

    def remove(self, key: str) -> None:
        assert not [other for other in self.keys if other.startswith(f"{key}\\")], "Windows removes children first only"
        self.keys.pop(key, None)

    def content(self, path: PureWindowsPath) -> bytes | None:
        return self.files.get(path)

    def put(self, path: PureWindowsPath, content: bytes) -> None:
        self.files[path] = content

    def delete(self, path: PureWindowsPath) -> None:
        self.files.pop(path, None)

    def is_marked(self, path: PureWindowsPath) -> bool:
        return path in self.files and self.marked

    def excel(self) -> str | None:
        return self.where

    def is_disabled(self) -> bool:
        return self.disabled

    def runs_elevated(self) -> bool:
        return self.elevated

    def lacks(self) -> str | None:
        return self.missing

    def answer(self) -> object:
        return self.says


@pytest.fixture
def machine() -> Remembering:
    """A machine on which the add-in is installed."""
    machine = Remembering()
    list(acting.installed(machine, PLACE, "nl", "nl"))
    return machine


def signs(machine: Remembering) -> dict[str, bool]:
    return {sign.name: sign.good for sign in doctor.signs(machine, PLACE)}


def test_an_installed_add_in_is_registered_for_the_user_alone_and_lies_where_excel_starts(machine: Remembering) -> None:
    assert machine.keys == dict(registrations(PLACE))
    assert machine.keys[LOCAL_SERVER] == r'"C:\Python\pythonw.exe" -P -m bonusmalus_addin.excel.server'
    assert machine.files == {PLACE.file: packed("nl")}


def test_installing_twice_is_installing_once(machine: Remembering) -> None:
    before = (dict(machine.keys), dict(machine.files))
    list(acting.installed(machine, PLACE, "nl", "nl"))
    assert (machine.keys, machine.files) == before


def test_nothing_is_left_of_a_removed_add_in(machine: Remembering) -> None:
    list(acting.removed(machine, PLACE, "nl"))
    assert (machine.keys, machine.files) == ({}, {})
    assert set(registrations(PLACE)) <= set(keys_to_remove())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_finds_nothing_amiss_whatever_language_the_wizard_speaks(
    machine: Remembering, language: str
) -> None:
    machine.files[PLACE.file] = packed(language)
    assert signs(machine) == dict.fromkeys(WELL, True)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("python", {"missing": "xlwings"}),
        ("excel", {"where": None}),
        ("registered", {"keys": {LOCAL_SERVER: "another"}}),
        ("file", {"files": {}}),
        ("version", {"files": {PLACE.file: b"older"}}),
        ("blocked", {"marked": True}),
        ("disabled", {"disabled": True}),
        ("elevated", {"elevated": True}),
        ("answer", {"says": "com_error"}),
    ],
)
def test_the_doctor_names_what_is_amiss_and_nothing_else(
    machine: Remembering, name: str, change: dict[str, object]
) -> None:
    for attribute, value in change.items():
        setattr(machine, attribute, value)
    assert [sign for sign, good in signs(machine).items() if not good] == [name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_has_its_words(machine: Remembering, language: str) -> None:
    texts = words(language, "addin")
    for sign in doctor.signs(machine, PLACE):
        assert sign.said(language).startswith("ok  ")
        assert f"{sign.name}.bad" in texts


@pytest.mark.parametrize("action", ["install", "uninstall"])
def test_a_dry_run_says_every_step_and_takes_none(action: str) -> None:
    lines, good = acting.addin(action, "en", "en", dry_run=True)
    assert good
    assert len(lines) >= 1 + len(registrations(PLACE)) + 1
    assert "%APPDATA%" in lines[1] or "APPDATA" in os.environ
    assert lines[0].startswith("Trial run")


@pytest.mark.skipif(os.name == "nt", reason="on Windows it would be done")
@pytest.mark.parametrize("action", ["install", "uninstall", "doctor"])
def test_away_from_windows_nothing_is_tried(action: str) -> None:
    with pytest.raises(WrongUsage):
        acting.addin(action, "en", "en", dry_run=False)


def test_the_command_line_finds_the_add_in_by_its_entry_point() -> None:
    told = _bonusmalus("addin", "install", "--dry-run", "--language", "fr")
    assert (told.returncode, told.stderr) == (0, "")
    assert "LocalServer32" in told.stdout


@pytest.mark.skipif(os.name == "nt", reason="on Windows it would be done")
def test_away_from_windows_the_command_line_says_so_in_one_line() -> None:
    told = _bonusmalus("addin", "install")
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1)


def test_com_starts_a_module_of_ours_and_none_of_the_folder_it_is_in() -> None:
    assert " -P -m " in command(PLACE)
    told = subprocess.run(
        [sys.executable, "-P", "-c", "import sys, json; print(json.dumps(sys.path))"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(Path(__file__).parent) not in json.loads(told.stdout)


def _bonusmalus(*typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bonusmalus_core.hosts.cli", *typed],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
        check=False,
    )
