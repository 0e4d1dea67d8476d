"""Do the weights of active and waiting KPIs sum to 100 % in every contract month? Check C1."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from bonusmalus_core.calc.periods import term
from bonusmalus_core.calc.progression import Stage, progressions, standing
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month


def sums(agreement: Agreement) -> Iterator[Finding]:
    """C1: a finding that names all months in which the weights add up to the same sum, and not to one, exactly."""
    for total, group in groupby(monthly_sums(agreement), key=lambda monthly: monthly[1]):
        if total != 1:
            months = [str(month) for month, _ in group]
            facts = {"sum": total, "months": ", ".join(months)}
            yield Finding("C1", Severity.BLOCKER, Where("kpis", None, "weight"), months[0], facts=facts)


def monthly_sums(agreement: Agreement) -> Iterator[tuple[Month, Fraction]]:
    """The exact sum of the weights of active and waiting KPIs in every contract month."""
    rows = progressions(agreement.kpis)
    sums: dict[tuple[Decimal, ...], Fraction] = {}  # few months change the weights
    for number, month in enumerate(term(agreement.contract), 1):
        standings = (standing(of_code, number) for of_code in rows.values())
        weights = tuple(each.row.weight for each in standings if each.stage is not Stage.ENDED)
        if weights not in sums:
            sums[weights] = sum(map(Fraction, weights), Fraction(0))
        yield month, sums[weights]
