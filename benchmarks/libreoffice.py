"""How long do 10,000 impacts take in LibreOffice, beside the same impacts as native formulas?

usage: python -m benchmarks.libreoffice (with LibreOffice's Python bridge, as `make test` sets it up)

Calc is told to calculate everything anew; the peer is what a user would write with INDEX and MATCH, the floor a
formula that does nothing but read its cell. Our answers for lone cells are remembered, so that the first calculation is
measured too: with values that were never seen, which are put into the sheet in each round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from benchmarks.race import Job, Task, race
from benchmarks.table import HEADER, line
from bonusmalus_addin.libreoffice.build.package import build
from tests.addin.libreoffice.extension import install
from tests.support.libreoffice import Office, running

CELLS = 10_000
THRESHOLDS, IMPACTS = (0.7, 0.75, 0.8, 0.85, 0.9), (0.9, 0.95, 1.0, 1.05, 1.1)
FIRST, LAST = 4, CELLS + 3

FLOOR = "=A{row}"
OURS = "=BM_IMPACT(A{row},$A$1:$E$1,$A$2:$E$2)"
_LEVEL = "MATCH(ROUND(A{row},12),$A$1:$E$1)"
_WORSE, _BETTER = f"INDEX($A$1:$E$1,{_LEVEL})", f"INDEX($A$1:$E$1,{_LEVEL}+1)"
_FROM, _TO = f"INDEX($A$2:$E$2,{_LEVEL})", f"INDEX($A$2:$E$2,{_LEVEL}+1)"
NATIVE = (
    "=IF(ROUND(A{row},12)<$A$1,$A$2,IF(ROUND(A{row},12)>=$E$1,$E$2,"
    f"{_FROM}+(ROUND(A{{row}},12)-{_WORSE})*({_TO}-{_FROM})/({_BETTER}-{_WORSE})))"
)


def jobs(office: Office, folder: Path) -> Iterator[Job]:
    """The three ways in which impacts are asked for."""
    cells = {name: _opened(office, folder, formula) for name, formula in _FORMULAS.items()}
    _compare(cells["ours"], cells["peer"])
    yield _job(
        "10,000 cells of BM_IMPACT, calculated again", {name: each.calculateAll for name, each in cells.items()}, 3
    )
    yield _job("10,000 cells of BM_IMPACT, values never seen", {name: _renewed(each) for name, each in cells.items()})
    spilled = _opened(office, folder, None)
    formula = f"=BM_IMPACT(A{FIRST}:A{LAST};$A$1:$E$1;$A$2:$E$2)"
    spilled.Sheets.getByIndex(0).getCellRangeByName(f"B{FIRST}:B{LAST}").setArrayFormula(formula)
    cells["peer"].Sheets.getByIndex(0).getCellRangeByName(f"A{FIRST}:A{LAST}").setDataArray(_values(0))
    _compare(spilled, cells["peer"])
    everything = {name: each.calculateAll for name, each in cells.items()} | {"ours": spilled.calculateAll}
    yield _job("one call of BM_IMPACT spilled over 10,000 values", everything, 1)


_FORMULAS = {"ours": OURS, "floor": FLOOR, "peer": NATIVE}


def _job(name: str, tasks: dict[str, Task], goal: float | None = None) -> Job:
    return Job(name, tasks["ours"], tasks["floor"], tasks["peer"], {"peer": goal} if goal else {}, rounds=7)


def _opened(office: Office, folder: Path, formula: str | None) -> Any:
    """A sheet with the values in column A and a formula beside each."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(THRESHOLDS)
    sheet.append(IMPACTS)
    for row, (value,) in enumerate(_values(0), FIRST):
        sheet.cell(row, 1, value)
        if formula:
            sheet.cell(row, 2, formula.format(row=row))
    path = folder / f"{len(list(folder.iterdir()))}.xlsx"
    book.save(path)
    hidden = office.context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    document = hidden.loadComponentFromURL(path.as_uri(), "_blank", 0, _hidden())
    document.calculateAll()
    return document


def _hidden() -> tuple[Any, ...]:
    from com.sun.star.beans import PropertyValue

    return (PropertyValue(Name="Hidden", Value=True),)


def _values(moved: int) -> tuple[tuple[float], ...]:
    """Values all over the bands, each of them once; others when they are `moved`."""
    return tuple((round(0.65 + 0.00003 * number + 1e-9 * moved, 10),) for number in range(CELLS))


def _renewed(document: Any) -> Callable[[], None]:
    """Puts in values that were never there; Calc calculates what depends on them."""
    area, moved = document.Sheets.getByIndex(0).getCellRangeByName(f"A{FIRST}:A{LAST}"), count(1)
    return lambda: area.setDataArray(_values(next(moved)))


def _compare(ours: Any, theirs: Any) -> None:
    """Both give the same impacts, or the comparison would be of different things."""
    area = f"B{FIRST}:B{LAST}"
    pairs = zip(*(each.Sheets.getByIndex(0).getCellRangeByName(area).DataArray for each in (ours, theirs)), strict=True)
    assert all(abs(our - their) < 1e-9 for (our,), (their,) in pairs)


@contextmanager
def _extended(folder: Path) -> Iterator[Office]:
    oxt = folder / "bonusmalus.oxt"
    build(oxt)
    with running(folder / "profile") as office:
        install(office, oxt)
    with running(folder / "profile") as office:
        yield office


def main() -> None:
    """Prints the table."""
    print(HEADER)
    with TemporaryDirectory() as folder, _extended(Path(folder)) as office:
        for job in jobs(office, Path(folder)):
            print(line(job, race(job)), flush=True)


if __name__ == "__main__":
    main()
