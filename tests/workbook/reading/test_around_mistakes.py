"""What does a mistake leave alone, what is said beside it, and what is none?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bonusmalus_core.checks.weights import sums
from bonusmalus_core.findings import Severity
from bonusmalus_core.words.said import said
from bonusmalus_core.workbook.port import CellError, Table
from tests.workbook.reading.small import AGREEMENT
from tests.workbook.reading.written import changed, renamed, with_column, without
from tests.workbook.reading.wrong import (
    WHOLE,
    Change,
    Tables,
    below,
    cell,
    field,
    gone,
    measured,
    read,
)


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


@pytest.mark.parametrize(
    ("threshold", "values", "found"),
    [
        pytest.param("0.5", ("0.2", "4"), [], id="hours of a system that was down"),
        pytest.param("0.5", ("0", "60"), [], id="many hours beside none"),
        pytest.param("2", ("0.5", "1"), [], id="days of training"),
        pytest.param("3", ("1", "0.5"), [], id="a score out of five"),
        pytest.param("0.4", ("2.3", "0.2"), [], id="complaints per thousand"),
        pytest.param("0.85", ("80", "0.9"), [Decimal(80)], id="a percentage typed as a whole number"),
        pytest.param("85", ("0.8", "0.9"), [Decimal(85)], id="a threshold typed as a whole number"),
        pytest.param("0.06", ("3", "0.05"), [Decimal(3)], id="half the threshold in percents"),
        pytest.param("0.06", ("3", "0.01"), [Decimal(3)], id="a percentage beside a month with nearly none"),
        pytest.param("0.06", ("2.9", "0.05"), [], id="less than half the threshold in percents"),
        pytest.param("0.06", ("12", "0.12"), [Decimal(12)], id="twice the threshold in percents"),
        pytest.param("0.06", ("12.1", "0.12"), [], id="more than twice the threshold in percents"),
    ],
)
def test_what_the_parties_measure_themselves_is_a_percentage_only_where_it_looks_like_one(
    threshold: str, values: tuple[str, str], found: list[Decimal]
) -> None:
    held = measured(*values)(WHOLE)
    months = held["tblMonths"]
    held = {**held, "tblMonths": replace(months, header=(*months.header[:-1], "Eigen maat"))}
    held = changed(held, "tblConditions", "measure", 1, "Eigen maat")
    held = changed(held, "tblConditions", "threshold", 1, Decimal(threshold))
    assert [each.facts["found"] for each in read(held).findings] == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(cell("tblLevels", "levels.5", 0, Decimal(4)), [], id="a level of four times the price"),
        pytest.param(cell("tblLevels", "levels.5", 0, Decimal("4.01")), ["W14"], id="a level beyond it"),
        pytest.param(cell("tblKpis", "impact_cap", 0, Decimal(4)), [], id="a cap of four times the price"),
        pytest.param(cell("tblKpis", "impact_cap", 0, Decimal(105)), ["W14"], id="a cap in whole percents"),
        pytest.param(cell("tblKpis", "impact_floor", 0, Decimal(-4)), [], id="a collar of minus four times the price"),
        pytest.param(cell("tblKpis", "impact_floor", 0, Decimal("-4.01")), ["W14"], id="a collar beyond it"),
        pytest.param(cell("tblOverrides", "impact", 0, Decimal(3)), [], id="an agreed impact"),
        pytest.param(cell("tblOverrides", "impact", 0, Decimal(105)), ["W14"], id="an agreed impact in whole percents"),
        pytest.param(cell("tblConditions", "effect_value", 0, Decimal(2)), [], id="a guarantee of twice the forecast"),
        pytest.param(cell("tblConditions", "effect_value", 0, Decimal("2.01")), ["W14"], id="a guarantee beyond it"),
    ],
)
def test_an_impact_goes_farther_than_any_other_share(change: Change, found: list[str]) -> None:
    assert [each.code for each in read(change(WHOLE)).findings] == found


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
    assert (finding.code, finding.severity, finding.facts) == ("W1", Severity.BLOCKER, {"table": "tblSettlement"})
    statement = Table("tblSettlement", "settlement", 3, 2, ("KPI",), ((None,),))
    assert read({**WHOLE, "tblSettlement": statement}).unwritable == ()
