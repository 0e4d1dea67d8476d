"""A small agreement in which every section of contract data has a record."""

from __future__ import annotations

from bonusmalus_core.model.agreement import Agreement

DATA: dict[str, object] = {
    "contract": {
        "title": "Klantenservice", "client": "Stad", "supplier": "Callcenter", "start": "2026-01-01", "months": 12,
        "holidays": "BE",
    },
    "prices": [{"from_month": 1, "price": "10"}],
    "kpis": [
        {"code": "FCR", "name": "Eerste contact", "thresholds": ["0.7", "0.75", "0.8", "0.85", "0.9"],
         "weight": "0.6", "direction": "higher"},
        {"code": "CES", "name": "Gemak", "unit": "score", "thresholds": ["3", "2.5", "2", "1.5", "1"], "weight": "0.4",
         "aggregate": "mean", "scale_min": "1", "scale_max": "5"},
    ],
    "legend": [{"kpi": "FCR", "definition": "Opgelost in één contact.", "calc_n": 11, "controllable": True}],
    "conditions": [
        {"code": "LOW", "comparator": "<", "threshold": "0.9", "window_months": 3, "effect": "volume_guarantee",
         "effect_value": "0.9"},
        {"code": "TEST", "measure": "quality_test", "comparator": "<", "threshold": "0.85", "effect": "bar_bonus",
         "kpis": ["FCR", "CES"]},
    ],
    "months": [
        {"month": "2026-01", "forecast": "10000", "actual": "10200", "quality_test": "0.9"},
        {"month": "2026-02", "forecast": "10000", "actual": "9000", "quality_test": "0.8"},
    ],
    "measurements": [
        {"month": "2026-01", "kpi": "FCR", "part": "chat", "numerator": "82", "denominator": "100"},
        {"month": "2026-01", "kpi": "FCR", "part": "telefoon", "numerator": "400", "denominator": "500"},
        {"month": "2026-01", "kpi": "CES", "value": "1.8", "n": "50"},
    ],
    "events": [{"kpi": "FCR", "from": "2026-02", "to": "2026-03", "reason": "storing", "agreed": "2026-03-05"}],
    "overrides": [{"period": 1, "kpi": "CES", "impact": "1", "reason": "schikking", "by": "beide"}],
    "sla": [
        {"topic": "response", "subject": "chat", "language": "nl", "norm": "95% binnen 30 seconden"},
        {"topic": "other", "agreement": "Eén bezoek per jaar."},
    ],
    "governance": [{"name": "KPI-overleg", "interval": "monthly", "within": "werkdag 12", "agenda": "Acties"}],
    "actions": [
        {"period": 1, "kpi": "FCR", "measured": "0.78", "target": "0.8", "action": "Opleiding", "owner": "An",
         "due": "2026-05-01", "done": "2026-04-20", "result": "FCR 81%"},
    ],
    "departments": [{"team": "A", "department": "Zorg"}],
    "causes": [{"first": "Service", "second": "Snelheid", "controllable": True},
               {"second": "Prijs", "controllable": False}],
    "bonuses": [{"code": "NPS-A", "metric": "NPS", "form": "both", "department_goal": "35", "min_n": 10}],
    "tiers": [{"bonus": "NPS-A", "goal": "40", "amount": "150"}],
    "team": [
        {"group": "team", "name": "A", "within": "Zorg", "from": "2026-01", "to": "2026-03", "metric": "NPS",
         "unit": "score", "value": "41.5", "low": "38", "high": "45", "n": 120, "bonus": "NPS-A", "goal": "40",
         "reached": True, "amount": "1500", "note": "10 van 12"},
    ],
}  # fmt: skip

AGREEMENT = Agreement.model_validate(DATA)
