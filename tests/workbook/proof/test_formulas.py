"""Are the formulas of the statement such as anyone's spreadsheet program can compute, in the same way everywhere?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bonusmalus_core.declare.settling import settle_workbook
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.workbook.port import Cell, Formula, Row, Table, letters, shown
from bonusmalus_core.workbook.statement.columns import CONTROL, FACT, MONEY
from tests.workbook.proof.settled import CASES, EARLY, Settled, of_case

EXCEL_2010 = frozenset({
    "ABS", "AND", "COUNT", "COUNTA", "COUNTIFS", "EDATE", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "LOG10",
    "MATCH", "MAX", "MEDIAN", "MIN", "N", "NOT", "OR", "ROUND", "ROW", "ROWS", "SUBSTITUTE", "SUM", "SUMIFS",
    "SUMPRODUCT",
})  # fmt: skip
HEADER = r"\[(?:'.|[^\]'\[])*\]"
STRUCTURED = re.compile(rf"\w+(?:\[{HEADER}(?:[,:]{HEADER})?\]|{HEADER})")
TOKEN = re.compile(r'"[^"]*"|\$?[A-Z]{1,3}\$?[0-9]+|[A-Z][A-Z0-9.]*(?=\()|[0-9]+(?:\.[0-9]+)?|[A-Za-z_.]+|.')
FUNCTION = re.compile(r"([A-Z][A-Z0-9.]*)\(")
ENGINE = re.compile(rf"\${letters(CONTROL + 2)}\$?[0-9]+")
NAMES = [case["name"] for case in CASES if not case["expected"].get("refused")]


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Settled]:
    """One settled workbook per case."""
    folder = tmp_path_factory.mktemp("cases")
    return [of_case(name, folder) for name in NAMES[::6]]


def formulas(every: list[Settled]) -> Iterator[tuple[Settled, str, str, str]]:
    for settled in every:
        for kind, address, formula in settled.formulas():
            yield settled, kind, address, formula.text


def tokens(text: str) -> list[str]:
    """The pieces of a formula."""
    return TOKEN.findall(text)


def test_every_function_is_one_of_excel_2010(every: list[Settled]) -> None:
    used = {
        name
        for _, _, _, text in formulas(every)
        for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", STRUCTURED.sub("T", text))
    }
    assert used <= EXCEL_2010


def test_no_formula_holds_a_number_but_0_1_and_rounding_digits_or_a_word(every: list[Settled]) -> None:
    for _, _, address, text in formulas(every):
        bare = re.sub(r",(?:4|6|7|9|12)\)", ",0)", STRUCTURED.sub("T", text))
        found = [each for each in tokens(bare) if each[0].isdigit() or each[0] == '"']
        assert set(found) <= {"0", "1", '""'}, f"{address}: {text}"


def test_only_the_check_compares_with_the_engine(every: list[Settled]) -> None:
    reading = {kind for _, kind, _, text in formulas(every) if ENGINE.search(text)}
    assert reading == {"check"}


def test_what_is_compared_with_a_threshold_is_rounded_to_12_decimals(every: list[Settled]) -> None:
    """Thresholds stand in the spans of the KPI table, limits of conditions in a column of the block."""
    levels = [text for *_, text in formulas(every) if '<>"")*(' in text and ">=0" in text and "COUNT(" in text]
    assert levels
    assert all(re.search(r"\*\(ROUND\(.*,12\)>=0\)", text) for text in levels)


def test_structured_references_name_headers_of_this_very_file(every: list[Settled]) -> None:
    for settled, _, address, text in formulas(every):
        for reference in STRUCTURED.findall(text):
            table, _, columns = reference.partition("[")
            named = [re.sub(r"'(.)", r"\1", each[1:-1]) for each in re.findall(HEADER, columns)]
            assert {*named} <= {*settled.tables[table].header, "#Headers"}, f"{address}: {reference}"


def test_every_formula_has_a_value_beside_it_and_none_is_longer_than_excel_allows(every: list[Settled]) -> None:
    for settled in every:
        for _, address, formula in settled.formulas():
            assert len(formula.text) < 8000, address
            assert formula.value is not None, address


def test_every_figure_of_the_statement_is_a_formula(every: list[Settled]) -> None:
    for settled in every[:5]:
        for row in settled.rows:
            if row.kind in ("kpi", "month", "line", "total", "factor", "apart"):
                assert isinstance(row.cells[MONEY], Formula), row


def swapped(table: Table, one: str, other: str) -> Table:
    """The table with two of its columns in each other's place."""
    order = list(range(len(table.header)))
    a, b = table.header.index(one), table.header.index(other)
    order[a], order[b] = b, a
    rows = tuple(tuple(row[place] for place in order) for row in table.rows)
    return replace(table, header=tuple(table.header[place] for place in order), rows=rows)


