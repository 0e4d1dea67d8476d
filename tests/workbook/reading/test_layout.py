"""Is a workbook read the same, whatever its language, headers, order of columns and rows, and additions?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonusmalus_core.hosts.memory import MemoryWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.workbook.port import Table
from bonusmalus_core.workbook.read import is_contract, read_agreement
from tests.workbook.reading.small import AGREEMENT
from tests.workbook.reading.written import changed, renamed, tables, with_column, workbook

WHOLE = tables(AGREEMENT)


def agreement_in(held: dict[str, Table]) -> Agreement | None:
    reading = read_agreement(MemoryWorkbook(*held.values()))
    assert reading.findings == ()
    return reading.agreement


def shuffled(table: Table, random: Random) -> Table:
    """The table with its columns moved, and its rows sorted otherwise with blank ones in between."""
    order = random.sample(range(len(table.header)), len(table.header))
    rows = [tuple(row[place] for place in order) for row in table.rows]
    if table.name != "tblLevels":
        random.shuffle(rows)
        rows.insert(random.randint(0, len(rows)), (None,) * len(order))
    return replace(table, header=tuple(table.header[place] for place in order), rows=tuple(rows))


def unordered(agreement: Agreement) -> dict[str, object]:
    """The agreement without the order of its rows."""
    return {name: rows if name == "contract" else sorted(map(repr, rows)) for name, rows in agreement}


@given(language=st.sampled_from(LANGUAGES), random=st.randoms(use_true_random=False))
def test_language_and_order_make_no_difference(language: str, random: Random) -> None:
    held = {name: shuffled(table, random) for name, table in tables(AGREEMENT, language).items()}
    found = agreement_in(held)
    assert found is not None
    assert unordered(found) == unordered(AGREEMENT)


numbers = st.decimals("-1e6", "1e6", places=3)
shares = st.integers(0, 2000).map(lambda share: Decimal(share) / 1000)


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_what_was_written_is_what_is_read(data: st.DataObject, language: str) -> None:
    draw = data.draw
    update = AGREEMENT.model_dump(by_alias=True)
    for kpi in update["kpis"]:
        kpi |= {
            "thresholds": draw(st.lists(numbers, min_size=5, max_size=5)),
            "impacts": draw(st.none() | st.lists(shares, min_size=5, max_size=5)),
            "weight": draw(shares),
            "payout": draw(st.sampled_from(["linear", "nearest", "step"])),
            "impact_floor": draw(st.none() | shares),
            "decimals": draw(st.none() | st.integers(0, 15)),
            "critical": draw(st.booleans()),
        }
    update["contract"] |= {
        "bonus_cap": draw(st.none() | shares),
        "missing_data": draw(st.sampled_from(["refuse", "neutral", "redistribute"])),
        "price_decimals": draw(st.none() | st.integers(0, 9)),
        "language": draw(st.sampled_from(LANGUAGES)),
    }
    agreement = Agreement.model_validate(update)
    reading = read_agreement(workbook(agreement, language))
    assert reading.findings == ()
    assert reading.agreement == agreement


@pytest.mark.parametrize("header", ["gewicht", "  GEWICHT ", "Gewicht:", "Gewicht *", "Weight", "poids", "weight"])
def test_a_header_is_known_by_key_or_label_in_any_language(header: str) -> None:
    assert agreement_in(renamed(WHOLE, "tblKpis", "weight", header)) == AGREEMENT


@pytest.mark.parametrize("header", ["thresholds.2", "Thresholds 2", "threshold 2", "Drempel\u00a02", "Seuil 2"])
def test_the_header_of_a_level_is_known_by_key_or_label_in_any_language(header: str) -> None:
    assert agreement_in(renamed(WHOLE, "tblKpis", "thresholds.2", header)) == AGREEMENT


@pytest.mark.parametrize("name", ["TBLKPIS", "tblkpis"])
def test_a_table_is_known_in_any_case(name: str) -> None:
    held = WHOLE | {"tblKpis": replace(WHOLE["tblKpis"], name=name)}
    assert agreement_in(held) == AGREEMENT


def test_a_contract_field_is_known_by_its_label_alone() -> None:
    rows = tuple((None, *row[1:]) for row in WHOLE["tblContract"].rows)
    assert agreement_in(WHOLE | {"tblContract": replace(WHOLE["tblContract"], rows=rows)}) == AGREEMENT


def test_added_columns_are_ignored() -> None:
    held = with_column(WHOLE, "tblKpis", "Proef", [Decimal("0.82"), None])
    assert agreement_in(with_column(held, "tblMonths", "Opmerking", ["druk", Decimal(1)])) == AGREEMENT


def test_an_added_column_of_numbers_in_the_months_is_a_measure() -> None:
    found = agreement_in(with_column(WHOLE, "tblMonths", "Wachtrij  max", [Decimal(3), None]))
    assert found is not None
    assert [month.measures.get("Wachtrij max") for month in found.months] == [Decimal(3), None]


def test_a_condition_names_its_measure_by_the_header_in_any_case() -> None:
    held = with_column(WHOLE, "tblMonths", "Wachtrij", [None, None])
    found = agreement_in(changed(held, "tblConditions", "measure", 1, "WACHTRIJ"))
    assert found is not None
    assert found.conditions[1].measure == "Wachtrij"
    assert found.months[0].measures == {"quality_test": Decimal("0.9"), "Wachtrij": None}


@pytest.mark.parametrize(
    ("name", "filled"),
    [
        ("tblMonths", {"month": "2026-05"}),
        ("tblMeasurements", {"month": "2026-05", "kpi": "OUD", "part": "chat"}),
    ],
)
def test_a_prepared_row_is_no_record(name: str, filled: dict[str, str]) -> None:
    held, row = WHOLE, len(WHOLE[name].rows)
    for header, cell in filled.items():
        held = changed(held, name, header, row, cell)
    assert agreement_in(held) == AGREEMENT


def test_any_of_our_tables_makes_a_contract_workbook() -> None:
    assert is_contract(MemoryWorkbook(WHOLE["tblKpis"]))
    assert not is_contract(MemoryWorkbook(replace(WHOLE["tblKpis"], name="Tabel1")))


def test_marks_that_nobody_sees_make_no_other_code() -> None:
    held = changed(tables(AGREEMENT), "tblKpis", "code", 0, "FCR\u200f")
    held = renamed(held, "tblLegend", "kpi", "\ufeffKPI\u200b")
    held = changed(held, "tblConditions", "kpis", 1, "\u202aFCR\u202c, CES")
    assert agreement_in(held) == AGREEMENT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contract_that_cannot_be_used_is_told_in_its_own_language(language: str) -> None:
    held = tables(
        AGREEMENT.model_copy(update={"contract": AGREEMENT.contract.model_copy(update={"language": language})})
    )
    reading = read_agreement(MemoryWorkbook(*(table for name, table in held.items() if name != "tblKpis")))
    assert (reading.agreement, reading.language) == (None, language)
