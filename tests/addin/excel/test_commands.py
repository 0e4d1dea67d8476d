"""Do the buttons of the ribbon do on an open workbook what the command line does on its file?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from xlwings import Book

from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_addin.excel.commands import act
from bonusmalus_addin.excel.own import OWN
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.hosts.cli import main
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_templates import example
from tests.addin.libreoffice.extension import sheets, tables
from tests.addin.libreoffice.test_commands import at_no_time, looks
from tests.support.excel import native
from tests.support.excel.engine import App, excel, opened
from tests.support.libreoffice import Office, Workbook

pytestmark = pytest.mark.libreoffice

AS_OF = "2027-02-01"
PERIODS = ("1", "3")
TESTED = {"new", "check", "settle", "lock", "unlock", "verify", "export", "whatif", "formulas", "explain", "unmark"}
AGREED: Any = ...
"""What stands in a box of Excel is agreed to with a click."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled example; nothing is settled in it."""
    path = tmp_path_factory.mktemp("example") / "example.xlsx"
    build_workbook(Agreement.model_validate(example("nl")), path)
    return path


@pytest.fixture(scope="module")
def by_command_line(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of which the command line settled two quarters, one after the other."""
    path = tmp_path_factory.mktemp("settled") / "by-command-line.xlsx"
    shutil.copyfile(filled, path)
    for period in PERIODS:
        assert main(["settle", str(path), "--period", period, "--as-of", AS_OF]) == 0
    return path


@pytest.fixture(scope="module")
def running(office: Office) -> Iterator[App]:
    with excel(office) as running:
        yield running


@pytest.fixture
def app(running: App) -> App:
    """A running Excel, in whose boxes nobody has typed yet."""
    running.api = native.Application()
    return running


@pytest.fixture
def contract(app: App, filled: Path) -> Iterator[Book]:
    """The filled example, open in Excel."""
    with opened(app, filled) as book:
        yield book


@pytest.fixture(scope="module")
def unchanged(running: App, filled: Path) -> Iterator[Book]:
    """The filled example, which every command leaves as it is."""
    with opened(running, filled) as book:
        before = sheets(held(book))
        yield book
        assert sheets(held(book)) == before


def held(book: Book) -> Workbook:
    """The workbook as LibreOffice sees it."""
    book.impl.document.calculateAll()
    return Workbook(book.impl.document)


def test_what_is_tested_here_is_offered() -> None:
    assert {*COMMANDS, *OWN} >= TESTED


def test_settling_gives_the_sheets_and_tables_of_the_command_line(
    office: Office, by_command_line: Path, contract: Book
) -> None:
    for period in PERIODS:
        assert "Verrekening" in act("settle", contract, "nl", {"period": period, "as_of": AS_OF})
    with office.open(by_command_line) as expected:
        assert at_no_time(held(contract)) == at_no_time(expected)
        assert tables(held(contract)) == tables(expected)
        assert looks(held(contract)) == looks(expected)
    assert contract.sheets.active.name == "Verrekening"


def test_settling_twice_is_harmless_and_excel_is_as_free_as_before(app: App, contract: Book) -> None:
    app.calculation = "semiautomatic"
    seen = watched(app)
    said = [act("settle", contract, "nl", {"period": "1", "as_of": AS_OF})]
    once = sheets(held(contract))
    said.append(act("settle", contract, "nl", {"period": "1", "as_of": AS_OF}))
    assert sheets(held(contract)) == once
    assert said[0] == said[1]
    assert free(app)
    assert contract.sheets["Verrekening"].api.ProtectContents
    assert seen[0].startswith("Periode verrekenen")


@pytest.mark.parametrize("given", [{"period": "8"}, {"period": "99"}, {"period": "x"}])
def test_excel_is_as_free_as_before_after_a_refusal(app: App, unchanged: Book, given: dict[str, str]) -> None:
    app.calculation = "semiautomatic"
    assert act("settle", unchanged, "nl", given)
    assert free(app)


def free(app: App) -> bool:
    """Whether Excel draws, calculates and listens as its user had chosen."""
    state = (app.calculation, app.screen_updating, app.enable_events, app.status_bar)
    return state == ("semiautomatic", True, True, False)


def test_settle_proposes_the_oldest_complete_unsettled_period_and_asks_once(app: App, contract: Book) -> None:
    app.api.typed = [AGREED, None]
    said = [act("settle", contract, "nl", {"as_of": AS_OF}) for _ in range(2)]
    assert [message.split(" ")[0] for message in said] == ["2026-01/2026-03", ""]
    assert app.api.proposed == ["1", "2"]
    assert "1 · jan – mrt 2026" in app.api.asked[0]


def test_another_period_can_be_chosen_and_its_rows_are_explained_in_their_own_words(app: App, contract: Book) -> None:
    app.api.typed = ["99", "two", " 3 "]
    assert act("settle", contract, "nl", {"as_of": AS_OF}).startswith("2026-07/2026-09")
    assert app.api.asked[1].startswith("“99”")
    table = contract.sheets["Verrekening"].tables["tblSettlement"].range
    table(2, 6).select()
    assert act("explain", contract, "nl").startswith(f"{table(2, 1).raw_value}: ")


def test_a_settlement_is_locked_verified_and_unlocked(app: App, contract: Book) -> None:
    assert act("settle", contract, "nl", {"period": "1", "as_of": AS_OF})
    app.api.typed = ["1", "1", "typing error"]
    for name in ("lock", "verify", "unlock"):
        assert act(name, contract, "nl")
    rows = ExcelWorkbook(contract).tables()["tblHistory"].rows
    events = [str(cell) for row in rows for cell in row if cell in {"verrekend", "vergrendeld", "ontgrendeld"}]
    assert (len(rows), events) == (3, ["verrekend", "vergrendeld", "ontgrendeld"])
    assert app.api.asked[2]


def test_checking_writes_what_the_command_line_writes(
    office: Office, filled: Path, contract: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "checked.xlsx"
    shutil.copyfile(filled, path)
    main(["check", str(path), "--write"])
    assert act("check", contract, "nl").splitlines()[0] == capsys.readouterr().out.splitlines()[-1]
    with office.open(path) as expected:
        assert sheets(held(contract)) == sheets(expected)
        assert tables(held(contract)) == tables(expected)


def test_cells_with_mistakes_are_marked_until_they_are_mended(contract: Book) -> None:
    table = contract.sheets["Metingen"].tables["tblMonths"].range
    cell = table(2, 3)
    good, color = cell.raw_value, cell.color
    cell.raw_value = "'12,5 of zo"
    for _ in range(2):
        assert cell.get_address(False, False) in act("check", contract, "nl")
    assert (marks(contract), cell.note and cell.note.text[:13]) == (1, "Bonus-Malus: ")
    assert cell.color == color
    cell.raw_value = good
    act("check", contract, "nl")
    assert (marks(contract), cell.note) == (0, None)


def marks(book: Book) -> int:
    """The number of our conditional formats."""
    every = (rule for sheet in book.sheets for rule in sheet.used_range.conditional_formats)
    return sum("bonus-malus" in (rule.formula or "") for rule in every if rule.type == "custom")


def test_marks_can_be_removed_and_a_note_of_the_user_stays(contract: Book) -> None:
    cell = contract.sheets["Metingen"].tables["tblMonths"].range(2, 3)
    cell.raw_value = "'12,5 of zo"
    cell.add_note("Ask Jan")
    act("check", contract, "nl")
    assert act("unmark", contract, "nl") == "Verwijderde markeringen: 1."
    assert marks(contract) == 0
    assert cell.note
    assert cell.note.text == "Ask Jan"


def test_what_if_and_export_give_what_the_command_line_gives_and_change_nothing(
    app: App, filled: Path, unchanged: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["whatif", str(filled), "--period", "4", "FCR=0.9", "volume=12000"])
    shown = capsys.readouterr().out
    app.api.typed = ["4", "FCR=0.9 volume=12000"]
    *_, total = act("whatif", unchanged, "nl").splitlines()
    assert [cell in shown for cell in total.split(" · ")] == [True] * 4
    main(["export", str(filled)])
    expected = json.loads(capsys.readouterr().out)
    app.api.files = [tmp_path / "contract.json"]
    act("export", unchanged, "nl")
    assert json.loads((tmp_path / "contract.json").read_text(encoding="utf-8")) == expected


def test_a_new_workbook_is_the_one_of_the_command_line_and_is_opened(
    office: Office, app: App, unchanged: Book, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    main(["new", str(theirs), "--sector", "facility", "--language", "fr"])
    app.api.typed, app.api.files = ["2", "4"], [ours]
    assert str(ours) in act("new", unchanged, "nl")
    made = app.books.active
    assert made.name == "ours.xlsx"
    with office.open(theirs) as expected:
        made.document.calculateAll()
        assert sheets(Workbook(made.document)) == sheets(expected)
    made.close()
    app.api.typed, app.api.files = ["2", "4"], [ours]
    assert "bestaat al" in act("new", unchanged, "nl")


@pytest.mark.parametrize(
    "boxes", [{"typed": [None]}, {"typed": [AGREED, None]}, {"typed": [AGREED, AGREED], "files": [None]}]
)
def test_who_thinks_better_of_it_is_told_nothing(app: App, unchanged: Book, boxes: dict[str, list[Any]]) -> None:
    for name, answers in boxes.items():
        setattr(app.api, name, list(answers))
    assert act("new", unchanged, "nl") == ""


def test_a_new_workbook_cannot_be_made_in_the_cloud(app: App, unchanged: Book) -> None:
    app.api.typed, app.api.files = [AGREED, AGREED], ["https://firma.sharepoint.com/Documents/contract.xlsx"]
    assert "SharePoint" in act("new", unchanged, "nl")


@pytest.mark.parametrize("place", ["https://firma.sharepoint.com/Documents/contract.xlsx", "Map1"])
def test_a_workbook_in_the_cloud_or_without_a_file_is_settled_like_any_other(
    app: App, filled: Path, place: str
) -> None:
    with opened(app, filled) as book:
        book.impl.fullname = book.api.FullName = place
        book.impl.name = place.rpartition("/")[2]
        assert act("settle", book, "nl", {"period": "1", "as_of": AS_OF}).startswith("2026-01/2026-03")


@pytest.mark.parametrize("in_another_excel", [False, True])
def test_the_given_workbook_is_meant_whichever_one_is_in_front(
    office: Office, app: App, filled: Path, unchanged: Book, in_another_excel: bool
) -> None:
    theirs = App(app.engine, office) if in_another_excel else app
    with opened(theirs, filled) as other:
        unchanged.activate()
        assert act("settle", other, "nl", {"period": "1", "as_of": AS_OF}).startswith("2026-01/2026-03")
        assert (
            other.sheets["Verrekening"].range("A1:M60").raw_value
            != unchanged.sheets["Verrekening"].range("A1:M60").raw_value
        )


@pytest.mark.parametrize("name", ["check", "settle", "export", "whatif", "formulas", "explain"])
def test_a_workbook_that_is_no_contract_gets_one_friendly_line_and_stays_as_it_is(
    app: App, tmp_path: Path, name: str
) -> None:
    openpyxl.Workbook().save(tmp_path / "shopping list.xlsx")
    with opened(app, tmp_path / "shopping list.xlsx") as book:
        book.sheets[0].range("A1").select()
        before = sheets(held(book))
        said = act(name, book, "en")
        assert "bonus-malus contract" in said
        assert "\n" not in said
        assert sheets(held(book)) == before


@pytest.mark.parametrize("spoken", ["nl", "en", "de", "fr"])
def test_somebody_who_types_in_a_cell_is_asked_to_finish(
    unchanged: Book, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise native.Busy

    monkeypatch.setattr("bonusmalus_addin.excel.reading.read", busy)
    assert "Excel" in act("settle", unchanged, spoken, {"period": "1"})


def watched(app: App) -> list[str]:
    """What the status bar shows from now on."""
    seen: list[str] = []

    class Watched(type(app)):  # type: ignore[misc]
        def __setattr__(self, name: str, value: object) -> None:
            if name == "status_bar" and isinstance(value, str):
                seen.append(value)
            super().__setattr__(name, value)

    app.__class__ = Watched
    return seen


def test_a_result_sheet_with_a_password_is_named_and_nothing_changes(contract: Book) -> None:
    sheet = contract.sheets["Verrekening"].impl.held
    sheet.unprotect("")
    sheet.protect("secret")
    before = sheets(held(contract))
    assert "Verrekening" in act("settle", contract, "nl", {"period": "1", "as_of": AS_OF})
    assert sheets(held(contract)) == before


def test_a_fault_of_ours_is_told_in_one_message(unchanged: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("bonusmalus_addin.excel.reading.read", broken)
    assert "RuntimeError" in act("check", unchanged, "nl")


@pytest.mark.parametrize(
    ("sheet", "table", "at", "told"),
    [
        ("Metingen", "tblMeasurements", (1, 4), "ligt tussen"),
        ("KPI’s", "tblKpis", (1, 4), "FCR, 2026-01/2026-03"),
        ("Contract", "tblContract", (1, 2), "Staat boven elke verrekening"),
        ("Start", None, (0, 0), "kies een cel"),
    ],
)
def test_a_cell_is_explained(unchanged: Book, sheet: str, table: str | None, at: tuple[int, int], told: str) -> None:
    found = unchanged.sheets[sheet]
    (found.tables[table].range if table else found)[at].select()
    assert told in act("explain", unchanged, "nl")
