"""What do many commands do alike? They count with an option, and they end with everything that stood in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from bonusmalus_core.declare.kinds import Number
from bonusmalus_core.errors import WrongUsage

if TYPE_CHECKING:
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.findings import Finding
    from bonusmalus_core.words.said import Locate


@overload
def count(option: str, number: Number) -> int: ...
@overload
def count(option: str, number: Number | None) -> int | None: ...
def count(option: str, number: Number | None) -> int | None:
    """A number that counts something; WrongUsage for half a month."""
    if number is None:
        return None
    if number.denominator != 1:
        raise WrongUsage("whole", option=option, found=float(number))
    return int(number)


def within(option: str, number: Number | None, possible: Sequence[int]) -> int | None:
    """A number that counts something; WrongUsage for one that does not lie in an unbroken row of `possible` ones."""
    given = count(option, number)
    if given is not None and given not in possible:
        raise WrongUsage("within", option=option, found=given, least=possible[0], most=possible[-1])
    return given


def refused(findings: Sequence[Finding], language: str | None, locate: Locate) -> Outcome:
    """Nothing was done, and everything in the way is named; without a contract in the user's own language."""
    from bonusmalus_core.declare.outcome import Outcome
    from bonusmalus_core.declare.result import refusal_data

    data = refusal_data(findings, language or "en", locate)
    return Outcome("refused", language, data, {"count": len(findings)}, findings, locate, refused=True)
