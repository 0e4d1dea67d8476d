"""How does DuckDB read a cell as what its field holds? Null is what it cannot read, or what was blank.

Nothing is guessed: a text is only read in the one way that all texts of its column allow, or that the mapping says.
"""

from __future__ import annotations

from bonusmalus_core.measures.opening.mapping import UNITS, ColumnOf
from bonusmalus_core.measures.opening.sources import literal, quoted

YES = ("y", "yes", "true", "t", "1", "1.0", "ja", "j", "oui", "o", "vrai", "waar", "wahr")
NO = ("n", "no", "false", "f", "0", "0.0", "nee", "nein", "non", "faux", "onwaar", "falsch")

MACROS = """
CREATE OR REPLACE TEMP MACRO bm_number(t) AS
    TRY_CAST(CASE WHEN regexp_full_match(t, '[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)?') THEN t END AS DOUBLE);
CREATE OR REPLACE TEMP MACRO bm_clock(t) AS CASE
    WHEN regexp_full_match(t, '-?[0-9]+:[0-5]?[0-9]:[0-5]?[0-9]([.][0-9]+)?') THEN
        (CASE WHEN t[1] = '-' THEN -1 ELSE 1 END) * (abs(split_part(t, ':', 1)::DOUBLE) * 3600
        + split_part(t, ':', 2)::DOUBLE * 60 + split_part(t, ':', 3)::DOUBLE)
    WHEN regexp_full_match(t, '-?[0-9]+:[0-5]?[0-9]([.][0-9]+)?') THEN
        (CASE WHEN t[1] = '-' THEN -1 ELSE 1 END) * (abs(split_part(t, ':', 1)::DOUBLE) * 60
        + split_part(t, ':', 2)::DOUBLE)
    END;
"""

_SPACED = " || ' ' || "
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")
_NUMBERS = (*_INTEGERS, "FLOAT", "DOUBLE", "DECIMAL")


def is_text(kind: str) -> bool:
    """Whether DuckDB holds the column as text."""
    return kind == "VARCHAR"


def raw(of: ColumnOf, types: dict[str, str]) -> str:
    """The cell as a text without blanks around it; of a day and a time the two with a space between. Null is blank."""
    parts = [_text(column, types[column]) for column in of.columns]
    if len(parts) == 1:
        return parts[0]
    day = parts[0] if is_text(types[of.columns[0]]) else f"CAST(CAST({quoted(of.columns[0])} AS DATE) AS VARCHAR)"
    first = f"regexp_replace({day}, '[ T]00:00:00(\\.0+)?$', '')"
    return f"({_SPACED.join((first, *parts[1:]))})"


def _text(column: str, kind: str) -> str:
    name = quoted(column)
    return f"nullif(trim({name if is_text(kind) else f'CAST({name} AS VARCHAR)'}), '')"


def identity(of: ColumnOf, types: dict[str, str]) -> str:
    """A name of something: whole numbers stay numbers, all else is text."""
    kind = types[of.columns[0]]
    return quoted(of.columns[0]) if kind in _INTEGERS and len(of.columns) == 1 else raw(of, types)


def duration(of: ColumnOf, types: dict[str, str], decimal: str) -> str:
    """Elapsed time in whole millionths of a second: a number in the unit of the mapping, "hh:mm:ss" or "mm:ss"."""
    unit, kind = UNITS[of.unit], types[of.columns[0]].split("(")[0]
    name = quoted(of.columns[0])
    if kind in _INTEGERS:
        return _blank(f"CAST({name} AS BIGINT) * {round(unit * 1_000_000)}", of, unit)
    if kind in _NUMBERS:
        return _blank(_millionths(f"CAST({name} AS DOUBLE) * {unit}"), of, unit)
    if kind in ("TIME", "INTERVAL"):
        return _blank(_millionths(f"epoch({name})"), of, unit)
    text = _pointed(raw(of, types), decimal)
    return _blank(_millionths(f"coalesce(bm_number({text}) * {unit}, bm_clock({text}))"), of, unit)


def number(of: ColumnOf, types: dict[str, str], decimal: str) -> str:
    """A number in whole millionths."""
    kind = types[of.columns[0]].split("(")[0]
    if kind in _NUMBERS:
        return _blank(_millionths(f"CAST({quoted(of.columns[0])} AS DOUBLE)"), of, 1)
    return _blank(_millionths(f"bm_number({_pointed(raw(of, types), decimal)})"), of, 1)


def flag(of: ColumnOf, types: dict[str, str], *, counts: bool = False) -> str:
    """1 for yes and 0 for no, in the words of four languages or those of the mapping; a count stays a number."""
    if types[of.columns[0]] == "BOOLEAN":
        return f"CAST({quoted(of.columns[0])} AS INTEGER)"
    text = f"lower({raw(of, types)})"
    yes, no = (_listed(of.yes or (YES if not of.no else ())), _listed(of.no or (NO if not of.yes else ())))
    cases = [f"WHEN {text} IN ({yes}) THEN 1" if yes else "", f"WHEN {text} IN ({no}) THEN 0" if no else ""]
    if of.yes and not of.no:
        cases.append(f"WHEN {text} IS NOT NULL THEN 0")
    if of.no and not of.yes:
        cases.append(f"WHEN {text} IS NOT NULL THEN 1")
    if counts:
        cases.append(f"WHEN bm_number({text}) >= 0 THEN CAST(round(bm_number({text})) AS INTEGER)")
    found = f"CASE {' '.join(each for each in cases if each)} END"
    if of.blank:
        found = f"CASE WHEN {text} IS NULL THEN {int(of.blank.casefold() in (of.yes or YES))} ELSE {found} END"
    return found


def _listed(texts: tuple[str, ...]) -> str:
    return ", ".join(literal(each.casefold().strip()) for each in texts)


def _millionths(number: str) -> str:
    return f"CAST(round(({number}) * 1000000) AS BIGINT)"


def _pointed(text: str, decimal: str) -> str:
    """A number as a program writes it, where the mapping says that people wrote commas."""
    return text if decimal == "." else f"replace(replace({text}, '.', ''), ',', '.')"


def _blank(found: str, of: ColumnOf, unit: float) -> str:
    """What the mapping says that a blank cell stands for."""
    if not of.blank:
        return found
    stands_for = round(float(of.blank.replace(",", ".")) * unit * 1_000_000)
    every = " AND ".join(f"nullif(trim(CAST({quoted(column)} AS VARCHAR)), '') IS NULL" for column in of.columns)
    return f"CASE WHEN {every} THEN {stands_for} ELSE {found} END"
