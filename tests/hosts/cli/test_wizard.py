"""Does `new --wizard` lead somebody who types to a draft, and somebody who mistypes too?"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.read import read_agreement
from tests.hosts.cli.runs import Run, typed

Wizard = Callable[..., Run]
"""Carries `new --wizard` out, with what is typed in answer."""


@pytest.fixture
def wizard(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Wizard:
    def answered(text: str, *words: object) -> Run:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        monkeypatch.setenv("LC_ALL", "nl_BE.UTF-8")
        return typed(capsys, "new", *words, "--wizard")

    return answered


def read(path: Path) -> Agreement:
    agreement = read_agreement(XlsxWorkbook(path)).agreement
    assert agreement is not None
    return agreement


def test_every_answer_stands_in_the_draft(wizard: Wizard, tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    run = wizard("klantcontact\nFrans\nminute productive\n0,85\n4\n1\n", path)
    assert (run.code, "Quel est le prix" in run.err) == (0, True)
    agreement = read(path)
    terms = agreement.contract
    assert (terms.sector, terms.language, terms.unit, terms.maturity_phase) == (
        "contact-centre", "fr", "minute productive", 4,
    )  # fmt: skip
    assert str(agreement.prices[0].price) == "0.85"
    assert list(dict.fromkeys(kpi.code for kpi in agreement.kpis)) == ["NPS", "CES", "CSAT", "FCR"]


def test_a_mistake_is_answered_gently_and_asked_again(wizard: Wizard, tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    run = wizard("bakkerij\n5\n\n\ntien\n1.250\n10\n7\n1\nwinst\n3\n", path)
    assert run.code == 0
    assert run.err.count("Die sector staat niet in de lijst") == 1
    assert run.err.count("Dat is geen prijs") == 2
    assert run.err.count("Typ een fase") == 1
    assert run.err.count("Dat doel staat niet in de lijst") == 1
    assert (read(path).contract.sector, str(read(path).prices[0].price)) == ("transport", "10")


def test_what_was_given_as_an_option_is_not_asked_and_the_end_of_the_input_means_the_defaults(
    wizard: Wizard, tmp_path: Path
) -> None:
    path = tmp_path / "draft.xlsx"
    given = ("--sector", "facility", "--language", "de", "--phase", "3", "--goals", "quality", "--price", "2,40")
    run = wizard("", path, *given)
    assert run.code == 0
    assert run.err.count(" > ") == 1
    assert (read(path).contract.unit, read(path).contract.language) == ("gereinigter m²", "de")


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [("there.xlsx", (), 3), ("draft.xls", (), 2), ("draft.xlsx", ("--from", "contract.json"), 2)],
)
def test_what_stands_in_the_way_is_said_before_the_first_question(
    wizard: Wizard,
    tmp_path: Path,
    name: str,
    words: tuple[str, ...],
    code: int,
) -> None:
    (tmp_path / "there.xlsx").touch()
    run = wizard("", tmp_path / name, *words)
    assert (run.code, " > " in run.err, len(run.err.splitlines())) == (code, False, 1)


@pytest.mark.parametrize("wrong", [("--price", "veel"), ("--phase", "6"), ("--goals", "winst")])
def test_without_the_wizard_a_wrong_option_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, wrong: tuple[str, str]
) -> None:
    run = typed(capsys, "new", tmp_path / "draft.xlsx", *wrong)
    assert (run.code, wrong[1] in run.err, len(run.err.splitlines())) == (2, True, 1)


def test_as_a_whole_process_answers_come_from_a_pipe_and_data_stay_clean(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    command = [sys.executable, "-m", "bonusmalus_core.hosts.cli", "new", str(path), "--wizard", "--json"]
    environment = os.environ | {"LC_ALL": "en_GB.UTF-8"}
    done = subprocess.run(
        command, input="sales\n\n\n\n\n\n", capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.startswith("{")
    assert read(path).contract.sector == "sales"
