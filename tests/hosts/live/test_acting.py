"""What becomes of a document for paper in a live host, and of an option that a command has not?"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bonusmalus_core.declare.drafting import build
from bonusmalus_core.hosts.live.acting import act
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_templates import example
from tests.hosts.live.seats import Agreeing


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("year") / "year.xlsx"
    build(Agreement.model_validate(example("en")), path)
    return XlsxWorkbook(path)


def test_it_is_opened_as_a_workbook_of_its_own_and_an_existing_file_stays(workbook: Workbook, tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    seat = Agreeing(workbook, file=str(path))
    ended = act(seat, "annex", {})
    assert ended
    assert (ended[0].message, ended[0].done) == ("The annex has been shown; nothing was written.", True)
    assert (seat.opened, seat.proposed) == ([path], ["Bonus-malus annex.xlsx"])
    (sheet,) = openpyxl.load_workbook(path).worksheets
    assert sheet["B1"].value
    written = path.read_bytes()
    again = act(seat, "annex", {})
    assert again
    assert str(path) in again[0].message
    assert not again[0].done
    assert path.read_bytes() == written


def test_who_chooses_no_file_is_told_nothing(workbook: Workbook) -> None:
    seat = Agreeing(workbook)
    assert act(seat, "annex", {}) is None
    assert seat.opened == []


def test_where_nobody_sits_the_document_is_the_message(workbook: Workbook) -> None:
    ended = act(Agreeing(workbook, attended=False), "annex", {})
    assert ended
    assert len(ended[0].message) > 1000


@pytest.mark.parametrize("command", ["settle", "dashboard", "annex"])
def test_an_option_that_the_command_has_not_is_refused_and_the_others_are_named(
    workbook: Workbook, command: str
) -> None:
    ended = act(Agreeing(workbook), command, {"as_off": "2026-12-31"})
    assert ended
    closing, outcome = ended
    assert (closing.done, outcome) == (False, None)
    assert closing.message.startswith("“as_off” is no option of this command: leave it out")
    assert ("as_of." in closing.message) == (command == "settle")
