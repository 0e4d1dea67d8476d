"""How do settlement periods cut the term of a contract?"""

from __future__ import annotations

import pytest

from bonusmalus_core.calc.periods import contract_month, label, periods, span, spans
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.month import Month


def contract(start: str, months: int, block: int = 3, calendar: str = "contract") -> Contract:
    terms = {"start": start, "months": months, "settlement_months": block, "calendar": calendar}
    return Contract.model_validate(terms)


@pytest.mark.parametrize(
    ("terms", "lengths"),
    [
        pytest.param(("2026-01-01", 12), [3, 3, 3, 3], id="quarters of a contract year"),
        pytest.param(("2026-02-01", 12), [3, 3, 3, 3], id="quarters count from the start"),
        pytest.param(("2026-01-01", 7), [3, 3, 1], id="the last period is short"),
        pytest.param(("2026-01-01", 2), [2], id="shorter than one period"),
        pytest.param(("2026-02-01", 12, 3, "calendar"), [2, 3, 3, 3, 1], id="calendar quarters: first and last short"),
        pytest.param(("2026-03-01", 12, 3, "calendar"), [1, 3, 3, 3, 2], id="calendar quarters: one month first"),
        pytest.param(("2026-04-01", 12, 3, "calendar"), [3, 3, 3, 3], id="calendar quarters: on the edge"),
        pytest.param(("2026-11-01", 1, 3, "calendar"), [1], id="calendar quarters: one month in all"),
        pytest.param(("2026-05-01", 12, 6, "calendar"), [2, 6, 4], id="half years in calendar blocks"),
        pytest.param(("2026-12-01", 14, 12, "calendar"), [1, 12, 1], id="calendar years"),
        pytest.param(("2026-05-01", 3, 1, "calendar"), [1, 1, 1], id="months"),
        pytest.param(("2026-05-01", 24, 12), [12, 12], id="contract years"),
    ],
)
def test_periods_cut_the_term(terms: tuple[str, int], lengths: list[int]) -> None:
    found = spans(contract(*terms))
    assert [len(each) for each in found] == lengths
    assert [month for each in found for month in each] == list(range(1, terms[1] + 1))


def test_periods_name_calendar_months() -> None:
    first, *_ = periods(contract("2026-11-01", 12))
    assert first == (Month(2026, 11), Month(2026, 12), Month(2027, 1))
    assert label(first[0], first[-1]) == "2026-11/2027-01"
    assert label(first[0], first[0]) == "2026-11"
    assert contract_month(contract("2026-11-01", 12), Month(2027, 1)) == 3


@pytest.mark.parametrize("period", [0, 5, -1])
def test_a_period_that_does_not_exist_is_wrong_usage(period: int) -> None:
    with pytest.raises(WrongUsage) as caught:
        span(contract("2026-01-01", 12), period)
    assert caught.value.facts == {"period": period, "periods": 4}
