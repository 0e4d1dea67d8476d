"""Which mistakes make the settlement's arithmetic impossible or ambiguous?

`BLOCKERS` lists the checks; each is a generator of findings over an agreement. They look at the agreement as data, so
they hold for workbooks and contract data alike. Source: checks, codes R1, M2, M10, C1 and C10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bonusmalus_core.checks import bands, duplicates, references, terms, weights
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement

Check = Callable[[Agreement], Iterator[Finding]]

BLOCKERS: tuple[Check, ...] = (
    terms.currency,
    terms.unit,
    terms.settlement_months,
    terms.caps,
    terms.levels,
    terms.holidays,
    terms.prices,
    bands.order,
    bands.direction,
    bands.impacts,
    bands.collar,
    bands.scale,
    weights.sums,
    duplicates.rows,
    references.codes,
    references.measures,
    references.months,
    references.overrides,
)


def blockers(agreement: Agreement) -> list[Finding]:
    """Everything that stops the settlement of any period of this agreement."""
    return [finding for check in BLOCKERS for finding in check(agreement)]
