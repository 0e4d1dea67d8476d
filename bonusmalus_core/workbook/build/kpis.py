"""What does the KPI sheet show? The levels and what a unit pays at each, and below them a row per KPI, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusmalus_core.words import words
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.book import Book, decimal
from bonusmalus_core.workbook.build.cells import alignment, look, rule, stored, unit_format, with_message
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import (
    ACCENT,
    CAPTION,
    CENTER,
    ENTRY,
    HEADER,
    INPUT_LINE,
    MUTED,
    RESULT,
    RESULT_HEADER,
    RIGHT,
    TEXT,
    Style,
    band_tint,
    lighter,
)  # fmt: skip
from bonusmalus_core.workbook.build.grid import Area, Shown, write_table
from bonusmalus_core.workbook.build.kpi_formulas import kpi_formulas, tried_factor
from bonusmalus_core.workbook.build.kpi_marks import mark_kpis
from bonusmalus_core.workbook.build.plan import KPI_HIDDEN, TRY, Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import Cell, Formula
from bonusmalus_core.workbook.sheets import TBL_KPIS, TBL_LEVELS

LEVELS_TOP, TOP, LEFT = 3, 7, 1
_TRY_WIDTHS = {"try": 12, "try_level": 8, "try_impact": 10}


def write_kpis(book: Book, sheet: Any, plan: Plan, running: Running, lists: DropDowns) -> None:
    """Fills the sheet."""
    page.write_title(book, sheet, plan.say("kpis.title"), plan.say("kpis.caption"))
    formulas = [kpi_formulas(plan, running, number) for number in range(len(plan.agreement.kpis))]
    area = write_table(book, sheet, TBL_KPIS.name, TOP, LEFT, _columns(plan, lists, formulas))
    _write_levels(book, sheet, plan, running, area)
    _write_totals(book, sheet, plan, running, area)
    mark_kpis(book, sheet, plan, area)
    sheet.set_row(TOP, 34)
    for row in range(area.first, area.last + 1):
        sheet.set_row(row, 21)
    sheet.outline_settings(symbols_right=False)
    sheet.freeze_panes(TOP + 1, area.columns["unit"])
    sheet.repeat_rows(LEVELS_TOP, TOP)


def _columns(plan: Plan, lists: DropDowns, formulas: Sequence[dict[str, Cell | Formula]]) -> list[Shown]:
    shown: list[Shown] = []
    folded: list[Shown] = []
    for column in TBL_KPIS.columns:
        (folded if column.rare else shown).extend(_declared(plan, column, lists))
    tried = [_formula_column(plan, key, formulas) for key in TRY]
    hidden = [
        Shown(key, plan.kpis.headers[key], 9, [row[key] for row in formulas], CAPTION, CAPTION, hidden=True)
        for key in KPI_HIDDEN
    ]
    return [*shown, *tried, *folded, *hidden]


def _declared(plan: Plan, column: Column, lists: DropDowns) -> list[Shown]:
    """One column of the declaration, or one per level."""
    if not column.per_level:
        return [_column(plan, column, None, lists)]
    return [_column(plan, column, level, lists) for level in range(1, plan.levels + 1)]


def _column(plan: Plan, column: Column, level: int | None, lists: DropDowns) -> Shown:
    key = column.key if level is None else f"{column.key}.{level}"
    cells = [stored(plan, column, _field(kpi, column.key, level)) for kpi in plan.agreement.kpis]
    header, style = plan.kpis.headers[key], _style(plan, column, level)
    units = [unit_format(plan, kpi.unit) for kpi in plan.agreement.kpis]
    in_unit = column.key in ("thresholds", "scale_min", "scale_max")
    drop_down = lists.source("flag" if column.kind is Kind.FLAG else column.key)
    checked = rule(plan, column, drop_down if column.kind in (Kind.CHOICE, Kind.FLAG) else None)
    return Shown(
        key, header, column.width, cells or [None], style, _header_style(column),
        looks=[style | {"num_format": unit} for unit in units] if in_unit else (),
        grouped=column.rare,
        checked=with_message(
            checked, header, words(plan.language, "fields")[f"kpis.{column.key}.help"], plan.say("wrong_entry")
        ),
    )  # fmt: skip


def _field(kpi: object, key: str, level: int | None) -> object:
    value = getattr(kpi, key)
    if level is None or value is None:
        return value
    return value[level - 1] if level <= len(value) else None


def _style(plan: Plan, column: Column, level: int | None) -> Style:
    if column.key == "thresholds" and level is not None:
        tint = lighter(band_tint(level - 1, plan.levels), 0.45)
        return TEXT | CENTER | {"bg_color": tint, "border": 1, "border_color": INPUT_LINE}
    style = look(plan, column) | ENTRY
    if column.key == "weight":
        return style | CENTER | {"bold": True, "num_format": plan.formats.percent_fine}
    return style | ({"bold": True} if column.key == "code" else {}) | (CENTER if column.per_level else {})


def _header_style(column: Column) -> Style:
    centred = column.per_level or column.key == "weight"
    return HEADER | (CENTER if centred else alignment(column))


def _formula_column(plan: Plan, key: str, formulas: Sequence[dict[str, Cell | Formula]]) -> Shown:
    entry = key == "try"
    numbers = {"try_level": "0", "try_impact": plan.formats.percent_fine}
    style = (ENTRY if entry else RESULT) | CENTER | ({"left": 2, "left_color": ACCENT} if entry else {})
    return Shown(
        key, plan.kpis.headers[key], _TRY_WIDTHS[key], [row[key] for row in formulas],
        style | {"num_format": numbers.get(key, plan.formats.general)}, (HEADER if entry else RESULT_HEADER) | CENTER,
        looks=[style | {"num_format": unit_format(plan, kpi.unit)} for kpi in plan.agreement.kpis] if entry else (),
        checked=with_message({"validate": "any"}, plan.kpis.headers[key], plan.say("kpis.try_help"), "") if entry else None,
    )  # fmt: skip


def _write_levels(book: Book, sheet: Any, plan: Plan, running: Running, area: Area) -> None:
    left, levels = area.columns["thresholds.1"], plan.contract.levels
    columns = []
    for number in range(1, plan.levels + 1):
        key = f"levels.{number}"
        share = levels[number - 1] if number <= len(levels) else None
        price = None if share is None else running.price_now * share
        first = f"INDEX({plan.level_row.all(key)},1)"
        tint = band_tint(number - 1, plan.levels)
        base = TEXT | CENTER | {"bg_color": tint}
        columns.append(
            Shown(
                key, plan.level_row.headers[key], 10,
                [share, Formula(f'IF({first}="","",{first}*price_now)', price)], base,
                CAPTION | CENTER | {"font_size": 9},
                looks=[
                    base | {"bold": True, "font_size": 12, "num_format": plan.formats.percent_fine},
                    base | {"num_format": plan.formats.price, "bottom": 1, "bottom_color": "#FFFFFF"},
                ],
            )
        )  # fmt: skip
    write_table(book, sheet, TBL_LEVELS.name, LEVELS_TOP, left, columns)
    for row, text in ((LEVELS_TOP + 1, plan.say("kpis.impact")), (LEVELS_TOP + 2, _price_label(plan))):
        sheet.set_row(row, 22)
        book.put(sheet, row, left - 1, text, TEXT | RIGHT | {"bold": row == LEVELS_TOP + 1, "font_color": MUTED})
    sheet.set_row(LEVELS_TOP + 3, 9)


def _price_label(plan: Plan) -> str:
    return plan.say("kpis.price_per", unit=plan.contract.unit)


def _write_totals(book: Book, sheet: Any, plan: Plan, running: Running, area: Area) -> None:
    weight, tried = area.columns["weight"], area.columns["try"]
    wrong = running.wrong_month
    book.put(sheet, LEVELS_TOP, weight, plan.say("kpis.total"), CAPTION | CENTER | {"font_size": 9})
    total = Formula(
        "IF(wrong_month=0,1,INDEX(month_weights,wrong_month))", running.weights(wrong) if wrong else Decimal(1)
    )
    book.put(
        sheet, LEVELS_TOP + 1, weight, total,
        TEXT | CENTER | {"bold": True, "font_size": 12, "num_format": plan.formats.percent_fine},
    )  # fmt: skip
    every, month = plan.say("kpis.every_month"), plan.say("kpis.in_month")
    book.put(
        sheet, LEVELS_TOP + 2, weight,
        Formula(f'IF(wrong_month=0,"{every}","{month} "&wrong_month)', f"{month} {wrong}" if wrong else every),
        CAPTION | CENTER,
    )  # fmt: skip
    factor = tried_factor(plan, running)
    text = f"MAX(factor_low,MIN(factor_high,1+SUM({plan.kpis.all('try_effect')})))"
    book.put(sheet, LEVELS_TOP, tried, plan.say("kpis.try_price"), CAPTION | CENTER | {"font_size": 9})
    book.put(
        sheet, LEVELS_TOP + 1, tried, Formula(f"price_now*{text}", decimal(factor * Fraction(running.price_now))),
        TEXT | CENTER | {"bold": True, "font_size": 12, "num_format": plan.formats.price},
    )  # fmt: skip
    book.put(
        sheet, LEVELS_TOP + 2, tried, Formula(text, decimal(factor)),
        CAPTION | CENTER | {"num_format": plan.formats.percent_fine},
    )  # fmt: skip
