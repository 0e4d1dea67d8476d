"""Is it clear when is measured, calculated and settled, and how the targets move? Checks T1, T2, T3, T4 and T6."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from re import compile as pattern

from bonusmalus_core.calc.due import calculation_date
from bonusmalus_core.calc.periods import contract_month, periods, term
from bonusmalus_core.checks.draft import Draft, Entry, Hit
from bonusmalus_core.checks.metrics import REACHABLE
from bonusmalus_core.checks.stated import is_answered, is_stated
from bonusmalus_core.checks.topics import speaks_of
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Phrase, Where
from bonusmalus_core.model.month import Month

_LONG = 24
"""Months after which targets that never move stand still."""

_CLOCK = pattern(r"\b\d{1,2}\s*(?:[.:h]\s*\d{2}|u\d{2}|\s?(?:uur|uhr|h\b|u\b|am\b|pm\b|heures))")


def frequency(draft: Draft) -> Iterator[Hit]:
    """T1: nothing says over which period is measured."""
    yield from draft.lacking("frequency", (each for each in draft.legend if not is_stated(each.entry.frequency)))


def too_early(draft: Draft) -> Iterator[Hit]:
    """T2: the value is calculated while the observation window of the month's last contacts is still open."""
    for entry in draft.legend:
        early = [month for month in _measured(draft, entry) if _is_early(draft, entry, month)]
        if early:
            last, found = early[0].last, calculation_date(draft.agreement.contract, entry.entry, early[0])
            closed = last + timedelta(days=(entry.entry.window_days or 0) + 1)
            facts = {"count": len(early), "day": found, "closed": closed, "window": entry.entry.window_days}
            place = "calc_n" if entry.entry.calc_n is not None else "window_days"
            yield entry.hit(place, **facts, first=str(early[0]))


def _measured(draft: Draft, entry: Entry) -> Iterator[Month]:
    """The months of the term in which the KPI is in force."""
    first = min(row.kpi.from_month for row in entry.rows)
    contract = draft.agreement.contract
    return (month for month in term(contract) if contract_month(contract, month) >= first)


def _is_early(draft: Draft, entry: Entry, month: Month) -> bool:
    """Whether the calculation falls before the first day after the window of a contact on the month's last day."""
    if not entry.entry.window_days:
        return False
    try:
        day = calculation_date(draft.agreement.contract, entry.entry, month)
    except WrongUsage:  # no such country: C10h says so
        return False
    return day <= month.last + timedelta(days=entry.entry.window_days)


def too_late(draft: Draft) -> Iterator[Hit]:
    """T3: a KPI is calculated after the end of the next period, so that a settlement waits for it."""
    contract = draft.agreement.contract
    every = periods(contract)
    for entry in draft.legend:
        try:
            day = calculation_date(contract, entry.entry, every[0][-1])
        except WrongUsage:
            continue
        end = (every[0][-1] + contract.settlement_months).last
        if day > end:
            yield entry.hit("calc_month_offset", day=day, end=end)


def never(draft: Draft) -> Iterator[Hit]:
    """T4: a KPI starts after the end of the contract."""
    months = draft.agreement.contract.months
    for row in draft.rows:
        if row.kpi.from_month > months:
            yield row.hit("from_month", value=row.kpi.from_month, months=months)


def standstill(draft: Draft) -> Iterator[Hit]:
    """T4: in a long contract no target ever moves."""
    months = draft.agreement.contract.months
    if months >= _LONG and draft.by_code and all(len(rows) == 1 for rows in draft.by_code.values()):
        yield Hit(Where("kpis", None, "from_month"), None, {"months": months})


def opening(draft: Draft) -> Iterator[Hit]:
    """T6: reachability is measured, but opening hours or time zone are not stated."""
    for entry in draft.legend:
        if entry.metric in REACHABLE and is_answered(entry.entry.inclusions):
            if not (speaks_of("hours", entry.words) or _CLOCK.search(entry.words)):
                yield entry.hit("inclusions", topic=Phrase("topic.hours"))
            elif not speaks_of("zone", entry.words):
                yield entry.hit("inclusions", topic=Phrase("topic.zone"))
