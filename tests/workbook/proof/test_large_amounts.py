"""How far do the formulas give the engine's very cent, and what does the sheet say where a sheet no longer can?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

import pytest

from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.words import words
from bonusmalus_core.workbook.port import Cell, Row, letters, shown
from bonusmalus_core.workbook.statement.columns import CONTROL, FACT, MONEY, VOLUME
from tests.support.libreoffice import Office, Workbook
from tests.workbook.build import agreements
from tests.workbook.proof.changes import Inputs
from tests.workbook.proof.following import changed, keyed, keys
from tests.workbook.proof.settled import Change, Settled
from tests.workbook.proof.settled import settled as settle

pytestmark = pytest.mark.libreoffice

SAID = words("nl", "sheets")
AGREES, DIGITS, DIFFERS = (SAID[f"settlement.check.{key}"] for key in ("agrees", "digits", "differs"))
SURE = 10**11
"""So many cents a period may be worth, and the last of them is still certain."""
AREA = "A1:CZ150"
"""More than a statement fills."""
CURRENCIES = {"EUR": None, "IDR": None, "JPY": None, "KWD": "2"}
"""Currencies with the decimals to which their price is rounded."""


@dataclass(frozen=True)
class Seen:
    """What the sheet shows after a change, with the engine's figures as its control."""

    figures: list[tuple[Decimal, Decimal]]
    worth: Decimal
    sentence: str


@pytest.fixture(scope="module", params=list(CURRENCIES))
def settled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """The example in another currency, with room in its caps for every factor."""
    terms = {"currency": request.param, "price_decimals": CURRENCIES[request.param]}
    agreement = agreements.filled(**terms, bonus_cap="0.5", malus_cap="0.5")
    return settle(agreement, 1, tmp_path_factory.mktemp("large") / f"{request.param}.xlsx")


@pytest.fixture(scope="module")
def opened(office: Office, settled: Settled) -> Iterator[Workbook]:
    """That workbook, in which each test types figures of its own and puts back what stood there."""
    with office.open(settled.path, for_paper=False) as opened:
        before = opened.values(settled.sheet, AREA)
        yield opened
        opened.recalculate()
        assert opened.values(settled.sheet, AREA) == before


def test_the_cent_is_the_engines_as_long_as_a_sheet_can_keep_it(opened: Workbook, settled: Settled) -> None:
    inputs, random = Inputs(settled), Random(2026)
    unit = unit_of(inputs)
    for size in (0, 4, 6, 8):
        for is_tied in (True, False):
            seen = after(opened, settled, case(inputs, random, Decimal(10) ** size * unit * 2000, is_tied))
            if seen is not None and seen.worth / unit < SURE:
                wrong = [pair for pair in seen.figures if pair[0] != pair[1]]
                assert (wrong, seen.sentence) == ([], AGREES), size


def test_beyond_the_digits_of_a_sheet_it_says_so_and_accuses_nobody(opened: Workbook, settled: Settled) -> None:
    inputs, random, said = Inputs(settled), Random(2027), set()
    unit = unit_of(inputs)
    for size in (10, 11, 12, 13):
        for is_tied in (True, False):
            seen = after(opened, settled, case(inputs, random, Decimal(10) ** size * unit * 100, is_tied))
            if seen is not None:
                said.add(seen.sentence)
                if any(one != other for one, other in seen.figures):
                    assert seen.sentence == DIGITS
    assert DIGITS in said
    assert DIFFERS not in said


@pytest.mark.parametrize("worth", [1000, 10**7, 10**10])
def test_a_cent_that_the_sheet_can_know_is_accused(opened: Workbook, settled: Settled, worth: int) -> None:
    inputs, random = Inputs(settled), Random(7)
    unit = unit_of(inputs)
    change = case(inputs, random, Decimal(worth) * unit * 100, is_tied=False)
    row = next(number for number, each in enumerate(settled.rows, 1) if each.kind == "total")
    with changed(opened, change):
        wanted = settled.changed(change)
        assert wanted is not None
        typed = dict(controls(settled, wanted))
        with changed(opened, typed):
            assert sentence(opened, settled) == AGREES
        total = (settled.sheet, f"{letters(CONTROL + 2)}{row}")
        with changed(opened, {**typed, total: Decimal(str(typed[total])) + unit}):
            assert sentence(opened, settled) == DIFFERS


