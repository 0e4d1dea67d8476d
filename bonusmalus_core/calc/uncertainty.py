"""How far can a value that was measured on n answers lie from the true one, with 95 % confidence?

Source: KPI measures, catalogue. The arithmetic is exact up to one square root, taken in 34 digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

SHARES = frozenset({
    "SL", "AR", "FCR", "FCR-S", "REG", "CSAT", "RET", "DD", "FRT", "TTR", "REO", "ESC", "QLT",
})  # fmt: skip
"""The metrics that are shares of things counted: a share of minutes or of money has no such margin."""

COUNTED = frozenset({"NPS", "ASA", "AHT", "CPR", "CES"})
"""The metrics whose denominator counts answers or contacts, without being a share of them."""

Z = Fraction(196, 100)
_DIGITS = Context(prec=34)


def wilson(successes: Fraction | Decimal | int, answers: Fraction | Decimal | int) -> tuple[Fraction, Fraction]:
    """Wilson's interval of a share; ZeroDivisionError without answers.

    >>> low, high = wilson(80, 100)
    >>> round(float(low), 4), round(float(high), 4)
    (0.7112, 0.8666)
    """
    n = Fraction(answers)
    share, z2 = Fraction(successes) / n, Z * Z
    middle, scale = share + z2 / (2 * n), 1 + z2 / n
    reach = Z * _root(share * (1 - share) / n + z2 / (4 * n * n))
    return max(Fraction(0), (middle - reach) / scale), min(Fraction(1), (middle + reach) / scale)


def nps_margin(promoters: int, detractors: int, answers: int) -> Fraction:
    """The margin of error of an NPS, in points: 1.96 × 100 × √((p + d − (p − d)²) / n).

    >>> nps_margin(2, 2, 4)
    Fraction(98, 1)
    """
    p, d = Fraction(promoters, answers), Fraction(detractors, answers)
    return 100 * Z * _root((p + d - (p - d) ** 2) / answers)


def pooled(parts: Sequence[tuple[Fraction, Fraction, Fraction]]) -> Fraction:
    """The margin of a mean over several parts, each with its own mean, answers and margin.

    What lies apart within the parts and what lies between them adds up; ZeroDivisionError without answers.

    >>> whole, halves = nps_margin(3, 1, 8), (nps_margin(2, 0, 4), nps_margin(1, 1, 4))
    >>> round(pooled([(Fraction(50), Fraction(4), halves[0]), (Fraction(0), Fraction(4), halves[1])]) - whole, 20)
    Fraction(0, 1)
    """
    answers = sum((n for _, n, _ in parts), Fraction(0))
    mean = sum((value * n for value, n, _ in parts), Fraction(0)) / answers
    squares = sum((n * value**2 + (n * margin / Z) ** 2 for value, n, margin in parts), Fraction(0)) / answers
    return Z * _root((squares - mean**2) / answers)


def spread(values: Sequence[Fraction]) -> dict[str, Fraction | None]:
    """How far values of agents or days lie apart: standard deviation, coefficient of variation, P10 and P90.

    The deviation is that of the whole population; percentiles lie on the line between the two nearest values.

    >>> spread([Fraction(each) for each in (2, 4, 4, 4, 5, 5, 7, 9)])["deviation"]
    Fraction(2, 1)
    """
    if not values:
        return dict.fromkeys(("mean", "deviation", "variation", "p10", "p90"))
    mean = sum(values, Fraction(0)) / len(values)
    deviation = _root(sum(((each - mean) ** 2 for each in values), Fraction(0)) / len(values))
    return {
        "mean": mean,
        "deviation": deviation,
        "variation": deviation / mean if mean else None,
        "p10": percentile(values, Fraction(1, 10)),
        "p90": percentile(values, Fraction(9, 10)),
    }


def percentile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """The value below which that share of them lies, on the line between the two nearest; IndexError without values.

    >>> percentile([Fraction(each) for each in (5, 1, 2)], Fraction(3, 4))
    Fraction(7, 2)
    """
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _root(number: Fraction) -> Fraction:
    return Fraction(_DIGITS.sqrt(_DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))))
