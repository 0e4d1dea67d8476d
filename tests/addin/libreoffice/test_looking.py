"""Do the commands that only look tell what the command line tells, and leave an open document as it is?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.hosts.cli import main
from tests.addin.conftest import AS_OF
from tests.addin.libreoffice.extension import count_as_saved, dispatch, untouched
from tests.support.libreoffice import Office, Workbook
from tests.support.seen import sheets

pytestmark = pytest.mark.libreoffice

LOOKING = {"advise", "annex", "diff", "export", "new", "statement", "verify", "whatif"}


@pytest.fixture(scope="module")
def unchanged(extended: Office, filled: Path) -> Iterator[Workbook]:
    """An open copy of the filled example that every command leaves as it is, and unmodified."""
    with extended.open(filled) as opened:
        count_as_saved(opened)
        before = sheets(opened)
        yield opened
        assert sheets(opened) == before


def test_every_command_that_only_looks_is_tested_here() -> None:
    assert {name for name, command in COMMANDS.items() if not command.writes} == LOOKING


def test_the_annex_becomes_a_workbook_of_its_own(extended: Office, unchanged: Workbook, tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    said = dispatch(extended, unchanged, f"annex?file={path}")
    assert said.done, said.message
    opened = next(each for each in extended.desktop.Components if path.as_uri() == each.URL)
    assert opened.Sheets.getByIndex(0).getCellRangeByName("B1").String == "Bijlage bonus-malus"
    opened.close(True)
    assert untouched(extended, unchanged)


def test_the_statement_is_shown_and_the_document_stays(extended: Office, unchanged: Workbook) -> None:
    said = dispatch(extended, unchanged, f"statement?period=1&as_of={AS_OF}")
    assert said.done
    assert said.message.startswith("De verrekening van 2026-01/2026-03 is getoond; er is niets geschreven.")
    assert untouched(extended, unchanged)


def test_what_if_shows_the_figures_of_the_command_line_and_changes_nothing(
    extended: Office, filled: Path, unchanged: Workbook, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["whatif", str(filled), "--period", "4", "FCR=0.9", "volume=12000"])
    shown = capsys.readouterr().out
    said = dispatch(extended, unchanged, "whatif?period=4&figures=FCR=0.9 volume=12000")
    *_, total = said.message.splitlines()
    assert said.done
    assert [cell in shown for cell in total.split(" · ")] == [True] * 4
    assert untouched(extended, unchanged)


def test_verifying_says_that_nothing_was_settled_yet(extended: Office, unchanged: Workbook) -> None:
    assert dispatch(extended, unchanged, "verify").done
    assert untouched(extended, unchanged)


def test_the_difference_from_another_file_is_that_of_the_command_line(
    extended: Office, filled: Path, unchanged: Workbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.xlsx"
    main(["new", str(other), "--language", "nl"])
    main(["diff", str(filled), str(other), "--json"])
    count = len(json.loads(capsys.readouterr().out.partition("\n")[2])["changes"])
    said = dispatch(extended, unchanged, f"diff?other={other}")
    assert said.done
    assert said.message.startswith(f"Aantal verschillen: {count}.")
    assert count > 10
    assert untouched(extended, unchanged)


def test_the_advice_is_that_of_the_command_line(
    extended: Office, filled: Path, unchanged: Workbook, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["advise", str(filled), "--goal", "quality", "--json"])
    codes = [each["code"] for each in json.loads(capsys.readouterr().out)["kpis"]]
    said = dispatch(extended, unchanged, "advise?goal=quality")
    assert said.done
    assert [code for code in codes if f"\n{code} · " in said.message] == codes
    assert untouched(extended, unchanged)


def test_exporting_gives_the_data_of_the_command_line(
    extended: Office, filled: Path, unchanged: Workbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["export", str(filled)])
    expected = json.loads(capsys.readouterr().out)
    assert json.loads(dispatch(extended, unchanged, "export").message) == expected
    path = tmp_path / "contract.json"
    assert dispatch(extended, unchanged, f"export?file={path}").done
    assert json.loads(path.read_text(encoding="utf-8")) == expected
    assert untouched(extended, unchanged)


def test_a_new_workbook_is_the_one_of_the_command_line_and_is_opened(
    extended: Office, unchanged: Workbook, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    main(["new", str(theirs), "--sector", "facility", "--language", "fr"])
    assert dispatch(extended, unchanged, f"new?file={ours}&sector=facility&language=fr").done
    opened = next(each for each in extended.desktop.Components if ours.as_uri() == each.URL)
    try:
        with extended.open(theirs) as expected:
            opened.calculateAll()
            assert sheets(Workbook(opened)) == sheets(expected)
    finally:
        opened.close(True)
    again = dispatch(extended, unchanged, f"new?file={ours}&sector=facility&language=fr")
    assert not again.done
    assert str(ours) in again.message


def test_a_period_without_figures_is_refused_and_nothing_changes(extended: Office, unchanged: Workbook) -> None:
    assert not dispatch(extended, unchanged, "settle?period=8").done
    assert untouched(extended, unchanged)


@pytest.mark.parametrize(
    "command",
    [
        "settle?period=99",
        "settle?period=two",
        "settle?period=1&as_of=tomorrow",
        "settle?period=1&as_off=2027-02-01",
        "check?severity=grave",
        "dance",
    ],
)
def test_a_wrong_command_or_option_is_said_in_one_line_and_changes_nothing(
    extended: Office, unchanged: Workbook, command: str
) -> None:
    said = dispatch(extended, unchanged, command)
    assert not said.done
    assert "\n" not in said.message
    assert untouched(extended, unchanged)


def test_nobody_is_asked_or_waited_for_where_there_is_no_screen(extended: Office, filled: Path) -> None:
    with extended.open(filled, hidden=False) as opened:
        assert dispatch(extended, opened, "settle").done
