"""Which months do the records of a contract reach, and what of them can still change?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bonusmalus_core.measures.measuring import measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.reach import reach
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from tests.measures.calling import WITHIN, agreement_of, calls, working_days


@pytest.mark.parametrize(
    ("last", "stated", "until"),
    [
        (date(2026, 3, 31), None, date(2026, 3, 31)),
        (date(2026, 3, 27), None, date(2026, 3, 29)),
        (date(2026, 3, 26), None, date(2026, 3, 26)),
        (date(2026, 3, 26), date(2026, 3, 31), date(2026, 3, 31)),
    ],
    ids=["to the last day", "a Friday reaches through the weekend", "a Thursday does not", "as its owner says"],
)
def test_records_reach_until_the_next_day_that_should_have_some(last: date, stated: date | None, until: date) -> None:
    found = reach(working_days(date(2026, 1, 1), last), lambda _: False, stated)
    assert found is not None
    assert found.until == until


def test_a_working_day_without_records_is_a_gap_and_a_holiday_is_none() -> None:
    holiday, gap = date(2026, 4, 6), date(2026, 4, 8)
    found = reach(working_days(date(2026, 3, 2), date(2026, 4, 30), (holiday, gap)), lambda day: day == holiday)
    assert found is not None
    assert found.missing == (gap,)


@pytest.mark.parametrize(
    ("first", "stated", "months", "told"),
    [
        (date(2026, 1, 1), None, ["2026-01", "2026-02"], set()),
        (date(2026, 1, 6), None, ["2026-01", "2026-02"], {"G10"}),
        (date(2026, 1, 7), None, ["2026-02"], {"G10", "G42"}),
        (date(2026, 1, 7), "2026-01-01", ["2026-01", "2026-02"], {"G10"}),
        (date(2026, 1, 7), "2026-01-02", ["2026-02"], {"G10", "G42"}),
        (date(2026, 2, 2), None, ["2026-02"], set()),
    ],
    ids=["from the first on", "three days later", "four days later", "as its owner says", "not from the first on",
         "after a weekend"],
)  # fmt: skip
def test_a_month_that_begins_before_the_records_is_not_measured(
    first: date, stated: str | None, months: list[str], told: set[str], tmp_path: Path
) -> None:
    path = calls(tmp_path / "c.csv", working_days(first, date(2026, 2, 27)))
    mapping = mapping_of({**WITHIN, **({"complete_from": stated} if stated else {})})
    found = measured(agreement_of({"code": "SL", "metric": "SL"}), path, mapping)
    assert [str(row.month) for row in found.rows] == months
    assert {each.code for each in found.findings} == told
    for language in LANGUAGES:
        sentences = [said(each, language, lambda _: None) for each in found.findings]
        assert all("{" not in each.message + each.remedy for each in sentences)


def test_a_few_days_tell_no_pattern_and_reach_to_the_end_of_their_month() -> None:
    found = reach([date(2026, 1, 5), date(2026, 2, 3)], lambda _: False)
    assert found is not None
    assert (found.until, found.missing) == (date(2026, 2, 28), ())


@pytest.mark.parametrize(
    ("last", "months", "complete"),
    [
        (date(2026, 2, 12), ["2026-01"], [False]),
        (date(2026, 2, 27), ["2026-01", "2026-02"], [True, False]),
        (date(2026, 3, 12), ["2026-01", "2026-02"], [True, False]),
        (date(2026, 3, 13), ["2026-01", "2026-02"], [True, True]),
    ],
    ids=["month cut off", "window cut off", "one day short", "a Friday reaches the fourteenth day"],
)
def test_a_value_whose_window_is_open_is_incomplete_and_half_a_month_is_not_measured(
    last: date, months: list[str], complete: list[bool], tmp_path: Path
) -> None:
    agreement = agreement_of({"code": "FCR", "metric": "FCR"}, legend=[{"kpi": "FCR", "window_days": 14}])
    found = measured(agreement, calls(tmp_path / "c.csv", working_days(date(2026, 1, 1), last)), mapping_of({}))
    assert [(str(row.month), row.complete) for row in found.rows] == list(zip(months, complete, strict=True))
