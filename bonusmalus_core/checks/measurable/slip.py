"""Does one step between thresholds stand out so far that a digit may have slipped? Check M10j."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bonusmalus_core.calc.off_scale import unreachable
from bonusmalus_core.checks.draft import Draft, Hit, Row
from bonusmalus_core.findings import Phrase

_FAR = 10
"""Steps of the parties' own choice differ; one more than so many times as wide as every other is asked about."""

_NOTABLE = 4
"""A step so wide is asked about when another place of the decimal point would make it an ordinary one."""

_ORDINARY = 2
"""How many times as wide or as narrow as every other a step is without standing out at all."""

_SHIFTS = tuple(Decimal(10) ** power for power in (1, -1, 2, -2, 3, -3))
"""What a slipped decimal point multiplies a threshold by."""


def digit(draft: Draft) -> Iterator[Hit]:
    """M10j: the first or last step is far wider than all others, as when 7 % stands where 70 % was meant."""
    for row in draft.rows:
        thresholds = row.kpi.thresholds
        for end, inward in ((0, thresholds), (len(thresholds) - 1, thresholds[::-1])):
            times = _times(inward)
            meant = _meant(inward) if times >= _NOTABLE else None
            is_an_end = (
                not thresholds[end] or thresholds[end] in row.kpi.scale
            )  # no slip makes a nought, or just the end
            if (meant is not None or times > _FAR) and not is_an_end and end not in unreachable(row.kpi):
                yield _asked(row, end, inward, meant)


def _asked(row: Row, end: int, inward: Sequence[Decimal], meant: Decimal | None) -> Hit:
    asked = (
        Phrase("slip.meant", {"unit": row.kpi.unit, "meant": meant}) if meant is not None else Phrase("slip.unknown")
    )
    facts = {"value": inward[0], "next": inward[1], "times": int(_times(inward)), "asked": asked}
    return row.hit(f"thresholds.{end + 1}", **facts)


def _meant(inward: Sequence[Decimal]) -> Decimal | None:
    """The same digits with another decimal point, where these make the first step an ordinary one."""
    rising = inward[-1] > inward[1]
    candidates = (inward[0] * shift for shift in _SHIFTS)
    fitting = (each for each in candidates if (each < inward[1]) is rising and _fits((each, *inward[1:])))
    return next(fitting, None)


def _fits(inward: Sequence[Decimal]) -> bool:
    first, *others = _steps(inward)
    return 0 < min(others) <= first * _ORDINARY and first <= max(others) * _ORDINARY


def _times(inward: Sequence[Decimal]) -> Decimal:
    """How many times the first step is as wide as the widest other one; 0 where there is none to compare with."""
    first, *others = _steps(inward)
    return first / max(others) if others and min(others) > 0 else Decimal(0)


def _steps(inward: Sequence[Decimal]) -> list[Decimal]:
    return [abs(one - other) for one, other in pairwise(inward)]
