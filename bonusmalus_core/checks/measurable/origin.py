"""Do the numbers have a source, an owner, a way of adding up and a rule for when they lack? Checks M3, M4 and M5."""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.stated import is_stated
from bonusmalus_core.checks.topics import mentioned
from bonusmalus_core.findings import Where


def source(draft: Draft) -> Iterator[Hit]:
    """M3: the system that the numbers come from is not named."""
    yield from draft.lacking("source", (each for each in draft.legend if not is_stated(each.entry.source)))


def owner(draft: Draft) -> Iterator[Hit]:
    """M3: nobody answers for the data."""
    yield from draft.lacking("data_owner", (each for each in draft.legend if not is_stated(each.entry.data_owner)))


def mean(draft: Draft) -> Iterator[Hit]:
    """M4: percentages are averaged, so that a quiet month counts as much as a busy one."""
    weighed = {each.kpi for each in draft.agreement.measurements if each.n is not None}
    for row in draft.rows:
        if row.kpi.unit == "%" and row.kpi.aggregate == "mean" and row.kpi.code not in weighed:
            yield row.hit("aggregate")


def mean_in_words(draft: Draft) -> Iterator[Hit]:
    """M4: the definition asks for a mean of percentages."""
    for entry in draft.legend:
        for name in ("definition", "numerator"):
            found = mentioned("mean_of_shares", getattr(entry.entry, name))
            if found:
                yield entry.hit(name, words=found[0])


def missing(draft: Draft) -> Iterator[Hit]:
    """M5: data that are missing cost nothing, so that it can pay not to deliver them."""
    if draft.agreement.contract.missing_data != "refuse":
        yield Hit(Where("contract", None, "missing_data"), None, {"field": "contract.missing_data"})
