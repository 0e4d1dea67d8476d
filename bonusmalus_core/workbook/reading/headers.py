"""Which field stands in which column, in whatever language, order and spelling the headers are?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.limits import MOST_LEVELS
from bonusmalus_core.words import words
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout, label
from bonusmalus_core.workbook.places import HEADER
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.cells import is_blank
from bonusmalus_core.workbook.reading.deciding import decides, fits
from bonusmalus_core.workbook.reading.notes import Spot, note
from bonusmalus_core.workbook.reading.vocabulary import Terms, fold, nearest
from bonusmalus_core.workbook.sheets import TRY


class Field(NamedTuple):
    """A column of a table as a reader expects it: `name` is its key, for a level with its number ("thresholds.1")."""

    name: str
    column: Column
    level: int | None = None


class Headers(NamedTuple):
    """Where each recognised field stands (0-based column), what else was typed above columns, what is wrong.

    `complete`: no needed column is missing, so that rows can become records.
    """

    columns: Mapping[str, int]
    others: Mapping[int, str]
    findings: tuple[Finding, ...]
    complete: bool


@cache
def fields_of(layout: TableLayout) -> Mapping[str, Field]:
    """Every field that the table can hold, by name."""
    return {field.name: field for column in layout.columns for field in _fields(column)}


def read_headers(table: Table, layout: TableLayout, terms: Terms, levels: int) -> Headers:
    """Finds the table's fields; `levels` is the number of impact levels for which columns are expected."""
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    repeated: list[Finding] = []
    name_of = recogniser(layout, terms)
    for position, header in enumerate(table.header):
        name = name_of(header)
        if name is None:
            others[position] = header
        elif name in columns:
            repeated.append(doubled(table, layout, name, columns[name], position))
        else:
            columns[name] = position
    missing = [field for field in _expected(layout, columns, levels) if field.name not in columns]
    renamed = _renamed(table, layout, missing, others, terms)
    missed = (_missing(table, layout, field, renamed.get(field.name), terms) for field in missing)
    return Headers(columns, others, (*repeated, *missed), not any(field.column.required for field in missing))


def recogniser(layout: TableLayout, terms: Terms) -> Callable[[str], str | None]:
    """Tells the name of the field that a header or label stands for: its key, or its label in any language.

    The labels of a language are loaded when a header is met that the languages before it do not know.
    """
    known = list[Mapping[str, str]]()
    unread = iter((partial(_keys, layout), *(partial(_labels, language, layout) for language in terms.languages)))

    def name_of(header: str) -> str | None:
        folded = fold(header)
        for names in known:
            if folded in names:
                return names[folded]
        for load in unread:
            known.append(load())
            if folded in known[-1]:
                return known[-1][folded]
        return None

    return name_of


def severity_of(column: Column) -> Severity:
    """What a mistake in this column stops: with a text, or what stands aside, nothing is ever calculated."""
    return Severity.ERROR if column.kind is Kind.TEXT or column.aside else Severity.BLOCKER


def _fields(column: Column) -> Iterator[Field]:
    if column.per_level:
        yield from (Field(f"{column.key}.{level}", column, level) for level in range(1, MOST_LEVELS + 1))
    else:
        yield Field(column.key, column)


@cache
def _labels(language: str, layout: TableLayout) -> Mapping[str, str]:
    return {
        fold(label(language, layout.section, field.column.key, field.level)): field.name
        for field in fields_of(layout).values()
    }


@cache
def _keys(layout: TableLayout) -> Mapping[str, str]:
    named = {name: name for name in fields_of(layout)}
    return named | {name.replace(".", gap): name for name in named for gap in ("", " ", "_")}


def _expected(layout: TableLayout, found: Mapping[str, int], levels: int) -> Iterator[Field]:
    """The input fields that should be there; a level's, when there is that level or a higher one.

    What stands aside has no default that could hold.
    """
    for field in fields_of(layout).values():
        if field.level is None:
            expected = not (field.column.result or field.column.aside)
        else:
            expected = field.level <= max(levels, highest_level(field.column.key, found))
        if expected:
            yield field


def highest_level(key: str, names: Iterable[str]) -> int:
    """The highest level of `key` among names such as "thresholds.5"; 0 when there is none."""
    start = f"{key}."
    return max((int(name.removeprefix(start)) for name in names if name.startswith(start)), default=0)


def doubled(table: Table, layout: TableLayout, name: str, first: int, second: int) -> Finding:
    """The finding about two columns (0-based) that say to hold the same."""
    return note(
        codes.HEADER_DOUBLED, Severity.BLOCKER, Spot(layout.section, table, HEADER, second, name),
        found=table.header[second], other=table.cell(HEADER, first),
    )  # fmt: skip


def _missing(table: Table, layout: TableLayout, field: Field, renamed: int | None, terms: Terms) -> Finding:
    """The finding about a missing column: probably renamed (and then where it stands), needed, or at its default."""
    expected = label(terms.language, layout.section, field.column.key, field.level)
    if renamed is not None:
        spot = Spot(layout.section, table, HEADER, renamed, field.name)
        found = table.header[renamed]
        return note(codes.HEADER_RENAMED, severity_of(field.column), spot, found=found, expected=expected)
    code = codes.COLUMN_MISSING if field.column.required else codes.DEFAULT_HOLDS
    severity = severity_of(field.column) if field.column.required else Severity.WARNING
    return note(code, severity, Spot(layout.section, table, HEADER, 0, field.name), title=expected, expected=expected)


def _renamed(
    table: Table, layout: TableLayout, missing: Sequence[Field], others: Mapping[int, str], terms: Terms
) -> Mapping[str, int]:
    """Where the missing fields probably stand: under a header much like theirs, else over cells that fit.

    No header is two fields; cells that fit are proof enough only of a field on which the amount can depend.
    """
    if not missing:
        return {}
    unknown = {
        position: header
        for position, header in others.items()
        if _is_used(table, position) and not _beside(layout, header, terms)
    }
    renamed: dict[str, int] = {}
    for find in (_named_alike, _holding_alike):
        for field in missing:
            position = None if field.name in renamed else find(table, layout, field, unknown, terms)
            if position is not None:
                renamed[field.name] = position
                del unknown[position]
    return renamed


def _beside(layout: TableLayout, header: str, terms: Terms) -> bool:
    """Whether we put the column there ourselves: helpers of formulas, and where a value is tried out."""
    if layout.section != "kpis":
        return header.startswith("_")
    tried = (words(language, "sheets")[f"kpis.{key}"] for language in terms.languages for key in TRY)
    return header.startswith("_") or fold(header) in map(fold, tried)


def _named_alike(
    _table: Table, layout: TableLayout, field: Field, unknown: Mapping[int, str], terms: Terms
) -> int | None:
    alike = nearest(label(terms.language, layout.section, field.column.key, field.level), unknown.values())
    return next((position for position, header in unknown.items() if header == alike), None)


def _holding_alike(
    table: Table, layout: TableLayout, field: Field, unknown: Mapping[int, str], terms: Terms
) -> int | None:
    """A column of another name whose every filled cell says what the field asks for, and that is no known measure."""
    if not decides(layout.section, field.column):
        return None
    return next((
        position for position, header in unknown.items()
        if terms.known_measure(header) is None and all(
            is_blank(row[position]) or fits(row[position], field.column, terms) for row in table.rows
        )
    ), None)  # fmt: skip


def _is_used(table: Table, position: int) -> bool:
    return any(not is_blank(row[position]) for row in table.rows)
