"""Which columns of the records are used for nothing, and which parts of a handling time does therefore none tell?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.opening.names import forms, names_of
from bonusmalus_core.measures.opening.opened import Opened

_PARTS = ("hold_s", "wrap_s")


def unused(records: Opened, name: str) -> tuple[str, ...]:
    """The columns of a kind of records that are no field, of these or of others that the same files hold."""
    source = records.sources[name]
    alike = [kind for kind, other in records.sources.items() if other.files == source.files]
    if name != alike[0]:  # they are told once
        return ()
    used = {column for kind in alike for of in records.columns[kind].of.values() for column in of.columns}
    return tuple(column for column in source.columns if column not in used)


def handled_without(records: Opened, asked: Sequence[Asked]) -> Iterator[Finding]:
    """KPIs that add up what handling takes, where no column tells the time on hold or the wrap-up."""
    for each in asked:
        of = records.columns["contacts"].of if each.measure.id == "AHT" else {}
        lacking = [part for part in _PARTS if part not in of]
        if of and lacking and not _is_whole(*of["talk_s"].columns):
            added = ", ".join(column for part in ("talk_s", *_PARTS) if part in of for column in of[part].columns)
            facts = {
                "file": records.sources["contacts"].name, "columns": added, "field": " / ".join(lacking),
                "unused": ", ".join(unused(records, "contacts")) or "–",
            }  # fmt: skip
            yield Finding("G41", Severity.INFO, Where("contacts", field=lacking[0]), kpi=each.kpi, facts=facts)


def _is_whole(column: str) -> bool:
    """Whether a column is called as one of whole handling times."""
    return any(form in names_of("handled_s") for form, _ in forms(column))
