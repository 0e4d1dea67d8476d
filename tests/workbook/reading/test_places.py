"""Does a finding in the contract's terms lead to the right cell?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.workbook.places import Place, Places
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.read import read_agreement
from tests.workbook.reading.small import AGREEMENT
from tests.workbook.reading.written import changed, tables


def prepared() -> dict[str, Table]:
    """Tables with a blank row, a row at fault and rows that wait to be measured."""
    held = changed(tables(AGREEMENT), "tblMeasurements", "numerator", 0, "12,5")
    held = changed(held, "tblMeasurements", "month", 3, "2026-02")
    held = changed(held, "tblMeasurements", "kpi", 3, "CES")
    return changed(held, "tblMonths", "month", 2, "2026-03")


PLACES = read_agreement(MemoryWorkbook(*prepared().values())).places


@pytest.mark.parametrize(
    ("where", "month", "kpi", "expected"),
    [
        (Where("kpis", 1, "weight"), None, None, ("kpis", "K5")),
        (Where("kpis", 1, "thresholds"), None, None, ("kpis", "F5")),
        (Where("kpis", 1, "thresholds.3"), None, None, ("kpis", "H5")),
        (Where("kpis", None, "weight"), None, None, ("kpis", "K3")),
        (Where("kpis", None, "weight"), None, "CES", ("kpis", "K5")),
        (Where("kpis", 99, "weight"), None, None, ("kpis", "K3")),
        (Where("kpis"), None, None, ("kpis", "B3")),
        (Where("measurements", 0, "numerator"), None, None, ("measurements", "D5")),
        (Where("measurements"), "2026-02", "CES", ("measurements", "B7")),
        (Where("measurements", None, "value"), "2026-02", "CES", ("measurements", "F7")),
        (Where("measurements", None, "value"), "2026-03", "CES", ("measurements", "F3")),
        (Where("months", None, "actual"), "2026-03", None, ("measurements", "D6")),
        (Where("months", None, "quality_test"), "2026-03", None, ("measurements", "F6")),
        (Where("months", None, "actual"), "2027-03", None, ("measurements", "D3")),
        (Where("contract", None, "months"), None, None, ("contract", "D11")),
        (Where("contract", None, "holidays"), None, None, ("contract", "D22")),
        (Where("contract", None, "levels"), None, None, ("kpis", "B4")),
        (Where("levels", 0, "levels"), None, None, ("kpis", "B4")),
        (Where("contract"), None, None, ("contract", "D3")),
        (Where("events", 0, "from_"), None, None, ("events", "C4")),
        (Where("events", None, None, "Z9"), None, None, ("events", "Z9")),
        (Where("checks", 0), None, None, None),
    ],
    ids=str,
)
def test_a_finding_stands_at_its_cell(
    where: Where, month: str | None, kpi: str | None, expected: tuple[str, str] | None
) -> None:
    assert PLACES.of(Finding("X1", Severity.INFO, where, month, kpi)) == expected


def test_rows_are_counted_in_the_order_of_the_sheet() -> None:
    held = changed(tables(AGREEMENT), "tblPrices", "price", 1, Decimal(11))
    held = changed(held, "tblPrices", "from_month", 1, Decimal(7))
    reading = read_agreement(MemoryWorkbook(*held.values()))
    assert reading.places.of(Finding("X1", Severity.INFO, Where("prices", 1, "price"))) == Place("contract", "C5")


def test_without_tables_there_is_no_place() -> None:
    assert Places().of(Finding("X1", Severity.INFO, Where("kpis", 0, "weight"))) is None
