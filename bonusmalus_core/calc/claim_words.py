"""How is the payment after a settlement said, in the contract's language?"""

from __future__ import annotations

from datetime import date

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.claim import Claim, Paper
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.measurement import ExcusedEvent, Override
from bonusmalus_core.model.month import Month
from bonusmalus_core.words import say, words
from bonusmalus_core.words.numbers import money, quantity, share


def pays(contract: Contract, claim: Claim) -> str:
    """Who pays whom how much, and by when."""
    if not claim.gross:
        return claim_word(contract, "pays.nobody")
    payer, payee = contract.client, contract.supplier
    if claim.gross < 0:
        payer, payee = payee, payer
    amount = money(abs(claim.gross), contract.currency, contract.language)
    if claim.pay_by is None:
        return claim_word(contract, "pays", payer=payer, payee=payee, amount=amount)
    day = _day(contract, claim.pay_by)
    return claim_word(contract, "pays.by", payer=payer, payee=payee, amount=amount, day=day)


def named(contract: Contract, claim: Claim) -> str:
    """The document by its name; one that is preliminary says so."""
    return claim.document if claim.seal else claim_word(contract, "document.preliminary", document=claim.document)


def sent(contract: Contract, claim: Claim) -> str | None:
    """Who sends which paper to whom, with the purchase order to state on it; None when nothing is owed."""
    if claim.paper is Paper.NOTHING:
        return None
    who = claim_word(contract, f"paper.{claim.paper}", client=contract.client, supplier=contract.supplier)
    order = contract.purchase_order
    return f"{who} {claim_word(contract, 'order', order=order)}" if order else who


def vat_note(contract: Contract, claim: Claim) -> str | None:
    """Why there is no VAT, if there is none."""
    if claim.lacks_rate:
        return claim_word(contract, "vat.lacking")
    treatment = contract.vat_treatment
    return None if treatment == "price_adjustment" else claim_word(contract, f"vat.{treatment}")


def reasons(agreement: Agreement, claim: Claim) -> list[str]:
    """Each excused event and override with its reason."""
    events = [_event(agreement.contract, each) for each in claim.events]
    return events + [_override(agreement, each) for each in claim.overrides]


def seals(contract: Contract, claim: Claim) -> list[str]:
    """The fingerprint of the inputs, and the newest seal of the history when the settlement was made."""
    inputs = claim_word(contract, "inputs", inputs=claim.inputs)
    seal = claim_word(contract, "seal", seal=claim.seal) if claim.seal else claim_word(contract, "no-seal")
    return [inputs, seal]


def claim_word(contract: Contract, key: str, /, **facts: object) -> str:
    """A text about the payment in the contract's language."""
    return say(contract.language, "claim", key, **facts)


def _event(contract: Contract, event: ExcusedEvent) -> str:
    first, last = _month(contract, event.from_), _month(contract, event.to)
    kpi = words(contract.language, "choices")["all"] if event.kpi == "all" else event.kpi
    months = first if first == last else f"{first} – {last}"
    day = _day(contract, event.agreed)
    return claim_word(contract, "event", kpi=kpi, months=months, reason=event.reason or "–", day=day)


def _override(agreement: Agreement, override: Override) -> str:
    contract, figure = agreement.contract, "–"
    if override.impact is not None:
        figure = share(override.impact, contract.language)
    elif override.value is not None:
        unit = next((kpi.unit for kpi in agreement.kpis if kpi.code == override.kpi), "")
        figure = quantity(override.value, unit, contract.language)
    facts = {"kpi": override.kpi, "figure": figure, "reason": override.reason or "–", "who": override.by or "–"}
    key = "override" if override.agreed else "override.open"
    return claim_word(contract, key, day=_day(contract, override.agreed), **facts)


def _month(contract: Contract, month: Month) -> str:
    return f"{words(contract.language, 'sheets')['months'].split()[month.number - 1]} {month.year}"


def _day(contract: Contract, day: date | None) -> str:
    return "–" if day is None else claim_word(contract, "day", d=day.day, m=day.month, y=day.year)
