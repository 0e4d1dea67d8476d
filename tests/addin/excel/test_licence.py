"""Does the product use the parts of xlwings alone that are under its BSD licence?"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
OURS = ("bonusmalus_core", "addin", "templates", "tests", "benchmarks")
OTHER_LICENCE = ("xlwings.pro", "xlwings.server", "xlwings.reports")
KEY = "LICENSE" + "_KEY"


def sources() -> list[Path]:
    return [path for folder in OURS for path in (ROOT / folder).rglob("*.py")]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, and every name that it takes from one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)


def test_nothing_imports_a_part_of_another_licence() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        for name in imported(path)
        if name.startswith(OTHER_LICENCE)
    }
    assert found == set()


def test_a_forbidden_import_would_be_seen(tmp_path: Path) -> None:
    written = tmp_path / "written.py"
    written.write_text("import xlwings.pro.reports\nfrom xlwings import server\n")
    assert [name.startswith(OTHER_LICENCE) for name in imported(written)] == [True, True]


def test_no_licence_key_is_set() -> None:
    assert [str(path) for path in sources() if KEY in path.read_text(encoding="utf-8")] == []
    assert not [name for name in os.environ if KEY in name]


@pytest.mark.parametrize("module", ["cells", "names", "ribbon", "server", "udfs", "xlam.package"])
def test_the_add_in_works_without_a_licence(module: str) -> None:
    program = f"import bonusmalus_addin.excel.{module}, sys; x = sys.modules.get('xlwings'); sys.exit(x and x.__pro__)"
    subprocess.run([sys.executable, "-c", program], check=True)
