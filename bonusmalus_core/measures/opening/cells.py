"""How does DuckDB read a cell as what its field holds? Null is what it cannot read, or what was blank.

Nothing is guessed: a text is only read in the one way that all texts of its column allow, or that the mapping says.
"""

from __future__ import annotations

from collections.abc import Mapping

from bonusmalus_core.measures.fields import Kind
from bonusmalus_core.measures.opening.mapping import UNITS, ColumnOf
from bonusmalus_core.measures.opening.nobody import NUMBERS, somebody
from bonusmalus_core.measures.opening.sources import literal, quoted

NOTHING = (
    "-", "--", "–", "n/a", "#n/a", "na", "n.a.", "nvt", "n.v.t.", "null", "\\n", "nan", "none", "(blank)", "k.a.",
    "s.o.",
)  # fmt: skip
"""What people and programs write where there is nothing."""

YES = ("y", "yes", "true", "t", "1", "1.0", "x", "ja", "j", "oui", "o", "vrai", "waar", "wahr")
NO = ("n", "no", "false", "f", "0", "0.0", "nee", "nein", "non", "faux", "onwaar", "falsch")
ANSWERED = (
    *YES, "answered", "handled", "connected", "completed", "agent", "beantwoord", "opgenomen", "beantwortet",
    "angenommen", "repondu", "répondu", "décroché",
)  # fmt: skip
ABANDONED = (
    *NO, "abandoned", "abandon", "unanswered", "not answered", "no answer", "missed", "lost", "hang", "hangup",
    "niet beantwoord", "onbeantwoord", "opgehangen", "afgehaakt", "gemist", "nicht beantwortet", "nicht angenommen",
    "aufgelegt", "verpasst", "abgebrochen", "abandonné", "non répondu", "manqué", "perdu",
)  # fmt: skip
"""Words that systems write of a call."""

_THOUSANDS = "[-+]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?"
_COMMAS = "[-+]?[0-9]{1,3}([.][0-9]{3})*(,[0-9]+)?|[-+]?[0-9]+(,[0-9]+)?"

_LASTS = (
    r"\s*(?:(\d+)\s*(?:h|hr|hrs|hours?|u|uur|std|heures?)\.?)?"
    r"\s*(?:(\d+)\s*(?:m|min|mins|minutes?|minuten)\.?)?"
    r"\s*(?:(\d+(?:\.\d+)?)\s*(?:s|sec|secs|seconds?|seconden|sek|sekunden|secondes?)\.?)?\s*"
)
"""A duration in words: "1 h 2 min 3 s"."""

MACROS = f"""
CREATE OR REPLACE TEMP MACRO bm_trim(t) AS CASE
    WHEN prefix(t, ' ') OR suffix(t, ' ') OR t = '' OR strlen(t) <> length(t) THEN nullif(trim(t), '') ELSE t END;
CREATE OR REPLACE TEMP MACRO bm_number(t) AS
    CASE WHEN NOT contains(t, '_') THEN TRY_CAST(t AS DOUBLE) END;
CREATE OR REPLACE TEMP MACRO bm_clock(t) AS CASE
    WHEN regexp_full_match(t, '[0-5]?[0-9]:[0-5]?[0-9]') THEN epoch(CAST('0:' || t AS INTERVAL))
    WHEN regexp_full_match(t, '[0-9]{{1,2}}:[0-5]?[0-9]:[0-5]?[0-9]') THEN epoch(CAST(t AS INTERVAL))
    ELSE bm_odd_clock(replace(t, ',', '.')) END;
CREATE OR REPLACE TEMP MACRO bm_odd_clock(t) AS CASE
    WHEN regexp_full_match(t, '-?[0-9]+:[0-5]?[0-9]:[0-5]?[0-9]([.][0-9]+)?') THEN
        (CASE WHEN t[1] = '-' THEN -1 ELSE 1 END) * (abs(TRY_CAST(split_part(t, ':', 1) AS DOUBLE)) * 3600
        + split_part(t, ':', 2)::DOUBLE * 60 + split_part(t, ':', 3)::DOUBLE)
    WHEN regexp_full_match(t, '-?[0-9]+:[0-5]?[0-9]([.][0-9]+)?') THEN
        (CASE WHEN t[1] = '-' THEN -1 ELSE 1 END) * (abs(TRY_CAST(split_part(t, ':', 1) AS DOUBLE)) * 60
        + split_part(t, ':', 2)::DOUBLE)
    WHEN regexp_full_match(t, '[0-9]+:[0-9]+:[0-9]+ [AaPp][Mm]') THEN epoch(try_strptime(t, '%I:%M:%S %p')::TIME)
    END;
CREATE OR REPLACE TEMP MACRO bm_lasts(t, n) AS
    coalesce(TRY_CAST(nullif(regexp_extract(lower(t), '^{_LASTS}$', n), '') AS DOUBLE), 0);
CREATE OR REPLACE TEMP MACRO bm_spoken(t) AS CASE
    WHEN regexp_matches(t, '[0-9]') AND regexp_full_match(lower(t), '{_LASTS}') THEN
        bm_lasts(t, 1) * 3600 + bm_lasts(t, 2) * 60 + bm_lasts(t, 3)
    END;
"""

