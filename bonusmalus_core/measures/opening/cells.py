"""How does DuckDB read a cell as what its field holds? Null is what it cannot read, or what was blank.

Nothing is guessed: a text is only read in the one way that all texts of its column allow, or that the mapping says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bonusmalus_core.measures.fields import Kind
from bonusmalus_core.measures.opening.mapping import ColumnOf
from bonusmalus_core.measures.opening.nobody import NUMBERS as NOBODY
from bonusmalus_core.measures.opening.nobody import somebody
from bonusmalus_core.measures.opening.sources import literal, quoted

NOTHING = (
    "?", "-", "--", "–", "n/a", "#n/a", "na", "n.a.", "nvt", "n.v.t.", "null", "\\n", "nan", "none", "(blank)",
    "k.a.", "s.o.",
)  # fmt: skip
"""What people and programs write where there is nothing."""

CALLER = "customer_id"
"""The one name of something that programs fill in where nobody is known."""

_DIALLED = "[+][-0-9 ()./]*[1-9][-0-9 ()./]*"
"""A telephone number with the code of its country."""

SIGNS = "[-0-9 ()./]*"
"""A telephone number without a plus."""

_SIGNED = "00" + SIGNS
AT_HOME = "0[1-9][0-9]{7,9}"
"""A telephone number without the code of its country, without its signs."""

_ABROAD = "00[1-9][0-9]{8,13}"
"""The same as it is dialled, with and without its signs: no other so long a number was filled up with two zeros."""

YES = ("y", "yes", "true", "t", "1", "1.0", "x", "ja", "j", "oui", "o", "vrai", "waar", "wahr")
NO = ("n", "no", "false", "f", "0", "0.0", "nee", "nein", "non", "faux", "onwaar", "falsch")
ANSWERED = (
    *YES, "answered", "handled", "connected", "completed", "agent", "beantwoord", "opgenomen", "beantwortet",
    "angenommen", "repondu", "répondu", "décroché", "agent_joined_conference", "transferred_to_agent",
)  # fmt: skip
ABANDONED = (
    *NO, "abandoned", "abandon", "unanswered", "not answered", "no answer", "missed", "lost", "hang", "hangup",
    "niet beantwoord", "onbeantwoord", "opgehangen", "afgehaakt", "gemist", "nicht beantwortet", "nicht angenommen",
    "aufgelegt", "verpasst", "abgebrochen", "abandonné", "non répondu", "manqué", "perdu",
    "abandoned in queue", "timed_out", "no_agent", "overflown",
)  # fmt: skip
"""Words that systems write of a call."""

THOUSANDS = "[-+]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?"
_COMMAS = "[-+]?[0-9]{1,3}([.][0-9]{3})*(,[0-9]+)?|[-+]?[0-9]+(,[0-9]+)?"

MACROS = """
CREATE OR REPLACE TEMP MACRO bm_trim(t) AS CASE
    WHEN prefix(t, ' ') OR suffix(t, ' ') OR t = '' OR strlen(t) <> length(t) THEN nullif(trim(t), '') ELSE t END;
CREATE OR REPLACE TEMP MACRO bm_number(t) AS
    CASE WHEN NOT contains(t, '_') THEN TRY_CAST(t AS DOUBLE) END;
"""

_SPACED = " || ' ' || "
SMALL = ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER")
"""What holds no number so large that its millionths would have no room."""

INTEGERS = (*SMALL, "BIGINT", "UBIGINT", "HUGEINT")
NUMBERS = (*INTEGERS, "FLOAT", "DOUBLE", "DECIMAL")


def is_text(kind: str) -> bool:
    """Whether DuckDB holds the column as text."""
    return kind == "VARCHAR"


def is_moment(kind: str) -> bool:
    """Whether DuckDB holds the column as days or moments."""
    return kind.startswith(("DATE", "TIMESTAMP"))


def text_of(field: str) -> str:
    """The column that holds the text of a field's cells."""
    return quoted(f"bm_raw_{field}")


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
    if of.nothing:
        parts[-1] = f"CASE WHEN {_among(f'lower({parts[-1]})', of.nothing)} THEN NULL ELSE {parts[-1]} END"
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
    """A name of something: whole numbers stay numbers, all else is text.

    Programs that hold numbers with decimals write 32470.0 for 32470, and one writes a telephone number with the plus or
    the zeros that another leaves out: the same name. What Excel wrote as 1.76923E+17 names nothing any more.
    """
    column = quoted(of.columns[0])
    if types[of.columns[0]] in INTEGERS and len(of.columns) == 1:
        known = " AND ".join(f"{column} <> {each}" for each in NOBODY)
        return f"CASE WHEN {known} THEN {column} END" if nobody else column
    whole = f"(suffix({text}, '.0') OR suffix({text}, ',0')) AND regexp_full_match({text}, '[0-9]+[.,]0')"
    cases = [f"WHEN {whole} THEN left({text}, length({text}) - 2)"]
    if is_text(types[of.columns[0]]):
        cases.append(f"WHEN contains({text}, '+') AND {lost(text)} THEN NULL")
    if nobody:
        digits = f"regexp_replace({text}, '[^0-9]', '', 'g')"
        cases.append(f"WHEN prefix({text}, '+') AND regexp_full_match({text}, '{_DIALLED}') THEN {digits}")
        abroad = f"prefix({text}, '00') AND regexp_full_match({text}, '{_SIGNED}')"
        cases.append(f"WHEN {abroad} AND regexp_full_match({digits}, '{_ABROAD}') THEN substr({digits}, 3)")
        if of.country:
            home = f"prefix({text}, '0') AND regexp_full_match({text}, '{SIGNS}')"
            there = f"'{of.country}' || substr({digits}, 2)"
            cases.append(f"WHEN {home} AND regexp_full_match({digits}, '{AT_HOME}') THEN {there}")
    return f"CASE {' '.join(cases)} ELSE {text} END"


