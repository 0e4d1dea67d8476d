"""What follows from the statement, and who agrees? The payment, what the parties agreed apart, seal and signatures."""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.calc.claim_words import claim_word, pays, reasons, seals, sent, vat_note
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.claim import Claim
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.words.numbers import share
from bonusmalus_core.workbook.port import Row
from bonusmalus_core.workbook.statement.columns import LABEL, SUPPLIER, row, said
from bonusmalus_core.workbook.statement.result import money


def payment(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """Net, VAT, gross and who pays whom; excused events and overrides with their reasons."""
    contract = agreement.contract
    if settlement is None or settlement.claim is None:
        return []
    claim = settlement.claim
    said_reasons = reasons(agreement, claim) or [claim_word(contract, "no-reason")]
    return [
        row("section", {LABEL: claim_word(contract, "section")}),
        *_owed(contract, claim),
        *_taxed(contract, claim),
        *(row("note", {LABEL: text}) for text in said_reasons),
    ]


def signatures(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """Where both parties sign, and the seal of what they sign."""
    contract, language = agreement.contract, agreement.contract.language
    claim = settlement.claim if settlement else None
    return [
        row("space"),
        row("sentence", {LABEL: said(language, "agreed")}),
        row("sign-head", {LABEL: contract.client, SUPPLIER: contract.supplier}),
        row("sign", {LABEL: said(language, "sign"), SUPPLIER: said(language, "sign")}),
        row("space"),
        row("note", {LABEL: said(language, "note")}),
        *(row("note", {LABEL: text}) for text in (seals(contract, claim) if claim else [])),
    ]


def _owed(contract: Contract, claim: Claim) -> Iterator[Row]:
    """What was settled before, and what is still owed."""
    if claim.corrects:
        note = claim_word(contract, "before.note", document=claim.corrects)
        yield money("apart", claim_word(contract, "before"), claim.settled, note)
        if claim.settled_top_up:
            yield money("apart", claim_word(contract, "before.top_up"), claim.settled_top_up, note)
        text = claim_word(contract, "true_up", document=claim.corrects)
        yield money("apart", text, claim.true_up, claim_word(contract, "true_up.note"))
        if claim.top_up_true_up:
            yield money("apart", claim_word(contract, "true_up.top_up"), claim.top_up_true_up)
    yield money("apart", claim_word(contract, "net"), claim.net)


def _taxed(contract: Contract, claim: Claim) -> Iterator[Row]:
    """VAT by the contract's treatment, and what is to be paid."""
    note = vat_note(contract, claim) or share(claim.vat_rate, contract.language)
    yield money("apart", claim_word(contract, "vat"), claim.vat, note)
    yield money("total", claim_word(contract, "gross"), claim.gross, pays(contract, claim))
    paper = sent(contract, claim)
    if paper:
        yield row("note", {LABEL: paper})
