"""Does every mistake on the sheets give its own finding at its own cell, and none once it is mended?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bonusmalus_core.checks.weights import sums
from bonusmalus_core.findings import Finding, Severity
from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.words.said import said
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, CellError, Table
from bonusmalus_core.workbook.read import Reading, read_agreement
from bonusmalus_core.workbook.reading import codes
from tests.workbook.reading.small import AGREEMENT
from tests.workbook.reading.written import changed, renamed, tables, with_column, without

Tables = Mapping[str, Table]
Change = Callable[[Tables], Tables]
WHOLE = tables(AGREEMENT)


def read(changed_tables: Tables) -> Reading:
    return read_agreement(MemoryWorkbook(*changed_tables.values()))


def cell(name: str, header: str, row: int, value: object) -> Change:
    return lambda held: changed(held, name, header, row, value)  # type: ignore[arg-type]


def field(key: str, value: object) -> Change:
    rows = [row[0] for row in WHOLE["tblContract"].rows]
    return cell("tblContract", "value", rows.index(key), value)


def contract_row(key: str, new_key: str, new_label: str) -> Change:
    rows = [row[0] for row in WHOLE["tblContract"].rows]

    def change(held: Tables) -> Tables:
        relabelled = changed(held, "tblContract", "label", rows.index(key), new_label)
        return changed(relabelled, "tblContract", "key", rows.index(key), new_key)

    return change


def without_row(key: str) -> Change:
    def change(held: Tables) -> Tables:
        table = held["tblContract"]
        return {**held, "tblContract": replace(table, rows=tuple(row for row in table.rows if row[0] != key))}

    return change


def below(name: str, address: str) -> Change:
    return lambda held: {**held, name: replace(held[name], below=address)}


def measured(*values: str) -> Change:
    """What the condition on the quality test reads, month by month."""

    def change(held: Tables) -> Tables:
        table = held["tblMonths"]
        rows = [(*row[:-1], Decimal(value)) for row, value in zip(table.rows, values, strict=True)]
        return {**held, "tblMonths": replace(table, rows=tuple(rows))}

    return change


def gone(name: str) -> Change:
    return lambda held: {key: table for key, table in held.items() if key != name}


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


def test_a_helping_column_of_ours_is_not_taken_for_one_that_is_missing() -> None:
    held = with_column(WHOLE, "tblMeasurements", "_in_month", [Decimal(1)] * 3)
    found = read(renamed(held, "tblMeasurements", "denominator", "Teller")).findings
    assert "W4" in {each.code for each in found}
    assert "_in_month" not in {each.facts["found"] for each in found}


def test_weights_that_nearly_sum_to_one_are_told_apart_from_it() -> None:
    agreement = read(changed(WHOLE, "tblKpis", "weight", 0, Decimal("0.6000001"))).agreement
    assert agreement is not None
    (finding,) = sums(agreement)
    message = said(finding, "nl", lambda _finding: None).message
    assert message.startswith("De gewichten zijn samen 100,00001% in plaats van 100% in deze maanden")


def test_all_mistakes_are_found_at_once() -> None:
    held: Tables = WHOLE
    for change in (
        cell("tblMeasurements", "numerator", 0, "12,5"),
        cell("tblMeasurements", "kpi", 1, "FCC"),
        cell("tblKpis", "weight", 0, "60%"),
        lambda tables: renamed(tables, "tblMonths", "forecast", "Werkelijk volume "),
        field("malus_cap", Decimal(15)),
    ):
        held = change(held)
    assert sorted(finding.code for finding in read(held).findings) == ["W11", "W11", "W14", "W20", "W3", "W4"]


@pytest.mark.parametrize(
    ("column", "found"),
    [(column, []) for column in ("margin", "agents_low", "agents_high", "days_low", "days_high")]
    + [("open_until", ["W3"])],
)
def test_only_a_column_that_decides_nothing_is_not_missed(column: str, found: list[str]) -> None:
    reading = read(without(WHOLE, "tblMeasurements", column))
    assert [finding.code for finding in reading.findings] == found
    assert reading.agreement is not None


def test_a_kpi_whose_row_is_at_fault_is_not_unknown_elsewhere() -> None:
    reading = read(changed(WHOLE, "tblKpis", "weight", 0, "60%"))
    assert [finding.code for finding in reading.findings] == ["W11"]
    assert reading.agreement is not None
    assert [kpi.code for kpi in reading.agreement.kpis] == ["CES"]


def test_a_finding_in_a_row_names_its_month_and_kpi() -> None:
    (finding,) = read(changed(WHOLE, "tblMeasurements", "numerator", 0, "12,5")).findings
    assert (finding.month, finding.kpi) == ("2026-01", "FCR")


def test_rows_at_fault_are_left_out_and_the_others_read() -> None:
    reading = read(changed(WHOLE, "tblMeasurements", "numerator", 0, "12,5"))
    assert reading.agreement is not None
    assert reading.agreement.measurements == AGREEMENT.measurements[1:]


@pytest.mark.parametrize(
    "change",
    [
        field("start", "31/01/2026"),
        field("months", None),
        gone("tblKpis"),
        gone("tblContract"),
        lambda held: without(held, "tblKpis", "code"),
    ],
)
def test_without_start_term_or_kpis_there_is_no_agreement(change: Change) -> None:
    reading = read(change(WHOLE))
    assert reading.agreement is None
    assert reading.findings


def test_an_error_in_a_result_column_is_no_finding() -> None:
    assert read(changed(WHOLE, "tblMeasurements", "impact", 0, CellError("#N/A"))).findings == ()


@pytest.mark.parametrize(
    ("threshold", "values"),
    [
        ("3", ("0", "1")),
        ("3", ("2", "7")),
        ("5000", ("0", "0")),
        ("5000", ("1200.5", "0")),
        ("1", ("0.8", "3")),
        ("0.85", ("1", "0")),
        ("0.85", ("1.05", "0.9")),
        ("0", ("80", "0.9")),
        ("-5", ("80", "0.9")),
    ],
)
def test_counts_costs_and_shares_are_compared_as_they_are(threshold: str, values: tuple[str, str]) -> None:
    held = changed(measured(*values)(WHOLE), "tblConditions", "threshold", 1, Decimal(threshold))
    assert read(held).findings == ()


def test_a_value_beside_two_thresholds_is_found_once() -> None:
    held = changed(measured("80", "0.9")(WHOLE), "tblConditions", "measure", 0, "kwaliteitstest")
    assert [(found.code, found.facts["found"]) for found in read(held).findings] == [("W14", Decimal(80))]


def test_rows_below_the_kpis_do_not_make_their_measurements_unknown() -> None:
    held = changed(below("tblKpis", "B6")(WHOLE), "tblMeasurements", "kpi", 2, "RET")
    assert [found.code for found in read(held).findings] == ["W25"]


@pytest.mark.parametrize(
    ("language", "shown"), [("nl", "“WAAR”"), ("en", "“TRUE”"), ("de", "„WAHR“"), ("fr", "« VRAI »")]
)
def test_a_truth_value_is_said_as_the_sheet_shows_it(language: str, shown: str) -> None:
    (finding,) = read(cell("tblPrices", "price", 0, True)(WHOLE)).findings
    assert said(finding, language, lambda _finding: None).message.startswith(shown)


def test_a_blank_field_asks_for_no_blank_row() -> None:
    (finding,) = read(field("title", None)(WHOLE)).findings
    assert said(finding, "nl", lambda _finding: None).remedy == "Vul “Titel” in."


def test_the_settlement_s_table_is_missed() -> None:
    (finding,) = read(WHOLE).unwritable
    assert (finding.code, finding.severity, finding.facts) == ("W1", B, {"table": "tblSettlement"})
    statement = Table("tblSettlement", "settlement", 3, 2, ("KPI",), ((None,),))
    assert read({**WHOLE, "tblSettlement": statement}).unwritable == ()
