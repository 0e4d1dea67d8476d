"""What does a cell say, if it says what its column asks for?

Nothing is guessed: a value of another kind is a `Fault`, and the row that it stands in is not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.model.limits import SIGNS, Limit, passed
from bonusmalus_core.model.numbers import decimal_text
from bonusmalus_core.model.tidy import tidy
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError
from bonusmalus_core.workbook.reading import codes, dates
from bonusmalus_core.workbook.reading.vocabulary import ALL, MEASURE, NONE, Terms, nearest
from bonusmalus_core.workbook.sheets import FARTHEST_IMPACT, FARTHEST_SHARE, IMPACTS

LONGEST_QUOTE = 60
LARGEST_RATE = 1
OPEN_CHOICES = frozenset({"metric"})
"""Columns whose list is a help, not a limit: another word is kept as typed."""

_LISTED = re.compile(r"[,;\n]+")


class Fault(NamedTuple):
    """Why a cell cannot be used: the finding's code, what stands there and what was expected (may be "").

    `kept` is the value to go on with where the fault does not hurt the arithmetic.
    """

    code: str
    found: str | Decimal | bool
    expected: str = ""
    kept: str | None = None


def is_blank(cell: Cell) -> bool:
    """Whether a user sees nothing in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def quoted(cell: Cell) -> str | Decimal | bool:
    """What stands in a cell: a number, a truth value, or at most 60 characters of text."""
    if isinstance(cell, (Decimal, bool)):
        return cell
    text = _text(cell)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def short(number: Decimal) -> str:
    """A number with more digits than anybody reads.

    >>> short(Decimal(10) ** 25), short(Decimal("-1.50E-60"))
    ('1E+25', '-1.5E-60')
    """
    return f"{number.normalize():E}"


def read_cell(cell: Cell, column: Column, terms: Terms) -> object | Fault:
    """The value of a cell that is not blank, in the type of the model's field; None when it says "none".

    Numbers are Decimal, counts int, shares fractions, days date, months Month, lists tuples, flags bool, the rest str.
    """
    if type(cell) is CellError:
        return _cell_error(cell)
    if column.none and type(cell) is str and terms.means(NONE, cell):
        return None
    return _READERS[column.kind](cell, column, terms)


def _cell_error(cell: CellError) -> Fault:
    code = {UNCACHED: codes.UNCACHED_FORMULA, UNREADABLE: codes.UNREADABLE_CELL}.get(cell.kind, codes.ERROR_CELL)
    return Fault(code, cell.kind)


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return decimal_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, CellError):
        return cell.kind
    return str(cell).strip()


def _as_text(cell: Cell, _column: Column, _terms: Terms) -> object:
    return _text(cell)


def _code(cell: Cell, column: Column, terms: Terms) -> object:
    if isinstance(cell, (bool, date)):
        return Fault(codes.NOT_A_CODE, quoted(cell))
    code = tidy(_text(cell))
    if column.key != "kpi":
        return code
    if column.every and terms.means(ALL, code):
        return ALL
    return _unknown_kpi((code,), terms) or code


def _codes(cell: Cell, _column: Column, terms: Terms) -> object:
    if isinstance(cell, (bool, date)):
        return Fault(codes.NOT_A_CODE, quoted(cell))
    text = _text(cell)
    if terms.means(ALL, text):
        return ALL
    listed = tuple(code for part in _listed(text) for code in ([part] if part in (terms.codes or ()) else part.split()))
    return _unknown_kpi(listed, terms) or listed


def _unknown_kpi(named: tuple[str, ...], terms: Terms) -> Fault | None:
    """The fault of naming a KPI that is not there, with the nearest one that is."""
    if terms.codes is None:
        return None
    unknown = [code for code in named if code not in terms.codes]
    known = ", ".join(sorted(terms.codes))
    return Fault(codes.UNKNOWN_KPI, ", ".join(unknown), nearest(unknown[0], terms.codes) or known) if unknown else None


