"""How do the records of a contact centre look that does not exist? For examples, tests and benchmarks.

Everything follows from a seed and the number of the record, so that the same call writes the same records, a few
hundred or twenty million: phone, e-mail and chat on working days from eight to six, waits with a long tail, customers
who give up or call again, one in twelve surveyed, customers who join and leave.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from bonusmalus_core.measures.opening.sources import literal

FORMS = {"parquet": "FORMAT parquet", "csv": "FORMAT csv, HEADER true"}

CAUSES = (
    ("Service", "Friendliness"),
    ("Service", "Knowledge"),
    ("Service", "Promise kept"),
    ("Reachability", "Waiting time"),
    ("Reachability", "Opening hours"),
    ("Price", "Amount of the bill"),
    ("Price", "Clarity of the bill"),
    ("Process", "Time until solved"),
    ("Process", "Told what happens"),
)
"""What the surveyed name as first and second cause; some name only a first, or none."""

_REPEATING = 0.85
"""Customers per contact of a quarter: with it a good fifth of them contacts again within two weeks."""

_DRAWS = """
CREATE MACRO draw(i, k) AS (hash(i * 64 + k + {seed} * 1000003::BIGINT) >> 11)::DOUBLE / 9007199254740992;
CREATE MACRO tail(i, k, mean) AS CAST(floor(-ln(1 - draw(i, k)) * mean) AS INTEGER);
"""
_CONTACTS = """
SELECT i AS contact_id, 1 + CAST(floor(draw(i, 0) * {customers}) AS BIGINT) AS customer_id,
    CASE WHEN draw(i, 1) < 0.68 THEN 'phone' WHEN draw(i, 1) < 0.88 THEN 'e-mail' ELSE 'chat' END AS channel,
    CASE WHEN draw(i, 2) < 0.6 THEN 'nl' WHEN draw(i, 2) < 0.95 THEN 'fr' ELSE 'de' END AS language,
    ['bill', 'move', 'meter', 'contract', 'complaint'][1 + CAST(floor(draw(i, 3) * 5) AS INTEGER)] AS topic,
    'team ' || chr(65 + CAST(floor(draw(i, 4) * 4) AS INTEGER)) AS team,
    'agent ' || CAST(1 + floor(draw(i, 4) * 40) AS INTEGER) AS agent_id,
    started_at,
    CASE WHEN waited < patience THEN started_at + to_seconds(waited) END AS answered_at,
    least(waited, patience) AS wait_s,
    CASE WHEN waited < patience THEN 60 + tail(i, 7, 210) END AS talk_s,
    CASE WHEN waited < patience THEN tail(i, 8, 15) END AS hold_s,
    CASE WHEN waited < patience THEN 10 + tail(i, 9, 40) END AS wrap_s,
    draw(i, 10) < 0.97 AS registered, draw(i, 11) < 0.81 AS resolved, draw(i, 12) < 0.06 AS transferred
FROM (
    SELECT i, tail(i, 5, 33) AS waited, 8 + tail(i, 6, 420) AS patience,
        CAST(day - CASE isodow(day) WHEN 6 THEN 1 WHEN 7 THEN 2 ELSE 0 END AS TIMESTAMP)
        + to_seconds(CAST(28800 + floor(sqrt(draw(i, 13)) * 18000 + draw(i, 14) * 18000) AS BIGINT)) AS started_at
    FROM (
        SELECT range AS i, DATE {first} + CAST(floor(draw(range, 15) * {days}) AS INTEGER) AS day FROM range({contacts})
    )
)
"""
_SURVEYS = """
SELECT contact_id, started_at + INTERVAL 1 HOUR AS asked_at,
    CASE WHEN draw(contact_id, 20) < 0.52 THEN 9 + CAST(floor(draw(contact_id, 21) * 2) AS INTEGER)
        WHEN draw(contact_id, 20) < 0.8 THEN 7 + CAST(floor(draw(contact_id, 21) * 2) AS INTEGER)
        ELSE CAST(floor(draw(contact_id, 21) * 7) AS INTEGER) END AS nps,
    least(5, 1 + CAST(floor(sqrt(draw(contact_id, 22)) * 5.2) AS INTEGER)) AS csat,
    1 + CAST(floor(draw(contact_id, 23) * draw(contact_id, 24) * 5) AS INTEGER) AS ces,
    draw(contact_id, 25) < 0.83 AS resolved,
    CASE WHEN draw(contact_id, 27) < 0.94 THEN {causes}[1 + {cause}].first END AS root_cause_1,
    CASE WHEN draw(contact_id, 27) < 0.9 THEN {causes}[1 + {cause}].second END AS root_cause_2
FROM ({contacts}) WHERE answered_at IS NOT NULL AND draw(contact_id, 26) < 0.083
"""
_CAUSE = f"CAST(floor(draw(contact_id, 28) * {len(CAUSES)}) AS INTEGER)"
_SHIFTS = """
SELECT started_at AS starts_at, 'team ' || chr(65 + CAST(floor((agent - 1) / 10) AS INTEGER)) AS team,
    'agent ' || agent AS agent_id, 480 AS agreed_min,
    CASE WHEN draw(shift, 40) < 0.06 THEN 0 WHEN draw(shift, 40) < 0.99 THEN 440 + floor(draw(shift, 41) * 50) END
        AS staffed_min
FROM (
    SELECT day * 64 + agent AS shift, agent, CAST(DATE {first} + CAST(day AS INTEGER) AS TIMESTAMP) + INTERVAL 8 HOUR
        AS started_at
    FROM range({days}) AS days(day), range(1, 41) AS agents(agent)
) WHERE isodow(started_at) < 6
"""
_CUSTOMERS = """
SELECT 1 + range AS customer_id, joined_at,
    CASE WHEN draw(range, 31) < 0.12 AND left_at <= DATE {first} + {days} THEN left_at END AS left_at,
    draw(range, 32) < 0.11 AS direct_debit
FROM (
    SELECT range, joined_at, joined_at + CAST(30 + floor(draw(range, 33) * 700) AS INTEGER) AS left_at FROM (
        SELECT range, DATE {first} - 400 + CAST(floor(draw(range, 30) * (400 + {days})) AS INTEGER) AS joined_at
        FROM range({customers})
    )
)
"""


def generate(
    folder: Path, contacts: int, first: date, days: int, *, seed: int = 7, form: str = "parquet", shifts: bool = False
) -> None:
    """Writes contacts, surveys and customers into a folder that is there; `form` is "parquet" or "csv".

    With `shifts` also the availability: a shift of eight hours per agent and working day, some of them missed.
    """
    customers = max(1, int(contacts / days * 91 * _REPEATING))
    facts = {"customers": customers, "first": literal(first.isoformat()), "days": days}
    made = _CONTACTS.format(contacts=contacts, **facts)
    surveys = _SURVEYS.format(contacts=made, **_causes())
    tables = {"contacts": made, "surveys": surveys, "customers": _CUSTOMERS.format(**facts)}
    if shifts:
        tables["availability"] = _SHIFTS.format(**facts)
    with duckdb.connect() as con:
        con.execute(_DRAWS.format(seed=seed))
        for name, query in tables.items():
            con.execute(f"COPY ({query}) TO {literal(folder / f'{name}.{form}')} ({FORMS[form]})").fetchall()


def _causes() -> dict[str, str]:
    named = ", ".join(f"{{'first': {literal(first)}, 'second': {literal(second)}}}" for first, second in CAUSES)
    return {"causes": f"[{named}]", "cause": _CAUSE}
