"""What does a contract say of its calls: how many are forecast, in what time they are answered, and which they are?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.staffing import seconds
from bonusmalus_core.checks.draft import Draft, Row
from bonusmalus_core.checks.topics import mentioned, speaks_of


class Planned(NamedTuple):
    """A contract month with a forecast of contacts: its number, the rows that act or wait in it, and that forecast."""

    number: int
    rows: Sequence[Row]
    calls: float


def calls_of_a_month(draft: Draft) -> float | None:
    """The mean forecast of a month; None where there is none, or where it does not count contacts."""
    forecasts = [month.calls for month in planned(draft)]
    return sum(forecasts) / len(forecasts) if forecasts else None


def planned(draft: Draft) -> Iterator[Planned]:
    """Every month with a forecast of contacts."""
    contract, per_contact = draft.agreement.contract, speaks_of("per_contact", draft.agreement.contract.unit)
    for each in draft.agreement.months if per_contact else ():
        number = contract_month(contract, each.month)
        if each.forecast and each.forecast > 0 and 1 <= number <= len(draft.months):
            yield Planned(number, draft.months[number - 1], float(each.forecast))


def limit(row: Row) -> int | None:
    """The seconds within which a service level is to be answered; None for other KPIs, or where its name is silent."""
    return seconds(row.kpi.name) if row.metric == "SL" and row.kpi.unit == "%" and row.higher else None


def same_calls(draft: Draft, one: Row, other: Row) -> bool:
    """Whether two rows of one metric are about the same contacts, as far as the legend tells, else their names."""
    if one.kpi.scope != other.kpi.scope:
        return False
    told = [plain(entry.entry.inclusions) if (entry := draft.entries.get(row.kpi.code)) else "" for row in (one, other)]
    if not all(told):
        named = [mentioned("channel", row.kpi.name) for row in (one, other)]
        return named[0] == named[1]
    return told[0] == told[1]


def plain(text: str) -> str:
    """The words of a text, whatever their capitals and spaces."""
    return " ".join(text.casefold().split()).rstrip(".")
