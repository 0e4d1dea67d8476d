"""Does the target fit what was measured before the contract? Check R3."""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.checks.draft import Draft, Hit


def absent(draft: Draft) -> Iterator[Hit]:
    """R3: without a baseline nobody can tell whether the target is ambitious."""
    yield from draft.lacking("baseline", (each for each in draft.legend if each.entry.baseline is None))


def reached(draft: Draft) -> Iterator[Hit]:
    """R3: the baseline already earns a bonus."""
    for entry in draft.legend:
        row, found = entry.rows[0], entry.baseline
        if found is not None and row.target is not None and found != row.target and (found > row.target) is row.higher:
            yield entry.hit("baseline", value=found, target=row.target)


def remote(draft: Draft) -> Iterator[Hit]:
    """R3: the baseline lies beyond the worst level: the full malus is paid from the first day."""
    for entry in draft.legend:
        row, found = entry.rows[0], entry.baseline
        worst = row.kpi.thresholds[0]
        if found is not None and found != worst and (found < worst) is row.higher:
            yield entry.hit("baseline", value=found, worst=worst)
