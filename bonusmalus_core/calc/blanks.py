"""Which volumes, prices and measures does a period need that are blank or impossible?

Source: contract and settlement rules, section 3.3 and its last paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.calc.conditions import in_force, volumes, window
from bonusmalus_core.calc.records import Records
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition


class Blank(NamedTuple):
    """A month without what is needed there, with the finding's code."""

    code: str
    field: str
    month: int


def unreadable(records: Records) -> list[Finding]:
    """Everything that the volumes and conditions of the period need and do not have, each cell named once."""
    found: dict[tuple[str, int], Blank] = {}
    for blank in _blanks(records):
        found.setdefault((blank.field, blank.month), blank)
    return [_finding(records, blank) for blank in found.values()]


def _blanks(records: Records) -> Iterator[Blank]:
    yield from _of_months(records)
    for condition in records.agreement.conditions:
        for month in records.months:
            if in_force(condition, month):
                yield from _of_condition(records, condition, month)


def _of_months(records: Records) -> Iterator[Blank]:
    for month in records.months:
        if records.volume(month, "actual") is None:
            yield Blank("D6", "actual", month)
        if records.base_price(month) is None:
            yield Blank("D7", "price", month)


def _of_condition(records: Records, condition: Condition, month: int) -> Iterator[Blank]:
    months = window(records, condition, month)
    if condition.reads_forecast:
        planned = records.months if condition.tested == "period" else (month,)
        yield from (Blank("D8", "forecast", each) for each in planned if _forecast(records, each) <= 0)
    reads: tuple[str, ...] = (condition.measure,)
    if condition.measure == VOLUME_RATIO:
        reads = ("actual", "forecast")
        if volumes(records, months, "forecast") <= 0:  # nothing to divide by: an earlier month took it away
            yield from (Blank("D8", "forecast", each) for each in months if _forecast(records, each) < 0)
    for each in months:
        yield from (Blank("D9", field, each) for field in reads if records.volume(each, field) is None)


def _forecast(records: Records, month: int) -> Decimal:
    return records.volume(month, "forecast") or Decimal(0)


def _finding(records: Records, blank: Blank) -> Finding:
    month = records.at(blank.month)
    number = next((number for number, each in enumerate(records.agreement.months) if each.month == month), None)
    where = Where("prices") if blank.field == "price" else Where("months", number, blank.field)
    return Finding(blank.code, Severity.BLOCKER, where, str(month), facts={"measure": blank.field})
