"""Does one customer hold so many of the contacts that it may be nobody, or a line of the contact centre itself?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.opening.opened import Opened

_CUSTOMER = "customer_id"

FEWEST = 10
"""Fewer contacts are those of somebody who calls often."""

SHARE = 20
"""One of so many contacts is a large share."""

TIMES = 5
"""And so many times as many as others have on average."""

_CANDIDATES = 5


def crowds(records: Opened, asked: Sequence[Asked]) -> Iterator[Finding]:
    """The customers whose contacts are too many to be those of one, where a KPI follows customers."""
    if not any(each.measure.special == "repeat" and each.given["unit"] != "case" for each in asked):
        return
    candidates = f"SELECT approx_top_k({_CUSTOMER}, {_CANDIDATES}), count({_CUSTOMER}) FROM core_contacts"
    ((found, rows),) = records.con.execute(candidates).fetchall()
    others = f"SELECT approx_count_distinct({_CUSTOMER}) FROM core_contacts"
    for customer in found or ():
        query = f"SELECT count(*) FROM core_contacts WHERE {_CUSTOMER} = ?"
        ((count,),) = records.con.execute(query, [customer]).fetchall()
        if count < FEWEST or count * SHARE < rows:
            continue
        ((many,),) = records.con.execute(others).fetchall()
        if count * max(1, many - 1) >= TIMES * (rows - count):
            facts = {"file": records.sources["contacts"].name, "count": count, "rows": rows, "found": str(customer)}
            yield Finding("G60", Severity.WARNING, Where("contacts", field=_CUSTOMER), facts=facts)
