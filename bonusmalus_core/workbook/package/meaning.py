"""What does a stored cell mean: a number, a day, a text, an error, or a formula that was never calculated?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import NamedTuple

from bonusmalus_core.model.decimals import exact
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import Parts
from bonusmalus_core.workbook.package.text import unescaped
from bonusmalus_core.workbook.package.tree import SPACE, Element, read, tag
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError

_PLAIN = tag("t")
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
BLANKS = " \t\r\n"
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DAY_BEYOND_CALENDAR = 2_958_466
_DAY_THAT_NEVER_WAS = 60
"""Excel counts 29 February 1900: days before it are one further from the epoch."""


class Wanted(NamedTuple):
    """The rows and columns in which the cells that are to be read stand."""

    rows: frozenset[int]
    columns: frozenset[int]

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Wanted:
        """Those of the areas, and where they cross."""
        rows, columns = set[int](), set[int]()
        for area in areas:
            rows.update(range(area.top, area.bottom + 1))
            columns.update(area.columns())
        return cls(frozenset(rows), frozenset(columns))


Cells = dict[int, dict[int, Cell]]
"""The values of cells by row and column, without the blank ones."""


class Meanings:
    """What the cells of one package mean, by its shared texts, its date formats and its date system."""

    def __init__(self, archive: Archive, parts: Parts) -> None:
        self._archive = archive
        self._parts = parts

    def of(self, kind: str, style: str, text: str | None, has_formula: bool) -> Cell:
        """The value of a cell, None when it is blank.

        `kind` is its type ("n", "s", "str" …), `style` the index of its style. `text` stands in its `v`, or is what an
        inline string shows.
        """
        if not text:
            return CellError(UNCACHED) if has_formula and kind != "str" else None
        try:
            if kind == "n":
                return _day(float(text), self._parts.from_1904) if style in self._date_styles else _number(text)
            if kind == "s":
                return self._shared_texts[int(text)] or None
            return _TYPES[kind](text)
        except (ValueError, InvalidOperation, IndexError, KeyError):
            return CellError(UNREADABLE)

    @cached_property
    def _shared_texts(self) -> tuple[str, ...]:
        """The workbook's shared texts, by index."""
        root = self._shared_part("sharedStrings")
        return () if root is None else tuple(map(text_of, root.iterfind(tag("si"))))

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        root = self._shared_part("styles")
        if root is None:
            return frozenset()
        # Conditional formats have number formats too, numbered on their own: those say nothing of cells.
        forms = root.iterfind(f"{tag('numFmts')}/{tag('numFmt')}")
        codes = {form.get("numFmtId"): form.get("formatCode", "") for form in forms}
        used = [style.get("numFmtId", "0") for style in root.iterfind(f"{tag('cellXfs')}/{tag('xf')}")]
        return frozenset(str(index) for index, form in enumerate(used) if _is_date(form, codes.get(form)))

    def _shared_part(self, kind: str) -> Element | None:
        """What all sheets share; a workbook without texts or styles may lack the part."""
        member = self._parts.one(kind)
        if not member or member not in self._archive.members:
            return None
        return read(self._archive.read(member), self._archive.path, member)


def text_of(entry: Element) -> str:
    """The text of a shared or inline string: its runs joined, without the reading aids of East Asian scripts."""
    plain = entry.find(_PLAIN)
    if plain is not None:
        text = plain.text or ""
        return unescaped(text if plain.get(SPACE) == "preserve" else text.strip(BLANKS))
    runs = entry.iterfind(f"{tag('r')}/{tag('t')}")
    return unescaped("".join(text.text or "" for text in runs))


@lru_cache(4096)
def _number(text: str) -> Decimal:
    """The same few numbers stand in a contract again and again."""
    return exact(float(text))


def _is_date(form: str, code: str | None) -> bool:
    if code is None:
        return form.isdigit() and int(form) in _BUILT_IN_DATES
    return not _ELAPSED.search(code) and any(letter in "dmyh" for letter in _QUOTED.sub("", code.split(";")[0]).lower())


@lru_cache(1024)
def _day(serial: float, from_1904: bool) -> date | datetime | Decimal:
    """The day of a serial number; what lies before the calendar or within its first day stays a number."""
    if not 1 <= serial < _DAY_BEYOND_CALENDAR:
        return exact(serial)
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < _DAY_THAT_NEVER_WAS else 30)
    return _on_the_day(epoch + timedelta(milliseconds=round(serial * 86_400_000)))


def _truth(text: str) -> bool:
    return {"1": True, "true": True, "0": False, "false": False}[text.strip()]


def _moment(text: str) -> date | datetime:
    return _on_the_day(datetime.fromisoformat(text.strip().removesuffix("Z")))


def _on_the_day(moment: datetime) -> date | datetime:
    return moment if moment.time() != datetime.min.time() else moment.date()


_TYPES: Mapping[str, Callable[[str], Cell]] = {
    "b": _truth,
    "d": _moment,
    "e": CellError,
    "inlineStr": str,
    "str": unescaped,
}
"""What the text of a cell means by its type; those of numbers and shared texts need more than the text."""
