"""How do contracts and calls of a day look by which records are inspected?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bonusmalus_core.findings import Finding
from bonusmalus_core.measures.measuring import Measured
from bonusmalus_core.model.agreement import Agreement

KPI = {"weight": "1", "thresholds": ["0.7", "0.8", "0.9"]}
CONTRACT: dict[str, Any] = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
WITHIN = {"kpis": {"SL": {"within_s": 20}}}


def agreement_of(*kpis: dict[str, Any], **more: Any) -> Agreement:
    rows = [KPI | each for each in kpis]
    return Agreement.model_validate({"contract": CONTRACT, "kpis": rows, **more})


def working_days(first: date, last: date, without: tuple[date, ...] = ()) -> list[date]:
    """The working days from first to last."""
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in every if day.weekday() < 5 and day not in without]


def calls(path: Path, days: list[date], *more: str) -> Path:
    lines = [f"{n},c{n},{day} 10:00:00,1,10,60" for n, day in enumerate(days)]
    path.write_text("\n".join(["contact_id,customer_id,started_at,answered,wait_s,talk_s", *lines, *more]) + "\n")
    return path


def finding_of(measured: Measured, code: str) -> Finding:
    (found,) = [each for each in measured.findings if each.code == code]
    return found
