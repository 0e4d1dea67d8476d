"""Does the dashboard of a closed file show what its formulas give, in every program that trusts what stands there?"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.settling import Settled, settle_workbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.dashboard import CHOSEN
from bonusmalus_core.workbook.port import Cell, CellError, letters
from bonusmalus_templates import example
from tests.support.libreoffice import Office

FINAL, EARLY = date(2027, 6, 1), date(2026, 1, 1)
AREA = "A1:CZ60"
PERIOD = "B5"
"""The cell of the last settled period."""


def settle(path: Path, period: int, as_of: date = FINAL) -> None:
    workbook = XlsxWorkbook(path)
    assert isinstance(settle_workbook(workbook, period, as_of), Settled)
    workbook.save()


def show(path: Path) -> None:
    workbook = XlsxWorkbook(path)
    assert not carry_out(COMMANDS["dashboard"], workbook, {}).failed
    workbook.save()


def choose(path: Path, code: str, sheet: str = "Dashboard") -> None:
    workbook = XlsxWorkbook(path)
    workbook.write_cells(sheet, {CHOSEN: code})
    workbook.save()


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with one quarter settled; its dashboard is still hidden."""
    path = tmp_path_factory.mktemp("drawn") / "settled.xlsx"
    build(Agreement.model_validate(example("en")), path)
    settle(path, 1)
    return path


@pytest.fixture
def path(settled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(settled, tmp_path / "book.xlsx"))


def last(path: Path) -> Cell:
    return XlsxWorkbook(path).peek("Dashboard", PERIOD)


def members(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_command_shows_what_was_settled(path: Path) -> None:
    assert last(path) == "–"
    show(path)
    assert last(path) == "1 · Jan 26"


@pytest.mark.parametrize(
    ("period", "as_of", "shown"),
    [(2, FINAL, "2 · Apr 26"), (2, EARLY, "1 · Jan 26"), (4, EARLY, "1 · Jan 26")],
)
def test_to_settle_keeps_a_dashboard_right_and_only_final_settlements_are_settled(
    path: Path, period: int, as_of: date, shown: str
) -> None:
    show(path)
    settle(path, period, as_of)
    assert last(path) == shown


def test_to_settle_keeps_a_dashboard_right_whose_state_is_written_as_visible(path: Path) -> None:
    show(path)
    rewrite(path, lambda each: re.sub(rb'(<sheet name="Dashboard")', rb'\1 state="visible"', each))
    settle(path, 2)
    assert last(path) == "2 · Apr 26"


def test_to_settle_leaves_a_hidden_dashboard_as_it_is(path: Path) -> None:
    before = sheet_with_dashboard(path)
    settle(path, 2)
    assert sheet_with_dashboard(path) == before


def test_to_show_it_changes_its_values_and_nothing_else(path: Path) -> None:
    before = members(path)
    show(path)
    after = members(path)
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert {name.partition("/")[2].partition("/")[0] for name in changed} == {"workbook.xml", "worksheets", "charts"}
    assert len(changed) == 6  # the sheet, its four charts, and which sheets are hidden
    for name in changed - {"xl/workbook.xml"}:
        assert without_values(before[name]) == without_values(after[name]), name
    again = members(path)
    show(path)
    assert members(path) == again


def without_values(part: bytes) -> bytes:
    bare = re.sub(rb"(<c r=[^>]*?)(?: t=\"[a-z]+\")?>(<f>[^<]*</f>)(?:<v>[^<]*</v>)?", rb"\1>\2", part)
    kinds = re.sub(rb"<c:(?:num|str)Cache>.*?</c:(?:num|str)Cache>", b"", bare, flags=re.DOTALL)
    return re.sub(rb"<(/?)c:(?:num|str)Ref>", rb"<\1c:ref>", kinds)


def sheet_with_dashboard(path: Path) -> bytes:
    return next(part for name, part in members(path).items() if b"dashboard_codes" in part and "worksheets" in name)


def test_charts_hold_the_figures_of_the_settled_periods_and_no_nought_for_the_others(path: Path) -> None:
    show(path)
    settle(path, 2)
    charts = b"".join(part for name, part in members(path).items() if name.startswith("xl/charts/"))
    factor = re.search(rb"<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"8\"/>(.*?)</c:numCache>",
                       charts[charts.index(b"<c:lineChart>", charts.index(b"<c:lineChart>") + 1):])  # fmt: skip
    assert factor is not None
    points = [float(value) for value in re.findall(rb"<c:v>([^<]*)</c:v>", factor[1])]
    assert points == pytest.approx([0.98425, 1.0085], abs=0.0005)


@pytest.mark.parametrize("chosen", ["CES", "ces"])
def test_another_kpi_that_was_chosen_stays_and_is_the_one_that_is_shown(path: Path, chosen: str) -> None:
    choose(path, chosen)
    show(path)
    workbook = XlsxWorkbook(path)
    assert workbook.peek("Dashboard", CHOSEN) == chosen
    assert workbook.peek("Dashboard", "C9") == example_name("CES")


def example_name(code: str) -> str:
    return next(str(kpi["name"]) for kpi in example("en")["kpis"] if kpi["code"] == code)


def test_a_formula_of_the_users_own_shows_nothing_until_it_is_computed(path: Path) -> None:
    part = sheet_with_dashboard(path)
    formula = re.search(rb'<c r="B5"[^>]*><f>([^<]*)</f>', part)
    assert formula is not None
    rewrite(path, lambda each: each.replace(formula[1], b"1+1") if each == part else each)
    show(path)
    assert last(path) == CellError("uncached")


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    held = members(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in held.items():
            package.writestr(name, change(part))


@pytest.mark.libreoffice
@pytest.mark.parametrize(("language", "chosen"), [("nl", "FCR"), ("en", "ces"), ("de", ""), ("fr", "NONE")])
def test_every_cell_shows_what_libreoffice_computes(office: Office, tmp_path: Path, language: str, chosen: str) -> None:
    path, name = tmp_path / "book.xlsx", words(language, "sheets")["sheet.dashboard"]
    build(Agreement.model_validate(example(language)), path)
    choose(path, chosen, name)
    settle(path, 1)
    show(path)
    for period, as_of in ((2, FINAL), (4, EARLY)):
        settle(path, period, as_of)
        workbook, wrong, count = XlsxWorkbook(path), [], 0
        with office.open(path, for_paper=False) as opened:
            for number, row in enumerate(opened.values(name, AREA), 1):
                for place, computed in enumerate(row, 1):
                    if computed != "":
                        count += 1
                        address = f"{letters(place)}{number}"
                        held = workbook.peek(name, address)
                        wrong += [] if is_same(held, computed) else [(address, held, computed)]
        assert wrong == []
        assert count > 400


def is_same(held: Cell, computed: float | str | None) -> bool:
    if computed is None:
        return isinstance(held, CellError)
    if isinstance(computed, float):
        return isinstance(held, Decimal) and float(held) == pytest.approx(computed, rel=1e-9, abs=1e-9)
    return held == computed
