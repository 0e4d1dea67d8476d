"""What do conditions, factor, cap and prices make of a month, read naively after sections 3.3 to 4 of the rules?"""

from __future__ import annotations

from fractions import Fraction

from tests.calc.naive.contract import ONE, ZERO, Case, Row, away, must, num
from tests.calc.naive.result import Line, MonthResult, Result


def seen(case: Case, month: int, name: str) -> Fraction | None:
    return num(case.records.get(month, {}).get(name))


def in_force(case: Case, condition: Row, month: int) -> bool:
    number = month - case.start + 1
    after = condition["to_month"] is not None and number > condition["to_month"]
    return bool(number >= condition["from_month"]) and not after


def window(case: Case, condition: Row, month: int) -> list[int]:
    last = case.months[-1] if condition["tested"] == "period" else month
    return [each for each in range(last - condition["window_months"] + 1, last + 1) if each >= case.start]


def check_months(case: Case) -> None:
    for month in case.months:
        if seen(case, month, "actual") is None or case.base_price(month) is None:
            case.refused.add((None, month))
        for condition in case.conditions:
            if in_force(case, condition, month):
                check_condition(case, condition, month)


def check_condition(case: Case, condition: Row, month: int) -> None:
    of_volume = condition["measure"] == "volume_ratio"
    if of_volume or condition["effect"] == "volume_guarantee" or condition["measure"] == "forecast":
        for each in case.months if condition["tested"] == "period" else [month]:
            if (seen(case, each, "forecast") or ZERO) <= 0:
                case.refused.add((None, each))
    for each in window(case, condition, month):
        for name in ("actual", "forecast") if of_volume else (condition["measure"],):
            if seen(case, each, name) is None:
                case.refused.add((None, each))


def met(case: Case, condition: Row, month: int) -> bool:
    if not in_force(case, condition, month):
        return False
    months = window(case, condition, month)
    if condition["measure"] == "volume_ratio":
        value = total(case, months, "actual") / total(case, months, "forecast")
    else:
        value = total(case, months, condition["measure"]) / len(months)
    limit = must(condition["threshold"])
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit
    }[condition["comparator"]]  # fmt: skip


def total(case: Case, months: list[int], name: str) -> Fraction:
    return sum((must(case.records[month][name]) for month in months), ZERO)


def payable(case: Case, month: int) -> Fraction:
    actual = total(case, [month], "actual")
    offers = [actual]
    for condition in case.conditions:
        if condition["effect"] != "volume_guarantee" or not met(case, condition, month):
            continue
        share = must("0.90" if condition["effect_value"] is None else condition["effect_value"])
        if condition["tested"] == "month":
            offers.append(share * total(case, [month], "forecast"))
        elif month == case.months[-1]:
            offers.append(actual + share * total(case, case.months, "forecast") - total(case, case.months, "actual"))
    return max(offers)


def waived(case: Case, line: Line, month: int) -> Fraction:
    impact = ONE if line.impact is None else line.impact
    for condition in case.conditions:
        if condition["effect"] == "waive_malus" and condition["scope"] == "kpi" and met(case, condition, month):
            listed = condition["kpis"] == "all" or line.code in condition["kpis"]
            if listed and not line.final:
                impact = max(impact, ONE)
    return impact


def any_met(case: Case, month: int, effect: str, **having: str) -> bool:
    return any(
        condition["effect"] == effect
        and all(condition[key] == each for key, each in having.items())
        and met(case, condition, month)
        for condition in case.conditions
    )


def counts(case: Case, line: Line) -> bool:
    if line.state in ("waiting", "inactive"):
        return bool(case.contract["inactive_kpi"] == "neutral")
    if line.state == "missing":
        return bool(case.contract["missing_data"] != "redistribute")
    return line.state != "ended"


def settled_month(case: Case, lines: list[Line], month: int, result: Result) -> MonthResult:
    weighed = [
        (line, line.weights[line.months.index(month)], waived(case, line, month))
        for line in lines
        if month in line.months and counts(case, line)
    ]
    weights = sum((weight for _, weight, _ in weighed), ZERO)
    free = sum((weight * impact for _, weight, impact in weighed), ZERO) / weights if weights else ONE
    lifted = max(free, ONE) if any_met(case, month, "waive_malus", scope="total") else free
    barred = min(lifted, ONE) if any_met(case, month, "bar_bonus") else lifted
    factor = barred
    if case.contract["malus_cap"] is not None:
        factor = max(factor, 1 - must(case.contract["malus_cap"]))
    if case.contract["bonus_cap"] is not None:
        factor = min(factor, 1 + must(case.contract["bonus_cap"]))

    agreed = case.base_price(month)
    assert agreed is not None
    base, price = agreed, agreed * factor
    if case.contract["price_decimals"] is not None:
        base, price = away(base, case.contract["price_decimals"]), away(price, case.contract["price_decimals"])
    paid, actual = payable(case, month), total(case, [month], "actual")
    volume = paid if case.contract["bonus_malus_volume"] == "payable" else actual
    result.top_up += (paid - actual) * base
    for line, weight, impact in weighed:
        if weights:
            line.exact += volume * base * weight / weights * (impact - 1)
    for cause, change in (("waiver", lifted - free), ("barred", barred - lifted), ("cap", factor - barred)):
        result.adjustments[cause] = result.adjustments.get(cause, ZERO) + volume * base * change
    rounding = volume * (price - base) - volume * base * (factor - 1)
    result.adjustments["price_rounding"] = result.adjustments.get("price_rounding", ZERO) + rounding
    return MonthResult(month, paid, factor, price, volume * (price - base), volume)
