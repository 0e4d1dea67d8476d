"""Which causes that customers gave does the person who helped them control?

A cause under its own first cause goes before the same cause under any. What stands in no table is not known, and counts
for no person. Neither case nor spaces make another cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bonusmalus_core.model.team import Cause

Named = tuple[str | None, str | None]
"""A first and a second cause, as an answer gives them."""


@dataclass(frozen=True, slots=True)
class Control:
    """The table of causes, folded."""

    causes: Mapping[tuple[str, str], bool]

    def of(self, first: str | None, second: str | None) -> bool | None:
        """Whether the person controls the cause; None of one that nobody named or nobody judged.

        >>> control = control_of([Cause(second="Speed", controllable=True),
        ...                       Cause(first="Price", second="Speed", controllable=False)])
        >>> control.of("Service", " speed "), control.of("Price", "Speed"), control.of("Price", "Colour")
        (True, False, None)
        """
        if not second or not second.strip():
            return None
        name = folded(second)
        return self.causes.get((folded(first or ""), name), self.causes.get(("", name)))


def control_of(causes: Iterable[Cause]) -> Control:
    """The table as it was agreed; of a cause that stands there twice the first holds."""
    found: dict[tuple[str, str], bool] = {}
    for each in causes:
        found.setdefault((folded(each.first), folded(each.second)), each.controllable)
    return Control(found)


def folded(name: str) -> str:
    """What counts of a name."""
    return " ".join(name.split()).casefold()
