"""Does every declared command do in Excel what it does on the command line, or say in one message why not?

A new command joins by its declaration alone, with a line in OPTIONS for what it must be told.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from xlwings import Book

from bonusmalus_addin.excel.commands import act
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.registry import Parameter
from bonusmalus_core.hosts.cli import main
from bonusmalus_core.measures.opening.generated import generate
from tests.addin.conftest import AS_OF
from tests.addin.excel.watching import held
from tests.support.excel.engine import App, opened
from tests.support.libreoffice import Office, Workbook
from tests.support.seen import at_no_time, sheets, tables

pytestmark = pytest.mark.libreoffice

MADE, OTHER, RECORDS, DATA = FILES = ("made.xlsx", "other.xlsx", "records", "contract.json")
PAPER, PDF = "paper.xlsx", "paper.pdf"
OPTIONS: Mapping[str, Mapping[str, str | bool]] = {
    "new": {"file": MADE, "sector": "facility", "language": "fr"},
    "check": {"write_": True},
    "export": {"file": DATA},
    "diff": {"other": OTHER},
    "measure": {"records": RECORDS},
    "team": {"records": RECORDS, "period": "1"},
    "settle": {"period": "3", "as_of": AS_OF},
    "statement": {"period": "3", "as_of": AS_OF},
    "lock": {"period": "2"},
    "unlock": {"period": "1", "reason": "typing error"},
    "actions": {"period": "2"},
    "whatif": {"period": "4", "figures": "FCR=0.9 volume=12000"},
    "balance": {"period": "3", "draws": "500", "write_": True},
}
"""What each command is told here, in both hosts."""


@pytest.fixture(scope="module")
def lived(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract of which two quarters are settled and the first one is locked, with files beside it."""
    folder = tmp_path_factory.mktemp("lived")
    path = folder / "contract.xlsx"
    shutil.copyfile(filled, path)
    for words in (["settle", "--period", "1"], ["settle", "--period", "2"], ["lock", "--period", "1"]):
        assert main([words[0], str(path), *words[1:], *(["--as-of", AS_OF] if words[0] == "settle" else [])]) == 0
    main(["new", str(folder / OTHER), "--language", "nl"])
    (folder / RECORDS).mkdir()
    generate(folder / RECORDS, 2_000, date(2026, 1, 1), 60)
    return path


@pytest.fixture
def ours(app: App, lived: Path, tmp_path: Path) -> Iterator[Book]:
    """The contract in a folder of its own, open in Excel."""
    folder = shutil.copytree(lived.parent, tmp_path / "ours")
    with opened(app, folder / lived.name) as book:
        app.api.files = [folder / PAPER]
        before = set(app.books.opened)
        yield book
        for made in set(app.books.opened) - before:
            made.close()


@pytest.fixture
def theirs(lived: Path, tmp_path: Path) -> Path:
    """The contract in a folder of its own, for the command line."""
    return shutil.copytree(lived.parent, tmp_path / "theirs") / lived.name


@pytest.fixture(scope="module")
def before(office: Office, lived: Path) -> tuple[Any, ...]:
    """What the contract shows before any command."""
    return seen_in(office, lived)


@pytest.mark.parametrize("name", COMMANDS)
def test_it_ends_with_the_words_and_the_sheets_of_the_command_line(
    request: pytest.FixtureRequest, ours: Book, theirs: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, given = COMMANDS[name], options(name, Path(ours.fullname).parent)
    told = act(name, ours, "nl", given)
    assert main(as_typed(name, theirs)) in (0, 1)
    said = Path(given["file"]).read_text(encoding="utf-8") if command.gives_data else told.splitlines()[0]
    said = said.replace(PAPER, PDF)  # Excel makes a workbook of paper, to be printed from there
    assert bare(said, ours) in bare(capsys.readouterr().out, ours)
    if command.writes:
        assert seen(held(ours)) == seen_in(request.getfixturevalue("office"), theirs)
    else:
        assert seen(held(ours)) == request.getfixturevalue("before")


def options(name: str, folder: Path) -> dict[str, Any]:
    """What the command is told, with files in that folder; whatever must be told besides is left blank."""
    must = {each.name: "" for each in COMMANDS[name].options if not each.optional}
    given = must | dict(OPTIONS.get(name, {}))
    return {
        key: str(folder / value) if value in (MADE, OTHER, RECORDS, "contract.json") else value
        for key, value in given.items()
    }


def as_typed(name: str, path: Path) -> list[str]:
    """The command line that tells the same."""
    command, given = COMMANDS[name], options(name, path.parent)
    if command.gives_data:
        given.pop("file")
    words = [word for each in command.options if each.name in given for word in typed(each, given[each.name])]
    paper = ["--pdf", str(path.with_name(PDF))] if name == "annex" else []
    return [name, *([str(path)] if command.acts_on_workbook else []), *words, *paper]


def typed(option: Parameter, value: Any) -> list[str]:
    """An option and its value as words of the command line."""
    if option.name == "file" or option.kind is Kind.WORKBOOK:
        return [value]
    if option.kind is Kind.TEXTS:
        return list(value.split())
    flag = f"--{option.name.strip('_').replace('_', '-')}"
    return [flag] if option.kind is Kind.FLAG else [flag, value]


def bare(told: str, ours: Book) -> str:
    """What was told, wherever it was and however wide the screen."""
    folder = Path(ours.fullname).parent
    return "".join(told.replace(str(folder), "").replace(str(folder.with_name("theirs")), "").split())


def seen_in(office: Office, path: Path) -> tuple[Any, ...]:
    with office.open(path, for_paper=False) as found:
        return seen(found)


def seen(found: Workbook) -> tuple[Any, ...]:
    assert sheets(found)
    return at_no_time(found), tables(found)
