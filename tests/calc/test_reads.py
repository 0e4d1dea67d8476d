"""Is what a settlement reads enough to settle it again, and is nothing else in it?"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from bonusmalus_core.calc.canonical import canonical, fingerprint, restored
from bonusmalus_core.calc.reads import reads
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement, State
from tests.calc.agreements import Row, settlements
from tests.calc.small import FCR, LATER, ratios, small, volumes


@given(settlements())
def test_what_is_read_settles_to_the_same(example: tuple[Row, int]) -> None:
    data, period = example
    agreement = Agreement.model_validate(data)
    before = settle(agreement, period, LATER, blockers(agreement))
    if isinstance(before, Settlement):
        text = canonical(agreement, period)
        again = restored(text)
        assert again is not None
        assert again[1] == period
        after = settle(*again, LATER)
        assert isinstance(after, Settlement)
        assert owed(after) == owed(before)
        assert canonical(*again) == text


def owed(settlement: Settlement) -> tuple[object, ...]:
    """What the parties owe each other, and through which KPIs and months."""
    kpis = {
        (line.code, line.months, line.state, line.value, line.impact, line.weight, line.contribution)
        for line in settlement.kpis
        if line.state is not State.ENDED
    }
    months = [(line.month, line.payable, line.factor, line.price, line.amount) for line in settlement.months]
    return kpis, months, settlement.adjustments, settlement.factor, settlement.bonus_malus, settlement.top_up


YEAR = small(
    {"vat_rate": "0.21"},
    kpis=[FCR | {"weight": "0.6"}, FCR | {"code": "RET", "weight": "0.4", "from_month": 7, "window_months": 2}],
    measurements=ratios(*[82] * 12) + ratios(*[81] * 6, kpi="RET", first=7),
    months=volumes(*[100] * 12, quality="0.9"),
    conditions=[{"code": "LOW", "comparator": "<", "threshold": "0.9", "effect": "warn", "window_months": 3}],
    overrides=[{"period": 4, "kpi": "RET", "impact": "1", "agreed": "2026-12-01"}],
)

Change = Callable[[Any], None]


def at(*path: str | int, value: object) -> Change:
    """Puts a value at a place in contract data; at the length of a list it is added."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        if isinstance(data, list) and path[-1] == len(data):
            data.append(value)
        else:
            data[path[-1]] = value

    return change


LATER_ROW = FCR | {"weight": "0.6", "from_month": 7, "thresholds": ["0.75", "0.80", "0.85", "0.90", "0.95"]}


@pytest.mark.parametrize(
    ("period", "change", "same"),
    [
        (1, at("kpis", 2, value=LATER_ROW), True),
        (2, at("kpis", 2, value=LATER_ROW), True),
        (3, at("kpis", 2, value=LATER_ROW), False),
        (1, at("kpis", 0, "thresholds", 2, value="0.81"), False),
        (1, at("kpis", 1, "thresholds", 2, value="0.81"), True),
        (3, at("kpis", 1, "thresholds", 2, value="0.81"), False),
        (1, at("kpis", 0, "name", value="First contact"), True),
        (1, at("kpis", 0, "to_month", value=3), True),
        (2, at("kpis", 0, "to_month", value=5), False),
        (1, at("contract", "months", value=24), True),
        (1, at("contract", "title", value="Another"), True),
        (1, at("contract", "bonus_cap", value="0.1"), False),
        (1, at("contract", "vat_rate", value="0.06"), False),
        (1, at("contract", "payment_days", value=30), True),
        (1, at("prices", 1, value={"from_month": 4, "price": "11"}), True),
        (2, at("prices", 1, value={"from_month": 4, "price": "11"}), False),
        (3, at("prices", 1, value={"from_month": 4, "price": "11"}), False),
        (1, at("measurements", 0, "numerator", value="83"), False),
        (2, at("measurements", 0, "numerator", value="83"), True),
        (1, at("measurements", 0, "note", value="checked"), True),
        (4, at("measurements", 17, "numerator", value="83"), True),
        (1, at("months", 2, "forecast", value="99"), False),
        (2, at("months", 2, "forecast", value="99"), False),
        (2, at("months", 1, "forecast", value="99"), False),
        (2, at("months", 0, "forecast", value="99"), True),
        (1, at("months", 2, "quality", value="0.8"), True),
        (1, at("conditions", 0, "from_month", value=4), False),
        (2, at("conditions", 0, "from_month", value=4), True),
        (1, at("conditions", 0, "to_month", value=3), True),
        (1, at("events", 0, value={"kpi": "FCR", "from": "2026-02", "to": "2026-02"}), True),
        (1, at("events", 0, value={"kpi": "FCR", "from": "2026-02", "to": "2026-02", "agreed": "2026-03-01"}), False),
        (2, at("events", 0, value={"kpi": "all", "from": "2026-02", "to": "2026-03", "agreed": "2026-03-01"}), True),
        (4, at("overrides", 0, "reason", value="storm"), True),
        (4, at("overrides", 0, "impact", value="1.05"), False),
    ],
)  # fmt: skip
def test_only_what_is_read_changes_the_fingerprint(period: int, change: Change, same: bool) -> None:
    data: Any = json.loads(json.dumps({"events": []} | YEAR))
    before = fingerprint(canonical(Agreement.model_validate(data), period))
    change(data)
    after = fingerprint(canonical(Agreement.model_validate(data), period))
    assert (before == after) is same


def test_the_canonical_text_is_written_as_it_is_documented() -> None:
    text = canonical(Agreement.model_validate(small(measurements=ratios(82, 82, 82))), 1)
    assert text == json.dumps(json.loads(text), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    assert json.loads(text)["measurements"][0] == {
        "month": "2026-01", "kpi": "FCR", "part": "", "numerator": "82", "denominator": "100",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"form":2,"period":1}', '{"form":1}', '{"form":1,"period":1,"contract":{}}', "[" * 9999]
)
def test_what_is_no_canonical_text_is_not_read_as_one(text: str) -> None:
    assert restored(text) is None


def test_what_was_read_is_an_agreement_of_its_own() -> None:
    read = reads(Agreement.model_validate(YEAR), 1)
    assert reads(read, 1) == read
    assert (read.contract.months, read.contract.vat_rate) == (3, Decimal("0.21"))
    assert [(row.code, row.weight, row.from_month) for row in read.kpis] == [
        ("FCR", Decimal("0.6"), 1),
        ("RET", Decimal("0.4"), 4),
    ]
    assert Fraction(read.kpis[0].thresholds[0]) == Fraction(7, 10)
