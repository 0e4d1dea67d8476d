"""Does the engine settle whole agreements as a second, naive reading of the rules does?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import event, given

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Refusal, Settlement
from tests.calc import naive
from tests.calc.agreements import Row, settlements

AS_OF = date(2030, 1, 1)


@given(settlements())
def test_both_readings_of_the_rules_agree(settlement: tuple[Row, int]) -> None:
    data, period = settlement
    expected = naive.settle(data, period)
    agreement = Agreement.model_validate(data)
    found = settle(agreement, period, AS_OF, blockers(agreement))
    if isinstance(found, Refusal):
        event("refused")
        assert named(found) == {(kpi, month_name(month)) for kpi, month in expected.refused}
        return
    event("settled")
    assert not expected.refused
    for said in happened(found):
        event(said)
    assert_same_values(found, expected)
    assert_same_money(found, expected)
    assert_lines_add_up(found)
    assert_within_caps(found, data["contract"])


def assert_same_values(found: Settlement, expected: naive.Result) -> None:
    ours = {(line.code, tuple(map(str, line.months))): line for line in found.kpis}
    theirs = {(line.code, tuple(map(month_name, line.months))): line for line in expected.lines}
    assert ours.keys() == theirs.keys()
    for key, line in ours.items():
        other = theirs[key]
        assert (line.state, line.value, line.impact) == (other.state, other.value, other.impact), key
        assert line.weight == other.weights[-1]
        assert near(line.contribution, other.exact, found), key


def assert_same_money(found: Settlement, expected: naive.Result) -> None:
    for ours, theirs in zip(found.months, expected.months, strict=True):
        assert str(ours.month) == month_name(theirs.month)
        assert (ours.payable, ours.factor) == (theirs.payable, theirs.factor)
        assert (ours.price, ours.amount) == (theirs.price, theirs.amount)
    assert found.factor == expected.factor
    assert (Fraction(found.bonus_malus), Fraction(found.top_up)) == (expected.bonus_malus, expected.top_up)
    for adjustment in found.adjustments:
        assert near(adjustment.amount, expected.adjustments[adjustment.cause], found)


def assert_lines_add_up(found: Settlement) -> None:
    money = [line.contribution for line in found.kpis] + [each.amount for each in found.adjustments]
    assert sum(money) == found.bonus_malus
    for each in (*money, found.bonus_malus, found.top_up, found.true_up):
        assert each.as_tuple().exponent == -naive.MINOR_UNITS[found.currency]
        assert each or not each.is_signed()


def assert_within_caps(found: Settlement, contract: Row) -> None:
    for factor in (found.factor, *(month.factor for month in found.months)):
        assert contract["bonus_cap"] is None or factor <= 1 + Fraction(contract["bonus_cap"])
        assert contract["malus_cap"] is None or factor >= 1 - Fraction(contract["malus_cap"])


def near(rounded: Decimal, exact: Fraction, found: Settlement) -> bool:
    """A line of the statement lies less than one cent from its exact amount."""
    return abs(Fraction(rounded) - exact) < Fraction(1, 10 ** naive.MINOR_UNITS[found.currency])


def named(refusal: Refusal) -> set[tuple[str | None, str | None]]:
    blockers = (each for each in refusal.findings if each.severity is Severity.BLOCKER)
    return {(each.kpi, month) for each in blockers for month in _months(each)}


def _months(finding: Finding) -> list[str | None]:
    """All months that a finding names: one about several lists them."""
    return [*str(finding.facts["months"]).split(", ")] if "months" in finding.facts else [finding.month]


def month_name(index: int | None) -> str | None:
    return None if index is None else f"{index // 12:04}-{index % 12 + 1:02}"


def happened(found: Settlement) -> Iterator[str]:
    """What an example was about: `pytest --hypothesis-show-statistics` shows that no rule is left out."""
    yield from {f"state: {line.state} {line.row.aggregate} {line.row.frequency}" for line in found.kpis}
    yield from {f"effect: {effect.effect}" for month in found.months for effect in month.effects}
    yield from {f"adjustment: {adjustment.cause}" for adjustment in found.adjustments}
    if found.top_up:
        yield "top-up"
