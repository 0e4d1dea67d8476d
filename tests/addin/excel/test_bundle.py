"""Is everything in the zip for users without Python, where Windows looks for it?"""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from bonusmalus_addin.excel.bundle import assemble, version_in
from bonusmalus_core.words import LANGUAGES, words


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The zip that a small Python and one package make, put together twice, the second time from newer files."""
    folder = tmp_path_factory.mktemp("bundle")
    with ZipFile(folder / "python.zip", "w") as python:
        python.writestr("cp313/pythonw.exe", b"MZ")
        python.writestr("cp313/python313._pth", b"python313.zip\r\n.\r\n\r\n# Uncomment\r\n#import site\r\n")
    package = folder / "packages" / "xlwings" / "__init__.py"
    package.parent.mkdir(parents=True)
    once, again = folder / "once.zip", folder / "again.zip"
    for target, moment in ((once, 1_700_000_000), (again, 1_800_000_000)):
        package.write_text("")
        os.utime(package, (moment, moment))
        assemble(folder / "python.zip", folder / "packages", target)
    return once, again


@pytest.fixture(scope="module")
def files(made: tuple[Path, Path]) -> dict[str, bytes]:
    """What is in the zip."""
    with ZipFile(made[0]) as packed:
        return {name.removeprefix("Bonus-Malus/"): packed.read(name) for name in packed.namelist()}


def test_the_same_files_make_the_same_zip(made: tuple[Path, Path]) -> None:
    once, again = made
    assert once.read_bytes() == again.read_bytes()


def test_python_the_packages_and_the_scripts_are_there(files: dict[str, bytes]) -> None:
    assert set(files) == {
        "python/pythonw.exe",
        "python/python313._pth",
        "python/Lib/site-packages/xlwings/__init__.py",
        "install.cmd",
        "uninstall.cmd",
        "README.txt",
    }


def test_python_looks_for_our_packages_and_for_what_they_bring(files: dict[str, bytes]) -> None:
    looked_in = b"python313.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
    assert files["python/python313._pth"] == looked_in


@pytest.mark.parametrize("name", ["install.cmd", "uninstall.cmd"])
def test_a_script_is_plain_text_for_windows(files: dict[str, bytes], name: str) -> None:
    text = files[name].decode("ascii")
    assert "\n" not in text.replace("\r\n", "")
    labels = {line[1:] for line in text.split("\r\n") if line.startswith(":")}
    assert {line.rpartition("goto ")[2] for line in text.split("\r\n") if "goto " in line} == labels
    assert all(f"echo {language.upper()} " in text for language in LANGUAGES)


def test_what_to_read_first_speaks_every_language(files: dict[str, bytes]) -> None:
    told = files["README.txt"].decode().replace("\r\n", "\n")
    assert all(words(language, "addin")["readme"] in told for language in LANGUAGES)


@pytest.mark.parametrize(("names", "version"), [(["python313._pth"], "3.13"), (["cp311/python311._pth"], "3.11")])
def test_the_packages_fit_the_python(names: list[str], version: str) -> None:
    assert version_in(names) == version


def test_another_zip_is_refused() -> None:
    with pytest.raises(ValueError, match="no embeddable CPython"):
        version_in(["python.exe"])
