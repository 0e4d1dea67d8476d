"""Do small tables give the sums that a person counts by hand, boundaries included, on every engine?"""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.core import DAY_US, Frame, month_of
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.repeat import micros
from bonusmalus_core.measures.row import MeasuredRow
from tests.measures.engines import ENGINES, MARCH, asked, on_duckdb

Rows = list[dict[str, Any]]


def _measured(frame: Frame, one: Asked, months: tuple[int, ...] = (MARCH,)) -> list[MeasuredRow]:
    return evaluate({one.measure.records: frame}, [one], [month_of(each) for each in months])


def _sums(frame: Frame, one: Asked, months: tuple[int, ...] = (MARCH,)) -> list[tuple[str, Decimal, Decimal]]:
    return [(row.part, row.numerator, row.denominator) for row in _measured(frame, one, months)]


def _contact(started: float, customer: str | None = "ann", **more: Any) -> dict[str, Any]:
    """A contact that began so many days after the first of March."""
    month = MARCH if 0 <= started < 31 else MARCH + 1
    moment = micros(month_of(MARCH)) + round(started * DAY_US)
    return {"contact_id": f"{started:09.5f}", "customer_id": customer, "month": month, "started_us": moment, **more}


def _waits(answered: int, *seconds: int) -> Rows:
    return [{"month": MARCH, "answered": answered, "wait_us": each * MILLION} for each in seconds]


THE_EXAMPLE: Rows = [
    *_waits(1, *([60] * 860), *([61] * 140)),
    *_waits(0, *([5] * 10), *([6] * 10), *([61] * 40)),
]
"""A 1000, Ab 60, A≤t 860, Ab≤t 20, Ab≤5 s 10: the example of the catalogue."""


@pytest.mark.parametrize(
    ("variant", "percent"), [(1, "83.02"), (2, "86.00"), (3, "81.13"), (4, "82.69"), (5, "82.08"), (6, "81.90")]
)
def test_the_six_service_levels_of_the_example(variant: int, percent: str) -> None:
    row = _measured(on_duckdb("contacts", THE_EXAMPLE), asked("SL", within_s=60, variant=variant, short_s=5))[0]
    assert row.value is not None
    assert f"{float(row.value):.2%}" == f"{percent}%"


@pytest.mark.parametrize(
    ("days_later", "resolved"),
    [(13.99, 0), (14, 0), (14.00002, 1), (0, 0)],
    ids=["within", "exactly 14 days later", "two seconds too late", "at the same moment"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_repeat_within_the_window_leaves_the_customer_unresolved(
    engine: str, days_later: float, resolved: int
) -> None:
    pair = [_contact(3), _contact(3 + days_later) | {"contact_id": "z"}]
    frame = ENGINES[engine]("contacts", pair)
    assert _sums(frame, asked("FCR", window_days=14)) == [("", Decimal(resolved), Decimal(1))]


def test_a_repeat_in_the_next_month_counts_against_the_month_of_the_first_contact() -> None:
    frame = on_duckdb("contacts", [_contact(30.9), _contact(31.1)])
    assert _sums(frame, asked("FCR"), (MARCH, MARCH + 1)) == [
        ("", Decimal(0), Decimal(1)),
        ("", Decimal(1), Decimal(1)),
    ]


def test_contacts_at_the_same_moment_follow_each_other_by_their_ids() -> None:
    tied = [_contact(3) | {"contact_id": name, "channel": channel} for name, channel in (("2", "chat"), ("1", "phone"))]
    assert _sums(on_duckdb("contacts", tied), asked("FCR", by=("channel",))) == [
        ("chat", Decimal(1), Decimal(1)),
        ("phone", Decimal(0), Decimal(1)),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (1, 3)),
        ({"same_topic": True}, (2, 3)),
        ({"unit": "contact"}, (3, 5)),
        ({"channels": ("phone",)}, (2, 3)),
        ({"transfer_resolves": False}, (0, 3)),
    ],
    ids=str,
)
def test_what_counts_as_a_repeat_is_a_choice(given: dict[str, Any], expected: tuple[int, int]) -> None:
    contacts = [
        _contact(1, "ann", topic="bill", channel="phone", transferred=0),
        _contact(2, "ann", topic="move", channel="chat", transferred=0),
        _contact(3, "bob", topic="bill", channel="phone", transferred=0),
        _contact(4, "bob", topic="bill", channel="phone", transferred=0),
        _contact(5, "cas", topic="bill", channel="phone", transferred=1),
        _contact(6, None, topic="bill", channel="phone", transferred=0),
    ]
    numerator, denominator = map(Decimal, expected)
    assert _sums(on_duckdb("contacts", contacts), asked("FCR", **given)) == [("", numerator, denominator)]


