"""Does Start tell what was settled for good from what stands on the statement?"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
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
from bonusmalus_core.workbook.statement.start import settled_period, settled_result
from bonusmalus_core.workbook.statement.start_cells import FINDINGS, ONCE, RESULT, SETTLED, SHOWN
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
        pytest.param(rows((1, 1, "5")), ("1 · Feb – Apr 2026", Decimal(5)), id="the first period"),
        pytest.param(rows((1, 1, "5"), (2, 1, "6"), (1, 2, "7")), ("2 · May – Jul 2026", Decimal(6)),
                     id="an earlier period settled again"),
        pytest.param(rows((1, 1, "5"), (2, 1, "6"), (2, 2, "7")), ("2 · May – Jul 2026", Decimal(7)),
                     id="the latest period settled again"),
        pytest.param([*rows((1, 1, "5")), HistoryRow(event="sealed", period=0, version=1)],
                     ("1 · Feb – Apr 2026", Decimal(5)), id="terms that were sealed since"),
        pytest.param(rows((4, 1, "5")), ("4 · Nov 2026 – Jan 2027", Decimal(5)), id="a period in two years"),
        pytest.param(rows((8, 1, "5")), ("8 · Nov – Dec 2027", Decimal(5)), id="a last period that is shorter"),
    ],
)  # fmt: skip
def test_the_latest_period_with_a_final_settlement_is_named_with_its_newest_amount(
    history: list[HistoryRow], told: tuple[str, Cell]
) -> None:
    contract = Contract.model_validate(TERMS)
    assert (settled_period(contract, history), settled_result(history)) == told


def test_blocks_of_the_calendar_are_named_by_their_own_months() -> None:
    contract = Contract.model_validate(TERMS | {"calendar": "calendar"})
    assert settled_period(contract, rows((1, 1, "5"))) == "1 · Feb – Mar 2026"


def test_settling_again_or_for_the_time_being_leaves_the_latest_final_settlement(tmp_path: Path) -> None:
    book = tmp_path / "year.xlsx"
    build(Agreement.model_validate(example("en")), book)
    for period in ("1", "2", "3"):
        assert main(["settle", str(book), "--period", period, *FINAL]) == 0
    assert shown(book)[SETTLED] == "3 · Jul – Sep 2026"
    assert main(["settle", str(book), "--period", "1", *FINAL]) == 0
    assert (shown(book)[SETTLED], shown(book)[SHOWN]) == ("3 · Jul – Sep 2026", "1 · Jan – Mar 2026, final")
    assert main(["settle", str(book), "--period", "4", "--as-of", "2026-12-31"]) == 0
    assert shown(book)[SETTLED] == "3 · Jul – Sep 2026"
    assert shown(book)[SHOWN] == "4 · Oct – Dec 2026, preliminary"
    history = read_agreement(XlsxWorkbook(book)).agreement
    assert history is not None
    assert shown(book)[RESULT] == history.history[2].amount


@pytest.mark.parametrize("inserted", [0, 1, 2, 5])
def test_figures_are_shown_beside_their_own_formulas_wherever_rows_were_inserted(
    example_of_a_year: Path, inserted: int
) -> None:
    book = with_rows_inserted(example_of_a_year, inserted)
    before, written = cells(book), XlsxWorkbook(book)
    assert main(["settle", str(book), "--period", "1", *FINAL]) == 0
    assert main(["check", str(book), "--write"]) == 0
    assert shown(book)[SETTLED] == "1 · Jan – Mar 2026"
    assert shown(book)[SHOWN] == "1 · Jan – Mar 2026, final"
    changed = {address for address, held in cells(book).items() if held != before[address]}
    assert changed == {place[1] for name in NAMES if (place := written.named(name))}


def test_a_workbook_from_before_the_names_shows_its_figures_where_they_stood(example_of_a_year: Path) -> None:
    rewrite(
        example_of_a_year, "xl/workbook.xml", lambda part: re.sub(rb'<definedName name="start_[^/]*/[^>]*>', b"", part)
    )
    assert XlsxWorkbook(example_of_a_year).named(SETTLED) is None
    assert main(["settle", str(example_of_a_year), "--period", "1", *FINAL]) == 0
    found = XlsxWorkbook(example_of_a_year)
    assert [found.peek("Start", ONCE[name]) for name in (SETTLED, SHOWN)] == [
        "1 · Jan – Mar 2026", "1 · Jan – Mar 2026, final",
    ]  # fmt: skip


@pytest.fixture
def example_of_a_year(tmp_path: Path) -> Path:
    build(Agreement.model_validate(example("en")), tmp_path / "year.xlsx")
    return tmp_path / "year.xlsx"


def with_rows_inserted(book: Path, count: int) -> Path:
    """The workbook with blank rows above row 10 of Start, as a program that inserts them leaves it."""

    def further(found: re.Match[bytes]) -> bytes:
        row = int(found[2])
        return found[1] + b"%d" % (row + count * (row >= 10)) + b'"'

    def shifted(part: bytes) -> bytes:
        return re.sub(rb'(<(?:row|c) r="[A-Z]*)(\d+)"', further, part)

    def renamed(part: bytes) -> bytes:
        return re.sub(rb"('Start'!\$D\$)(\d+)", lambda found: further(found)[:-1], part)

    rewrite(book, "xl/worksheets/sheet1.xml", shifted)
    rewrite(book, "xl/workbook.xml", renamed)
    return book


def rewrite(book: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    held = members(book)
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as package:
        for each, part in held.items():
            package.writestr(each, change(part) if each == name else part)


def cells(book: Path) -> dict[str, bytes]:
    """Everything that stands on Start, by address."""
    sheet = members(book)["xl/worksheets/sheet1.xml"]
    return {found[1].decode(): found[2] for found in re.finditer(rb'<c r="([A-Z]+\d+)"(.*?)(?=<c r=|</row>)', sheet)}


def shown(book: Path) -> dict[str, Cell]:
    """What the cells of Start show before anybody computes them."""
    found = XlsxWorkbook(book)
    places = {name: found.named(name) for name in NAMES}
    return {name: found.peek(*place) for name, place in places.items() if place}


NAMES = (SETTLED, RESULT, SHOWN, FINDINGS)
