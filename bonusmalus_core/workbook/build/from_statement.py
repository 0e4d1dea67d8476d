"""How does another sheet show a cell of the statement, whose rows are replaced whenever a period is settled?"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.start_figures import NOTHING
from bonusmalus_core.workbook.port import Formula, Row, letters

_TALLEST = 400
"""No statement has more rows."""


def from_statement(plan: Plan, rows: Sequence[Row], kind: str, place: int) -> Formula:
    """A cell of the statement, found by the kind of its row: the rows are replaced whenever a period is settled."""
    name = "'" + plan.say("sheet.settlement").replace("'", "''") + "'"
    column = letters(place + 2)
    kinds = f"{name}!$A$1:$A${_TALLEST}"
    cell = f'INDEX({name}!${column}$1:${column}${_TALLEST},MATCH("{kind}",{kinds},0))'
    shown = next(row.cells[place] for row in rows if row.kind == kind)
    value = shown.value if isinstance(shown, Formula) else shown
    return Formula(f'IF({cell}="","{NOTHING}",{cell})', NOTHING if value is None else value)