def mapped(table: Table, head: str, write: Callable[[Cell], Cell]) -> Table:
    """The table with the filled cells of a column written in another way."""
    column = table.header.index(head)
    rows = ([write(cell) if place == column and cell else cell for place, cell in enumerate(row)] for row in table.rows)
    return replace(table, rows=tuple(map(tuple, rows)))


@pytest.mark.parametrize(
    ("name", "change", "is_proved"),
    [
        pytest.param("tblKpis", lambda table: swapped(table, "Code", "Naam"), True, id="columns that were moved"),
        pytest.param("tblKpis", lambda table: swapped(table, "Drempel 1", "Gewicht"), False, id="levels apart"),
        pytest.param("tblMeasurements", lambda table: mapped(table, "Maand", lambda day: str(day)[:7]), False,
                     id="months as text"),
        pytest.param("tblKpis", lambda table: mapped(table, "Uitbetaling", lambda _: "linéaire"), False,
                     id="words of another language"),
        pytest.param("tblKpis", lambda table: mapped(table, "Uitbetaling", lambda _: "Lineair"), True,
                     id="words in another case"),
        pytest.param("tblConditions", lambda table: mapped(table, "Code", lambda code: f"{code:x<120}"), True,
                     id="the longest code that a sheet looks up with another"),
        pytest.param("tblConditions", lambda table: mapped(table, "Code", lambda code: f"{code:x<121}"), False,
                     id="a longer code"),
        pytest.param("tblConditions", lambda table: mapped(table, "Code", lambda code: f"{code:x<119}📊"), False,
                     id="a code whose last character counts for two"),
        pytest.param("tblKpis", lambda table: replace(table, header=tuple(h.upper() for h in table.header)), True,
                     id="headers in capitals"),
    ],
)  # fmt: skip
def test_what_formulas_cannot_follow_is_shown_as_values_with_a_word_about_it(
    tmp_path: Path, name: str, change: Callable[[Table], Table], is_proved: bool
) -> None:
    settled = of_case("worked example, linear", tmp_path)
    rows = settled_again(settled, {name: change(settled.tables[name])})
    (said,) = (shown(row.cells[FACT]) for row in rows if row.kind == "check")
    assert is_followed(rows) is is_proved
    assert str(said).startswith("De formules geven" if is_proved else "Waarden zonder formules")
    assert money(rows) == money(settled.rows)


@pytest.mark.parametrize(("measure", "is_proved"), [("Kwaliteit", True), ("Kwaliteit?", False)])
def test_a_measure_that_a_sheet_takes_for_a_pattern_is_not_looked_up(
    tmp_path: Path, measure: str, is_proved: bool
) -> None:
    settled = of_case("worked example, linear", tmp_path)
    months, conditions = settled.tables["tblMonths"], settled.tables["tblConditions"]
    header = tuple(measure if head == "Kwaliteitstest" else head for head in months.header)
    named = mapped(conditions, "Getoetste waarde", lambda held: measure if held == "kwaliteitstest" else held)
    rows = settled_again(settled, {"tblMonths": replace(months, header=header), "tblConditions": named})
    assert is_followed(rows) is is_proved
    assert money(rows) == money(settled.rows)


def settled_again(settled: Settled, others: Mapping[str, Table]) -> Sequence[Row]:
    """The statement with other tables in place of some."""
    workbook = MemoryWorkbook(*{**settled.tables, **others}.values())
    settle_workbook(workbook, settled.period, EARLY)
    return workbook.sheets[settled.sheet]


def is_followed(rows: Sequence[Row]) -> bool:
    """Whether a statement has formulas."""
    return any(isinstance(cell, Formula) for row in rows for cell in row.cells)


def money(rows: Sequence[Row]) -> list[Cell]:
    return [shown(row.cells[MONEY]) for row in rows if row.kind in ("kpi", "month", "line", "total", "apart")]
