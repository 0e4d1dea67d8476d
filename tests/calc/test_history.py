"""Does the history keep what was settled, and does it show when it was touched?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.calc.canonical import canonical
from bonusmalus_core.calc.chain import broken, head
from bonusmalus_core.calc.history import Entry, entered, lock, noted, versions
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.history import HistoryRow, Stamp
from bonusmalus_core.model.settlement import Settlement
from tests.calc.small import LATER, ratios, small, volumes

STAMP = Stamp("An Peeters", datetime(2026, 4, 17, 9, 12, 33, 999, UTC), "0.1.0")
DAY = date(2026, 4, 16)
History = tuple[HistoryRow, ...]


def entry(history: History, *values: int, period: int = 1, volume: int = 100) -> Entry:
    """The entry of a quarter with these percentages."""
    agreement = Agreement.model_validate(
        small(measurements=ratios(*values, first=3 * period - 2), months=volumes(*[volume] * 12))
    )
    settlement = settle(agreement, period, LATER)
    assert isinstance(settlement, Settlement)
    return entered(history, settlement, canonical(agreement, period), DAY, STAMP)


def settled(history: History, *values: int, period: int = 1) -> History:
    """The history once such a quarter has been settled."""
    found = entry(history, *values, period=period)
    return (*history, found.row) if found.is_new else history


def test_a_first_settlement_corrects_nothing() -> None:
    found = entry((), 82, 82, 82)
    assert (found.is_new, found.before) == (True, None)
    assert (found.true_up, found.top_up_change) == (Decimal(0), Decimal(0))
    row = found.row
    assert (row.period, row.version, row.document, row.corrects) == (1, 1, "2026-01/2026-03 v1", "")
    assert (row.who, row.at, row.tool, row.day) == ("An Peeters", "2026-04-17T09:12:33Z", "0.1.0", DAY)
    assert (row.amount, row.factor) == (Decimal("60.00"), Decimal("1.02"))


@given(st.lists(st.integers(60, 95), min_size=1, max_size=6))
def test_true_ups_add_up_to_the_last_version(shares: list[int]) -> None:
    history: History = ()
    for share in shares:
        history = settled(history, share, share, share)
    rows = versions(history, 1)
    corrections = sum((row.true_up or Decimal(0) for row in rows), Decimal(0))
    assert (rows[0].amount or 0) + corrections == rows[-1].amount
    assert [row.version for row in rows] == list(range(1, len(rows) + 1))
    assert [row.corrects for row in rows[1:]] == [row.document for row in rows[:-1]]


@given(st.integers(60, 95), st.integers(1, 4))
def test_settling_twice_equals_settling_once(share: int, period: int) -> None:
    once = settled((), share, share, share, period=period)
    assert settled(once, share, share, share, period=period) == once


def test_back_to_the_first_figures_is_a_third_version() -> None:
    history: History = ()
    for share in (82, 90, 82):
        history = settled(history, share, share, share)
    assert [row.true_up for row in history] == [0, Decimal("240.00"), Decimal("-240.00")]


YEAR = settled(settled(settled((), 82, 82, 82), 79, 82, 82), 90, 90, 90, period=2)
LOCKED = (*YEAR, noted(YEAR, "locked", YEAR[1], "", STAMP))


def test_what_was_written_is_whole() -> None:
    assert list(broken(LOCKED)) == []
    assert head(LOCKED) == LOCKED[-1].hash


CHANGES: list[dict[str, Any]] = [
    {"event": "unlocked"}, {"period": 3}, {"version": 9}, {"document": "x"}, {"day": date(2026, 1, 1)},
    {"factor": Decimal("1.03")}, {"amount": Decimal("60.01")}, {"top_up": Decimal(1)}, {"true_up": Decimal(1)},
    {"corrects": "x"}, {"reason": "x"}, {"who": "x"}, {"at": "x"}, {"tool": "x"}, {"inputs": "0" * 64},
    {"hash": "0" * 64},
]  # fmt: skip


def test_every_cell_of_a_row_is_changed_below() -> None:
    assert {key for change in CHANGES for key in change} == HistoryRow.model_fields.keys() - {"archive"}


@pytest.mark.parametrize("number", range(len(LOCKED)))
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_whatever_cell_is_edited_its_row_is_named(number: int, change: dict[str, Any]) -> None:
    edited = LOCKED[number].model_copy(update=change)
    if edited != LOCKED[number]:
        assert list(broken((*LOCKED[:number], edited, *LOCKED[number + 1 :]))) == [number]


@given(st.permutations(range(len(LOCKED))))
def test_rows_in_another_order_are_found(order: list[int]) -> None:
    assert bool(list(broken([LOCKED[number] for number in order]))) is (order != sorted(order))


@pytest.mark.parametrize("number", range(len(LOCKED) - 1))
def test_a_row_that_was_taken_out_is_missed_by_the_next(number: int) -> None:
    assert list(broken((*LOCKED[:number], *LOCKED[number + 1 :]))) == [number]


def test_a_lock_holds_until_it_is_taken_off() -> None:
    held = lock(LOCKED, 1)
    assert held == LOCKED[-1]
    assert lock(LOCKED, 2) is None
    freed = (*LOCKED, noted(LOCKED, "unlocked", YEAR[1], "  wrong\n file ", STAMP))
    assert lock(freed, 1) is None
    assert freed[-1].reason == "wrong file"
    assert list(broken(freed)) == []
