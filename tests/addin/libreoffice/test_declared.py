"""Is a command that is declared, and nothing else, in the menu and on the toolbar, and does it act as promised?

The same command shows what becomes of a document when writing fails half-way.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addin.libreoffice.declared import CELL, LABELS, build_with_one_more
from tests.addin.libreoffice.extension import count_as_saved, dispatch, install, untouched
from tests.conftest import require_libreoffice
from tests.support.libreoffice import Office, Workbook, running
from tests.support.seen import sheets

pytestmark = pytest.mark.libreoffice
SHEET = "Verrekening"


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_with_one_more(tmp_path_factory.mktemp("more"))


@pytest.fixture(scope="module")
def with_more(more: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    require_libreoffice()
    profile = tmp_path_factory.mktemp("profile") / "user"
    with running(profile) as office:
        install(office, more)
    with running(profile) as office:
        yield office


@pytest.fixture
def contract(with_more: Office, filled: Path) -> Iterator[Workbook]:
    with with_more.open(filled) as opened:
        count_as_saved(opened)
        yield opened


def test_menu_and_toolbar_offer_it_in_four_languages(more: Path) -> None:
    with zipfile.ZipFile(more) as archive:
        offered = archive.read("Addons.xcu").decode()
    assert offered.count("org.bonusmalus.calc:stamp") == 3  # menu, toolbar and icon
    assert {language: offered.count(f">{label}<") for language, label in LABELS.items()} == dict.fromkeys(LABELS, 2)


def test_it_writes_in_one_step_and_twice_is_harmless(with_more: Office, contract: Workbook) -> None:
    before = sheets(contract)
    for _ in range(2):
        assert dispatch(with_more, contract, "stamp?word=seen").done
        assert contract.cell(SHEET, CELL).value == "seen"
    undo = contract.document.UndoManager
    assert len(undo.getAllUndoActionTitles()) == 2
    undo.undo()
    undo.undo()
    assert sheets(contract) == before


def test_when_writing_fails_half_way_everything_is_as_it_was(with_more: Office, contract: Workbook) -> None:
    document, before = contract.document, sheets(contract)
    said = dispatch(with_more, contract, "stamp?word=seen&broken=yes")
    assert not said.done
    assert "nothing was changed" in said.message
    assert sheets(contract) == before
    assert document.Sheets.getByName(SHEET).isProtected()
    assert untouched(with_more, contract)
    assert not any((document.hasControllersLocked(), document.isActionLocked(), document.UndoManager.isLocked()))


def test_an_option_that_must_be_given_is_asked_for_and_without_a_screen_named(
    with_more: Office, contract: Workbook
) -> None:
    said = dispatch(with_more, contract, "stamp")
    assert not said.done
    assert "word" in said.message
