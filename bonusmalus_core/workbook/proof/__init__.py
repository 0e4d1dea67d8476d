"""How does anyone follow the statement? Every figure is a native formula over the sheets that the settlement read.

Functions of Excel 2010 only, with the engine's own figure beside each amount and a flag on any difference. What lies
between stands in the working block, folded away to the right of the statement. See docs/adr/0020.
"""

from __future__ import annotations

from collections.abc import Sequence

from bonusmalus_core.calc.conditions import effects
from bonusmalus_core.calc.records import records
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.places import Places
from bonusmalus_core.workbook.port import Row
from bonusmalus_core.workbook.proof.conditions import ConditionFormulas, Tests
from bonusmalus_core.workbook.proof.counting import Counting
from bonusmalus_core.workbook.proof.draft import WORK, Draft
from bonusmalus_core.workbook.proof.guard import Guard
from bonusmalus_core.workbook.proof.keys import Keys
from bonusmalus_core.workbook.proof.kpis import KpiFormulas
from bonusmalus_core.workbook.proof.labels import put_labels
from bonusmalus_core.workbook.proof.money import MonthFormulas
from bonusmalus_core.workbook.proof.names import Names
from bonusmalus_core.workbook.proof.ready import is_ready
from bonusmalus_core.workbook.proof.result import ResultFormulas
from bonusmalus_core.workbook.proof.runs import Shown, shown_runs
from bonusmalus_core.workbook.proof.sharing import Sharing
from bonusmalus_core.workbook.proof.structure import Structure
from bonusmalus_core.workbook.proof.terms import Terms


def proved(rows: Sequence[Row], places: Places, agreement: Agreement, settlement: Settlement) -> Sequence[Row]:
    """The rows of a statement with formulas for its figures; as they are, where formulas cannot follow the workbook."""
    if not is_ready(places, agreement, settlement):
        return rows
    draft, names, seen = Draft(rows), Names(places), records(agreement, settlement.period)
    terms, language = Terms(draft, names, agreement, settlement), agreement.contract.language
    kpis, months = draft.of("kpi"), draft.of("month")
    of_kpis, of_months = (kpis[0], kpis[-1]), (months[0], months[-1])
    tests = Tests(agreement.conditions, months[-1] + 2, months, [effects(seen, month) for month in seen.months])
    ConditionFormulas(draft, names, terms, seen, tests).put()
    runs = shown_runs(seen, settlement.kpis, kpis)
    formulas = _put_kpis(Counting(draft, names, terms, seen, of_months), agreement, runs)
    sharing = Sharing(draft, terms, tests, seen, formulas, runs)
    factors = sharing.put_weights()
    amounts = MonthFormulas(draft, names, terms, tests, seen, of_kpis)
    for number, (row, line, factor) in enumerate(zip(months, settlement.months, factors, strict=True)):
        amounts.put(number, row, line, factor)
    sharing.put_money(settlement)
    result = ResultFormulas(draft, terms, settlement, of_kpis, of_months)
    result.put()
    put_labels(draft, tests, of_kpis, language)
    changes = Structure(draft, names, Keys(names, terms, seen, months[0]), runs, language).put(len(months))
    Guard(draft, language).put(result.differences(), result.beyond(), changes)
    return draft.rows()


def _put_kpis(counting: Counting, agreement: Agreement, runs: Sequence[Shown]) -> KpiFormulas:
    """The formulas of all runs."""
    names = counting.names
    rows = {id(kpi): row + 1 for kpi, row in zip(agreement.kpis, names.places.sections["kpis"].rows, strict=True)}
    levels = sum(names.has("kpis", f"thresholds.{level}") for level in range(1, 10))
    formulas = KpiFormulas(counting.draft, names, counting.terms, counting, levels, rows)
    for run in runs:
        formulas.put(run)
    return formulas


__all__ = ["WORK", "proved"]
