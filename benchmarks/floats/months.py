"""What do conditions, factor, cap and prices make of a month, in floats?"""

from __future__ import annotations

import operator
from collections.abc import Iterator

from benchmarks.floats.result import Line, MonthResult
from benchmarks.floats.seen import Seen
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.condition import Condition

HOLDS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def check_months(seen: Seen) -> None:
    """Note every volume, price and measure that is needed and blank."""
    blank: dict[tuple[str, str, int], None] = {}
    for month in seen.months:
        if seen.volume(month, "actual") is None:
            blank["D6", "actual", month] = None
        if seen.price(month) is None:
            blank["D7", "price", month] = None
        for condition in seen.agreement.conditions:
            if _in_force(condition, month):
                for each in _blanks(seen, condition, month):
                    blank[each] = None
    for code, field, month in blank:
        place, name = Where("months", None, field), str(seen.start + (month - 1))
        seen.findings.append(Finding(code, Severity.BLOCKER, place, name))


def _blanks(seen: Seen, condition: Condition, month: int) -> Iterator[tuple[str, str, int]]:
    if condition.reads_forecast:
        for each in seen.months if condition.tested == "period" else [month]:
            if (seen.volume(each, "forecast") or 0) <= 0:
                yield "D8", "forecast", each
    fields = ("actual", "forecast") if condition.measure == "volume_ratio" else (condition.measure,)
    for each in _window(seen, condition, month):
        for field in fields:
            if seen.volume(each, field) is None:
                yield "D9", field, each


def _in_force(condition: Condition, month: int) -> bool:
    return condition.from_month <= month and (condition.to_month is None or month <= condition.to_month)


def _window(seen: Seen, condition: Condition, month: int) -> range:
    last = seen.months[-1] if condition.tested == "period" else month
    return range(max(1, last - condition.window_months + 1), last + 1)


def _met(seen: Seen, month: int) -> list[tuple[Condition, float]]:
    met = []
    for condition in seen.agreement.conditions:
        if _in_force(condition, month):
            months = _window(seen, condition, month)
            if condition.measure == "volume_ratio":
                actual = sum(seen.volume(each, "actual") or 0.0 for each in months)
                tested = actual / sum(seen.volume(each, "forecast") or 0.0 for each in months)
            else:
                tested = sum(seen.volume(each, condition.measure) or 0.0 for each in months) / len(months)
            if HOLDS[condition.comparator](tested, float(condition.threshold)):
                met.append((condition, tested))
    return met


def _payable(seen: Seen, met: list[tuple[Condition, float]], month: int, actual: float) -> float:
    payable = actual
    for condition, _ in met:
        if condition.effect == "volume_guarantee":
            share = float(condition.effect_value) if condition.effect_value is not None else 0.90
            if condition.tested == "month":
                payable = max(payable, share * (seen.volume(month, "forecast") or 0.0))
            elif month == seen.months[-1]:
                planned = sum(seen.volume(each, "forecast") or 0.0 for each in seen.months)
                done = sum(seen.volume(each, "actual") or 0.0 for each in seen.months)
                payable = max(payable, actual + share * planned - done)
    return payable


def settled(seen: Seen, lines: list[Line], month: int, adjustments: dict[str, float]) -> MonthResult:
    """The month's factor and money; what each cause changes is added to the lines and adjustments."""
    contract, met = seen.contract, _met(seen, month)
    actual, agreed = seen.volume(month, "actual") or 0.0, seen.price(month) or 0.0
    waivers = [each for each, _ in met if each.effect == "waive_malus"]
    counted = [
        (line, line.weights[line.months.index(month)], _after_waiver(seen, line, waivers))
        for line in lines
        if month in line.months and _counts(seen, line)
    ]
    total = sum(weight for _, weight, _ in counted)
    weighted = sum(weight * impact for _, weight, impact in counted) / total if total else 1.0
    waived = max(weighted, 1.0) if any(each.scope == "total" for each in waivers) else weighted
    barred = min(waived, 1.0) if any(each.effect == "bar_bonus" for each, _ in met) else waived
    factor = barred if contract.malus_cap is None else max(barred, 1 - float(contract.malus_cap))
    factor = factor if contract.bonus_cap is None else min(factor, 1 + float(contract.bonus_cap))
    base, price = agreed, agreed * factor
    if contract.price_decimals is not None:
        base, price = round(base, contract.price_decimals), round(price, contract.price_decimals)
    payable = _payable(seen, met, month, actual)
    volume = payable if contract.bonus_malus_volume == "payable" else actual
    worth, amount = volume * base, volume * (price - base)
    for line, weight, impact in counted if total else ():
        line.contribution += worth * weight / total * (impact - 1)
    adjustments["waiver"] += worth * (waived - weighted)
    adjustments["barred"] += worth * (barred - waived)
    adjustments["cap"] += worth * (factor - barred)
    adjustments["price_rounding"] += amount - worth * (factor - 1)
    effects: list[tuple[str, str, float]] = [(each.code, each.effect, tested) for each, tested in met]
    forecast = seen.volume(month, "forecast")
    ratio = next((tested for each, tested in met if each.measure == "volume_ratio"), None)
    if ratio is None and forecast:
        ratio = actual / forecast
    return MonthResult(
        seen.start + (month - 1), forecast, actual, ratio, effects, payable, factor, base, price, amount, volume
    )


def _counts(seen: Seen, line: Line) -> bool:
    if line.state in ("waiting", "inactive"):
        return seen.contract.inactive_kpi == "neutral"
    if line.state == "missing":
        return seen.contract.missing_data != "redistribute"
    return line.state != "ended"


def _after_waiver(seen: Seen, line: Line, waivers: list[Condition]) -> float:
    if line.impact is None:
        return 1.0
    override = seen.overrides.get(line.row.code)
    if override is not None and override.impact is not None:
        return line.impact
    listed = any(each.scope == "kpi" and (each.kpis == "all" or line.row.code in each.kpis) for each in waivers)
    return max(line.impact, 1.0) if listed else line.impact
