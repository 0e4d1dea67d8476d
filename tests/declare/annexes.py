"""How does the annex of the example year read with other terms?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bonusmalus_core.declare.annex import annex, annex_report
from bonusmalus_core.declare.report import plain
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import Stamp
from bonusmalus_templates import example

YEAR = Agreement.model_validate(example("nl"))
STAMP = Stamp("An Peeters", datetime(2026, 1, 5, 9, 30, tzinfo=UTC), "1.0")


def text(agreement: Agreement) -> str:
    return plain(annex_report(annex(agreement))).replace("\N{NO-BREAK SPACE}", " ")


def with_terms(**terms: Any) -> Agreement:
    return YEAR.model_copy(update={"contract": YEAR.contract.model_copy(update=terms)})


def with_kpi(**fields: Any) -> Agreement:
    """The year with another first KPI."""
    first, *others = YEAR.kpis
    return YEAR.model_copy(update={"kpis": (first.model_copy(update=fields), *others)})


def with_condition(**fields: Any) -> Agreement:
    """The year with one condition, the volume guarantee, that differs in this."""
    return YEAR.model_copy(update={"conditions": (YEAR.conditions[0].model_copy(update=fields),)})
