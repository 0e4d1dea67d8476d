"""Which payment follows from a settlement and from what was settled before?

A price adjustment is part of the price and carries its VAT; damages and other treatments carry none. Every amount is
rounded once, to the currency's minor unit. Source: contract and settlement rules, sections 1 and 5.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

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
    contract, digits = agreement.contract, minor_units()[settlement.currency]
    final, before = settlement.status is Status.FINAL, entry.before

    def money(amount: Decimal | None) -> Decimal:
        return half_away(Fraction(amount or 0), digits)

    net = money((entry.row.owed - before.owed) if before else entry.row.owed)
    taxed = contract.vat_treatment == "price_adjustment"
    rate = (contract.vat_rate or Decimal(0)) if taxed else Decimal(0)
    vat = half_away(Fraction(net) * Fraction(rate), digits)
    return Claim(
        document=entry.row.document,
        version=entry.row.version,
        corrects=entry.row.corrects,
        settled=money(before.amount if before else None),
        settled_top_up=money(before.top_up if before else None),
        true_up=money(entry.true_up),
        top_up_true_up=money(entry.top_up_change),
        net=net,
        vat_rate=rate,
        lacks_rate=taxed and contract.vat_rate is None,
        vat=vat,
        gross=net + vat,
        paper=_paper(contract, net),
        pay_by=_pay_by(contract, entry.row.day) if final and net else None,
        inputs=entry.row.inputs,
        seal=entry.row.hash if final else "",
        events=counted(agreement, settlement.period),
        overrides=tuple(each for each in agreement.overrides if each.period == settlement.period),
    )


def _paper(contract: Contract, net: Decimal) -> Paper:
    """A lower price is the supplier's credit note; a malus that is no part of the price the client claims himself."""
    if not net:
        return Paper.NOTHING
    if net > 0:
        return Paper.INVOICE
    return Paper.CREDIT_NOTE if contract.vat_treatment == "price_adjustment" else Paper.DEBIT_NOTE


def _pay_by(contract: Contract, day: date | None) -> date | None:
    return None if day is None or contract.payment_days is None else day + timedelta(days=contract.payment_days)
