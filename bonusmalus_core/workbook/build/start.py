"""What does the Start sheet show? What to do in five steps, and how the running quarter stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book, decimal
from bonusmalus_core.workbook.build.design import (
    ACCENT, BAD, CAPTION, GOOD, HEADING, LINE, LINK, NUMBER, Style, TEXT, TITLE, WRAP,
)  # fmt: skip
from bonusmalus_core.workbook.build.legend import next_date
from bonusmalus_core.workbook.build.lists import term_text
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.prepared import measurement_rows
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Cell, Formula, Row
from bonusmalus_core.workbook.statement import MONEY, statement_rows

_CARD, _GAP = 26, 2
_CARDS = (1, 3, 5, 7)
_CARD_TOP = 5
_STEPS_TOP = 11
_STEPS = ("contract", "kpis", "measurements", "settlement", "settlement")
_TALLEST = 400


def write_start(book: Book, sheet: Any, plan: Plan, running: Running, settlement: Settlement | None) -> None:
    """Fills the sheet."""
    for column in range(1, 8):
        sheet.set_column(column, column, _CARD if column in _CARDS else _GAP)
    _write_head(book, sheet, plan)
    _write_cards(book, sheet, plan, running)
    _write_steps(book, sheet, plan)
    _write_state(book, sheet, plan, settlement)
    page.protect(sheet)


def _write_head(book: Book, sheet: Any, plan: Plan) -> None:
    contract = plan.contract
    sheet.set_row(0, 40)
    book.put(sheet, 0, 1, Formula(term_text(plan, "title"), contract.title), TITLE | {"font_size": 24})
    text = f'{term_text(plan, "client")}&" – "&{term_text(plan, "supplier")}'
    sheet.set_row(1, 22)
    book.put(sheet, 1, 1, Formula(text, f"{contract.client} – {contract.supplier}"), TEXT | {"font_size": 13})
    sheet.set_row(2, 14)


def _write_cards(book: Book, sheet: Any, plan: Plan, running: Running) -> None:
    """Four figures of the running period, each with a line below that says what it means."""
    begun = running.month > 0
    heading = plan.say("start.running")
    sheet.set_row(_CARD_TOP - 2, 26)
    book.put(sheet, _CARD_TOP - 2, 1, heading, HEADING)
    start = Month.of(plan.contract.start)
    first, last = running.period
    shown = {"num_format": plan.formats.month, "align": "left"}
    book.put(
        sheet,
        _CARD_TOP - 2,
        3,
        Formula("EDATE(contract_start,running_first-1)", (start + (first - 1)).first),
        CAPTION | shown | {"align": "right"},
    )
    book.put(sheet, _CARD_TOP - 2, 5, Formula("period_end", (start + (last - 1)).last), CAPTION | shown)
    for place, (title, figure, style, note) in zip(_CARDS, _cards(plan, running, begun), strict=True):
        _card(book, sheet, place, title, figure, style, note)
    for row, size in (
        (_CARD_TOP - 1, 8),
        (_CARD_TOP, 22),
        (_CARD_TOP + 1, 36),
        (_CARD_TOP + 2, 34),
        (_CARD_TOP + 3, 14),
    ):
        sheet.set_row(row, size)


def _card(
    book: Book, sheet: Any, place: int, title: str, figure: Cell | Formula, style: Style, note: Cell | Formula
) -> None:
    book.put(sheet, _CARD_TOP, place, title, CAPTION | {"top": 2, "top_color": ACCENT, "valign": "bottom"})
    book.put(sheet, _CARD_TOP + 1, place, figure, NUMBER | style)
    book.put(sheet, _CARD_TOP + 2, place, note, CAPTION | WRAP | {"font_size": 9})
    sheet.conditional_format(
        _CARD_TOP + 1, place, _CARD_TOP + 1, place,
        {"type": "cell", "criteria": "equal to", "value": '"–"', "format": book.mark(font_color="#A0A9B2")},
    )  # fmt: skip


def _cards(plan: Plan, running: Running, begun: bool) -> list[tuple[str, Cell | Formula, Style, Cell | Formula]]:
    volume = 'SUMIFS(month_actual,month_number,">="&running_first,month_number,"<="&running_last)'
    base = "SUMPRODUCT((month_number>=running_first)*(month_number<=running_last)*month_actual*month_price)"
    amount = "SUM(month_amount)"
    rows = plan.measured
    missing = (
        f'COUNTIFS({rows.all("in_month")},">=1",{rows.all("in_month")},"<="&running_month,{rows.all("result")},"")'
    )
    empty = 'COUNTIFS(month_number,"<="&running_month,month_has,0)'
    money, price = plan.formats.money, plan.formats.price
    total, paid = _so_far(running)
    due = f"MAX(period_end,{plan.legend.all('calculated_on')})"
    blank, gaps = _blank_rows(plan, running), _empty_months(running)
    return [
        (
            plan.say("start.price"), _if_begun(f"IFERROR(({base}+{amount})/{volume},price_now)", paid, begun),
            {"num_format": price}, plan.say("start.price.note"),
        ),
        (
            plan.say("start.amount"), _if_begun(amount, total, begun), {"num_format": money}, plan.say("start.amount.note"),
        ),
        (
            plan.say("start.missing"), Formula(f"{missing}+{empty}", Decimal(blank + gaps)), {"num_format": "0"},
            Formula(
                f'{missing}&" {plan.say("start.missing.rows")}, "&{empty}&" {plan.say("start.missing.months")}"',
                f"{blank} {plan.say('start.missing.rows')}, {gaps} {plan.say('start.missing.months')}",
            ),
        ),
        (
            plan.say("start.due"), Formula(due, _due(plan, running)), {"num_format": plan.formats.day},
            plan.say("start.due.note"),
        ),
    ]  # fmt: skip


def _if_begun(text: str, value: Fraction, begun: bool) -> Formula:
    return Formula(f'IF(running_month=0,"–",{text})', decimal(value) if begun else "–")


def _so_far(running: Running) -> tuple[Fraction, Fraction]:
    """Bonus-malus and price per unit so far."""
    months = range(running.period[0], running.period[1] + 1)
    volumes = {month: Fraction(running.actual(month) or 0) for month in months}
    amount = sum((running.amount(month) or Fraction(0) for month in months), Fraction(0))
    base = sum((volume * Fraction(running.price(month)) for month, volume in volumes.items()), Fraction(0))
    total = sum(volumes.values(), Fraction(0))
    return amount, (base + amount) / total if total else Fraction(running.price_now)


def _blank_rows(plan: Plan, running: Running) -> int:
    from bonusmalus_core.workbook.build.measurements import measurement_formulas

    formulas = (measurement_formulas(plan, row) for row in measurement_rows(plan.agreement))
    return sum(
        1 <= int(_number(each["in_month"])) <= running.month and each["result"].value is None for each in formulas
    )


def _number(formula: Formula) -> Decimal:
    return formula.value if isinstance(formula.value, Decimal) else Decimal(0)


def _empty_months(running: Running) -> int:
    return sum(running.actual(month) is None for month in range(1, running.month + 1))


def _due(plan: Plan, running: Running) -> date:
    last = (Month.of(plan.contract.start) + (running.period[1] - 1)).last
    days = (next_date(plan, running, entry).value for entry in plan.agreement.legend)
    return max([last, *(day for day in days if isinstance(day, date))])


def _write_steps(book: Book, sheet: Any, plan: Plan) -> None:
    sheet.set_row(_STEPS_TOP - 1, 26)
    book.put(sheet, _STEPS_TOP - 1, 1, plan.say("start.steps"), HEADING)
    for number, key in enumerate(_STEPS, 1):
        row = _STEPS_TOP + number - 1
        sheet.set_row(row, 24)
        target = f"internal:'{plan.say(f'sheet.{key}')}'!A1"
        line: Style = {"bottom": 1, "bottom_color": LINE}
        for column in range(1, 8):
            book.put(sheet, row, column, None, TEXT | line)
        sheet.write_url(row, 1, target, book.style(LINK | line), f"{number}   {plan.say(f'start.step{number}')}")
        book.put(sheet, row, 3, plan.say(f"start.step{number}.text"), TEXT | line)


def _write_state(book: Book, sheet: Any, plan: Plan, settlement: Settlement | None) -> None:
    """The last settlement, the findings, and the way to the sheets that are hidden."""
    top = _STEPS_TOP + len(_STEPS) + 1
    sheet.set_row(top, 26)
    book.put(sheet, top, 1, plan.say("start.state"), HEADING)
    rows = statement_rows(plan.agreement, settlement)
    facts: Mapping[str, tuple[Formula, Style]] = {
        "settled": (_from_statement(plan, rows, "period", 3), {}),
        "status": (_from_statement(plan, rows, "status", 3), {}),
        "result": (_from_statement(plan, rows, "total", MONEY), {"num_format": plan.formats.money, "align": "left"}),
        "findings": (
            Formula(f'COUNTIF({plan.checks.all("code")},"?*")', Decimal(0)),
            {"num_format": "0", "align": "left"},
        ),
    }
    for row, (key, (formula, style)) in enumerate(facts.items(), top + 1):
        sheet.set_row(row, 22)
        book.put(sheet, row, 1, plan.say(f"start.{key}"), CAPTION)
        book.put(sheet, row, 3, formula, TEXT | style)
    for row, key in ((top + 6, "events"), (top + 7, "checks")):
        sheet.write_url(row, 1, f"internal:'{plan.say(f'sheet.{key}')}'!A1", book.style(LINK), plan.say(f"sheet.{key}"))
        book.put(sheet, row, 3, plan.say(f"start.{key}.text"), CAPTION)
    for rule, colour in (("<", BAD), (">", GOOD)):
        sheet.conditional_format(
            _CARD_TOP + 1,
            3,
            _CARD_TOP + 1,
            3,
            {"type": "cell", "criteria": rule, "value": 0, "format": book.mark(font_color=colour)},
        )


def _from_statement(plan: Plan, rows: list[Row], kind: str, place: int) -> Formula:
    """A cell of the statement, found by the kind of its row: the rows are replaced whenever a period is settled."""
    name = "'" + plan.say("sheet.settlement").replace("'", "''") + "'"
    column = "ABCDEFGHIJKLM"[place + 1]
    cell = f'INDEX({name}!${column}$1:${column}${_TALLEST},MATCH("{kind}",{name}!$A$1:$A${_TALLEST},0))'
    shown = next(row.cells[place] for row in rows if row.kind == kind)
    value = shown.value if isinstance(shown, Formula) else shown
    return Formula(f'IF({cell}="","–",{cell})', "–" if value is None else value)
