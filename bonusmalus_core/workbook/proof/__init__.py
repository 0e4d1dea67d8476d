"""How does anyone follow the statement? Every figure is a native formula over the sheets that the settlement read.

Functions of Excel 2010 only, with the engine's own figure beside each amount and a flag on any difference. What lies
between stands in the working block, folded away to the right of the statement. See docs/adr/0020.
"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.calc.records import records
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.places import Places
from bonusmalus_core.workbook.port import Row
from bonusmalus_core.workbook.proof.conditions import ConditionFormulas, Tests
from bonusmalus_core.workbook.proof.counting import Counting
from bonusmalus_core.workbook.proof.draft import WORK, Draft
from bonusmalus_core.workbook.proof.guard import Guard
from bonusmalus_core.workbook.proof.kpis import KpiFormulas
from bonusmalus_core.workbook.proof.labels import put_labels
from bonusmalus_core.workbook.proof.money import MonthFormulas
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.ready import is_ready
from bonusmalus_core.workbook.proof.result import ResultFormulas
from bonusmalus_core.workbook.proof.runs import shown_runs
from bonusmalus_core.workbook.proof.sharing import Sharing
from bonusmalus_core.workbook.proof.terms import Terms


def proved(rows: Sequence[Row], places: Places, agreement: Agreement, settlement: Settlement) -> Sequence[Row]:
    """The rows of a statement with formulas for its figures; as they are, where formulas cannot follow the workbook."""
    if not is_ready(places, agreement, settlement):
        return rows
    draft, names, seen = Draft(rows), Names(places), records(agreement, settlement.period)
    terms = Terms(draft, names, agreement, settlement)
    kpis, months = draft.of("kpi"), draft.of("month")
    tests = Tests(agreement.conditions, months[-1] + 2, months)
    ConditionFormulas(draft, names, terms, seen, tests).put()
    runs = shown_runs(seen, settlement.kpis, kpis)
    places_of = {id(kpi): row + 1 for kpi, row in zip(agreement.kpis, places.sections["kpis"].rows, strict=True)}
    levels = sum(names.has("kpis", f"thresholds.{level}") for level in range(1, 10))
    counting = Counting(draft, names, terms, seen, (months[0], months[-1]))
    formulas = KpiFormulas(draft, names, terms, counting, levels, places_of)
    for run in runs:
        formulas.put(run)
    sharing = Sharing(draft, terms, tests, seen, formulas, runs)
    factors = sharing.put_weights()
    of_months = MonthFormulas(draft, names, terms, tests, seen, (kpis[0], kpis[-1]))
    for number, (row, line, factor) in enumerate(zip(months, settlement.months, factors, strict=True)):
        of_months.put(number, row, line, factor)
    sharing.put_money(settlement)
    result = ResultFormulas(draft, terms, settlement, (kpis[0], kpis[-1]), (months[0], months[-1]))
    result.put()
    put_labels(draft, tests, (kpis[0], kpis[-1]), agreement.contract.language)
    Guard(draft, names, agreement, runs).put(result.differences())
    return draft.rows()


__all__ = ["WORK", "proved"]
