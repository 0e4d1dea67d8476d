"""What do the records of a contract take, leave out and refuse?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement, MonthRecord

TERMS: dict[str, Any] = {"start": "2026-01-01", "months": 12}
CONDITION: dict[str, Any] = {"code": "C", "comparator": "<", "threshold": "0.9", "effect": "warn"}


def test_a_contract_has_the_defaults_of_the_rules() -> None:
    contract = Contract.model_validate(TERMS)
    assert contract.levels == tuple(map(Decimal, ("0.9", "0.95", "1", "1.05", "1.1")))
    assert (contract.bonus_cap, contract.malus_cap) == (Decimal("0.15"), Decimal("0.15"))
    chosen = (contract.settlement_months, contract.calendar, contract.evaluation, contract.inactive_kpi)
    assert chosen == (3, "contract", "period", "neutral")
    assert (contract.missing_data, contract.bonus_malus_volume) == ("refuse", "delivered")
    assert (contract.price_decimals, contract.workweek) == (None, ("mon", "tue", "wed", "thu", "fri"))


def test_null_is_none_and_absent_is_the_default() -> None:
    assert Contract.model_validate(TERMS | {"bonus_cap": None}).bonus_cap is None


def test_a_country_alone_says_whose_holidays_are_kept() -> None:
    assert Contract.model_validate(TERMS | {"holidays": "BE"}).holidays.country == "BE"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"colour": "red"}, id="an unknown key"),
        pytest.param({"months": 0}, id="a term of no months"),
        pytest.param({"settlement_months": 0}, id="a period of no months"),
        pytest.param({"start": "1899-12-01"}, id="a start before any month"),
        pytest.param({"evaluation": "week"}, id="a choice that does not exist"),
        pytest.param({"bonus_cap": "a lot"}, id="text for a number"),
        pytest.param({"bonus_cap": True}, id="yes for a number"),
    ],
)
def test_terms_that_cannot_be_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Contract.model_validate(TERMS | change)


@pytest.mark.parametrize(
    ("event", "period", "limit"),
    [
        ("settled", 0, {"ge": 1}), ("locked", 0, {"ge": 1}), ("unlocked", 0, {"ge": 1}), ("sealed", 1, {"le": 0}),
        ("settled", 1, None), ("locked", 1, None), ("unlocked", 1, None), ("sealed", 0, None),
    ],
)  # fmt: skip
def test_only_terms_are_sealed_outside_a_period(event: str, period: int, limit: dict[str, int] | None) -> None:
    row = {"event": event, "period": period, "version": 1}
    if limit is None:
        assert HistoryRow.model_validate(row).period == period
        return
    with pytest.raises(ValidationError) as refused:
        HistoryRow.model_validate(row)
    (error,) = refused.value.errors()
    assert (error["loc"], error["ctx"]) == (("period",), limit)


@pytest.mark.parametrize("field", ["months", "colour"])
def test_a_record_does_not_change_after_it_was_read(field: str) -> None:
    contract = Contract.model_validate(TERMS)
    with pytest.raises(ValidationError):
        setattr(contract, field, 24)


def test_equal_content_is_equal() -> None:
    one, other = ({"contract": TERMS | {"bonus_cap": cap}} for cap in ("0.150", 0.15))
    assert Agreement.model_validate(one) == Agreement.model_validate(other)


@pytest.mark.parametrize(
    ("unit", "scale", "expected"),
    [
        pytest.param("%", {}, (0, 1), id="a percentage lies between 0 and 1"),
        pytest.param("%", {"scale_max": "2"}, (0, 2), id="unless its row says otherwise"),
        pytest.param("score", {}, (None, None), id="a score has no scale of its own"),
        pytest.param("score", {"scale_min": "1", "scale_max": "5"}, (1, 5), id="but that of its survey"),
    ],
)
def test_a_kpi_has_a_scale(unit: str, scale: dict[str, str], expected: tuple[int | None, int | None]) -> None:
    row = {"code": "FCR", "unit": unit, "thresholds": ["0", "1"], "weight": "1"} | scale
    assert Kpi.model_validate(row).scale == expected


@pytest.mark.parametrize(
    ("change", "reads"),
    [
        pytest.param({}, True, id="a volume ratio"),
        pytest.param({"measure": "quality"}, False, id="another measure"),
        pytest.param({"measure": "forecast"}, True, id="the forecast itself"),
        pytest.param({"measure": "quality", "effect": "volume_guarantee"}, True, id="a guarantee pays on it"),
    ],
)
def test_a_condition_reads_the_forecast(change: dict[str, Any], reads: bool) -> None:
    assert Condition.model_validate(CONDITION | change).reads_forecast is reads


def test_the_measures_of_a_month_stand_beside_its_volumes() -> None:
    record = MonthRecord.model_validate({"month": "2026-01", "actual": "100", "quality": "0.9", "audit": None})
    assert (record.actual, record.measures) == (Decimal(100), {"quality": Decimal("0.9"), "audit": None})


@pytest.mark.parametrize(("filled", "blank"), [({}, True), ({"note": "later"}, True), ({"n": "0"}, False)])
def test_a_row_without_numbers_is_blank(filled: dict[str, str], blank: bool) -> None:
    assert Measurement.model_validate({"month": "2026-01", "kpi": "FCR", **filled}).is_blank is blank
