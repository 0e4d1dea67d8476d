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

_COUNTED = f"""
WITH each AS MATERIALIZED (
    SELECT {_CUSTOMER}, count(*) AS n FROM core_contacts WHERE {_CUSTOMER} IS NOT NULL GROUP BY 1
), whole AS (SELECT sum(n)::BIGINT AS rows, count(*) AS many FROM each)
SELECT {_CUSTOMER}, n, rows FROM each, whole
WHERE n >= {FEWEST} AND n * {SHARE} >= rows AND n * greatest(1, many - 1) >= {TIMES} * (rows - n)
ORDER BY n DESC, 1
"""


def crowds(records: Opened, asked: Sequence[Asked]) -> Iterator[Finding]:
    """The customers whose contacts are too many to be those of one, where a KPI follows customers."""
    if not any(each.measure.special == "repeat" and each.given["unit"] != "case" for each in asked):
        return
    for customer, count, rows in records.con.execute(_COUNTED).fetchall():
        facts = {"file": records.sources["contacts"].name, "count": count, "rows": rows, "found": str(customer)}
        yield Finding("G60", Severity.WARNING, Where("contacts", field=_CUSTOMER), facts=facts)
