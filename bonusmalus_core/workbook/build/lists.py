"""What stands on the hidden Lists sheet? Words of the drop-downs, terms by name, and a row per contract month.

Formulas elsewhere read the terms by name (`contract_start`, `running_month` …), which keeps them readable.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from bonusmalus_core.calc.workdays import is_closed
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.contract import CAP, Contract
from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build.choices import EFFECT_WORDS, MONTH_NAMES, NAMED, STATUS, TOP
from bonusmalus_core.workbook.build.design import CAPTION, TEXT, Style
from bonusmalus_core.workbook.build.month_rows import COLUMNS, month_row
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Cell, Formula

FEWEST_MONTHS = 60
"""The rows per month reach at least so far, so that a term may be prolonged."""

LATEST_CALCULATION = 24
_NO_CAP = 1000
_DAY: Style = {"num_format": "yyyy-mm-dd"}


def write_lists(page: Page) -> None:
    """Fills the sheet and defines the names."""
    plan, lists, define = page.plan, page.lists, page.book.workbook.define_name
    page.put(0, 0, plan.say("lists.note"), CAPTION)
    for column, (key, words) in enumerate(lists.words.items()):
        _write_column(page, column, key, words)
    for name, (key, choice) in NAMED.items():
        define(name, "=" + lists.cell(key, plan.word(key, choice)))
    for name, key in (("effect_names", "effect"), (EFFECT_WORDS, EFFECT_WORDS), (MONTH_NAMES, MONTH_NAMES)):
        define(name, str(lists.source(key)))
    define("word_preliminary", "=" + lists.cell(STATUS, plan.say("settlement.status.preliminary")))
    define("kpi_codes", f"={plan.kpis.all('code')}")
    define("kpi_units", f"={plan.kpis.all('unit')}")
    left = len(lists.words) + 1
    _write_terms(page, left)
    _write_months(page, left + 3)
    _write_holidays(page, left + 4 + len(COLUMNS))


def term_text(plan: Plan, key: str) -> str:
    """The formula text that reads a field of the contract sheet."""
    return f'INDEX({plan.terms.all("value")},MATCH("{key}",{plan.terms.all("key")},0))'


def terms(plan: Plan, running: Running) -> dict[str, Formula]:
    """The named terms: from the contract sheet, and where the contract stands now."""
    return _agreed(plan, running) | _standing(plan, running)


def _agreed(plan: Plan, running: Running) -> dict[str, Formula]:
    """What stands on the contract sheet."""
    contract = plan.contract
    offset = (Month.of(contract.start).number - 1) % contract.settlement_months
    return {
        "contract_start": Formula(term_text(plan, "start"), contract.start),
        "contract_months": Formula(term_text(plan, "months"), Decimal(contract.months)),
        "period_length": _or_default(plan, "settlement_months", Decimal(3), Decimal(contract.settlement_months)),
        "period_offset": Formula(
            f"IF({term_text(plan, 'calendar')}=word_calendar,MOD(MONTH(contract_start)-1,period_length),0)",
            Decimal(offset if contract.calendar == "calendar" else 0),
        ),
        "factor_high": _cap(plan, "bonus_cap", "+", contract.bonus_cap),
        "factor_low": _cap(plan, "malus_cap", "-", contract.malus_cap),
        "idle_counts": Formula(
            f"IF({term_text(plan, 'inactive_kpi')}=word_redistribute,0,1)", Decimal(running.counts_idle)
        ),
    }


def _standing(plan: Plan, running: Running) -> dict[str, Formula]:
    """The month and period that run, their price, and what is wrong by now."""
    contract = plan.contract
    first, last = running.period
    return {
        "running_month": Formula("SUMPRODUCT(MAX((month_has=1)*month_number))", Decimal(running.month)),
        "running_period": Formula(
            "INDEX(month_period,MAX(1,running_month))", Decimal(running.periods.index(running.period) + 1)
        ),
        "running_first": Formula("MAX(1,(running_period-1)*period_length-period_offset+1)", Decimal(first)),
        "running_last": Formula("MIN(contract_months,running_period*period_length-period_offset)", Decimal(last)),
        "period_end": Formula("EOMONTH(contract_start,running_last-1)", (Month.of(contract.start) + (last - 1)).last),
        "price_now": Formula("INDEX(month_price,MAX(1,running_month))", running.price_now),
        "currency_changed": Formula(f'IF({term_text(plan, "currency")}="{contract.currency}",0,1)', Decimal(0)),
        "wrong_month": Formula("IFERROR(MATCH(1,month_wrong,0),0)", Decimal(running.wrong_month)),
    }


def _or_default(plan: Plan, key: str, default: Decimal, value: Decimal) -> Formula:
    text = term_text(plan, key)
    return Formula(f'IF({text}="",{default},{text})', value)


def _cap(plan: Plan, key: str, sign: str, cap: Decimal | None) -> Formula:
    text = term_text(plan, key)
    formula = f'IF(ISNUMBER({text}),1{sign}{text},IF({text}="",1{sign}{CAP},1{sign}{_NO_CAP}))'
    size = Decimal(_NO_CAP) if cap is None else cap
    return Formula(formula, 1 + size if sign == "+" else 1 - size)


def _write_column(page: Page, column: int, key: str, words: Sequence[Cell], style: Style = TEXT) -> None:
    page.put(TOP - 1, column, key, CAPTION)
    for row, word in enumerate(words, TOP):
        page.put(row, column, word, style)
    page.sheet.set_column(column, column, 15)


def _write_terms(page: Page, left: int) -> None:
    for row, (name, formula) in enumerate(terms(page.plan, page.running).items(), TOP):
        page.put(row, left, name, CAPTION)
        page.put(row, left + 1, formula, TEXT | (_DAY if isinstance(formula.value, date) else {}))
        _define(page, name, (row, row), left + 1)
    page.sheet.set_column(left, left + 1, 16)


def _write_months(page: Page, left: int) -> None:
    rows = max(page.plan.contract.months, FEWEST_MONTHS)
    columns = {key: left + place for place, key in enumerate(COLUMNS)}
    for key, column in columns.items():
        _define(page, f"month_{key}", (TOP, TOP + rows - 1), column)
        page.put(TOP - 1, column, key, CAPTION)
    for number in range(1, rows + 1):
        row = TOP + number - 1
        at = {key: str(xl_rowcol_to_cell(row, column, col_abs=True)) for key, column in columns.items()}
        for key, cell in month_row(page, number, at).items():
            page.put(row, columns[key], cell, TEXT | (_DAY if key == "day" else {}))


def _define(page: Page, name: str, rows: tuple[int, int], column: int) -> None:
    """Names the cells of a column from the first to the last of `rows`."""
    first, last = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in rows)
    page.book.workbook.define_name(name, f"={page.lists.sheet}!{first}" + (f":{last}" if first != last else ""))


def _write_holidays(page: Page, column: int) -> None:
    days: list[Cell] = [*closing_days(page.plan.contract)] or [None]
    _write_column(page, column, "holiday_dates", days, TEXT | _DAY)
    _define(page, "holiday_dates", (TOP, TOP + len(days) - 1), column)


def closing_days(contract: Contract) -> list[date]:
    """Public holidays and agreed closing days during the contract and until its last calculation date."""
    first = Month.of(contract.start)
    days = ((first + (contract.months + LATEST_CALCULATION)).last - first.first).days
    try:
        return [
            day for day in (first.first + timedelta(days=number) for number in range(days))
            if is_closed(day, contract.holidays)
        ]  # fmt: skip
    except WrongUsage:
        return sorted(contract.holidays.extra)
