"""Are agreed terms sealed, and is every later change of them told in words?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.hosts.cli.runs import Type, contract_file, edit, history


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
    assert told.startswith("FCR · Drempel 3 is niet meer wat verzegeld is als ")
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
