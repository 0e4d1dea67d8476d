"""Does the statement come on one page, in the contract's language, and is nothing overwritten or left behind?"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from bonusmalus_core.declare.annex import annex
from bonusmalus_core.declare.drafting import build
from bonusmalus_core.errors import FileRefused
from bonusmalus_core.hosts import printing
from bonusmalus_core.hosts.cli import main
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES, say
from bonusmalus_core.workbook.build.book import new_book
from bonusmalus_core.workbook.build.design import formats
from bonusmalus_core.workbook.build.settlement import WIDTHS
from bonusmalus_core.workbook.build.settlement_styles import style_of
from bonusmalus_core.workbook.document import Facts
from bonusmalus_core.workbook.statement.columns import FACT
from bonusmalus_templates import example
from tests.conftest import require_libreoffice

FOLDED = ("settlement_months", "bonus_cap", "price_decimals", "vat_rate")
"""What stands in the working block of a statement, which is folded away."""

AS_OF = ["--period", "2", "--as-of", "2027-02-01"]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what is there for a moment, of this test alone: others may print at the same time."""
    own = tmp_path / "moment"
    own.mkdir()
    monkeypatch.setenv("TMPDIR", str(own))
    monkeypatch.setattr(tempfile, "tempdir", None)  # Python remembers the one before
    return own


@pytest.fixture
def year(tmp_path: Path) -> Path:
    build(Agreement.model_validate(example("nl")), tmp_path / "year.xlsx")
    return tmp_path / "year.xlsx"


def printed(workbook: Path, pdf: Path) -> int:
    return main(["statement", str(workbook), *AS_OF, "--pdf", str(pdf)])


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_is_one_page_in_the_language_of_the_contract(language: str, tmp_path: Path, own: Path) -> None:
    require_libreoffice()
    build(Agreement.model_validate(example(language)), tmp_path / "year.xlsx")
    before = (tmp_path / "year.xlsx").read_bytes()
    assert printed(tmp_path / "year.xlsx", tmp_path / "out.pdf") == 0
    with PdfDocument(tmp_path / "out.pdf") as pages:
        (page,) = [page.get_textpage().get_text_range() for page in pages]
    assert say(language, "sheets", "settlement.title") in page
    assert "###" not in page
    assert [key for key in FOLDED if key in page] == []
    assert (tmp_path / "year.xlsx").read_bytes() == before
    assert list(own.glob("bonus-malus-*")) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_annex_is_printed_whole_in_the_language_of_the_contract(language: str, tmp_path: Path) -> None:
    require_libreoffice()
    agreement = Agreement.model_validate(example(language))
    build(agreement, tmp_path / "year.xlsx")
    before = (tmp_path / "year.xlsx").read_bytes()
    assert main(["annex", str(tmp_path / "year.xlsx"), "--pdf", str(tmp_path / "out.pdf")]) == 0
    with PdfDocument(tmp_path / "out.pdf") as pages:
        printed_text = _letters("".join(page.get_textpage().get_text_range() for page in pages))
        sizes = {tuple(map(round, page.get_size())) for page in pages}
    document = annex(agreement)
    facts = [
        text for each in document.chapters for part in each.parts if isinstance(part, Facts) for text in part.lines
    ]
    clauses = [clause for chapter in document.chapters for clause in chapter.clauses]
    texts = [document.title, *document.opening, *clauses, *(text for line in facts for text in line)]
    assert [text for text in texts if _letters(text) not in printed_text] == []
    assert (sizes, "###" in printed_text) == ({(595, 842)}, False)
    assert (tmp_path / "year.xlsx").read_bytes() == before


def _letters(text: str) -> str:
    """The text without its spaces and line ends, and without the hyphens at which a printed line may end."""
    return re.sub(r"[\s\ufffe\u00ad-]", "", text)


def test_an_existing_file_is_not_overwritten(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (year.parent / "signed.pdf").write_text("signed")
    assert printed(year, year.parent / "signed.pdf") == 3
    assert (year.parent / "signed.pdf").read_text() == "signed"
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_without_libreoffice_one_line_says_what_to_do(
    year: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(printing, "_PLACES", ())
    assert printed(year, year.parent / "out.pdf") == 3
    assert "LibreOffice 25.2" in capsys.readouterr().err
    assert not (year.parent / "out.pdf").exists()


@pytest.mark.parametrize("script", ["exit 0", "exit 1"])
def test_a_program_that_prints_nothing_is_told_in_one_line(
    script: str, year: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = year.parent / "soffice"
    broken.write_text(f"#!/bin/sh\n{script}\n")
    broken.chmod(0o755)
    monkeypatch.setattr(printing, "program", lambda: str(broken))
    assert printed(year, year.parent / "out.pdf") == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_period_that_cannot_be_settled_is_not_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "program", lambda: "nothing is asked of it")
    build(Agreement.model_validate(example("nl") | {"measurements": []}), tmp_path / "lacking.xlsx")
    assert printed(tmp_path / "lacking.xlsx", tmp_path / "out.pdf") == 1
    assert not (tmp_path / "out.pdf").exists()


def test_without_pdf_the_statement_is_shown_and_the_file_stays(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = year.read_bytes()
    assert main(["statement", str(year), *AS_OF]) == 0
    assert "2026-04/2026-06" in capsys.readouterr().out
    assert year.read_bytes() == before


def test_what_is_wrong_with_the_file_is_said_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alien = tmp_path / "alien.xlsx"
    alien.write_text("no workbook")
    assert printed(alien, tmp_path / "out.pdf") == 3
    assert str(alien) in capsys.readouterr().err


def test_a_missing_workbook_is_a_refused_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "program", lambda: "nothing is asked of it")
    with pytest.raises(FileRefused), printing.copied(tmp_path / "none.xlsx", tmp_path / "out.pdf"):
        pass


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_due_date_is_read_on_paper_in_every_month(language: str, tmp_path: Path) -> None:
    require_libreoffice()
    workbook, pdf = tmp_path / "days.xlsx", tmp_path / "printed.pdf"
    with new_book(workbook, "days", "days", "days") as book:
        sheet = book.sheet("days")
        sheet.set_column(0, 0, WIDTHS[FACT])
        for month in range(12):
            style = style_of(formats(language, "EUR"), "due", FACT)
            sheet.write_datetime(month, 0, date(2026, month + 1, 28), book.style(style))
    printing.print_sheet(workbook, "days", pdf, language)
    with PdfDocument(pdf) as pages:
        days = pages[0].get_textpage().get_text_range().split("\n")
    assert [day for day in days if "#" in day] == []
    assert len([day for day in days if re.match(r"28\b.*2026", day)]) == 12
