"""Does every target have a number, a comparator and a unit, and does its name promise the same? Checks M1 and M2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bonusmalus_core.checks.draft import Draft, Hit

_TIMED = frozenset({"SL", "FRT", "TTR", "ESC"})
"""Metrics that count what happened within a time limit."""

_LIMIT = re.compile(
    r"\d+\s*(?:s\b|sec|sek|min|u\b|uur|uren|h\b|hour|stunde|std|heure|dag|day|tag\b|tagen|jour|werkdag|arbeitstag)"
    r"|\d+\s*/\s*\d+|(?:één|twee|one|two|ein|eine[mnr]?|zwei|une?|deux)\s+(?:uur|werkdag|dag|minu|hour|day|stunde|tag|heure|jour)",
    re.IGNORECASE,
)
_PROMISE = re.compile(r"(?<![\d,.])(\d{2,3}(?:[.,]\d+)?)\s*(?:%|/\s*\d+)")
"""What a name promises: "SL 80/60" and "90 % in 24 h"."""

_PERCENT = Decimal(100)


def limit(draft: Draft) -> Iterator[Hit]:
    """M1: a KPI that counts what happens in time does not say in what time."""
    for entry in draft.legend:
        if entry.metric in _TIMED and entry.rows[0].kpi.unit == "%" and not _LIMIT.search(entry.words):
            yield entry.hit("definition")


def promise(draft: Draft) -> Iterator[Hit]:
    """M1: the name of a KPI gives another target than its thresholds."""
    for row in draft.rows:
        promised = _PROMISE.search(row.kpi.name) if row.metric == "SL" and row.kpi.unit == "%" else None
        if promised and row.target is not None:
            named = Decimal(promised[1].replace(",", ".")) / _PERCENT
            if named != row.target:
                yield row.hit("name", name=row.kpi.name, target=row.target)


def direction(draft: Draft) -> Iterator[Hit]:
    """M2: nothing says whether a higher or a lower value is better, but the order of the thresholds."""
    for row in draft.rows:
        if row.kpi.direction is None:
            yield row.hit("direction", thresholds=row.kpi.thresholds)
