"""Does the COM server answer our functions and commands, and nothing else?"""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

from bonusmalus_addin.excel.names import GO_ON, RUNNING
from bonusmalus_addin.excel.ribbon import OWN_ICONS
from bonusmalus_addin.excel.server import NotOffered, Server
from bonusmalus_addin.excel.vba.plain import message, plain
from bonusmalus_core.declare.commands import COMMANDS

pytestmark = pytest.mark.usefixtures("udfs")

SCALE = (((0.8, 0.85),), ((1.0, 1.05),))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What reaches the commands."""
    calls: list[tuple[Any, ...]] = []
    commands = ModuleType("commands")

    def press(*given: Any) -> str:
        calls.append(given)
        return "82 % → 102 %"

    commands.press = press  # type: ignore[attr-defined]
    commands.go_on = lambda _asking: f"{RUNNING}●●○"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "bonusmalus_addin.excel.commands", commands)
    return calls


def test_one_cell_comes_back_as_a_value_and_several_as_rows() -> None:
    server = Server()
    assert server.CallUDF("functions", "BM_IMPACT", (0.82, *SCALE)) == 1.02
    assert server.CallUDF("functions", "BM_IMPACT", (((0.82, 0.8),), *SCALE)) == [[1.02, 1.0]]


@pytest.mark.parametrize("name", [*COMMANDS, *OWN_ICONS])
def test_a_command_gets_the_workbook_and_the_language(asked: list[tuple[Any, ...]], name: str) -> None:
    assert Server().CallUDF("commands", name, ("fr",), object()) == "82 % -> 102 %"
    assert [(called, spoken) for called, _, spoken in asked] == [(name, "fr")]


@pytest.mark.usefixtures("asked")
def test_how_far_a_command_is_comes_as_it_is() -> None:
    assert Server().CallUDF("commands", GO_ON, ("fr",), object()) == f"{RUNNING}●●○"


def test_no_command_is_called_as_the_question_for_its_end() -> None:
    assert GO_ON not in {*COMMANDS, *OWN_ICONS}


def test_a_language_that_is_none_of_ours_becomes_english(asked: list[tuple[Any, ...]]) -> None:
    Server().CallUDF("commands", "check", ("xx",), object())
    assert asked[0][2] == "en"


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("functions", "call"),
        ("functions", "check"),
        ("commands", "BM_IMPACT"),
        ("commands", "demo"),
        ("os", "system"),
        ("", ""),
    ],
)
def test_all_else_is_refused(part: str, name: str) -> None:
    with pytest.raises(NotOffered):
        Server().CallUDF(part, name, ("calc",), None)


_STARTED = """
import sys
from bonusmalus_addin.excel import server
try:
    server.serve()
except ImportError as missing:  # away from Windows it comes as far as xlwings
    assert "pywin32" in str(missing)
print("xlwings" in sys.modules, [name for name in server._NOT_FOR_CELLS if name in sys.modules])
import numpy
print(numpy.arange(3).sum())
"""


def test_a_cell_does_not_wait_for_what_commands_alone_need() -> None:
    told = subprocess.run([sys.executable, "-c", _STARTED], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["True []", "3"]


def test_com_can_reach_one_method_only() -> None:
    assert Server._public_methods_ == ("CallUDF",)


@pytest.mark.parametrize(("length", "shown"), [(1000, 1000), (1001, 1000)])
def test_a_message_is_as_long_as_a_message_box_holds(length: int, shown: int) -> None:
    assert len(message("x" * length)) == shown


@pytest.mark.parametrize(
    ("text", "typed"),
    [("één", "een"), ("für ‘größer’", "fuer 'groesser'"), ("1 → 2 – 3", "1 -> 2 - 3"), ("cœur", "coeur")],
)
def test_visual_basic_gets_what_a_typist_without_accents_writes(text: str, typed: str) -> None:
    assert plain(text) == typed
