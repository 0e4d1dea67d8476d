"""Do both parties agree, can the supplier influence the result, and can it be disputed? Checks A1, A2 and A3."""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.checks.draft import Draft, Hit
from bonusmalus_core.checks.stated import is_stated
from bonusmalus_core.findings import Where


def client(draft: Draft) -> Iterator[Hit]:
    """A1: the client has not dated its agreement to a definition."""
    yield from draft.lacking("agreed_client", (each for each in draft.legend if each.entry.agreed_client is None))


def supplier(draft: Draft) -> Iterator[Hit]:
    """A1: the supplier has not dated its agreement to a definition."""
    yield from draft.lacking("agreed_supplier", (each for each in draft.legend if each.entry.agreed_supplier is None))


def uncontrollable(draft: Draft) -> Iterator[Hit]:
    """A2: the supplier is paid for what it cannot control."""
    for entry in draft.legend:
        if entry.entry.controllable is False:
            yield entry.hit("controllable")


def unasked(draft: Draft) -> Iterator[Hit]:
    """A2: nobody said whether the supplier can control the result."""
    yield from draft.lacking("controllable", (each for each in draft.legend if each.entry.controllable is None))


def dispute(draft: Draft) -> Iterator[Hit]:
    """A3: there is no term in which a settlement can be disputed."""
    if not draft.agreement.contract.dispute_days:
        yield Hit(Where("contract", None, "dispute_days"))


def contacts(draft: Draft) -> Iterator[Hit]:
    """A3: a party names nobody to whom a dispute is taken."""
    for name in ("client_contact", "supplier_contact"):
        if not is_stated(getattr(draft.agreement.contract, name)):
            yield Hit(Where("contract", None, name), None, {"field": f"contract.{name}"})
