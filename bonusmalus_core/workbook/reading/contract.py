"""What do the contract's fields say?

`tblContract` has a row per field: its key, its label, its value and help. The fields may stand in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import ValidationError

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout, label
from bonusmalus_core.workbook.places import HEADER, SectionPlaces
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.cells import Fault, is_blank, quoted, read_cell
from bonusmalus_core.workbook.reading.deciding import decides, fits
from bonusmalus_core.workbook.reading.headers import read_headers, recogniser, severity_of
from bonusmalus_core.workbook.reading.impossible import impossible
from bonusmalus_core.workbook.reading.notes import Spot, note
from bonusmalus_core.workbook.reading.records import Section, Tables, table_missing
from bonusmalus_core.workbook.reading.vocabulary import Terms, nearest
from bonusmalus_core.workbook.sheets import TBL_CONTRACT

COLUMNS = TableLayout(
    "tblContract",
    "contract",
    (
        Column("key", Kind.CODE),
        Column("label", Kind.TEXT),
        Column("value", Kind.TEXT, required=True),
        Column("help", Kind.TEXT, result=True),
    ),
)
_HOLIDAYS = "holidays_"
_FIELDS = {column.key: column for column in TBL_CONTRACT.columns}


class FieldTable(NamedTuple):
    """The contract's table with its fields found: `rows` holds the row of each field, `others` the rows of no field."""

    table: Table
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    others: Mapping[int, str]
    doubled: tuple[tuple[str, int], ...]

    @property
    def places(self) -> SectionPlaces:
        """Where the fields stand."""
        return SectionPlaces(self.table, self.columns, fields=self.rows)

    def note(self, fault: Fault, key: str, row: int, severity: Severity, other: str = "") -> Finding:
        """The finding about the value in a row, or about the whole table when the row is HEADER."""
        spot = Spot("contract", self.table, row, self.columns["value"], key)
        title = fault.expected if row == HEADER else self.title(row)
        return note(fault.code, severity, spot, found=fault.found, expected=fault.expected, other=other, title=title)

    def title(self, row: int) -> str:
        """What the user sees beside a value."""
        texts = [self.table.rows[row][self.columns[key]] for key in ("label", "key") if key in self.columns]
        return next((str(quoted(text)) for text in texts if not is_blank(text)), "")


def read_contract(tables: Tables) -> tuple[Section[Contract], Terms]:
    """Reads the contract's fields (its levels stand in a table of their own), and tells its language."""
    table = tables.get(COLUMNS.name.casefold())
    if table is None:
        return Section("contract", findings=(table_missing(COLUMNS.section, COLUMNS.name),)), Terms()
    headers = read_headers(table, COLUMNS, Terms(), 0)
    blockers = tuple(finding for finding in headers.findings if finding.severity is Severity.BLOCKER)
    if not headers.complete:
        return Section("contract", SectionPlaces(table, headers.columns), findings=blockers), Terms()
    fields = _find_fields(table, headers.columns)
    terms = Terms(_language(fields), from_1904=table.from_1904)
    values, findings = _values(fields, terms)
    contract, impossible_ones = _contract(fields, values)
    found = (*blockers, *_missing(fields, terms), *_doubled(fields), *findings, *impossible_ones)
    return Section("contract", fields.places, (), (contract,) if contract else (), found, complete=True), terms


def _find_fields(table: Table, columns: Mapping[str, int]) -> FieldTable:
    name_of = recogniser(TBL_CONTRACT, Terms())
    rows: dict[str, int] = {}
    others: dict[int, str] = {}
    doubled: list[tuple[str, int]] = []
    for row, cells in enumerate(table.rows):
        texts = [str(cells[columns[key]]) for key in ("key", "label") if key in columns and cells[columns[key]]]
        name = next(filter(None, map(name_of, texts)), None)
        if name is None:
            others[row] = next(iter(texts[::-1]), "")
        elif name in rows:
            doubled.append((name, row))
        else:
            rows[name] = row
    return FieldTable(table, columns, rows, others, tuple(doubled))


