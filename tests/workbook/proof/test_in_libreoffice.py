"""Does LibreOffice compute every figure of the statement as the engine does, and follow each kind of input?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.port import letters
from bonusmalus_core.workbook.statement.columns import FACT
from tests.support.libreoffice import Office, Workbook
from tests.workbook.build import agreements
from tests.workbook.proof.changes import Inputs
from tests.workbook.proof.following import Tally, changed, follow
from tests.workbook.proof.settled import Settled, of_case, settled_file
from tests.workbook.proof.settled import settled as settled_agreement

pytestmark = pytest.mark.libreoffice

REPRESENTATIVE = {
    "worked example, linear": 1,
    "nearest, exactly half-way goes to the better level": 6,
    "step just under and on a threshold": 6,
    "extrapolated and held by the malus cap": 6,
    "a KPI's own collar and cap": 6,
    "calendar quarters cut one KPI's run in the middle": 6,
    "KPI over its own rolling six months": 6,
    "excused month left out of the ratio": 6,
    "all months excused make a KPI inactive": 6,
    "override of a value": 4,
    "an overridden impact is final: no waiver, no collar": 4,
    "two guarantees: the highest pays": 9,
    "the guarantee tested over the whole period": 9,
    "above 115 % waived for the service levels only": 9,
    "waiver and failed quality together give exactly 100 %": 9,
    "missing measurement redistributed by contract": 6,
    "indexed price from month 2": 6,
    "price rounded to two decimals": 6,
    "a negative tie of half a cent goes down": 6,
    "rows of several channels add up": 4,
    "weighted mean by number of answers": 4,
    "NPS by multiplier": 4,
    "a sum over its own window": 4,
    "measured once per period": 4,
    "too few answers make a KPI inactive": 6,
    "evaluation per month": 6,
    "a new weight in mid period moves the factor, not the measurement": 6,
    "short first calendar period": 4,
    "yen have no cents": 4,
}
"""Cases that between them hit every rule, each with the distance between the changes tried (1: all of them)."""


@pytest.mark.parametrize("name", REPRESENTATIVE)
def test_the_formulas_of_a_case_follow_the_engine(office: Office, tmp_path: Path, name: str) -> None:
    settled, tally = of_case(name, tmp_path), Tally()
    with office.open(settled.path, for_paper=False) as opened:
        follow(opened, settled, name, tally, every=REPRESENTATIVE[name])
    assert tally.formulas > 100
    assert tally.changes > 3
    assert tally.wrong == []


def test_a_changed_measurement_is_flagged_until_the_period_is_settled_again(office: Office, tmp_path: Path) -> None:
    settled = of_case("worked example, linear", tmp_path)
    inputs = Inputs(settled)
    found, name = inputs.cell("measurements", 0, "numerator"), inputs.cell("kpis", 0, "name")
    assert found is not None
    assert name is not None
    with office.open(settled.path, for_paper=False) as opened:
        before = _sentence(opened, settled)
        with changed(opened, {found[0]: Decimal(7000)}):
            after = _sentence(opened, settled)
        with changed(opened, {name[0]: "FCR"}):
            renamed = _sentence(opened, settled)
    assert before.startswith("De formules geven dezelfde bedragen")
    assert after.startswith("Formules en berekening verschillen")
    assert renamed == before


def test_a_blank_term_is_not_taken_for_a_change(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    build_workbook(agreements.filled(), path)
    inputs, workbook = Inputs(settled_file(path, 1)), XlsxWorkbook(path)
    for key in ("calendar", "evaluation", "vat_treatment", "vat_rate"):
        (sheet, address), _ = inputs.term(key)
        workbook.write_cells(sheet, {address: None})
    workbook.save()
    settled = settled_file(path, 1)
    with office.open(path, for_paper=False) as opened:
        assert _sentence(opened, settled).startswith("De formules geven dezelfde bedragen")


def _sentence(opened: Workbook, settled: Settled) -> str:
    row = next(number for number, each in enumerate(settled.rows, 1) if each.kind == "check")
    return opened.cell(settled.sheet, f"{letters(FACT + 2)}{row}").text


def test_rows_that_are_sorted_and_inserted_change_nothing(office: Office, tmp_path: Path) -> None:
    settled, tally = of_case("third quarter: retention counts from month 7", tmp_path), Tally()
    measured = settled.tables["tblMeasurements"]
    column = measured.header.index("KPI")
    with office.open(settled.path, for_paper=False) as opened:
        body = f"{measured.cell(0, 0)}:{measured.cell(len(measured.rows) - 1, measured.header.index('Aantal (n)'))}"
        opened.sort(measured.sheet, body, column, descending=True)
        opened.document.Sheets.getByName(measured.sheet).Rows.insertByIndex(measured.row + 3, 1)
        opened.recalculate()
        follow(opened, settled, "sorted", tally, every=None)
        assert _sentence(opened, settled).startswith("De formules geven dezelfde bedragen")
    assert tally.formulas > 100
    assert tally.wrong == []


def test_the_payment_of_a_correction_is_computed_from_what_was_settled_before(office: Office, tmp_path: Path) -> None:
    path, due = tmp_path / "book.xlsx", date(2027, 2, 1)
    build_workbook(agreements.filled(), path)
    first = settled_file(path, 3, due)
    inputs = Inputs(first)
    volume = inputs.cell("months", 6, "actual")
    assert volume is not None
    workbook = XlsxWorkbook(path)
    workbook.write_cells(volume[0][0], {volume[0][1]: Decimal(7500)})
    workbook.save()
    settled, tally = settled_file(path, 3, due), Tally()
    assert sum(row.kind == "apart" for row in settled.rows) == 6
    with office.open(path, for_paper=False) as opened:
        follow(opened, settled, "corrected", tally, every=None)
    assert tally.wrong == []


def test_lines_about_the_spread_move_the_figures_below_them_and_change_none(office: Office, tmp_path: Path) -> None:
    told = {"agents_low": Decimal("0.7"), "agents_high": Decimal("0.9"), "margin": Decimal("0.05")}
    rows = tuple(row.model_copy(update=told) for row in agreements.filled().measurements)
    agreement = agreements.filled().model_copy(update={"measurements": rows})
    settled, tally = settled_agreement(agreement, 1, tmp_path / "book.xlsx"), Tally()
    assert sum(row.kind == "note" for row in settled.rows) > len(agreement.kpis) - 2
    with office.open(settled.path, for_paper=False) as opened:
        follow(opened, settled, "spread", tally, every=None)
        assert _sentence(opened, settled).startswith("De formules geven dezelfde bedragen")
    assert tally.formulas > 100
    assert tally.wrong == []
