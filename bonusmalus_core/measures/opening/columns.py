"""Which column of the source is which field: as the mapping says, or by a name that is known for it?

Names are compared without case, accents and signs. Two columns that could both be a field are never chosen between, and
a file that lacks a column is not one in which all its cells are blank.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind, Records
from bonusmalus_core.measures.opening.cells import meaning
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile, TableOf
from bonusmalus_core.measures.opening.names import allowed, folded, forms, names_of, squeezed, unit_named
from bonusmalus_core.measures.opening.sources import Source
from bonusmalus_core.measures.opening.units import UTC

_ELSEWHERE = {"answered": ("abandoned",), "talk_s": ("handled_s",)}
"""Columns of other names that tell a field too; a moment is also told by those of a day and a time."""

_HALVES = ("date", "time")

_BLANK_SAYS_NO = ("answered_at", "transferred", "first_reply_at", "resolved_at", "reopened_at", "left_at")
"""Fields of which a blank cell says that it did not happen: what a file without the column does not say."""


NO_COLUMN = ("-",)
"""What a mapping says of a field that no column is, though one is called so."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a source by field, and what is wrong with them; those of `unread` fields cannot be used."""

    of: Mapping[str, ColumnOf]
    findings: tuple[Finding, ...]
    unread: frozenset[str] = frozenset()

    def without(self, texts: Mapping[str, tuple[str, ...]], told: Iterable[Finding]) -> Columns:
        """The columns, the cells of some fields blank where these texts stand, with what is `told` of it."""
        of = {field: replace(self.of[field], nothing=nothing) for field, nothing in texts.items()}
        return replace(self, of={**self.of, **of}, findings=(*self.findings, *told))


def matched(source: Source, mapping: MappingFile, is_flag: Callable[[str], bool] = lambda _: False) -> Columns:
    """The columns of the source: those of the mapping first, then those with a known name.

    One of which `is_flag` tells that it says yes or no is no moment, where another can be.
    """
    records = RECORDS[source.records]
    every = mapping.tables.get(source.records, TableOf()).columns
    unwanted = {field for field, of in every.items() if of.columns == NO_COLUMN}
    said = {field: _turned(field, of) for field, of in every.items() if of.columns and field not in unwanted}
    findings = [*_unknown(source, said), *_meaningless(records, every)]
    named = _Named(source, {squeezed(folded(column)) for each in said.values() for column in _taken(each)}, is_flag)
    found = dict(said)
    for field, kind in records.fields.items():
        if field in said or field in unwanted:
            continue
        known = named.candidates(field, kind, source.scattered)
        if len(known) > 1:
            findings.append(_finding("G3", source, field, columns=", ".join(column for column, _ in known)))
        elif known:
            found[field] = _column(*known[0])
    if records.moment and records.moment not in said.keys() | unwanted:
        found |= _in_halves(named, records.moment, found)
    findings += _told_apart(named, source, records, {k: of for k, of in found.items() if k not in said})
    found = _with_others(named, records, found, every)
    unsaid = _unsaid(source, found)
    findings += [_finding("G38", source, field, Severity.WARNING, column=unsaid[field]) for field in unsaid]
    needed = (*records.required, *(field for field in every if field not in unwanted))
    findings += _lacking(source, needed, found, {each.where.field for each in findings})
    kept = {field: _as_said(of, every.get(field)) for field, of in found.items() if field not in unsaid}
    return Columns(kept, tuple(findings))


def _taken(of: ColumnOf) -> tuple[str, ...]:
    """The columns that are no other field's; a day beside a time can be the day of other times too."""
    return of.columns[1:] or of.columns


def _as_said(of: ColumnOf, said: ColumnOf | None) -> ColumnOf:
    """With what the mapping says of the field, and else the unit that the name of the column states."""
    if said is None:
        return of
    return replace(said, columns=of.columns, unit=said.unit or unit_named(of.columns[-1]), turned=of.turned)


def _turned(field: str, of: ColumnOf) -> ColumnOf:
    """As it is; of a column whose name says who abandoned, a yes is no answer, also where the mapping names it."""
    return replace(of, turned=True) if field == "answered" and is_called(of, "abandoned") else of


def is_called(of: ColumnOf, field: str) -> bool:
    """Whether the name of a column is known for a field."""
    return not {form for form, _ in forms(of.columns[0])}.isdisjoint(names_of(field))


def _is_scattered(of: ColumnOf, source: Source) -> bool:
    return not source.scattered.isdisjoint(of.columns)


