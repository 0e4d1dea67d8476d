"""Does the annex of an open contract become a workbook of its own, which the program opens?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bonusmalus_core.declare.annex import annex
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.declare.offering import Command
from bonusmalus_core.hosts.live.acting import act
from bonusmalus_core.hosts.live.seat import Answer, Question
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.package import guard, parts
from bonusmalus_templates import example

YEAR = Agreement.model_validate(example("nl"))


class Desk:
    """A seat at a desk in a file's room: the file dialog answers `chosen`, and what is opened is remembered."""

    spoken = "nl"

    def __init__(self, path: Path, chosen: Path | None, attended: bool = True) -> None:
        self.path, self.chosen, self.attended = path, chosen, attended
        self.opened: list[Path] = []
        self.proposed = ""

    def contract(self, _: Command) -> XlsxWorkbook:
        return XlsxWorkbook(self.path)

    def ask(self, _title: str, questions: Sequence[Question]) -> Sequence[Answer]:
        return [each.proposed for each in questions]

    def ask_file(self, _title: str, proposed: str) -> str | None:
        self.proposed = proposed
        return str(self.chosen) if self.chosen else None

    def ask_existing(self, _title: str, _suffix: str) -> str | None:
        return None

    def open(self, path: Path) -> None:
        self.opened.append(path)

    def progress(self, _: str) -> Desk:
        return self

    def step(self, _: int) -> None: ...

    def end(self) -> None: ...


@pytest.fixture
def year(tmp_path: Path) -> Path:
    build(YEAR, tmp_path / "year.xlsx")
    return tmp_path / "year.xlsx"


def test_the_annex_is_a_workbook_that_is_opened(year: Path) -> None:
    desk = Desk(year, year.with_name("annex.xlsx"))
    before, done = year.read_bytes(), act(desk, "annex", {})
    assert done is not None
    assert (done[0].done, done[0].message) == (True, "De bijlage is getoond; er is niets geschreven.")
    assert (desk.opened, desk.proposed) == ([year.with_name("annex.xlsx")], "Bijlage bonus-malus.xlsx")
    archive = guard.opened(desk.opened[0])
    assert list(parts.mapped(archive).sheets) == [annex(YEAR).title]
    assert year.read_bytes() == before


def test_who_names_no_file_gets_none(year: Path) -> None:
    desk = Desk(year, None)
    assert act(desk, "annex", {}) is None
    assert desk.opened == []


def test_an_existing_file_is_left_as_it_is(year: Path) -> None:
    desk, before = Desk(year, year), year.read_bytes()
    done = act(desk, "annex", {})
    assert done is not None
    assert (done[0].done, desk.opened, year.read_bytes() == before) == (False, [], True)


def test_where_nobody_can_be_asked_the_annex_is_the_message(year: Path) -> None:
    done = act(Desk(year, None, attended=False), "annex", {})
    assert done is not None
    assert "De prijsfactor ligt tussen 85% en 115%" in done[0].message
