"""What is each column of the working block called, in the contract's language?"""

from __future__ import annotations

from bonusmalus_core.model.settlement import Cause
from bonusmalus_core.workbook.proof.block import COUNTS, TOP_UP, WEIGHTS
from bonusmalus_core.workbook.proof.conditions import Tests
from bonusmalus_core.workbook.proof.draft import WORK, Draft
from bonusmalus_core.workbook.statement.columns import LABEL, said


def put_labels(draft: Draft, tests: Tests, kpis: tuple[int, int], language: str) -> None:
    """The labels above the rows of the KPIs, months and conditions; the causes are named in their rows."""
    first, last = kpis
    _put(draft, first - 1, WORK, said(language, "block.kpis"))
    _put(draft, tests.months[0] - 1, WORK, said(language, "block.months"))
    for place, key in enumerate(("top_up", *(f"cause.{cause}" for cause in Cause)), TOP_UP):
        draft.put(tests.months[0] - 1, place, said(language, key))
    for row, cause in enumerate(Cause, last + 1):
        draft.put(row, COUNTS, said(language, f"cause.{cause}"))
    _put_months(draft, tests, first - 1, (said(language, "kpi.weight"), said(language, "block.above")))
    if tests.conditions:
        above = tests.first - 1
        _put(draft, above, WORK, said(language, "block.conditions"))
        _put_months(draft, tests, above, (said(language, "block.met"), said(language, "block.tested")))


def _put(draft: Draft, row: int, place: int, labels: str) -> None:
    for each, label in enumerate(labels.split("|"), place):
        draft.put(row, each, label)


def _put_months(draft: Draft, tests: Tests, row: int, labels: tuple[str, str]) -> None:
    """Two columns per month, named by the month's number in the contract."""
    count = len(tests.months)
    for number, month in enumerate(tests.months):
        name = int(draft.known(month, LABEL) or 0)
        for step, label in enumerate(labels):
            draft.put(row, WEIGHTS + step * count + number, f"{label} ({name})")
