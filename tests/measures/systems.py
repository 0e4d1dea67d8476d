"""How is the export of a system measured, with every choice made?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement

CONTRACT = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
KPI = {"weight": "0.2", "thresholds": ["0.7", "0.8", "0.9"]}
UNTIL = {"complete_until": "2026-02-28"}
DAY = 86_400


def measured_by(path: Path, text: str, choices: dict[str, Any], more: dict[str, Any], *kpis: str) -> Measured:
    path.write_text(text, encoding="utf-8")
    agreement = Agreement.model_validate(
        {"contract": CONTRACT, "kpis": [KPI | {"code": code, "metric": code} for code in kpis]}
    )
    return measured(agreement, path, mapping_of({**UNTIL, "kpis": choices, **more}))


def sums_of(found: Measured) -> dict[str, str]:
    return {row.kpi: f"{row.numerator}/{row.denominator}" for row in found.rows}
