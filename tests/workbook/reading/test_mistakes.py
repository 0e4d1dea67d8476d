"""Does every mistake on the sheets give its own finding at its own cell, and none once it is mended?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.words.said import said
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, CellError
from bonusmalus_core.workbook.reading import codes
from tests.workbook.reading.written import renamed, with_column, without
from tests.workbook.reading.wrong import (
    WHOLE,
    Change,
    below,
    cell,
    contract_row,
    field,
    gone,
    measured,
    read,
    without_row,
)

B, E, W = Severity.BLOCKER, Severity.ERROR, Severity.WARNING
MISTAKES: list[tuple[str, Change, str, Severity, str | None]] = [
    ("W1", gone("tblPrices"), "prices", B, None),
    ("W1", gone("tblConditions"), "conditions", B, None),
    ("W1", gone("tblEvents"), "events", B, None),
    ("W1", gone("tblOverrides"), "overrides", B, None),
    ("W2", lambda held: without(held, "tblKpis", "weight"), "kpis", B, "B3"),
    ("W2", without_row("start"), "contract", B, "D3"),
    ("W2", contract_row("title", "", "Eigen veld"), "contract", E, "D3"),
    ("W3", lambda held: without(held, "tblKpis", "payout"), "kpis", W, "B3"),
    ("W3", without_row("bonus_cap"), "contract", W, "D3"),
    ("W3", contract_row("purchase_order", "", "Eigen veld"), "contract", W, "D3"),
    ("W4", lambda held: with_column(held, "tblMeasurements", " teller: ", [None] * 3), "measurements", B, "V3"),
    ("W4", lambda held: with_column(held, "tblMonths", "quality_test", [None, None]), "months", B, "G3"),
    ("W5", lambda held: renamed(held, "tblKpis", "weight", "Gewichten"), "kpis", B, "K3"),
    ("W5", lambda held: renamed(held, "tblMonths", "actual", "Volume"), "months", B, "D3"),
    ("W5", lambda held: renamed(held, "tblMeasurements", "denominator", "Totaal"), "measurements", B, "E3"),
    ("W5", lambda held: renamed(held, "tblKpis", "payout", "Soort uitkering"), "kpis", B, "O3"),
    ("W5", lambda held: renamed(held, "tblConditions", "window_months", "Over hoeveel"), "conditions", B, "F3"),
    ("W5", lambda held: renamed(held, "tblConditions", "kpis", "Alleen bij"), "conditions", B, "I3"),
    ("W5", lambda held: renamed(held, "tblEvents", "agreed", "Besproken"), "events", B, "G3"),
    ("W5", contract_row("bonus_cap", "", "Plafond bonussen"), "contract", B, "D14"),
    ("W5", contract_row("bonus_cap", "", "Ten hoogste erbij"), "contract", B, "D14"),
    ("W5", contract_row("start", "", "Ingangsdag"), "contract", B, "D10"),
    ("W6", cell("tblContract", "label", len(WHOLE["tblContract"].rows), "Plafond bonus"), "contract", B, "D34"),
    ("W7", cell("tblKpis", "weight", 0, None), "kpis", B, "K4"),
    ("W7", cell("tblKpis", "thresholds.3", 1, " "), "kpis", B, "H5"),
    ("W26", cell("tblLevels", "levels.2", 0, None), "levels", B, "C4"),
    ("W26", field("months", None), "contract", B, "D11"),
    ("W26", field("title", None), "contract", E, "D4"),
    ("W8", cell("tblMonths", "actual", 1, CellError("#N/A")), "months", B, "D5"),
    ("W8", cell("tblKpis", "name", 1, CellError("#REF!")), "kpis", E, "C5"),
    ("W9", cell("tblMeasurements", "numerator", 0, CellError(UNCACHED)), "measurements", B, "D4"),
    ("W10", cell("tblMeasurements", "numerator", 0, CellError(UNREADABLE)), "measurements", B, "D4"),
    ("W11", cell("tblMeasurements", "numerator", 0, "12,5"), "measurements", B, "D4"),
    ("W12", cell("tblMeasurements", "denominator", 0, True), "measurements", B, "E4"),
    ("W12", cell("tblPrices", "price", 0, date(2026, 1, 10)), "prices", B, "C4"),
    ("W13", cell("tblConditions", "window_months", 0, Decimal("3.5")), "conditions", B, "F4"),
    ("W14", field("malus_cap", Decimal(15)), "contract", B, "D15"),
    ("W14", cell("tblConditions", "threshold", 0, Decimal(90)), "conditions", B, "E4"),
    ("W14", cell("tblConditions", "threshold", 1, Decimal(85)), "conditions", B, "E5"),
    ("W14", measured("80", "0.8"), "months", B, "F4"),
    ("W15", field("start", "31/01/2026"), "contract", B, "D10"),
    ("W16", cell("tblMonths", "month", 0, "jan-26"), "months", B, "B4"),
    ("W17", cell("tblKpis", "payout", 1, "trapje"), "kpis", B, "O5"),
    ("W17", cell("tblKpis", "metric", 1, "Eigen maatstaf"), "kpis", W, "N5"),
    ("W18", cell("tblKpis", "code", 1, date(2026, 9, 1)), "kpis", B, "B5"),
    ("W19", field("months", Decimal(0)), "contract", B, "D11"),
    ("W19", cell("tblPrices", "price", 0, Decimal(0)), "prices", B, "C4"),
    ("W19", cell("tblLegend", "calc_n", 0, Decimal(999)), "legend", B, "M4"),
    ("W19", cell("tblPrices", "price", 0, Decimal("1E+18")), "prices", B, "C4"),
    ("W19", cell("tblPrices", "price", 0, Decimal("1E+308")), "prices", B, "C4"),
    ("W19", cell("tblMonths", "forecast", 0, Decimal("1E+25")), "months", B, "C4"),
    ("W19", cell("tblMonths", "actual", 0, Decimal("1E-51")), "months", B, "D4"),
    ("W19", cell("tblMeasurements", "n", 2, Decimal("-1E+308")), "measurements", B, "G6"),
    ("W19", cell("tblKpis", "weight", 0, Decimal("1E+308")), "kpis", B, "K4"),
    ("W19", cell("tblKpis", "thresholds.5", 0, Decimal("1E+200")), "kpis", B, "J4"),
    ("W19", cell("tblLevels", "levels.5", 0, Decimal("1E+200")), "levels", B, "F4"),
    ("W19", cell("tblLegend", "window_days", 0, Decimal(3651)), "legend", B, "L4"),
    ("W19", cell("tblConditions", "window_months", 0, Decimal("1E+25")), "conditions", B, "F4"),
    ("W19", field("payment_days", Decimal(3651)), "contract", B, "D32"),
    ("W19", field("settlement_months", Decimal("1E+25")), "contract", B, "D13"),
    ("W19", measured("1E+200", "0.8"), "months", B, "F4"),
    ("W20", cell("tblMeasurements", "kpi", 1, "FCC"), "measurements", B, "C5"),
    ("W20", cell("tblConditions", "kpis", 1, "FCR, CSE"), "conditions", B, "I5"),
    ("W20", cell("tblEvents", "kpi", 0, "SL"), "events", B, "B4"),
    ("W20", cell("tblOverrides", "kpi", 0, "SL"), "overrides", B, "C4"),
    ("W21", cell("tblMeasurements", "value", 0, Decimal("0.82")), "measurements", B, "F4"),
    ("W22", cell("tblMeasurements", "denominator", 0, None), "measurements", B, "E4"),
    ("W22", cell("tblMeasurements", "numerator", 0, None), "measurements", B, "D4"),
    ("W22", cell("tblMeasurements", "value", 2, None), "measurements", B, "F6"),
    ("W23", cell("tblMeasurements", "denominator", 0, Decimal(-1)), "measurements", B, "E4"),
    ("W23", cell("tblMeasurements", "n", 2, Decimal(-50)), "measurements", B, "G6"),
    ("W11", cell("tblMeasurements", "margin", 0, "ongeveer 4"), "measurements", E, "Q4"),
    ("W24", cell("tblConditions", "measure", 1, "kwaliteitstoets"), "conditions", B, "C5"),
    ("W25", below("tblPrices", "C5"), "prices", B, "C5"),
    ("W25", below("tblKpis", "B6"), "kpis", B, "B6"),
    ("W25", below("tblMeasurements", "B7"), "measurements", B, "B7"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change", "section", "severity", "address"), MISTAKES)
def test_a_mistake_is_found_at_its_cell(
    code: str, change: Change, section: str, severity: Severity, address: str | None
) -> None:
    reading = read(change(WHOLE))
    found = [finding for finding in reading.findings if finding.code == code]
    assert [(finding.code, finding.severity) for finding in reading.findings] == [(code, severity)]
    assert [finding.where.table for finding in found] == [section]
    place = reading.places.of(found[0])
    assert (place.cell if place else None) == address
    assert (section in reading.faulty) == (severity is Severity.BLOCKER)


def test_without_a_mistake_nothing_is_found() -> None:
    assert read(WHOLE).findings == ()


@pytest.mark.parametrize(
    "change",
    [
        cell("tblPrices", "price", 0, Decimal("999999999999999E+3")),
        cell("tblMonths", "actual", 0, Decimal("1E-50")),
        cell("tblLegend", "window_days", 0, Decimal(3650)),
        cell("tblConditions", "window_months", 0, Decimal(1200)),
        field("payment_days", Decimal(3650)),
    ],
)
def test_what_just_keeps_to_a_limit_is_no_mistake(change: Change) -> None:
    assert read(change(WHOLE)).findings == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (cell("tblPrices", "price", 0, Decimal("1E+308")), "“Prijs per eenheid” kan niet 1E+308 zijn."),
        (field("settlement_months", Decimal("1E+25")), "“Verrekening per (mnd)” kan niet 1E+25 zijn."),
        (field("settlement_months", Decimal(1201)), "“Verrekening per (mnd)” kan niet 1201 zijn."),
        (
            field("settlement_months", Decimal("3.0000001")),
            "“Verrekening per (mnd)” is een aantal, maar 3,0000001 is geen geheel getal.",
        ),
    ],
)
def test_a_number_is_quoted_no_longer_than_it_is_read(change: Change, message: str) -> None:
    (finding,) = read(change(WHOLE)).findings
    assert said(finding, "nl", lambda _finding: None).message == message


def test_every_code_has_its_mistake() -> None:
    assert {code for code, *_ in MISTAKES} == set(codes.ALL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", codes.ALL)
def test_every_finding_is_said_in_every_language(code: str, language: str) -> None:
    finding = next(finding for finding in _found(code))
    spoken = said(finding, language, lambda _finding: None)
    assert words(language, "findings")[f"{code}.name"]
    for text in (spoken.message, spoken.remedy):
        assert text
        assert not {"“”", "„“", "«  »", "()"} & {text[at : at + 2] for at in range(len(text))}


def _found(code: str) -> tuple[Finding, ...]:
    change = next(change for of_code, change, *_ in MISTAKES if of_code == code)
    return read(change(WHOLE)).findings
