"""What is a finding, and where does it point?

A finding is the user's to mend: a stable code, a severity, a place and the facts that its sentences quote. It holds no
prose; `words.say` puts it into the contract's language. Findings are collected, never raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[Any, Any] = MappingProxyType({})
"""A mapping without anything in it, that stays so."""


class Severity(StrEnum):
    """How much a finding stops: a blocker stops the settlement, an error the signature, the others nothing."""

    BLOCKER = "blocker"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the contract's own terms: `row` counts the records of `table` from 0; None means the whole table.

    `cell` is set only by readers, for a place that is no record (yet): a cell address on the table's sheet.
    """

    table: str
    row: int | None = None
    field: str | None = None
    cell: str | None = None


class Finding(NamedTuple):
    """One thing to mend or to know; `facts` fill the placeholders of the sentences of its code."""

    code: str
    severity: Severity
    where: Where
    month: str | None = None
    kpi: str | None = None
    facts: Mapping[str, object] = NOTHING


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence that is said in the reader's language: a key of the words on a topic, and its facts."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    topic: str = "checks"


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings stops the settlement."""
    return any(finding.severity is Severity.BLOCKER for finding in findings)