def _language(fields: FieldTable) -> str:
    row = fields.rows.get("language")
    cell = None if row is None else fields.table.rows[row][fields.columns["value"]]
    return (Terms().choice(_FIELDS["language"], cell) if isinstance(cell, str) else None) or Terms().language


def _values(fields: FieldTable, terms: Terms) -> tuple[dict[str, object], list[Finding]]:
    values: dict[str, object] = {}
    findings: list[Finding] = []
    for key, row in fields.rows.items():
        column, cell = _FIELDS[key], fields.table.rows[row][fields.columns["value"]]
        value = Fault(codes.BLANK_FIELD, "") if is_blank(cell) else read_cell(cell, column, terms)
        if not isinstance(value, Fault):
            values[key] = value
        elif value.code != codes.BLANK_FIELD or column.required:
            findings.append(fields.note(value, key, row, severity_of(column)))
    return values, findings


def _contract(fields: FieldTable, values: Mapping[str, object]) -> tuple[Contract | None, list[Finding]]:
    """The contract with the values that it can have; None without its start and term."""
    holidays = {key.removeprefix(_HOLIDAYS): value for key, value in values.items() if key.startswith(_HOLIDAYS)}
    terms = {key: value for key, value in values.items() if not key.startswith(_HOLIDAYS)} | {"holidays": holidays}
    findings: list[Finding] = []
    if not {"start", "months"} <= terms.keys():
        return None, findings
    try:
        return Contract.model_validate(terms), findings
    except ValidationError as invalid:
        faults = impossible(invalid)
    for key, fault in faults.items():
        findings.append(fields.note(fault, key, fields.rows[key], Severity.BLOCKER))
        del terms[key]
    return (Contract.model_validate(terms) if {"start", "months"} <= terms.keys() else None), findings


def _missing(fields: FieldTable, terms: Terms) -> Iterator[Finding]:
    expected = {
        column.key: label(terms.language, "contract", column.key)
        for column in TBL_CONTRACT.columns
        if column.key not in fields.rows
    }
    renamed = _renamed(fields, expected, terms) if expected and fields.others else {}
    for key, title in expected.items():
        yield _missing_field(fields, _FIELDS[key], title, renamed.get(key))


def _renamed(fields: FieldTable, expected: Mapping[str, str], terms: Terms) -> Mapping[str, int]:
    """The rows in which missing fields probably stand: under a label much like theirs, else beside a value that fits.

    No label is two fields. A value that fits is proof enough only of a field on which the amount can depend, and of
    each of these that it fits: which of them it is, only the user knows.
    """
    unknown, renamed = dict(fields.others), dict[str, int]()
    for key, title in expected.items():
        alike = nearest(title, unknown.values())
        row = next((row for row, text in unknown.items() if text == alike), None)
        if row is not None:
            renamed[key] = row
            del unknown[row]
    cells = {row: fields.table.rows[row][fields.columns["value"]] for row in unknown}
    for key in [key for key in expected if key not in renamed and decides("contract", _FIELDS[key])]:
        fitting = next((row for row, cell in cells.items() if fits(cell, _FIELDS[key], terms)), None)
        if fitting is not None:
            renamed[key] = fitting
    return renamed


def _missing_field(fields: FieldTable, column: Column, expected: str, renamed: int | None) -> Finding:
    if renamed is not None:
        fault = Fault(codes.HEADER_RENAMED, fields.others[renamed], expected)
        return fields.note(fault, column.key, renamed, severity_of(column))
    if column.required:
        return fields.note(Fault(codes.COLUMN_MISSING, "", expected), column.key, HEADER, severity_of(column))
    return fields.note(Fault(codes.DEFAULT_HOLDS, "", expected), column.key, HEADER, Severity.WARNING)


def _doubled(fields: FieldTable) -> Iterator[Finding]:
    for key, row in fields.doubled:
        earlier = fields.table.cell(fields.rows[key], fields.columns["value"])
        yield fields.note(Fault(codes.FIELD_DOUBLED, fields.title(row)), key, row, Severity.BLOCKER, earlier)
