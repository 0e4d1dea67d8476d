"""What does one step better of a KPI bring or cost each party, besides its bonus?"""

from __future__ import annotations

from bonusmalus_core.checks.metrics import metric_of
from bonusmalus_core.checks.topics import speaks_of
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.simulate.balance import KpiBalance

_RESOLVING = frozenset({"FCR", "FCR-S"})


def volume_effect(kpi: KpiBalance, agreement: Agreement) -> float:
    """The share of the paid contacts that no longer come, when more is solved at the first contact; else nothing.

    Of a hundred customers at least one contact less follows per point, of the 2 − FCR contacts each that they have.
    """
    metrics = {metric_of(row) for row in agreement.kpis if row.code == kpi.code}
    per_contact = speaks_of("per_contact", agreement.contract.unit)
    if kpi.unit != "%" or not (per_contact and metrics & _RESOLVING):
        return 0.0
    return kpi.step / (2 - kpi.mean)