def _choice(cell: Cell, column: Column, terms: Terms) -> object:
    text = _text(cell)
    if column.key == MEASURE:
        return _measure(text, terms)
    choice = terms.choice(column, text)
    kept = text if column.key in OPEN_CHOICES else None
    return choice if choice is not None else Fault(codes.UNKNOWN_WORD, quoted(cell), terms.offered(column), kept)


def _measure(text: str, terms: Terms) -> object:
    code = terms.measure(text)
    if code is not None:
        return code
    known = terms.known_measures
    return Fault(codes.UNKNOWN_MEASURE, quoted(text), nearest(text, known) or ", ".join(known))


def _choices(cell: Cell, column: Column, terms: Terms) -> object:
    parts = [part for listed in _listed(_text(cell)) for part in _words(listed, column, terms)]
    choices = tuple(terms.choice(column, part) for part in parts)
    return Fault(codes.UNKNOWN_WORD, quoted(cell), terms.offered(column)) if None in choices else choices


def _words(listed: str, column: Column, terms: Terms) -> list[str]:
    return [listed] if terms.choice(column, listed) else listed.split()


def _listed(text: str) -> list[str]:
    return [seen for part in _LISTED.split(text) if (seen := tidy(part))]


def _number(cell: Cell, _column: Column, _terms: Terms) -> object:
    if type(cell) is Decimal:
        return cell if (limit := passed(cell)) is None else _too_far(cell, limit)
    return Fault(codes.TEXT_NUMBER if isinstance(cell, str) else codes.NO_NUMBER, quoted(cell))


def _too_far(number: Decimal, limit: Limit) -> Fault:
    return Fault(codes.IMPOSSIBLE, short(number), f"{SIGNS[limit.comparison]} {limit.written}")


def _share(cell: Cell, column: Column, terms: Terms) -> object:
    number = _number(cell, column, terms)
    if isinstance(number, Decimal) and abs(number) > _farthest(column):
        return Fault(codes.WHOLE_PERCENT, number)
    return number


def _farthest(column: Column) -> int:
    if column.key == "vat_rate":
        return LARGEST_RATE
    return FARTHEST_IMPACT if column.key in IMPACTS else FARTHEST_SHARE


def _count(cell: Cell, column: Column, terms: Terms) -> object:
    if type(cell) is not Decimal:
        return _number(cell, column, terms)
    return int(cell) if cell == cell.to_integral_value() else Fault(codes.NOT_WHOLE, quoted(cell))


def _date(cell: Cell, column: Column, terms: Terms) -> object:
    found = dates.counted(cell, terms.from_1904) if column.written else cell
    return dates.day(found) or Fault(codes.NOT_A_DATE, quoted(cell))


def _dates(cell: Cell, column: Column, terms: Terms) -> object:
    if not isinstance(cell, str):
        found = _date(cell, column, terms)
        return found if isinstance(found, Fault) else (found,)
    days = tuple(dates.day(part) for listed in _listed(cell) for part in listed.split())
    return Fault(codes.NOT_A_DATE, quoted(cell)) if None in days else days


def _month(cell: Cell, _column: Column, _terms: Terms) -> object:
    return dates.month(cell) or Fault(codes.NOT_A_MONTH, quoted(cell))


def _flag(cell: Cell, _column: Column, terms: Terms) -> object:
    truth = cell if isinstance(cell, bool) else terms.truth(_text(cell))
    return Fault(codes.UNKNOWN_WORD, quoted(cell), terms.yes_or_no) if truth is None else truth


_READERS: Mapping[Kind, Callable[[Cell, Column, Terms], object]] = {
    Kind.TEXT: _as_text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.SHARE: _share,
    Kind.COUNT: _count,
    Kind.DATE: _date,
    Kind.DATES: _dates,
    Kind.MONTH: _month,
    Kind.FLAG: _flag,
}
