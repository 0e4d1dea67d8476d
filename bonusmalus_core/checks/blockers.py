"""Which mistakes make the settlement's arithmetic impossible or ambiguous?

`BLOCKERS` lists the checks; each is a generator of findings over an agreement. They look at the agreement as data, so
they hold for workbooks and contract data alike. Source: checks, codes R1, M2, M10, C1, C10 and H2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bonusmalus_core.checks import bands, duplicates, history, references, terms, unread, weights
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement

Check = Callable[[Agreement], Iterator[Finding]]

WHOLE: Mapping[Check, frozenset[str]] = {
    weights.sums: frozenset({"kpis"}),
    references.codes: frozenset({"kpis"}),
    references.waits: frozenset({"kpis", "history"}),
    references.measures: frozenset({"months"}),
    history.chain: frozenset({"history"}),
}
"""Checks that say something of a table as a whole, and are silent while rows of it could not be read."""

BLOCKERS: tuple[Check, ...] = (
    terms.currency,
    terms.unit,
    terms.settlement_months,
    terms.caps,
    terms.levels,
    terms.holidays,
    terms.prices,
    terms.volumes,
    terms.qualities,
    bands.order,
    bands.direction,
    bands.impacts,
    bands.collar,
    bands.worth,
    bands.limits,
    bands.scale,
    weights.sums,
    duplicates.rows,
    references.codes,
    references.measures,
    references.months,
    references.overrides,
    references.ends,
    references.waits,
    references.starts,
    unread.settings,
    history.chain,
)


def blockers(agreement: Agreement, faulty: frozenset[str] = frozenset()) -> list[Finding]:
    """Everything that stops the settlement of any period; `faulty` names tables of which rows could not be read."""
    checks = (check for check in BLOCKERS if not WHOLE.get(check, frozenset()) & faulty)
    return [finding for check in checks for finding in check(agreement)]
