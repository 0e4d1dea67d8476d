"""What do all sheets have in common? Title, margin, print layout, and rows as high as their text."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_pixel_width

from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.design import CAPTION, FONT, SHEET_TABS, TITLE
from bonusmalus_core.workbook.build.plan import Plan

A4 = 9
MARGIN = 2
LINE_HEIGHT = 13
_PIXELS_PER_WIDTH = 7
_PADDING = 18
_SMALL = 10 / 11
_PROTECTED = {
    "select_locked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}


def new_page(book: Book, plan: Plan, key: str, landscape: bool = False, zoom: int = 100) -> Any:
    """An empty sheet with its name, tab colour and print layout; nothing is written yet."""
    sheet = book.workbook.add_worksheet(plan.say(f"sheet.{key}"))
    sheet.hide_gridlines(2)
    sheet.set_tab_color(SHEET_TABS[key])
    sheet.set_zoom(zoom)
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    small = f'&"{FONT},Regular"&9&K6B7785'
    title = plan.contract.title.replace("&", "&&")
    sheet.set_header(f"&L{small}{title}&R{small}&A")
    sheet.set_footer(f"&L{small}Bonus-Malus&R{small}{plan.say('page')} &P / &N")
    sheet.set_column(0, 0, MARGIN)
    return sheet


def write_title(book: Book, sheet: Any, title: str, caption: str, column: int = 1) -> None:
    """The title and the line below it, in the first two rows."""
    sheet.set_row(0, 36)
    sheet.set_row(1, 20)
    book.put(sheet, 0, column, title, TITLE)
    book.put(sheet, 1, column, caption, CAPTION)


def protect(sheet: Any) -> None:
    """Protects results from being typed over, without a password."""
    sheet.protect("", _PROTECTED)


def height(*texts: tuple[str, float], least: int = 1) -> float:
    """How high a row is that holds wrapped texts of 10 points, each in a column of so many characters; points."""
    return LINE_HEIGHT * max([least, *(lines(text, width) for text, width in texts)]) + 8


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters.

    >>> lines("one two three", 40), lines("one two three", 5)
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
