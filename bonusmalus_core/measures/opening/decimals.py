"""What stands before the decimals of a column: a point or a comma?

One of them can stand between thousands instead. Where no cell tells which it is, nobody guesses.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import duckdb

from bonusmalus_core.measures.opening.cells import THOUSANDS
from bonusmalus_core.measures.opening.names import folded
from bonusmalus_core.measures.opening.sources import TEXTS, Source, ending
from bonusmalus_core.measures.opening.texts import has_semicolons

_COMMA = "[-+]?[0-9.]*,[0-9]+([.][0-9]+)?"
_POINT = "[-+]?[0-9,]*[.][0-9]+"
_THREES = "[-+]?[1-9][0-9]{0,2}([.][0-9]{3})+"
_TWICE = "[-+]?[1-9][0-9]{0,2}([.][0-9]{3}){2,}"
_LARGE = "[-+]?[0-9]{4,}"

_ELSEWHERE = re.compile(
    r"gespr|wacht|datum|tijd|beantw|duur|nawerk|klant|medewerker|kost|anruf|dauer|zeit|kunde|mitarbeiter|beginn"
    r"|angenommen|appel|duree|attente|repondu|heure|debut|cout|conseiller"
)
"""In headings of languages that write a comma before decimals."""


class Signs(NamedTuple):
    """How many cells have a comma, or one that can stand between thousands, and how many have a point.

    That stands before decimals, before three digits, or twice; with an example of the comma and of the point.
    """

    commas: int
    thousands: int
    decimals: int
    threes: int
    twice: int
    comma: str | None
    point: str | None


def signs(con: duckdb.DuckDBPyConnection, texts: str) -> Signs:
    """The signs in the numbers of a column, whose texts are `t`, and `held` as they stand."""

    def like(pattern: str) -> str:
        return f"regexp_full_match(t, '{pattern}')"

    each = [like(_COMMA), like(THOUSANDS), f"{like(_POINT)} AND NOT {like(_THREES)}", like(_THREES), like(_TWICE)]
    counted = [f"count(*) FILTER ({one})" for one in each]
    counted += [f"first(t) FILTER ({like(one)})" for one in (_COMMA, _THREES)]
    query = f"SELECT {', '.join(counted)} FROM {texts} WHERE contains(held, ',') OR contains(held, '.')"
    (found,) = con.execute(query).fetchall()
    return Signs(*found)


def decimal_sign(con: duckdb.DuckDBPyConnection, source: Source, texts: str) -> tuple[str, str]:
    """A point or a comma; or nothing, and an example, where it could be either."""
    found = signs(con, texts)
    if found.commas:
        sign = "," if found.thousands < found.commas else "." if found.decimals else ""
        return sign, "" if sign else str(found.comma)
    if found.twice:
        return ",", ""
    if not found.threes or found.decimals or not _writes_commas(source):
        return ".", ""
    large = con.execute(f"SELECT 1 FROM {texts} WHERE regexp_full_match(t, '{_LARGE}') LIMIT 1").fetchall()
    return (".", "") if large else ("", str(found.point))


def _writes_commas(source: Source) -> bool:
    """Whether the source looks as if it came from a place where a comma stands before decimals."""
    if any(_ELSEWHERE.search(folded(name)) for name in source.columns):
        return True
    return any(has_semicolons(path) for path in source.files if ending(path) in TEXTS)
