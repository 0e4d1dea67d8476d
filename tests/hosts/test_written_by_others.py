"""Does the whole example settle to the same cent, and only once, however a program spelled its parts?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import bonusmalus_templates
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.hosts.opening import opened
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from tests.workbook.package.books import members, zipped
from tests.workbook.package.dialects import commented, indented, prefixed

EXAMPLE = Path(bonusmalus_templates.__file__).with_name("example-nl.xlsx")
SAME = "-5164.20"
"""What the first quarter of the example comes to."""


def quoted(part: bytes) -> bytes:
    """Every attribute between single quotes."""
    return re.sub(rb'(\s[\w:]+)="([^"\']*)"', rb"\1='\2'", part)


def unnumbered(part: bytes) -> bytes:
    """Rows without their numbers; cells keep their addresses."""
    return re.sub(rb'(<row) r="\d+"', rb"\1", part)


def unaddressed(part: bytes) -> bytes:
    """Neither rows nor cells say where they are: what is blank is spelled out."""
    numbered = re.sub(rb'<row r="(\d+)"', _after_blank_rows(), part)
    return re.sub(rb"<row.*?</row>", lambda row: re.sub(rb'<c r="([A-Z]+)\d+"', _after_blank_cells(), row[0]), numbered)


def _after_blank_rows() -> Callable[[re.Match[bytes]], bytes]:
    seen = [0]

    def spelled(row: re.Match[bytes]) -> bytes:
        blank, seen[0] = int(row[1]) - seen[0] - 1, int(row[1])
        return b"<row/>" * blank + b"<row"

    return spelled


def _after_blank_cells() -> Callable[[re.Match[bytes]], bytes]:
    seen = [0]

    def spelled(cell: re.Match[bytes]) -> bytes:
        column = 0
        for letter in cell[1]:
            column = column * 26 + letter - 64
        blank, seen[0] = column - seen[0] - 1, column
        return b"<c/>" * blank + b"<c"

    return spelled


def capital(part: bytes) -> bytes:
    """The names of tables in capitals: to Excel they are the same."""
    return re.sub(rb'(displayName=")(\w+)', lambda name: name[1] + name[2].upper(), part)


def spelled(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The example with the parts of its workbook, sheets and tables spelled in another way."""
    parts = {
        name: change(part) if re.match(r"xl/(workbook|worksheets/\w+|tables/\w+)\.xml", name) else part
        for name, part in members(EXAMPLE).items()
    }
    return zipped(path, {**parts})


@pytest.mark.parametrize("change", [quoted, unnumbered, unaddressed, capital, prefixed, commented, indented])
def test_a_settlement_is_the_same_and_done_once_however_the_parts_are_spelled(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = spelled(tmp_path / "spelled.xlsx", change)
    amounts, versions = [], []
    for _ in range(2):
        workbook = opened(path)
        outcome = carry_out(COMMANDS["settle"], workbook, {"period": 1, "as_of": date(2027, 2, 1)})
        workbook.save()
        amounts.append(outcome.data["bonus_malus"])
        versions.append(path.read_bytes())
    assert (amounts, versions[0] == versions[1]) == ([SAME, SAME], True)
    assert XlsxWorkbook(path).peek("Start", "D18") != XlsxWorkbook(EXAMPLE).peek("Start", "D18")
