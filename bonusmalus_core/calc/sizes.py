"""Can the bonus-malus of a settlement, and all that makes it up, be written down to the last digit?

Prices, volumes and bands that are possible by themselves, each within `model/limits.py`, may come to more together.
"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.limits import KEPT
from bonusmalus_core.model.settlement import Settlement

TOO_LARGE = "D17"


def too_large(settlement: Settlement) -> Iterator[Finding]:
    """D17: an amount of the settlement has more digits, the largest of them once; so has its factor."""
    amounts = [settlement.bonus_malus, settlement.top_up]
    amounts += [line.contribution for line in settlement.kpis] + [each.amount for each in settlement.adjustments]
    largest = max(map(abs, amounts))
    if len(largest.as_tuple().digits) > KEPT or abs(settlement.factor) >= 10**KEPT:
        facts = {"amount": largest, "currency": settlement.currency, "factor": settlement.factor}
        yield Finding(TOO_LARGE, Severity.BLOCKER, Where("prices", None, "price"), facts=facts)
