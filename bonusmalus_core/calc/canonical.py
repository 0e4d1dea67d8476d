"""In which one form are the inputs of a settlement written down, so that equal inputs have equal fingerprints?

JSON of what `reads` leaves, with sorted keys, no spaces and nothing but ASCII; `docs/canonical.md` describes it for
whoever wants to check a fingerprint without this program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from bonusmalus_core.calc.reads import reads
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.measurement import PRECISION
from bonusmalus_core.model.record import Record

FORM = 1
"""The version of this form: settlements of an earlier one stay what they are."""

TERMS = frozenset({
    "bonus_cap", "bonus_malus_volume", "calendar", "currency", "evaluation", "inactive_kpi", "malus_cap",
    "missing_data", "months", "price_decimals", "settlement_months", "start", "vat_rate", "vat_treatment",
})  # fmt: skip
"""The fields of the contract that a settlement reads."""

UNREAD: Mapping[str, frozenset[str]] = {
    "prices": frozenset(),
    "kpis": frozenset({"metric", "name", "direction", "scope", "critical"}),
    "conditions": frozenset(),
    "months": frozenset({"forecast_locked_on"}),
    "measurements": frozenset({"source", "evidence", "measured_on", "note", *PRECISION}),
    "events": frozenset({"reason", "evidence"}),
    "overrides": frozenset({"reason", "by"}),
}
"""The tables, and what no settlement reads of their rows."""


def canonical(agreement: Agreement, period: int) -> str:
    """The inputs of one period's settlement as one line of text; WrongUsage for a period that does not exist."""
    read = reads(agreement, period)
    tables = {name: [_row(row, unread) for row in getattr(read, name)] for name, unread in UNREAD.items()}
    terms = read.contract.model_dump(mode="json", include=set(TERMS))
    return dense({"form": FORM, "period": period, "contract": terms} | tables)


def _row(row: Record, unread: frozenset[str]) -> dict[str, Any]:
    """Everything that a row says, defaults too: what they are may change with the program."""
    written = row.model_dump(mode="json", by_alias=True, exclude=set(unread), exclude_none=True)
    measures: dict[str, Any] = written.pop("measures", {})
    return written | measures


def restored(text: str) -> tuple[Agreement, int] | None:
    """The agreement and the period that a canonical text holds; None when it is none (any more)."""
    from bonusmalus_core.model.exchange import parse_agreement  # only what is settled again is read from data

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.pop("form", None) != FORM or not isinstance(data.get("period"), int):
        return None
    period: int = data.pop("period")
    agreement, _ = parse_agreement(data)
    return None if agreement is None else (agreement, period)


def dense(data: Any) -> str:
    """JSON with sorted keys, without spaces, in ASCII: equal data, equal text."""
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
