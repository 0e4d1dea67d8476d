"""Are answers of customers told from contacts, and what the customer says from what the agent fills in?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said

CALLS = "Call Id,Start,Answered,Wait,Resolved,Rating\n1,2026-01-05 10:00,Y,10,Y,4\n2,2026-01-06 10:00,N,30,N,\n"
ANSWERS = "Ingevuld op;NPS (0-10);Opgelost\n2026-01-05 10:00;9;J\n2026-01-06 10:00;3;N\n"


def _measured(path: Path, mapping: dict[str, Any] | None = None) -> Measured:
    contract = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
    kpi = {"code": "FCR-S", "metric": "FCR-S", "weight": "1", "thresholds": ["0.7", "0.8", "0.9"]}
    agreement = Agreement.model_validate({"contract": contract, "kpis": [kpi]})
    return measured(agreement, path, mapping_of({"complete_until": "2026-01-31", **(mapping or {})}))


def _told(found: Measured) -> tuple[list[str], set[str]]:
    rows = [f"{row.numerator}/{row.denominator}" for row in found.rows]
    return rows, {each.code for each in found.findings} & {"G1", "G12", "G39"}


@pytest.mark.parametrize(
    ("files", "mapping", "rows", "codes"),
    [
        ({"calls.csv": CALLS}, {}, [], {"G39"}),
        ({"calls.csv": CALLS}, {"surveys": {"columns": {"resolved": "Resolved"}}}, ["1/1"], set()),
        ({"calls.csv": CALLS.replace("Resolved", "Other")}, {}, [], {"G12"}),
        ({"calls.csv": CALLS, "surveys.csv": ANSWERS}, {}, ["1/2"], set()),
        ({"calls.csv": CALLS, "enquete.csv": ANSWERS}, {}, ["1/2"], set()),
        ({"calls.csv": CALLS, "enquete.csv": ANSWERS.replace(";Opgelost", ";Ander")}, {}, [], {"G12"}),
    ],
    ids=["of the agent", "as the mapping says", "of nobody", "of surveys", "of a form", "of the agent beside a form"],
)
def test_what_the_customer_says_is_not_what_the_agent_filled_in(
    files: dict[str, str], mapping: dict[str, Any], rows: list[str], codes: set[str], tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert _told(_measured(tmp_path, mapping)) == (rows, codes)


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("Ingevuld op;NPS", {"surveys"}),
        ("Submitted at;CSAT (1-5)", {"surveys"}),
        ("Tijdstempel;Klanttevredenheid", {"surveys"}),
        ("Ausgefüllt am;Zufriedenheit", {"surveys"}),
        ("Rempli le;Satisfaction client", {"surveys"}),
        ("Start;NPS", {"contacts", "surveys"}),
        ("Submitted at;Start;NPS", {"contacts", "surveys"}),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_of_answers_is_taken_for_surveys_by_its_columns(
    header: str, kinds: set[str], form: str, tmp_path: Path
) -> None:
    cells = ["9" if "NPS" in name else "4" if name[:2] in ("CS", "Kl", "Zu", "Sa") else "2026-01-05 10:00"
             for name in header.split(";")]  # fmt: skip
    path = tmp_path / f"export.{form}"
    if form == "csv":
        path.write_text(f"{header}\n{';'.join(cells)}\n", encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Blad1")
            for number, row in enumerate((header.split(";"), cells)):
                sheet.write_row(number, 0, row)
    with opened(path) as records:
        assert (set(records.frames), [each.code for each in records.findings]) == (kinds, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_an_agent_filled_it_in_can_be_said(language: str, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(CALLS)
    (told,) = [each for each in _measured(tmp_path).findings if each.code == "G39"]
    sentence = said(told, language, lambda _: None)
    assert "Resolved" in sentence.message
    assert "surveys.columns.resolved = Resolved" in sentence.remedy
