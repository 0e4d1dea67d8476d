"""What does the KPI sheet show? The levels and what a unit pays at each; column by column below, a row per KPI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.cells import alignment, look, rule, stored, unit_format, with_message, wrong_key
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
    WRAP,
    Style,
    band_tint,
    lighter,
)  # fmt: skip
from bonusmalus_core.workbook.build.grid import Area, Shown, write_table
from bonusmalus_core.workbook.build.heads import keys
from bonusmalus_core.workbook.build.kpi_formulas import kpi_formulas, tried_factor
from bonusmalus_core.workbook.build.kpi_marks import LEVEL_ROW_ABOVE, mark_kpis
from bonusmalus_core.workbook.build.page import Page, fitting, height
from bonusmalus_core.workbook.build.plain import drop_down, unfolded
from bonusmalus_core.workbook.build.plan import KPI_HIDDEN, Plan
from bonusmalus_core.workbook.layout import Column
from bonusmalus_core.workbook.package.text import shortened
from bonusmalus_core.workbook.port import Cell, Formula, Written
from bonusmalus_core.workbook.sheets import TBL_KPIS, TBL_LEVELS, TRY

TOP, LEFT = 7, 1
LEVELS_TOP = TOP - LEVEL_ROW_ABOVE - 1
_TRY_WIDTHS = {"try": 12, "try_level": 10, "try_impact": 11}
_IN_UNIT = ("thresholds", "scale_min", "scale_max")
_BIG: Style = {"bold": True, "font_size": 12}
_SMALL = CAPTION | CENTER | {"font_size": 9}

Formulas = Sequence[Mapping[str, Cell | Formula]]


def write_kpis(page: Page) -> None:
    """Fills the sheet."""
    page.title("kpis")
    plan = page.plan
    formulas = kpi_formulas(plan, page.running)
    area = write_table(page, TBL_KPIS.name, (TOP, LEFT), _columns(page, formulas))
    _write_levels(page, area.columns["thresholds.1"])
    _write_total(page, area)
    _write_tried(page, area)
    mark_kpis(page, area)
    _mark_prices(page, area)
    page.sheet.set_row(LEVELS_TOP + LEVEL_ROW_ABOVE, 9)
    page.sheet.set_row(TOP, 34)
    for row, kpi in enumerate(plan.agreement.kpis, area.first):
        page.sheet.set_row(row, height((kpi.name, TBL_KPIS.column("name").width)))
    page.freeze(TOP + 1, area.columns["unit"])
    page.sheet.repeat_rows(LEVELS_TOP, TOP)


def _columns(page: Page, formulas: Formulas) -> list[Shown]:
    plan = page.plan
    declared = [
        _column(page, column, key, level)
        for column in TBL_KPIS.columns
        for key, level in keys(column, plan.levels)
    ]  # fmt: skip
    shown, folded = unfolded(declared)
    tried = [_try_column(plan, key, formulas) for key in TRY]
    hidden = [
        Shown(key, plan.kpis.headers[key], 9, [row[key] for row in formulas], CAPTION, CAPTION, hidden=True)
        for key in KPI_HIDDEN
    ]
    return [*shown, *tried, *folded, *hidden]


def _column(page: Page, column: Column, key: str, level: int | None) -> Shown:
    """One column of the declaration, or that of one level; impacts of a KPI's own are in sight where there are any."""
    plan, kpis = page.plan, page.plan.agreement.kpis
    header, style = plan.kpis.headers[key], _style(plan, column, level)
    help_text = words(plan.language, "fields")[f"kpis.{column.key}.help"]
    checked = rule(column, drop_down(column, page.lists))
    units = [unit_format(plan, kpi.unit) for kpi in kpis] if column.key in _IN_UNIT else []
    centred = column.per_level or column.key == "weight"
    folded = column.rare and not (column.key == "impacts" and any(kpi.impacts for kpi in kpis))
    cells = [stored(plan, column, _field(kpi, column.key, level)) for kpi in kpis]
    return Shown(
        key, header, fitting(column.width, header, page.lists.words_of(column)), cells or [None], style,
        HEADER | (CENTER if centred else alignment(column)), [style | {"num_format": unit} for unit in units],
        folded, checked=with_message(checked, header, help_text, plan.say(wrong_key(checked))),
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
        return style | CENTER | {"bold": True}
    own: dict[str, Style] = {"code": {"bold": True}, "name": WRAP}
    own_style = own.get(column.key, CENTER if column.per_level else {})
    return style | own_style


def _try_column(plan: Plan, key: str, formulas: Formulas) -> Shown:
    header, cells = plan.kpis.headers[key], [row[key] for row in formulas]
    if key != "try":
        style = RESULT | CENTER | {"num_format": "0" if key == "try_level" else plan.formats.percent_fine}
        return Shown(key, header, _TRY_WIDTHS[key], cells, style, RESULT_HEADER | CENTER)
    style = ENTRY | CENTER | {"left": 2, "left_color": ACCENT}
    looks = [style | {"num_format": unit_format(plan, kpi.unit)} for kpi in plan.agreement.kpis]
    checked = with_message({"validate": "any"}, header, plan.say("kpis.try_help"), "")
    return Shown(key, header, _TRY_WIDTHS[key], cells, style, HEADER | CENTER, looks, checked=checked)


def _write_levels(page: Page, left: int) -> None:
    """The impact levels and the price per unit at each, above the thresholds."""
    plan, bold = page.plan, TEXT | RIGHT | {"font_color": MUTED}
    columns = [_level_column(page, number) for number in range(1, plan.levels + 1)]
    write_table(page, TBL_LEVELS.name, (LEVELS_TOP, left), columns)
    for row in (LEVELS_TOP + 1, LEVELS_TOP + 2):
        page.sheet.set_row(row, 22)
    page.put(LEVELS_TOP + 1, left - 1, plan.say("kpis.impact"), bold | {"bold": True})
    page.put(LEVELS_TOP + 2, left - 1, shortened(plan.say("kpis.price_per", unit=plan.contract.unit)), bold)


def _mark_prices(page: Page, area: Area) -> None:
    """Prices above the table, without a symbol that is no longer the contract's."""
    bare, first = page.plan.formats.price_bare, area.columns["thresholds.1"]
    page.mark_currency(xl_range(LEVELS_TOP + 2, first, LEVELS_TOP + 2, first + page.plan.levels - 1), bare)
    page.mark_currency(xl_rowcol_to_cell(LEVELS_TOP + 1, area.columns["try"]), bare)


def _level_column(page: Page, number: int) -> Shown:
    plan, levels, key = page.plan, page.plan.contract.levels, f"levels.{number}"
    share = levels[number - 1] if number <= len(levels) else None
    first = f"INDEX({plan.level_row.all(key)},1)"
    price = Formula(f'IF({first}="","",{first}*price_now)', None if share is None else page.running.price_now * share)
    base = TEXT | CENTER | {"bg_color": band_tint(number - 1, plan.levels)}
    looks = [base | _BIG | {"num_format": plan.formats.percent_fine}, base | {"num_format": plan.formats.price}]
    return Shown(key, plan.level_row.headers[key], 10, [share, price], base, _SMALL, looks)


def _write_total(page: Page, area: Area) -> None:
    """The sum of active and waiting weights: 100 %, or the first month in which it is something else."""
    plan, wrong = page.plan, page.running.wrong_month
    every, month = plan.say("kpis.every_month"), plan.say("kpis.in_month")
    total = Formula(
        "IF(wrong_month=0,1,INDEX(month_weights,wrong_month))", page.running.weights(wrong) if wrong else Decimal(1)
    )
    when = Formula(f'IF(wrong_month=0,"{every}","{month} "&wrong_month)', f"{month} {wrong}" if wrong else every)
    _write_above(page, area.columns["weight"], plan.say("kpis.total"), (total, plan.formats.percent_fine), when)


def _write_tried(page: Page, area: Area) -> None:
    """The price per unit and the price factor if all tried values hold."""
    plan, factor = page.plan, tried_factor(page.plan, page.running)
    text = f"MAX(factor_low,MIN(factor_high,1+SUM({plan.kpis.all('try_effect')})))"
    price = Formula(f"price_now*{text}", decimal(factor * Fraction(page.running.price_now)))
    tried = Formula(text, decimal(factor))
    _write_above(page, area.columns["try"], plan.say("kpis.try_price"), (price, plan.formats.price), tried)


def _write_above(page: Page, column: int, title: str, figure: tuple[Written, str], note: Formula) -> None:
    """Three cells above a column: what it is, the figure, a note."""
    page.put(LEVELS_TOP, column, title, _SMALL)
    page.put(LEVELS_TOP + 1, column, figure[0], TEXT | CENTER | _BIG | {"num_format": figure[1]})
    page.put(LEVELS_TOP + 2, column, note, CAPTION | CENTER | {"num_format": page.plan.formats.percent_fine})
