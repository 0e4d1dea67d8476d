"""The catalogue read a second time: plain loops over records, one formula at a time, with nothing shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
Pair = tuple[int, int]

SECOND = 1_000_000
DAY = 86_400 * SECOND


def service_level(contacts: Sequence[Record], variant: int, within: int, short: int) -> Pair:
    answered = [each for each in contacts if each["answered"] == 1]
    abandoned = [each for each in contacts if each["answered"] == 0]

    def waited(group: Sequence[Record], seconds: int) -> int:
        return len([each for each in group if each["wait_us"] is not None and each["wait_us"] <= seconds * SECOND])

    a, ab, in_time = len(answered), len(abandoned), waited(answered, within)
    if variant == 1:
        return in_time + waited(abandoned, within), a + ab
    if variant == 2:
        return in_time, a
    if variant == 3:
        return in_time, a + ab
    if variant == 4:
        return in_time, a + ab - waited(abandoned, within)
    if variant == 5:
        return in_time + waited(abandoned, short), a + ab
    return in_time, a + ab - waited(abandoned, short)


def speed_of_answer(contacts: Sequence[Record]) -> Pair:
    waits = [each["wait_us"] for each in contacts if each["answered"] == 1 and each["wait_us"] is not None]
    return sum(waits), len(waits)


def abandonment(contacts: Sequence[Record], short: int | None) -> Pair:
    lost = counted = 0
    for each in contacts:
        if each["answered"] is None:
            continue
        if each["answered"] == 1:
            counted += 1
        elif short is None or each["wait_us"] is None or each["wait_us"] > short * SECOND:
            lost += 1
            counted += 1
    return lost, counted


def handling(contacts: Sequence[Record]) -> Pair:
    took = [each["handle_us"] for each in contacts if each["answered"] == 1 and each["handle_us"] is not None]
    return sum(took), len(took)


def first_contact(contacts: Sequence[Record], month: int, days: int, *, of_contacts: bool = False) -> Pair:
    """Customers (or contacts) of the month, and those none of whose contacts is followed by another in time."""
    known = [each for each in contacts if each["customer_id"] is not None]
    inside = [each for each in known if each["month"] == month]
    unresolved = [each for each in inside if _followed(each, known, days)]
    if of_contacts:
        return len(inside) - len(unresolved), len(inside)
    customers = {each["customer_id"] for each in inside}
    return len(customers - {each["customer_id"] for each in unresolved}), len(customers)


def _followed(contact: Record, contacts: Sequence[Record], days: int) -> bool:
    order = (contact["started_us"], contact["contact_id"])
    return any(
        other["customer_id"] == contact["customer_id"]
        and order < (other["started_us"], other["contact_id"])
        and other["started_us"] - contact["started_us"] <= days * DAY
        for other in contacts
    )


def net_promoter(surveys: Sequence[Record]) -> Pair:
    scores = [each["nps_us"] // SECOND for each in surveys if each["nps_us"] is not None]
    return sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores), len(scores)


def satisfied(surveys: Sequence[Record], top: int) -> Pair:
    scores = [each["csat_us"] // SECOND for each in surveys if each["csat_us"] is not None]
    return sum(score >= top for score in scores), len(scores)


def effort(surveys: Sequence[Record], scale: int, form: str) -> Pair:
    scores = [each["ces_us"] // SECOND for each in surveys if each["ces_us"] is not None]
    top, bottom = sum(score >= scale - 1 for score in scores), sum(score <= 2 for score in scores)
    return {"mean": sum(scores) * SECOND, "top": top, "net": top - bottom}[form], len(scores)


def resolved_in_time(cases: Sequence[Record], within: int) -> Pair:
    took = [each["resolve_us"] for each in cases]
    return sum(each is not None and each <= within * SECOND for each in took), len(cases)


def stayed(customers: Sequence[Record], month: int, after: int) -> Pair:
    cohort = [each for each in customers if each["joined_month"] == month - after]
    return sum(each["left_month"] is None or each["left_month"] > month for each in cohort), len(cohort)


def by_direct_debit(customers: Sequence[Record], month: int) -> Pair:
    active = [
        each
        for each in customers
        if each["joined_month"] <= month and (each["left_month"] is None or each["left_month"] > month)
    ]
    known = [each["direct_debit"] for each in active if each["direct_debit"] is not None]
    return sum(known), len(known)
