"""Which columns do the tables about measuring have: the mapping of records, and the catalogue of measures?

What there is to map and to measure is data, made from the measures themselves (`measures.json`): a workbook is built
without any of the libraries that measure.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from bonusmalus_core.workbook.layout import Column, Kind, TableLayout

TBL_MAPPING = TableLayout(
    "tblMapping",
    "mapping",
    (
        Column("what", Kind.TEXT, 58, result=True),
        Column("value", Kind.TEXT, 34, required=True),
        Column("key", Kind.TEXT, 34, required=True),
    ),
    required=False,
)

TBL_CATALOGUE = TableLayout(
    "tblCatalogue",
    "catalogue",
    (
        Column("id", Kind.TEXT, 12, result=True),
        Column("name", Kind.TEXT, 26, result=True),
        Column("formula", Kind.TEXT, 40, result=True),
        Column("choices", Kind.TEXT, 34, result=True),
        Column("unit", Kind.TEXT, 10, result=True),
        Column("direction", Kind.TEXT, 14, result=True),
        Column("scale", Kind.TEXT, 12, result=True),
        Column("reference", Kind.TEXT, 30, result=True),
        Column("trap", Kind.TEXT, 48, result=True),
    ),
    required=False,
)

OPEN_KEYS = ("only.channel",)
"""What can be said of every KPI beside the choices of its measure."""


@cache
def declared() -> dict[str, Any]:
    """The records with their fields, and the measures with their choices."""
    data: dict[str, Any] = json.loads(files(__package__).joinpath("measures.json").read_text(encoding="utf-8"))
    return data
