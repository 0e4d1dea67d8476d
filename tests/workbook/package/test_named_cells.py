"""Which cell has a name, whoever wrote the workbook?"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from tests.workbook.package.books import members

SHEETS = ("Start", "Día 1", "a'b & c")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('<definedName name="here">Start!$D$18</definedName>', ("Start", "D18")),
        ("<definedName name=\"here\">'Start'!$AB$7</definedName>", ("Start", "AB7")),
        ("<definedName name=\"here\">'Día 1'!$D$18</definedName>", ("Día 1", "D18")),
        ("<definedName name=\"here\">'a''b &amp; c'!$D$18</definedName>", ("a'b & c", "D18")),
        (
            '<definedName function="false" hidden="false" name="here" vbProcedure="false">Start!$D$18</definedName>',
            ("Start", "D18"),
        ),
        ('<definedName name="there">Start!$A$1</definedName><definedName name="here">Start!$B$2</definedName>',
         ("Start", "B2")),
        ('<definedName name="here">#REF!</definedName>', None),
        ('<definedName name="here">Gone!$D$18</definedName>', None),
        ('<definedName name="here">Start!$D$18:$D$19</definedName>', None),
        ('<definedName name="there">Start!$D$18</definedName>', None),
    ],
)  # fmt: skip
def test_a_name_leads_to_its_one_cell(tmp_path: Path, written: str, found: tuple[str, str] | None) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for sheet in SHEETS:
            book.add_worksheet(sheet)
    held = members(path)
    with zipfile.ZipFile(path, "w") as package:
        for name, part in held.items():
            package.writestr(
                name, part.replace(b"</sheets>", f"</sheets><definedNames>{written}</definedNames>".encode())
            )
    assert XlsxWorkbook(path).named("here") == found
