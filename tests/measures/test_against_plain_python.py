"""Does an independent reading of the catalogue, in plain loops, give the same sums on any records?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.core import DAY_US, index, month_of
from bonusmalus_core.measures.evaluate import evaluate
from bonusmalus_core.measures.measure import MILLION
from bonusmalus_core.measures.repeat import micros
from tests.measures import plain
from tests.measures.engines import MARCH, asked, on_polars

FEW = settings(max_examples=40)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


CONTACT = st.fixed_dictionaries(
    {
        "customer_id": _maybe(st.sampled_from(("ann", "bob", "cas"))),
        "month": st.sampled_from((MARCH - 1, MARCH, MARCH + 1)),
        "day": st.integers(1, 28),
        "second": st.sampled_from((0, 1, 3600, 86_399)),
        "answered": _maybe(st.sampled_from((0, 1))),
        "wait_us": _maybe(st.sampled_from((0, 4, 5, 6, 19, 20, 21, 60)).map(lambda each: each * MILLION)),
        "handle_us": _maybe(st.integers(0, 900).map(lambda each: each * MILLION)),
    }
)
SURVEY = st.fixed_dictionaries(
    {
        "month": st.just(MARCH),
        "nps_us": _maybe(st.integers(0, 10).map(lambda each: each * MILLION)),
        "csat_us": _maybe(st.integers(1, 5).map(lambda each: each * MILLION)),
        "ces_us": _maybe(st.integers(1, 7).map(lambda each: each * MILLION)),
    }
)
CASE = st.fixed_dictionaries(
    {"month": st.just(MARCH), "resolve_us": _maybe(st.sampled_from((0, 3599, 3600, 3601)).map(lambda s: s * MILLION))}
)
CUSTOMER = st.fixed_dictionaries(
    {
        "customer_id": st.just("x"),
        "joined_month": st.integers(MARCH - 8, MARCH + 1),
        "left_month": _maybe(st.integers(MARCH - 8, MARCH + 2)),
        "direct_debit": _maybe(st.sampled_from((0, 1))),
    }
)


def _numbered(contacts: Sequence[Any]) -> list[dict[str, Any]]:
    """The contacts with an id and the moment of their day."""
    found = []
    for number, each in enumerate(contacts):
        moment = micros(month_of(each["month"])) + (each["day"] - 1) * DAY_US + each["second"] * MILLION
        found.append({**each, "contact_id": f"c{number:03}", "started_us": moment})
    return found


def _measured(records: str, rows: Sequence[Any], one: Asked) -> tuple[int, int]:
    """Numerator (in millionths where the measure adds those) and denominator of March."""
    frames = {records: on_polars(records, rows)}
    found = evaluate(frames, [one], [month_of(MARCH)])
    assert len(found) <= 1
    micro = one.measure.sums is not None and one.measure.sums(one.given).micro
    return (int(found[0].numerator * (MILLION if micro else 1)), int(found[0].denominator)) if found else (0, 0)


def _of_march(contacts: Sequence[Any]) -> list[Any]:
    return [each for each in contacts if each["month"] == MARCH]


@FEW
@given(st.lists(CONTACT, max_size=25), st.integers(1, 6))
def test_the_service_level(contacts: list[Any], variant: int) -> None:
    found = _measured("contacts", contacts, asked("SL", within_s=20, variant=variant, short_s=5))
    assert found == plain.service_level(_of_march(contacts), variant, 20, 5)


@FEW
@given(st.lists(CONTACT, max_size=25), st.sampled_from([None, 5]))
def test_speed_of_answer_abandonment_and_handling(contacts: list[Any], short: int | None) -> None:
    march = _of_march(contacts)
    assert _measured("contacts", contacts, asked("ASA")) == plain.speed_of_answer(march)
    assert _measured("contacts", contacts, asked("AHT")) == plain.handling(march)
    assert _measured("contacts", contacts, asked("AR", short_s=short)) == plain.abandonment(march, short)


@settings(max_examples=120)
@given(st.lists(CONTACT, max_size=25).map(_numbered), st.sampled_from([0, 1, 14, 30]), st.booleans())
def test_first_contact_resolution(contacts: list[Any], days: int, of_contacts: bool) -> None:
    one = asked("FCR", window_days=days, unit="contact" if of_contacts else "customer")
    assert _measured("contacts", contacts, one) == plain.first_contact(contacts, MARCH, days, of_contacts=of_contacts)


@FEW
@given(st.lists(SURVEY, max_size=25), st.sampled_from(["mean", "top", "net"]))
def test_what_customers_answer(surveys: list[Any], form: str) -> None:
    assert _measured("surveys", surveys, asked("NPS")) == plain.net_promoter(surveys)
    assert _measured("surveys", surveys, asked("CSAT", scale=5)) == plain.satisfied(surveys, 4)
    assert _measured("surveys", surveys, asked("CES", scale=7, form=form)) == plain.effort(surveys, 7, form)


@FEW
@given(st.lists(CASE, max_size=15))
def test_cases_resolved_in_time(cases: list[Any]) -> None:
    assert _measured("cases", cases, asked("TTR", within_s=3600)) == plain.resolved_in_time(cases, 3600)


@FEW
@given(st.lists(CUSTOMER, max_size=25))
def test_customers_who_stay_and_how_they_pay(customers: list[Any]) -> None:
    assert index(month_of(MARCH)) == MARCH
    assert _measured("customers", customers, asked("RET", after_months=6)) == plain.stayed(customers, MARCH, 6)
    assert _measured("customers", customers, asked("DD")) == plain.by_direct_debit(customers, MARCH)
