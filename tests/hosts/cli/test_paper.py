"""How does a page look that is piped?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bonusmalus_core.hosts.cli.page import Head, Page
from bonusmalus_core.hosts.cli.paper import Paper
from bonusmalus_core.hosts.cli.screen import Screen

HEADS = (Head(("Code",), left=True), Head(("Price per", "unit"), left=False))


def test_texts_stand_left_numbers_right_and_heads_above_the_rule(capsys: pytest.CaptureFixture[str]) -> None:
    Paper().table(HEADS, [("FCR", "€ 9.84"), ("SL60", "–")])
    assert capsys.readouterr().out.splitlines() == [
        "      Price per",
        "Code       unit",
        "───────────────",
        "FCR      € 9.84",
        "SL60          –",
    ]


def test_nothing_is_folded_however_long_it_is_and_a_rule_is_no_longer_than_a_screen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Paper().table(HEADS, [("x" * 300, "1")])
    Paper().line("y" * 300, "bold", "!")
    assert [len(line) for line in capsys.readouterr().out.splitlines()] == [311, 311, 80, 311, 301]


@pytest.mark.parametrize("page", [Paper, Screen])
def test_a_terminal_obeys_nothing_that_was_typed_into_a_workbook(
    capsys: pytest.CaptureFixture[str], page: Callable[[], Page]
) -> None:
    page().line("\x1b]0;a\x07 title\tb", "bold", "\rmalus\x9b2K")
    page().table(HEADS, [("\x1b[8mFCR\x1b[0m", "1\x082")])
    out = capsys.readouterr().out
    assert not set(out) & {*map(chr, (*range(9), *range(11, 32), *range(127, 160)))}
    assert "\ufffdmalus\ufffd2K" in out


@pytest.mark.parametrize("page", [Paper, Screen])
def test_the_end_of_a_line_of_another_system_ends_a_line(
    capsys: pytest.CaptureFixture[str], page: Callable[[], Page]
) -> None:
    page().line("bonus\r\nmalus")
    assert capsys.readouterr().out == "bonus\nmalus\n"


def test_a_pipe_waits_for_no_library_that_a_preliminary_settlement_does_not_need(workbook: Path) -> None:
    program = (
        "import sys; from bonusmalus_core.hosts.cli import main; main(); "
        "sys.exit(str(sorted({'rich', 'xlsxwriter', 'openpyxl', 'difflib', 'lxml', 'http.client'} & set(sys.modules))))"
    )
    command = [sys.executable, "-c", program, "settle", str(workbook), "--period", "1", "--as-of", "2026-04-01"]
    piped = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=piped, check=False)
    assert done.stderr == "[]\n"
