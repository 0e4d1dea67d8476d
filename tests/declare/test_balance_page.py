"""Does the Balance sheet hold what was drawn, where its charts look for it, and is nothing else of the file changed?"""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bonusmalus_core.declare.balance_page import balance_page
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.simulate.balance import balance
from bonusmalus_core.simulate.outlook import outlook
from bonusmalus_core.simulate.relief import relief
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.balance import balance_rows
from bonusmalus_templates import SECTORS, contents, example

FEW = Decimal(2_000)
CHART = re.compile(r"<c:f>(.*?)</c:f>")


def built(path: Path, data: dict[str, Any]) -> Path:
    build(Agreement.model_validate(data), path)
    return path


def written(path: Path, **options: Decimal) -> Outcome:
    workbook = XlsxWorkbook(path)
    outcome = carry_out(COMMANDS["balance"], workbook, {"draws": FEW, "write_": True, **options})
    workbook.save()
    return outcome


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = built(tmp_path_factory.mktemp("year") / "year.xlsx", example("nl"))
    assert written(path).sheet == "Evenwicht"
    return path


def shown(path: Path, language: str = "nl") -> Any:
    return openpyxl.load_workbook(path)[words(language, "sheets")["sheet.balance"]]


def test_the_sheet_is_hidden_until_something_was_drawn(year: Path, tmp_path: Path) -> None:
    new = built(tmp_path / "new.xlsx", example("nl"))
    assert (shown(new).sheet_state, shown(year).sheet_state) == ("hidden", "visible")


def test_every_other_part_of_the_file_stays_byte_for_byte_but_what_shows_the_sheet(year: Path, tmp_path: Path) -> None:
    new = built(tmp_path / "new.xlsx", example("nl"))
    with zipfile.ZipFile(new) as before, zipfile.ZipFile(year) as after:
        changed = {name for name in after.namelist() if before.read(name) != after.read(name)}
        rewritten = {"xl/workbook.xml", *(each for each in changed if "Evenwicht" in sheet_of(before, each))}
        assert before.namelist() == after.namelist()
    assert changed == rewritten
    assert not any("chart" in name or "drawing" in name or "styles" in name for name in changed)


def sheet_of(package: zipfile.ZipFile, part: str) -> str:
    """The name of the sheet or, for the table of the KPIs, of the sheet on which it stands."""
    if "tables/" in part:
        return "Evenwicht" if b"tblBalance" in package.read(part) else ""
    names = re.findall(r'<sheet name="(.*?)" sheetId="(\d+)"', package.read("xl/workbook.xml").decode())
    return next((name for name, number in names if part == f"xl/worksheets/sheet{number}.xml"), "")


def test_the_same_seed_gives_the_same_file_and_another_one_does_not(year: Path, tmp_path: Path) -> None:
    again, other = (built(tmp_path / f"{name}.xlsx", example("nl")) for name in ("again", "other"))
    written(again)
    written(other, seed=Decimal(7))
    assert again.read_bytes() == year.read_bytes() != other.read_bytes()


def test_drawing_again_changes_the_contents_only(year: Path, tmp_path: Path) -> None:
    twice = built(tmp_path / "twice.xlsx", example("nl"))
    written(twice, seed=Decimal(7))
    written(twice, period=Decimal(1))
    written(twice)
    cells = [[[cell.value for cell in row] for row in shown(path).iter_rows()] for path in (twice, year)]
    assert cells[0] == cells[1]


def test_the_charts_show_every_kpi_and_every_bar_and_no_hidden_row(year: Path) -> None:
    sheet = shown(year)
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    with zipfile.ZipFile(year) as package:
        every = [package.read(name).decode() for name in package.namelist() if re.search(r"charts/chart\d", name)]
    charts = [chart for chart in every if "<c:f>Evenwicht!" in chart]
    assert len(charts) == 4
    for chart in charts:
        assert '<c:plotVisOnly val="1"/>' in chart
        ranges = [each.partition("!")[2].replace("$", "") for each in CHART.findall(chart)]
        assert {sheet[each].value is None for each in ranges if ":" not in each} == {False}
        for each in (each for each in ranges if ":" in each):
            values = [cell.value for (cell,) in sheet[each] if cell.row not in hidden]
            assert len(values) in (6, 20)
            assert any(value is not None for value in values)


