"""Can formulas follow this workbook? Only what is written as they can read it: else the statement holds values.

The reader forgives more than a formula can: months as text, words with blanks around them, columns of levels apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.places import Places, SectionPlaces
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.proof.spoken import CHOICES, spoken

MOST_MONTHS = 24
"""So many months have room in the working block."""

_NEEDED = {
    "contract": ("value",),
    "levels": ("levels.1",),
    "kpis": ("code", "thresholds.1", "weight"),
    "measurements": ("month", "kpi"),
    "months": ("month", "actual"),
    "prices": ("price",),
}
_MONTHS = (("measurements", "month"), ("months", "month"), ("events", "from"), ("events", "to"))
_CODES = (
    ("kpis", "code"), ("measurements", "kpi"), ("conditions", "code"), ("conditions", "measure"), ("overrides", "kpi"),
)  # fmt: skip
_SPECIAL = frozenset('~*?"')
_LONGEST_CODE = 120
"""A sheet looks up texts of 255 UTF-16 units at most, and the key of a condition holds two codes."""


def is_ready(places: Places, agreement: Agreement, settlement: Settlement) -> bool:
    """Whether every cell that the settlement read can be read by a formula, too."""
    sections = places.sections
    return (
        all(key in sections and _has(sections[key], fields) for key, fields in _NEEDED.items())
        and all(map(_names_its_columns, sections.values()))
        and _levels_stand_side_by_side(sections)
        and all(_is_first(cell) for section, field in _MONTHS for cell in _cells(sections.get(section), field))
        and all(_is_code(cell) for section, field in _CODES for cell in _cells(sections.get(section), field))
        and all(_is_word(cell, spoken(agreement.contract.language, choice))
                for (section, field), choice in CHOICES.items() for cell in _cells(sections.get(section), field))
        and all(isinstance(cell, date) for cell in _cells(sections.get("events"), "agreed"))
        and all("\n" not in str(cell) for cell in _cells(sections.get("conditions"), "kpis"))
        and _are_apart(kpi.code for kpi in {kpi.code: kpi for kpi in agreement.kpis}.values())
        and _are_apart(condition.code for condition in agreement.conditions)
        and settlement.claim is not None
        and len(settlement.months) <= MOST_MONTHS
    )  # fmt: skip


def _has(found: SectionPlaces, fields: Iterable[str]) -> bool:
    return all(field in found.columns for field in fields)


def _names_its_columns(found: SectionPlaces) -> bool:
    heads = [head.casefold() for head in found.table.header]
    return len(set(heads)) == len(heads) and all(head.isprintable() and head for head in heads)


def _levels_stand_side_by_side(sections: Mapping[str, SectionPlaces]) -> bool:
    for section, field in (("levels", "levels"), ("kpis", "thresholds"), ("kpis", "impacts")):
        columns = sections[section].columns
        places = [columns[f"{field}.{level}"] for level in range(1, 10) if f"{field}.{level}" in columns]
        if places and places != list(range(places[0], places[0] + len(places))):
            return False
        if places and f"{field}.{len(places)}" not in columns:
            return False
    return sections["levels"].rows[:1] == (0,)


def _cells(found: SectionPlaces | None, field: str) -> Iterator[Cell]:
    """The filled cells of a column."""
    if found is None or field not in found.columns:
        return
    column = found.columns[field]
    for row in found.table.rows:
        if row[column] is not None:
            yield row[column]


def _is_first(cell: Cell) -> bool:
    return type(cell) is date and cell.day == 1


def _is_code(cell: Cell) -> bool:
    return (
        type(cell) is str
        and cell[0] not in "<>="
        and not _SPECIAL.intersection(cell)
        and len(cell.encode("utf-16-le", "surrogatepass")) <= 2 * _LONGEST_CODE
        and cell.split() == cell.split(" ")
    )


def _is_word(cell: Cell, known: frozenset[str]) -> bool:
    return type(cell) is str and cell.casefold() in known


def _are_apart(codes: Iterable[str]) -> bool:
    """Whether no two codes differ in their case only: to a sheet they are one."""
    folded = [code.casefold() for code in codes]
    return len(set(folded)) == len(folded)
