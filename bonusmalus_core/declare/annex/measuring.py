"""How does the annex say how measurements become values, and values impacts?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from bonusmalus_core.declare.annex.saying import Saying
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.words.numbers import listed, quantity


def kpi_clauses(said: Saying) -> Iterator[str]:
    """What the KPI table leaves to be said: directions, impacts of their own, progressions, ends, weights."""
    rows = said.agreement.kpis
    yield said.say("kpis.table")
    yield said.say("kpis.direction")
    for own in dict.fromkeys(row.impacts for row in rows if row.impacts and row.impacts != said.impacts_above):
        kpis = said.kpis([row for row in rows if row.impacts == own])
        yield said.say("kpis.impacts", kpis=kpis, impacts=listed(own, "%", said.language))
    if len({row.code for row in rows}) < len(rows):
        yield said.say("kpis.later")
    for row in rows:
        if row.to_month is not None:
            yield said.say("kpis.until", kpi=said.kpis([row]) if len(rows) > 1 else row.code, month=row.to_month)
    yield said.say("kpis.weights")
    for key, meant in (("kpis.reported", [row for row in rows if not row.weight]),
                       ("kpis.critical", [row for row in rows if row.critical])):  # fmt: skip
        if meant:
            yield said.say(key, kpis=said.kpis(meant))


def value_clauses(said: Saying) -> Iterator[str]:
    """From measurements to the value of each KPI, and what counts when there is none."""
    contract = said.contract
    yield said.say(f"value.{contract.evaluation}")
    yield from said.clauses(lambda row: (_aggregate(said, row),), partial(_aggregate, said))
    yield from said.clauses(lambda row: row.window_months, partial(_window, said))
    yield from said.clauses(lambda row: row.frequency, partial(_once, said))
    yield from said.clauses(lambda row: _rounded(said, row), partial(_rounded, said))
    yield from said.clauses(lambda row: row.min_n, partial(_too_few, said))
    yield from said.clauses(lambda row: (row.scale, row.unit), partial(_scale, said))
    policies = (f"inactive.{contract.inactive_kpi}", f"missing.{contract.missing_data}")
    for key in ("excused", "inactive", *policies, "override"):
        yield said.say(f"value.{key}")


def impact_clauses(said: Saying) -> Iterator[str]:
    """From the value of each KPI to its impact."""
    yield said.say("impact.on")
    yield from said.clauses(lambda row: row.payout, lambda row: said.say(f"impact.{row.payout}"))
    yield from said.clauses(_beyond, lambda row: said.say(f"impact.{_beyond(row)}"))
    yield from said.clauses(lambda row: row.impact_floor, lambda row: _limit(said, "floor", row.impact_floor))
    yield from said.clauses(lambda row: row.impact_cap, lambda row: _limit(said, "cap", row.impact_cap))


def _stated(said: Saying, row: Kpi) -> int | None:
    """For how many months the thresholds of a sum are stated."""
    return (row.window_months or said.contract.settlement_months) if row.aggregate == "sum" else None


def _aggregate(said: Saying, row: Kpi) -> str:
    if row.aggregate == "ratio" and row.multiplier != 1:
        return said.say("value.ratio.times", multiplier=row.multiplier)
    if row.aggregate == "mean" and row.unit != "score":
        return said.say("value.mean.cases")
    months = _stated(said, row) or 0
    return said.counted(f"value.{row.aggregate}", "months", months=months)


def _window(said: Saying, row: Kpi) -> str | None:
    return None if row.window_months is None else said.counted("value.window", "months", months=row.window_months)


def _once(said: Saying, row: Kpi) -> str | None:
    return said.say("value.once") if row.frequency == "period" else None


def _rounded(said: Saying, row: Kpi) -> str:
    if row.decimals is None:
        return said.say("value.exact")
    return said.say("value.rounded", step=quantity(Decimal(1).scaleb(-row.decimals), row.unit, said.language))


def _too_few(said: Saying, row: Kpi) -> str | None:
    return said.say("value.min_n", count=row.min_n) if row.min_n else None


def _scale(said: Saying, row: Kpi) -> str | None:
    low, high = (None if end is None else quantity(end, row.unit, said.language) for end in row.scale)
    if low is None or high is None:
        key = "low" if high is None else "high"
        return None if low is high else said.say(f"value.scale.{key}", low=low, high=high)
    return said.say("value.scale", low=low, high=high)


def _beyond(row: Kpi) -> str:
    """Only a straight line can run on."""
    return "extrapolate" if row.beyond == "extrapolate" and row.payout == "linear" else "clamp"


def _limit(said: Saying, key: str, limit: Decimal | None) -> str | None:
    return None if limit is None else said.say(f"impact.{key}", limit=said.share(limit))
