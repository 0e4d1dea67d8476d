"""Does a contract that was saved elsewhere or tampered with settle to the same cent, or say what is wrong?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import bonusmalus_templates
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.opening import opened
from bonusmalus_core.words.said import said
from tests.workbook.package.books import members, zipped

Change = Callable[[str], str]

EXAMPLE = Path(bonusmalus_templates.__file__).with_name("example-nl.xlsx")
BOOK, MEASURED = "xl/workbook.xml", "xl/worksheets/sheet6.xml"
FCR, NUMERATOR = r'<c r="I6"( s="\d+") t="s"><v>\d+</v></c>', r'<c r="J6"( s="\d+")><v>6967</v></c>'
MONTH = r'<c r="H6"( s="\d+")><v>\d+</v></c>'
NAMES = "".join(f'<definedName name="n{i}">{"+".join([f"n{i - 1}"] * 9) if i else 1}</definedName>' for i in range(99))
SAME = "-5164.20"
"""What the first quarter of the example comes to."""


def swapped(pattern: str, new: str) -> Change:
    r"""The first place that looks so, as `new` (with \1 for what stood between brackets)."""

    def change(part: str) -> str:
        assert re.search(pattern, part)
        return re.sub(pattern, new, part, count=1)

    return change


def number(attributes: str, content: str) -> Change:
    return swapped(NUMERATOR, rf'<c r="J6"\1{attributes}>{content}</c>')


def text(pattern: str, cell: str, written: str) -> Change:
    return swapped(pattern, rf'<c r="{cell}"\1 t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>')


def encoded(encoding: str) -> Callable[[str], bytes]:
    return lambda part: f'<?xml version="1.0" encoding="{encoding}"?>{part.partition("?>")[2]}'.encode(
        encoding, "xmlcharrefreplace"
    )


def settled(folder: Path, member: str, change: Callable[[str], str | bytes]) -> Outcome:
    """The first quarter of the example, of which one part was changed."""
    held = members(EXAMPLE)
    path = zipped(folder / "odd.xlsx", {**held, member: change(held[member].decode())})
    outcome = carry_out(COMMANDS["settle"], opened(path), {"period": 1, "as_of": date(2027, 2, 1)})
    assert outcome.language == "nl"
    return outcome


@pytest.mark.parametrize(
    ("member", "change"),
    [
        pytest.param(MEASURED, lambda part: part, id="as it was"),
        pytest.param(MEASURED, number("", "<v>6.967E3</v>"), id="an exponent"),
        pytest.param(MEASURED, number("", "<v>+6967.0</v>"), id="a sign"),
        pytest.param(MEASURED, number("", "<v><![CDATA[6967]]></v>"), id="a quoted number"),
        pytest.param(MEASURED, number("", "<f>[1]Blad1!$A$1</f><v>6967</v>"), id="a link to another workbook"),
        pytest.param(MEASURED, number("", "<f>cmd|'/C calc'!A0</f><v>6967</v>"), id="a formula that asks a program"),
        pytest.param(MEASURED, text(FCR, "I6", "F\u00adC\u00adR"), id="soft hyphens in a code"),
        pytest.param(MEASURED, text(FCR, "I6", "\u200fFCR\u200e"), id="marks of direction around a code"),
        pytest.param(MEASURED, text(FCR, "I6", "\u00a0FCR "), id="spaces that do not break around a code"),
        pytest.param(MEASURED, text(MONTH, "H6", "2026-01-31"), id="a month as a text"),
        pytest.param(MEASURED, swapped(MONTH, r'<c r="H6"\1><v>46037.6</v></c>'), id="an hour within the month"),
        pytest.param(MEASURED, swapped('<row r="6"', '<row r="6" hidden="1"'), id="a filtered row"),
        pytest.param(MEASURED, swapped("(?s)(<row r=\"6\".*?)</row>", r'\1<c r="XFD6"><v>9</v></c></row>'), id="width"),
        pytest.param(
            MEASURED, swapped("</sheetData>", '</sheetData><mergeCells><mergeCell ref="J6:J7"/></mergeCells>'),
            id="merged with a blank cell",
        ),
        pytest.param(MEASURED, encoded("UTF-16"), id="UTF-16"),
        pytest.param(MEASURED, encoded("ISO-8859-1"), id="Latin letters"),
        pytest.param(BOOK, swapped('(name="Metingen")', r'\1 state="veryHidden"'), id="a hidden sheet"),
        pytest.param(BOOK, swapped("<definedNames>", "<definedNames>" + NAMES), id="names that multiply each other"),
    ],
)  # fmt: skip
def test_what_only_looks_odd_settles_to_the_same_cent(tmp_path: Path, member: str, change: Change) -> None:
    outcome = settled(tmp_path, member, change)
    assert (outcome.findings, outcome.data["bonus_malus"]) == ((), SAME)


@pytest.mark.parametrize(
    ("member", "change", "code", "cell"),
    [
        pytest.param(MEASURED, number("", "<v>69_67</v>"), "W10", "J6", id="a number that only Python reads"),
        pytest.param(MEASURED, number("", "<v>\uff16\uff19\uff16\uff17</v>"), "W10", "J6", id="wide digits"),
        pytest.param(MEASURED, number("", "<v>1E-310</v>"), "W10", "J6", id="less than a sheet can hold"),
        pytest.param(MEASURED, number(' t="b"', "<v>1</v>"), "W12", "J6", id="a truth value"),
        pytest.param(MEASURED, number(' t="e"', "<v>#REF!</v>"), "W8", "J6", id="a broken link"),
        pytest.param(MEASURED, number("", "<f>1+1</f>"), "W9", "J6", id="a formula that was never calculated"),
        pytest.param(MEASURED, text(NUMERATOR, "J6", "85\u00a0%"), "W11", "J6", id="a percentage as a text"),
        pytest.param(MEASURED, text(NUMERATOR, "J6", "'6967"), "W11", "J6", id="an apostrophe that was kept"),
        pytest.param(MEASURED, text(NUMERATOR, "J6", "\u200b"), "W11", "J6", id="a text that nobody sees"),
        pytest.param(MEASURED, text(FCR, "I6", "F\u0421R"), "W20", "I6", id="a Cyrillic letter in a code"),
        pytest.param(MEASURED, text(FCR, "I6", "\uff26\uff23\uff32"), "W20", "I6", id="wide letters"),
        pytest.param(BOOK, swapped("<workbookPr", '<workbookPr date1904="1"'), "C10s", "D11", id="days from 1904"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_at_its_cell(
    tmp_path: Path, member: str, change: Change, code: str, cell: str
) -> None:
    outcome = settled(tmp_path, member, change)
    first = said(outcome.findings[0], "nl", outcome.locate)
    assert (outcome.refused, first.code, first.cell) == (True, code, cell)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(swapped(NUMERATOR, r'\g<0><c r="J6"\1><v>9000</v></c>'), "file.corrupt", id="a cell twice"),
        pytest.param(swapped("(?s)<row r=\"6\".*?</row>", r"\g<0>\g<0>"), "file.corrupt", id="a row twice"),
        pytest.param(
            swapped("</sheetData>", '</sheetData><mergeCells><mergeCell ref="I6:I7"/></mergeCells>'), "file.covered",
            id="a figure under merged cells",
        ),
        pytest.param(
            swapped("</sheetData>", '</sheetData><mergeCells><mergeCell ref="J6:J7"/><mergeCell/></mergeCells>'),
            "file.corrupt",
            id="merged cells that are nowhere",
        ),
    ],
)  # fmt: skip
def test_what_hides_a_figure_is_refused_as_a_file(tmp_path: Path, change: Change, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        settled(tmp_path, MEASURED, change)
    assert refused.value.code == code
