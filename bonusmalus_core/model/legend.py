"""How is a KPI defined, measured and dated, so that both parties compute the same number?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bonusmalus_core.model.limits import DAYS
from bonusmalus_core.model.numbers import Exact
from bonusmalus_core.model.record import Record


class LegendEntry(Record):
    """The SMART definition of one KPI code. The calculation date is day `calc_n` of month M + `calc_month_offset`."""

    kpi: str = Field(min_length=1)
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    inclusions: str = ""
    exclusions: str = ""
    source: str = ""
    data_owner: str = ""
    measured_by: str = ""
    frequency: str = ""
    window_days: int | None = Field(default=None, ge=0, le=DAYS)
    calc_n: int | None = Field(default=None, ge=1, le=366)
    calc_kind: Literal["workday", "day"] = "workday"
    calc_month_offset: int = Field(default=1, ge=0, le=24)
    baseline: Exact | None = None
    rationale: str = ""
    controllable: bool | None = None
    agreed_client: date | None = None
    agreed_supplier: date | None = None