_SPACED = " || ' ' || "
SMALL = ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER")
"""What holds no number so large that its millionths would have no room."""

_INTEGERS = (*SMALL, "BIGINT", "UBIGINT", "HUGEINT")
_NUMBERS = (*_INTEGERS, "FLOAT", "DOUBLE", "DECIMAL")


def is_text(kind: str) -> bool:
    """Whether DuckDB holds the column as text."""
    return kind == "VARCHAR"


def is_moment(kind: str) -> bool:
    """Whether DuckDB holds the column as days or moments."""
    return kind.startswith(("DATE", "TIMESTAMP"))


def text_of(field: str) -> str:
    """The column that holds the text of a field's cells."""
    return quoted(f"raw_{field}")


def raw(of: ColumnOf, types: dict[str, str], kind: Kind = Kind.TEXT, *, nobody: bool = False) -> str:
    """The cell as a text without blanks around it; of a day and a time the two with a space between. Null is blank.

    Of a TEXT nothing but an empty one is blank; of other kinds the words for nothing are, unless the mapping reads
    them as a yes or a no.
    """
    blank = [] if kind is Kind.TEXT else [word for word in NOTHING if word not in lowered((*of.yes, *of.no))]
    if nobody and len(of.columns) == 1:
        (column,) = of.columns
        cell = quoted(column) if is_text(types[column]) else f"CAST({quoted(column)} AS VARCHAR)"
        return somebody(cell, _text(column, types[column], ()))
    parts = [_text(column, types[column], tuple(blank)) for column in of.columns]
    if len(parts) == 1:
        return parts[0]
    day = f"CAST(CAST({quoted(of.columns[0])} AS DATE) AS VARCHAR)" if is_moment(types[of.columns[0]]) else parts[0]
    first = f"regexp_replace({day}, '[ T]00:00:00(\\.0+)?$', '')"
    return f"({_SPACED.join((first, *parts[1:]))})"


