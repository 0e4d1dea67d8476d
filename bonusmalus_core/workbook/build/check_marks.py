"""Which cells of the input sheets are marked because a check found something there?

Conditional formats look the cell up in tblChecks, so that no style of the user's changes. An accepted finding is not
marked any more, a blocker always is.
"""

from __future__ import annotations

from bonusmalus_core.workbook.build.design import BAD_TINT, INFO_TINT, WARNING_TINT
from bonusmalus_core.workbook.build.grid import GROWTH
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.port import letters

INPUT_SHEETS = (
    "contract", "kpis", "legend", "conditions", "measurements", "events", "sla", "governance", "actions", "rules",
    "mapping",
)  # fmt: skip
"""The sheets on which users type."""

_COLOURS = {"b": BAD_TINT, "e": BAD_TINT, "w": WARNING_TINT, "i": INFO_TINT}
"""The look of blockers, errors, warnings and infos, by the first letter of the mark."""

_ROWS = 60 + GROWTH
_COLUMNS = 60
"""How far an input sheet can reach."""


def mark_findings(page: Page, key: str) -> None:
    """Marks the cells of the sheet `key` at which the last check found something."""
    place = f"A1:{letters(_COLUMNS)}{_ROWS}"
    for kind, colour in _COLOURS.items():
        cell = f'"{kind}:{key}!"&ADDRESS(ROW(),COLUMN(),4)'
        open_ones = "" if kind == "b" else ',check_accepted,""'
        page.mark(place, f"COUNTIFS(check_marks,{cell}{open_ones})>0", bg_color=colour)
