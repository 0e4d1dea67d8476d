"""How does a contract workbook work as a closed .xlsx file?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bonusmalus_core.workbook.package import guard, parts, saving, values
from bonusmalus_core.workbook.package.archive import Archive
from bonusmalus_core.workbook.package.meaning import Meanings
from bonusmalus_core.workbook.package.parts import Parts
from bonusmalus_core.workbook.package.patch import Patch
from bonusmalus_core.workbook.port import Cell, Row, Table, Written


class XlsxWorkbook:
    """The workbook at `path`, held in memory as it was when opened; `save` replaces the file.

    Only result sheets, their tables, the calculation chain and the wish to recalculate change; all else stays byte for
    byte. FileRefused, here and in every method, for a file that is not safe to read or write.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: tuple[Archive, Parts, Meanings] | None = None
        self._tables: Mapping[str, Table] | None = None
        self._patch: Patch | None = None
        self._open()

    def tables(self) -> Mapping[str, Table]:
        """Every table by name, as it was when the workbook was opened; after saving, the file is read again."""
        if self._tables is None:
            self._tables = values.read(*self._open())
        return self._tables

    def write_rows(self, table: str, rows: Sequence[Sequence[Written]]) -> None:
        """Replaces the body of a table. KeyError when there is no such table."""
        self._changes().write_rows(table, rows)

    def write_sheet(self, sheet: str, rows: Sequence[Row]) -> None:
        """Replaces all rows of a result sheet. KeyError when there is no such sheet."""
        self._changes().write_sheet(sheet, rows)

    def write_cells(self, sheet: str, cells: Mapping[str, Written]) -> None:
        """Replaces single cells by address. KeyError when there is no such sheet."""
        self._changes().write_cells(sheet, cells)

    def refresh(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Lets formulas show these values until a program computes them anew."""
        self._changes().refresh(sheet, values)

    def show(self, sheet: str) -> None:
        """Lets a hidden sheet be seen. KeyError when there is no such sheet."""
        self._changes().show(sheet)

    def peek(self, sheet: str, address: str) -> Cell:
        """What a cell held when the workbook was opened. KeyError when there is no such sheet."""
        archive, mapped, meanings = self._open()
        return values.one(archive, mapped.sheets[sheet], address, meanings)

    def named(self, name: str) -> tuple[str, str] | None:
        """The sheet and address of the cell of that name."""
        return self._open()[1].cell(name)

    def is_shown(self, sheet: str) -> bool:
        """Whether there is such a sheet, and it is to be seen."""
        _, mapped, _ = self._open()
        return sheet in mapped.sheets and sheet not in mapped.hidden

    def redraw(self, sheet: str, drawn: bytes) -> None:
        """Lets a sheet's formulas and charts show what they do on the sheet of another package. KeyError: no sheet."""
        self._changes().redraw(sheet, drawn)

    def save(self) -> None:
        """Puts the written workbook in the file's place, whole or not at all; without changes nothing happens."""
        if self._patch is not None:
            archive, *_ = self._open()
            saving.replace(self.path, archive.blob, self._patch.package())
            self._opened = self._tables = self._patch = None

    def _open(self) -> tuple[Archive, Parts, Meanings]:
        if self._opened is None:
            archive = guard.opened(self.path)
            mapped = parts.mapped(archive)
            self._opened = archive, mapped, Meanings(archive, mapped)
        return self._opened

    def _changes(self) -> Patch:
        if self._patch is None:
            self._patch = Patch(*self._open())
        return self._patch