def test_the_bars_add_up_to_every_draw(year: Path) -> None:
    rows = [row for row in shown(year).iter_rows(values_only=True) if row[0] == "bar"]
    factors = [row[2] for row in rows]
    assert factors == sorted(factors)
    assert sum(share for row in rows for share in row[4:6] if share is not None) == pytest.approx(1)
    assert all((row[4] is None) is (row[2] >= 1) for row in rows)


def test_what_a_step_is_worth_to_one_party_it_costs_the_other(year: Path) -> None:
    rows = {row[2]: row for row in shown(year).iter_rows(values_only=True) if row[0] == "kpi"}
    assert [row[12] + row[13] for row in rows.values()] == [0] * 6
    assert rows["FCR"][12] < 0 < rows["RET"][12]


def test_period_draws_seed_and_source_are_printed_on_it(year: Path) -> None:
    source = next(row[2] for row in shown(year).iter_rows(values_only=True) if row[0] == "source")
    assert source == "Periode 3 (2026-07/2026-09) · 2.000 trekkingen · toevalsreeks 20260101 · bron: gemeten maanden"


@pytest.mark.parametrize(
    ("sector", "solving"), [("contact-centre", ["Bij FCR tellen ook"]), ("production", []), ("facility", [])]
)
def test_contacts_that_fall_away_are_told_only_where_they_count(sector: str, solving: list[str]) -> None:
    agreement = Agreement.model_validate(contents(sector, "nl"))
    note = balance_page(balance(agreement, 1, 500), (), agreement).note
    assert re.findall("Bij .* tellen ook", note) == solving


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", SECTORS)
def test_every_row_stays_at_its_place_for_every_contract(sector: str, language: str) -> None:
    agreement = Agreement.model_validate(contents(sector, language))
    found = balance(agreement, 1, 500)
    page = balance_page(found, relief(outlook(agreement, 1)), agreement)
    assert places(balance_rows(language, page)) == places(balance_rows(language, None))


def test_of_more_kpis_than_there_is_room_for_the_last_row_says_how_many_and_everything_else_stays() -> None:
    data = contents("contact-centre", "en")
    row = data["kpis"][0] | {"from_month": 1, "to_month": None}
    many = [row | {"code": f"K{number}", "weight": "0.04", "name": f"K{number}"} for number in range(25)]
    agreement = Agreement.model_validate(data | {"kpis": many, "legend": [], "conditions": []})
    page = balance_page(balance(agreement, 1, 200), (), agreement)
    rows = balance_rows("en", page)
    assert places(rows) == places(balance_rows("en", None))
    last = {kind: [row.cells[1] for row in rows if row.kind == kind][-1] for kind in ("kpi", "tornado")}
    assert last == dict.fromkeys(last, "… and 6 more: the command balance shows all.")


def places(rows: Any) -> list[str]:
    """The kind of every row, hidden or not."""
    return [re.sub(r"^figure-.*|-none$", lambda found: found[0][:6] * (found[0] != "-none"), row.kind) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_without_the_sheet_gets_its_figures_and_one_line_with_the_remedy(
    language: str, tmp_path: Path
) -> None:
    path = built(tmp_path / "old.xlsx", contents("contact-centre", language))
    tables = XlsxWorkbook(path).tables()
    old = MemoryWorkbook(*(table for name, table in tables.items() if name not in ("tblBalance", "tblChecks")))
    for command in ("balance", "check"):
        outcome = carry_out(COMMANDS[command], old, {"write_": True})
        assert (outcome.failed, outcome.sheet, old.sheets) == (True, None, {})
        assert "bonusmalus export" in outcome.message(language)
        assert outcome.report
