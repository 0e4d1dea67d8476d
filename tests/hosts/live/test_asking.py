"""Which period is proposed for which command, and what is asked?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import carry_out
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.hosts.live.asking import completed
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.port import Table
from bonusmalus_templates import example
from tests.hosts.live.seats import Agreeing

AS_OF = "2027-02-01"
SETTLED = ("settle 1", "settle 2", "settle 3")
Made = Callable[..., MemoryWorkbook]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Table]:
    """Those of the filled example."""
    path = tmp_path_factory.mktemp("year") / "year.xlsx"
    build(Agreement.model_validate(example("en")), path)
    return list(XlsxWorkbook(path).tables().values())


@pytest.fixture(scope="module")
def after(tables: list[Table]) -> Made:
    """Makes the example as it is after some commands, each on one period."""

    def made(*done: str) -> MemoryWorkbook:
        workbook = MemoryWorkbook(*tables)
        for name, period in (each.split() for each in done):
            options: dict[str, Any] = {"as_of": AS_OF} if name == "settle" else {}
            assert not carry_out(COMMANDS[name], workbook, {"period": float(period), **options}).refused
            workbook.save()
        return workbook

    return made


@pytest.mark.parametrize(
    ("name", "done", "period"),
    [
        ("settle", (), 1),
        ("settle", SETTLED[:2], 3),
        ("settle", ("settle 2",), 1),
        ("whatif", SETTLED[:2], 3),
        ("lock", (), 1),
        ("lock", SETTLED, 3),
        ("lock", (*SETTLED, "lock 3"), 2),
        ("lock", ("settle 2", "lock 2"), 2),
        ("unlock", SETTLED, 3),
        ("unlock", (*SETTLED, "lock 1"), 1),
        ("team", (), 1),
        ("team", SETTLED[:2], 3),
    ],
)
def test_the_period_that_is_meant_most_likely_is_proposed(
    after: Made, name: str, done: tuple[str, ...], period: int
) -> None:
    seat = Agreeing(after(*done), typed="FCR=0.9", file="/records")
    options = completed(seat, COMMANDS[name], seat.workbook, {})
    assert options
    assert options["period"] == period
    assert "Which period is meant?" in [each.text for each in seat.asked]


def test_where_the_command_can_choose_the_period_itself_that_is_proposed(after: Made) -> None:
    seat = Agreeing(after())
    options = completed(seat, COMMANDS["balance"], seat.workbook, {})
    assert options == {"period": None}
    (question,) = seat.asked
    assert question.answers
    assert (question.answers[0][:3], question.answers[-1]) == ("1 ·", "Choose automatically")
    assert question.text.endswith("default the first in which every KPI is active.")


@pytest.mark.parametrize("attended", [True, False])
def test_where_months_are_given_no_period_is_asked(after: Made, attended: bool) -> None:
    seat, given = Agreeing(after(), attended), {"records": "/records", "months": "2026-01"}
    assert completed(seat, COMMANDS["team"], seat.workbook, given) == given
    assert seat.asked == []


@pytest.mark.parametrize(("name", "period"), [("settle", 1), ("lock", 1), ("balance", None)])
def test_of_a_contract_that_cannot_be_read_no_period_is_asked(after: Made, name: str, period: int | None) -> None:
    unreadable = MemoryWorkbook(*(each for each in after().tables().values() if each.name != "tblContract"))
    seat = Agreeing(unreadable)
    assert completed(seat, COMMANDS[name], unreadable, {}) == {"period": period}
    assert seat.asked == []


def test_where_nobody_sits_the_proposals_stand(after: Made) -> None:
    seat = Agreeing(after(*SETTLED[:1]), attended=False)
    assert completed(seat, COMMANDS["settle"], seat.workbook, {"as_of": AS_OF}) == {"as_of": AS_OF, "period": 2}
    assert seat.asked == []


def test_files_are_chosen_after_the_questions(after: Made, tmp_path: Path) -> None:
    seat = Agreeing(after(), file=str(tmp_path / "made.xlsx"))
    options = completed(seat, COMMANDS["new"], None, {})
    assert options
    assert (options["sector"], options["language"], options["file"]) == ("contact-centre", "en", seat.file)


@pytest.mark.parametrize(
    ("name", "option", "number", "picked"),
    [
        ("measure", "records", None, "*"),
        ("measure", "records", 0, "*"),
        ("measure", "records", 1, "folder"),
        ("team", "records", 1, "folder"),
        ("diff", "other", None, "xlsx"),
    ],
)
def test_what_is_read_is_chosen_in_a_dialog_for_files_or_for_folders(
    after: Made, name: str, option: str, number: int | None, picked: str
) -> None:
    seat = Agreeing(after(), number=number, file="/chosen")
    options = completed(seat, COMMANDS[name], seat.workbook, {})
    assert options
    assert (options[option], seat.picked) == ("/chosen", [picked])
    assert (["A file", "A folder of files"] in [each.answers for each in seat.asked]) is (option == "records")


@pytest.mark.parametrize("name", ["measure", "team", "diff", "new"])
def test_who_chooses_no_file_thinks_better_of_it(after: Made, name: str) -> None:
    seat = Agreeing(after())
    assert completed(seat, COMMANDS[name], seat.workbook, {}) is None


def test_where_nobody_sits_no_file_is_chosen_and_the_command_says_what_it_lacks(after: Made) -> None:
    seat = Agreeing(after(), attended=False)
    options = completed(seat, COMMANDS["measure"], seat.workbook, {})
    assert seat.picked == []
    with pytest.raises(WrongUsage):
        carry_out(COMMANDS["measure"], seat.workbook, options or {})
