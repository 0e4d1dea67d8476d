"""What of the recorded data would stop the settlement of a period? The very findings that `settle` would refuse it by.

And the one by which a KPI drops out of a settlement because nobody recorded how many answered.

What no month has been recorded for yet is still to come, and lacks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonusmalus_core.calc.evaluation import UNCOUNTED
from bonusmalus_core.calc.periods import periods
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.declare.settling import LACKING, telling
from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.read import Reading


def unsettleable(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """What stops a period of which anything is recorded, or a KPI of it, besides what was `found` as a whole."""
    agreement = reading.agreement
    last = max(_recorded(agreement), default=None) if agreement else None
    if agreement is None or last is None:
        return []
    refused = [each for each in _refused(agreement, found, last) if not _is_to_come(each, last)]
    places = {_place(each) for each in found}
    named = {_place(each): each for each in telling(refused, reading.findings)}
    return [each for place, each in named.items() if place not in places]


def _refused(agreement: Agreement, found: Sequence[Finding], last: Month) -> Iterator[Finding]:
    for number, months in enumerate(periods(agreement.contract), 1):
        if months[0] > last:
            return
        result = settle(agreement, number, agreement.contract.start, found)
        yield from (each for each in result.findings if each.severity is Severity.BLOCKER or each.code == UNCOUNTED)


def _is_to_come(finding: Finding, last: Month) -> bool:
    return finding.code in LACKING and finding.month is not None and finding.month > str(last)


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.where, finding.month, finding.kpi


def _recorded(agreement: Agreement) -> Iterator[Month]:
    """The months of the term of which a volume or a measurement is recorded."""
    yield from (record.month for record in agreement.months if record.actual is not None)
    yield from (each.month for each in agreement.measurements if not each.is_blank)
