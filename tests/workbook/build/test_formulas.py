"""Are the native formulas such as every Excel since 2010 and LibreOffice can compute, in any language?"""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.build.templates import templates
from bonusmalus_core.workbook.read import read_agreement
from tests.workbook.build import agreements
from tests.workbook.build.cells import FormulaCell, formulas, headers

FUNCTIONS_OF_EXCEL_2010 = frozenset({
    "ABS", "AND", "CHAR", "COUNT", "COUNTIF", "COUNTIFS", "EDATE", "EOMONTH", "IF", "IFERROR", "INDEX", "INT",
    "ISNUMBER", "MATCH", "MAX", "MEDIAN", "MIN", "MOD", "MONTH", "N", "NA", "NOT", "OR", "ROUND", "ROW", "SIGN", "SUM",
    "SUMIFS", "SUMPRODUCT", "WORKDAY", "YEAR",
})  # fmt: skip
REFERENCE = re.compile(r"(tbl\w+)\[((?:\[[^\]]*\]|[^\[\]])*)\]")


@pytest.fixture(scope="session", params=[f"contact-centre-{language}.xlsx" for language in LANGUAGES])
def found(request: pytest.FixtureRequest) -> tuple[str, list[FormulaCell]]:
    with as_file(files("bonusmalus_templates") / request.param) as path:
        return request.param, formulas(path)


def test_only_functions_of_excel_2010_are_used(found: tuple[str, list[FormulaCell]]) -> None:
    named = {name for cell in found[1] for name in re.findall(r"([A-Z][A-Z.0-9]+|\bN)\(", _without_texts(cell.text))}
    assert named <= FUNCTIONS_OF_EXCEL_2010


def test_structured_references_name_headers_of_this_workbook(found: tuple[str, list[FormulaCell]]) -> None:
    with as_file(files("bonusmalus_templates") / found[0]) as path:
        tables = headers(path)
    read = (reference for cell in found[1] for reference in REFERENCE.findall(cell.text))
    named = {(table, head) for table, inner in read for head in _heads(inner)}
    assert len(named) > 50
    assert {(table, head) for table, head in named if head not in tables[table]} == set()


def test_every_formula_is_short_enough_to_be_read(found: tuple[str, list[FormulaCell]]) -> None:
    assert max(len(cell.text) for cell in found[1]) < 4000


def test_every_table_of_the_templates_has_unique_headers() -> None:
    for name in templates():
        with as_file(files("bonusmalus_templates") / name) as path:
            for table, heads in headers(path).items():
                folded = [head.casefold() for head in heads]
                assert len(folded) == len(set(folded)), (name, table)


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    agreement = agreements.one_kpi(code="=A1", name="=1+1")
    build_workbook(agreement, tmp_path / "book.xlsx")
    reading = read_agreement(XlsxWorkbook(tmp_path / "book.xlsx"))
    assert reading.agreement is not None
    assert [(kpi.code, kpi.name) for kpi in reading.agreement.kpis] == [("=A1", "=1+1")]


def _without_texts(formula: str) -> str:
    return re.sub(r"\[[^\]]*\]", "", re.sub(r'"[^"]*"', '""', formula))


def _heads(inner: str) -> list[str]:
    parts = re.findall(r"\[([^\]]*)\]", inner) or [inner]
    return [part.replace("''", "'") for part in parts if not part.startswith("#")]
