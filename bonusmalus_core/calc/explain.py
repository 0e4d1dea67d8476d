"""Why does a KPI line have this impact, in a sentence of the contract's language?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from bonusmalus_core.calc.between import explain
from bonusmalus_core.calc.impact import impact as banded
from bonusmalus_core.calc.precision import precision
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.settlement import KpiLine, State
from bonusmalus_core.words import say, words
from bonusmalus_core.words.numbers import number, quantity, share

_WITHOUT_VALUE = {
    State.WAITING: "waiting",
    State.INACTIVE: "inactive",
    State.MISSING: "missing",
    State.ENDED: "ended",
}


def explanation(line: KpiLine, contract: Contract) -> str:
    """A few sentences: where the value lies between the thresholds, what that gives, and whether it counts."""
    sentences = _absent(line, contract) if line.state in _WITHOUT_VALUE else _valued(line, contract)
    return " ".join((*sentences, *_agreed(line, contract.language)))


def _agreed(line: KpiLine, language: str) -> Iterator[str]:
    """The months that the parties left out, or their reason for a value or impact of their own."""
    agreed = line.override
    if agreed is not None:
        if agreed.reason or agreed.by:
            yield say(language, "explain", "override.reason", reason=agreed.reason or "–", by=agreed.by or "–")
    elif line.excused:
        yield say(language, "explain", "excused", months=", ".join(map(str, line.excused)))


def _absent(line: KpiLine, contract: Contract) -> Iterator[str]:
    """Why there is no value, and how the contract counts that."""
    yield say(contract.language, "explain", _WITHOUT_VALUE[line.state])
    if line.weight == 0:
        yield say(contract.language, "explain", "unweighted")
    elif line.state is not State.ENDED:
        policy = contract.missing_data if line.state is State.MISSING else contract.inactive_kpi
        yield say(contract.language, "explain", policy)


def _valued(line: KpiLine, contract: Contract) -> Iterator[str]:
    """What was measured or agreed, and the impact that follows."""
    language, impact = contract.language, share(line.impact or 0, contract.language)
    if line.value is None:
        yield say(language, "explain", "override.impact", impact=impact)
        return
    if line.state is State.OVERRIDDEN:
        yield say(language, "explain", "override.value", value=quantity(line.value, line.row.unit, language))
    yield from _scaled(line, contract)
    yield _banded(line, line.value, language)
    yield from (say(language, "explain", key, impact=impact) for key in _held(line, line.value))
    yield from _precision(line, language)
    if line.weight == 0:
        yield say(language, "explain", "unweighted")


def _precision(line: KpiLine, language: str) -> Iterator[str]:
    """On how many it was measured, and how sure it is."""
    found = precision(line)
    if found is not None:
        key = "margin" if found.interval else "count"
        low, high = (_shown(each, line, language) for each in found.interval or (Fraction(0), Fraction(0)))
        yield say(language, "explain", key, n=number(found.n, language), low=low, high=high)


def spread(line: KpiLine, language: str) -> Iterator[str]:
    """How far agents, then days, lie apart in each month that was measured so."""
    names = words(language, "sheets")["months"].split()
    for over in dict.fromkeys(each.over for each in line.spreads):
        months = (
            f"{names[each.month.number - 1]} {_shown(each.low, line, language)} – {_shown(each.high, line, language)}"
            for each in line.spreads
            if each.over == over
        )
        yield say(language, "explain", f"spread.{over}", months="; ".join(months))


def _shown(value: Fraction, line: KpiLine, language: str) -> str:
    """A bound with two decimals, also of a percentage."""
    return quantity(round(value, 4 if line.row.unit == "%" else 2), line.row.unit, language)


def _scaled(line: KpiLine, contract: Contract) -> Iterator[str]:
    """That a sum over fewer or more months than its thresholds are stated for is held against its share of them."""
    stated = line.row.window_months or contract.settlement_months
    scale = line.thresholds[-1] / Fraction(line.row.thresholds[-1]) if line.row.thresholds[-1] else Fraction(1)
    if line.row.aggregate == "sum" and scale != 1:
        months = number(scale * stated, contract.language)
        yield say(contract.language, "explain", "scaled", stated=stated, months=months)


def _banded(line: KpiLine, value: Fraction, language: str) -> str:
    row = line.row
    how = {"payout": row.payout, "beyond": row.beyond, "unit": row.unit, "language": language}
    return explain(value, line.thresholds, line.impacts, **how)


def _held(line: KpiLine, value: Fraction) -> list[str]:
    """Whether the KPI's own collar or cap changed the impact."""
    free = banded(value, line.thresholds, line.impacts, line.row.payout, line.row.beyond)
    if line.impact is None or free == line.impact:
        return []
    return ["collar" if line.impact > free else "cap"]