def named(field: str, word: str, country: str = "") -> str:
    """A word of the legend as the name of something that it is in the records.

    >>> named("customer_id", "+32 2 555 00 00"), named("case_id", "32470.0"), named("case_id", "+32")
    ('3225550000', '32470', '+32')
    >>> named("customer_id", "0032 470/12.34.56"), named("customer_id", "0032470")
    ('32470123456', '0032470')
    >>> named("customer_id", "0470/12.34.56", "32"), named("customer_id", "0470/12.34.56")
    ('32470123456', '0470/12.34.56')
    """
    word = word.strip()
    digits = re.sub("[^0-9]", "", word)
    if field == CALLER and re.fullmatch(_SIGNED, word) and re.fullmatch(_ABROAD, digits):
        return digits[2:]
    if field == CALLER and country and re.fullmatch(SIGNS, word) and re.fullmatch(AT_HOME, digits):
        return country + digits[1:]
    if field == CALLER and re.fullmatch(_DIALLED, word) and word.startswith("+"):
        return digits
    return word[:-2] if re.fullmatch("[0-9]+[.,]0", word) else word


def lost(text: str) -> str:
    """SQL of whether a text is a number of which Excel kept the first digits only."""
    return f"regexp_full_match({text}, '[-+]?[0-9]([.,][0-9]+)?[eE][+][0-9]+')"


def number(text: str, of: ColumnOf, types: dict[str, str], decimal: str) -> str:
    """A number in whole millionths; signs of money and spaces between thousands are no part of it."""
    kind = types[of.columns[0]].split("(")[0]
    if kind in NUMBERS:
        return blank_as(millionths(f"CAST({quoted(of.columns[0])} AS DOUBLE)"), text, of, 1)
    bare = f"translate({text}, ' \u00a0\u202f€$£', '')"
    return blank_as(millionths(plain(text, decimal, otherwise=plain(bare, decimal))), text, of, 1)


def looked_up(text: str, scores: Mapping[str, int], number: str) -> str:
    """A score in whole millionths: of the texts that have one, else a number."""
    cases = " ".join(f"WHEN {literal(told)} THEN {score * 1_000_000}" for told, score in scores.items())
    return f"CASE {text} {cases} ELSE {number} END"


def flag(text: str, of: ColumnOf, types: dict[str, str], *, counts: bool = False, answered: bool = False) -> str:
    """1 for yes and 0 for no, in the words of four languages or those of the mapping; a count stays a number."""
    known_yes, known_no = _known(of, answered=answered)
    if types[of.columns[0]] == "BOOLEAN" and not of.yes and not of.turned:
        return f"CAST({quoted(of.columns[0])} AS INTEGER)"
    text = f"lower({text})"
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
        found = f"CASE WHEN {text} IS NULL THEN {meaning(of.blank, of, answered=answered) or 0} ELSE {found} END"
    return found


def _known(of: ColumnOf, *, answered: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words for yes and those for no in the cells of a flag."""
    if of.turned:
        return NO, YES
    return (ANSWERED, ABANDONED) if answered else (YES, NO)


def meaning(word: str, of: ColumnOf, *, answered: bool = False) -> int | None:
    """What a word means of a flag, whether its cells are turned or not: 1 for yes, 0 for no, None for neither."""
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


def millionths(number: str) -> str:
    """SQL of a number in whole millionths."""
    return f"TRY_CAST(round(({number}) * 1000000) AS BIGINT)"


def plain(text: str, decimal: str, unit: float = 1, otherwise: str = "NULL") -> str:
    """A number as a program writes it, whether people wrote decimal commas or commas between thousands.

    What does not suffice is told by a CASE: of a bare COALESCE DuckDB works out the parts for every cell.
    """
    if decimal == ",":
        bare = f"replace(CASE WHEN contains({text}, '.') THEN replace({text}, '.', '') ELSE {text} END, ',', '.')"
        return f"CASE WHEN regexp_full_match({text}, '{_COMMAS}') THEN bm_number({bare}) * {unit} ELSE {otherwise} END"
    grouped = f"WHEN regexp_full_match({text}, '{THOUSANDS}') THEN bm_number(replace({text}, ',', '')) * {unit}"
    return f"coalesce(bm_number({text}) * {unit}, CASE {grouped} ELSE {otherwise} END)"


def blank_as(found: str, text: str, of: ColumnOf, unit: float) -> str:
    """What the mapping says that a blank cell stands for."""
    if not of.blank:
        return found
    stands_for = round(float(of.blank.replace(",", ".")) * unit * 1_000_000)
    return f"CASE WHEN {text} IS NULL THEN {stands_for} ELSE {found} END"
