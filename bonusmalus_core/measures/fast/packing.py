"""How are contacts packed into whole numbers, so that sorted each stands before the next one of its customer?

From high to low bits: customer, moment, as much of the contact's id as there is room for, part, and one bit for a
contact that leaves its question unresolved whatever follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any, NamedTuple

import numpy as np

from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.core import month_of
from bonusmalus_core.measures.fast.sorting import Numbers
from bonusmalus_core.measures.opening.sources import literal
from bonusmalus_core.measures.repeat import last_moment, micros, who_of, window_us

BITS = 62
"""So much fits in a signed number with room to spare."""

MOST_PARTS = 256
"""A part is found by looking through all of them."""

_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "USMALLINT", "UTINYINT")
_UNITS = (1_000_000, 1_000, 1)


class Field(NamedTuple):
    """A column of whole numbers from `first` on, held in steps of so many."""

    column: str
    first: int
    step: int
    bits: int

    @property
    def sql(self) -> str:
        """What stands in the field."""
        counted = f"(CAST({self.column} AS BIGINT) - {self.first})"
        return counted if self.step == 1 else f"({counted} // {self.step})"


@dataclass(frozen=True, slots=True)
class Packing:
    """What stands where; `words` are the groups `by` which the contacts are split, None for those without a word."""

    who: Field
    moment: Field
    contact: Field
    by: tuple[str, ...]
    words: tuple[tuple[str | None, ...], ...]

    @property
    def part_bits(self) -> int:
        """How many bits tell the part."""
        return (prod(map(len, self.words)) - 1).bit_length()

    @property
    def contact_at(self) -> int:
        """From this bit on stands the contact's id."""
        return self.part_bits + 1

    @property
    def moment_at(self) -> int:
        """From this bit on stand customer and moment."""
        return self.contact_at + self.contact.bits

    @property
    def who_at(self) -> int:
        """From this bit on stands the customer."""
        return self.moment_at + self.moment.bits

    @property
    def bits(self) -> int:
        """How many bits there are in all."""
        return self.who_at + self.who.bits

    @property
    def parts(self) -> Iterator[tuple[str | None, ...]]:
        """The groups of every part, in the order of its number."""
        return product(*self.words)


def packings(contacts: Any, asked: Asked, span: range) -> Iterator[Packing]:
    """The ways in which the contacts of a DuckDB relation may fit, the shortest first."""
    kinds = dict(zip(contacts.columns, map(str, contacts.types), strict=True))
    who = who_of(asked)
    if kinds[who] not in _INTEGERS:
        return
    contact = "contact_id" if kinds["contact_id"] in _INTEGERS else "0"
    (first, last), (least, most) = (_bounds(contacts, column) for column in (who, contact))
    words = tuple((None, *_words(contacts, name)) for name in asked.by)
    if first is None or last is None or least is None or most is None or prod(map(len, words)) > MOST_PARTS:
        return
    customer = Field(who, first, 1, (last - first).bit_length())
    for unit in _UNITS:
        bare = Packing(customer, _moment(asked, span, unit), Field(contact, 0, 1, 0), asked.by, words)
        room, wanted = BITS - bare.bits, (most - least).bit_length()
        if room >= 0:
            bits = min(room, wanted)
            yield replace(bare, contact=Field(contact, least, 1 << wanted - bits, bits))


def _bounds(contacts: Any, column: str) -> tuple[int | None, int | None]:
    """The least and the greatest; asked for alone, files know them by heart."""
    ((least, most),) = contacts.aggregate(f"min({column}), max({column})").fetchall()
    return least, most


def _words(contacts: Any, name: str) -> list[str]:
    return sorted(each for (each,) in contacts.aggregate(name, name).fetchall() if each is not None)


def _moment(asked: Asked, span: range, unit: int) -> Field:
    """With room for the window behind the last moment, so that no other customer's contact ever lies within it."""
    start = micros(month_of(span.start))
    reach = last_moment(asked, span) - start + window_us(asked)
    return Field("started_us", start, unit, (reach // unit).bit_length())


def packed(contacts: Any, asked: Asked, packing: Packing) -> Numbers | None:
    """The contacts of a DuckDB relation as numbers, packed while they are read; None when a moment does not fit."""
    marked = "0" if asked.given["transfer_resolves"] else "coalesce(transferred, 0)"
    fields = (
        (packing.who.sql, packing.who_at),
        (packing.moment.sql, packing.moment_at),
        (packing.contact.sql if packing.contact.bits else "0", packing.contact_at),
        (_part(packing), 1),
        (marked, 0),
    )
    number = " + ".join(f"({sql}) * {1 << at}" for sql, at in fields)
    fitting = f"CASE WHEN started_us % {packing.moment.step} = 0 THEN {number} END AS packed"
    found = contacts.project(fitting).fetchnumpy()["packed"]
    if np.ma.is_masked(found):
        return None
    numbers: Numbers = np.asarray(found, dtype=np.int64)
    return numbers if numbers.flags.writeable else numbers.copy()


def _part(packing: Packing) -> str:
    """SQL of the number of a contact's part."""
    number = "0"
    for name, words in zip(packing.by, packing.words, strict=True):
        listed = ", ".join(literal(each) for each in words[1:])
        place = f"coalesce(list_position([{listed}]::VARCHAR[], {name}), 0)"
        number = f"({number} * {len(words)} + {place})"
    return number
