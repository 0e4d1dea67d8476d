"""Are the tables that only describe the service read like the others, and do they stop no settlement?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from bonusmalus_core.declare.settling import read_findings
from bonusmalus_core.findings import Severity, blocks
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.workbook.port import Cell, Table
from bonusmalus_core.workbook.read import Reading, read_agreement
from tests.workbook.reading.small import AGREEMENT
from tests.workbook.reading.written import changed, tables

SERVICE = ("tblSla", "tblGovernance", "tblActions")
WHOLE = tables(AGREEMENT)


def read(held: Mapping[str, Table]) -> Reading:
    return read_agreement(MemoryWorkbook(*held.values()))


@pytest.mark.parametrize(
    ("table", "field", "typed"),
    [
        ("tblSla", "topic", "responstijdje"),
        ("tblGovernance", "interval", "soms"),
        ("tblActions", "due", "mei"),
        ("tblActions", "kpi", "FRC"),
        ("tblActions", "period", Decimal("1.5")),
    ],
)
def test_a_slip_is_an_error_that_stops_no_settlement_but_keeps_the_data_at_home(
    table: str, field: str, typed: Cell
) -> None:
    reading = read(changed(WHOLE, table, field, 0, typed))
    assert [each.severity for each in read_findings(reading)] == [Severity.ERROR]
    assert not blocks(read_findings(reading))
    assert blocks(reading.findings)  # an export would lose what cannot be read


def test_a_slip_in_a_table_that_pays_still_stops_the_settlement() -> None:
    reading = read(changed(WHOLE, "tblMonths", "actual", 0, "veel"))
    assert blocks(read_findings(reading))


def test_a_workbook_of_an_earlier_version_has_none_of_them_and_lacks_nothing() -> None:
    reading = read({name: table for name, table in WHOLE.items() if name not in SERVICE})
    assert reading.findings == ()
    assert reading.agreement == AGREEMENT.model_copy(update={"sla": (), "governance": (), "actions": ()})


def test_what_was_typed_below_a_table_is_no_part_of_it_and_stops_nothing() -> None:
    held = {**WHOLE, "tblSla": replace(WHOLE["tblSla"], below="B9")}
    assert [each.code for each in read(held).findings] == ["W25"]
    assert not blocks(read_findings(read(held)))
