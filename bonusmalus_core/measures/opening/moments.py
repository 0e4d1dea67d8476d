"""When was it: which way of writing a day and time do all cells of a column allow, and what is that in local time?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from bonusmalus_core.measures.opening.cells import is_moment, text_of
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile
from bonusmalus_core.measures.opening.sources import literal, quoted

ISO, OFFSET, SERIAL, EPOCH = "iso", "offset", "serial", "epoch"
"""Ways that no format names: a serial number is how Excel counts days, an epoch counts seconds since 1970."""

ZONED = (OFFSET, EPOCH)
"""Ways that name an instant, whatever the clocks around say."""

_DAYS_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%d%m%y")
_MONTHS_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m-%d-%y", "%m%d%y")
_YEARS_FIRST = ("%y-%m-%d", "%y/%m/%d", "%y.%m.%d", "%y%m%d")
_OTHERS = (
    "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d", "%Y%m%d", "%d %b %Y", "%d-%b-%Y", "%d/%b/%Y", "%d. %b %Y", "%b %d, %Y",
    "%b %d %Y", "%d %b %y", "%d-%b-%y", "%d/%b/%y",
)  # fmt: skip
_CLOCKS = (
    ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%g", " %Hh%M", ", %H:%M", ", %H:%M:%S"),
    ("", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p", " %I:%M:%S%p", ", %I:%M %p", ", %I:%M:%S %p"),
)
"""Times on one kind of clock: one column can hold them with and without seconds, and days alone."""

_ZONED_CLOCK = (" %H:%M:%S %z", " %H:%M %z")
_WHOLE = ("%b %d %H:%M:%S %Y",)
"""The year behind the time, as programs for letters and web servers write it."""

_OR = "\n"
"""What stands between formats of which each cell has one."""

FORMATS = [
    *(
        _OR.join(day + time for time in clock)
        for day in (*_DAYS_FIRST, *_MONTHS_FIRST, *_YEARS_FIRST, *_OTHERS)
        for clock in _CLOCKS
    ),
    *(_OR.join(day + time for time in _ZONED_CLOCK) for day in _OTHERS),
    *_WHOLE,
]
"""The ways in formats: each a day on one kind of clock."""

_MONTHS = {
    "Jan": "jan", "Feb": "feb|fev", "Mar": "mar|maa|mrt|mrz|maerz", "Apr": "apr|avr", "May": "may|mai|mei",
    "Jun": "jun|juin", "Jul": "jul|juil", "Aug": "aug|aou", "Sep": "sep", "Oct": "oct|okt", "Nov": "nov",
    "Dec": "dec|dez",
}  # fmt: skip
"""How the names of the months begin in four languages."""

_WEEKDAY = (
    "(?:[a-z]{2,10}[.]?,|(?:mo|tu|we|th|fr|sa|su|di|wo|do|vr|za|zo|so|mi|mer|lu|je|ve)[a-z]*[.]?|ma|maandag|mardi) +"
)
"""The day of the week before a day with the name of its month."""

_LONG, _VERY_LONG = 10, 20
"""Records last hardly so many years. Days of the month that are read as years always do."""

_ENOUGH = 7
"""So many days tell by lying close together."""

_SIGNS = "/-.:,"
_SAMPLE = 2_000


def is_zoned(way: str | None) -> bool:
    """Whether that way names an instant, whatever the clocks around say."""
    return way is not None and (way in ZONED or "%z" in way)


def order_of(way: str) -> str:
    """Whether days, months or years of two digits come first in that way, "" when they could not be mistaken."""
    firsts = {"days": _DAYS_FIRST, "months": _MONTHS_FIRST, "years": _YEARS_FIRST}
    return next((order for order, formats in firsts.items() if way.startswith(formats)), "")


@dataclass(frozen=True, slots=True)
class Written:
    """How the moments of a column are written; several ways when days and months could change places."""

    ways: tuple[str, ...]
    example: str


def how_written(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    field: str,
    of: ColumnOf,
    types: dict[str, str],
    *,
    order: str = "",
    spans: bool = True,
) -> Written:
    """The ways of writing that read the most cells, all of which must agree; a typed column has none.

    One export writes its dates in one `order`, once a column has told it. Records of what happened lie close together,
    and that tells it where it `spans` little time; customers join and leave over decades.
    """
    if is_moment(types[of.columns[0]]) and len(of.columns) == 1:
        return Written((), "")
    if of.format:
        return Written((of.format,), "")
    texts = f"(SELECT {text_of(field)} AS t FROM {relation} WHERE {text_of(field)} IS NOT NULL"
    sample = f"{texts} LIMIT {_SAMPLE})"
    ways = _best(con, sample, [ISO, OFFSET, SERIAL, EPOCH]) or _best(con, sample, able(con, sample, FORMATS))
    if len(ways) > 1:
        ways = _best(con, f"{texts})", ways)
    examples = con.execute(f"SELECT t FROM {sample} LIMIT 1").fetchall()
    apart = _apart(ways)
    apart = tuple(way for way in apart if order and order_of(way) == order) or apart
    if spans and len(apart) > 1 and "years" in map(order_of, apart):
        apart = _lying_close(con, f"{texts})", apart)
    usual = tuple(_usual_first(con, sample, way) for way in apart)
    return Written(usual, str(examples[0][0]) if examples else "")


def _lying_close(con: duckdb.DuckDBPyConnection, texts: str, ways: tuple[str, ...]) -> tuple[str, ...]:
    """The ways without those, years first or not, for which another is far likelier: all of them where none is."""
    asks = ", ".join(
        f"date_diff('year', min({each}), max({each})), date_diff('day', min({each}), max({each})) + 1, "
        f"count(DISTINCT CAST({each} AS DATE))"
        for each in (parsed("t", way) for way in ways)
    )
    ((*told,),) = con.execute(f"SELECT {asks} FROM {texts}").fetchall()
    spans = {way: _Span(*told[3 * number : 3 * number + 3]) for number, way in enumerate(ways)}
    first = {way for way in ways if order_of(way) == "years"}
    return tuple(
        way
        for way in ways
        if not any(_is_likelier(spans[other], spans[way]) for other in ways if (other in first) is not (way in first))
    )


class _Span(NamedTuple):
    """How many years and days moments span, and how many different days they name."""

    years: int
    days: int
    named: int

    @property
    def is_dense(self) -> bool:
        """Whether they name half of the days that they span, or more."""
        return 2 * self.named >= self.days and self.named >= _ENOUGH


def _is_likelier(one: _Span, other: _Span) -> bool:
    """Whether records that happened are far likelier read the one way than the other."""
    return one.years <= _LONG and (other.years >= _VERY_LONG or (one.is_dense and not other.is_dense))


def _usual_first(con: duckdb.DuckDBPyConnection, sample: str, way: str) -> str:
    """The same way, the format of the most cells first: the others are only tried where that fails."""
    formats = way.split(_OR)
    if len(formats) == 1:
        return way
    counted = ", ".join(f"count({parsed('t', each)})" for each in formats)
    (counts,) = con.execute(f"SELECT {counted} FROM {sample}").fetchall()
    return _OR.join(each for _, each in sorted(zip(counts, formats, strict=True), key=lambda pair: -pair[0]))


def able(con: duckdb.DuckDBPyConnection, texts: str, ways: list[str]) -> list[str]:
    """The ways whose signs occur in the texts: the others read none of them."""
    occur = ", ".join(f"bool_or(contains(t, '{sign}'))" for sign in _SIGNS)
    (occurring,) = con.execute(f"SELECT {occur} FROM {texts}").fetchall()
    absent = {sign for sign, occurs in zip(_SIGNS, occurring, strict=True) if not occurs}
    return [way for way in ways if absent.isdisjoint(way.split(_OR)[0])]


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
        "years": [way for way in ways if way.startswith(_YEARS_FIRST)],
        "others": [way for way in ways if way.startswith((*_OTHERS, *_WHOLE, SERIAL, EPOCH))],
    }
    if kinds[ISO]:
        return (kinds[ISO][0],)
    return tuple(found[0] for found in kinds.values() if found)


def parsed(text: str, way: str) -> str:
    """SQL of the moment that a text names, null when it names none that way."""
    if way == ISO:
        later = f"TRY_CAST(regexp_replace({text}, '[ T]([0-9]:)', ' 0\\1') AS TIMESTAMP)"
        return (
            f"CASE WHEN regexp_full_match({text}, "
            f"'[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}([ T][0-9]{{1,2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]+)?)?)?') "
            f"THEN coalesce(TRY_CAST({text} AS TIMESTAMP), {later}) END"
        )
    if way == OFFSET:
        return (
            f"TRY_CAST(CASE WHEN regexp_matches({text}, "
            f"'^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ T].*(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)$') "
            f"THEN {text} END AS TIMESTAMPTZ)"
        )
    if way == SERIAL:
        return (
            f"CASE WHEN regexp_full_match({text}, '[2-7][0-9]{{4}}([.,][0-9]+)?( [01]?([.,][0-9]+)?)?') "
            f"THEN bm_serial({text}) END"
        )
    if way == EPOCH:
        return (
            f"CASE WHEN regexp_full_match({text}, '1[0-9]{{9}}([0-9]{{3}})?([.][0-9]+)?') "
            f"THEN to_timestamp(bm_epoch({text})) END"
        )
    return _formatted(text, [each.replace("%B", "%b") for each in way.split(_OR)])


def _formatted(text: str, formats: list[str]) -> str:
    """SQL of the moment in one of the formats. For a year of four digits DuckDB takes two: such a moment is none."""
    if "%b" in formats[0]:
        text = f"bm_months({text})"
    elif any("%p" in each for each in formats):
        text = f"bm_halves({text})"
    found = f"try_strptime({text}, [{', '.join(map(literal, formats))}])"
    return f"CASE WHEN {found} >= '1000-01-01' THEN {found} END" if "%Y" in formats[0] else found


def _months() -> str:
    """SQL that puts the names of months in English, without the day of the week and with an offset in digits."""
    named = f"regexp_replace(lower(strip_accents(bm_halves(t))), '^{_WEEKDAY}', '')"
    for english, begins in _MONTHS.items():
        named = f"regexp_replace({named}, '\\b({begins})[a-z]*[.]?', '{english}')"
    return f"regexp_replace({named}, ' (gmt|utc|z)$', ' +0000')"


MACROS = f"""
CREATE OR REPLACE TEMP MACRO bm_serial(t) AS TIMESTAMP '1899-12-30' + to_seconds(CAST(round(86400 * list_sum(
    list_transform(string_split(replace(t, ',', '.'), ' '), lambda x: TRY_CAST(x AS DOUBLE)))) AS BIGINT));
