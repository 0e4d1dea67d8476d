"""Which column of the source is which field: as the mapping says, or by a name that is known for it?

Names are compared without case, accents and signs. Two columns that could both be a field are never chosen between.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Records
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile, TableOf
from bonusmalus_core.measures.opening.sources import Source

SURVEYED = ("nps", "csat", "ces")
"""Where contacts carry these, they are surveys too."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a source by field, and what is wrong with them."""

    of: Mapping[str, ColumnOf]
    findings: tuple[Finding, ...]


def folded(name: str) -> str:
    """A name without what people write differently.

    >>> folded("Temps d'attente (s)"), folded("AvgTalkDuration"), folded("Eröffnet_am")
    ('temps d attente s', 'avgtalkduration', 'eroffnet am')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def matched(source: Source, mapping: MappingFile) -> Columns:
    """The columns of the source: those of the mapping first, then those with a known name."""
    records = RECORDS[source.records]
    said = mapping.tables.get(source.records, TableOf()).columns
    findings = [*_unknown(source, said)]
    spoken_for = {folded(column) for each in said.values() for column in each.columns}
    found = dict(said)
    for field in records.fields:
        if field in said:
            continue
        known = _named(source, field, spoken_for)
        if len(known) > 1:
            findings.append(_finding("G3", source, field, columns=", ".join(known)))
        elif known:
            found[field] = ColumnOf((known[0],))
    if records.moment and records.moment not in found:
        parts = [_named(source, half, spoken_for) for half in ("date", "time")]
        if all(len(each) == 1 for each in parts):
            found[records.moment] = ColumnOf((parts[0][0], parts[1][0]))
        elif len(parts[0]) == 1:
            found[records.moment] = ColumnOf((parts[0][0],))
    findings += _lacking(source, records, found)
    return Columns(found, tuple(findings))


def _named(source: Source, field: str, taken: set[str]) -> list[str]:
    """The columns whose name is known for the field: the name that stands first in the list of names wins."""
    by_name: dict[str, list[str]] = {}
    for column in source.columns:
        if folded(column) not in taken:
            by_name.setdefault(folded(column), []).append(column)
    for name in (folded(field), *_names().get(field, ())):
        if name in by_name:
            return by_name[name]
    return []


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    text = files(__package__).joinpath("names.json").read_text(encoding="utf-8")
    return {field: tuple(names) for field, names in json.loads(text).items()}


def _unknown(source: Source, said: Mapping[str, ColumnOf]) -> list[Finding]:
    """Columns that the mapping names and the source does not have."""
    return [
        _finding("G2", source, field, column=column, columns=_told(source))
        for field, each in said.items()
        for column in each.columns
        if column not in source.columns
    ]


def _lacking(source: Source, records: Records, found: Mapping[str, ColumnOf]) -> list[Finding]:
    return [_finding("G1", source, field, columns=_told(source)) for field in records.required if field not in found]


def _told(source: Source) -> str:
    return ", ".join(source.columns)


def _finding(code: str, source: Source, field: str, **facts: object) -> Finding:
    where = Where(source.records, field=field)
    return Finding(code, Severity.BLOCKER, where, facts={"field": field, "file": source.name, **facts})
