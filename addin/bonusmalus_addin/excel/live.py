"""Which formulas show impact and explanation of every KPI while its user types, and how are broken ones mended?

They stand beside the table, for tables hold no formulas that spill. Excel turns a function of an add-in that lay
elsewhere into a link to that place: such links become the plain name again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from xlwings import Book, Sheet

from bonusmalus_addin.excel import native
from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_addin.excel.reading import cells_of
from bonusmalus_addin.excel.writing import as_text, refusal
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts.live.closing import Closing
from bonusmalus_core.words import LANGUAGES, say, words
from bonusmalus_core.workbook.package.address import Area, name
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.read import read_agreement

_LINK = re.compile(r"(?:'[^'!]*\.xlam'|[^\s'!(),;=+*/&<>^]*\.xlam\]?|\[\d+\])!(?=BM_)", re.IGNORECASE)
_GAP = 2
"""A table would grow over what touches it."""
_SHARE = "0.00%"
_HEADS = ("formulas.impact", "formulas.explanation")


def insert(book: Book, spoken: str) -> Closing:
    """Writes the live formulas of every KPI and mends links; doing it twice changes nothing."""
    workbook = ExcelWorkbook(book)
    reading = read_agreement(workbook)
    kpis, levels = reading.places.sections.get("kpis"), reading.places.sections.get("levels")
    if reading.agreement is None or kpis is None or levels is None:
        raise FileRefused("file.not-a-contract", book.name)
    sheet, table, language = book.sheets[kpis.table.sheet], kpis.table, reading.agreement.contract.language
    left = _left(sheet, table)
    block = Area(table.row, left, table.row + len(table.rows), left + 1)
    with native.undisturbed(book.app), native.unprotected(sheet):
        cells_of(sheet, Area(table.row, left, table.row, left + 1)).raw_value = [
            [as_text(say(language, "excel", head)) for head in _HEADS]
        ]
        for row, formulas in _formulas(kpis, levels.table, language):
            for column, formula in enumerate(formulas):
                native.put_live(sheet.range((row, left + column)), formula)
        cells_of(sheet, Area(block.top + 1, left, block.bottom, left)).number_format = _SHARE
        mended = sum(_mended(each) for each in book.sheets if each.name == sheet.name or not native.is_protected(each))
    first = name(block.top, left)
    message = say(spoken, "excel", "formulas.done", sheet=sheet.name, cell=first, mended=mended)
    return Closing(message, True, (sheet.name, first))


def unlinked(formula: str) -> str:
    """The formula with the plain names of our functions, wherever their add-in once lay.

    >>> unlinked("=SUM(1,bonusmalus.xlam!BM_CAP(A1,0.1))")
    '=SUM(1,BM_CAP(A1,0.1))'
    """
    return _LINK.sub("", formula)


def _left(sheet: Sheet, table: Table) -> int:
    """The column of the live impact: where it stands already, else beside the table. FileRefused if that is taken."""
    left = table.column + len(table.header) - 1 + _GAP
    ours = {words(language, "excel")[head] for language in LANGUAGES for head in _HEADS}
    taken = [str(value or "") for value in cells_of(sheet, Area(table.row, left, table.row, left + 1)).raw_value[0]]
    for column, value in enumerate(taken):
        if value and value not in ours:
            raise refusal("file.occupied", sheet, table.row, left + column, table=table.name)
    return left


def _formulas(kpis: SectionPlaces, levels: Table, language: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """The row on the sheet of each KPI, and its formulas."""
    tried = {words(spoken, "sheets")["kpis.try"] for spoken in LANGUAGES}
    tries = [column for column, text in enumerate(kpis.table.header) if text in tried]
    columns = kpis.columns
    for row in kpis.rows if tries else ():
        count = _filled(kpis.table.rows[row], columns, "thresholds")
        own = _filled(kpis.table.rows[row], columns, "impacts")
        impacts = _span(kpis.table, row, columns, "impacts", count) if own else _levels(levels, count)
        value = kpis.table.cell(row, tries[0])
        bands = f"{value},{_span(kpis.table, row, columns, 'thresholds', count)},{impacts}"
        payout = _or(kpis.table, row, columns, "payout", "linear")
        beyond = _or(kpis.table, row, columns, "beyond", "clamp")
        yield (
            kpis.table.row + 1 + row,
            (
                f'=IF({value}="","",BM_IMPACT({bands},{payout},{beyond}))',
                f'=IF({value}="","",BM_EXPLAIN({bands},{payout},"{language}"))',
            ),
        )


def _filled(row: Sequence[object], columns: Mapping[str, int], key: str) -> int:
    """How many levels the KPI has a number for, from the first on."""
    count = 0
    while f"{key}.{count + 1}" in columns and row[columns[f"{key}.{count + 1}"]] is not None:
        count += 1
    return count


def _span(table: Table, row: int, columns: Mapping[str, int], key: str, count: int) -> str:
    first, last = (table.cell(row, columns[f"{key}.{level}"]) for level in (1, max(count, 1)))
    return f"{first}:{last}"


def _levels(levels: Table, count: int) -> str:
    """The impact levels, which hold for every KPI without impacts of its own."""
    first, last = (levels.column + offset for offset in (0, max(count, 1) - 1))
    row = levels.row + 1
    return f"${name(row, first).rstrip('0123456789')}${row}:${name(row, last).rstrip('0123456789')}${row}"


def _or(table: Table, row: int, columns: Mapping[str, int], key: str, otherwise: str) -> str:
    """The cell, or what a blank one means; a sheet may lack the column."""
    if key not in columns:
        return f'"{otherwise}"'
    cell = table.cell(row, columns[key])
    return f'IF({cell}="","{otherwise}",{cell})'


def _mended(sheet: Sheet) -> int:
    """The number of formulas on a sheet that were links to an add-in elsewhere."""
    used = sheet.used_range
    held = used.formula
    rows = held if isinstance(held, (list, tuple)) else [[held]]
    broken = [
        (row, column, text)
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line, 1)
        if isinstance(text, str) and text.startswith("=") and unlinked(text) != text
    ]
    for row, column, text in broken:
        native.put_live(used(row, column), unlinked(text))
    return len(broken)
