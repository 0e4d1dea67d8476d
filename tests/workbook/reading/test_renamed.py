"""Is a field under another name asked for, as far as money can depend on it, and is nothing else taken for it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from bonusmalus_core.workbook.port import Cell
from tests.workbook.reading.written import changed, renamed, with_column, without
from tests.workbook.reading.wrong import WHOLE, Change, Tables, contract_row, read


def instead(name: str, field: str, header: str, cells: Sequence[Cell]) -> Change:
    """A column of the user's own in a table that lacks one of ours."""
    return lambda held: without(with_column(held, name, header, cells), name, field)


def numbers(*values: int) -> list[Cell]:
    return [Decimal(value) for value in values]


COLUMNS: list[tuple[Change, str]] = [
    (instead("tblKpis", "decimals", "Kolom", numbers(1, 2)), "W5"),
    (instead("tblKpis", "decimals", "Kolom", [Decimal(1), None]), "W5"),
    (instead("tblKpis", "decimals", "Kolom", [None, None]), "W3"),
    (instead("tblKpis", "decimals", "Kolom", [Decimal(1), "druk"]), "W3"),
    (instead("tblKpis", "decimals", "Kostenplaats", numbers(1, 1200)), "W5"),
    (instead("tblKpis", "decimals", "Kostenplaats", numbers(1, 1201)), "W3"),
    (instead("tblKpis", "decimals", "Proberen", numbers(1, 2)), "W3"),
    (instead("tblKpis", "decimals", "_row", numbers(1, 2)), "W3"),
    (instead("tblKpis", "critical", "Akkoord klant", ["ja", "nee"]), "W3"),
    (instead("tblLegend", "window_days", "Pagina", numbers(7)), "W3"),
    (instead("tblMonths", "forecast", "Opmerking", ["druk", Decimal(1)]), "W3"),
]
"""What stands where a column of ours should, and whether it is asked about (W5) or a default holds (W3)."""


@pytest.mark.parametrize(("change", "code"), COLUMNS)
def test_a_column_is_taken_for_a_missing_one_only_if_it_can_be(change: Change, code: str) -> None:
    assert [found.code for found in read(change(WHOLE)).findings] == [code]


def test_two_renamed_columns_are_two_columns() -> None:
    held = renamed(renamed(WHOLE, "tblMeasurements", "numerator", "Goed"), "tblMeasurements", "denominator", "Alle")
    found = [(each.code, each.facts["found"], each.facts["expected"]) for each in read(held).findings]
    assert found == [("W5", "Goed", "Teller"), ("W5", "Alle", "Noemer")]


def fields(label: str, value: Cell, *missing: str) -> Tables:
    """The contract without these fields, and with a row of the user's own."""
    held, rows = contract_row(missing[0], "", label)(WHOLE), [row[0] for row in WHOLE["tblContract"].rows]
    held = changed(held, "tblContract", "value", rows.index(missing[0]), value)
    table = held["tblContract"]
    return {**held, "tblContract": replace(table, rows=tuple(row for row in table.rows if row[0] not in missing[1:]))}


@pytest.mark.parametrize(
    ("label", "value", "missing", "expected"),
    [
        ("Eigen veld", Decimal("0.1"), ("bonus_cap",), ["W5 Plafond bonus"]),
        ("Eigen veld", "hoog", ("bonus_cap",), ["W3 Plafond bonus"]),
        ("Eigen veld", Decimal("0.1"), ("bonus_cap", "malus_cap"), ["W5 Plafond bonus", "W5 Plafond malus"]),
        ("Plafond malussen", Decimal("0.1"), ("bonus_cap", "malus_cap"), ["W3 Plafond bonus", "W5 Plafond malus"]),
        ("Kostenplaats", Decimal(1200), ("settlement_months",), ["W5 Verrekening per (mnd)"]),
        ("Kostenplaats", Decimal(1201), ("settlement_months",), ["W3 Verrekening per (mnd)"]),
        ("Kostenplaats", Decimal(30), ("dispute_days",), ["W3 Bezwaartermijn (dagen)"]),
    ],
)
def test_a_label_is_taken_for_a_missing_field_only_if_it_can_be(
    label: str, value: Cell, missing: tuple[str, ...], expected: list[str]
) -> None:
    found = read(fields(label, value, *missing)).findings
    assert [f"{each.code} {each.facts['expected']}" for each in found] == expected
