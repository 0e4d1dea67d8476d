"""What does the Contract sheet show? A row per field with its help, rarer ones folded away, and prices beside them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from bonusmalus_core.model.contract import Contract
from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.cells import look, rule, stored, with_message, wrong_key
from bonusmalus_core.workbook.build.design import ACCENT, CAPTION, ENTRY, HEADER, HEADING, LEFT, RESULT, WRAP
from bonusmalus_core.workbook.build.grid import Area, Shown, write_table
from bonusmalus_core.workbook.build.page import Page, height
from bonusmalus_core.workbook.build.plain import Typed
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.sheets import TBL_CONTRACT, TBL_PRICES

TOP, LEFT_OF_FIELDS, LEFT_OF_PRICES = 3, 1, 7
_VALUE_WIDTH, _HELP_WIDTH = 34, 72
_PERIODS = (1, 3, 6, 12)
"""Months that are usually settled together."""

_HOLIDAYS = {"holidays_country": "country", "holidays_subdivision": "subdivision", "holidays_extra": "extra"}
_USUAL = (
    "settlement_months", "bonus_cap", "malus_cap", "calendar", "evaluation", "inactive_kpi", "missing_data",
    "bonus_malus_volume", "price_decimals", "workweek", "vat_treatment", "vat_rate",
)  # fmt: skip
"""Fields whose default is what parties usually agree; another value is marked."""


def write_contract(page: Page) -> None:
    """Fills the sheet."""
    page.title("contract", LEFT_OF_FIELDS + 1)
    area = write_table(page, TBL_CONTRACT.name, (TOP, LEFT_OF_FIELDS), _columns(page.plan))
    _write_rows(page, area)
    page.sheet.set_row(TOP - 1, 24)
    page.sheet.set_row(TOP, 32)
    page.put(TOP - 1, LEFT_OF_PRICES, page.plan.say("contract.prices"), HEADING)
    page.sheet.set_column(LEFT_OF_PRICES - 1, LEFT_OF_PRICES - 1, 3)
    prices = Typed(page, TBL_PRICES, page.plan.prices, page.plan.agreement.prices)
    priced = write_table(page, TBL_PRICES.name, (TOP, LEFT_OF_PRICES), prices.columns())
    page.mark_currency(priced.reach("price"), page.plan.formats.price_bare)
    default, value = area.cell("default"), area.cell("value")
    departs = f'AND({default}<>"",{value}<>"",{value}<>{default})'
    page.mark(area.reach("label", "value"), departs, bold=True, font_color=ACCENT)
    page.freeze(TOP + 1)


def _columns(plan: Plan) -> list[Shown]:
    texts, fields, heads = words(plan.language, "fields"), TBL_CONTRACT.columns, plan.terms.headers
    labels = [texts[f"contract.{field.key}"] for field in fields]
    values = [stored(plan, field, value_of(plan.contract, field.key)) for field in fields]
    looks = [ENTRY | look(plan, field) | LEFT | WRAP for field in fields]
    helps = RESULT | CAPTION | WRAP | LEFT
    return [
        Shown("key", heads["key"], 10, [field.key for field in fields], CAPTION, hidden=True),
        Shown("label", heads["label"], 26, labels, RESULT | LEFT, HEADER | LEFT),
        Shown("value", heads["value"], _VALUE_WIDTH, values, ENTRY, HEADER | LEFT, looks),
        Shown("help", heads["help"], _HELP_WIDTH, [_help(plan, field) for field in fields], helps, HEADER | LEFT),
        Shown("default", heads["default"], 10, [_default(plan, field) for field in fields], CAPTION, hidden=True),
    ]


def _write_rows(page: Page, area: Area) -> None:
    """Rows as high as their help, rarer ones folded away, each value with its drop-down or limits."""
    plan, fields = page.plan, TBL_CONTRACT.columns
    # Prices stand beside the fields: where they need the folded rows, nothing is folded.
    seen = [field for field in fields if not field.rare]
    folded, last = len(plan.agreement.prices) < len(seen), seen[-1]
    for row, field in enumerate(fields, area.first):
        options = {"level": 1, "hidden": folded} if field.rare else {"collapsed": folded and field == last}
        value = stored(plan, field, value_of(plan.contract, field.key))
        texts = ((_help(plan, field), _HELP_WIDTH), (str(value or ""), _VALUE_WIDTH * 10 / 11))
        page.sheet.set_row(row, height(*texts), None, options)
        checked = _rule(page, field, area, row)
        if checked["validate"] != "any":
            said = with_message(checked, str(plan.terms.headers["value"]), "", plan.say(wrong_key(checked)))
            # The help stands beside the cell: a message over it would only hide it.
            place = area.columns["value"]
            page.sheet.data_validation(row, place, row, place, {**said, "show_input": False})


def _rule(page: Page, field: Column, area: Area, row: int) -> dict[str, Any]:
    """What may be typed as the value of a field; its row is 0-based."""
    if field.key == "settlement_months":
        return {"validate": "list", "source": list(_PERIODS), "error_type": "stop"}
    if field.key == "currency":
        cell = xl_rowcol_to_cell(row, area.columns["value"], row_abs=True, col_abs=True)
        codes = [f"CODE(MID({cell},{place},1))" for place in (1, 2, 3)]
        capitals = ",".join(f"{code}>={ord('A')},{code}<={ord('Z')}" for code in codes)
        return {"validate": "custom", "value": f"=AND(LEN({cell})=3,{capitals})"}
    return rule(field, page.lists.source(field.key) if field.kind is Kind.CHOICE else None)


def value_of(contract: Contract, key: str) -> object:
    """The value of a field of the contract sheet; the holidays take three of them."""
    return getattr(contract.holidays, _HOLIDAYS[key]) if key in _HOLIDAYS else getattr(contract, key)


def _help(plan: Plan, field: Column) -> str:
    return words(plan.language, "fields")[f"contract.{field.key}.help"]


def _default(plan: Plan, field: Column) -> Cell:
    return stored(plan, field, Contract.model_fields[field.key].default) if field.key in _USUAL else None
