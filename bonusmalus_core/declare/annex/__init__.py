"""What do both parties sign? The contract annex, its rules said in plain sentences from the contract's own values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bonusmalus_core.declare.annex.conditions import condition_clauses
from bonusmalus_core.declare.annex.measuring import impact_clauses, kpi_clauses, value_clauses
from bonusmalus_core.declare.annex.money import price_clauses, settlement_clauses, term_clauses
from bonusmalus_core.declare.annex.saying import TOPIC, Saying
from bonusmalus_core.declare.annex.service import service_chapters
from bonusmalus_core.declare.annex.tables import definitions, kpi_table
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.declare.sealing import sealing, sealing_data
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import say
from bonusmalus_core.workbook.document import Chapter, Document, Facts, Grid


def annex(agreement: Agreement) -> Document:
    """The annex of a contract, in its own language."""
    said, contract = Saying(agreement), agreement.contract
    return Document(
        contract.language,
        said.say("title"),
        contract.title,
        tuple(_opening(said)),
        tuple(_chapters(said)),
        said.say("sign"),
        (contract.client, contract.supplier),
        said.say("sign.line"),
        say(contract.language, "sheets", "page"),
    )


def _chapters(said: Saying) -> Iterator[Chapter]:
    yield Chapter(said.say("term"), tuple(term_clauses(said)))
    yield Chapter(said.say("kpis"), tuple(kpi_clauses(said)), (kpi_table(said),))
    yield Chapter(said.say("legend"), (), tuple(definitions(said)))
    for key, clauses in _RULES.items():
        yield Chapter(said.say(key), tuple(clauses(said)))
    yield from service_chapters(said)
    yield Chapter(said.say("seal"), tuple(_seal(said)))


_RULES: Mapping[str, Callable[[Saying], Iterator[str]]] = {
    "value": value_clauses,
    "impact": impact_clauses,
    "conditions": condition_clauses,
    "price": price_clauses,
    "settlement": settlement_clauses,
}


def annex_data(document: Document, agreement: Agreement) -> dict[str, Any]:
    """The annex as `--json` prints it: its clauses in order, and how the terms stand to their seal."""
    chapters = [{"heading": each.heading, "clauses": list(each.clauses)} for each in document.chapters]
    return {"title": document.title, "chapters": chapters, "sealed": sealing_data(sealing(agreement))}


def annex_report(document: Document) -> Report:
    """The annex for people, on a screen."""
    parts: list[Passage | Listing] = [Passage((document.subtitle, *document.opening), document.title)]
    for number, chapter in enumerate(document.chapters, 1):
        clauses = tuple(f"{number}.{place} {text}" for place, text in enumerate(chapter.clauses, 1))
        parts.append(Passage(clauses, f"{number}. {chapter.heading}"))
        parts += [_shown(part, document) for part in chapter.parts]
    signing = tuple(_labelled(document, signer, document.signature) for signer in document.signers)
    return [*parts, Passage(signing, document.agreed)]


def _shown(part: Grid | Facts, document: Document) -> Passage | Listing:
    if isinstance(part, Facts):
        return Passage(tuple(_labelled(document, label, text) for label, text in part.lines), part.heading)
    return Listing(part.header, part.rows, numbers=frozenset(range(part.texts, len(part.header))))


def _labelled(document: Document, label: str, text: str) -> str:
    return say(document.language, TOPIC, "clause", kpis=label, rule=text)


def _opening(said: Saying) -> Iterator[str]:
    contract = said.contract
    yield said.say("parties", client=contract.client, supplier=contract.supplier)
    if contract.client_contact or contract.supplier_contact:
        yield said.say("contacts", client=contract.client_contact or "–", supplier=contract.supplier_contact or "–")


def _seal(said: Saying) -> Iterator[str]:
    """Which seal these terms carry; that they carry none, or that of other terms."""
    found = sealing(said.agreement)
    if found is None:
        yield said.say("seal.none")
        return
    row = found.row
    if found.changes != ():
        yield said.say("seal.changed", document=row.document)
        return
    day = said.day(row.day) if row.day else "–"
    yield said.say("seal.done", document=row.document, day=day, who=row.who or "–")
    yield said.say("seal.terms", terms=row.inputs)
    yield said.say("seal.hash", seal=row.hash)
