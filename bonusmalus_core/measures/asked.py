"""Which KPI is to be measured, by what, of which records, and how are its sums held?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bonusmalus_core.measures.measure import Given, Measure

BETWEEN = " · "
"""What stands between the groups of a part."""

UNNAMED = "–"
"""The group of records without a word for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A KPI: its measure with every parameter, split `by` these fields, `only` of records with these words."""

    kpi: str
    measure: Measure
    given: Given
    by: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Totals(NamedTuple):
    """What the records of one month and part add up to.

    `squares` only where a measure keeps them for its margin; `needing` and `known` only where it needs a duration, and
    twice where it needs that of the answered and of the abandoned alike.
    """

    numerator: int
    denominator: int
    squares: int = 0
    needing: int = 0
    known: int = 0
    needing_too: int = 0
    known_too: int = 0

    @property
    def is_known(self) -> bool:
        """Whether of all records that need a duration at least one has it."""
        return (not self.needing or self.known > 0) and (not self.needing_too or self.known_too > 0)

    def plus(self, other: Totals) -> Totals:
        """Both together."""
        return Totals(*(sum(each) for each in zip(self, other, strict=True)))


NONE = Totals(0, 0)

Counted = dict[tuple[int, str], Totals]
"""The sums by month and part."""


def told(rows: Iterable[Sequence[Any]], groups: int, places: Sequence[int] = (0, 1)) -> Counted:
    """The sums at these places behind month and groups, in the order of `Totals`; no parts of which nothing counts.

    What lacks its duration is told also where it counts nothing.
    """
    counted: Counted = {}
    for row in rows:
        totals = Totals(*(int(row[1 + groups + place] or 0) for place in places))
        if totals.numerator or totals.denominator or not totals.is_known:
            place = int(row[0]), part_of(row[1 : 1 + groups])
            counted[place] = counted.get(place, NONE).plus(totals)  # groups of other words may be told alike
    return counted


def part_of(groups: Iterable[object]) -> str:
    """The name of a part, such as "phone · nl"; engines differ in what they put where nothing stands."""
    named = (str(each) if isinstance(each, (str, int)) and each != "" else UNNAMED for each in groups)
    return BETWEEN.join(named)
