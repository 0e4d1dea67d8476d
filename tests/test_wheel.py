"""What does `pip install bonusmalus` put on a machine?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).parents[1]
PACKAGES = {
    "bonusmalus_core": "bonusmalus_core",
    "bonusmalus_addin": "addin/bonusmalus_addin",
    "bonusmalus_templates": "templates",
}
BUILD = "from setuptools.build_meta import build_wheel; build_wheel('.')"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the wheel is built from: a build leaves files behind, which would reach the next wheel."""
    source = tmp_path_factory.mktemp("source")
    for declaration in ("pyproject.toml", "setup.py", "LICENSE", "README.md"):
        copy(CHECKOUT / declaration, source)
    for folder in PACKAGES.values():
        copytree(CHECKOUT / folder, source / folder, ignore=ignore_patterns("__pycache__", ".*", "~*"))
    return source


@pytest.fixture(scope="module")
def installed(source: Path) -> set[str]:
    """The files that the wheel installs, without those about the wheel itself."""
    subprocess.run([sys.executable, "-W", "error", "-c", BUILD], cwd=source, check=True, capture_output=True)
    (wheel,) = source.glob("*.whl")
    with ZipFile(wheel) as files:
        return {name for name in files.namelist() if ".dist-info/" not in name}


def test_three_packages_are_installed_and_nothing_else(installed: set[str]) -> None:
    assert {name.split("/")[0] for name in installed} == set(PACKAGES)


@pytest.mark.parametrize(("package", "folder"), PACKAGES.items())
def test_every_file_of_a_package_is_carried(installed: set[str], source: Path, package: str, folder: str) -> None:
    files = (path.relative_to(source / folder) for path in (source / folder).rglob("*") if path.is_file())
    assert {f"{package}/{path.as_posix()}" for path in files} == {
        name for name in installed if name.startswith(f"{package}/")
    }