def unit_of(inputs: Inputs) -> Decimal:
    return Decimal(1).scaleb(-minor_units()[inputs.agreement.contract.currency])


def case(inputs: Inputs, random: Random, worth: Decimal, is_tied: bool) -> Change:
    """Prices, volumes and measurements of a period that is worth about so much; with ties, halves of a cent abound."""
    unit = unit_of(inputs)
    price = min(Decimal(round(10 ** random.uniform(0.5, 4.5))), worth)
    odd = 25 * unit if is_tied else Decimal(random.randrange(100)) * unit
    cells: dict[tuple[str, str], Cell] = {}
    for number in range(len(inputs.agreement.prices)):
        cells |= put(inputs, "prices", number, "price", price + odd)
    for number in range(3):
        volume = Decimal(int(worth / 3 / price * Decimal(random.uniform(0.6, 1.2))) * 2 + 1)
        cells |= put(inputs, "months", number, "actual", volume) | put(inputs, "months", number, "forecast", volume)
    for number, row in enumerate(inputs.agreement.measurements):
        if row.numerator is not None and row.denominator:
            share, below = row.numerator / row.denominator, Decimal(1000 if is_tied else random.randrange(500, 90000))
            counted = (share * below).quantize(Decimal(1))
            cells |= put(inputs, "measurements", number, "numerator", counted - counted % 5 if is_tied else counted)
            cells |= put(inputs, "measurements", number, "denominator", below)
    return cells


def put(inputs: Inputs, section: str, record: int, field: str, value: Decimal) -> dict[tuple[str, str], Cell]:
    found = inputs.cell(section, record, field)
    return {} if found is None else {found[0]: value}


def after(opened: Workbook, settled: Settled, change: Change) -> Seen | None:
    """The sheet with the inputs changed and the engine's figures beside them; None when the engine refuses."""
    wanted = settled.changed(change)
    if wanted is None:
        return None
    typed = dict(controls(settled, wanted))
    with changed(opened, {**change, **typed}):
        return Seen(list(figures(opened, settled, typed)), worth_of(opened, settled), sentence(opened, settled))


def controls(settled: Settled, wanted: Sequence[Row]) -> Iterator[tuple[tuple[str, str], Cell]]:
    """The engine's figures, by the cells of the control."""
    by_key = keyed(wanted)
    for number, (key, row) in enumerate(zip(keys(settled.rows), settled.rows, strict=True), 1):
        if len(row.cells) > CONTROL and isinstance(shown(row.cells[CONTROL]), Decimal):
            engine = by_key.get(key)
            value = Decimal(0) if engine is None else shown(engine.cells[CONTROL])
            yield (settled.sheet, f"{letters(CONTROL + 2)}{number}"), value


def figures(opened: Workbook, settled: Settled, typed: Change) -> Iterator[tuple[Decimal, Decimal]]:
    """Every amount that is rounded, beside the engine's."""
    unit = unit_of(Inputs(settled))
    seen = opened.values(settled.sheet, f"B1:{letters(CONTROL + 2)}{len(settled.rows)}")
    for (_, address), value in typed.items():
        number = int("".join(sign for sign in address if sign.isdigit()))
        shown_there = seen[number - 1][MONEY]
        if settled.rows[number - 1].kind in ("kpi", "line", "total", "apart"):
            assert isinstance(shown_there, float)
            assert isinstance(value, Decimal)
            yield Decimal(repr(shown_there)).quantize(unit), value.quantize(unit)


def worth_of(opened: Workbook, settled: Settled) -> Decimal:
    """What the volumes are worth at the base price."""
    seen = opened.values(settled.sheet, f"B1:{letters(CONTROL + 2)}{len(settled.rows)}")
    rows = [cells for row, cells in zip(settled.rows, seen, strict=True) if row.kind == "month"]
    return sum((Decimal(str(cells[VOLUME])) * Decimal(str(cells[VOLUME + 1])) for cells in rows), Decimal(0))


def sentence(opened: Workbook, settled: Settled) -> str:
    row = next(number for number, each in enumerate(settled.rows, 1) if each.kind == "check")
    return opened.cell(settled.sheet, f"{letters(FACT + 2)}{row}").text
