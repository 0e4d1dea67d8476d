"""Do the formulas of a statement give what the engine gives, as it stands and with every input changed?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.port import Cell, Formula, Row, letters, shown
from bonusmalus_core.workbook.proof.draft import WORK
from bonusmalus_core.workbook.statement.columns import FACT, LABEL, MONEY
from tests.support.libreoffice import Workbook
from tests.workbook.proof.changes import changes
from tests.workbook.proof.settled import Change, Settled
from tests.workbook.proof.structural import structural

CENT = 0.0005
"""Amounts are equal to the cent: the sheet counts with factors of twelve decimals, the engine with all of them."""

CHANGED = {words(language, "sheets")["settlement.check.changed"] for language in LANGUAGES}
"""What a statement says when it no longer holds."""

EPOCH = date(1899, 12, 30)


@dataclass
class Tally:
    """How much was compared, and what differed."""

    formulas: int = 0
    changes: int = 0
    refused: int = 0
    flagged: int = 0
    wrong: list[str] = field(default_factory=list)


def follow(opened: Workbook, settled: Settled, name: str, tally: Tally, every: int | None = 1) -> None:
    """Compares all formulas as they stand, then after each change, or each second or third; None is after none."""
    _compare(opened, settled, settled.rows, name, tally)
    if every is None:
        return
    for each in list(structural(settled))[::every]:
        with changed(opened, each.cells):
            _is_flagged(opened, settled, f"{name}: {each.name}", tally)
    for each in list(changes(settled))[::every]:
        after = settled.changed(each.cells)
        if after is None:
            tally.refused += 1
            continue
        tally.changes += 1
        with changed(opened, each.cells):
            if _runs(after) != _runs(settled.rows):
                _is_flagged(opened, settled, f"{name}: {each.name}", tally)
                continue
            _compare(opened, settled, after, f"{name}: {each.name}", tally)


def _runs(rows: Sequence[Row]) -> list[object]:
    """Which runs a statement has: another number of them, or other months, is another statement."""
    return [(row.cells[LABEL], row.cells[FACT]) for row in rows if row.kind == "kpi"]


def _is_flagged(opened: Workbook, settled: Settled, name: str, tally: Tally) -> None:
    """What was settled before the change must say that it no longer holds."""
    tally.flagged += 1
    number = next(number for number, row in enumerate(settled.rows, 1) if row.kind == "check")
    sentence = opened.cell(settled.sheet, f"{letters(FACT + 2)}{number}").value
    if sentence not in CHANGED:
        tally.wrong.append(f"{name}: the statement does not say so, but {sentence!r}")


@contextmanager
def changed(opened: Workbook, change: Change) -> Iterator[None]:
    """Types the cells, and puts back in the end what stood there."""
    cells = [opened.sheet(sheet).getCellRangeByName(address) for sheet, address in change]
    before = [cell.getDataArray()[0][0] for cell in cells]
    for cell, value in zip(cells, change.values(), strict=True):
        _type(cell, value)
    opened.document.calculate()
    try:
        yield
    finally:
        for cell, held in zip(cells, before, strict=True):
            _type(cell, held)


def _type(cell: Any, value: Cell | float) -> None:
    if isinstance(value, (Decimal, float)):
        cell.Value = float(value)
    elif isinstance(value, date):
        cell.Value = (value - EPOCH).days
    else:
        cell.String = "" if value is None else str(value)


def _compare(opened: Workbook, settled: Settled, wanted: Sequence[Row], name: str, tally: Tally) -> None:
    width = max(len(row.cells) for row in settled.rows)
    seen = opened.values(settled.sheet, f"B1:{letters(width + 1)}{len(settled.rows)}")
    by_key = keyed(wanted)
    for number, (key, row) in enumerate(zip(keys(settled.rows), settled.rows, strict=True)):
        engine = by_key.get(key)
        for place, cell in enumerate(row.cells):
            if not isinstance(cell, Formula) or (row.kind == "check" and place == FACT):
                continue
            tally.formulas += 1
            if place >= WORK:  # the block stands in the same rows of the sheet, whatever lines there are
                expected = _expected(wanted[number], place) if number < len(wanted) else None
            elif engine is None and row.kind in ("line", "apart"):
                expected = 0.0  # the engine leaves out what nothing was changed by
            else:
                expected = _expected(engine, place) if engine else None
            if not _equal(expected, seen[number][place], place):
                at = f"{letters(place + 2)}{number + 1}"
                tally.wrong.append(f"{name}: {at} shows {seen[number][place]!r}, the engine {expected!r}: {cell.text}")


def _expected(row: Row, place: int) -> Cell | float:
    return shown(row.cells[place]) if place < len(row.cells) else None


def keys(rows: Sequence[Row]) -> list[object]:
    """What makes a row the same in two statements: its kind, its label, and how many of them stand above."""
    counts: dict[object, int] = {}
    keys: list[object] = []
    for row in rows:
        label = shown(row.cells[LABEL]) if len(row.cells) > LABEL and row.kind in ("line", "apart", "total") else None
        key = (row.kind, label)
        counts[key] = counts.get(key, 0) + 1
        keys.append((*key, counts[key]))
    return keys


def keyed(rows: Sequence[Row]) -> Mapping[object, Row]:
    return dict(zip(keys(rows), rows, strict=True))


def _equal(expected: Cell | float, found: float | str | None, place: int) -> bool:
    if found is None:
        return False
    if isinstance(expected, date):
        return found == (expected - EPOCH).days
    if expected is None:
        return found in ("", 0.0)
    if isinstance(expected, str):
        return found == expected
    assert isinstance(expected, (Decimal, float))
    near = CENT if place == MONEY or place >= WORK else 1e-9
    return isinstance(found, float) and abs(found - float(expected)) <= near * max(1.0, abs(found) * 1e-9 / near)
