"""What comes of each declared command on a workbook, whatever the host?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.declare.outcome import Outcome
from bonusmalus_core.declare.values import Argument
from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_templates import example


@pytest.fixture
def workbook(filled: Path) -> Workbook:
    return XlsxWorkbook(filled)


@pytest.fixture
def unfinished(tmp_path: Path) -> Workbook:
    """The example without its measurements: no period of it can be settled."""
    data: dict[str, Any] = {**example("en"), "measurements": []}
    build(Agreement.model_validate(data), tmp_path / "unfinished.xlsx")
    return XlsxWorkbook(tmp_path / "unfinished.xlsx")


def done(name: str, workbook: Workbook | None, **options: Argument) -> Outcome:
    return carry_out(COMMANDS[name], workbook, options)


def test_check_says_what_to_discuss_and_lets_what_can_be_settled_pass(workbook: Workbook) -> None:
    outcome = done("check", workbook, write_=False)
    assert outcome.message("en") == "Aantal bevindingen: 10, waarvan te herstellen: 0, aanvaard: 0."
    assert (outcome.refused, outcome.failed, len(outcome.data["findings"])) == (False, False, 10)


def test_settle_puts_the_statement_on_its_sheet_and_says_so(workbook: Workbook) -> None:
    outcome = done("settle", workbook, period=1, as_of=date(2027, 2, 1))
    assert (outcome.refused, outcome.sheet) == (False, "Verrekening")
    assert outcome.message("en").endswith("de verrekening staat op het blad Verrekening.")
    assert outcome.data["status"] == "final"
    assert outcome.settled is not None


def test_settle_that_is_refused_writes_nothing_and_names_everything(unfinished: Workbook) -> None:
    outcome = done("settle", unfinished, period=1)
    assert outcome.refused
    assert outcome.data["refused"]
    assert outcome.message("nl") == f"Refused, nothing was changed; findings: {len(outcome.findings)}."
    assert all(outcome.locate(each) for each in outcome.findings)


def test_export_gives_the_contract_as_data(workbook: Workbook) -> None:
    outcome = done("export", workbook)
    assert COMMANDS["export"].gives_data
    assert outcome.data["contract"]["title"] == example("nl")["contract"]["title"]


def test_new_makes_a_workbook_that_the_host_can_open(tmp_path: Path) -> None:
    outcome = done("new", None, file=str(tmp_path / "new.xlsx"), sector="transport", language="fr")
    assert outcome.made == tmp_path / "new.xlsx"
    assert done("check", XlsxWorkbook(outcome.made)).language == "fr"


def test_new_starts_on_another_day_with_the_months_of_the_template(tmp_path: Path) -> None:
    outcome = done("new", None, file=str(tmp_path / "new.xlsx"), start=date(2027, 4, 1))
    assert outcome.made
    contract = done("export", XlsxWorkbook(outcome.made)).data["contract"]
    assert (contract["start"], contract["months"]) == ("2027-04-01", 24)


@pytest.mark.parametrize(
    "options",
    [
        {"file": "new"},
        {"start": date(2027, 4, 2)},
        {"months": 1.5},
        {"start": "spring"},
        {"sector": 1},
        {"sector": "circus"},
        {"language": "la"},
    ],
)
def test_new_with_options_that_make_no_sense_makes_nothing(options: dict[str, Argument], tmp_path: Path) -> None:
    complete: dict[str, Argument] = {"file": str(tmp_path / "new.xlsx"), **options}
    with pytest.raises(WrongUsage):
        done("new", None, **complete)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_refused_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        done("new", None, file=str(tmp_path / "none" / "new.xlsx"))
    assert refused.value.code == "file.not-written"


def test_nothing_but_the_workbook_is_left_in_its_folder(tmp_path: Path) -> None:
    done("new", None, file=str(tmp_path / "new.xlsx"))
    assert [path.name for path in tmp_path.iterdir()] == ["new.xlsx"]


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").touch()
    with pytest.raises(FileRefused):
        done("new", None, file=str(tmp_path / "old.xlsx"))


@pytest.mark.parametrize("text", ['{"months": 1, "months": 2}', '{"a": [{"b": {"months": 1, "months": 1}}]}'])
def test_contract_data_that_say_a_thing_twice_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text(text)
    with pytest.raises(FileRefused, match=r"file\.doubled-key") as refusal:
        done("new", None, file=str(tmp_path / "new.xlsx"), from_=str(tmp_path / "odd.json"))
    assert (refusal.value.facts["key"], (tmp_path / "new.xlsx").exists()) == ("months", False)


def test_contract_data_that_cannot_be_used_is_refused_in_the_users_language(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text("[]")
    outcome = done("new", None, file=str(tmp_path / "new.xlsx"), from_=str(tmp_path / "odd.json"))
    assert (outcome.refused, outcome.made, outcome.language) == (True, None, None)
    assert outcome.message("de").startswith("Abgelehnt")


@pytest.mark.parametrize(
    "options", [{}, {"period": "one"}, {"period": 1.5}, {"period": 9}, {"period": 1, "as_of": "soon"}]
)
def test_an_option_that_makes_no_sense_is_wrong_usage(options: dict[str, Argument], workbook: Workbook) -> None:
    with pytest.raises(WrongUsage):
        done("settle", workbook, **options)


@pytest.mark.parametrize("period", [1, 1.0, ((1,),)])
def test_a_host_may_pass_a_number_as_its_cells_hold_it(period: Argument, workbook: Workbook) -> None:
    assert done("settle", workbook, period=period, as_of="2027-02-01").data["period"] == 1
