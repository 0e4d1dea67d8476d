"""Is the variant of the metric chosen, its scale printed and every number typed in its own unit? Checks M8 to M10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.topics import speaks_of
from bonusmalus_core.findings import Phrase, Where
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition, is_percentage
from bonusmalus_core.model.decimals import decimal_text

_CHOICES = {"SL": "abandoned", "AR": "abandoned", "ASA": "answered", "FCR": "resolved_unit", "FCR-S": "resolved_unit"}
"""What the words of a KPI must settle, by metric."""

_OUT_OF = re.compile(
    r"(?:op|out of|auf|von|sur|/)\s*(\d{1,2})\b(?!\s*(?:/|%|days|dagen|uur|sec|min|hours|tagen|stunden|jours|heures))",
    re.IGNORECASE,
)
_LARGEST_SHARE = 5
"""No ratio of volume to forecast is so high: it was typed in percent."""


def choice(draft: Draft) -> Iterator[Hit]:
    """M8: the metric has variants that give other values, and the words do not say which one holds."""
    for entry in draft.legend:
        topic = _CHOICES.get(entry.metric)
        if topic and not speaks_of(topic, entry.words):
            yield entry.hit("denominator", variant=Phrase(f"variant.{entry.metric}"))


def top(draft: Draft) -> Iterator[Hit]:
    """M8: a share of satisfied customers does not say which answers count as satisfied."""
    for entry in draft.legend:
        row = entry.rows[0].kpi
        shares = entry.metric in ("CSAT", "CES") and row.unit == "%" and row.aggregate == "ratio"
        if shares and not any(map(str.isdigit, entry.words)):
            yield entry.hit("numerator", variant=Phrase("variant.CSAT"))


def scale(draft: Draft) -> Iterator[Hit]:
    """M9: a score without the ends of its scale."""
    for row in draft.rows:
        low, high = row.kpi.scale_min, row.kpi.scale_max
        if row.kpi.unit == "score" and (low is None or high is None):
            yield row.hit("scale_min" if low is None else "scale_max")


def named_scale(draft: Draft) -> Iterator[Hit]:
    """M9: the name of a score gives another scale than the one it is measured on."""
    for row in draft.rows:
        named, high = _OUT_OF.search(row.kpi.name), row.kpi.scale_max
        if named and high is not None and row.kpi.unit == "score" and Decimal(named[1]) != high:
            yield row.hit("scale_max", name=row.kpi.name, high=high)


def baseline(draft: Draft) -> Iterator[Hit]:
    """M10: a baseline off the scale of its KPI, such as 77 for 77 %."""
    for entry in draft.legend:
        low, high = entry.rows[0].kpi.scale
        found = entry.entry.baseline
        if found is not None and ((low is not None and found < low) or (high is not None and found > high)):
            yield entry.hit("baseline", value=decimal_text(found), low=low, high=high)


def condition(draft: Draft) -> Iterator[Hit]:
    """M10: the threshold of a condition is typed in percent where its measure is a share, or the other way round."""
    for number, each in enumerate(draft.agreement.conditions):
        values = [value for month in draft.agreement.months if (value := month.measures.get(each.measure)) is not None]
        ratio = each.measure == VOLUME_RATIO
        if (ratio and each.threshold > _LARGEST_SHARE) or _differ(each, values):
            yield Hit(
                Where("conditions", number, "threshold"), None, {"condition": each.code, "number": each.threshold}
            )


def _differ(condition: Condition, values: list[Decimal]) -> bool:
    """Whether of a percentage and what it is compared with one is a share and the other a whole number."""
    if not values or not is_percentage(condition.measure, condition.threshold, values):
        return False
    shares, wholes = all(0 <= value <= 1 for value in values), all(value > 1 for value in values)
    return (shares and condition.threshold > 1) or (wholes and 0 < condition.threshold < 1)


def guarantee(draft: Draft) -> Iterator[Hit]:
    """M10: a guarantee of 90 times the forecast was meant as 90 %."""
    for number, each in enumerate(draft.agreement.conditions):
        if each.effect == "volume_guarantee" and each.effect_value is not None and each.effect_value > _LARGEST_SHARE:
            yield Hit(
                Where("conditions", number, "effect_value"), None, {"condition": each.code, "number": each.effect_value}
            )
