"""Which share of the contacts was answered in time, by which of the six definitions?"""

from __future__ import annotations

from bonusmalus_core.declare.functions.limits import at_least, whole
from bonusmalus_core.declare.kinds import Number
from bonusmalus_core.declare.registry import Category, Example, function
from bonusmalus_core.declare.values import OUT_OF_RANGE, NoResult

OF_ALL_OFFERED = Number(3)
"""The variant that needs no more than the three numbers which every report has."""


@function("BM_SL", Category.MEASURE, Example((860, 1000, 60, 1, 20), 880 / 1060))
def service_level(
    answered_in_time: Number,
    answered: Number,
    abandoned: Number,
    definition: Number = OF_ALL_OFFERED,
    abandoned_in_time: Number | None = None,
    abandoned_short: Number | None = None,
) -> Number:
    """Gives the service level: the share of the contacts that was answered in time, by the variant of the contract.

    With A answered, B abandoned, t in time and s short: 1 (A≤t + B≤t) / (A + B); 2 A≤t / A; 3 A≤t / (A + B);
    4 A≤t / (A + B>t); 5 (A≤t + B≤s) / (A + B); 6 A≤t / (A + B − B≤s). The same month can lie a whole band apart by two
    of them, so the legend of the contract names its variant.

    Args:
        answered_in_time: Contacts answered within the agreed time; a range of months gives a range.
        answered: All answered contacts.
        abandoned: All abandoned contacts.
        definition: The variant, 1 to 6; 3 unless given.
        abandoned_in_time: Contacts abandoned within the agreed time; variants 1 and 4 need it.
        abandoned_short: Contacts abandoned so soon that the contract leaves them out; variants 5 and 6 need it.

    Raises:
        #N/A: A number that the variant needs is blank.
        #NUM!: There is no such variant, a number is negative, or a part is larger than its whole.
        #DIV/0!: There was no contact that counts.
    """
    in_time, total = _part(answered, answered_in_time), answered + at_least(0, abandoned)
    match whole(1, 6, definition):
        case 1:
            return (in_time + _part(abandoned, abandoned_in_time)) / total
        case 2:
            return in_time / answered
        case 3:
            return in_time / total
        case 4:
            return in_time / (total - _part(abandoned, abandoned_in_time))
        case 5:
            return (in_time + _part(abandoned, abandoned_short)) / total
        case _:
            return in_time / (total - _part(abandoned, abandoned_short))


def _part(every: Number, part: Number | None) -> Number:
    """The part; #NUM! when it is larger than its whole."""
    found = at_least(0, part)
    if found > every:
        raise NoResult(OUT_OF_RANGE)
    return found