CREATE OR REPLACE TEMP MACRO bm_epoch(t) AS
    CAST(t AS DOUBLE) / (CASE WHEN CAST(t AS DOUBLE) > 1e11 THEN 1000 ELSE 1 END);
CREATE OR REPLACE TEMP MACRO bm_halves(t) AS
    regexp_replace(replace(t, '\u202f', ' '), '([AaPp])[.] ?[Mm][.]?$', '\\1m');
CREATE OR REPLACE TEMP MACRO bm_months(t) AS {_months()};
"""


def moment_of(text: str, of: ColumnOf, types: dict[str, str], way: str | None) -> tuple[str, bool]:
    """SQL of the moment that a cell holds, and whether it names an instant, whatever the clocks around say."""
    if way is not None:
        return parsed(text, way), is_zoned(way)
    zoned = "ZONE" in types[of.columns[0]]
    moment = f"CAST({quoted(of.columns[0])} AS {'TIMESTAMPTZ' if zoned else 'TIMESTAMP'})"
    return f"CASE WHEN {text} IS NOT NULL THEN {moment} END" if of.nothing else moment, zoned


def local_and_instant(moment: str, *, zoned: bool, mapping: MappingFile) -> tuple[str, str]:
    """SQL of the moment on the wall clock of the contract, and of the instant in millionths of a second.

    Without a time zone the records are taken as they stand, and the one is the other.
    """
    there, here = mapping.source_time_zone or mapping.time_zone, mapping.time_zone
    if zoned:
        return f"timezone({literal(here or 'UTC')}, {moment})", f"epoch_us({moment})"
    if not here:
        return moment, f"epoch_us({moment})"
    instant = f"timezone({literal(there)}, {moment})"
    return moment if there == here else f"timezone({literal(here)}, {instant})", f"epoch_us({instant})"
