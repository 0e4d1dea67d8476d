"""What is a measure of the catalogue made of?

A measure gives, for every record, what it adds to the numerator and to the denominator; months and groups are sums of
those. So everything can be added up again later, and a mean of percentages is never taken. Words (name, formula,
traps) stand in `words/<language>/measures.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

import narwhals as nw

MILLION = 1_000_000
"""Durations, scores and costs are held as whole millionths: their sums are the same in any order."""

Value = Any
"""What a parameter can be: a number, a word, a truth value or a tuple of words."""

Given = Mapping[str, Value]
"""The parameters of one KPI by name, defaults filled in."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A choice that the legend must make.

    `required` says that there is no default that all would agree to, `required_by` with which values of an earlier
    choice there is none.
    """

    name: str
    kind: Literal["number", "count", "words", "flag", "choice"]
    default: Value = None
    required: bool = False
    choices: tuple[str | int, ...] = ()
    required_by: tuple[str, tuple[str | int, ...]] | None = None
    example: str = "20"

    def must_be_stated(self, given: Given) -> bool:
        """Whether it cannot be left out, beside what is given for the parameters before it."""
        return self.required or (self.required_by is not None and given.get(self.required_by[0]) in self.required_by[1])


@dataclass(frozen=True, slots=True)
class Sums:
    """What one record adds: expressions of whole numbers, or of millionths where `micro`; null adds nothing.

    What several measures add up should be the same object: such an expression is added up once for all of them.
    `squares` adds up the squares of the numerator where the margin of error needs them. `needs` counts the records
    whose duration is looked at, and those of them whose duration is known, and then the same of who abandoned: no
    duration at all is no 0 %.
    """

    numerator: nw.Expr
    denominator: nw.Expr
    squares: nw.Expr | None = None
    needs: tuple[nw.Expr, ...] | None = None
    micro: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure, declared once.

    `special` names a measure that looks at more than one record at a time: its module computes it. `needs` are the
    fields that must be there with these parameters, alternatives in one tuple; `also` are fields that are added where
    the records have them. `month` is the column with the month that a record counts in. `window` is how long after the
    end of a month its value can still change.
    """

    id: str
    records: str
    needs: Callable[[Given], tuple[tuple[str, ...], ...]]
    sums: Callable[[Given], Sums] | None
    unit: str
    direction: Literal["higher", "lower", "stated"]
    scale: tuple[int | None, int | None]
    sources: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    month: str = "month"
    special: Literal["", "repeat", "retention", "snapshot"] = ""
    window: Callable[[Given], timedelta] = lambda _: timedelta(0)
    margin: Literal["", "wilson", "nps"] = ""
    also: tuple[str, ...] = ()
    multiplier: int = 1

    @property
    def day(self) -> str:
        """The column with the day that a record counts in."""
        return self.month.replace("month", "day")

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((each for each in self.parameters if each.name == name), None)


NOTHING = nw.lit(0)


def counted(condition: nw.Expr) -> nw.Expr:
    """1 for a record of which the condition holds, 0 for one of which it does not or is unknown."""
    return nw.when(condition).then(nw.lit(1)).otherwise(NOTHING)


def added(amount: nw.Expr, condition: nw.Expr) -> nw.Expr:
    """The amount of a record of which the condition holds, else nothing."""
    return nw.when(condition).then(amount).otherwise(NOTHING)


def timed(condition: nw.Expr, duration: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """What `Sums.needs` counts: records of which the condition holds, and those of them whose duration is known."""
    return counted(condition), counted(condition & ~duration.is_null())


def always(*fields: str) -> Callable[[Given], tuple[tuple[str, ...], ...]]:
    """The same fields whatever the parameters; "a|b" is either."""
    needed = tuple(tuple(field.split("|")) for field in fields)
    return lambda _: needed


def micro(seconds: float) -> int:
    """A number of seconds, or of points, in millionths."""
    return round(seconds * MILLION)
