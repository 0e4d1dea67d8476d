"""Are the committed templates what the code builds, and can they be read back?"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import openpyxl
import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.build.templates import templates
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.sheets import SHEETS

TEMPLATES = templates()


@pytest.fixture(scope="session", params=TEMPLATES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / str(request.param)
    build_workbook(Agreement.model_validate(TEMPLATES[path.name]), path)
    return path


def test_the_committed_template_is_built_from_todays_code(built: Path) -> None:
    with as_file(files("bonusmalus_templates") / built.name) as committed:
        same = committed.read_bytes() == built.read_bytes()
    assert same, f"{built.name} is stale: run python -m bonusmalus_core.workbook.build"


def test_a_template_reads_back_as_the_agreement_it_was_built_from(built: Path) -> None:
    reading = read_agreement(XlsxWorkbook(built))
    assert reading.findings == ()
    assert reading.agreement == Agreement.model_validate(TEMPLATES[built.name])


def test_the_committed_templates_are_all_and_only_these() -> None:
    committed = {item.name for item in files("bonusmalus_templates").iterdir() if item.name.endswith(".xlsx")}
    assert committed == set(TEMPLATES)


def test_start_leads_to_every_sheet_that_people_read_and_fill_in(built: Path) -> None:
    book = openpyxl.load_workbook(built)
    links = (cell.hyperlink for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink)
    linked = {(link.location or "").partition("!")[0].strip("'") for link in links}
    named = dict(zip((layout.key for layout in SHEETS), book.sheetnames, strict=True))
    unlinked = {key for key, name in named.items() if name.replace("'", "''") not in linked}
    assert unlinked == {"start", "legend", "conditions", "archive", "lists"}
