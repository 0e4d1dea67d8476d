"""What do the buttons of the ribbon do beside settling?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from xlwings import Book

from bonusmalus_addin.excel.commands import act
from bonusmalus_core.hosts.cli import main
from bonusmalus_core.measures.opening.generated import generate
from tests.support.excel.engine import App
from tests.support.libreoffice import Office, Workbook
from tests.support.seen import sheets

pytestmark = pytest.mark.libreoffice


def marks(book: Book) -> int:
    """The number of our conditional formats."""
    every = (rule for sheet in book.sheets for rule in sheet.used_range.conditional_formats)
    return sum("bonus-malus" in (rule.formula or "") for rule in every if rule.type == "custom")


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


@pytest.mark.parametrize(("typed", "dialog", "name"), [("1", "files", "contacts.parquet"), ("2", "folders", "")])
def test_records_are_chosen_in_excels_own_dialog_for_files_or_folders(
    contract: Book, tmp_path: Path, typed: str, dialog: str, name: str
) -> None:
    generate(tmp_path, 200, date(2026, 1, 1), 60)
    excel = contract.app.api
    excel.typed = [typed]
    setattr(excel, dialog, [tmp_path / name])
    assert str(tmp_path / name) in act("measure", contract, "nl")
    assert "2 · Een map met bestanden" in excel.asked[0]


def test_a_new_workbook_is_the_one_of_the_command_line_and_is_opened(
    office: Office, app: App, unchanged: Book, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    main(["new", str(theirs), "--sector", "facility", "--language", "fr"])
    app.api.typed, app.api.files = ["2", "4"], [ours]
    assert str(ours) in act("new", unchanged, "nl")
    made = app.books.active
    assert made.name == "ours.xlsx"
    with office.open(theirs, for_paper=False) as expected:
        made.document.calculateAll()
        assert sheets(Workbook(made.document)) == sheets(expected)
    made.close()
    app.api.typed, app.api.files = ["2", "4"], [ours]
    assert "bestaat al" in act("new", unchanged, "nl")


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
