"""Which impact levels did the parties agree, from worst to best?

The first row of `tblLevels` holds them; the second, the price per unit at each level, is a result.
"""

from __future__ import annotations

from decimal import Decimal

from bonusmalus_core.model.contract import FIVE_LEVELS
from bonusmalus_core.model.limits import FEWEST_LEVELS
from bonusmalus_core.model.record import Record
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.cells import Fault
from bonusmalus_core.workbook.reading.headers import fields_of, read_headers
from bonusmalus_core.workbook.reading.levels import gathered
from bonusmalus_core.workbook.reading.records import Section, Tables, table_missing
from bonusmalus_core.workbook.reading.rows import Plan, read_rows
from bonusmalus_core.workbook.reading.vocabulary import Terms
from bonusmalus_core.workbook.sheets import TBL_LEVELS


class Levels(Record):
    """The impact levels as shares of the price."""

    levels: tuple[Decimal, ...] = FIVE_LEVELS


def read_levels(tables: Tables, terms: Terms) -> Section[Levels]:
    """Reads the contract's levels; without a usable row the section has no record."""
    table = tables.get(TBL_LEVELS.name.casefold())
    if table is None:
        return Section(TBL_LEVELS.section, findings=(table_missing(TBL_LEVELS.section, TBL_LEVELS.name),))
    headers = read_headers(table, TBL_LEVELS, terms, FEWEST_LEVELS)
    places = SectionPlaces(table, headers.columns)
    if not headers.complete:
        return Section(TBL_LEVELS.section, places, findings=headers.findings)
    fields = {name: (fields_of(TBL_LEVELS)[name].column, position) for name, position in headers.columns.items()}
    plan = Plan(TBL_LEVELS.section, table, fields, FEWEST_LEVELS)
    row = next(read_rows(plan, terms), None)
    if row is None:
        return Section(TBL_LEVELS.section, places, findings=(plan.note(0, "levels.1", Fault(codes.BLANK_FIELD, "")),))
    places = places._replace(rows=(row.position,))
    records = (Levels.model_validate(gathered(row.values)),) if row.usable else ()
    return Section(TBL_LEVELS.section, places, (row,), records, (*headers.findings, *row.findings), complete=True)
