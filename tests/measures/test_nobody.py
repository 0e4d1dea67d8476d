"""Is a caller who is not known nobody, and a customer with implausibly many contacts told?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.measures.opening.opened import opened
from bonusmalus_core.model.agreement import Agreement


@pytest.mark.parametrize(
    ("customer", "is_somebody"),
    [
        ("Unavailable", False), ("-1", False), ("0000000000", False), ("+00000", False), ("Privé", False),
        ("[None]", False), ("(unknown)", False), ("<Anonymous>", False), ("anonymous@anonymous.invalid", False),
        ("sip:anonymous@anonymous.invalid", False), ("+266696687", False), ("266696687", False), ("0.0", False),
        ("Onbekende beller", False), ("Unbekannter Anrufer", False), ("Numéro masqué", False), ("?", False),
        ("0470123456", True), ("+32470123456", True), ("-2", True), ("ann@private.example", True), ("Privéklant", True),
        ("00000000001", True), ("Anonymous Ltd", True),
    ],
)  # fmt: skip
def test_words_and_numbers_for_nobody_are_nobody(customer: str, is_somebody: bool, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(f"contact_id,customer_id,started_at\n1,{customer},2026-01-05\n2,ann,2026-01-05\n", encoding="utf-8")
    with opened(path) as records:
        found = records.con.execute("SELECT customer_id FROM core_contacts WHERE contact_id = '1'").fetchall()
    assert found == [(customer.removeprefix("+") if is_somebody else None,)]


@pytest.mark.parametrize(("customer", "is_somebody"), [(0, False), (-1, False), (-2, True), (1, True)])
def test_so_are_whole_numbers(customer: int, is_somebody: bool, tmp_path: Path) -> None:
    rows = f"SELECT {customer}::BIGINT AS customer_id, 1 AS contact_id, TIMESTAMP '2026-01-05' AS started_at"
    duckdb.sql(f"COPY ({rows}) TO '{tmp_path}/contacts.parquet'")
    with opened(tmp_path) as records:
        found = records.con.execute("SELECT customer_id FROM core_contacts").fetchall()
    assert found == [(customer if is_somebody else None,)]


def _measured(path: Path, customers: list[str], unit: str) -> Measured:
    rows = [f"{n},{who},k,2026-01-{1 + n % 28:02}" for n, who in enumerate(customers)]
    path.write_text("\n".join(["contact_id,customer_id,case_id,started_at", *rows]) + "\n")
    kpi: dict[str, Any] = {"code": "FCR", "metric": "FCR", "weight": "1", "thresholds": ["0.7", "0.8", "0.9"]}
    contract = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
    agreement = Agreement.model_validate({"contract": contract, "kpis": [kpi]})
    return measured(agreement, path, mapping_of({"kpis": {"FCR": {"unit": unit}}}))


@pytest.mark.parametrize(
    ("often", "others", "unit", "told"),
    [
        (10, (30, 1), "customer", True),
        (9, (30, 1), "contact", False),
        (10, (190, 1), "contact", True),
        (10, (191, 1), "contact", False),
        (10, (15, 2), "customer", True),
        (14, (5, 3), "customer", False),
        (15, (5, 3), "customer", True),
        (30, (30, 1), "case", False),
        (30, (0, 1), "customer", True),
    ],
    ids=["ten", "nine", "one in twenty", "less", "five times the others", "less than that", "as often", "cases", "all"],
)
def test_a_customer_with_very_many_contacts_is_named(
    often: int, others: tuple[int, int], unit: str, told: bool, tmp_path: Path
) -> None:
    many, each = others
    customers = ["desk"] * often + [f"c{n}" for n in range(many)] * each
    found = _measured(tmp_path / "contacts.csv", customers, unit)
    assert [one.facts["found"] for one in found.findings if one.code == "G60"] == ["desk"] * told


@pytest.mark.parametrize("lines", [1, 5, 6, 7], ids=lambda lines: f"{lines} lines")
def test_every_customer_with_very_many_contacts_is_named(lines: int, tmp_path: Path) -> None:
    desks = [f"desk {n}" for n in range(lines)]
    found = _measured(tmp_path / "contacts.csv", desks * 50 + [f"c{n}" for n in range(100)], "customer")
    assert [one.facts["found"] for one in found.findings if one.code == "G60"] == desks


@pytest.mark.parametrize(
    ("word", "left_out"),
    [
        ("+32 2 555 00 00", True), ("+32-2-555.00.00", True), ("3225550000", True), ("3225550000.0", True),
        ("+32 2 555 00 01", False), ("02 555 00 00", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("cell", ["+32 2 555 00 00", "3225550000"])
def test_a_customer_is_left_out_however_the_legend_writes_the_number(
    *, word: str, left_out: bool, cell: str, tmp_path: Path
) -> None:
    rows = [f"1,{cell},2026-01-05", "2,+32 2 555 00 07,2026-01-06"]
    (tmp_path / "contacts.csv").write_text("\n".join(["contact_id,customer_id,started_at", *rows]) + "\n")
    with opened(tmp_path, mapping_of({"exclude": [{"customer_id": [word]}]})) as records:
        assert records.con.execute("SELECT count(*) FROM core_contacts").fetchall() == [(1 if left_out else 2,)]
        assert ("G58" in {each.code for each in records.findings}) is not left_out