def _unsaid(source: Source, found: Mapping[str, ColumnOf]) -> dict[str, str]:
    """The columns by field that some files lack and whose blanks say that something did not happen."""
    fields = [field for field in _BLANK_SAYS_NO if not (field == "answered_at" and "answered" in found)]
    there = {field: found[field] for field in fields if field in found}
    return {field: " + ".join(of.columns) for field, of in there.items() if _is_scattered(of, source)}


def _told_apart(named: _Named, source: Source, records: Records, found: Mapping[str, ColumnOf]) -> Iterator[Finding]:
    """What to ask where some files tell a field in other columns than those that were taken for it."""
    for field, others in (*_ELSEWHERE.items(), *([(records.moment, _HALVES)] if records.moment else [])):
        if field in found and _is_scattered(found[field], source):
            taken = found[field].columns
            more = [each for other in others for each, _ in named.every(other) if each not in taken]
            if more or not source.scattered.issuperset(taken):
                yield _finding("G3", source, field, columns=", ".join((*taken, *more)))


class _Named:
    """The columns of a source by what they are called."""

    def __init__(self, source: Source, taken: Collection[str], is_flag: Callable[[str], bool]) -> None:
        self._forms: dict[str, list[tuple[str, str]]] = {}
        self._is_flag = is_flag
        for column in source.columns:
            if squeezed(folded(column)) not in taken:
                for form, unit in forms(column):
                    self._forms.setdefault(form, []).append((column, unit))

    def columns(self, field: str, kind: Kind | None = None) -> list[tuple[str, str]]:
        """The columns whose name is known for the field, with their units; the most telling name wins."""
        every = ([each for each in self._forms.get(name, ()) if allowed(kind, each[1])] for name in names_of(field))
        found = [columns for columns in every if columns]
        if kind is Kind.MOMENT and len(found) > 1:
            found = [columns for columns in found if not self._is_flag(columns[0][0])] or found
        return found[0] if found else []

    def candidates(self, field: str, kind: Kind, scattered: Collection[str]) -> list[tuple[str, str]]:
        """So too, with all the others that can be the field where not every file has the most telling one."""
        best = self.columns(field, kind)
        if not any(column in scattered for column, _ in best):
            return best
        return self.every(field, kind)

    def every(self, field: str, kind: Kind | None = None) -> list[tuple[str, str]]:
        """The columns with any name that is known for the field."""
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
    """With fields that other columns tell: handling is talk, hold and wrap-up, who abandoned did not get an answer.

    Beside a column of who abandoned one of outcomes holds other words most often, such as what was agreed.
    """
    if records.name == "cases" and (number := named.one("number_of_case")) and records.key not in {*found, *said}:
        return {**found, records.key: _column(*number)}
    if records.name != "contacts":
        return dict(found)
    other: dict[str, ColumnOf] = {}
    left, handled = named.one("abandoned"), named.one("handled_s", Kind.DURATION)
    named_so = {field for field, of in said.items() if of.columns}
    vague = "answered" in found and "answered" not in said and is_called(found["answered"], "outcome")
    if left and (vague or not {"answered", "answered_at"} & (found.keys() | named_so)):
        other["answered"] = ColumnOf((left[0],), turned=True)
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


def _meaningless(records: Records, said: Mapping[str, ColumnOf]) -> Iterator[Finding]:
    """What the mapping says that a blank stands for, where that is neither a yes nor a no."""
    for field, of in said.items():
        flag = records.fields[field] in (Kind.FLAG, Kind.COUNT)
        if flag and of.blank and meaning(of.blank, of, answered=field == "answered") is None:
            facts = {"key": f"{records.name}.columns.{field}.blank", "found": of.blank, "expected": "yes, no"}
            yield Finding("G14", Severity.BLOCKER, Where("mapping"), facts=facts)


def _lacking(
    source: Source, needed: Iterable[str], found: Mapping[str, ColumnOf], asked: Collection[str | None]
) -> list[Finding]:
    """The fields that must have a column, or of which the mapping says something, and that have none nor are asked."""
    lacking = [field for field in dict.fromkeys(needed) if field not in found and field not in asked]
    return [_finding("G1", source, field, columns=_told(source)) for field in lacking]


def _told(source: Source) -> str:
    return ", ".join(source.columns)


def _finding(code: str, source: Source, field: str, severity: Severity = Severity.BLOCKER, **facts: object) -> Finding:
    where = Where(source.records, field=field)
    return Finding(code, severity, where, facts={"field": field, "file": source.name, **facts})
