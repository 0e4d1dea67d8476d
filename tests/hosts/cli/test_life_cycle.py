"""Is what was settled kept, corrected by a true-up and never changed in silence? A year as its users type it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.workbook.port import Written
from tests.hosts.cli.runs import Type, contract_file, edit, history

BEFORE, AFTER = "2026-04-01", "2027-02-01"
FIRST = "2026-01/2026-03 v1"
SECOND = "2026-01/2026-03 v2"


def settle(type_in: Type, path: Path, period: int, as_of: str = AFTER) -> Any:
    run = type_in("settle", path, "--period", period, "--as-of", as_of, "--json")
    assert run.code == 0, run
    return run.data


def test_a_year(type_in: Type, workbook: Path) -> None:
    sealed = type_in("seal", workbook, "--json").data
    assert settle(type_in, workbook, 1, BEFORE)["status"] == "preliminary"
    assert [row.event for row in history(workbook)] == ["sealed"]

    first = settle(type_in, workbook, 1)
    once = workbook.read_bytes()
    assert (first["status"], first["true_up"], first["document"], first["corrects"]) == ("final", "0.00", FIRST, None)
    assert settle(type_in, workbook, 1) == first == settle(type_in, workbook, 1, BEFORE)
    assert "er is niets veranderd, versie 1 blijft" in type_in("settle", workbook, "--period", 1, "--as-of", AFTER).out
    assert (history(workbook), tables(workbook)) == (history_of(once, workbook), tables_of(once, workbook))

    settle(type_in, workbook, 2)
    kept = history(workbook)
    assert [(row.period, row.version) for row in kept] == [(0, 1), (1, 1), (2, 1)]
    assert type_in("verify", workbook).code == 0

    edit(workbook, "tblMeasurements", 0, "Teller", Decimal(7100))
    changed = type_in("verify", workbook, "--json")
    assert changed.code == 1
    assert [(each["code"], each["sheet"], each["cell"]) for each in changed.data["findings"]] == [
        ("H5", "Metingen", "J6")
    ]

    assert settle(type_in, workbook, 1, BEFORE)["status"] == "preliminary"
    second = settle(type_in, workbook, 1)
    assert (second["document"], second["corrects"]) == (SECOND, FIRST)
    assert Decimal(second["true_up"]) == Decimal(second["bonus_malus"]) - Decimal(first["bonus_malus"]) != 0
    assert history(workbook)[:3] == kept
    assert settle(type_in, workbook, 1) == second
    assert type_in("verify", workbook).code == 0

    locked = type_in("lock", workbook, "--period", 1)
    assert (locked.code, locked.out.strip()) == (0, f"{SECOND} is vergrendeld.")
    edit(workbook, "tblMeasurements", 0, "Teller", Decimal(7200))
    held = workbook.read_bytes()
    refused = type_in("settle", workbook, "--period", 1, "--as-of", AFTER, "--json")
    assert refused.code == 1
    assert [each["code"] for each in refused.data["findings"]] == ["H1"]
    assert "op 1-3-2027" in refused.data["findings"][0]["message"]
    assert workbook.read_bytes() == held

    assert type_in("unlock", workbook, "--period", 1, "--reason", "tikfout in januari").code == 0
    third = settle(type_in, workbook, 1)
    assert third["corrects"] == SECOND
    rows = [row for row in history(workbook) if row.event == "settled" and row.period == 1]
    assert sum((row.true_up or Decimal(0) for row in rows), rows[0].amount or Decimal(0)) == rows[-1].amount
    assert {(row.who, row.at) for row in history(workbook)} == {("An Peeters", "2027-03-01T09:30:00Z")}
    assert [row.event for row in history(workbook)] == [
        "sealed", "settled", "settled", "settled", "locked", "unlocked", "settled",
    ]  # fmt: skip
    verified = type_in("verify", workbook, "--json")
    assert (verified.code, verified.data["terms"]["unchanged"]) == (0, True)
    assert verified.data["terms"]["terms"] == sealed["terms"]

    edit(workbook, "tblHistory", 2, "Bonus-malus", Decimal(9999))
    found = type_in("verify", workbook, "--json")
    assert found.code == 1
    assert {(each["code"], each["cell"]) for each in found.data["findings"]} == {("H2", "Q7"), ("H4", "H7")}
    assert type_in("settle", workbook, "--period", 3, "--as-of", AFTER).code == 1


@pytest.mark.parametrize(("as_of", "said"), [("2026-04-15", "is voorlopig verrekend"), ("2026-04-16", "is verrekend")])
def test_a_preliminary_settlement_ends_with_saying_so(type_in: Type, workbook: Path, as_of: str, said: str) -> None:
    assert f"2026-01/2026-03 {said};" in type_in("settle", workbook, "--period", 1, "--as-of", as_of).out


def tables(path: Path) -> Any:
    return XlsxWorkbook(path).tables()


def tables_of(blob: bytes, beside: Path) -> Any:
    return tables(written(blob, beside))


def history_of(blob: bytes, beside: Path) -> tuple[HistoryRow, ...]:
    return history(written(blob, beside))


def written(blob: bytes, beside: Path) -> Path:
    path = beside.with_name("earlier.xlsx")
    path.write_bytes(blob)
    return path


def test_a_changed_threshold_leaves_what_was_settled_before(type_in: Type, workbook: Path) -> None:
    settle(type_in, workbook, 1)
    before, archived = history(workbook), tables(workbook)["tblArchive"].rows
    edit(workbook, "tblKpis", 0, "Drempel 3", Decimal("0.81"))
    settle(type_in, workbook, 2)
    assert history(workbook)[:1] == before
    assert tables(workbook)["tblArchive"].rows[: len(archived)] == archived
    found = type_in("verify", workbook, "--json").data
    assert [(each["document"], each["amount"] == each["again"]) for each in found["settlements"]] == [
        (FIRST, True),
        ("2026-04/2026-06 v1", True),
    ]


def test_a_dry_run_leaves_no_history(type_in: Type, workbook: Path) -> None:
    before = workbook.read_bytes()
    assert type_in("settle", workbook, "--period", 1, "--as-of", AFTER, "--dry-run").code == 0
    assert workbook.read_bytes() == before


def test_history_goes_out_as_data_and_comes_back_whole(type_in: Type, workbook: Path, tmp_path: Path) -> None:
    settle(type_in, workbook, 1)
    type_in("lock", workbook, "--period", 1)
    exported = type_in("export", workbook).data
    again = tmp_path / "again.xlsx"
    assert type_in("new", again, "--from", contract_file(tmp_path, exported)).code == 0
    assert type_in("export", again).data == exported
    assert type_in("verify", again).code == 0
    assert history(again) == history(workbook)
    assert type_in("settle", again, "--period", 1, "--as-of", AFTER).code == 1


@pytest.mark.parametrize(
    ("typed", "code", "finding"),
    [
        (("lock", "--period", "1"), 1, "H7"),
        (("unlock", "--period", "1", "--reason", "x"), 1, "H7"),
        (("unlock", "--period", "2", "--reason", "x"), 1, "H8"),
        (("lock", "--period", "99"), 2, ""),
        (("unlock", "--period", "2"), 2, ""),
        (("unlock", "--period", "2", "--reason", " "), 2, ""),
    ],
)
def test_what_cannot_be_locked_or_unlocked_is_said(
    type_in: Type, workbook: Path, typed: tuple[str, ...], code: int, finding: str
) -> None:
    settle(type_in, workbook, 2)
    before = workbook.read_bytes()
    command, *options = typed
    run = type_in(command, workbook, *options, "--json")
    assert run.code == code
    assert [each["code"] for each in json.loads(run.out)["findings"]] == [finding] if run.out else not finding
    assert workbook.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "column", "value", "codes"),
    [
        ("tblHistory", "Door", "iemand anders", {"H2"}),
        ("tblHistory", "Zegel", "0" * 64, {"H2"}),
        ("tblHistory", "Vingerafdruk invoer", "0" * 64, {"H2", "H3"}),
        ("tblHistory", "Prijsfactor", Decimal("1.01"), {"H2", "H4"}),
        ("tblHistory", "Naverrekening", Decimal(5), {"H2", "H4"}),
        ("tblHistory", "Bonus-malus", "veel", {"W11"}),
        ("tblHistory", "Periode", Decimal(3), {"H2", "H3", "H6"}),
        ("tblArchive", "Invoer", "{}", {"H3"}),
        ("tblArchive", "Invoer", None, {"H3"}),
        ("tblArchive", "Versie", Decimal(7), {"H3", "H6"}),
        ("tblMeasurements", "Teller", None, {"H5"}),
        ("tblMeasurements", "Deel", "chat", {"H9"}),
        ("tblPrices", "Prijs per eenheid", Decimal(11), {"H5"}),
        ("tblMonths", "Werkelijk volume", Decimal(9), {"H5"}),
    ],
)
def test_whatever_is_edited_afterwards_is_found(
    type_in: Type, workbook: Path, *, table: str, column: str, value: Written, codes: set[str]
) -> None:
    settle(type_in, workbook, 1)
    edit(workbook, table, 0, column, value)
    run = type_in("verify", workbook, "--json")
    assert run.code == 1
    assert {each["code"] for each in run.data["findings"]} == codes
    assert all(each["cell"] for each in run.data["findings"])


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("tblMeasurements", "Teller", Decimal("7001.5"),
         "Metingen J6: 2026-01 · FCR · Teller is niet meer wat {v1} las: toen 6.967, nu 7.001,5."),
        ("tblMeasurements", "Teller", "7001,5", "Metingen J6: “7001,5” is tekst, geen getal."),
        ("tblMeasurements", "Maand", None, "Metingen H6: “Maand” is niet ingevuld."),
        ("tblKpis", "Drempel 3", Decimal("0.81"),
         "KPI’s H9: FCR · Drempel 3 is niet meer wat {v1} las: toen 80%, nu 81%."),
        ("tblKpis", "Drempel 3", "veel", "KPI’s H9: “veel” is tekst, geen getal."),
        ("tblPrices", "Prijs per eenheid", Decimal(11),
         "Contract I5: Vanaf maand 1 · Prijs per eenheid is niet meer wat {v1} las: toen € 10,00, nu € 11,00."),
        ("tblConditions", "Gevolg", "bonus vervalt",
         "Randvoorwaarden G5: VOL-LOW · Gevolg is niet meer wat {v1} las: toen volumegarantie, nu bonus vervalt."),
    ],
)  # fmt: skip
def test_what_was_edited_is_named_by_its_sheet_row_and_column(
    type_in: Type, workbook: Path, *, table: str, column: str, value: Written, said: str
) -> None:
    settle(type_in, workbook, 1)
    edit(workbook, table, 0, column, value)
    found = type_in("verify", workbook, "--json").data["findings"]
    told = [f"{each['sheet']} {each['cell']}: {each['message']}".replace("\N{NO-BREAK SPACE}", " ") for each in found]
    assert said.format(v1=FIRST) in told


@pytest.mark.parametrize(
    ("mistyped", "told"),
    [
        ({"Teller": "veel"}, {"W11 FCR", "H9 CES"}),
        ({"Maand": None}, {"W7 FCR", "H9 FCR", "H9 CES"}),
        ({"Maand": None, "KPI": None}, {"W7 None", "H9 FCR", "H9 CES"}),
    ],
    ids=["a row that is named", "a row of some month", "a row of anything"],
)
def test_a_row_that_is_gone_is_told_beside_a_cell_that_cannot_be_read(
    mistyped: dict[str, Written], told: set[str], type_in: Type, workbook: Path
) -> None:
    settle(type_in, workbook, 1)
    for column, value in mistyped.items():
        edit(workbook, "tblMeasurements", 0, column, value)
    for column in ("Waarde", "Aantal (n)"):
        edit(workbook, "tblMeasurements", 1, column, None)
    found = type_in("verify", workbook, "--json").data["findings"]
    assert {f"{each['code']} {each['kpi']}" for each in found} == told


def test_a_row_that_is_gone_is_told_from_one_that_does_not_count(type_in: Type, workbook: Path) -> None:
    settle(type_in, workbook, 1)
    for column, value in (("KPI", "FCR"), ("Van maand", date(2026, 1, 1)), ("Tot en met maand", date(2026, 1, 1)),
                          ("Akkoord op", date(2026, 4, 1))):  # fmt: skip
        edit(workbook, "tblEvents", 1, column, value)
    excused = type_in("verify", workbook).out
    for column in ("Teller", "Noemer"):
        edit(workbook, "tblMeasurements", 0, column, None)
    gone = type_in("verify", workbook).out
    row = f"De rij 2026-01 · FCR is niet meer wat {FIRST} las: toen Teller 6.967; Noemer 9.024, nu"
    assert f"{row} telt ze niet mee." in excused
    assert f"{row} niets." in gone


def test_an_edited_amount_is_no_fault_of_the_true_up_after_it(type_in: Type, workbook: Path) -> None:
    settle(type_in, workbook, 1)
    edit(workbook, "tblMeasurements", 0, "Teller", Decimal(7100))
    settle(type_in, workbook, 1)
    edit(workbook, "tblHistory", 0, "Bonus-malus", Decimal(-4000))
    found = type_in("verify", workbook, "--json").data["findings"]
    assert [(each["code"], each["cell"]) for each in found] == [("H2", "Q5"), ("H4", "H5")]
    assert "voor Bonus-malus € -4.000,00; opnieuw" in found[1]["message"].replace("\N{NO-BREAK SPACE}", " ")
