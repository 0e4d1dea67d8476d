"""What stands on the hidden Lists sheet in the row of one contract month?"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.gaps import gaps
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.port import Cell, Formula

COLUMNS = ("number", "day", "period", "weights", "wrong", "price", "actual", "has", "factor", "amount", "gaps")

Addresses = Mapping[str, str]
"""The cells of the row, by column."""


def month_row(page: Page, number: int, at: Addresses) -> dict[str, Cell | Formula]:
    """The row by column; in it, `number` is the month's, and its other cells stand `at` these addresses."""
    day, months = at["day"], page.plan.volumes
    of_month = f'{months.all("month")},">="&{day},{months.all("month")},"<="&EOMONTH({day},0)'
    return {
        "number": Decimal(number),
        **_agreed(page, number, at),
        **_delivered(page, number, at["number"], of_month),
        **_earned(page, number, at),
        "gaps": gaps(page, number, at, of_month),
    }


def _agreed(page: Page, number: int, at: Addresses) -> dict[str, Formula]:
    """Where the month lies in the term, what its KPIs weigh, and its price."""
    plan, n = page.plan, at["number"]
    kpis, prices = plan.kpis, plan.prices
    price_from = f"SUMPRODUCT(MAX(({prices.all('from_month')}<={n})*{prices.all('from_month')}))"
    in_term = number <= plan.contract.months
    weights = page.running.weights(number) if in_term else Decimal(0)
    return {
        "day": Formula(f"EDATE(contract_start,{n}-1)", (Month.of(plan.contract.start) + (number - 1)).first),
        "period": Formula(f"INT(({n}-1+period_offset)/period_length)+1", Decimal(_period(plan.contract, number))),
        "weights": Formula(
            f'IF({n}>contract_months,0,ROUND(SUMIFS({kpis.all("weight")},{kpis.all("weighs")},"<="&{n},'
            f'{kpis.all("ends")},">="&{n}),12))',
            weights,
        ),
        "wrong": Formula(
            f"IF(AND({n}<=contract_months,{at['weights']}<>1),1,0)", Decimal(int(in_term and weights != 1))
        ),
        "price": Formula(
            f"IFERROR(INDEX({prices.all('price')},MATCH({price_from},{prices.all('from_month')},0)),0)",
            page.running.price(number),
        ),
    }


def _delivered(page: Page, number: int, n: str, of_month: str) -> dict[str, Formula]:
    """The volume, and whether there is one."""
    actual, volume = page.plan.volumes.all("actual"), page.running.actual(number)
    in_term = number <= page.plan.contract.months
    return {
        "actual": Formula(f"SUMIFS({actual},{of_month})", volume or Decimal(0)),
        "has": Formula(
            f'IF({n}>contract_months,0,IF(COUNTIFS({of_month},{actual},"<>")>0,1,0))',
            Decimal(int(in_term and volume is not None)),
        ),
    }


def _earned(page: Page, number: int, at: Addresses) -> dict[str, Formula]:
    """The price factor of a month of the running period, and what it makes of the money."""
    n, running = at["number"], page.running
    return {
        "factor": Formula(
            f"IF(AND({n}>=running_first,{n}<=running_last,{at['has']}=1),"
            f'MAX(factor_low,MIN(factor_high,{_factor(page, n)})),"")',
            _shown(running.factor(number)),
        ),
        "amount": Formula(
            f'IF({at["factor"]}="","",{at["actual"]}*{at["price"]}*({at["factor"]}-1))', _shown(running.amount(number))
        ),
    }


def _factor(page: Page, n: str) -> str:
    """The weighted mean of what the KPIs pay, before the cap."""
    kpis = page.plan.kpis
    weighs = f"({kpis.all('weighs')}<={n})*({kpis.all('ends')}>={n})*{kpis.all('weight')}"
    begun = f"({kpis.all('begins')}<={n})"
    counts = f"{weighs}*({begun}*{kpis.all('now_counts')}+(1-{begun})*idle_counts)"
    return f"IFERROR(SUMPRODUCT({counts}*(1+{begun}*({kpis.all('now_pays')}-1)))/SUMPRODUCT({counts}),1)"


def _period(contract: Contract, number: int) -> int:
    block = contract.settlement_months
    offset = (Month.of(contract.start).number - 1) % block if contract.calendar == "calendar" else 0
    return (number - 1 + offset) // block + 1


def _shown(value: Fraction | None) -> Decimal | None:
    return None if value is None else decimal(value)
