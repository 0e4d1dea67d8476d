"""What does the naive settlement give?"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from tests.calc.naive.contract import ONE, ZERO


@dataclass
class Line:
    """A KPI over a run; `exact` is its part of the bonus-malus before cents."""

    code: str
    months: list[int]
    state: str
    weights: list[Fraction]
    value: Fraction | None
    impact: Fraction | None
    final: bool
    exact: Fraction = ZERO


@dataclass
class MonthResult:
    month: int
    payable: Fraction
    factor: Fraction
    price: Fraction
    amount: Fraction
    volume: Fraction


@dataclass
class Result:
    """What is settled, or (`refused`) the KPI codes and months for which nothing is."""

    refused: set[tuple[str | None, int | None]] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    months: list[MonthResult] = field(default_factory=list)
    adjustments: dict[str, Fraction] = field(default_factory=dict)
    factor: Fraction = ONE
    bonus_malus: Fraction = ZERO
    top_up: Fraction = ZERO
