"""How does a settlement, or a refusal, look as data?

Source: contract and settlement rules, section 6. Decimals are strings in full precision, money strings carry the
currency's decimals, months are "2026-01".
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.explain import explanation
from bonusmalus_core.calc.precision import precision
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.claim import Claim
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.numbers import decimal_text
from bonusmalus_core.model.settlement import KpiLine, MonthLine, Settlement
from bonusmalus_core.words.said import Locate, said

_DIGITS = 34
"""Significant digits of a quotient that does not terminate."""


def settlement_data(settlement: Settlement, contract: Contract, locate: Locate) -> dict[str, Any]:
    """The settlement as `settle --json` prints it."""
    return {
        "period": settlement.period,
        "label": settlement.label,
        "status": str(settlement.status),
        "due": settlement.due.isoformat(),
        "currency": settlement.currency,
        "kpis": [_kpi(line, contract) for line in settlement.kpis],
        "months": [_month(line) for line in settlement.months],
        "adjustments": [{"cause": str(each.cause), "amount": _money(each.amount)} for each in settlement.adjustments],
        "factor": quotient(settlement.factor),
        "bonus_malus": _money(settlement.bonus_malus),
        "top_up": _money(settlement.top_up),
        "true_up": _money(settlement.true_up),
        "findings": findings_data(settlement.findings, contract.language, locate),
    }


def claim_data(claim: Claim) -> dict[str, Any]:
    """Which document the settlement is, what it corrects, and the payment that follows."""
    return {
        "version": claim.version,
        "document": claim.document,
        "corrects": claim.corrects or None,
        "top_up_true_up": _money(claim.top_up_true_up),
        "net": _money(claim.net),
        "vat_rate": decimal_text(claim.vat_rate),
        "vat": _money(claim.vat),
        "gross": _money(claim.gross),
        "paper": str(claim.paper),
        "pay_by": claim.pay_by and claim.pay_by.isoformat(),
        "inputs": claim.inputs,
        "seal": claim.seal or None,
    }


def refusal_data(findings: Iterable[Finding], language: str, locate: Locate) -> dict[str, Any]:
    """A refusal as `--json` prints it."""
    return {"refused": True, "findings": findings_data(findings, language, locate)}


def findings_data(findings: Iterable[Finding], language: str, locate: Locate) -> list[dict[str, Any]]:
    """Findings in words, each with its place."""
    every = (said(finding, language, locate) for finding in findings)
    return [
        {
            "code": each.code,
            "severity": str(each.severity),
            "sheet": each.sheet,
            "cell": each.cell,
            "month": each.month,
            "kpi": each.kpi,
            "message": each.message,
            "remedy": each.remedy,
        }
        for each in every
    ]


def quotient(number: Fraction) -> str:
    """An exact number as a decimal string: all its digits if it ends within 34, else 34 significant ones."""
    with localcontext(prec=_DIGITS):
        return decimal_text(Decimal(number.numerator) / Decimal(number.denominator))


def _kpi(line: KpiLine, contract: Contract) -> dict[str, Any]:
    return {
        "code": line.code,
        "months": [str(month) for month in line.months],
        "state": str(line.state),
        "value": None if line.value is None else quotient(line.value),
        "impact": None if line.impact is None else quotient(line.impact),
        "weight": decimal_text(line.weight),
        "contribution": _money(line.contribution),
        "explanation": explanation(line, contract),
        **_precision(line),
    }


def _precision(line: KpiLine) -> dict[str, Any]:
    """How sure the value is, and how far agents and days lie apart; null where nothing tells."""
    found = precision(line)
    low, high = (None, None) if found is None or found.interval is None else map(quotient, found.interval)
    return {
        "n": None if found is None else quotient(found.n),
        "margin": None if low is None else {"low": low, "high": high},
        "spread": [
            {"over": each.over, "month": str(each.month), "low": quotient(each.low), "high": quotient(each.high)}
            for each in line.spreads
        ],
    }


def _month(line: MonthLine) -> dict[str, Any]:
    return {
        "month": str(line.month),
        "volume_ratio": None if line.volume_ratio is None else quotient(line.volume_ratio),
        "payable": quotient(line.payable),
        "factor": quotient(line.factor),
        "price": quotient(line.price),
        "amount": quotient(line.amount),
        "effects": [
            {"condition": each.condition, "effect": each.effect, "value": quotient(each.value)} for each in line.effects
        ],
    }


def _money(amount: Decimal) -> str:
    return format(amount, "f")
