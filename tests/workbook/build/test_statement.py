"""Does the statement say what the settlement found, in rows that the writer can place?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.calc.settle import settle
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.statement import put_statement, statement_rows
from bonusmalus_core.workbook.statement.columns import LABEL, MONEY, NAME, NUMERATOR, VALUE
from bonusmalus_core.workbook.statement.kpis import WIDE
from tests.workbook.build import agreements


def settled(period: int) -> Settlement:
    found = settle(agreements.filled(), period, date(2027, 6, 1))
    assert isinstance(found, Settlement)
    return found


@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_the_lines_above_the_total_add_up_to_it(period: int) -> None:
    rows = statement_rows(agreements.filled(), settled(period))
    lines = [row.cells[MONEY] for row in rows if row.kind == "line"]
    kpis = [row.cells[MONEY] for row in rows if row.kind == "kpi"]
    (total,) = (row.cells[MONEY] for row in rows if row.kind == "total")
    assert sum(line for line in lines if isinstance(line, Decimal)) == total
    assert sum(money for money in kpis if isinstance(money, Decimal)) == lines[0]


@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_every_kind_of_row_stands_in_a_statement_of_which_nothing_was_settled(period: int) -> None:
    empty = {row.kind for row in statement_rows(agreements.filled(), None)}
    assert {row.kind for row in statement_rows(agreements.filled(), settled(period))} <= empty


def test_all_rows_are_equally_long() -> None:
    rows = [*statement_rows(agreements.filled(), settled(3)), *statement_rows(agreements.filled(), None)]
    assert len({len(row.cells) for row in rows}) == 1


def test_settling_replaces_the_statement_of_a_built_workbook(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    build_workbook(agreements.filled(), path)
    workbook = XlsxWorkbook(path)
    workbook.write_sheet("Verrekening", statement_rows(agreements.filled(), settled(3)))
    workbook.save()
    tables = XlsxWorkbook(path).tables()
    assert [len(tables[name].rows) for name in ("tblSettlement", "tblSettlementMonths")] == [6, 3]


def test_the_statement_s_table_is_found_however_its_name_is_cased() -> None:
    table = Table("TBLSETTLEMENT", "Verrekening", 1, 2, ("KPI",), ((None,),))
    workbook, rows = MemoryWorkbook(table), statement_rows(agreements.filled(), settled(1))
    put_statement(workbook, rows)
    assert workbook.sheets == {"Verrekening": tuple(rows)}


def test_a_workbook_from_before_the_later_columns_keeps_every_figure_in_its_column() -> None:
    heads = ("KPI", "Naam", "Maanden", "Waarde", "Niveau", "Impact", "Gewicht", "Deel", "Bijdrage", "Uitleg", "Eenheid")
    workbook = MemoryWorkbook(Table("tblSettlement", "Verrekening", 1, 2, heads, ((None,) * len(heads),)))
    put_statement(workbook, statement_rows(agreements.filled(), settled(3)))
    first = {row.kind: row.cells for row in reversed(workbook.sheets["Verrekening"])}
    assert {len(row.cells) for row in workbook.sheets["Verrekening"]} == {12}
    assert first["kpi-head"][4:10] == ("Waarde", "Niveau", "Impact", "Gewicht", "Bijdrage in %", "Bijdrage")
    assert (first["kpi"][2], first["kpi"][5]) == ("First contact resolution 2 weken", Decimal(3))
    assert first["kpi"][7:10:2] == (Decimal("0.2"), settled(3).kpis[0].contribution)
    assert first["month-head"][7:10] == ("Prijsfactor", "Prijs", "Bedrag")
    assert first["month"][3:5] == (settled(3).months[0].forecast, settled(3).months[0].actual)
    assert first["total"][9] == settled(3).bonus_malus


def test_the_statement_names_definition_numerator_and_denominator() -> None:
    rows = {row.cells[LABEL]: row.cells for row in statement_rows(agreements.filled(), settled(3)) if row.kind == "kpi"}
    assert rows["FCR"][NAME].startswith("First contact resolution 2 weken\nAandeel van de klanten")  # type: ignore[union-attr]
    assert rows["FCR"][NUMERATOR:VALUE] == (Decimal(16159), Decimal(19769))


SPREAD = {"agents_low": Decimal("0.7"), "agents_high": Decimal("0.9")}


@pytest.mark.parametrize(("more", "notes"), [(SPREAD, {"FCR", "SL60", "SL120"}), ({}, set())])
def test_how_far_agents_lie_apart_stands_below_the_table_where_it_was_measured(
    more: dict[str, Decimal], notes: set[str]
) -> None:
    agreement = agreements.filled()
    rows = tuple(
        row.model_copy(update=more if row.kpi in {"FCR", "SL60", "SL120"} else {}) for row in agreement.measurements
    )
    found = settle(agreement.model_copy(update={"measurements": rows}), 1, date(2027, 6, 1))
    assert isinstance(found, Settlement)
    statement = statement_rows(agreement, found)
    last = max(number for number, row in enumerate(statement) if row.kind == "kpi")
    below = statement[last + 1 : next(n for n, row in enumerate(statement) if row.kind == "month-head")]
    assert {row.cells[LABEL] for row in below if row.kind == "note"} == notes
    assert below[0].kind == "space"
    assert all(len(str(row.cells[NAME])) <= WIDE for row in below)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"window_months": 3}, "Volume / forecast over een voortschrijdend venster (maanden: 3; randvoorwaarde LOW)."),
        ({"window_months": 1}, None),
        ({"window_months": 3, "measure": "actual"}, None),
        ({"window_months": 3, "from_month": 4}, None),
        ({"window_months": 3, "from_month": 3},
         "Volume / forecast over een voortschrijdend venster (maanden: 3; randvoorwaarde LOW)."),
        ({"window_months": 1, "tested": "period"},
         "Volume / forecast over het venster aan het einde van de periode (maanden: 1; randvoorwaarde LOW)."),
    ],
)  # fmt: skip
def test_a_ratio_that_is_not_the_month_s_own_says_so_below_the_months(
    terms: dict[str, object], said: str | None
) -> None:
    low: dict[str, object] = {"code": "LOW", "measure": "volume_ratio", "comparator": "<", "threshold": "0.1",
                              "effect": "warn"}  # fmt: skip
    agreement = agreements.filled().model_copy(update={"conditions": (Condition.model_validate(low | terms),)})
    found = settle(agreement, 1, date(2027, 6, 1))
    assert isinstance(found, Settlement)
    rows = statement_rows(agreement, found)
    last = max(number for number, row in enumerate(rows) if row.kind == "month")
    notes = [row.cells[LABEL] for row in rows[last + 1 : last + 3] if row.kind == "note"]
    assert notes == ([] if said is None else [said])