def test_a_blank_wait_is_never_nought_seconds() -> None:
    contacts = [*_waits(1, 10, 30), {"month": MARCH, "answered": 1}]
    frame = on_duckdb("contacts", contacts)
    assert _sums(frame, asked("ASA")) == [("", Decimal(40), Decimal(2))]
    assert _sums(frame, asked("SL", within_s=20)) == [("", Decimal(1), Decimal(3))]


@pytest.mark.parametrize(
    ("one", "needs", "duration", "needs_none"),
    [
        (asked("SL", within_s=20), {"answered": 1}, "wait_us", {"answered": 0}),
        (asked("FRT", within_s=20), {"answered": 1}, "wait_us", {"answered": 0}),
        (asked("FRT", within_s=20, hours="business"), {"answered": 1}, "business_wait_us", {"answered": 0}),
        (asked("AR", short_s=5), {"answered": 0}, "wait_us", {"answered": 1}),
        (asked("TTR", within_s=20, hours="business"), {"resolve_us": 1}, "business_resolve_us", {}),
        (
            asked("ESC", hours="business"),
            {"reply_us": 1, "kind": "critical"},
            "business_reply_us",
            {"kind": "critical"},
        ),
    ],
    ids=["SL", "FRT", "FRT in opening hours", "AR", "TTR in opening hours", "ESC in opening hours"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_month_without_any_duration_has_no_value(
    engine: str, one: Asked, needs: dict[str, Any], duration: str, needs_none: dict[str, Any]
) -> None:
    def valued(*records: dict[str, Any]) -> bool:
        rows = [{"month": MARCH, **each} for each in records]
        (row,) = _measured(ENGINES[engine](one.measure.records, rows), one)
        return row.value is not None

    assert not valued(needs, needs, needs_none)
    assert valued(needs, needs | {duration: 1}, needs_none)
    assert valued(needs_none)


def test_months_of_which_one_has_no_duration_have_no_value_together() -> None:
    contacts = [*_waits(1, 10), {"month": MARCH + 1, "answered": 1}]
    rows = _measured(on_duckdb("contacts", contacts), asked("SL", within_s=20), (MARCH, MARCH + 1))
    assert [row.value for row in rows] == [1, None]
    assert MeasuredRow.added(rows, rows[0].month).value is None


def test_a_contact_abandoned_after_exactly_the_short_time_is_left_out() -> None:
    frame = on_duckdb("contacts", [*_waits(1, 10), *_waits(0, 5, 6)])
    assert _sums(frame, asked("AR", short_s=5)) == [("", Decimal(1), Decimal(2))]
    assert _sums(frame, asked("AR")) == [("", Decimal(2), Decimal(3))]


def test_more_registrations_than_contacts_are_capped_and_told() -> None:
    frame = on_duckdb("contacts", [{"month": MARCH, "registered": each} for each in (2, 1, 1)])
    (row,) = _measured(frame, asked("REG"))
    assert (int(row.numerator), int(row.denominator), row.over) == (3, 3, 1)


@pytest.mark.parametrize(
    ("measure", "given", "value"),
    [
        ("NPS", {}, Fraction(0)),
        ("CSAT", {"scale": 5}, Fraction(1, 2)),
        ("CSAT", {"scale": 5, "form": "mean"}, Fraction(13, 4)),
        ("CES", {"scale": 5}, Fraction(3)),
        ("CES", {"scale": 5, "form": "top"}, Fraction(2, 5)),
        ("CES", {"scale": 5, "form": "net"}, Fraction(0)),
        ("FCR-S", {}, Fraction(2, 3)),
    ],
    ids=str,
)
def test_answers_of_customers(measure: str, given: dict[str, Any], value: Fraction) -> None:
    scores = {"nps_us": (10, 9, 8, 6, 0), "csat_us": (5, 4, 3, 1, None), "ces_us": (1, 2, 3, 4, 5)}
    asked_of = [
        {
            "month": MARCH,
            "resolved": resolved,
            **{name: each and each * MILLION for name, each in zip(scores, row, strict=True)},
        }
        for resolved, *row in zip((1, 1, 0, None, None), *scores.values(), strict=True)
    ]
    asked_of[4]["nps_us"] = 0
    (row,) = _measured(on_duckdb("surveys", asked_of), asked(measure, **given))
    assert row.value == value * row.measure.multiplier


def test_the_margin_of_an_nps_is_that_of_the_catalogue() -> None:
    surveys = [{"month": MARCH, "nps_us": each * MILLION} for each in (10, 9, 6, 3)]
    (row,) = _measured(on_duckdb("surveys", surveys), asked("NPS"))
    assert row.margin == (Fraction(-98), Fraction(98))


def test_parts_add_up_to_the_whole() -> None:
    contacts = [each | {"channel": channel} for channel in ("phone", "chat") for each in _waits(1, 10, 30)]
    frame = on_duckdb("contacts", contacts)
    split = _sums(frame, asked("SL", by=("channel",), within_s=20))
    assert split == [("chat", Decimal(1), Decimal(2)), ("phone", Decimal(1), Decimal(2))]
    assert _sums(frame, asked("SL", within_s=20)) == [("", Decimal(2), Decimal(4))]
    assert _sums(frame, asked("SL", only={"channel": ("chat",)}, within_s=20)) == [("", Decimal(1), Decimal(2))]


def _many() -> dict[str, Rows]:
    """Records of a few hundred contacts, customers, surveys and cases; the same in every run."""
    draw = random.Random(7)
    pick: Any = draw.choice
    contacts = [
        _contact(draw.uniform(0, 45), pick(["ann", "bob", "cas", "dan", None]), answered=pick([0, 1, 1]),
                 wait_us=draw.randrange(90) * MILLION, handle_us=draw.randrange(900) * MILLION,
                 channel=pick(["phone", "chat", None]), registered=pick([0, 1]), transferred=pick([0, 1]))
        for _ in range(300)
    ]  # fmt: skip
    surveys = [
        {"month": MARCH, "nps_us": draw.randrange(11) * MILLION, "channel": pick(["phone", None])} for _ in range(90)
    ]
    cases = [
        {"month": MARCH, "kind": pick(["question", "critical"]), "resolved_month": pick([MARCH, None]),
         "reply_us": draw.randrange(9000) * MILLION, "resolve_us": pick([None, 5 * MILLION]),
         "reopen_us": pick([None, 9])}
        for _ in range(60)
    ]  # fmt: skip
    customers = [
        {"customer_id": str(n), "joined_month": MARCH - draw.randrange(9), "left_month": pick([None, MARCH]),
         "direct_debit": pick([0, 1, None])}
        for n in range(80)
    ]  # fmt: skip
    return {"contacts": contacts, "surveys": surveys, "cases": cases, "customers": customers}


EVERYTHING = [
    asked("SL", ("channel",), within_s=20, variant=6, short_s=5),
    asked("ASA"),
    asked("AR", ("channel",)),
    asked("AHT"),
    asked("REG"),
    asked("FCR", ("channel",)),
    asked("NPS", ("channel",)),
    asked("TTR", within_s=10, kinds=("question",)),
    asked("REO"),
    asked("ESC"),
    asked("RET", after_months=3),
    asked("DD"),
]


def _all_of(engine: str, everything: dict[str, Rows]) -> list[MeasuredRow]:
    frames = {records: ENGINES[engine](records, rows) for records, rows in everything.items()}
    return evaluate(frames, EVERYTHING, [month_of(MARCH), month_of(MARCH + 1)])


def test_every_engine_gives_the_same_and_gives_it_again() -> None:
    everything = _many()
    first = _all_of("duckdb", everything)
    assert {row.kpi for row in first} == {each.kpi for each in EVERYTHING}
    assert [_all_of(engine, everything) for engine in ("polars", "pandas")] == [first, first]
    shuffled = {name: random.Random(3).sample(rows, len(rows)) for name, rows in everything.items()}
    assert [_all_of("duckdb", shuffled) for _ in range(10)] == [first] * 10
