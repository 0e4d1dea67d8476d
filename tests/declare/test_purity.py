"""Do worksheet functions work where nothing but Python is installed?"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pydantic", "pandas", "openpyxl", "xlwings", "lxml", "numpy", "babel", "holidays", "bonusmalus_core.workbook")
EVERY_FUNCTION = """
import sys
from datetime import date
from bonusmalus_core.declare.functions import FUNCTIONS, call
for name, function in FUNCTIONS.items():
    arguments = (date(2026, 7, 1), 11) if name == "BM_WORKDAY" else function.example.arguments
    answer = call(name, *arguments)
    assert "SheetError" not in repr(answer), (name, answer)
    call(name, *("odd" for _ in arguments))
print(*sorted(sys.modules))
"""
COMMANDS = """
import sys
from bonusmalus_core.declare.commands import COMMANDS
print(*sorted(sys.modules))
"""
OLDEST_PYTHON = (3, 10)
"""The one that LibreOffice brings along on Windows."""


@pytest.mark.parametrize("program", [EVERY_FUNCTION, COMMANDS], ids=["functions", "commands"])
def test_no_library_and_no_workbook_is_loaded(program: str) -> None:
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert [name for name in HEAVY if name in run.stdout.split()] == []


def test_the_function_path_can_be_read_by_the_python_of_the_hosts() -> None:
    run = subprocess.run([sys.executable, "-c", EVERY_FUNCTION], capture_output=True, text=True, check=True)
    for module in (name for name in run.stdout.split() if name.startswith("bonusmalus_core")):
        path = Path(__import__(module, fromlist=["__file__"]).__file__ or "")
        ast.parse(path.read_text(encoding="utf-8"), feature_version=OLDEST_PYTHON)
