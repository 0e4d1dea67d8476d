"""Is what was settled kept, corrected by a true-up and never changed in silence? A year as its users type it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.workbook.port import Written
from bonusmalus_core.workbook.read import read_agreement
from tests.hosts.cli.runs import Type, contract_file

BEFORE, AFTER = "2026-04-01", "2027-02-01"
FIRST = "2026-01/2026-03 v1"
SECOND = "2026-01/2026-03 v2"


def history(path: Path) -> tuple[HistoryRow, ...]:
    agreement = read_agreement(XlsxWorkbook(path)).agreement
    assert agreement is not None
    return agreement.history


def edit(path: Path, table: str, row: int, column: str, value: Written) -> None:
    """Types a value into a cell of a table, as any program would: `row` counts from 0."""
    book = XlsxWorkbook(path)
    found = book.tables()[table]
    book.write_cells(found.sheet, {found.cell(row, found.header.index(column)): value})
    book.save()


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
    assert settle(type_in, workbook, 1) == first
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


def test_an_edited_amount_is_no_fault_of_the_true_up_after_it(type_in: Type, workbook: Path) -> None:
    settle(type_in, workbook, 1)
    edit(workbook, "tblMeasurements", 0, "Teller", Decimal(7100))
    settle(type_in, workbook, 1)
    edit(workbook, "tblHistory", 0, "Bonus-malus", Decimal(-4000))
    found = type_in("verify", workbook, "--json").data["findings"]
    assert [(each["code"], each["cell"]) for each in found] == [("H2", "Q5"), ("H4", "H5")]
    assert "voor Bonus-malus € -4.000,00; opnieuw" in found[1]["message"].replace("\N{NO-BREAK SPACE}", " ")


def test_that_nothing_changed_is_said(type_in: Type, workbook: Path) -> None:
    said = [type_in("settle", workbook, "--period", 1, "--as-of", AFTER).out for _ in range(2)]
    assert ["was al zo verrekend als" in each for each in said] == [False, True]


def test_a_changed_threshold_is_said_as_a_percentage(type_in: Type, workbook: Path) -> None:
    settle(type_in, workbook, 1)
    edit(workbook, "tblKpis", 0, "Drempel 3", Decimal("0.81"))
    found = type_in("verify", workbook, "--json").data["findings"]
    assert found[0]["message"].endswith(": toen 80%, nu 81%.")


def test_terms_are_sealed_once_until_they_change(type_in: Type, workbook: Path) -> None:
    first = type_in("seal", workbook)
    once = workbook.read_bytes()
    again = type_in("seal", workbook)
    assert (first.code, again.code, workbook.read_bytes() == once) == (0, 0, True)
    assert "er is niets toegevoegd" in again.out
    edit(workbook, "tblKpis", 0, "Drempel 3", Decimal("0.81"))
    assert type_in("seal", workbook, "--json").data["document"].endswith(" v2")
    assert [(row.event, row.period, row.version) for row in history(workbook)] == [("sealed", 0, 1), ("sealed", 0, 2)]
    assert type_in("verify", workbook).code == 0


def test_a_change_of_sealed_terms_is_reported_in_words(type_in: Type, workbook: Path, tmp_path: Path) -> None:
    type_in("seal", workbook)
    earlier = tmp_path / "earlier.xlsx"
    earlier.write_bytes(workbook.read_bytes())
    edit(workbook, "tblKpis", 0, "Drempel 3", Decimal("0.81"))
    edit(workbook, "tblPrices", 0, "Prijs per eenheid", Decimal(11))
    verified = type_in("verify", workbook, "--json")
    assert verified.code == 1
    assert [(each["code"], each["sheet"], bool(each["cell"])) for each in verified.data["findings"]] == [
        ("H10", "Contract", True),
        ("H10", "KPI’s", True),
    ]
    told = verified.data["findings"][1]["message"].replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith("FCR Drempel 3 is niet meer wat verzegeld is als ")
    assert told.endswith(": toen 80%, nu 81%.")
    lines = [
        line.strip() for line in type_in("diff", earlier, workbook).out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    ]
    assert "KPI’s, FCR, Drempel 3: 80% → 81%" in lines
    assert type_in("diff", earlier, workbook, "--json").data["sealed"]["unchanged"] is False
    assert type_in("diff", earlier, earlier, "--json").data["sealed"]["unchanged"] is True
    same = type_in("diff", workbook, workbook).out
    assert "Gewijzigd sinds de afspraken verzegeld zijn" in same


def test_sealed_terms_that_are_edited_in_the_archive_are_found(type_in: Type, workbook: Path) -> None:
    type_in("seal", workbook)
    edit(workbook, "tblArchive", 0, "Invoer", "{}")
    run = type_in("verify", workbook, "--json")
    assert (run.code, [each["code"] for each in run.data["findings"]], run.data["terms"]["unchanged"]) == (
        1,
        ["H12"],
        None,
    )


def test_a_contract_that_cannot_be_read_is_not_sealed(type_in: Type, workbook: Path) -> None:
    edit(workbook, "tblKpis", 0, "Gewicht", "veel")
    before = workbook.read_bytes()
    assert type_in("seal", workbook).code == 1
    assert workbook.read_bytes() == before


def test_a_seal_goes_out_as_data_and_comes_back(type_in: Type, workbook: Path, tmp_path: Path) -> None:
    type_in("seal", workbook)
    again = tmp_path / "again.xlsx"
    assert type_in("new", again, "--from", contract_file(tmp_path, type_in("export", workbook).data)).code == 0
    assert type_in("verify", again).code == 0
    assert "er is niets toegevoegd" in type_in("seal", again).out
