"""Are columns that only some files have asked about, and is a month without a duration told and never 0 %?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said

SPEED, WAIT = "Speed of answer in seconds", "Wait"
CHOICES: dict[str, Any] = {"kpis": {"SL": {"within_s": 20}}}
BY_WAIT: dict[str, Any] = {"contacts": {"columns": {"wait_s": WAIT}}}


def _month(folder: Path, number: int, header: str, waits: str) -> Path:
    """A month of one answered contact a day; `header` and `waits` are the columns and cells of how long it waited."""
    path = folder / f"calls-{number:02}.csv"
    rows = [f"{number}-{day},{date(2026, number, day)} 10:00:00,1,{waits}" for day in range(1, 29)]
    path.write_text("\n".join([f"contact_id,started_at,answered,{header}", *rows]) + "\n")
    return path


def _parquet(path: Path) -> None:
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{path}')) TO '{path.with_suffix('.parquet')}'")
    path.unlink()


def _measured(folder: Path, mapping: dict[str, Any]) -> Measured:
    contract = {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"]}
    kpi = {"code": "SL", "metric": "SL", "weight": "1", "thresholds": ["0.7", "0.8", "0.9"]}
    agreement = Agreement.model_validate({"contract": contract, "kpis": [kpi]})
    return measured(agreement, folder, mapping_of({"complete_until": "2026-03-31", **CHOICES, **mapping}))


@pytest.mark.parametrize(
    ("headers", "asks"),
    [
        ((SPEED, WAIT), f"{WAIT}, {SPEED}"),
        ((f"{SPEED},{WAIT}", SPEED), f"{WAIT}, {SPEED}"),
        ((f"{SPEED},{WAIT}", WAIT), None),
        ((WAIT, WAIT), None),
    ],
    ids=["each file its own", "the best known in one", "the best known in both", "the same"],
)
@pytest.mark.parametrize("finish", [lambda _: None, _parquet], ids=["csv", "parquet"])
def test_a_column_that_not_every_file_has_is_not_chosen_over_another(
    finish: Callable[[Path], None], headers: tuple[str, str], asks: str | None, tmp_path: Path
) -> None:
    for number, header in enumerate(headers, start=1):
        finish(_month(tmp_path, number, header, "10,10" if "," in header else "10"))
    found = _measured(tmp_path, {})
    assert [each.facts["columns"] for each in found.findings if each.code == "G3"] == [asks] * bool(asks)
    assert len(found.rows) == (0 if asks else 2)


@pytest.mark.parametrize("header", [SPEED, WAIT], ids=["in another column", "blank"])
def test_a_month_in_which_no_contact_says_how_long_it_waited_is_told_and_not_measured(
    header: str, tmp_path: Path
) -> None:
    _month(tmp_path, 1, header, "10" if header == SPEED else "")
    _month(tmp_path, 2, WAIT, "10")
    found = _measured(tmp_path, BY_WAIT)
    assert [(str(row.month), f"{row.numerator}/{row.denominator}") for row in found.rows] == [("2026-02", "28/28")]
    (told,) = [each for each in found.findings if each.code == "G35"]
    assert (told.month, told.kpi) == ("2026-01", "SL")
    for language in LANGUAGES:
        assert "{" not in said(told, language, lambda _: None).message
