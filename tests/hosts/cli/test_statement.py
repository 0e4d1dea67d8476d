"""Can a settlement be read in a narrow terminal?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bonusmalus_core.words.numbers import money
from bonusmalus_templates import example
from tests.hosts.cli.runs import Type, contract_file

LANGUAGES = ("nl", "en", "de", "fr")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_eighty_columns_show_every_code_and_amount_whole(
    language: str, type_in: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data: dict[str, Any] = example(language)
    data["prices"] = [{"from_month": 1, "price": "9123.45"}]
    path = tmp_path / "dear.xlsx"
    type_in("new", "--from", contract_file(tmp_path, data), path)
    monkeypatch.setenv("COLUMNS", "80")
    shown = type_in("settle", path, "--period", 4).out
    settled = type_in("settle", path, "--period", 4, "--json").data
    codes = [line["code"] for line in settled["kpis"]]
    amounts = [money(Decimal(line["contribution"]), "EUR", language) for line in settled["kpis"]]
    *lines, _closing_sentence = shown.splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert "…" not in shown
    assert [each for each in (*codes, *amounts) if each not in shown] == []


@pytest.mark.parametrize("width", [20, 40, 79])
def test_narrower_still_nothing_is_cut_off(
    width: int, workbook: Path, type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = type_in("settle", workbook, "--period", 1, "--dry-run").out
    monkeypatch.setenv("COLUMNS", str(width))
    narrow = type_in("settle", workbook, "--period", 1, "--dry-run").out
    assert _signs(narrow) == _signs(wide)


def test_the_tables_are_rounded_and_the_explanations_are_not(workbook: Path, type_in: Type) -> None:
    shown = type_in("settle", workbook, "--period", 1, "--as-of", "2027-02-01").out
    rows = [line.split("  ") for line in shown.splitlines()]
    kpi = next([cell.strip() for cell in row if cell] for row in rows if row[0] == "FCR")
    month = next([cell.strip() for cell in row if cell] for row in rows if row[0] == "2026-01")
    assert kpi == ["FCR", "2026-01 – 2026-03", "77,96%", "2", "97,96%", "20%", f"€{NBSP}-1.334,93"]
    assert month == ["2026-01", "11.540", "11.540", "98,4193%", f"€{NBSP}9,8419", f"€{NBSP}-1.824,15"]
    assert "77,9569% ligt tussen 75% (95%) en 80% (100%): lineair, 97,9569%." in shown
    assert "  2026-01: Forecast 11.200; Volume / forecast 103,0357%\n" in shown


def _signs(shown: str) -> list[str]:
    """Every letter, digit and sign, wherever it stands."""
    return sorted("".join(shown.split()).replace("─", ""))
