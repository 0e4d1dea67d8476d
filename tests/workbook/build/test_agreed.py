"""Does the workbook say what the engine pays, in words and in decimals?"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.build.design import formats
from tests.workbook.build import agreements
from tests.workbook.build.cells import body, formulas


@pytest.mark.parametrize(("share", "said"), [(None, "90%"), ("0.8", "80%")])
def test_a_guarantee_says_the_share_that_is_paid(share: str | None, said: str, tmp_path: Path) -> None:
    draft = agreements.reference()
    first, *others = draft.conditions
    guarantee = first.model_validate(first.model_dump() | {"effect_value": share})
    path = tmp_path / "guarantee.xlsx"
    build_workbook(draft.model_copy(update={"conditions": (guarantee, *others)}), path)
    sentences = [str(cell.cached) for cell in formulas(path) if cell.sheet == "Randvoorwaarden"]
    assert [each for each in sentences if f"minstens {said} van" in each] != []


@pytest.mark.parametrize(
    ("measure", "threshold", "said", "look"),
    [
        ("volume_ratio", "0.9", "> 90%,", "0.0#%"),
        ("volume_ratio", "2.5", "> 250%,", "0.0#%"),
        ("quality_test", "0.85", "> 85%,", "0.0#%"),
        ("quality_test", "8", "> 8,", "General"),
        ("downtime", "0.5", "> 0.5,", "General"),
        ("downtime", "1.5", "> 1.5,", "General"),
    ],
)
def test_a_threshold_is_said_as_a_percentage_only_where_it_is_one(
    measure: str, threshold: str, said: str, look: str, tmp_path: Path
) -> None:
    path = tmp_path / "condition.xlsx"
    build_workbook(agreements.tested({"measure": measure, "threshold": threshold}), path)
    sheet = load_workbook(path, data_only=True)["Conditions"]
    assert (sheet["E5"].value, sheet["E5"].number_format) == (float(threshold), look)
    assert said in sheet["K5"].value


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", ".00"), ("HUF", ".00"), ("TND", ".000"), ("JPY", "")])
def test_amounts_have_the_decimals_of_their_currency(currency: str, decimals: str) -> None:
    assert formats("nl", currency).money.endswith(f"#,##0{decimals}")


@pytest.mark.parametrize(
    ("table", "header", "limits"),
    [
        ("tblKpis", "Impact 1", ("-4", "4")),
        ("tblKpis", "Ondergrens impact", ("-4", "4")),
        ("tblKpis", "Gewicht", ("0", "1")),
        ("tblConditions", "Gegarandeerd deel", ("0", "2")),
        ("tblOverrides", "Impact", ("-4", "4")),
    ],
)
def test_a_cell_takes_what_can_be_settled(table: str, header: str, limits: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "typed.xlsx"
    build_workbook(agreements.filled(), path)
    sheet, cell = next(body(path, table))[header]
    rules = load_workbook(path)[sheet].data_validations.dataValidation
    assert [(each.formula1, each.formula2) for each in rules if cell in each.sqref] == [limits]


@pytest.mark.parametrize(
    ("impacts", "in_sight"), [(None, False), (["0.8", "0.9", "1", "1", "1.3"], True)], ids=["the levels", "its own"]
)
def test_impacts_of_a_kpi_s_own_are_in_sight(impacts: list[str] | None, in_sight: bool, tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    build_workbook(agreements.one_kpi(impacts=impacts), path)
    row = next(body(path, "tblKpis"))
    (sheet, cell), (_, before) = row["Impact 1"], row["Vanaf maand"]
    columns = load_workbook(path)[sheet].column_dimensions
    spans = ((each.min, each.max) for each in columns.values() if each.hidden)
    hidden = {number for first, last in spans if first and last for number in range(first, last + 1)}
    at, start = (coordinate_to_tuple(each)[1] for each in (cell, before))
    assert (at not in hidden, at == start + 1) == (in_sight, in_sight)
