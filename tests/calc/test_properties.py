"""Does the order of rows decide nothing, and do the lines add up, for any contract?"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from tests.calc.agreements import Row, settlements

TABLES = ("prices", "kpis", "months", "measurements", "events", "overrides")


@given(settlements(), st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(example: tuple[Row, int], random: Any) -> None:
    data, period = example
    shuffled = data | {table: random.sample(data[table], len(data[table])) for table in TABLES}
    assert in_one_order(data, period) == in_one_order(shuffled, period)


@given(settlements())
def test_contributions_and_adjustments_are_the_bonus_malus_to_the_cent(example: tuple[Row, int]) -> None:
    agreement = Agreement.model_validate(example[0])
    found = settle(agreement, example[1], date(2030, 1, 1), blockers(agreement))
    if isinstance(found, Settlement):
        lines = [line.contribution for line in found.kpis] + [each.amount for each in found.adjustments]
        assert sum(lines) == found.bonus_malus


def in_one_order(data: Row, period: int) -> Settlement | None:
    """The settlement with its lines by code and month; None when it is refused."""
    agreement = Agreement.model_validate(data)
    found = settle(agreement, period, date(2030, 1, 1), blockers(agreement))
    if not isinstance(found, Settlement):
        return None
    lines = sorted(found.kpis, key=lambda line: (line.code, line.months[0]))
    return found._replace(kpis=tuple(lines), findings=())
