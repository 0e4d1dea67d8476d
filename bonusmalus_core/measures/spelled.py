"""Do telephone numbers stand there both as one dials them at home and as from abroad, so that one customer is two?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.opening.cells import AT_HOME, CALLER, SIGNS, is_text
from bonusmalus_core.measures.opening.opened import Opened

_EITHER = f"SELECT bool_or(prefix({CALLER}, '0')) AND bool_or({CALLER} BETWEEN '1' AND ':') FROM core_contacts"
"""Most records hold one way alone, which is told much sooner than who has both; the colon follows the nine."""

_BOTH = f"""
WITH each AS MATERIALIZED (SELECT DISTINCT {CALLER} AS t FROM core_contacts WHERE {CALLER} IS NOT NULL),
home AS (
    SELECT t, substr(digits, 2) AS rest FROM (
        SELECT t, regexp_replace(t, '[^0-9]', '', 'g') AS digits FROM each
        WHERE prefix(t, '0') AND regexp_full_match(t, '{SIGNS}')
    ) WHERE regexp_full_match(digits, '{AT_HOME}')
),
abroad AS (SELECT t, unnest([1, 2, 3]) AS code FROM each WHERE regexp_full_match(t, '[1-9][0-9]{{8,13}}'))
SELECT left(abroad.t, code), count(*), min(home.t), min(abroad.t)
FROM abroad JOIN home ON substr(abroad.t, code + 1) = home.rest GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
"""


def spelled_twice(records: Opened, asked: Sequence[Asked]) -> Iterator[Finding]:
    """How many customers call with both, under the code of a country that fits most of them, where a KPI follows them.

    Numbers alone do not tell for sure: others could end alike.
    """
    of = records.columns["contacts"].of.get(CALLER) if "contacts" in records.columns else None
    follows = any(each.measure.special == "repeat" and each.given["unit"] != "case" for each in asked)
    if of is None or not follows or not is_text(records.sources["contacts"].columns[of.columns[0]]):
        return
    ((either,),) = records.con.execute(_EITHER).fetchall()
    if not either:
        return
    for code, count, home, abroad in records.con.execute(_BOTH).fetchall():
        key = f"contacts.columns.{CALLER}.country"
        facts = {
            "file": records.sources["contacts"].name, "count": count, "home": home, "abroad": abroad,
            "line": f'{key} = "{code}"',
        }  # fmt: skip
        yield Finding("G75", Severity.WARNING, Where("contacts", field=CALLER), facts=facts)
