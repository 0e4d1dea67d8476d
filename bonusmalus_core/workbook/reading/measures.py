"""Which further columns of the months hold a measure that conditions can read?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from bonusmalus_core.findings import Finding
from bonusmalus_core.model.condition import VOLUME_RATIO, VOLUMES
from bonusmalus_core.model.tidy import tidy
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.workbook.layout import label
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.reading.cells import is_blank
from bonusmalus_core.workbook.reading.headers import doubled, read_headers
from bonusmalus_core.workbook.reading.vocabulary import Terms, fold
from bonusmalus_core.workbook.sheets import MEASURES, TBL_MONTHS


def measure_names(table: Table | None, terms: Terms) -> Mapping[str, str]:
    """What a condition can name, by folded word: the volumes, and each further column's known code, else as typed."""
    if table is None:
        return {}
    volumes = {
        fold(word): key for key in VOLUMES for word in (key, *(label(each, "months", key) for each in LANGUAGES))
    }
    others = read_headers(table, TBL_MONTHS, terms, 0).others.values()
    return volumes | {fold(header): terms.measure(header) or tidy(header) for header in others}


def measure_columns(
    table: Table | None, terms: Terms, read_by_conditions: Collection[object]
) -> tuple[Mapping[str, int], tuple[Finding, ...]]:
    """The columns that hold a measure, by its name, and those that repeat one.

    A column counts when its measure is known, when a condition reads it, or when it holds numbers and nothing else.
    """
    if table is None:
        return {}, ()
    columns: dict[str, int] = {}
    repeated: list[Finding] = []
    for position, header in read_headers(table, TBL_MONTHS, terms, 0).others.items():
        name = terms.measure(header)
        if name is None or name == VOLUME_RATIO:
            continue
        if name in columns:
            repeated.append(doubled(table, TBL_MONTHS, name, columns[name], position))
        elif name in MEASURES or name in read_by_conditions or _holds_numbers(table, position):
            columns[name] = position
    return columns, tuple(repeated)


def _holds_numbers(table: Table, position: int) -> bool:
    cells = [row[position] for row in table.rows if not is_blank(row[position])]
    return bool(cells) and all(isinstance(cell, Decimal) for cell in cells)
