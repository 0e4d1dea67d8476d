"""Into which rows of the measurements does a measured row go, and which rows are somebody else's?

A row is our own when its evidence carries our mark, and the check in the mark fits the numbers beside it: who changed
a number by hand made the row their own. Rows that wait to be filled in and blank rows are taken; nothing else is. What
these very records measured before and do not measure any more goes; what others measured stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bonusmalus_core.findings import NOTHING, Finding, Severity, Where
from bonusmalus_core.model.decimals import decimal_text
from bonusmalus_core.model.evidence import NUMBERS, proves
from bonusmalus_core.model.measurement import PRECISION
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.reading import dates

OURS = ("source", "evidence", "measured_on", "open_until", "note", *PRECISION)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in one row of the measurements: its numbers and what is told of them, by field.

    `others` are further months of which the numbers hold the figures: what stood there would count twice.
    """

    month: Month
    kpi: str
    part: str
    cells: Mapping[str, Cell]
    others: tuple[Month, ...] = ()

    @property
    def places(self) -> set[tuple[Month, str]]:
        """The months of which it holds the figures, with its KPI."""
        return {(month, self.kpi) for month in (self.month, *self.others)}


@dataclass(slots=True)
class Placed:
    """The cells to write by address, the lines that found a row, and what there is to know about the others."""

    cells: dict[str, Cell] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def placed(places: SectionPlaces, lines: Sequence[Line], lost: Mapping[tuple[Month, str], str] = NOTHING) -> Placed:
    """Finds a row for every line; a month or period of a KPI that holds a row entered by hand stays as it is.

    `lost` has the SHA-256 of the records that tell of a month and KPI and do not measure it.
    """
    table = _Rows(places)
    found = Placed()
    by_hand = {key for key in _places(lines) if table.by_hand(key)}
    for month, kpi in sorted(by_hand, key=lambda key: (key[0], key[1])):
        found.findings.append(Finding("G18", Severity.INFO, Where("measurements"), str(month), kpi))
    mine = [line for line in lines if line.places.isdisjoint(by_hand)]
    replaced = _places(mine)
    if "open_until" not in places.columns and (early := [line for line in mine if line.cells.get("open_until")]):
        found.findings.append(_early(len(early)))
        mine = [line for line in mine if line not in early]
    gone = table.stale(replaced) | table.lost(lost)
    taken = table.matched(mine, gone)
    short = len(mine) - len(taken)
    if short:
        facts = {"count": short, "table": places.table.name}
        found.findings.append(Finding("G19", Severity.BLOCKER, Where("measurements"), facts=facts))
        return found
    for row in gone - taken.keys():
        found.cells |= table.cleared(row)
    for row, line in taken.items():
        found.cells |= table.filled(row, line)
        found.findings += table.left_beside(row, line)
    found.lines = mine
    return found


def _places(lines: Iterable[Line]) -> set[tuple[Month, str]]:
    return {place for line in lines for place in line.places}


def _early(count: int) -> Finding:
    """So many values can still change, and the table has no column to say so."""
    facts = {"count": count, "field": "measurements.open_until"}
    return Finding("G27", Severity.WARNING, Where("measurements"), facts=facts)


