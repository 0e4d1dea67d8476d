"""Which KPIs stayed below their target in a period?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bonusmalus_core.model.settlement import KpiLine


@dataclass(frozen=True, slots=True)
class Miss:
    """A KPI below its target. `value` is None where the parties agreed on an impact instead of a value."""

    code: str
    unit: str
    value: Fraction | None
    target: Fraction


def missed(lines: Sequence[KpiLine]) -> tuple[Miss, ...]:
    """Every KPI that missed its target, once: by its last run that did. The target is the level of 100 %."""
    found = {line.code: _miss(line) for line in lines if _is_below(line)}
    return tuple(found.values())


def _miss(line: KpiLine) -> Miss:
    return Miss(line.code, line.row.unit, line.value, _target(line))


def _is_below(line: KpiLine) -> bool:
    if line.impact is None or Fraction(1) not in line.impacts:
        return False
    if line.value is None:
        return line.impact < 1
    higher = line.thresholds[-1] > line.thresholds[0]
    return line.value < _target(line) if higher else line.value > _target(line)


def _target(line: KpiLine) -> Fraction:
    """The easiest threshold that is worth the whole price."""
    return line.thresholds[line.impacts.index(Fraction(1))]
