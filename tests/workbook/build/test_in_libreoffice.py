"""Does another program compute what stands in the file, and does the workbook live while one types?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from bonusmalus_core.declare.settling import settle_workbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.build.bands import impact_of
from bonusmalus_core.workbook.build.templates import templates
from tests.support.libreoffice import Office, Workbook
from tests.workbook.build import agreements
from tests.workbook.build.cells import body, formulas, used

pytestmark = pytest.mark.libreoffice

EDGES: dict[str, Callable[[], Agreement]] = {
    "two levels": lambda: agreements.with_levels(2),
    "nine levels": lambda: agreements.with_levels(9),
    "calendar quarters": lambda: agreements.filled(calendar="calendar", start="2025-11-01", months=36),
    "yen": lambda: agreements.filled(currency="JPY"),
    "no caps, idle weight shared out": lambda: agreements.filled(bonus_cap=None, inactive_kpi="redistribute"),
    "weekend from Friday": lambda: agreements.reference("en", workweek=["sun", "mon", "tue", "wed", "thu"]),
    "weights of 90 %": lambda: agreements.one_kpi(weight="0.9"),
    "fewer thresholds than levels": lambda: agreements.one_kpi(thresholds=["0.7", "0.8"], impacts=["0.9", "1"]),
    "equal thresholds": lambda: agreements.one_kpi(thresholds=["0.7", "0.7", "0.8", "0.9", "1"]),
    "a country that nobody knows": lambda: agreements.reference(holidays="XX"),
    "half an hour and a test out of ten": lambda: agreements.tested(
        {"measure": "downtime", "threshold": "0.5"},
        {"measure": "quality_test", "threshold": "8"},
        {"measure": "volume_ratio", "threshold": "2.5"},
    ),
    "no KPI yet": lambda: agreements.reference().model_copy(update={"kpis": (), "legend": ()}),
    "neither price nor condition yet": lambda: agreements.reference().model_copy(
        update={"prices": (), "conditions": ()}
    ),
}

NOTHING = "#N/A"
"""What a line of a chart breaks at."""


def assert_recalculates(office: Office, path: Path, *stale: str) -> None:
    """Every formula shows what it stores, on all but the stale sheets; the only errors are those that break a line."""
    found = [cell for cell in formulas(path) if cell.sheet not in stale]
    areas = used(path)
    with office.open(path, for_paper=False) as book:
        broken = {f"{cell.sheet}.{cell.cell}": cell.cached for cell in found if cell.cached == NOTHING}
        assert {place: kind for place, kind in book.errors().items() if place.split(".")[0] not in stale} == broken
        sheets = {sheet: book.values(sheet, area) for sheet, area in areas.items()}
    shown = [(cell, _at(sheets[cell.sheet], cell.cell)) for cell in found]
    assert [(cell, value) for cell, value in shown if cell.cached != NOTHING and not _same(cell.cached, value)] == []


def _same(cached: float | str, value: float | str | None) -> bool:
    if isinstance(cached, str) or isinstance(value, str) or value is None:
        return cached == value
    return abs(cached - value) <= 1e-9 * max(1, abs(cached))


@pytest.mark.parametrize("name", templates())
def test_every_cached_value_of_a_template_is_what_libreoffice_computes(office: Office, name: str) -> None:
    with as_file(files("bonusmalus_templates") / name) as path:
        assert_recalculates(office, path)


@pytest.mark.parametrize("period", [1, 3])
def test_every_cached_value_of_a_settled_workbook_is_what_libreoffice_computes(
    office: Office, tmp_path: Path, period: int
) -> None:
    path = tmp_path / "settled.xlsx"
    build_workbook(agreements.filled(), path)
    workbook = XlsxWorkbook(path)
    settle_workbook(workbook, period, date(2027, 6, 1))
    workbook.save()
    assert_recalculates(office, path, "Dashboard")  # settling leaves the charts to the program that opens the workbook


@pytest.mark.parametrize("name", EDGES)
def test_every_cached_value_of_an_unusual_contract_is_what_libreoffice_computes(
    office: Office, tmp_path: Path, name: str
) -> None:
    build_workbook(EDGES[name](), tmp_path / "book.xlsx")
    assert_recalculates(office, tmp_path / "book.xlsx")


@pytest.mark.parametrize("terms", [{"settlement_months": 1}, {"start": "2025-11-01"}], ids=["month", "two years"])
def test_a_settled_period_of_any_length_is_called_on_start_as_libreoffice_computes(
    office: Office, tmp_path: Path, terms: dict[str, object]
) -> None:
    build_workbook(agreements.settled(**terms), tmp_path / "book.xlsx")
    assert_recalculates(office, tmp_path / "book.xlsx", "Dashboard")


VALUES = ("0.1", "0.699999", "0.7", "0.72", "0.725", "0.775", "0.8", "0.82", "0.8999", "0.9", "0.95")
WAYS: dict[str, dict[str, object]] = {
    "linear": {},
    "step": {"payout": "step"},
    "nearest": {"payout": "nearest"},
    "extrapolated": {"beyond": "extrapolate"},
    "collared": {"impact_floor": "0.97", "impact_cap": "1.03"},
    "own impacts": {"impacts": ["0.8", "0.9", "1", "1", "1.3"]},
    "lower is better": {"thresholds": ["0.9", "0.85", "0.8", "0.75", "0.7"], "direction": "lower"},
    "lower, nearest": {"thresholds": ["0.9", "0.85", "0.8", "0.75", "0.7"], "payout": "nearest"},
}


Typed = tuple[Workbook, dict[str, tuple[str, str]]]
"""An open workbook, and the cells of a row by their headers."""

Tried = tuple[Workbook, Agreement, dict[str, tuple[Kpi, dict[str, tuple[str, str]]]]]
"""An open workbook with its agreement, and by each way its KPI and the cells of that KPI's row."""


