"""Which figures are not those any more that were measured, as the evidence beside them tells?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.evidence import NUMBERS, measured_from, proves
from bonusmalus_core.model.measurement import Measurement


def altered(
    rows: Sequence[Measurement], looked_at: Callable[[Measurement], bool] = lambda _: True
) -> Iterator[Finding]:
    """D16: the rows that are looked at, or all, whose figures somebody typed over."""
    for number, row in enumerate(rows):
        if looked_at(row) and is_altered(row):
            field = next(key for key in NUMBERS if getattr(row, key) is not None)
            where, facts = Where("measurements", number, field), {"file": measured_from(row.evidence)}
            yield Finding("D16", Severity.WARNING, where, str(row.month), row.kpi, facts)


def is_altered(row: Measurement) -> bool:
    """Whether the evidence is that of other figures; a row that was cleared has none."""
    if row.is_blank or not measured_from(row.evidence):
        return False
    return not proves(row.evidence, {key: getattr(row, key) for key in NUMBERS})
