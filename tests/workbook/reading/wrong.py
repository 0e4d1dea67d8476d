"""How is a workbook changed, so that one thing on it is wrong?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.workbook.port import Cell, Table
from bonusmalus_core.workbook.read import Reading, read_agreement
from tests.workbook.reading.small import AGREEMENT
from tests.workbook.reading.written import changed, tables

Tables = Mapping[str, Table]
Change = Callable[[Tables], Tables]
WHOLE = tables(AGREEMENT)


def read(changed_tables: Tables) -> Reading:
    return read_agreement(MemoryWorkbook(*changed_tables.values()))


def cell(name: str, header: str, row: int, value: Cell) -> Change:
    return lambda held: changed(held, name, header, row, value)


def field(key: str, value: Cell) -> Change:
    rows = [row[0] for row in WHOLE["tblContract"].rows]
    return cell("tblContract", "value", rows.index(key), value)


def contract_row(key: str, new_key: str, new_label: str) -> Change:
    rows = [row[0] for row in WHOLE["tblContract"].rows]

    def change(held: Tables) -> Tables:
        relabelled = changed(held, "tblContract", "label", rows.index(key), new_label)
        return changed(relabelled, "tblContract", "key", rows.index(key), new_key)

    return change


def without_row(key: str) -> Change:
    def change(held: Tables) -> Tables:
        table = held["tblContract"]
        return {**held, "tblContract": replace(table, rows=tuple(row for row in table.rows if row[0] != key))}

    return change


def below(name: str, address: str) -> Change:
    return lambda held: {**held, name: replace(held[name], below=address)}


def measured(*values: str) -> Change:
    """What the condition on the quality test reads, month by month."""

    def change(held: Tables) -> Tables:
        table = held["tblMonths"]
        rows = [(*row[:-1], Decimal(value)) for row, value in zip(table.rows, values, strict=True)]
        return {**held, "tblMonths": replace(table, rows=tuple(rows))}

    return change


def gone(name: str) -> Change:
    return lambda held: {key: table for key, table in held.items() if key != name}
