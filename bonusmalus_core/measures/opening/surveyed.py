"""Which files are surveys though nobody named them so: those that say when somebody filled them in, with which score?

Their header tells, before they are read. What also tells of a contact, such as its start or its wait, is a contact that
carries a score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from bonusmalus_core.measures.fields import CONTACTS, SURVEYS, Kind
from bonusmalus_core.measures.opening import formats
from bonusmalus_core.measures.opening.headers import MOST_ABOVE, column_names, header_row
from bonusmalus_core.measures.opening.names import forms, names_of
from bonusmalus_core.measures.opening.sources import SHEETS, TEXTS, UNREAD, Part, ending
from bonusmalus_core.measures.opening.texts import layout, new_text, plain

SCORES = ("nps", "csat", "ces")
MOST_PEEKED = 2_000_000
"""A workbook of more bytes is not opened twice; of a text so many hold its header."""

_OF_A_CONTACT = [field for field, kind in CONTACTS.fields.items() if kind in (Kind.MOMENT, Kind.DURATION)]

Parts = dict[str, list[Part]]


def surveys_apart(parts: Parts, scratch: Path, known: Callable[[str], bool]) -> Parts:
    """The parts by kind of records, with surveys that are named for nothing among the surveys."""
    unnamed = [part for kind in ("contacts", UNREAD) for part in parts.get(kind, ()) if not part.named]
    surveys = [] if "surveys" in parts else [part for part in unnamed if _is_survey(_header(part, scratch, known))]
    if not surveys:
        return parts
    rest = {kind: [part for part in every if part not in surveys] for kind, every in parts.items()}
    return {kind: every for kind, every in {**rest, "surveys": surveys}.items() if every}


def _is_survey(names: Iterable[str]) -> bool:
    told = {form for name in names for form, _ in forms(name)}

    def has(*fields: str) -> bool:
        return any(not told.isdisjoint(names_of(field)) for field in fields)

    return has(SURVEYS.moment or "") and has(*SCORES) and not has("answered", *_OF_A_CONTACT)


def _header(part: Part, scratch: Path, known: Callable[[str], bool]) -> list[str]:
    """The names of the columns of a text or a small workbook; none of what would take long to look into."""
    found = ending(part.path)
    if found in SHEETS and part.path.stat().st_size <= MOST_PEEKED:
        rows = list(islice(formats.sheet_rows(part.path, part.table), MOST_ABOVE))
        return column_names(rows[header_row(rows, known)]) if rows else []
    if found in TEXTS:
        head = new_text(scratch)
        with part.path.open("rb") as stream:
            head.write_bytes(stream.read(MOST_PEEKED))
        return list(layout(plain(head, scratch).path, known).names)
    return []
