"""Is the history of settlements what was written, so that a next one can be added to it?"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.calc.chain import broken
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement


def chain(agreement: Agreement) -> Iterator[Finding]:
    """H2: rows that were edited, or before which a row was taken out."""
    for number in broken(agreement.history):
        facts = {"document": agreement.history[number].document, "row": number + 1}
        yield Finding("H2", Severity.BLOCKER, Where("history", number, "hash"), facts=facts)