@pytest.fixture(scope="module")
def trying(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    """A workbook with a KPI for each way, open for values to be tried."""
    path, agreement = tmp_path_factory.mktemp("trying") / "book.xlsx", agreements.kpis(*WAYS.values())
    build_workbook(agreement, path)
    with office.open(path, for_paper=False) as book:
        rows = zip(WAYS, agreement.kpis, body(path, "tblKpis"), strict=False)
        yield book, agreement, {way: (kpi, row) for way, kpi, row in rows}


@pytest.mark.parametrize("way", WAYS)
def test_a_value_tried_has_the_impact_that_the_engine_gives(trying: Tried, way: str) -> None:
    book, agreement, tried = trying
    kpi, row = tried[way]
    for value in VALUES:
        book.put(*row["Proberen"], float(value))
        book.recalculate()
        shown = book.cell(*row["Impact bij proef"]).value
        wanted = impact_of(kpi, agreement.contract.levels, Fraction(value))
        assert shown == pytest.approx(float(wanted or 0), abs=1e-12), value


@pytest.fixture(scope="module")
def measuring(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typed]:
    """A workbook of one KPI, in whose first row of measurements each test types figures of its own."""
    path = tmp_path_factory.mktemp("measuring") / "book.xlsx"
    build_workbook(agreements.one_kpi(), path)
    with office.open(path, for_paper=False) as book:
        yield book, next(body(path, "tblMeasurements"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ((820, 1000), (0.82, 3, 1.02)),
        ((800, 1000), (0.8, 3, 1.0)),
        (("=1000*(0.1+0.7)", 1000), (0.8, 3, 1.0)),
        ((650, 1000), (0.65, 0, 0.9)),
        ((820, 0), ("", "", "")),
    ],
)
def test_a_measurement_shows_value_level_and_impact_at_once(
    measuring: Typed, typed: tuple[float | str, float], shown: tuple[float | str, ...]
) -> None:
    book, row = measuring
    book.put(*row["Teller"], typed[0])
    book.put(*row["Noemer"], typed[1])
    book.recalculate()
    found = [book.cell(*row[head]).value for head in ("Resultaat", "Niveau", "Impact")]
    assert all(_same(wanted, value) for wanted, value in zip(shown, found, strict=True)), found


def test_the_total_names_the_first_month_whose_weights_are_wrong(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    build_workbook(agreements.reference(), path)
    rows = list(body(path, "tblKpis"))
    progression = next(row for row in rows[1:] if row["Code"][1] == "B13")
    with office.open(path, for_paper=False) as book:
        sheet = progression["Gewicht"][0]
        assert [book.cell(sheet, cell).value for cell in ("K5", "K6")] == [1.0, "elke maand"]
        book.put(*progression["Gewicht"], 0.1)
        book.recalculate()
        assert [book.cell(sheet, cell).value for cell in ("K5", "K6")] == [pytest.approx(0.95), "in maand 4"]


def _at(values: tuple[tuple[float | str | None, ...], ...], cell: str) -> float | str | None:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return values[int(cell[len(letters) :]) - 1][column - 1]


def test_start_counts_what_settling_the_running_period_waits_for(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    build_workbook(agreements.reference(), path)
    (month, *_) = body(path, "tblMonths")
    with office.open(path, for_paper=False) as book:
        assert [book.cell("Start", cell).value for cell in ("F6", "F7")] == [24.0, "15 metingen, 9 volumes"]
        for head in ("Forecast", "Werkelijk volume", "Kwaliteitstest"):
            book.put(*month[head], 1)
        book.recalculate()
        assert [book.cell("Start", cell).value for cell in ("F6", "F7")] == [21.0, "15 metingen, 6 volumes"]


def test_another_currency_than_the_one_built_with_is_noticed(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    build_workbook(agreements.reference(), path)
    row = next(row for row in body(path, "tblContract") if row["Waarde"][1] == "D10")
    place = next(cell for cell in formulas(path) if cell.text.endswith('="EUR",0,1)'))
    with office.open(path, for_paper=False) as book:
        book.put(*row["Waarde"], "USD")
        book.recalculate()
        assert book.cell(place.sheet, place.cell).value == 1
