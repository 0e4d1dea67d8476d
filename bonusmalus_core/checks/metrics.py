"""Which metric of the catalogue does a KPI measure: the one it names, or else the one that its name speaks of?

`words/metrics.txt` has a line per metric: its code, a tab, and the names under which contracts know it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from bonusmalus_core.model.kpi import Kpi

CUSTOM = "custom"

REACHABLE = frozenset({"SL", "ASA", "AR", "AVL"})
"""Metrics of how soon and how often customers are answered at once, which depend on opening hours."""

SURVEYED = frozenset({"CSAT", "NPS", "CES", "FCR-S"})
"""Metrics for which customers are asked."""

EFFICIENT = frozenset({"AHT", "ASA", "SL", "AR", "CPR"})
"""Metrics of speed and cost, which can be bettered at the expense of quality."""

QUALITY = frozenset({"FCR", "FCR-S", "CSAT", "NPS", "CES", "QLT", "RET", "REO"})
"""Metrics of the quality that keeps the efficient ones honest."""

FELT = frozenset({*QUALITY - {"QLT"}, "SL", "ASA", "AR", "FRT", "TTR", "ESC", "AVL"})
"""Metrics of what the end customer notices."""


def metric_of(kpi: Kpi) -> str:
    """The code of the catalogue, or CUSTOM when neither metric, code nor name tells."""
    if kpi.metric != CUSTOM:
        return kpi.metric
    found = _names().search(f"{kpi.code} | {kpi.name}")
    return (found.lastgroup or CUSTOM).replace("_", "-") if found else CUSTOM


@cache
def _names() -> re.Pattern[str]:
    lines = (files(__package__) / "words" / "metrics.txt").read_text(encoding="utf-8").splitlines()
    groups = (line.split("\t") for line in lines)
    any_of = (f"(?P<{code.replace('-', '_')}>{'|'.join(map(re.escape, names.split(', ')))})" for code, names in groups)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(any_of)})(?![^\W\d_])", re.IGNORECASE)