class _Rows:
    """The rows of the measurements as they stand."""

    def __init__(self, places: SectionPlaces) -> None:
        self._places = places
        self._columns = places.columns
        self._names = [self._name(number) for number in range(len(places.table.rows))]

    def by_hand(self, key: tuple[Month, str]) -> bool:
        """Whether any row of the month and KPI has numbers that are not ours."""
        return any(name[:2] == key and self._has_numbers(row) and not self._ours(row) for row, name in self._named())

    def stale(self, keys: Iterable[tuple[Month, str]]) -> set[int]:
        """Our rows of these months and KPIs."""
        wanted = set(keys)
        return {row for row, name in self._named() if name[:2] in wanted and self._ours(row)}

    def lost(self, digests: Mapping[tuple[Month, str], str]) -> set[int]:
        """Our rows of these months and KPIs that were measured from the records with these SHA-256."""
        marks = {place: f"; sha256 {digest};" for place, digest in digests.items()}
        return {
            row
            for (month, kpi), mark in marks.items()
            for row in self.stale([(month, kpi)])
            if mark in _text(self._cell(row, "evidence"))
        }

    def matched(self, lines: Iterable[Line], gone: Collection[int]) -> dict[int, Line]:
        """A row for each line: that of its part, else one that waits for its month and KPI, a blank or a `gone` one.

        No `gone` one with a remark of somebody: that is about what stood there; and one with numbers of somebody last.
        """
        waiting, found = list(lines), dict[int, Line]()
        free = {row for row in gone if not self._has_remark(row)}
        bare = {row for row in free if not self._own(row)}
        ways = (self._same_part, self._same_kpi, self._is_blank, lambda row, _: row in bare, lambda row, _: row in free)
        for fits in ways:
            left = list[Line]()
            for line in waiting:
                row = next((row for row in range(len(self._names)) if row not in found and fits(row, line)), None)
                if row is None:
                    left.append(line)
                else:
                    found[row] = line
            waiting = left
        return found

    def filled(self, row: int, line: Line) -> dict[str, Cell]:
        """The cells of a line in its row; what a column of ours held before goes."""
        name: dict[str, Cell] = {"month": line.month.first, "kpi": line.kpi, "part": line.part or None}
        cells = {**dict.fromkeys((*NUMBERS, *OURS)), **line.cells, **name}
        return self._at(row, cells)

    def cleared(self, row: int) -> dict[str, Cell]:
        """A row of ours that no line needs any more: it waits again."""
        return self._at(row, dict.fromkeys(("part", *NUMBERS, *OURS)))

    def _at(self, row: int, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        table = self._places.table
        return {table.cell(row, self._columns[key]): cell for key, cell in cells.items() if key in self._columns}

    def _named(self) -> Iterator[tuple[int, tuple[Month | None, str, str]]]:
        return enumerate(self._names)

    def _name(self, row: int) -> tuple[Month | None, str, str]:
        month = dates.month(self._cell(row, "month"))
        return month, _text(self._cell(row, "kpi")), _text(self._cell(row, "part"))

    def _same_part(self, row: int, line: Line) -> bool:
        return self._names[row] == (line.month, line.kpi, line.part)

    def _same_kpi(self, row: int, line: Line) -> bool:
        free = not self._has_numbers(row) or self._ours(row)
        return free and self._names[row][:2] == (line.month, line.kpi)

    def _is_blank(self, row: int, _: Line) -> bool:
        return not any(_filled(self._cell(row, key)) for key in ("month", "kpi", "part", *NUMBERS, *OURS))

    def left_beside(self, row: int, line: Line) -> Iterator[Finding]:
        """What somebody wrote in columns of their own beside other figures of ours, where a line takes their row.

        Formulas there follow the row; whether these are any is not known.
        """
        month, kpi, part = self._names[row]
        own = self._own(row)
        if own and month and kpi and self._has_numbers(row) and (month, kpi, part) != (line.month, line.kpi, line.part):
            facts = {
                "columns": ", ".join(own), "was": f"{month} {kpi} {part}".strip(),
                "at": self._places.table.cell(row, self._columns["month"]),
            }  # fmt: skip
            yield Finding("G76", Severity.WARNING, Where("measurements"), str(line.month), line.kpi, facts)

    def _has_remark(self, row: int) -> bool:
        """Whether somebody wrote a text in a column of their own: it is about the month of the row, and stays there."""
        return any(isinstance(cell, str) for cell in self._own(row).values())

    def _own(self, row: int) -> dict[str, Cell]:
        """What stands in the columns that are no fields of ours."""
        header, known = self._places.table.header, {*self._columns.values()}
        own = {name: number for number, name in enumerate(header) if number not in known and not name.startswith("_")}
        cells = self._places.table.rows[row]
        return {name: cells[number] for name, number in own.items() if _filled(cells[number])}

    def _has_numbers(self, row: int) -> bool:
        return any(_filled(self._cell(row, key)) for key in NUMBERS)

    def _ours(self, row: int) -> bool:
        return proves(_text(self._cell(row, "evidence")), {key: self._cell(row, key) for key in NUMBERS})

    def _cell(self, row: int, key: str) -> Cell:
        column = self._columns.get(key)
        return None if column is None else self._places.table.rows[row][column]


def _filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return decimal_text(cell)
    return cell.strip() if isinstance(cell, str) else ""
