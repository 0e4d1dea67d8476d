"""What does a stored cell mean: a number, a day, a text, an error, or a formula that was never calculated?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from bonusmalus_core.model.decimals import exact
from bonusmalus_core.workbook.package import shared
from bonusmalus_core.workbook.package.address import Area
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.parts import Parts
from bonusmalus_core.workbook.package.text import unescaped
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError

T = TypeVar("T")

_DAY_BEYOND_CALENDAR = 2_958_466
_DAY_THAT_NEVER_WAS = 60
"""Excel counts 29 February 1900: days before it are one further from the epoch."""


_WHOLE = re.compile(r"\s*[0-9]+\s*")
_FLOAT = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]+)?\s*")


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
        self._kept: dict[tuple[str, bool], dict[bytes, Cell]] = {}

    def of(self, kind: str, style: str, text: str | None, has_formula: bool) -> Cell:
        """The value of a cell, None when it is blank.

        `kind` is its type ("n", "s", "str" …), `style` the index of its style. `text` stands in its `v`, or is what an
        inline string shows.
        """
        if not text:
            return CellError(UNCACHED) if has_formula and kind != "str" else None
        try:
            if kind == "n":
                return _day(text, self._parts.from_1904) if style in self._date_styles else _number(text)
            if kind == "s":
                return self._texts[_index(text)] or None
            return _TYPES[kind](text)
        except (ValueError, InvalidOperation, KeyError):
            return CellError(UNREADABLE)

    def known(self, kind: str, style: str) -> dict[bytes, Cell]:
        """What texts of such cells mean, as they stand in a part; what is found of others is kept here, too."""
        if kind == "s":
            return self._indexed
        return self._kept.setdefault((kind, kind == "n" and style in self._date_styles), {})

    def shows_day(self, style: str) -> bool:
        """Whether a number looks like a day in this style."""
        return style in self._date_styles

    @cached_property
    def _indexed(self) -> dict[bytes, Cell]:
        """The shared texts by index, as a part gives it."""
        return {b"%d" % index: text or None for index, text in self._texts.items()}

    @cached_property
    def _texts(self) -> dict[int, str]:
        """The workbook's shared texts, by index."""
        lacking: Sequence[str] = ()
        return dict(enumerate(self._read("sharedStrings", shared.texts, lacking)))

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        return self._read("styles", shared.date_styles, frozenset())

    def _read(self, kind: str, read: Callable[[bytes, Path, str], T], lacking: T) -> T:
        """What a part says that all sheets share; a workbook without texts or styles may lack it."""
        member = self._parts.one(kind)
        if not member or member not in self._archive.members:
            return lacking
        return read(self._archive.read(member), self._archive.path, member)


@lru_cache(4096)
def _number(text: str) -> Decimal:
    """The same few numbers stand in a contract again and again."""
    return exact(_float(text))


def _index(text: str) -> int:
    """The place of a shared text, counted from the first."""
    return int(_written(text, _WHOLE))


def _float(text: str) -> float:
    return float(_written(text, _FLOAT))


def _written(text: str, pattern: re.Pattern[str]) -> str:
    """The text of a number. ValueError where Python would read one that no spreadsheet program does, such as 1_000."""
    if not pattern.fullmatch(text):
        raise ValueError(f"{text!r} is not written as numbers are")
    return text


@lru_cache(1024)
def _day(text: str, from_1904: bool) -> date | datetime | Decimal:
    """The day of a serial number; what lies before the calendar or within its first day stays a number."""
    serial = _float(text)
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
