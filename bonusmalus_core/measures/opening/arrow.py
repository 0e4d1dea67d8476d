"""Which columns of a parquet file hold durations, though parquet itself only knows whole numbers?

Programs that hold their tables as Arrow leave its schema beside the columns: a flatbuffer, of which nothing is read but
the names of the columns and the unit of those that are durations.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bonusmalus_core.measures.opening.sources import literal, quoted, with_names

_KEY = "ARROW:schema"
_DURATION = 18
_UNITS = ("to_seconds({0})", "to_milliseconds({0})", "to_microseconds({0})", "to_microseconds({0} // 1000)")
"""SQL of such a duration, by the number of its unit."""

_MILLISECONDS = 1

_PATH = "bm_path_of_file"


def read_parquet(con: duckdb.DuckDBPyConnection, paths: list[Path]) -> str:
    """SQL of the rows of parquet files, each told apart, with durations as what they are where all files say so."""
    listed = ", ".join(map(literal, paths))
    told = f", filename = {literal(_PATH)}" if len(paths) > 1 else ""
    query = with_names(con, f"SELECT * FROM read_parquet([{listed}], union_by_name = true{told})", _PATH)
    metadata = f"SELECT decode(key), value FROM parquet_kv_metadata([{listed}])"
    schemas = [value for key, value in con.execute(metadata).fetchall() if key == _KEY]
    found = [durations(schema) for schema in schemas]
    if len(found) < len(paths) or not found[0] or any(each != found[0] for each in found):
        return query
    said = ", ".join(f"{_UNITS[unit].format(quoted(name))} AS {quoted(name)}" for name, unit in found[0].items())
    return query.replace("(SELECT *", f"(SELECT * REPLACE ({said})", 1)


def durations(schema: bytes) -> dict[str, int]:
    """The units of the durations in a schema by column; none where it is written in a way that nobody knows."""
    try:
        return dict(_durations(base64.b64decode(schema)))
    except (ValueError, struct.error, IndexError):
        return {}


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a flatbuffer: where it begins, and what its fields refer to."""

    held: bytes
    at: int

    def place(self, field: int) -> int:
        """Where a field stands; 0 where it is left out."""
        fields = self.at - self.number(self.at)
        if 4 + 2 * field >= self.number(fields, "<H"):
            return 0
        offset = self.number(fields + 4 + 2 * field, "<H")
        return self.at + offset if offset else 0

    def number(self, place: int, form: str = "<i") -> int:
        """The number that stands there."""
        return int(struct.unpack_from(form, self.held, place)[0])

    def followed(self, place: int) -> int:
        """Where what stands there refers to."""
        return place + self.number(place)

    def table(self, field: int) -> _Table:
        """The table in a field."""
        return _Table(self.held, self.followed(self.place(field)))

    def tables(self, field: int) -> Iterator[_Table]:
        """The tables in a field."""
        first = self.followed(self.place(field))
        for number in range(self.number(first)):
            yield _Table(self.held, self.followed(first + 4 + 4 * number))

    def text(self, field: int) -> str:
        """The text in a field."""
        first = self.followed(self.place(field))
        return self.held[first + 4 :][: self.number(first)].decode()


def _durations(message: bytes) -> Iterator[tuple[str, int]]:
    held = message[8:] if message[:4] == b"\xff\xff\xff\xff" else message[4:]
    schema = _Table(held, struct.unpack_from("<i", held)[0]).table(2)
    for column in schema.tables(1):
        kind = column.place(2)
        if kind and held[kind] == _DURATION:
            duration = column.table(3)
            unit = duration.place(0)
            yield column.text(0), duration.number(unit, "<h") if unit else _MILLISECONDS
