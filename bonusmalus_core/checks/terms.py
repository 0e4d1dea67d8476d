"""Can a settlement be computed from the contract's own terms and volumes? Checks R1, M10, C10 and T2."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bonusmalus_core.calc.due import calculation_date
from bonusmalus_core.calc.periods import first_month
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.choices import UNITS
from bonusmalus_core.model.condition import QUALITY_TEST
from bonusmalus_core.model.currency import minor_units

BLOCKS = (1, 3, 6, 12)

_NOTHING, _WHOLE = Decimal(0), Decimal(1)
"""Between these lies a share."""


def currency(agreement: Agreement) -> Iterator[Finding]:
    """C10: the currency is one of ISO 4217 with a minor unit."""
    if agreement.contract.currency not in minor_units():
        yield _contract("C10a", "currency", value=agreement.contract.currency)


def unit(agreement: Agreement) -> Iterator[Finding]:
    """C10: every KPI has a unit that the settlement knows."""
    for number, row in enumerate(agreement.kpis):
        if row.unit not in UNITS:
            facts = {"value": row.unit, "units": UNITS}
            yield Finding("C10u", Severity.BLOCKER, Where("kpis", number, "unit"), kpi=row.code, facts=facts)


def settlement_months(agreement: Agreement) -> Iterator[Finding]:
    """C10: a settlement covers 1, 3, 6 or 12 months, and the contract starts on the first day of a month."""
    contract = agreement.contract
    if contract.settlement_months not in BLOCKS:
        yield _contract("C10b", "settlement_months", value=contract.settlement_months)
    if contract.start.day != 1:
        yield _contract(
            "C10s", "start", value=contract.start.isoformat(), first=first_month(contract).first.isoformat()
        )


def caps(agreement: Agreement) -> Iterator[Finding]:
    """M10: a cap is a share between 0 and 1."""
    for field in ("bonus_cap", "malus_cap"):
        cap = getattr(agreement.contract, field)
        if cap is not None and not 0 <= cap <= 1:
            yield _contract("M10a", field, value=cap, low=_NOTHING, high=_WHOLE)


def levels(agreement: Agreement) -> Iterator[Finding]:
    """R1: two to nine impact levels that rise from the worst to the best."""
    found = agreement.contract.levels
    rising = all(worse <= better for worse, better in pairwise(found))
    if not (2 <= len(found) <= 9 and rising and found[0] >= 0):
        yield Finding("R1a", Severity.BLOCKER, Where("levels", 0, "levels"), facts={"levels": found})


def holidays(agreement: Agreement) -> Iterator[Finding]:
    """C10: working days can be counted with the contract's country, subdivision and workweek."""
    contract = agreement.contract
    try:
        for entry in agreement.legend:
            calculation_date(contract, entry, first_month(contract))
    except WrongUsage as error:
        field = "workweek" if error.code == "workweek" else "holidays_country"
        named = f"{contract.holidays.country or ''} {contract.holidays.subdivision or ''}".strip()
        yield _contract("C10h", field, value=named)


def prices(agreement: Agreement) -> Iterator[Finding]:
    """C10: a price that begins after the term has no effect."""
    for number, price in enumerate(agreement.prices):
        if price.from_month > agreement.contract.months:
            facts = {"value": price.from_month, "months": agreement.contract.months}
            yield Finding("C10r", Severity.WARNING, Where("prices", number, "from_month"), facts=facts)


def volumes(agreement: Agreement) -> Iterator[Finding]:
    """M10: a delivered volume is not negative (a forecast that a condition reads must even be positive: D8)."""
    for number, record in enumerate(agreement.months):
        if record.actual is not None and record.actual < 0:
            where = Where("months", number, "actual")
            yield Finding("M10d", Severity.BLOCKER, where, str(record.month), facts={"value": record.actual})


def qualities(agreement: Agreement) -> Iterator[Finding]:
    """M10: a quality test is a share where the conditions that read it take it for one."""
    read = [each.threshold for each in agreement.conditions if each.measure == QUALITY_TEST]
    if not read or max(read) > 1:
        return
    facts = {"low": _NOTHING, "high": _WHOLE, "unit": "%"}
    for number, record in enumerate(agreement.months):
        found = record.measures.get(QUALITY_TEST)
        if found is not None and not 0 <= found <= 1:
            where = Where("months", number, QUALITY_TEST)
            yield Finding("M10k", Severity.BLOCKER, where, str(record.month), facts=facts | {"value": found})


def _contract(code: str, field: str, **facts: object) -> Finding:
    return Finding(code, Severity.BLOCKER, Where("contract", None, field), facts=facts)
