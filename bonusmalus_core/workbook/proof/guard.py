"""Does the statement still hold? A sentence that turns red when a figure, or what it was built for, is no longer so.

Which months and rows a statement has is decided when it is settled: who adds a KPI row, an event or a condition, or
changes a window, must settle again.
"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.proof.draft import WORK, Draft, fixed
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.statement.columns import FACT, said

_THEN, _NOW, _AGREES, _DIFFERS = range(WORK + 8, WORK + 12)
_SUMMED = (("kpis", "from_month"), ("kpis", "to_month"), ("kpis", "window_months"))
_COUNTED = (("kpis", "code"), ("conditions", "code"), ("events", "agreed"), ("overrides", "kpi"))


def put_check(draft: Draft, names: Names, differences: str, agreement: Agreement) -> None:
    """The sentence of the row "check"."""
    (row,), language = draft.of("check"), agreement.contract.language
    draft.put(row, _AGREES, said(language, "check.agrees"))
    draft.put(row, _DIFFERS, said(language, "check.differs"))
    now, then = _structure(names)
    draft.put(row, _THEN, then)
    draft.compute(row, _NOW, now, then)
    wrong = f"IFERROR({differences}+({fixed(_NOW, row)}<>{fixed(_THEN, row)}),1)"
    text = f"IF({wrong}>0,{fixed(_DIFFERS, row)},{fixed(_AGREES, row)})"
    draft.compute(row, FACT, text, said(language, "check.agrees"))


def _structure(names: Names) -> tuple[str, float]:
    """A sum that changes with what decides which months and rows there are."""
    parts, total = [], 0.0
    for section, field in (*_SUMMED, *_COUNTED):
        if names.has(section, field):
            cells = [cell for cell in _column(names, section, field) if cell is not None]
            counts = (section, field) in _COUNTED
            parts.append(f"{'COUNTA' if counts else 'SUM'}({names.all(section, field)})")
            total += len(cells) if counts else sum(float(str(cell)) for cell in cells)
    return "+".join(parts), total


def _column(names: Names, section: str, field: str) -> Iterator[object]:
    found = names.places.sections[section]
    return (row[found.columns[field]] for row in found.table.rows)
