"""Does Start tell what was settled for good from what stands on the statement?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bonusmalus_core.declare.drafting import build
from bonusmalus_core.hosts.cli import main
from bonusmalus_core.hosts.xlsx import XlsxWorkbook
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.history import HistoryRow
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.statement.start import RESULT, SETTLED, SHOWN, settled_period, settled_result
from bonusmalus_templates import example
from tests.workbook.package.books import members

TERMS = {"start": "2026-02-01", "months": 23, "language": "en"}
FINAL = ["--as-of", "2027-06-01"]


def rows(*versions: tuple[int, int, str]) -> list[HistoryRow]:
    """Settlements by period, version and amount."""
    return [HistoryRow(period=period, version=version, amount=Decimal(amount)) for period, version, amount in versions]


@pytest.mark.parametrize(
    ("history", "told"),
    [
        pytest.param([], ("–", "–"), id="nothing settled yet"),
        pytest.param(rows((1, 1, "5")), ("1 · Feb 2026 – Apr 2026", Decimal(5)), id="the first period"),
        pytest.param(rows((1, 1, "5"), (2, 1, "6"), (1, 2, "7")), ("2 · May 2026 – Jul 2026", Decimal(6)),
                     id="an earlier period settled again"),
        pytest.param(rows((1, 1, "5"), (2, 1, "6"), (2, 2, "7")), ("2 · May 2026 – Jul 2026", Decimal(7)),
                     id="the latest period settled again"),
        pytest.param([*rows((1, 1, "5")), HistoryRow(event="sealed", period=0, version=1)],
                     ("1 · Feb 2026 – Apr 2026", Decimal(5)), id="terms that were sealed since"),
        pytest.param(rows((8, 1, "5")), ("8 · Nov 2027 – Dec 2027", Decimal(5)), id="a last period that is shorter"),
    ],
)  # fmt: skip
def test_the_latest_period_with_a_final_settlement_is_named_with_its_newest_amount(
    history: list[HistoryRow], told: tuple[str, Cell]
) -> None:
    contract = Contract.model_validate(TERMS)
    assert (settled_period(contract, history), settled_result(history)) == told


def test_blocks_of_the_calendar_are_named_by_their_own_months() -> None:
    contract = Contract.model_validate(TERMS | {"calendar": "calendar"})
    assert settled_period(contract, rows((1, 1, "5"))) == "1 · Feb 2026 – Mar 2026"


def test_settling_again_or_for_the_time_being_leaves_the_latest_final_settlement(tmp_path: Path) -> None:
    book = tmp_path / "year.xlsx"
    build(Agreement.model_validate(example("en")), book)
    for period in ("1", "2", "3"):
        assert main(["settle", str(book), "--period", period, *FINAL]) == 0
    assert shown(book)[SETTLED] == "3 · Jul 2026 – Sep 2026"
    assert main(["settle", str(book), "--period", "1", *FINAL]) == 0
    assert (shown(book)[SETTLED], shown(book)[SHOWN]) == ("3 · Jul 2026 – Sep 2026", "1 · Jan – Mar 2026, final")
    assert main(["settle", str(book), "--period", "4", "--as-of", "2026-12-31"]) == 0
    assert shown(book)[SETTLED] == "3 · Jul 2026 – Sep 2026"
    assert shown(book)[SHOWN] == "4 · Oct – Dec 2026, preliminary"
    history = read_agreement(XlsxWorkbook(book)).agreement
    assert history is not None
    assert shown(book)[RESULT] == str(history.history[2].amount)


def shown(book: Path) -> dict[str, str]:
    """What the cells of Start show before anybody computes them."""
    sheet = members(book)["xl/worksheets/sheet1.xml"].decode()
    cells = (sheet.partition(f'r="{cell}"')[2].partition("<v>")[2].partition("</v>")[0] for cell in NAMES)
    return dict(zip(NAMES, cells, strict=True))


NAMES = (SETTLED, RESULT, SHOWN)
