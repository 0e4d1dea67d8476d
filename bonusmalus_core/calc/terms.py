"""Which terms did the parties agree on, written down in one form that can be sealed, and which have changed since?

Everything that was agreed and nothing that was measured. `docs/canonical.md` describes the form.
"""

from __future__ import annotations

import json
from typing import Any

from bonusmalus_core.calc.canonical import FORM, dense, fingerprint
from bonusmalus_core.calc.history import seals
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.differences import RowChange, differences, in_order
from bonusmalus_core.model.history import HistoryRow

SECTIONS = ("contract", "prices", "kpis", "legend", "conditions", "sla", "governance")


def agreed_terms(agreement: Agreement) -> str:
    """The agreed terms as one line of text: every field, what is none too; the order of rows does not matter."""
    ordered = {name: in_order(name, getattr(agreement, name)) for name in SECTIONS[1:]}
    whole = agreement.model_copy(update=ordered).model_dump(mode="json", by_alias=True, include=set(SECTIONS))
    return dense({"form": FORM} | whole)


def sealed_terms(row: HistoryRow) -> Agreement | None:
    """The terms that a row sealed; None when they are not what the row says they were."""
    if fingerprint(row.archive) != row.inputs:
        return None
    from bonusmalus_core.model.exchange import parse_agreement  # only what is compared again is read from data

    try:
        data: Any = json.loads(row.archive)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.pop("form", None) != FORM:
        return None
    return parse_agreement(data)[0]


def changed_since_sealed(agreement: Agreement) -> tuple[RowChange, ...] | None:
    """What differs from the terms that were sealed last; None while nothing was sealed, or it is not whole any more.

    Compared field by field and not by fingerprint: a later version of the program may know more fields.
    """
    known = seals(agreement.history)
    sealed = sealed_terms(known[-1]) if known else None
    if sealed is None:
        return None
    return tuple(each for each in differences(sealed, agreement) if each.section in SECTIONS)
