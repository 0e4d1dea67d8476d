"""How long does a cell say that something lasted: as a number in a unit, on a clock, or in words?

What the heading or the mapping says of a clock decides what two numbers on it are; else they are minutes and seconds.
"""

from __future__ import annotations

from bonusmalus_core.measures.opening.cells import INTEGERS, NUMBERS, SMALL, blank_as, millionths, plain
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.sources import quoted
from bonusmalus_core.measures.opening.units import ALL_THREE, CLOCKS, HOURS_FIRST, UNITS

_WORDS = (
    r"\s*(?:(\d+)\s*(?:d|days?|dag|dagen|tage?|jours?)\.?,?)?"
    r"\s*(?:(\d+)\s*(?:h|hr|hrs|hours?|u|uur|std|heures?)\.?)?"
    r"\s*(?:(\d+)\s*(?:m|min|mins|minutes?|minuten)\.?)?"
    r"\s*(?:(\d+(?:\.\d+)?)\s*(?:s|sec|secs|seconds?|seconden|sek|sekunden|secondes?)\.?)?\s*"
)
"""A duration in words: "1 h 2 min 3 s"."""

_EXCHANGED = r"p(?:(\d+)d)?t?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?"
"""The same as programs exchange it: "PT1M30S"."""

_SHOWN = "[0-9]+:[0-5]?[0-9]:[0-5]?[0-9]([.][0-9]+)?"
_DAYS = f"(-?[0-9]+)(?: *days?[.,]? +| *d *|[.])[+]?({_SHOWN})"
"""Days before a clock: "0 days 00:00:20", "1d 02:03:04", "1.02:03:04"."""

_SPACED = "[-+]?[0-9]{1,3}([ \u00a0\u202f''’][0-9]{3})+([.,][0-9]+)?"
"""Spaces, or the apostrophes of the Swiss, between thousands."""

WHOLE_MINUTES = "[0-9]+:[0-5]?[0-9]:00([.]0+)?"
"""What Excel makes of minutes and seconds that somebody typed: hours and minutes."""

MACROS = f"""
CREATE OR REPLACE TEMP MACRO bm_sign(t) AS CASE WHEN t[1] = '-' THEN -1 ELSE 1 END;
CREATE OR REPLACE TEMP MACRO bm_three(t) AS CASE
    WHEN regexp_full_match(t, '-?{_SHOWN}') THEN bm_sign(t) * (abs(TRY_CAST(split_part(t, ':', 1) AS DOUBLE)) * 3600
        + split_part(t, ':', 2)::DOUBLE * 60 + split_part(t, ':', 3)::DOUBLE)
    WHEN regexp_full_match(t, '[0-9]+:[0-9]+:[0-9]+ [AaPp][Mm]') THEN epoch(try_strptime(t, '%I:%M:%S %p')::TIME)
    END;
CREATE OR REPLACE TEMP MACRO bm_two(t) AS
    CASE WHEN regexp_full_match(t, '-?[0-9]+:[0-5]?[0-9]([.][0-9]+)?') THEN
        bm_sign(t) * (abs(TRY_CAST(split_part(t, ':', 1) AS DOUBLE)) * 60 + split_part(t, ':', 2)::DOUBLE)
    END;
CREATE OR REPLACE TEMP MACRO bm_lasts(t, way, n) AS
    coalesce(TRY_CAST(nullif(regexp_extract(lower(t), way, n), '') AS DOUBLE), 0);
CREATE OR REPLACE TEMP MACRO bm_told(t, way) AS CASE
    WHEN regexp_matches(t, '[0-9]') AND regexp_full_match(lower(t), way) THEN bm_lasts(t, way, 1) * 86400
        + bm_lasts(t, way, 2) * 3600 + bm_lasts(t, way, 3) * 60 + bm_lasts(t, way, 4)
    END;
CREATE OR REPLACE TEMP MACRO bm_spoken(t) AS coalesce(
    bm_told(t, '^{_WORDS}$'), bm_told(t, '^{_EXCHANGED}$'),
    CASE WHEN regexp_full_match(lower(t), '{_DAYS}') THEN
        86400 * regexp_extract(lower(t), '{_DAYS}', 1)::DOUBLE + bm_three(regexp_extract(lower(t), '{_DAYS}', 2))
    END);
"""


def duration(text: str, of: ColumnOf, types: dict[str, str], decimal: str, *, shifted: bool = False) -> str:
    """SQL of elapsed time in whole millionths of a second; `shifted`: Excel took minutes and seconds for hours."""
    unit, kind = UNITS.get(of.unit, 1), types[of.columns[0]].split("(")[0]
    name = quoted(of.columns[0])
    if kind in INTEGERS:
        exact = round(unit * 1_000_000)
        whole = f"CAST({name} AS BIGINT) * {exact}" if exact else f"CAST({name} AS BIGINT) // 1000"
        has_room = kind in SMALL and unit <= UNITS["minutes"]
        return blank_as(whole if has_room else f"TRY({whole})", text, of, unit)
    if kind in NUMBERS:
        seconds = f"CAST({name} AS DOUBLE) * {unit}"
    elif kind in ("TIME", "INTERVAL"):
        seconds = f"epoch({name})"
    else:
        clock = _on_a_clock(text, of.unit, shifted=shifted)
        seconds = f"CASE WHEN contains({text}, ':') THEN {clock} ELSE {_told(text, of.unit, decimal)} END"
    return blank_as(millionths(seconds), text, of, unit)


def _on_a_clock(text: str, unit: str, *, shifted: bool) -> str:
    """SQL of the seconds that a clock shows, the usual ones first and the short way."""
    clock = f"replace({text}, ',', '.')"
    two = {HOURS_FIRST: "60 * {0}", ALL_THREE: "CASE WHEN false THEN {0} END"}.get(unit, "{0}")
    three = "{0} / 60" if shifted else "{0}"
    minutes, hours = (f"epoch(CAST({each} AS INTERVAL))" for each in (f"'0:' || {text}", text))
    odd = f"coalesce({three.format(f'bm_three({clock})')}, {two.format(f'bm_two({clock})')}, bm_spoken({clock}))"
    return (
        f"CASE WHEN regexp_full_match({text}, '[0-5]?[0-9]:[0-5]?[0-9]') "
        f"THEN {two.format(minutes)} "
        f"WHEN regexp_full_match({text}, '[0-9]{{1,2}}:[0-5]?[0-9]:[0-5]?[0-9]') "
        f"THEN {three.format(hours)} ELSE {odd} END"
    )


def _told(text: str, unit: str, decimal: str) -> str:
    """SQL of the seconds in a number or in words; below a heading of clocks no number is read but 0."""
    spoken = f"bm_spoken(replace({text}, ',', '.'))"
    if unit in CLOCKS:
        return f"CASE WHEN {plain(text, decimal)} = 0 THEN 0 ELSE {spoken} END"
    bare, factor = f"translate({text}, ' \u00a0\u202f''’', '')", UNITS.get(unit, 1)
    spaced = f"CASE WHEN regexp_full_match({text}, '{_SPACED}') THEN {plain(bare, decimal, factor)} ELSE {spoken} END"
    return plain(text, decimal, factor, spaced)
