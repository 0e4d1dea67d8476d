"""What does the Contract sheet show? A row per field with its help, rarer ones folded away, and the prices beside them."""

from __future__ import annotations

from typing import Any

from bonusmalus_core.model.contract import Contract
from bonusmalus_core.words import words
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book
from bonusmalus_core.workbook.build.cells import alignment, look, rule, stored, with_message
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import ACCENT, CAPTION, ENTRY, HEADER, HEADING, LEFT, RESULT, WRAP
from bonusmalus_core.workbook.build.grid import Area, Shown, write_table
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.sheets import TBL_CONTRACT, TBL_PRICES

TOP = 3
_HELP_WIDTH = 72
_HOLIDAYS = {"holidays_country": "country", "holidays_subdivision": "subdivision", "holidays_extra": "extra"}
_USUAL = (
    "settlement_months", "bonus_cap", "malus_cap", "calendar", "evaluation", "inactive_kpi", "missing_data",
    "bonus_malus_volume", "price_decimals", "workweek", "vat_treatment", "vat_rate",
)  # fmt: skip
"""Fields whose default is what parties usually agree; another value is marked."""


def write_contract(book: Book, sheet: Any, plan: Plan, lists: DropDowns) -> None:
    """Fills the sheet."""
    page.write_title(book, sheet, plan.say("contract.title"), plan.say("contract.caption"), 2)
    area = _write_fields(book, sheet, plan, lists)
    _write_prices(book, sheet, plan)
    departs = book.mark(bold=True, font_color=ACCENT)
    default, value = area.cell("default"), area.cell("value")
    sheet.conditional_format(
        area.reach("label", "value"),
        {"type": "formula", "criteria": f'=AND({default}<>"",{value}<>"",{value}<>{default})', "format": departs},
    )
    sheet.freeze_panes(TOP + 1, 0)


def _write_fields(book: Book, sheet: Any, plan: Plan, lists: DropDowns) -> Area:
    texts, fields = words(plan.language, "fields"), TBL_CONTRACT.columns
    heads = plan.terms.headers
    helps = [texts[f"contract.{field.key}.help"] for field in fields]
    columns = (
        Shown("key", heads["key"], 10, [field.key for field in fields], CAPTION, hidden=True),
        Shown("label", heads["label"], 26, [texts[f"contract.{field.key}"] for field in fields], RESULT | LEFT, HEADER | LEFT),
        Shown(
            "value", heads["value"], 34, [stored(plan, field, value_of(plan.contract, field.key)) for field in fields],
            ENTRY, HEADER | LEFT, looks=[ENTRY | look(plan, field) | LEFT for field in fields],
        ),
        Shown("help", heads["help"], _HELP_WIDTH, helps, RESULT | CAPTION | WRAP | LEFT, HEADER | LEFT),
        Shown("default", heads["default"], 10, [_default(plan, field) for field in fields], CAPTION, hidden=True),
    )  # fmt: skip
    area = write_table(book, sheet, TBL_CONTRACT.name, TOP, 1, columns)
    folded = len(plan.agreement.prices) < sum(not field.rare for field in fields)
    for row, field in enumerate(fields, area.first):
        options = {"level": 1, "hidden": folded} if field.rare else {}
        sheet.set_row(row, page.height((helps[row - area.first], _HELP_WIDTH)), None, options)
        _check(sheet, plan, field, row, area.columns["value"], lists)
    sheet.outline_settings(symbols_below=False)
    return area


def _check(sheet: Any, plan: Plan, field: Column, row: int, place: int, lists: DropDowns) -> None:
    checked = rule(plan, field, lists.source(field.key) if field.kind is Kind.CHOICE else None)
    if checked["validate"] != "any":
        label = words(plan.language, "fields")[f"contract.{field.key}"]
        said = with_message(checked, label, "", plan.say("wrong_entry"))
        sheet.data_validation(row, place, row, place, {**said, "show_input": False})


def _write_prices(book: Book, sheet: Any, plan: Plan) -> None:
    texts, records = words(plan.language, "fields"), plan.agreement.prices
    left = 7
    sheet.set_column(left - 1, left - 1, 3)
    book.put(sheet, TOP - 1, left, plan.say("contract.prices"), HEADING)
    sheet.set_row(TOP - 1, 24)
    columns = [
        Shown(
            column.key, plan.prices.headers[column.key], 15,
            [stored(plan, column, getattr(price, column.key)) for price in records] or [None],
            ENTRY | look(plan, column), HEADER | alignment(column),
            checked=with_message(
                rule(plan, column, None), plan.prices.headers[column.key], texts[f"prices.{column.key}.help"],
                plan.say("wrong_entry"),
            ),
        )
        for column in TBL_PRICES.columns
    ]  # fmt: skip
    write_table(book, sheet, TBL_PRICES.name, TOP, left, columns)


def value_of(contract: Contract, key: str) -> object:
    """The value of a field of the contract sheet; the holidays take three of them."""
    return getattr(contract.holidays, _HOLIDAYS[key]) if key in _HOLIDAYS else getattr(contract, key)


def _default(plan: Plan, field: Column) -> Cell:
    return stored(plan, field, Contract.model_fields[field.key].default) if field.key in _USUAL else None
