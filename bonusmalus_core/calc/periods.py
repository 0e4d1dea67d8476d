"""Which months make up a settlement period?

Source: contract and settlement rules, section 1 (`calendar`, `settlement_months`). Periods count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.month import Month


def first_month(contract: Contract) -> Month:
    """Contract month 1."""
    return Month.of(contract.start)


def contract_month(contract: Contract, month: Month) -> int:
    """The number of a calendar month in the contract: 1 is the month of `start`."""
    return month - first_month(contract) + 1


def term(contract: Contract) -> Iterator[Month]:
    """Every month of the contract."""
    start = first_month(contract)
    return (start + offset for offset in range(contract.months))


def periods(contract: Contract) -> tuple[tuple[Month, ...], ...]:
    """The months of every period, in order; calendar blocks begin in January, so the first and last may be short."""
    start, block = first_month(contract), contract.settlement_months
    offset = (start.number - 1) % block if contract.calendar == "calendar" else 0
    ends = [*range(block - offset, contract.months, block), contract.months]
    starts = [0, *ends[:-1]]
    return tuple(
        tuple(start + month for month in range(begin, end)) for begin, end in zip(starts, ends, strict=True)
    )


def period_months(contract: Contract, period: int) -> tuple[Month, ...]:
    """The months of one period; WrongUsage when the contract has no such period."""
    every = periods(contract)
    if not 1 <= period <= len(every):
        raise WrongUsage("period", period=period, periods=len(every))
    return every[period - 1]


def period_of(contract: Contract, month: Month) -> int:
    """The period that a month of the contract lies in."""
    return next(number for number, months in enumerate(periods(contract), 1) if month <= months[-1])


def label(months: tuple[Month, ...]) -> str:
    """How a period is named in contract data: "2026-01/2026-03", or "2026-01" for a single month."""
    return str(months[0]) if len(months) == 1 else f"{months[0]}/{months[-1]}"
