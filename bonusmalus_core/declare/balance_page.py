"""How does a simulated period become the Balance sheet: sentences, six figures, tables, and what the charts show?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from bonusmalus_core.calc.periods import label, periods
from bonusmalus_core.declare.balancing import sentences, stated
from bonusmalus_core.declare.exchange_rate import volume_effect
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.decimals import rounded
from bonusmalus_core.simulate.balance import Balance, Histogram, KpiBalance
from bonusmalus_core.simulate.relief import Relief
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import number
from bonusmalus_core.workbook.balance import BalancePage, Bar, Cells, Figure
from bonusmalus_core.workbook.balance.columns import (
    BASIS,
    CLIENT,
    EXPECTED,
    HIGH,
    LABEL,
    LOW,
    MEAN,
    NAME,
    ORIGIN,
    PRICE,
    SPREAD,
    STEP,
    SUPPLIER,
    UNIT,
    VARIANCE,
    WEIGHT,
)  # fmt: skip

_DIGITS = 9
"""Of a share; the noise of floats lies far behind them."""


def balance_page(found: Balance, zone: Sequence[Relief], agreement: Agreement) -> BalancePage:
    """The sheet's contents, in the contract's language."""
    contract = agreement.contract
    texts = words(contract.language, "balance")
    by_swing = sorted(found.kpis, key=lambda kpi: kpi.low - kpi.high)
    return BalancePage(
        title=contract.title,
        source=_source(found, contract, texts),
        sentences=tuple(sentences(found, zone, agreement)),
        note=_note(found, agreement, texts),
        cards=tuple(_cards(found, contract, texts)),
        kpis=[_kpi(kpi, found, agreement, texts) for kpi in sorted(found.kpis, key=lambda kpi: -kpi.variance)],
        zone=[_zone(each, contract) for each in zone],
        figures=tuple(_figures(found, contract, texts)),
        bars=tuple(_bars(found.histogram)),
        tornado=[{LABEL: kpi.code, LOW: _share(kpi.low), HIGH: _share(kpi.high)} for kpi in by_swing],
    )


def _source(found: Balance, contract: Contract, texts: Mapping[str, str]) -> str:
    months = periods(contract)[found.period - 1]
    origins = {kpi.origin for kpi in found.kpis}
    known = [texts[f"origin.{origin}"] for origin in ("measured", "baseline", "target") if origin in origins]
    return texts["source"].format(
        label=label(months[0], months[-1]), period=found.period, draws=number(Decimal(found.draws), contract.language),
        seed=found.seed, origin=", ".join(known) or "–",
    )  # fmt: skip


def _note(found: Balance, agreement: Agreement, texts: Mapping[str, str]) -> str:
    """What the worth of a step means, and which KPI it is that makes paid contacts fall away, if any."""
    solving = [kpi.code for kpi in found.kpis if volume_effect(kpi, agreement)]
    if not solving:
        return texts["kpis.note"]
    return f"{texts['kpis.note']} {texts['kpis.solving'].format(kpi=', '.join(solving))}"


def _cards(found: Balance, contract: Contract, texts: Mapping[str, str]) -> Iterator[Figure]:
    """The six figures above the charts."""
    reached = found.chances.malus_cap + found.chances.bonus_cap
    yield Figure(texts["factor.mean"], _share(found.factor.mean), "share")
    yield Figure(texts["chance.malus"], _share(found.chances.malus), "share")
    yield Figure(texts["chance.bonus"], _share(found.chances.bonus), "share")
    yield Figure(texts["chance.cap"], _share(reached), "share")
    money = _money(found.money.mean, contract) if found.money else None
    yield Figure(texts["money.mean"], money if found.money else texts["unknown"], "money")
    yield Figure(texts["effective"], _rounded(found.effective, 2), "number")


def _figures(found: Balance, contract: Contract, texts: Mapping[str, str]) -> Iterator[Figure]:
    """Every figure with its name."""
    for each in stated(found):
        shape = "share" if each.shape == "chance" else each.shape
        digits = {"share": _DIGITS, "money": minor_units()[contract.currency], "number": 2}[shape]
        yield Figure(texts[each.key], _rounded(each.value, digits), shape)
    yield Figure(texts["draws"], Decimal(found.draws), "number")
    yield Figure(texts["seed"], str(found.seed), "number")


def _kpi(kpi: KpiBalance, found: Balance, agreement: Agreement, texts: Mapping[str, str]) -> Cells:
    worth = _worth(kpi, found, agreement)
    return {
        LABEL: kpi.code,
        NAME: kpi.name,
        WEIGHT: _share(kpi.weight),
        MEAN: _rounded(kpi.mean, 6),
        SPREAD: _rounded(kpi.spread, 6),
        EXPECTED: _share(kpi.expected),
        LOW: _share(kpi.low),
        HIGH: _share(kpi.high),
        VARIANCE: _share(kpi.variance),
        STEP: _rounded(kpi.step, 6),
        SUPPLIER: worth,
        CLIENT: -worth,
        ORIGIN: texts[f"origin.{kpi.origin}"],
        UNIT: kpi.unit,
        BASIS: PRICE if found.turnover is None else None,
    }


def _worth(kpi: KpiBalance, found: Balance, agreement: Agreement) -> Decimal:
    """What one step better brings the supplier in a period, with the paid contacts that it takes away."""
    net = kpi.gain - volume_effect(kpi, agreement)
    return _share(net) if found.turnover is None else _money(net * found.turnover, agreement.contract)


def _zone(each: Relief, contract: Contract) -> Cells:
    return {
        LABEL: each.code,
        WEIGHT: _share(each.ratio),
        MEAN: _share(each.level),
        SPREAD: _share(each.price),
        EXPECTED: _money(each.money, contract),
    }


def _bars(found: Histogram) -> Iterator[Bar]:
    """The bars, each on the side of 100 % on which its middle lies."""
    total, width = sum(found.counts) or 1, (found.highest - found.lowest) / len(found.counts)
    for number_, count in enumerate(found.counts):
        middle, share = found.lowest + width * (number_ + 0.5), _share(count / total)
        yield Bar(_share(middle), share if middle < 1 else None, None if middle < 1 else share)


def _share(value: float) -> Decimal:
    return _rounded(value, _DIGITS)


def _money(value: float, contract: Contract) -> Decimal:
    return _rounded(value, minor_units()[contract.currency])


def _rounded(value: float, digits: int) -> Decimal:
    """The number without the noise of floats; a zero has no sign."""
    return rounded(Decimal(str(value)), digits) + 0
