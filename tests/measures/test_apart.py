"""Is it told how far agents and days lie apart behind a mean, and of how few it is not?"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from random import Random
from statistics import quantiles
from typing import Any

import pytest

from bonusmalus_core.calc.uncertainty import spread
from bonusmalus_core.measures.apart import AGENT, Apart, Over, apart
from bonusmalus_core.measures.core import month_of
from bonusmalus_core.measures.measure import MILLION
from tests.measures.engines import ENGINES, MARCH, Record, asked, on_duckdb

FIRST = month_of(MARCH).first.toordinal() - 719_163
FIELDS: dict[Over, str] = {"agents": AGENT, "days": "day"}


def _contact(wait: int, **groups: Any) -> Record:
    return {"month": MARCH, "answered": 1, "wait_us": wait * MILLION, **groups}


def _apart(engine: str, contacts: list[Record]) -> dict[Any, Apart]:
    frames = {"contacts": ENGINES[engine]("contacts", contacts)}
    return apart(frames, [asked("ASA"), asked("SL", within_s=20)], [month_of(MARCH)], {"contacts"})


def test_a_spread_shows_what_a_mean_hides() -> None:
    found = spread([Fraction(each) for each in (100, 300, 500)])
    assert (found["mean"], found["p10"], found["p90"]) == (Fraction(300), Fraction(140), Fraction(460))
    assert round(float(found["deviation"] or 0), 3) == 163.299


@pytest.mark.parametrize("over", FIELDS)
@pytest.mark.parametrize(("count", "told"), [(4, None), (5, Apart(5, Fraction(14), Fraction(46)))], ids=str)
def test_a_spread_is_told_from_five_of_them_on(over: Over, count: int, told: Apart | None) -> None:
    """Contacts of nobody, or of no day, are no agent or day of their own."""
    named = [
        _contact(10 * n, **{FIELDS[over]: f"a{n}" if over == "agents" else FIRST + n}) for n in range(1, count + 1)
    ]
    assert _apart("duckdb", [*named, _contact(999)]).get((over, "ASA", month_of(MARCH))) == told


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("over", FIELDS)
def test_plain_loops_come_to_the_same_spread(over: Over, engine: str) -> None:
    draw = Random(11)
    contacts = [
        _contact(draw.randrange(90), day=FIRST + draw.randrange(31), agent_id=f"a{draw.randrange(9)}")
        for _ in range(400)
    ]
    waits: dict[Any, list[int]] = defaultdict(list)
    for each in contacts:
        waits[each[FIELDS[over]]].append(each["wait_us"] // MILLION)
    found = _apart(engine, contacts)
    values = {
        "ASA": [sum(each) / len(each) for each in waits.values()],
        "SL": [sum(wait <= 20 for wait in each) / len(each) for each in waits.values()],
    }
    for kpi, of in values.items():
        low, *_, high = quantiles(of, n=10, method="inclusive")
        told = found[over, kpi, month_of(MARCH)]
        assert told.many == len(of)
        assert (float(told.low), float(told.high)) == pytest.approx((low, high))


def test_cases_that_are_counted_when_resolved_lie_apart_by_the_days_of_that() -> None:
    cases = [
        {
            "month": MARCH - 1,
            "day": FIRST - 9,
            "resolved_month": MARCH,
            "resolved_day": FIRST + n,
            "cost_us": n * MILLION,
        }
        for n in range(5)
    ]
    found = apart({"cases": on_duckdb("cases", cases)}, [asked("CPR")], [month_of(MARCH)], ())
    assert found == {("days", "CPR", month_of(MARCH)): Apart(5, Fraction(2, 5), Fraction(18, 5))}


def test_a_kpi_that_is_split_already_has_no_spread() -> None:
    contacts = [_contact(n, day=FIRST + n, channel="phone") for n in range(6)]
    frames = {"contacts": on_duckdb("contacts", contacts)}
    assert apart(frames, [asked("ASA", by=("channel",))], [month_of(MARCH)], ()) == {}
