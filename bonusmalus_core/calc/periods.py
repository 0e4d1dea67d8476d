"""Which months make up a settlement period?

Source: contract and settlement rules, section 1 (`calendar`, `settlement_months`). Periods and contract months count
from 1.
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


def spans(contract: Contract) -> tuple[range, ...]:
    """The contract months of every period; calendar blocks begin in January, so the first and last may be short."""
    block, last = contract.settlement_months, contract.months
    offset = (contract.start.month - 1) % block if contract.calendar == "calendar" else 0
    begins = (1, *range(1 + block - offset, last + 1, block))
    return tuple(range(begin, end) for begin, end in zip(begins, (*begins[1:], last + 1), strict=True))


def periods(contract: Contract) -> tuple[tuple[Month, ...], ...]:
    """The months of every period, in order."""
    start = first_month(contract)
    return tuple(tuple(start + (number - 1) for number in span) for span in spans(contract))


def span(contract: Contract, period: int) -> range:
    """The contract months of one period; WrongUsage when the contract has no such period."""
    every = spans(contract)
    if not 1 <= period <= len(every):
        raise WrongUsage("period", period=period, periods=len(every)).said_in(contract.language)
    return every[period - 1]


def label(first: Month, last: Month) -> str:
    """How a period is named in contract data: "2026-01/2026-03", or "2026-01" for a single month."""
    return str(first) if first == last else f"{first}/{last}"
