"""What stands in the records that cannot be counted: how many cells or rows, and which, for example?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import duckdb

from bonusmalus_core.findings import Finding, Phrase, Severity, Where
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening.cells import SMALL, is_text, text_of
from bonusmalus_core.measures.opening.kinds import SCORES
from bonusmalus_core.measures.opening.mapping import ALL, ONCE, ColumnOf
from bonusmalus_core.measures.opening.plausible import Lasting, is_long, is_odd, lasting, states_unit
from bonusmalus_core.measures.opening.sources import FILE, Source
from bonusmalus_core.measures.opening.typed import failed_of
from bonusmalus_core.measures.opening.units import UNITS

UNREADABLE, UNUSABLE, ONE_SIDED, LOST, IN_DOUBT, BESIDE_OTHERS = "G6", "G28", "G33", "G46", "G47", "G70"
EXAMPLES = 3
FEW_UNREADABLE = 3
MOST_UNREADABLE = 0.01
"""From this share of a needed moment on, the column or its format is wrong, not some of its cells."""

MOST_ODD = 0.05
"""A column of which a larger share cannot be read holds something else: no KPI is measured by it."""

_CLOSE = 8
"""Keys lie close together when there are at most so many whole numbers per row between the first and the last."""

MOST_BITS = 1_000_000_000
"""DuckDB holds no more of them in a row."""

_AFTER = {
    "contacts": (("answered_at", "started_at"), ("ended_at", "started_at")),
    "cases": (("first_reply_at", "opened_at"), ("resolved_at", "opened_at"), ("reopened_at", "resolved_at")),
    "customers": (("left_at", "joined_at"),),
}
"""What comes after what."""


def are_many(odd: int, rows: int) -> bool:
    """Whether so many of so many are no slips."""
    return odd > FEW_UNREADABLE and odd > MOST_ODD * rows


def lie_close(first: int, last: int, rows: int) -> bool:
    """Whether so many rows with whole numbers from first to last are told by a bit for every number in between."""
    return last - first <= min(_CLOSE * rows, MOST_BITS - 1)


class Doubled(NamedTuple):
    """By which fields a record is told from its doubles, if there are any, and what is to be known of them.

    Of doubles the first by the fields in `order` counts, else the first row.
    """

    by: tuple[str, ...]
    findings: tuple[Finding, ...]
    order: tuple[str, ...] = ()


NOT_DOUBLED = Doubled((), ())


class Inspection:
    """Looks at the typed cells of one kind of records in a connection, at those that count: `left` is SQL of which."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, source: Source, of: Mapping[str, ColumnOf], left: str = ""
    ) -> None:
        self._con, self._source, self._of = con, source, of
        self._records = RECORDS[source.records]
        self._every, self._left = f"bm_seen_{source.records}", left
        self._seen, self._typed = (f"(FROM {each}{left})" for each in (self._every, f"typed_{source.records}"))
        rows = self._typed if left else source.relation
        ((self._rows,),) = con.execute(f"SELECT count(*) FROM {rows}").fetchall()

    def findings(self) -> Iterator[Finding]:
        """Everything about single cells and rows, and about flags: one look at all of them."""
        if not self._rows:
            return
        conditions, flags, durations = dict(self._conditions()), self._flags(), self._durations()
        counted = [f"count(*) FILTER (WHERE {each})" for each in conditions.values()]
        counted += [f"{each}({field})" for field in flags for each in ("sum", "count")]
        counted += [each for field in durations for each in lasting(field, self._of)]
        if not counted:
            return
        ((*counts,),) = self._con.execute(f"SELECT {', '.join(counted)} FROM {self._typed}").fetchall()
        for ((code, field), condition), count in zip(conditions.items(), counts, strict=False):
            if count:
                yield self._finding(code, field, condition, int(count))
        unread = {field: count for (code, field), count in zip(conditions, counts, strict=False) if code == UNREADABLE}
        known, lasts = counts[len(conditions) :][: 2 * len(flags)], counts[len(conditions) + 2 * len(flags) :]
        for field, yes, filled in zip(flags, known[::2], known[1::2], strict=True):
            yield from self._one_sided(field, yes, filled, int(self._rows - filled - unread.get(field, 0)))
        width = len(Lasting._fields)
        found = {field: Lasting(*lasts[width * number :][:width]) for number, field in enumerate(durations)}
        yield from self._in_doubt(found)

    def _in_doubt(self, found: Mapping[str, Lasting]) -> Iterator[Finding]:
        """Durations that cannot be; and beside others that count parts of seconds those that may too."""
        odd = [field for field, lasts in found.items() if is_odd(field, self._of[field], lasts)]
        for field in odd:
            yield self._finding(IN_DOUBT, field, f"{field} > 0", int(found[field].some))
        small = any(of.sure and UNITS.get(of.unit, 1) < 1 for of in self._of.values())
        if not (small or any(is_long(found[field]) for field in odd)):
            return
        for field, lasts in found.items():
            alike = field not in odd and not states_unit(self._of[field]) and lasts.some and not lasts.brief
            if alike and not self._is_clocked(field):
                yield self._finding(BESIDE_OTHERS, field, f"{field} > 0", int(lasts.some))

    def _is_clocked(self, field: str) -> bool:
        """Whether cells show a clock."""
        query = f"SELECT 1 FROM {self._seen} WHERE contains({text_of(field)}, ':') LIMIT 1"
        return bool(self._con.execute(query).fetchall())

    def _durations(self) -> list[str]:
        """The durations in numbers or texts of which nobody said the unit."""
        clocked = ("TIME", "INTERVAL")
        return [
            field
            for field, of in self._of.items()
            if self._records.fields[field] is Kind.DURATION and not of.sure
            if self._source.columns[of.columns[0]] not in clocked
        ]

    def _flags(self) -> list[str]:
        return [field for field in self._of if self._records.fields[field] is Kind.FLAG]

    def _one_sided(self, field: str, yes: int, known: int, blank: int) -> Iterator[Finding]:
        """Only one word stands there beside blanks: is a blank the other, or does it stand for the same?"""
        if not known or yes not in (0, known):
            return
        one_word, code = f"{text_of(field)} IS NOT NULL", ONE_SIDED
        if self._of[field].blank:
            ((filled,),) = self._con.execute(f"SELECT count(*) FROM {self._seen} WHERE {one_word}").fetchall()
            blank, code = (int(self._rows - filled) if filled else 0), "G67"
        if blank > MOST_ODD * self._rows:
            yield self._finding(code, field, one_word, blank)

    def doubled(self, said: str = "") -> Doubled:
        """The rows whose key occurred before; they are doubles unless they have another moment, or as it is `said`."""
        key = self._records.key
        if key not in self._of or self._records.fields[key] is Kind.MOMENT or said == ALL:
            return NOT_DOUBLED
        count = self._occurring_again(key)
        if not count:
            return NOT_DOUBLED
        twice = f"{key} IN (SELECT {key} FROM {self._typed} GROUP BY 1 HAVING count(*) > 1)"
        others = self._of_other_moments(key)
        if not others:
            return Doubled((key,), (self._finding("G8", key, twice, count),))
        if said == ONCE:
            return Doubled((key,), (self._finding("G8", key, twice, count),), (str(self._records.moment),))
        return self._other_records(key, count, others, twice)

    def _of_other_moments(self, key: str) -> int:
        """How many rows have a key that occurs with another moment."""
        moment = self._records.moment
        if moment not in self._of:
            return 0
        query = f"SELECT count(DISTINCT {moment}) AS n FROM {self._typed} GROUP BY {key} HAVING count({key}) > 1"
        ((count,),) = self._con.execute(f"SELECT sum(n - 1) FROM ({query}) WHERE n > 1").fetchall()
        return int(count or 0)

    def _other_records(self, key: str, count: int, others: int, twice: str) -> Doubled:
        """What comes of a key with several moments: each file numbers its own records, or the key numbers none."""
        moment, findings = str(self._records.moment), list[Finding]()
        several = f"SELECT {key} FROM {self._typed} GROUP BY {{}} HAVING count(DISTINCT {moment}) > 1"
        other = f"{key} IN ({several.format(key)})"
        within = several.format(f"{key}, {FILE}")
        if self._source.is_parted and not self._con.execute(f"{within} LIMIT 1").fetchall():
            findings.append(self._finding("G54", key, other, others))
            if count > others:
                findings.append(self._finding("G8", key, f"{twice} AND NOT {other}", count - others))
            return Doubled((key, moment), tuple(findings))
        if are_many(others, self._rows):
            return Doubled((key,), (self._finding("G53", key, other, others, Severity.BLOCKER),))
        return Doubled((key,), (self._finding("G8", key, twice, count),))

    def _occurring_again(self, key: str) -> int:
        """How many rows, told in little memory: whole numbers that lie close together mark bits, texts have hashes.

        Unequal hashes are unequal texts; only where two are equal the texts themselves are compared.
        """
        ask = f"SELECT count({key}) - {{}} FROM {self._typed}"
        bounds = f"SELECT min({key}), max({key}), typeof(min({key})) FROM {self._typed}"
        ((first, last, kind),) = self._con.execute(bounds).fetchall()
        ways = [f"count(DISTINCT {key})"]
        if first is None:
            return 0
        if kind == "VARCHAR":
            ways.insert(0, f"count(DISTINCT hash({key}))")
        elif lie_close(first, last, self._rows):
            place = f"CAST(CAST({key} AS HUGEINT) - {first} AS BIGINT)"  # in a narrow type the difference has no room
            ways = [f"bit_count(bitstring_agg({place}, 0, {last - first}))"]
        for way in ways:
            ((count,),) = self._con.execute(ask.format(way)).fetchall()
            if not count:
                return 0
        return int(count)

    def _conditions(self) -> Iterator[tuple[tuple[str, str], str]]:
        """What is wrong with a row, in SQL, by the code of its finding and its field."""
        for field in self._of:
            kind = self._records.fields[field]
            if kind not in (Kind.ID, Kind.TEXT) and self._can_fail(field):
                yield (UNREADABLE, field), failed_of(field)
            if kind is Kind.ID and is_text(self._source.columns[self._of[field].columns[0]]):
                yield (LOST, field), failed_of(field)
            if kind is Kind.DURATION:
                yield ("G7", field), f"{field} < 0"
        for later, first in _AFTER.get(self._source.records, ()):
            if later in self._of and first in self._of:
                yield ("G9", later), f"{later}_instant < {first}_instant{self._but_days(later, first)}"

    def _but_days(self, later: str, first: str) -> str:
        """SQL that leaves out the day of an end without its time, where no wait is worked out of it."""
        if later != "ended_at" or "wait_s" not in self._of:
            return ""
        return f" AND NOT ({later} = CAST({later} AS DATE) AND CAST({later} AS DATE) = CAST({first} AS DATE))"

    def _can_fail(self, field: str) -> bool:
        """Whether a cell can hold what its field cannot: one of a moment, of yes or no, or of a small number cannot."""
        of, kind = self._of[field], self._records.fields[field]
        held = [self._source.columns[column] for column in of.columns]
        if any(map(is_text, held)):
            return True
        small = kind in (Kind.DURATION, Kind.NUMBER) and held[0] in SMALL and UNITS.get(of.unit, 1) <= UNITS["minutes"]
        return not small and kind is not Kind.MOMENT and held != ["BOOLEAN"]

    def _finding(
        self, code: str, field: str, condition: str, count: int, severity: Severity = Severity.WARNING
    ) -> Finding:
        column = " + ".join(self._of[field].columns)
        examples = self._examples(field, condition)
        facts = {
            "file": self._source.name, "field": field, "column": column,
            "count": count, "rows": int(self._rows), "examples": examples,
            "score": Phrase("score", topic="measuring") if field in SCORES else "",
            "key": f"{self._source.records}.twice",
            "turned": Phrase("turned", {"column": column}, "measuring") if self._of[field].turned else "",
        }  # fmt: skip
        where = Where(self._source.records, field=field)
        if code == LOST:
            grave = field == self._records.key and count > MOST_ODD * self._rows
            return Finding(LOST, Severity.BLOCKER if grave else Severity.WARNING, where, facts=facts)
        if code != UNREADABLE:
            return Finding(code, severity, where, facts=facts)
        query = f"SELECT count({text_of(field)}) FROM {self._seen}"
        ((filled,),) = self._con.execute(query).fetchall()
        if field in self._records.required:
            grave = count > MOST_UNREADABLE * filled and count > FEW_UNREADABLE
            return Finding(UNREADABLE, Severity.BLOCKER if grave else Severity.WARNING, where, facts=facts)
        other = are_many(count, filled)
        return Finding(
            UNUSABLE if other else UNREADABLE, Severity.WARNING, where, facts={**facts, "filled": int(filled)}
        )

    def _examples(self, field: str, condition: str) -> str:
        """The first such rows: "#5 abc" is "abc" in row 5 of the file, its header being row 1."""
        numbered = len(self._source.files) == 1
        found = self._con.execute(
            f"SELECT bm_number, {text_of(field)} FROM "
            f"(FROM (SELECT *, {self._source.row} AS bm_number FROM {self._every}){self._left}) "
            f"WHERE {condition} ORDER BY bm_number LIMIT {EXAMPLES}"
        ).fetchall()
        return "; ".join(f"#{row} {cell}" if numbered else str(cell) for row, cell in found)
