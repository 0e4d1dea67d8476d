"""Do records reach over whole months only, however they begin or end, and does a stray date reach nowhere?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.reach import Reach, reach
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.month import Month

JANUARY = Month(2026, 1)
NAMES = {JANUARY: "jan", Month(2026, 2): "feb", Month(2026, 3): "mar", Month(2026, 4): "apr"}


def _on(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _working(first: str, last: str, *without: str) -> list[date]:
    """The working days of 2026 from first to last."""
    every = [_on(first) + timedelta(days=n) for n in range((_on(last) - _on(first)).days + 1)]
    return [day for day in every if day.weekday() < 5 and day not in map(_on, without)]


def _covered(days: Iterable[date], **said: Any) -> str:
    found = reach(days, lambda _: False, **said)
    assert found is not None
    return " ".join(name for month, name in NAMES.items() if found.covers(month))


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [
        ("01-02", "04-30", "jan feb mar apr"),
        ("01-05", "04-30", "jan feb mar apr"),
        ("01-06", "04-30", "jan feb mar apr"),
        ("01-07", "04-30", "feb mar apr"),
        ("01-15", "04-30", "feb mar apr"),
        ("02-02", "04-30", "feb mar apr"),
        ("02-03", "04-30", "feb mar apr"),
        ("02-04", "04-30", "mar apr"),
        ("01-02", "01-20", ""),
        ("01-02", "01-29", ""),
        ("01-02", "01-30", "jan"),
    ],
)
def test_a_month_is_covered_from_its_first_working_day_to_its_last_but_for_a_holiday_before_the_first_record(
    first: str, last: str, covered: str
) -> None:
    assert _covered(_working(first, last)) == covered


@pytest.mark.parametrize(
    ("last", "per_day", "until"),
    [
        ("01-15", 1, "01-15"),
        ("01-14", 1, "01-31"),
        ("01-08", 10, "01-08"),
        ("01-08", 9, "01-31"),
        ("01-07", 10, "01-31"),
        ("01-16", 1, "01-18"),
    ],
    ids=["ten days", "nine", "five with ten each", "with nine", "four", "and a weekend"],
)
def test_in_less_than_three_weeks_many_days_or_busy_ones_tell_when_the_records_end(
    last: str, per_day: int, until: str
) -> None:
    found = reach(dict.fromkeys(_working("01-02", last), per_day), lambda _: False)
    assert found is not None
    assert (found.until, found.is_short) == (_on(until), until == "01-31")


@pytest.mark.parametrize(
    ("since", "covered"),
    [("01-01", "jan feb"), ("01-02", "feb"), ("02-01", "feb"), ("02-02", "")],
)
def test_who_keeps_the_records_says_from_when_they_are_complete(since: str, covered: str) -> None:
    assert _covered(_working("01-15", "02-27"), since=_on(since)) == covered
    assert _covered([_on("01-15"), _on("02-27")], since=_on(since)) == covered


@pytest.mark.parametrize(
    ("gone", "covered"),
    [
        (("03-24", "03-31"), "jan feb apr"),
        (("03-25", "03-31"), "jan feb mar apr"),
        (("03-02", "03-09"), "jan feb apr"),
        (("03-02", "03-06"), "jan feb mar apr"),
        (("03-09", "03-20"), "jan feb mar apr"),
    ],
    ids=["six days at the end", "five", "six at the beginning", "a week", "in the midst, which is told as a gap"],
)
def test_a_month_between_others_that_lacks_more_than_a_week_at_one_of_its_ends_is_cut_off(
    gone: tuple[str, str], covered: str
) -> None:
    without = [day.strftime("%m-%d") for day in _working(*gone)]
    days = _working("01-02", "04-30", *without)
    assert _covered(days) == covered
    assert _covered(days, stated=_on("04-30")) == "jan feb mar apr"


@pytest.mark.parametrize(
    ("stray", "per_day", "is_stray"),
    [
        ("2036-01-05", 5, True),
        ("2026-07-06", 1, True),
        ("2026-02-18", 5, True),
        ("2026-02-18", 4, False),
        ("2025-06-02", 1, True),
        ("1899-12-30", 1, True),
        ("2026-01-23", 5, False),
    ],
    ids=["ten years on", "in the term", "near, and few", "near, and not so few", "before", "no date", "next to others"],
)
def test_a_stray_date_does_not_extend_the_reach(stray: str, per_day: int, is_stray: bool) -> None:
    days = dict.fromkeys(_working("01-02", "01-20"), per_day) | {date.fromisoformat(stray): 1}
    found = reach(days, lambda _: False)
    assert isinstance(found, Reach)
    assert (found.stray == (date.fromisoformat(stray),)) is is_stray
    assert (found.until == _on("01-20")) is is_stray
    assert not found.covers(JANUARY) or not is_stray


@pytest.mark.parametrize(
    ("days", "covered"),
    [
        (("01-05", "02-03"), "jan feb"),
        (("01-03", "01-10", "01-18", "01-27", "02-04", "02-13", "02-20"), "jan feb"),
        (("01-21", "01-26", "02-04", "02-12", "02-21"), "feb"),
        (("01-03", "01-12", "01-18", "01-27", "02-04"), "jan"),
        (("01-03", "01-12", "01-18", "01-27", "02-05", "02-09", "03-20", "03-26"), "jan"),
        (("01-03", "01-12", "01-18", "01-27", "02-05", "02-10", "03-19", "03-25"), "jan feb mar"),
    ],
    ids=["a few", "once a week or so", "which begins late", "which ends early", "which pauses long", "and not so long"],
)
def test_records_without_a_pattern_are_cut_off_where_they_lack_twice_their_longest_pause(
    days: tuple[str, ...], covered: str
) -> None:
    assert _covered(map(_on, days)) == covered


@pytest.mark.parametrize(
    ("last", "elsewhere", "covered"),
    [
        ("03-12", {"1900-01-01": 3}, "jan feb"),
        ("03-12", {"1900-01-01": 4}, "jan feb"),
        ("03-12", {"1970-01-01": 400}, "jan feb"),
        ("03-12", {"2099-12-31": 4}, "jan feb"),
        ("03-12", {"2026-08-03": 3}, "jan feb"),
        ("03-12", {"2026-08-03": 4}, "jan feb"),
        ("03-26", {"2026-08-03": 4}, "jan feb"),
        ("03-30", {"2026-08-03": 4}, "jan feb mar"),
        ("03-25", {"2026-04-01": 4}, "jan feb mar"),
        ("01-20", {"2026-02-18": 40}, ""),
        ("01-12", {"2026-08-03": 40}, ""),
        ("03-12", {"1970-01-01": 4, "2099-12-31": 4}, "jan feb"),
    ],
)
def test_however_many_records_lie_far_from_the_others_they_make_no_month_whole(
    last: str, elsewhere: dict[str, int], covered: str
) -> None:
    days = dict.fromkeys(_working("01-02", last), 5) | {date.fromisoformat(day): n for day, n in elsewhere.items()}
    found = reach(days, lambda _: False)
    assert found is not None
    assert " ".join(name for month, name in NAMES.items() if found.covers(month)) == covered


def _measured(path: Path, days: Iterable[date], said: dict[str, Any] | None = None) -> Measured:
    rows = [f"{n},c{n},{day} 10:00:00,{int(n % 3 > 0)},10" for n, day in enumerate(days)]
    path.write_text("\n".join(["contact_id,customer_id,started_at,answered,wait_s", *rows]) + "\n")
    contract = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
    kpis = [
        {"code": code, "metric": code, "weight": "0.5", "thresholds": ["0.7", "0.8", "0.9"]} for code in ("AR", "FCR")
    ]
    agreement = Agreement.model_validate({"contract": contract, "kpis": kpis})
    return measured(agreement, path, mapping_of(said or {}))


@pytest.mark.parametrize(
    ("days", "said", "months", "codes"),
    [
        (_working("01-15", "03-31"), {}, {"2026-02", "2026-03"}, {"G10", "G42"}),
        (_working("01-15", "03-31"), {"complete_from": "2026-01-01"}, {"2026-01", "2026-02", "2026-03"}, {"G10"}),
        (_working("01-02", "01-20"), {}, set(), {"G10", "G11"}),
        ([*_working("01-02", "02-20"), date(2036, 1, 4)], {}, {"2026-01"}, {"G10", "G11", "G51"}),
        ([*_working("01-02", "03-12"), *[date(1970, 1, 1)] * 4], {}, {"2026-01", "2026-02"}, {"G10", "G11", "G51"}),
        ([*_working("01-02", "03-12"), *[_on("08-03")] * 3], {}, {"2026-01", "2026-02"}, {"G10", "G11", "G51"}),
        ([*_working("01-02", "03-12"), *[_on("08-03")] * 4], {}, {"2026-01", "2026-02"}, {"G10", "G11", "G50"}),
        ([_on("01-05")], {}, set(), {"G52"}),
        (_working("01-05", "01-08") * 500, {}, set(), {"G52"}),
        (_working("01-05", "01-08") * 500, {"complete_from": "2026-01-01"}, set(), {"G52"}),
        ([_on("01-05")], {"complete_until": "2026-01-31"}, {"2026-01"}, set()),
        (_working("01-05", "01-08") * 500, {"complete_until": "2026-01-31"}, {"2026-01"}, set()),
    ],
    ids=[
        "begins in the midst",
        "and is said to be all",
        "ends in the midst",
        "and one is stray",
        "and four have a default date",
        "and three lie in August",
        "and four do",
        "a day",
        "four busy days",
        "that are said to begin the month",
        "a day said to be all",
        "four busy days said to be all",
    ],
)
def test_a_month_that_is_not_whole_is_not_measured_and_told(
    days: list[date], said: dict[str, Any], months: set[str], codes: set[str], tmp_path: Path
) -> None:
    found = _measured(tmp_path / "contacts.csv", days, said)
    assert {str(row.month) for row in found.rows if row.kpi == "AR"} == months
    assert {each.code for each in found.findings} & {"G10", "G11", "G42", "G50", "G51", "G52"} == codes
