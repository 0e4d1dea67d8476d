"""What is told when a command cannot do what was asked, and does it then leave everything as it is?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from xlwings import Book

from bonusmalus_addin.excel.commands import act
from tests.addin.conftest import AS_OF
from tests.addin.excel.watching import AGREED, held
from tests.support.excel import native
from tests.support.excel.engine import App, opened
from tests.support.libreoffice import Office
from tests.support.seen import sheets

pytestmark = pytest.mark.libreoffice

CLOUD = "https://firma.sharepoint.com/Documents"


@pytest.mark.parametrize(
    ("command", "boxes"),
    [
        ("new", {"typed": [None]}),
        ("new", {"typed": [AGREED, None]}),
        ("new", {"typed": [AGREED, AGREED], "files": [None]}),
        ("measure", {"typed": [None]}),
        ("measure", {"typed": ["1"], "files": [None]}),
        ("measure", {"typed": ["2"], "folders": [None]}),
    ],
)
def test_who_thinks_better_of_it_is_told_nothing(
    app: App, unchanged: Book, command: str, boxes: dict[str, list[Any]]
) -> None:
    for name, answers in boxes.items():
        setattr(app.api, name, list(answers))
    assert act(command, unchanged, "nl") == ""


@pytest.mark.parametrize(
    ("command", "boxes", "told"),
    [
        ("new", {"typed": [AGREED, AGREED], "files": [f"{CLOUD}/new.xlsx"]}, f"{CLOUD}/new.xlsx is geen map"),
        ("measure", {"typed": ["1"], "files": [f"{CLOUD}/contacts.csv"]}, f"{CLOUD}/contacts.csv staat niet"),
        ("measure", {"typed": ["2"], "folders": [CLOUD]}, f"{CLOUD} staat niet"),
        ("diff", {"files": [f"{CLOUD}/later.xlsx"]}, f"{CLOUD}/later.xlsx staat niet"),
    ],
)
def test_a_file_or_folder_in_the_cloud_cannot_be_chosen(
    app: App, unchanged: Book, command: str, boxes: dict[str, list[Any]], told: str
) -> None:
    for name, answers in boxes.items():
        setattr(app.api, name, list(answers))
    assert act(command, unchanged, "nl").startswith(told)


def test_a_new_workbook_of_the_name_of_an_open_one_is_made_and_not_opened(
    app: App, unchanged: Book, tmp_path: Path
) -> None:
    app.api.typed, app.api.files = [AGREED, AGREED], [tmp_path / unchanged.name]
    assert "dezelfde naam" in act("new", unchanged, "nl")
    assert (tmp_path / unchanged.name).is_file()
    assert app.books.active.name == unchanged.name


@pytest.mark.parametrize("place", [f"{CLOUD}/contract.xlsx", "Map1"])
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