def lowered(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as they are compared."""
    return tuple(each.casefold().strip() for each in words)


def _text(column: str, kind: str, blank: tuple[str, ...]) -> str:
    name = quoted(column)
    text = f"bm_trim({name if is_text(kind) else f'CAST({name} AS VARCHAR)'})"
    if not blank or not is_text(kind):
        return text
    longest = max(map(len, blank))
    able = f"NOT ({name} >= '0' AND {name} < ':') AND length({name}) <= {longest + 2}"
    return f"CASE WHEN {able} AND {_among(f'lower({text})', blank)} THEN NULL ELSE {text} END"


def filled(text: str, of: ColumnOf, types: dict[str, str]) -> str:
    """SQL of whether a cell says something; of what is no text none is made. What is no number (NaN) says nothing."""
    column, kind = quoted(of.columns[0]), types[of.columns[0]]
    if is_text(kind) or len(of.columns) > 1:
        return f"{text} IS NOT NULL"
    return f"NOT isnan({column})" if kind in ("FLOAT", "DOUBLE") else f"{column} IS NOT NULL"


def identity(text: str, of: ColumnOf, types: dict[str, str], *, nobody: bool = False) -> str:
    """A name of something: whole numbers stay numbers, all else is text."""
    column = quoted(of.columns[0])
    if types[of.columns[0]] not in _INTEGERS or len(of.columns) > 1:
        return text
    known = " AND ".join(f"{column} <> {each}" for each in NUMBERS)
    return f"CASE WHEN {known} THEN {column} END" if nobody else column


def duration(text: str, of: ColumnOf, types: dict[str, str], decimal: str) -> str:
    """Elapsed time in whole millionths of a second: a number in the unit of the mapping, "m:ss" or "5 min"."""
    unit, kind = UNITS[of.unit], types[of.columns[0]].split("(")[0]
    name = quoted(of.columns[0])
    if kind in _INTEGERS:
        return _blank(f"TRY(CAST({name} AS BIGINT) * {round(unit * 1_000_000)})", text, of, unit)
    if kind in _NUMBERS:
        seconds = f"CAST({name} AS DOUBLE) * {unit}"
    elif kind in ("TIME", "INTERVAL"):
        seconds = f"epoch({name})"
    else:
        counted = _number(text, decimal, unit, f"bm_spoken(replace({text}, ',', '.'))")
        seconds = f"CASE WHEN contains({text}, ':') THEN bm_clock({text}) ELSE {counted} END"
    return _blank(_millionths(seconds), text, of, unit)


def number(text: str, of: ColumnOf, types: dict[str, str], decimal: str) -> str:
    """A number in whole millionths; signs of money and spaces between thousands are no part of it."""
    kind = types[of.columns[0]].split("(")[0]
    if kind in _NUMBERS:
        return _blank(_millionths(f"CAST({quoted(of.columns[0])} AS DOUBLE)"), text, of, 1)
    bare = f"translate({text}, ' \u00a0\u202f€$£', '')"
    return _blank(_millionths(_number(text, decimal, otherwise=_number(bare, decimal))), text, of, 1)


def looked_up(text: str, scores: Mapping[str, int], number: str) -> str:
    """A score in whole millionths: of the texts that have one, else a number."""
    cases = " ".join(f"WHEN {literal(told)} THEN {score * 1_000_000}" for told, score in scores.items())
    return f"CASE {text} {cases} ELSE {number} END"


def flag(text: str, of: ColumnOf, types: dict[str, str], *, counts: bool = False, answered: bool = False) -> str:
    """1 for yes and 0 for no, in the words of four languages or those of the mapping; a count stays a number."""
    if types[of.columns[0]] == "BOOLEAN" and not of.yes:
        return f"CAST({quoted(of.columns[0])} AS INTEGER)"
    text = f"lower({text})"
    known_yes, known_no = (ANSWERED, ABANDONED) if answered else (YES, NO)
    yes, no = of.yes or (known_yes if not of.no else ()), of.no or (known_no if not of.yes else ())
    cases = [f"WHEN {_among(text, yes)} THEN 1" if yes else "", f"WHEN {_among(text, no)} THEN 0" if no else ""]
    if of.yes and not of.no:
        cases.append(f"WHEN {text} IS NOT NULL THEN 0")
    if of.no and not of.yes:
        cases.append(f"WHEN {text} IS NOT NULL THEN 1")
    if counts:
        cases.append(f"WHEN bm_number({text}) >= 0 THEN TRY_CAST(round(bm_number({text})) AS INTEGER)")
    found = f"CASE {' '.join(each for each in cases if each)} END"
    if of.blank:
        found = f"CASE WHEN {text} IS NULL THEN {int(of.blank.casefold() in (of.yes or known_yes))} ELSE {found} END"
    return found


def meaning(word: str, of: ColumnOf, *, answered: bool = False) -> int | None:
    """What a word means in the cells of a flag: 1 for yes, 0 for no, None where it is neither."""
    known_yes, known_no = (ANSWERED, ABANDONED) if answered else (YES, NO)
    said = word.casefold().strip()
    for value, words, others in ((1, of.yes, of.no), (0, of.no, of.yes)):
        known = known_yes if value else known_no
        if said in lowered(words or (known if not others else ())):
            return value
    return 1 if said in known_yes else 0 if said in known_no else None


def _among(text: str, words: tuple[str, ...]) -> str:
    """Whether a text is one of the words; of IN DuckDB makes a join, also where nobody asks for the cell."""
    return f"list_position([{', '.join(map(literal, lowered(words)))}], {text}) > 0"


def _millionths(number: str) -> str:
    return f"TRY_CAST(round(({number}) * 1000000) AS BIGINT)"


def _number(text: str, decimal: str, unit: float = 1, otherwise: str = "NULL") -> str:
    """A number as a program writes it, whether people wrote decimal commas or commas between thousands.

    What does not suffice is told by a CASE: of a bare COALESCE DuckDB works out the parts for every cell.
    """
    if decimal == ",":
        bare = f"replace(CASE WHEN contains({text}, '.') THEN replace({text}, '.', '') ELSE {text} END, ',', '.')"
        return f"CASE WHEN regexp_full_match({text}, '{_COMMAS}') THEN bm_number({bare}) * {unit} ELSE {otherwise} END"
    grouped = f"WHEN regexp_full_match({text}, '{_THOUSANDS}') THEN bm_number(replace({text}, ',', '')) * {unit}"
    return f"coalesce(bm_number({text}) * {unit}, CASE {grouped} ELSE {otherwise} END)"


def commas(text: str) -> tuple[str, str, str]:
    """SQL of whether a text is a number with a comma, whether that can stand between thousands, and with a point."""
    grouped = f"regexp_full_match({text}, '[-+]?[0-9]{{1,3}}([.][0-9]{{3}})+')"
    return (
        f"regexp_full_match({text}, '[-+]?[0-9.]*,[0-9]+([.][0-9]+)?')",
        f"regexp_full_match({text}, '{_THOUSANDS}')",
        f"regexp_full_match({text}, '[-+]?[0-9,]*[.][0-9]+') AND NOT {grouped}",
    )


def _blank(found: str, text: str, of: ColumnOf, unit: float) -> str:
    """What the mapping says that a blank cell stands for."""
    if not of.blank:
        return found
    stands_for = round(float(of.blank.replace(",", ".")) * unit * 1_000_000)
    return f"CASE WHEN {text} IS NULL THEN {stands_for} ELSE {found} END"
