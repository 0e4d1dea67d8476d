"""Which figures are not those any more that were measured, as the evidence beside them tells?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.evidence import NUMBERS, measured_from, proves
from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.model.month import Month


def altered(rows: Sequence[Measurement], months: Collection[Month] | None = None) -> Iterator[Finding]:
    """The rows of these months, or of all, whose figures somebody typed over; a row that was cleared is none."""
    for number, row in enumerate(rows):
        file = measured_from(row.evidence) if months is None or row.month in months else ""
        held = {key: getattr(row, key) for key in NUMBERS}
        if file and not row.is_blank and not proves(row.evidence, held):
            field = next(key for key in NUMBERS if held[key] is not None)
            where = Where("measurements", number, field)
            yield Finding("D16", Severity.WARNING, where, str(row.month), row.kpi, {"file": file})
