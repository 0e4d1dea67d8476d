"""When was it: which way of writing a day and time do all cells of a column allow, and what is that in local time?"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from bonusmalus_core.measures.opening.cells import is_text, raw
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile
from bonusmalus_core.measures.opening.sources import literal, quoted

ISO, OFFSET = "iso", "offset"

_DAYS_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y")
_MONTHS_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m-%d-%y")
_OTHERS = ("%Y/%m/%d", "%Y%m%d", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%g", " %I:%M %p", " %I:%M:%S %p")
_SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Written:
    """How the moments of a column are written; several ways when days and months could change places."""

    ways: tuple[str, ...]
    example: str


def how_written(con: duckdb.DuckDBPyConnection, relation: str, of: ColumnOf, types: dict[str, str]) -> Written:
    """The ways of writing that read the most cells, all of which must agree; a typed column has none."""
    if not is_text(types[of.columns[0]]) and len(of.columns) == 1:
        return Written((), "")
    if of.format:
        return Written((of.format,), "")
    text = raw(of, types)
    sample = f"(SELECT {text} AS t FROM {relation} WHERE {text} IS NOT NULL LIMIT {_SAMPLE})"
    ways = _best(
        con, sample, [ISO, OFFSET, *(day + time for day in (*_DAYS_FIRST, *_MONTHS_FIRST, *_OTHERS) for time in _TIMES)]
    )
    if len(ways) > 1:
        ways = _best(con, f"(SELECT {text} AS t FROM {relation} WHERE {text} IS NOT NULL)", ways)
    examples = con.execute(f"SELECT t FROM {sample} LIMIT 1").fetchall()
    return Written(_apart(ways), str(examples[0][0]) if examples else "")


def _best(con: duckdb.DuckDBPyConnection, texts: str, ways: list[str]) -> list[str]:
    counted = ", ".join(f"count({parsed('t', way)})" for way in ways)
    counts = con.execute(f"SELECT {counted} FROM {texts}").fetchall()[0]
    most = max(counts, default=0)
    return [way for way, count in zip(ways, counts, strict=True) if most and count == most]


def _apart(ways: list[str]) -> tuple[str, ...]:
    """Ways that give different days; of those that read a text alike the first."""
    kinds = {
        ISO: [way for way in ways if way in (ISO, OFFSET)],
        "days": [way for way in ways if way.startswith(_DAYS_FIRST)],
        "months": [way for way in ways if way.startswith(_MONTHS_FIRST)],
        "others": [way for way in ways if way.startswith(_OTHERS)],
    }
    if kinds[ISO]:
        return (kinds[ISO][0],)
    return tuple(found[0] for found in kinds.values() if found)


def parsed(text: str, way: str) -> str:
    """SQL of the moment that a text names, null when it names none that way."""
    if way == ISO:
        return (
            f"TRY_CAST(CASE WHEN regexp_full_match({text}, "
            f"'[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}([ T][0-9]{{1,2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]+)?)?)?') "
            f"THEN regexp_replace({text}, '[ T]([0-9]:)', ' 0\\1') END AS TIMESTAMP)"
        )
    if way == OFFSET:
        return (
            f"TRY_CAST(CASE WHEN regexp_matches({text}, "
            f"'^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ T].*(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)$') "
            f"THEN {text} END AS TIMESTAMPTZ)"
        )
    return f"try_strptime({text}, {literal(way)})"


def local_and_instant(of: ColumnOf, types: dict[str, str], way: str | None, mapping: MappingFile) -> tuple[str, str]:
    """SQL of the moment on the wall clock of the contract, and of the instant in millionths of a second.

    Without a time zone the records are taken as they stand, and the one is the other.
    """
    kind = types[of.columns[0]]
    if way is None:
        column = quoted(of.columns[0])
        moment, zoned = f"CAST({column} AS {'TIMESTAMPTZ' if 'ZONE' in kind else 'TIMESTAMP'})", "ZONE" in kind
    else:
        moment, zoned = parsed(raw(of, types), way), way == OFFSET or "%z" in way
    there, here = mapping.source_time_zone or mapping.time_zone, mapping.time_zone
    if zoned:
        return f"timezone({literal(here or 'UTC')}, {moment})", f"epoch_us({moment})"
    if not here:
        return moment, f"epoch_us({moment})"
    instant = f"timezone({literal(there)}, {moment})"
    return moment if there == here else f"timezone({literal(here)}, {instant})", f"epoch_us({instant})"
