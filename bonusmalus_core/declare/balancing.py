"""How is the balance of a contract said: who carries which risk, in plain sentences, tables and data?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any, NamedTuple

from bonusmalus_core.calc.periods import label, periods
from bonusmalus_core.declare.exchange_rate import volume_effect
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.decimals import rounded
from bonusmalus_core.simulate.balance import Balance, KpiBalance
from bonusmalus_core.simulate.relief import Relief
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import money, number, quantity, share

_LEANS = 0.0005
"""A factor within five hundredths of a percent of 1 leans to nobody."""

_DIGITS = 12


def balance_data(found: Balance, zone: Sequence[Relief]) -> dict[str, Any]:
    """The balance as `--json` prints it; numbers are floats, for nothing in it is paid."""
    return {**_rounded(asdict(found)), "relief": [_rounded(asdict(each)) for each in zone]}


def balance_report(found: Balance, zone: Sequence[Relief], agreement: Agreement) -> Report:
    """The balance for people: what it means in sentences, then the figures behind it."""
    texts = words(agreement.contract.language, "balance")
    months = periods(agreement.contract)[found.period - 1]
    heading = texts["heading"].format(label=label(months[0], months[-1]), draws=_count(found.draws, agreement.contract))
    figures = tuple((texts[each.key], _stated(each, agreement.contract)) for each in stated(found))
    parts: list[Passage | Listing] = [
        Passage(tuple(sentences(found, zone, agreement)), heading),
        Listing((texts["figure"], texts["amount"]), figures, numbers=frozenset({1})),
        _kpis(found, agreement.contract, texts),
    ]
    return [*parts, _zone(zone, agreement.contract, texts)] if zone else parts


def sentences(found: Balance, zone: Sequence[Relief], agreement: Agreement) -> Iterator[str]:
    """Who carries which risk, in plain words."""
    contract = agreement.contract
    language, texts = contract.language, words(contract.language, "balance")
    excess = found.factor.mean - 1
    leans = "even" if abs(excess) < _LEANS else "supplier" if excess > 0 else "client"
    shown = _share(abs(excess), language)
    yield texts[f"expected.{leans}"].format(share=shown)
    yield texts["range"].format(
        low=_share(found.factor.p5, language), high=_share(found.factor.p95, language),
        malus=_percent(found.chances.malus, language), bonus=_percent(found.chances.bonus, language),
    )  # fmt: skip
    yield _caps(found, contract, texts)
    if found.kpis:
        yield _steering(found, contract, texts)
    yield from _stakes(found, agreement, texts)
    if found.noise is not None:
        yield texts["noise"].format(share=_percent(min(found.noise, 1.0), language))
    yield from _relief(zone, contract, texts)
    yield texts["spread.measured" if all(kpi.origin == "measured" for kpi in found.kpis) else "spread.assumed"]


def _steering(found: Balance, contract: Contract, texts: Mapping[str, str]) -> str:
    """Which KPI moves the price most, and how many really do; a KPI against which others move can have over 100 %."""
    first = max(found.kpis, key=lambda kpi: kpi.variance)
    most = texts["steers.more" if first.variance > 1 else "steers"]
    effective = number(Decimal(str(round(found.effective, 1))), contract.language)
    together = texts["steer.together"].format(count=len(found.kpis), effective=effective)
    told = most.format(kpi=first.code, share=_percent(first.variance, contract.language))
    return f"{told} {together}" if len(found.kpis) > 1 else told


def _stakes(found: Balance, agreement: Agreement, texts: Mapping[str, str]) -> Iterator[str]:
    """What a poor and a good period are worth in money, and a step of the KPI that decides most."""
    contract = agreement.contract
    if found.money and found.money.p5 < 0 < found.money.p95:
        low, high = _money(-found.money.p5, contract), _money(found.money.p95, contract)
        yield texts["stakes"].format(low=low, high=high)
    first = max(found.kpis, key=lambda kpi: kpi.variance, default=None)
    if first and first.worth:
        point = _point(first, contract.language, texts)
        yield texts["rate"].format(kpi=first.code, point=point, money=_money(first.worth, contract))
    for kpi in found.kpis:
        lost = volume_effect(kpi, agreement)
        if found.turnover is not None and lost > kpi.gain:
            bonus, missed = (_money(each * found.turnover, contract) for each in (kpi.gain, lost))
            yield texts["rate.volume"].format(kpi=kpi.code, money=bonus, lost=missed)


def _relief(zone: Sequence[Relief], contract: Contract, texts: Mapping[str, str]) -> Iterator[str]:
    """What the last volume before the waiver costs the supplier, if it does."""
    last = max((each.ratio for each in zone), default=0.0)
    costs = {each.code: each.money for each in zone if each.ratio == last}
    worst = sum(costs.values())
    if worst < 0:
        codes = ", ".join(costs)
        ratio = _percent(last, contract.language)
        yield texts["relief"].format(ratio=ratio, money=_money(-worst, contract), codes=codes)


class Stated(NamedTuple):
    """A figure of the period: the key of its name, the figure, and how it is shown: share, chance, money or number."""

    key: str
    value: float
    shape: str


def stated(found: Balance) -> Iterator[Stated]:
    """Every figure of the period, in the order in which people read them."""
    for shape, group in (("share", found.factor), ("chance", found.chances), ("money", found.money)):
        family = "factor" if shape == "share" else shape
        for key, value in asdict(group).items() if group else ():
            yield Stated(f"{family}.{key}", value, shape)
    yield Stated("effective", found.effective, "number")
    if found.noise is not None:
        yield Stated("noise.share", found.noise, "chance")


def _stated(fact: Stated, contract: Contract) -> str:
    match fact.shape:
        case "share":
            return _share(fact.value, contract.language)
        case "chance":
            return _percent(fact.value, contract.language)
        case "money":
            return _money(fact.value, contract)
        case _:
            return number(Decimal(str(round(fact.value, 2))), contract.language)


def _caps(found: Balance, contract: Contract, texts: Mapping[str, str]) -> str:
    if contract.bonus_cap is None and contract.malus_cap is None:
        return texts["cap.none"]
    reached = found.chances.malus_cap + found.chances.bonus_cap
    return texts["cap.never" if reached == 0 else "cap.some"].format(share=_percent(reached, contract.language))


def _kpis(found: Balance, contract: Contract, texts: Mapping[str, str]) -> Listing:
    keys = ("kpi", "weight", "mean", "spread", "expected", "low", "high", "variance", "step", "worth")
    rows = tuple(_kpi(each, contract, texts) for each in sorted(found.kpis, key=lambda kpi: -kpi.variance))
    header = tuple(texts[f"kpi.{key}"] for key in keys)
    return Listing(header, rows, texts["kpis"], frozenset(range(1, len(keys))))


def _kpi(kpi: KpiBalance, contract: Contract, texts: Mapping[str, str]) -> tuple[str, ...]:
    language = contract.language
    worth = _share(kpi.gain, language) if kpi.worth is None else _money(kpi.worth, contract)
    return (
        kpi.code,
        _percent(kpi.weight, language),
        quantity(Decimal(str(round(kpi.mean, 4))), kpi.unit, language),
        quantity(Decimal(str(round(kpi.spread, 4))), kpi.unit, language),
        *(_share(value, language) for value in (kpi.expected, kpi.low, kpi.high)),
        _percent(kpi.variance, language),
        _point(kpi, language, texts),
        worth,
    )


def _point(kpi: KpiBalance, language: str, texts: Mapping[str, str]) -> str:
    """One step better: a percentage point, or so much of another unit."""
    if kpi.unit == "%":
        return texts["point"]
    return number(Decimal(str(round(kpi.step, 4))), language)


def _zone(zone: Sequence[Relief], contract: Contract, texts: Mapping[str, str]) -> Listing:
    header = tuple(texts[f"zone.{key}"] for key in ("ratio", "kpi", "level", "price", "money"))
    language = contract.language
    rows = tuple(
        (_percent(each.ratio, language), each.code, _percent(each.level, language), _share(each.price, language),
         _money(each.money, contract))
        for each in zone
    )  # fmt: skip
    return Listing(header, rows, texts["zone"], frozenset({0, 2, 3, 4}))


def _share(value: float, language: str) -> str:
    """A share of the price, to a hundredth of a percent."""
    return share(Decimal(str(round(value, 4))), language)


def _percent(value: float, language: str) -> str:
    """A chance or a part of a whole, to a percent; what is not quite nothing is not called nothing."""
    return share(Decimal(str(round(value, 2 if value >= 0.01 or value == 0 else 4))), language)


def _money(value: float, contract: Contract) -> str:
    digits = minor_units()[contract.currency]
    told = rounded(Decimal(str(value)), digits if abs(value) < 100 else 0)
    return money(told, contract.currency, contract.language)


def _count(value: int, contract: Contract) -> str:
    return number(Decimal(value), contract.language)


def _rounded(data: Any) -> Any:
    """The digits that a float holds surely: the last ones differ from machine to machine."""
    if isinstance(data, float):
        return round(data, _DIGITS)
    if isinstance(data, dict):
        return {key: _rounded(value) for key, value in data.items()}
    return [_rounded(value) for value in data] if isinstance(data, (list, tuple)) else data
