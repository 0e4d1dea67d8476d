"""How does one column of an export read?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.opened import opened

Cells = list[Any]


def column(path: Path, heading: str, cells: list[str], separator: str = ",", **more: str) -> Path:
    """A row per cell; `more` are other columns with one value."""
    lines = [separator.join(["ID", "Start", heading, *more])]
    lines += [
        separator.join([str(n), f"2026-01-{n % 28 + 1:02d}", cell, *more.values()]) for n, cell in enumerate(cells)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def cells_of(path: Path, field: str, mapping: dict[str, Any] | None = None) -> tuple[Cells, list[str]]:
    """The typed cells of a field in the order of the rows, and the codes of what is told."""
    with opened(path, mapping_of(mapping or {})) as records:
        codes = [each.code for each in records.findings]
        if field not in records.columns["contacts"].of or "contacts" not in records.frames:
            return [], codes
        cells = records.con.execute(f"SELECT {field} FROM typed_contacts").fetchall()
    return [cell for (cell,) in cells], codes


def seconds_of(path: Path, field: str, mapping: dict[str, Any] | None = None) -> tuple[Cells, list[str]]:
    cells, codes = cells_of(path, field, mapping)
    return [None if cell is None else cell / 1_000_000 for cell in cells], codes
