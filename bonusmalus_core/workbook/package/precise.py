"""What exactly does each cell of a sheet hold: blank, error, or a formula that was never calculated?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property

from bonusmalus_core.model.numbers import exact
from bonusmalus_core.workbook.package.address import Area, column_of
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import Parts
from bonusmalus_core.workbook.package.text import unescaped
from bonusmalus_core.workbook.package.xml import SPACE, Element, parse, tag
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError

_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_BLANKS = " \t\r\n"
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DAY_BEYOND_CALENDAR = 2_958_466
_DAY_THAT_NEVER_WAS = 60
"""Excel counts 29 February 1900: days before it are one further from the epoch."""


class PreciseReader:
    """Reads sheet parts of one package cell by cell."""

    def __init__(self, archive: Archive, parts: Parts) -> None:
        self._archive = archive
        self._parts = parts

    def cells(self, part: bytes, member: str, areas: Iterable[Area]) -> dict[tuple[int, int], Cell]:
        """The cells with content inside the areas, by row and column."""
        wanted, root = tuple(areas), parse(part, self._archive.path, member)
        found = ((at, cell) for at, cell in placed(root) if any(at in area for area in wanted))
        read = ((at, self.value(cell)) for at, cell in found)
        return {at: value for at, value in read if value is not None}

    @cached_property
    def _shared_texts(self) -> list[str]:
        """The workbook's shared texts, by index."""
        member = self._parts.one("sharedStrings")
        if not member or member not in self._archive.members:
            return []
        return [text_of(entry) for entry in parse(self._archive.read(member), self._archive.path, member)]

    @cached_property
    def _date_styles(self) -> frozenset[int]:
        member = self._parts.one("styles")
        if not member:
            return frozenset()
        root = parse(self._archive.read(member), self._archive.path, member)
        codes = {form.get("numFmtId"): form.get("formatCode", "") for form in root.iter(tag("numFmt"))}
        used = [style.get("numFmtId", "0") for style in root.iterfind(f"{tag('cellXfs')}/{tag('xf')}")]
        return frozenset(index for index, form in enumerate(used) if _is_date(form, codes.get(form)))

    def value(self, cell: Element) -> Cell:
        """What one cell holds; None when it is blank."""
        kind, value = cell.get("t", "n"), cell.findtext(tag("v"))
        if kind == "inlineStr":
            inline = cell.find(tag("is"))
            return text_of(inline) or None if inline is not None else None
        if not value:
            has_formula = cell.find(tag("f")) is not None
            return CellError(UNCACHED) if has_formula and kind != "str" else None
        if kind == "e":
            return CellError(value)
        try:
            return self._typed(kind, value, int(cell.get("s", "0")))
        except (ValueError, InvalidOperation, IndexError):
            return CellError(UNREADABLE)

    def _typed(self, kind: str, value: str, style: int) -> Cell:
        if kind == "s":
            return self._shared_texts[int(value)] or None
        if kind == "str":
            return unescaped(value)
        if kind == "b":
            return {"1": True, "true": True, "0": False, "false": False}[value.strip()]
        if kind == "d":
            return _on_the_day(datetime.fromisoformat(value.strip().removesuffix("Z")))
        if style in self._date_styles:
            return _date(float(value), self._parts.from_1904)
        return exact(float(value))


def placed(root: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """Every cell of a sheet with its row and column; where a file leaves addresses out, cells follow each other."""
    row = 0
    for line in root.iterfind(f"{tag('sheetData')}/{tag('row')}"):
        row = int(line.get("r") or row + 1)
        column = 0
        for cell in line.iterfind(tag("c")):
            address = cell.get("r")
            column = column_of(address) if address else column + 1
            yield (row, column), cell


def text_of(entry: Element) -> str:
    """The text of a shared or inline string: its runs joined, without the reading aids of East Asian scripts."""
    plain = entry.find(tag("t"))
    if plain is not None:
        text = plain.text or ""
        return unescaped(text if plain.get(SPACE) == "preserve" else text.strip(_BLANKS))
    runs = entry.iterfind(f"{tag('r')}/{tag('t')}")
    return unescaped("".join(text.text or "" for text in runs))


def _is_date(form: str, code: str | None) -> bool:
    if code is None:
        return form.isdigit() and int(form) in _BUILT_IN_DATES
    return not _ELAPSED.search(code) and any(letter in "dmyh" for letter in _QUOTED.sub("", code.split(";")[0]).lower())


def _date(serial: float, from_1904: bool) -> date | datetime | Decimal:
    """The day of a serial number; what lies before the calendar or within its first day stays a number."""
    if not 1 <= serial < _DAY_BEYOND_CALENDAR:
        return exact(serial)
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < _DAY_THAT_NEVER_WAS else 30)
    return _on_the_day(epoch + timedelta(milliseconds=round(serial * 86_400_000)))


def _on_the_day(moment: datetime) -> date | datetime:
    return moment if moment.time() != datetime.min.time() else moment.date()
