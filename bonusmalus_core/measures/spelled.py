"""Is one customer written in several ways, so that each counts as another?

Telephone numbers as one dials them at home and from abroad, or with and without signs; numbers with and without zeros
before them; names in capitals and small letters. None of it tells for sure, so it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.opening.cells import AT_HOME, CALLER, SIGNS, is_text
from bonusmalus_core.measures.opening.opened import Opened

_SIGNED = " OR ".join(f"contains({CALLER}, '{sign}')" for sign in " -./(")
_NO_NUMBER = f"SELECT 1 FROM core_contacts WHERE {CALLER} < '1' OR {CALLER} >= ':' OR {_SIGNED} LIMIT 1"
"""Whether any customer is more than a number; most often none is, which is soon found."""

_EITHER = f"SELECT bool_or(prefix({CALLER}, '0')) AND bool_or({CALLER} BETWEEN '1' AND ':') FROM core_contacts"
"""Whether numbers as dialled at home and others stand there, which is told much sooner than who has both."""

_EACH = f"each AS MATERIALIZED (SELECT DISTINCT {CALLER} AS t FROM core_contacts WHERE {CALLER} IS NOT NULL)"
_DIGITS = "regexp_replace(t, '[^0-9]', '', 'g')"
_ABROAD = f"""
WITH {_EACH},
home AS (
    SELECT t, substr(digits, 2) AS rest FROM (
        SELECT t, {_DIGITS} AS digits FROM each WHERE prefix(t, '0') AND regexp_full_match(t, '{SIGNS}')
    ) WHERE regexp_full_match(digits, '{AT_HOME}')
),
abroad AS (SELECT t, unnest([1, 2, 3]) AS code FROM each WHERE regexp_full_match(t, '[1-9][0-9]{{8,13}}'))
SELECT left(abroad.t, code), count(*), min(home.t), min(abroad.t)
FROM abroad JOIN home ON substr(abroad.t, code + 1) = home.rest GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
"""
_ALIKE = f"""
WITH {_EACH},
plain AS (
    SELECT t, CASE WHEN regexp_full_match(t, '[0(][-0-9 ()./]{{8,}}') THEN {_DIGITS} ELSE lower(t) END AS bare FROM each
),
alike AS (
    SELECT min(t) AS first, max(t) AS last FROM plain
    GROUP BY CASE WHEN regexp_full_match(bare, '[0-9]+') THEN ltrim(bare, '0') ELSE bare END HAVING count(*) > 1
)
SELECT count(*), first(first ORDER BY first), first(last ORDER BY first) FROM alike
"""


def spelled_twice(records: Opened, asked: Sequence[Asked]) -> Iterator[Finding]:
    """How many customers that may be, where a KPI follows them."""
    of = records.columns["contacts"].of.get(CALLER) if "contacts" in records.columns else None
    follows = any(each.measure.special == "repeat" and each.given["unit"] != "case" for each in asked)
    if of is None or not follows or not is_text(records.sources["contacts"].columns[of.columns[0]]):
        return
    if records.con.execute(_NO_NUMBER).fetchall():
        yield from _abroad_and_at_home(records)
        yield from _alike(records)


def _abroad_and_at_home(records: Opened) -> Iterator[Finding]:
    """Under the code of the country that fits most of them."""
    ((either,),) = records.con.execute(_EITHER).fetchall()
    for code, count, home, abroad in records.con.execute(_ABROAD).fetchall() if either else ():
        facts = {
            "file": records.sources["contacts"].name, "count": count, "home": home, "abroad": abroad,
            "line": f'contacts.columns.{CALLER}.country = "{code}"',
        }  # fmt: skip
        yield Finding("G75", Severity.WARNING, Where("contacts", field=CALLER), facts=facts)


def _alike(records: Opened) -> Iterator[Finding]:
    ((count, first, second),) = records.con.execute(_ALIKE).fetchall()
    if count:
        facts = {"file": records.sources["contacts"].name, "count": count, "first": first, "second": second}
        yield Finding("G80", Severity.WARNING, Where("contacts", field=CALLER), facts=facts)
