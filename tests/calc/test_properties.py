"""Does the order of rows decide nothing, and do the lines add up, for any contract?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.canonical import canonical
from bonusmalus_core.calc.history import entered
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import HistoryRow, Stamp
from bonusmalus_core.model.settlement import Settlement
from tests.calc.agreements import Row, settlements

STAMP = Stamp("An Peeters", datetime(2030, 1, 1, tzinfo=UTC), "1.0")
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


@given(settlements(), st.randoms(use_true_random=False))
def test_settling_twice_equals_settling_once_in_whatever_order_the_rows_stand(
    example: tuple[Row, int], random: Any
) -> None:
    data, period = example
    shuffled = data | {table: random.sample(data[table], len(data[table])) for table in TABLES}
    once = history_of(period, data)
    assert history_of(period, data, shuffled) == once


@given(settlements(), st.integers(1, 999))
def test_the_first_amount_and_all_true_ups_are_the_last_amount(example: tuple[Row, int], more: int) -> None:
    data, period = example
    busier = [row | {"actual": str(Decimal(row["actual"]) + more)} for row in data["months"] if row.get("actual")]
    months = [*busier, *(row for row in data["months"] if not row.get("actual"))]
    rows = history_of(period, data, data | {"months": months}, data)
    amounts, true_ups = [row.amount or Decimal(0) for row in rows], [row.true_up or Decimal(0) for row in rows]
    assert sum((*amounts[:1], *true_ups)) == sum(amounts[-1:])


def history_of(period: int, *settled: Row) -> tuple[HistoryRow, ...]:
    """The history once these agreements have been settled one after the other; a refused one leaves nothing in it."""
    history: tuple[HistoryRow, ...] = ()
    for data in settled:
        agreement = Agreement.model_validate(data)
        found = settle(agreement, period, date(2030, 1, 1), blockers(agreement))
        if isinstance(found, Settlement):
            entry = entered(history, found, canonical(agreement, period), date(2030, 1, 1), STAMP)
            history = (*history, entry.row) if entry.is_new else history
    return history


def in_one_order(data: Row, period: int) -> Settlement | None:
    """The settlement with its lines by code and month; None when it is refused."""
    agreement = Agreement.model_validate(data)
    found = settle(agreement, period, date(2030, 1, 1), blockers(agreement))
    if not isinstance(found, Settlement):
        return None
    lines = sorted(found.kpis, key=lambda line: (line.code, line.months[0]))
    return found._replace(kpis=tuple(lines), findings=())
