"""Which kind of records does a file hold that nobody named so? Its columns tell, or else a word of its name.

Its header is looked at before it is read. What tells how a contact went, such as its wait, is a contact, whatever else
it carries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import duckdb

from bonusmalus_core.measures.fields import CASES, CONTACTS, RECORDS, SURVEYS, Kind
from bonusmalus_core.measures.opening import formats
from bonusmalus_core.measures.opening.headers import MOST_ABOVE, column_names, header_row
from bonusmalus_core.measures.opening.names import forms, names_of
from bonusmalus_core.measures.opening.sources import (
    PARQUET,
    SHEETS,
    SQLITE,
    TEXTS,
    UNREAD,
    Part,
    ending,
    literal,
)
from bonusmalus_core.measures.opening.texts import layout, new_text, plain

SCORES = ("nps", "csat", "ces")
MOST_PEEKED = 2_000_000
"""A workbook of more bytes is opened twice only where its name may mislead; of a text they hold its header."""

_OF_A_CONTACT = [field for field, kind in CONTACTS.fields.items() if kind in (Kind.MOMENT, Kind.DURATION)]
_HOW_IT_WENT = ("answered", "abandoned", "answered_at", "wait_s", "talk_s", "hold_s", "wrap_s")
_HANDLED = "handled_s"
_DONE = ("resolved_at", "first_reply_at", "reopened_at")

Parts = dict[str, list[Part]]


def kinds_apart(parts: Parts, con: duckdb.DuckDBPyConnection, scratch: Path, known: Callable[[str], bool]) -> Parts:
    """The parts by kind of records, with those that are named for nothing by what their columns say.

    Files that are named for a kind are enough of it, but for those that a word of their name means too.
    """
    unnamed = [part for kind in ("contacts", UNREAD) for part in parts.get(kind, ()) if not part.named]
    named = {kind for kind, every in parts.items() if any(part.named for part in every)}
    kinds = {part: _kind(part, _header(part, con, scratch, known)) for part in unnamed}
    moved = {part: kind for part, kind in kinds.items() if kind and (kind == part.hint or kind not in named)}
    found = {kind: [part for part in every if part not in moved] for kind, every in parts.items()}
    for part, kind in moved.items():
        found.setdefault(kind, []).append(replace(part, named=part.named or kind == part.hint))
    if UNREAD in found and not found.get("contacts"):
        found["contacts"] = found.pop(UNREAD)
    return {kind: found[kind] for kind in (*RECORDS, UNREAD) if found.get(kind)}


def _kind(part: Part, names: Iterable[str]) -> str:
    """The kind of records with these columns; "" where neither they nor the name of the file tell."""
    told = {form for name in names for form, _ in forms(name)}
    if not told:
        return part.hint
    found = _by_columns(told)
    if found or not part.hint:
        return found
    records = RECORDS[part.hint]
    day = {"date"} if records.moment else set[str]()
    return part.hint if all(_has(told, field, *day) for field in records.required) else ""


def _has(told: set[str], *fields: str) -> bool:
    return any(not told.isdisjoint(names_of(field)) for field in fields)


def _by_columns(told: set[str]) -> str:
    """The kind of records that only such columns tell."""
    scored = _has(told, SURVEYS.moment or "") and _has(told, *SCORES)
    done = _has(told, CASES.moment or "") and not told.isdisjoint(_only(_DONE, ("ended_at", "resolved")))
    joined = not told.isdisjoint(_only(("joined_at",), ("started_at", "date")))
    ways = (
        ("surveys", scored and not _has(told, "answered", *_OF_A_CONTACT)),
        ("tests", _has(told, "taken_at") and _has(told, "passed") and not _has(told, "answered")),
        ("availability", _has(told, "agreed_min") and _has(told, "staffed_min")),
        ("contacts", _has(told, *_HOW_IT_WENT)),
        ("cases", _are_numbered_cases(told)),
        ("contacts", _has(told, _HANDLED)),
        ("cases", done),
        ("customers", joined and _has(told, "customer_id") and _has(told, "left_at", "direct_debit")),
    )
    return next((kind for kind, tells in ways if tells), "")


def _are_numbered_cases(told: set[str]) -> bool:
    """Whether a number that only cases have, and when they were opened, stand there, and no customer who made contact.

    Handling takes time of cases too.
    """
    number, other = _only((CASES.key,), (CONTACTS.key,)), _only((CONTACTS.key,), (CASES.key,))
    numbered = not told.isdisjoint(number) and told.isdisjoint(other)
    return numbered and _has(told, CASES.moment or "") and not _has(told, "customer_id")


def _only(fields: Iterable[str], others: Iterable[str]) -> set[str]:
    """The names of the fields that no other has."""
    taken = {name for field in others for name in names_of(field)}
    return {name for field in fields for name in names_of(field)} - taken


def _header(part: Part, con: duckdb.DuckDBPyConnection, scratch: Path, known: Callable[[str], bool]) -> list[str]:
    """The names of the columns of a text or a small workbook; none of what would take long to look into."""
    found = ending(part.path)
    if found in SHEETS and (part.hint or part.path.stat().st_size <= MOST_PEEKED):
        rows = list(islice(formats.sheet_rows(part.path, part.table), MOST_ABOVE))
        return column_names(rows[header_row(rows, known)]) if rows else []
    if found in SQLITE:
        rows = list(islice(formats.sqlite_rows(part.path, part.table), 1))
        return column_names(rows[0]) if rows else []
    if found in PARQUET:
        query = f"DESCRIBE SELECT * FROM read_parquet({literal(part.path)})"
        with suppress(duckdb.Error):  # what cannot be read is refused where it is read
            return [str(name) for name, *_ in con.execute(query).fetchall()]
    if found in TEXTS:
        head = new_text(scratch)
        with part.path.open("rb") as stream:
            head.write_bytes(stream.read(MOST_PEEKED))
        return list(layout(plain(head, scratch).path, known).names)
    return []
