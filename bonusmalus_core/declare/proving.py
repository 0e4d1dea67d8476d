"""Does everything that was settled still stand, cell by cell and cent by cent?

Every version is settled again from its archive, the chain is followed, and today's sheets are held against the last
version of every period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.canonical import fingerprint, restored
from bonusmalus_core.calc.chain import head
from bonusmalus_core.calc.history import lock, versions
from bonusmalus_core.calc.rounding import half_away
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.declare.deviating import Deviations
from bonusmalus_core.declare.locking import in_history
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.declare.sealing import Sealing, departures, sealing, sealing_data, sealing_passage
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.decimals import exact
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import money, share
from bonusmalus_core.workbook.read import Reading

_FIELDS = ("factor", "amount", "top_up", "true_up")
_EVER = date.max
"""On this day everything is due: what is asked is the money, not the day."""


@dataclass(frozen=True, slots=True)
class Proved:
    """One version of a period's settlement, and what it comes to again; None when its archive is not whole.

    `today`: whether the sheets still say what it read; None of a version that a later one replaced.
    """

    row: HistoryRow
    again: HistoryRow | None
    today: bool | None
    locked: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """All versions in the order of the history, and everything that was found."""

    agreement: Agreement
    versions: tuple[Proved, ...]
    findings: tuple[Finding, ...]
    sealing: Sealing | None = None

    @property
    def seal(self) -> str:
        """The newest seal, as the last statement prints it."""
        return head(self.agreement.history)


def prove(reading: Reading, agreement: Agreement) -> Proof:
    """Everything that was settled, settled again and compared."""
    found, proved = [*in_history(reading, agreement)], list[Proved]()
    deviations = Deviations(agreement, reading.findings)
    for number, row in enumerate(agreement.history):
        if row.event == "settled":
            before = next((each.again or each.row for each in reversed(proved) if each.row.period == row.period), None)
            again = _again(row, before)
            found += _differences(number, row, again, agreement.contract)
            is_last = versions(agreement.history, row.period)[-1] is row
            other = [*deviations.of(row)] if again and is_last else []
            found += other
            is_locked = lock(agreement.history, row.period) is not None
            proved.append(Proved(row, again, not other if again and is_last else None, is_locked))
    found += departures(agreement, reading.findings)
    once = tuple(each for number, each in enumerate(found) if each not in found[:number])
    return Proof(agreement, tuple(proved), once, sealing(agreement))


def _again(row: HistoryRow, before: HistoryRow | None) -> HistoryRow | None:
    """The row with the figures that its archive comes to; None when the archive is not what the row says it is.

    `before` is the version that it corrects, calculated again too: an edit there is no fault of the true-up here.
    """
    found = restored(row.archive) if fingerprint(row.archive) == row.inputs else None
    if found is None or found[1] != row.period:
        return None
    settlement = settle(*found, _EVER)
    if not isinstance(settlement, Settlement):
        return None
    return row.model_copy(
        update={
            "factor": exact(settlement.factor.numerator / settlement.factor.denominator),
            "amount": settlement.bonus_malus,
            "top_up": settlement.top_up,
            "true_up": settlement.bonus_malus - (before.amount or 0) if before else Decimal(0),
        }
    )


def _differences(number: int, row: HistoryRow, again: HistoryRow | None, contract: Contract) -> Iterator[Finding]:
    """H3: the archive is not whole; H4: a figure is not what the archive comes to."""
    if again is None:
        yield Finding("H3", Severity.ERROR, Where("history", number, "inputs"), facts={"document": row.document})
        return
    for field in _FIELDS:
        settled, found = getattr(row, field), getattr(again, field)
        if settled != found:
            facts: dict[str, object] = {"document": row.document, "field": f"history.{field}"}
            facts |= {"settled": _quoted(field, settled, contract), "found": _quoted(field, found, contract)}
            yield Finding("H4", Severity.ERROR, Where("history", number, field), facts=facts)


def _quoted(field: str, value: Decimal | None, contract: Contract) -> str:
    """A figure of the history as its sheet shows it."""
    if value is None:
        return "–"
    return share(value, contract.language) if field == "factor" else money(value, contract.currency, contract.language)


def proof_data(proof: Proof) -> dict[str, Any]:
    """The proof as `--json` prints it, without the findings."""
    digits = minor_units().get(proof.agreement.contract.currency, 2)
    return {
        "settlements": [
            {
                "document": each.row.document,
                "period": each.row.period,
                "version": each.row.version,
                "amount": _text(each.row.amount, digits),
                "again": _text(each.again.amount if each.again else None, digits),
                "sheets_agree": each.today,
                "locked": each.locked,
            }
            for each in proof.versions
        ],
        "terms": sealing_data(proof.sealing),
        "seal": proof.seal,
    }


def proof_report(proof: Proof) -> Report:
    """The proof for people: a line for each version, and the seal to hold against the statement on paper."""
    contract = proof.agreement.contract
    texts = words(contract.language, "verify")

    def amount(row: HistoryRow | None) -> str:
        return "–" if row is None or row.amount is None else money(row.amount, contract.currency, contract.language)

    def mark(said: bool | None) -> str:
        return "–" if said is None else texts["yes"] if said else texts["no"]

    header = tuple(texts[key] for key in ("document", "settled", "again", "today", "locked"))
    rows: Sequence[tuple[str, ...]] = [
        (each.row.document, amount(each.row), amount(each.again), mark(each.today), mark(each.locked))
        for each in proof.versions
    ]
    listing = Listing(header, tuple(rows), numbers=frozenset({1, 2}))
    parts: list[Passage | Listing] = [listing] if rows else []
    if proof.sealing:
        parts.append(sealing_passage(proof.sealing, proof.agreement))
    return [*parts, Passage((texts["seal"].format(seal=proof.seal),))] if parts else []


def _text(amount: Decimal | None, digits: int) -> str | None:
    return None if amount is None else format(half_away(Fraction(amount), digits), "f")
