"""What does a contract say of its calls: how many are forecast, in what time they are answered, and which they are?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.staffing import seconds
from bonusmalus_core.checks.draft import Draft, Row
from bonusmalus_core.checks.topics import speaks_of


def calls_of_a_month(draft: Draft) -> float | None:
    """The mean forecast of a month; None where there is none, or where it does not count contacts."""
    forecasts = [forecast for _, forecast in planned(draft)]
    return sum(forecasts) / len(forecasts) if forecasts else None


def planned(draft: Draft) -> Iterator[tuple[Sequence[Row], float]]:
    """The rows that act or wait in every month with a forecast of contacts, and that forecast."""
    contract, per_contact = draft.agreement.contract, speaks_of("per_contact", draft.agreement.contract.unit)
    for each in draft.agreement.months if per_contact else ():
        number = contract_month(contract, each.month)
        if each.forecast and each.forecast > 0 and 1 <= number <= len(draft.months):
            yield draft.months[number - 1], float(each.forecast)


def limit(row: Row) -> int | None:
    """The seconds within which a service level is to be answered; None for other KPIs, or where its name is silent."""
    return seconds(row.kpi.name) if row.metric == "SL" and row.kpi.unit == "%" and row.higher else None


def same_calls(draft: Draft, one: Row, other: Row) -> bool:
    """Whether two rows count contacts that are told alike."""
    told = [entry.entry.inclusions if (entry := draft.entries.get(row.kpi.code)) else "" for row in (one, other)]
    return one.kpi.scope == other.kpi.scope and plain(told[0]) == plain(told[1])


def plain(text: str) -> str:
    """The words of a text, whatever their capitals and spaces."""
    return " ".join(text.casefold().split()).rstrip(".")
