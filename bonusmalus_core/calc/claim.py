"""Which payment follows from a settlement and from what was settled before?

A price adjustment is part of the price and carries its VAT; damages and other treatments carry none. Every amount is
rounded once, to the currency's minor unit. Source: contract and settlement rules, sections 1 and 5.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial

from bonusmalus_core.calc.history import Entry
from bonusmalus_core.calc.reads import counted
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.claim import Claim, Paper
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.settlement import Settlement, Status


def claimed(agreement: Agreement, settlement: Settlement, entry: Entry) -> Claim:
    """The payment of a settled period; `entry` stands for it in the history, or would if it were final."""
    contract, row, before = agreement.contract, entry.row, entry.before
    final, money = settlement.status is Status.FINAL, partial(_money, minor_units()[settlement.currency])
    net, rate = money(row.owed - before.owed if before else row.owed), _rate(contract)
    vat = money(Fraction(net) * Fraction(rate))
    return Claim(
        document=row.document,
        version=row.version,
        corrects=row.corrects,
        settled=money(before.amount if before else None),
        settled_top_up=money(before.top_up if before else None),
        true_up=money(entry.true_up),
        top_up_true_up=money(entry.top_up_change),
        net=net,
        vat_rate=rate,
        lacks_rate=contract.vat_treatment == "price_adjustment" and contract.vat_rate is None,
        vat=vat,
        gross=net + vat,
        paper=_paper(contract, net),
        pay_by=_pay_by(contract, row.day) if final and net else None,
        inputs=row.inputs,
        seal=row.hash if final else "",
        events=counted(agreement, settlement.period),
        overrides=tuple(each for each in agreement.overrides if each.period == settlement.period),
    )


def _money(digits: int, amount: Decimal | Fraction | None) -> Decimal:
    return half_away(Fraction(amount or 0), digits)


def _rate(contract: Contract) -> Decimal:
    """The rate of VAT; nothing where there is none on the bonus-malus, or none was named."""
    return (contract.vat_rate or Decimal(0)) if contract.vat_treatment == "price_adjustment" else Decimal(0)


def _paper(contract: Contract, net: Decimal) -> Paper:
    """A lower price is the supplier's credit note; a malus that is no part of the price the client claims himself."""
    if not net:
        return Paper.NOTHING
    if net > 0:
        return Paper.INVOICE
    return Paper.CREDIT_NOTE if contract.vat_treatment == "price_adjustment" else Paper.DEBIT_NOTE


def _pay_by(contract: Contract, day: date | None) -> date | None:
    return None if day is None or contract.payment_days is None else day + timedelta(days=contract.payment_days)
