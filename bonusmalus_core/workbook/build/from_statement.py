"""How does another sheet show a cell of the statement, whose rows are replaced whenever a period is settled?"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.start_figures import NOTHING
from bonusmalus_core.workbook.port import Formula, Row, letters

KIND = -1
"""The place, left of the margin, where each row says of which kind it is."""

_TALLEST = 400
"""No statement has more rows."""


def from_statement(plan: Plan, rows: Sequence[Row], kind: str, place: int) -> Formula:
    """A cell of the statement, found by the kind of its row: the rows are replaced whenever a period is settled."""
    cell = f'INDEX({statement_column(plan, place)},MATCH("{kind}",{statement_column(plan, KIND)},0))'
    shown = next(row.cells[place] for row in rows if row.kind == kind)
    value = shown.value if isinstance(shown, Formula) else shown
    return Formula(f'IF({cell}="","{NOTHING}",{cell})', NOTHING if value is None else value)


def statement_column(plan: Plan, place: int) -> str:
    """A whole column of the statement. The names of its tables would be lost whenever Calc writes the rows anew."""
    name = "'" + plan.say("sheet.settlement").replace("'", "''") + "'"
    column = letters(place + 2)
    return f"{name}!${column}$1:${column}${_TALLEST}"
