"""Does a settlement from the ribbon give what the command line gives, and leave Excel as free as it was?"""

from __future__ import annotations

from pathlib import Path

import pytest
from xlwings import Book

from bonusmalus_addin.excel.book import ExcelWorkbook
from bonusmalus_addin.excel.commands import act
from tests.addin.conftest import AS_OF, PERIODS
from tests.addin.excel.watching import AGREED, free, held, watched
from tests.support.excel.engine import App
from tests.support.libreoffice import Office
from tests.support.seen import at_no_time, looks, sheets, tables

pytestmark = pytest.mark.libreoffice


def test_settling_gives_the_sheets_and_tables_of_the_command_line(
    office: Office, by_command_line: Path, contract: Book
) -> None:
    for period in PERIODS:
        assert "Verrekening" in act("settle", contract, "nl", {"period": period, "as_of": AS_OF})
    with office.open(by_command_line, for_paper=False) as expected:
        assert at_no_time(held(contract)) == at_no_time(expected)
        assert tables(held(contract)) == tables(expected)
        assert looks(held(contract)) == looks(expected)
    assert contract.sheets.active.name == "Verrekening"


def test_settling_twice_is_harmless_and_excel_is_as_free_as_before(app: App, contract: Book) -> None:
    app.calculation = "semiautomatic"
    seen = watched(app)
    said = [act("settle", contract, "nl", {"period": "1", "as_of": AS_OF})]
    once = sheets(held(contract))
    said.append(act("settle", contract, "nl", {"period": "1", "as_of": AS_OF}))
    assert sheets(held(contract)) == once
    assert said == [
        "2026-01/2026-03 is verrekend; de verrekening staat op het blad Verrekening.",
        "2026-01/2026-03: er is niets veranderd, versie 1 blijft; de verrekening staat op het blad Verrekening.",
    ]
    assert free(app)
    assert contract.sheets["Verrekening"].api.ProtectContents
    assert seen[0].startswith("Periode verrekenen")


@pytest.mark.parametrize("given", [{"period": "8"}, {"period": "99"}, {"period": "x"}])
def test_excel_is_as_free_as_before_after_a_refusal(app: App, unchanged: Book, given: dict[str, str]) -> None:
    app.calculation = "semiautomatic"
    assert act("settle", unchanged, "nl", given)
    assert free(app)


def test_settle_proposes_the_oldest_complete_unsettled_period_and_asks_once(app: App, contract: Book) -> None:
    app.api.typed = [AGREED, None]
    said = [act("settle", contract, "nl", {"as_of": AS_OF}) for _ in range(2)]
    assert [message.split(" ")[0] for message in said] == ["2026-01/2026-03", ""]
    assert app.api.proposed == ["1", "2"]
    assert "1 · jan – mrt 2026" in app.api.asked[0]


def test_another_period_can_be_chosen_and_its_rows_are_explained_in_their_own_words(app: App, contract: Book) -> None:
    app.api.typed = ["99", "two", " 3 "]
    assert act("settle", contract, "nl", {"as_of": AS_OF}).startswith("2026-07/2026-09")
    assert app.api.asked[1].startswith("“99”")
    table = contract.sheets["Verrekening"].tables["tblSettlement"].range
    table(2, 6).select()
    assert act("explain", contract, "nl").startswith(f"{table(2, 1).raw_value}: ")


def test_a_settlement_is_locked_verified_and_unlocked(app: App, contract: Book) -> None:
    assert act("settle", contract, "nl", {"period": "1", "as_of": AS_OF})
    app.api.typed = ["1", "1", "typing error"]
    for name in ("lock", "verify", "unlock"):
        assert act(name, contract, "nl")
    rows = ExcelWorkbook(contract).tables()["tblHistory"].rows
    events = [str(cell) for row in rows for cell in row if cell in {"verrekend", "vergrendeld", "ontgrendeld"}]
    assert (len(rows), events) == (3, ["verrekend", "vergrendeld", "ontgrendeld"])
    assert app.api.asked[2]
