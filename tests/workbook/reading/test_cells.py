"""What does a cell of each kind say, and what is refused?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import UNCACHED, UNREADABLE, Cell, CellError
from bonusmalus_core.workbook.reading import codes
from bonusmalus_core.workbook.reading.cells import Fault, quoted, read_cell
from bonusmalus_core.workbook.reading.vocabulary import Terms
from bonusmalus_core.workbook.sheets import TBL_CONDITIONS, TBL_CONTRACT, TBL_EVENTS, TBL_KPIS

TERMS = Terms("nl", frozenset({"FCR", "CES", "SL 60"}))
PAYOUT = TBL_KPIS.column("payout")
CRITICAL = TBL_KPIS.column("critical")
KPIS = TBL_CONDITIONS.column("kpis")
WORKWEEK = TBL_CONTRACT.column("workweek")
CAP = TBL_CONTRACT.column("bonus_cap")
VAT_RATE = TBL_CONTRACT.column("vat_rate")
EVENT_KPI = TBL_EVENTS.column("kpi")
COMPARATOR = TBL_CONDITIONS.column("comparator")


def of(kind: Kind) -> Column:
    return Column("field", kind)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        (of(Kind.NUMBER), Decimal("12.5"), Decimal("12.5")),
        (of(Kind.MONEY), Decimal(-3), Decimal(-3)),
        (of(Kind.SHARE), Decimal("0.82"), Decimal("0.82")),
        (of(Kind.SHARE), Decimal(2), Decimal(2)),
        (VAT_RATE, Decimal(1), Decimal(1)),
        (of(Kind.COUNT), Decimal(3), 3),
        (of(Kind.CODE), Decimal(60), "60"),
        (of(Kind.CODE), " SL\u00a060 ", "SL 60"),
        (of(Kind.TEXT), "  geen vaste norm ", "geen vaste norm"),
        (of(Kind.TEXT), date(2026, 1, 31), "2026-01-31"),
        (of(Kind.TEXT), Decimal("4.50"), "4.5"),
        (of(Kind.DATE), date(2026, 1, 31), date(2026, 1, 31)),
        (of(Kind.DATE), datetime(2026, 1, 31, 13, 45), date(2026, 1, 31)),
        (of(Kind.DATE), " 2026-01-31 ", date(2026, 1, 31)),
        (of(Kind.DATES), "2026-12-24; 2026-12-31", (date(2026, 12, 24), date(2026, 12, 31))),
        (of(Kind.DATES), date(2026, 12, 24), (date(2026, 12, 24),)),
        (of(Kind.MONTH), date(2026, 1, 31), Month(2026, 1)),
        (of(Kind.MONTH), "2026-01", Month(2026, 1)),
        (of(Kind.MONTH), "2026-01-31", Month(2026, 1)),
        (CRITICAL, True, True),
        (CRITICAL, "Ja", True),
        (CRITICAL, "NON", False),
        (CRITICAL, "false", False),
        (PAYOUT, "trapsgewijs", "step"),
        (PAYOUT, " Dichtstbijzijnde ", "nearest"),
        (PAYOUT, "LINEAR", "linear"),
        (COMPARATOR, "<=", "<="),
        (WORKWEEK, "ma, di;wo", ("mon", "tue", "wed")),
        (WORKWEEK, "ma di", ("mon", "tue")),
        (KPIS, "Alle", "all"),
        (KPIS, "FCR; CES", ("FCR", "CES")),
        (KPIS, "FCR CES", ("FCR", "CES")),
        (KPIS, "SL 60, FCR", ("SL 60", "FCR")),
        (EVENT_KPI, "tous", "all"),
        (CAP, "geen", None),
        (CAP, "NONE", None),
    ],
    ids=str,
)
def test_a_cell_that_says_what_its_column_asks_for_is_read(column: Column, cell: Cell, expected: object) -> None:
    assert read_cell(cell, column, TERMS) == expected


def test_a_count_is_an_integer_and_a_flag_is_no_number() -> None:
    assert type(read_cell(Decimal(3), of(Kind.COUNT), TERMS)) is int
    assert read_cell("nee", CRITICAL, TERMS) is False


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (of(Kind.NUMBER), "12,5", codes.TEXT_NUMBER),
        (of(Kind.NUMBER), "1.234,56", codes.TEXT_NUMBER),
        (of(Kind.NUMBER), " 10 ", codes.TEXT_NUMBER),
        (of(Kind.SHARE), "80%", codes.TEXT_NUMBER),
        (of(Kind.MONEY), "€ 10,00", codes.TEXT_NUMBER),
        (of(Kind.COUNT), "3", codes.TEXT_NUMBER),
        (of(Kind.NUMBER), True, codes.NO_NUMBER),
        (of(Kind.NUMBER), date(2026, 1, 1), codes.NO_NUMBER),
        (of(Kind.COUNT), Decimal("3.5"), codes.NOT_WHOLE),
        (of(Kind.SHARE), Decimal("2.01"), codes.WHOLE_PERCENT),
        (of(Kind.SHARE), Decimal(-15), codes.WHOLE_PERCENT),
        (CAP, Decimal(15), codes.WHOLE_PERCENT),
        (VAT_RATE, Decimal("1.01"), codes.WHOLE_PERCENT),
        (of(Kind.DATE), "31/01/2026", codes.NOT_A_DATE),
        (of(Kind.DATE), "2026-02-30", codes.NOT_A_DATE),
        (of(Kind.DATE), "2026-W01-1", codes.NOT_A_DATE),
        (of(Kind.DATE), Decimal(46000), codes.NOT_A_DATE),
        (of(Kind.DATES), "2026-12-24; kerst", codes.NOT_A_DATE),
        (of(Kind.DATES), True, codes.NOT_A_DATE),
        (of(Kind.MONTH), "jan-26", codes.NOT_A_MONTH),
        (of(Kind.MONTH), "2026-13", codes.NOT_A_MONTH),
        (of(Kind.MONTH), date(1899, 12, 31), codes.NOT_A_MONTH),
        (of(Kind.MONTH), Decimal(1), codes.NOT_A_MONTH),
        (PAYOUT, "ongeveer", codes.UNKNOWN_WORD),
        (PAYOUT, Decimal(1), codes.UNKNOWN_WORD),
        (WORKWEEK, "ma-vr", codes.UNKNOWN_WORD),
        (CRITICAL, "misschien", codes.UNKNOWN_WORD),
        (of(Kind.CODE), date(2026, 9, 1), codes.NOT_A_CODE),
        (of(Kind.CODE), True, codes.NOT_A_CODE),
        (KPIS, date(2026, 9, 1), codes.NOT_A_CODE),
        (KPIS, "FCR, ces", codes.UNKNOWN_KPI),
        (EVENT_KPI, "fcr", codes.UNKNOWN_KPI),
        (of(Kind.NUMBER), CellError("#N/A"), codes.ERROR_CELL),
        (of(Kind.TEXT), CellError("#DIV/0!"), codes.ERROR_CELL),
        (of(Kind.NUMBER), CellError(UNCACHED), codes.UNCACHED_FORMULA),
        (of(Kind.NUMBER), CellError(UNREADABLE), codes.UNREADABLE_CELL),
    ],
    ids=str,
)
def test_anything_else_is_a_fault_and_never_guessed(column: Column, cell: Cell, code: str) -> None:
    fault = read_cell(cell, column, TERMS)
    assert isinstance(fault, Fault)
    assert fault.code == code


def test_the_word_for_none_is_only_a_value_where_something_can_be_agreed_away() -> None:
    assert isinstance(read_cell("geen", of(Kind.SHARE), TERMS), Fault)


def test_an_unknown_kpi_comes_with_the_nearest_known_one() -> None:
    assert read_cell("FCRR", EVENT_KPI, TERMS) == Fault(codes.UNKNOWN_KPI, "FCRR", "FCR")
    assert read_cell("xyz", EVENT_KPI, TERMS) == Fault(codes.UNKNOWN_KPI, "xyz", "CES, FCR, SL 60")


@pytest.mark.parametrize(("length", "quoted_length"), [(60, 60), (61, 60)])
def test_long_texts_are_quoted_in_sixty_characters(length: int, quoted_length: int) -> None:
    assert len(str(quoted("x" * length))) == quoted_length


@pytest.mark.parametrize(
    ("written", "from_1904", "expected"),
    [
        (True, False, date(2026, 1, 31)),
        (True, True, date(2030, 2, 1)),
        (False, False, Fault(codes.NOT_A_DATE, Decimal(46053))),
    ],
)
def test_a_number_is_a_day_only_where_the_program_wrote_it(written: bool, from_1904: bool, expected: object) -> None:
    column = Column("field", Kind.DATE, written=written)
    assert read_cell(Decimal(46053), column, Terms(from_1904=from_1904)) == expected
