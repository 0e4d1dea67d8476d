"""Which column of the source is which field: as the mapping says, or by a name that is known for it?

Names are compared without case, accents and signs. Two columns that could both be a field are never chosen between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind, Records
from bonusmalus_core.measures.opening.cells import NO, YES
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile, TableOf
from bonusmalus_core.measures.opening.names import allowed, folded, forms, names_of, squeezed, unit_named
from bonusmalus_core.measures.opening.sources import Source
from bonusmalus_core.measures.opening.units import UTC

SURVEYED = ("nps", "csat", "ces")
"""Where contacts carry these, they are surveys too."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a source by field, and what is wrong with them."""

    of: Mapping[str, ColumnOf]
    findings: tuple[Finding, ...]


def matched(source: Source, mapping: MappingFile) -> Columns:
    """The columns of the source: those of the mapping first, then those with a known name."""
    records = RECORDS[source.records]
    every = mapping.tables.get(source.records, TableOf()).columns
    said = {field: of for field, of in every.items() if of.columns}
    findings = [*_unknown(source, said)]
    named = _Named(source, {squeezed(folded(column)) for each in said.values() for column in _taken(each)})
    found = dict(said)
    for field, kind in records.fields.items():
        if field in said:
            continue
        known = named.candidates(field, kind, source.scattered)
        if len(known) > 1:
            findings.append(_finding("G3", source, field, columns=", ".join(column for column, _ in known)))
        elif known:
            found[field] = _column(*known[0])
    if records.moment and records.moment not in said:
        found |= _in_halves(named, records.moment, found)
    found = _with_others(named, records, found, every)
    findings += _lacking(source, (*records.required, *every), found)
    return Columns({field: _as_said(of, every.get(field)) for field, of in found.items()}, tuple(findings))


def _taken(of: ColumnOf) -> tuple[str, ...]:
    """The columns that are no other field's; a day beside a time can be the day of other times too."""
    return of.columns[1:] or of.columns


def _as_said(of: ColumnOf, said: ColumnOf | None) -> ColumnOf:
    """With what the mapping says of the field, and else the unit that the name of the column states."""
    if said is None:
        return of
    return replace(said, columns=of.columns, unit=said.unit or unit_named(of.columns[-1]))


class _Named:
    """The columns of a source by what they are called."""

    def __init__(self, source: Source, taken: Collection[str]) -> None:
        self._forms: dict[str, list[tuple[str, str]]] = {}
        for column in source.columns:
            if squeezed(folded(column)) not in taken:
                for form, unit in forms(column):
                    self._forms.setdefault(form, []).append((column, unit))

    def columns(self, field: str, kind: Kind | None = None) -> list[tuple[str, str]]:
        """The columns whose name is known for the field, with their units; the most telling name wins."""
        for name in names_of(field):
            if found := [each for each in self._forms.get(name, ()) if allowed(kind, each[1])]:
                return found
        return []

    def candidates(self, field: str, kind: Kind, scattered: Collection[str]) -> list[tuple[str, str]]:
        """So too, with all the others that can be the field where not every file has the most telling one."""
        best = self.columns(field, kind)
        if not any(column in scattered for column, _ in best):
            return best
        every = (each for name in names_of(field) for each in self._forms.get(name, ()) if allowed(kind, each[1]))
        return list({column: (column, unit) for column, unit in every}.values())

    def one(self, field: str, kind: Kind | None = None) -> tuple[str, str] | None:
        """The only column of that name."""
        found = self.columns(field, kind)
        return found[0] if len(found) == 1 else None


def _column(name: str, unit: str) -> ColumnOf:
    return ColumnOf((name,), unit=unit)


def _in_halves(named: _Named, moment: str, found: Mapping[str, ColumnOf]) -> dict[str, ColumnOf]:
    """The moment in a column of days and one of times, unless a column holds both."""
    day, time = named.one("date"), named.one("time")
    whole = found.get(moment)
    if day and time and day != time and (whole is None or whole.columns[0] in (day[0], time[0])):
        return {moment: ColumnOf((day[0], time[0]), unit=UTC if UTC in (day[1], time[1]) else "")}
    return {moment: _column(*day)} if day and whole is None else {}


def _with_others(
    named: _Named, records: Records, found: Mapping[str, ColumnOf], said: Mapping[str, ColumnOf]
) -> dict[str, ColumnOf]:
    """With fields that other columns tell: who abandoned did not get an answer, handling is talk, hold and wrap-up."""
    if records.name != "contacts":
        return dict(found)
    other: dict[str, ColumnOf] = {}
    left, handled = named.one("abandoned"), named.one("handled_s", Kind.DURATION)
    if left and not {"answered", "answered_at"} & (found.keys() | said.keys()):
        other["answered"] = ColumnOf((left[0],), yes=NO, no=YES)
    parts = {"hold_s", "wrap_s"}
    if handled and "talk_s" not in found and not parts & said.keys():
        found = {field: of for field, of in found.items() if field not in parts}
        other["talk_s"] = _column(*handled)
    return {**found, **other}


def _unknown(source: Source, said: Mapping[str, ColumnOf]) -> list[Finding]:
    """Columns that the mapping names and the source does not have."""
    return [
        _finding("G2", source, field, column=column, columns=_told(source))
        for field, each in said.items()
        for column in each.columns
        if column not in source.columns
    ]


def _lacking(source: Source, needed: Iterable[str], found: Mapping[str, ColumnOf]) -> list[Finding]:
    """The fields that must have a column, or of which the mapping says how it is written, and that have none."""
    return [
        _finding("G1", source, field, columns=_told(source)) for field in dict.fromkeys(needed) if field not in found
    ]


def _told(source: Source) -> str:
    return ", ".join(source.columns)


def _finding(code: str, source: Source, field: str, **facts: object) -> Finding:
    where = Where(source.records, field=field)
    return Finding(code, Severity.BLOCKER, where, facts={"field": field, "file": source.name, **facts})
