"""What do the records at a path come to: core frames to measure, and findings about what cannot be measured?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import narwhals as nw

from bonusmalus_core.findings import Finding, blocks
from bonusmalus_core.measures.core import Frame, Frames
from bonusmalus_core.measures.fields import RECORDS, Kind
from bonusmalus_core.measures.opening import cells, durations, moments
from bonusmalus_core.measures.opening.business_time import prepare
from bonusmalus_core.measures.opening.clocks import untold_waits
from bonusmalus_core.measures.opening.columns import Columns, matched
from bonusmalus_core.measures.opening.directions import with_direction
from bonusmalus_core.measures.opening.excluding import excluded, left_out, not_left_out
from bonusmalus_core.measures.opening.flags import flags_of, unresolved
from bonusmalus_core.measures.opening.frames import core_columns, of_surveyed
from bonusmalus_core.measures.opening.inspection import BESIDE_OTHERS, IN_DOUBT, LOST, ONE_SIDED, UNUSABLE, Inspection
from bonusmalus_core.measures.opening.kinds import SCORES
from bonusmalus_core.measures.opening.likely import line_for
from bonusmalus_core.measures.opening.mapping import ColumnOf, MappingFile, TableOf
from bonusmalus_core.measures.opening.names import known
from bonusmalus_core.measures.opening.overlaps import overlaps_apart
from bonusmalus_core.measures.opening.placeholders import without_placeholders
from bonusmalus_core.measures.opening.reading import open_sources
from bonusmalus_core.measures.opening.sources import Source, digest, literal
from bonusmalus_core.measures.opening.times import with_days
from bonusmalus_core.measures.opening.totals import of_several
from bonusmalus_core.measures.opening.typed import Typed, typed

Closed = Callable[[date], bool]

_NOT_USED = (UNUSABLE, ONE_SIDED, LOST, IN_DOUBT, BESIDE_OTHERS)
"""What is said of a column that no KPI is measured by."""

RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Opened:
    """The records, ready to be measured; `columns` says which column was taken for which field.

    `relations` are the typed cells of each kind of records in the connection, for whoever checks them; `left` gives
    SQL of which of them the legend leaves in.
    """

    con: duckdb.DuckDBPyConnection
    frames: Frames
    sources: Mapping[str, Source]
    columns: Mapping[str, Columns]
    findings: tuple[Finding, ...]
    left: Callable[[str], str]

    def rows(self, records: str) -> int:
        """How many records of a kind there are."""
        ((count,),) = self.con.execute(f"SELECT count(*) FROM core_{records}").fetchall()
        return int(count)

    def moment(self, records: str) -> str:
        """The field that dates these records."""
        return RECORDS[records].moment or "joined_at"

    def days(self, records: str) -> dict[date, int]:
        """The days on which there are records of a kind, with how many; of customers those of coming and going."""
        fields = [self.moment(records), *(["left_at"] if "left_at" in self.columns[records].of else [])]
        union = " UNION ALL ".join(f"SELECT CAST({field} AS DATE) AS day FROM typed_{records}" for field in fields)
        query = f"SELECT day, count(*) FROM ({union}) WHERE isfinite(day) GROUP BY 1"
        return dict(self.con.execute(query).fetchall())

    def digest(self, records: str) -> str:
        """The SHA-256 of the files of a kind of records."""
        return digest(self.sources[records].files)


@contextmanager
def opened(path: Path, mapping: MappingFile | None = None, is_closed: Closed = lambda _: False) -> Iterator[Opened]:
    """Opens the records at `path` as long as the block lasts; FileRefused for what cannot be read.

    `is_closed` tells the holidays, on which there are no opening hours.
    """
    mapping = mapping or MappingFile()
    with TemporaryDirectory() as scratch, duckdb.connect() as con:
        con.execute(f"SET temp_directory = {literal(scratch)}")
        con.execute("SET checkpoint_threshold = '1TB'")  # tidying up would copy rows, and change what numbers them
        con.execute(f"SET TimeZone = {literal(mapping.source_time_zone or mapping.time_zone or 'UTC')}")
        con.execute(cells.MACROS + durations.MACROS + moments.MACROS)
        texts = Path(scratch, "texts")
        texts.mkdir()
        sources = open_sources(con, path, mapping, texts, known(_said(mapping)))
        yield _opened(con, sources, mapping, is_closed)


def _said(mapping: MappingFile) -> Iterator[str]:
    """The columns that the mapping names."""
    for table in mapping.tables.values():
        for of in table.columns.values():
            yield from of.columns


def _opened(
    con: duckdb.DuckDBPyConnection, sources: dict[str, Source], mapping: MappingFile, is_closed: Closed
) -> Opened:
    columns = {name: _recognised(con, source, mapping) for name, source in sources.items()}
    mapping = _add_surveys(sources, columns, mapping)
    findings = [*mapping.findings]
    for name, each in sources.items():
        source, copied = overlaps_apart(con, each, columns[name], mapping)
        findings += copied
        columns[name], found = _readable(con, source, columns[name], mapping)
        findings += [each for each in found if each not in findings]
    read = [name for name in sources if not blocks(columns[name].findings)]
    business = _business(con, read, columns, mapping, is_closed)
    frames: dict[str, Frame] = {}
    for name in read:
        carried = name == "surveys" and "contacts" in sources and sources[name].files == sources["contacts"].files
        findings += _core(con, sources[name], columns[name].of, mapping, business=business, carried=carried)
        frames[name] = nw.from_native(con.table(f"core_{name}")).lazy()
    findings += not_left_out(con, {name: sources[name] for name in read}, columns, (mapping, findings))

    def left(name: str) -> str:
        return excluded(con, sources[name], columns[name].of, mapping)[0]

    return Opened(con, frames, sources, columns, tuple(findings), left)


def _recognised(con: duckdb.DuckDBPyConnection, source: Source, mapping: MappingFile) -> Columns:
    """The columns by what they are called, and where that does not tell by what they hold."""
    named = with_days(con, source, matched(source, mapping, flags_of(con, source)))
    return without_placeholders(con, source, with_direction(con, source, named, mapping))


def _readable(
    con: duckdb.DuckDBPyConnection, source: Source, columns: Columns, mapping: MappingFile
) -> tuple[Columns, list[Finding]]:
    """The columns that hold what they should, with everything that is wrong with the source; those blockers stay."""
    findings = [*source.findings, *(() if blocks(source.findings) else _with_lines(con, source, columns))]
    if not blocks(source.findings):
        findings += of_several(con, source, columns.of, mapping.tables.get(source.records, TableOf()))
    findings += () if blocks(findings) else unresolved(con, source, columns.of)
    if blocks(findings):
        return replace(columns, findings=tuple(findings)), findings
    matches = columns.of.keys()
    read = typed(con, source, columns, mapping)
    findings += read.findings
    if not blocks(findings):
        left, *_ = excluded(con, source, read.columns.of, mapping)
        found = [*Inspection(con, source, read.columns.of, left).findings()]
        findings += found
        other = {each.where.field for each in found if each.code in _NOT_USED}
        read = Typed(replace(read.columns, of={k: of for k, of in read.columns.of.items() if k not in other}), ())
    unread = frozenset(matches - read.columns.of.keys())
    return replace(read.columns, findings=tuple(findings), unread=unread), findings


def _with_lines(con: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> Iterator[Finding]:
    """What is wrong with the columns; of a field without one with the line of a mapping that would name it."""
    for each in columns.findings:
        line = {"line": line_for(con, source, str(each.where.field), columns.of)} if each.code == "G1" else {}
        yield each._replace(facts={**each.facts, **line})


def _business(
    con: duckdb.DuckDBPyConnection,
    typed: Sequence[str],
    columns: Mapping[str, Columns],
    mapping: MappingFile,
    is_closed: Closed,
) -> bool:
    """Whether business time is known: then the days of all records are laid out for it."""
    if mapping.opening is None:
        return False
    moments = [
        f"SELECT min({field}) AS a, max({field}) AS z FROM typed_{name}"
        for name in typed
        for field, kind in RECORDS[name].fields.items()
        if kind is Kind.MOMENT and field in columns[name].of
    ]
    union = " UNION ALL ".join([*moments, "SELECT CAST(NULL AS TIMESTAMP) AS a, CAST(NULL AS TIMESTAMP) AS z"])
    ((first, last),) = con.execute(f"SELECT min(a), max(z) FROM ({union})").fetchall()
    if first is None:
        return False
    prepare(con, mapping.opening, is_closed, first.date(), last.date())
    return True


def _add_surveys(sources: dict[str, Source], columns: dict[str, Columns], mapping: MappingFile) -> MappingFile:
    """Contacts that carry a score are surveys too, unless there are surveys of their own.

    Whether a contact was resolved is what an agent filled in, unless the mapping says that the customer did. What it
    says of contacts that are there twice it says of their surveys.
    """
    if "surveys" in sources or "contacts" not in sources:
        return mapping
    source, contacts = replace(sources["contacts"], records="surveys"), columns["contacts"]
    moment = contacts.of.get("started_at")
    table = mapping.tables.get("surveys", TableOf())
    said = table.columns
    told = matched(source, mapping)
    surveys = told.of
    if moment and any(score in surveys for score in SCORES):
        sources["surveys"] = source
        kept = {name: of for name, of in surveys.items() if name not in ("asked_at", RESOLVED) or name in said}
        wrong = [each for each in told.findings if each.where.field in said]
        of = {**kept, "asked_at": surveys.get("asked_at", moment)}
        columns["surveys"] = Columns(of, (*contacts.findings, *wrong))
    twice = table.twice or mapping.tables.get("contacts", TableOf()).twice
    return replace(mapping, tables={**mapping.tables, "surveys": replace(table, twice=twice)})


def _core(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    of: Mapping[str, ColumnOf],
    mapping: MappingFile,
    *,
    business: bool,
    carried: bool = False,
) -> Iterator[Finding]:
    """Makes the core relation, a view of the cells; what is there twice is sorted out once.

    Of surveys that contacts carry who gave no score was not surveyed; of several legs one with a score counts.
    """
    left, rules = excluded(con, source, of, mapping)
    twice = Inspection(con, source, of, left).doubled(mapping.tables.get(source.records, TableOf()).twice)
    yield from twice.findings
    columns = core_columns(source.records, {field: field for field in of}, business=business)
    columns |= {"resolved": of_surveyed(columns["resolved"], of)} if carried else {}
    columns |= untold_waits(con, source.records, of)
    select = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
    name, key = source.records, RECORDS[source.records].key
    kind, by = "TABLE" if twice.by and source.in_memory else "VIEW", ", ".join(twice.by)
    scored = (f"{of_surveyed('1', of)} IS NULL",) if carried and twice.order else ()
    order = ", ".join((*scored, *twice.order, "rowid_"))
    once = f" QUALIFY {key} IS NULL OR row_number() OVER (PARTITION BY {by} ORDER BY {order}) = 1" if by else ""
    numbered = f"(SELECT *, row_number() OVER () AS rowid_ FROM typed_{name})" if by else f"typed_{name}"
    con.execute(f"CREATE TEMP {kind} core_{name} AS SELECT {select} FROM {numbered}{left}{once}")
    yield from left_out(con, source, rules)
