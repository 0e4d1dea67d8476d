"""Does the reference say what the declarations say, and does it lead somewhere?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bonusmalus_core
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.offering import Command
from bonusmalus_core.findings import Severity
from bonusmalus_core.hosts.cli.parser import parsers
from tests.docs import FOLDER, PAGES, measures, pictures
from tests.docs.markdown import anchor
from tests.docs.severities import TAKING_DATA, severity, written

SOURCES = Path(bonusmalus_core.__file__).parent


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_its_declarations_make_it(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "stale: run python -m tests.docs"


def test_a_workbook_shows_the_measures_that_there_are() -> None:
    assert measures.DECLARED.read_text(encoding="utf-8") == measures.declared(), "stale: run python -m tests.docs"


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(".md")])
def test_every_link_leads_to_a_heading_of_its_page(name: str) -> None:
    page = PAGES[name]()
    headings = {anchor(heading) for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\((#[^)]*)\)", page)) <= headings


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(".md")])
def test_every_row_of_a_table_has_as_many_cells_as_its_header(name: str) -> None:
    for rows in re.findall(r"(?:^\|.*\|\n)+", PAGES[name](), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows.splitlines()}) == 1


def test_the_severity_that_is_told_is_the_one_that_is_written() -> None:
    assert written()
    assert {(code, severity(code)) for code, _ in written()} == written()


def test_every_function_and_command_has_its_heading() -> None:
    assert sorted(re.findall(r"^## (BM_\w+)$", PAGES["functions.md"](), re.MULTILINE)) == sorted(FUNCTIONS)
    assert set(COMMANDS) <= set(re.findall(r"^## (\w+)$", PAGES["commands.md"](), re.MULTILINE))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_a_picture_of_what_it_gives_now(name: str) -> None:
    path = pictures.FOLDER / f"{name}.svg"
    assert path.read_text(encoding="utf-8") == pictures.picture(FUNCTIONS[name]), "stale: run python -m tests.docs"
    assert f"](../pictures/functions/{name}.svg)" in PAGES["functions.md"]()


def test_no_picture_is_left_of_a_function_that_went() -> None:
    assert {path.stem for path in pictures.FOLDER.iterdir()} == set(FUNCTIONS)


def test_every_finding_says_how_much_it_stops() -> None:
    told = re.findall(r"^Severity: \*\*(\w+)", PAGES["findings.md"](), re.MULTILINE)
    assert len(told) == len(re.findall(r"^## ", PAGES["findings.md"](), re.MULTILINE))
    assert set(told) <= set(Severity)


@pytest.mark.parametrize("pattern", TAKING_DATA)
def test_what_takes_data_knows_blockers_only(pattern: str) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob(pattern))
    assert set(re.findall(r"Severity\.(\w+)", sources)) == {"BLOCKER"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_exit_codes(name: str) -> None:
    section = PAGES["commands.md"]().split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert section.count("Exit codes: ") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_names_every_option_of_the_command_line(name: str) -> None:
    section = PAGES["commands.md"]().split(f"\n## {name}\n")[1].split("\n## ")[0]
    taken = vars(parsers("en", name).top.parse_args([name, "FILE", *_needed(COMMANDS[name])]))
    options = {option.strip("_").replace("_", "-") for option in taken.keys() - {"command", "carry_out"}}
    assert {option for option in options if f"`{option}`" not in section} == set()


def _needed(command: Command) -> list[str]:
    """What must be typed after the file."""
    open_ones = [each for each in command.options if not each.optional and each.name != "file"]
    named = [word for each in open_ones if each.kind is Kind.NUMBER for word in (f"--{each.name}", "1")]
    texts = [word for each in open_ones if each.kind in (Kind.TEXT, Kind.PATH) for word in (f"--{each.name}", "X")]
    return [*named, *texts, *("X" for each in open_ones if each.kind in (Kind.TEXTS, Kind.WORKBOOK))]
