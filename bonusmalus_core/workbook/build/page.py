"""What do all sheets have in common? Title, margin, print layout, and rows as high as their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_pixel_width, xl_rowcol_to_cell

from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import CAPTION, FONT, SHEET_TABS, TEXT, TITLE, Style
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Written

A4 = 9
MARGIN = 2
LINE_HEIGHT = 13
LONGEST_HEADER = 90
"""Excel has room for 255 characters in a header, codes included."""

_PIXELS_PER_WIDTH = 7
_PADDING = 16
_SMALL = 10 / 11
_PIXELS_PER_POINT = 96 / 72
_NARROWER = 1.02
"""A line of 10 points is measured 2 % (with many digits) to 6 % wider than it is printed."""
_BOLD = 1.08
_INSET, _CELL_PADDING = 20, 5
_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}


@dataclass(frozen=True)
class Page:
    """A sheet being filled, with all that is known of the workbook; `sheet` is XlsxWriter's."""

    book: Book
    plan: Plan
    running: Running
    lists: DropDowns
    sheet: Any

    def put(self, row: int, column: int, value: Written, style: Style = TEXT) -> None:
        """Writes one cell at a 0-based place."""
        self.book.put(self.sheet, row, column, value, style)

    def name_cell(self, name: str, row: int, column: int) -> None:
        """Gives a cell (0-based place) a name, by which it is found wherever rows are inserted."""
        sheet, cell = self.sheet.get_name().replace("'", "''"), xl_rowcol_to_cell(row, column, True, True)
        self.book.workbook.define_name(name, f"='{sheet}'!{cell}")

    def mark(self, place: str, rule: str, **look: object) -> None:
        """A conditional format: while `rule` (without "=") holds for the place's first cell, the cell looks so."""
        options = {"type": "formula", "criteria": f"={rule}", "format": self.book.style(look)}
        self.sheet.conditional_format(place, options)

    def mark_currency(self, place: str, number_format: str, rule: str = "") -> None:
        """Takes the symbol away while the contract pays in another currency than the workbook was built with."""
        changed = "currency_changed=1"
        self.mark(place, f"AND({changed},{rule})" if rule else changed, num_format=number_format)

    def title(self, key: str, column: int = 1) -> None:
        """The title and the line below it, in the first two rows."""
        self.sheet.set_row(0, 36)
        self.sheet.set_row(1, 20)
        self.put(0, column, self.plan.say(f"{key}.title"), TITLE)
        self.put(1, column, self.plan.say(f"{key}.caption"), CAPTION)

    def protect(self) -> None:
        """Protects results from being typed over, without a password."""
        self.sheet.protect("", _ALLOWED)

    def freeze(self, row: int, column: int = 0) -> None:
        """Keeps the rows above `row` in sight and on every printed page."""
        self.sheet.freeze_panes(row, column)
        self.sheet.repeat_rows(row - 1)
        self.sheet.outline_settings(symbols_below=False, symbols_right=False)


def new_sheet(book: Book, plan: Plan, key: str, landscape: bool) -> Any:
    """An empty sheet with its name, tab colour and print layout on A4."""
    sheet = book.sheet(plan.say(f"sheet.{key}"))
    sheet.set_tab_color(SHEET_TABS[key])
    print_on_a4(sheet, plan.contract.title, "&A", plan.say("page"), landscape)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, MARGIN)
    return sheet


def print_on_a4(sheet: Any, title: str, name: str, page: str, landscape: bool) -> None:
    """Print layout with title, name and page numbers in the margins; no gridlines."""
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    if landscape:
        sheet.set_landscape()
    small = f'&"{FONT},Regular"&9&K6B7785'
    shown = title[:LONGEST_HEADER].replace("&", "&&")
    sheet.set_header(f"&L{small}{shown}&R{small}{name}")
    sheet.set_footer(f"&L{small}Bonus-Malus&R{small}{page} &P / &N")


def fitting(width: float, header: str, choices: Sequence[str]) -> float:
    """The width, or more where a word of the (bold, wrapped) header or one of the choices would not fit in it.

    >>> fitting(10, "From month", ()), fitting(10, "Vermenigvuldiger", ())
    (10, 17.9)
    """
    words = [xl_pixel_width(word) * _SMALL * _BOLD for word in header.split()]
    pixels = max([0, *words, *(xl_pixel_width(choice) for choice in choices)]) + _INSET
    return max(width, round(float(pixels - _CELL_PADDING) / _PIXELS_PER_WIDTH, 1))


def height(*texts: tuple[str, float], least: int = 1) -> float:
    """How high a row is that holds wrapped texts of 10 points, each in a column of so many characters; points."""
    return LINE_HEIGHT * max([least, *(lines(text, width) for text, width in texts)]) + 8


def characters(points: float) -> float:
    """How wide a column is whose texts have so many points on paper, where letters are narrower than on a screen."""
    return (points * _PIXELS_PER_POINT * _NARROWER + _PADDING) / _PIXELS_PER_WIDTH


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters.

    >>> lines("one two three", 40), lines("one two three", 6)
    (1, 3)
    """
    room = width * _PIXELS_PER_WIDTH - _PADDING
    count, used = 1, 0.0
    for word in text.split():
        size = xl_pixel_width(word + " ") * _SMALL
        if used and used + size > room:
            count, used = count + 1, 0.0
        used += size
    return count + text.count("\n")
