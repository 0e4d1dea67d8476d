"""What does the Measurements sheet show? Volumes per month, and figures per month and KPI with their live impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bonusmalus_core.model.measurement import Measurement, MonthRecord
from bonusmalus_core.workbook.build.cells import unit_format, with_message
from bonusmalus_core.workbook.build.design import (
    CAPTION,
    CENTER,
    ENTRY,
    HEADER,
    HEADING,
    RESULT,
    RESULT_HEADER,
    RIGHT,
    ROOM,
    Style,
)  # fmt: skip
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.measurement_formulas import measurement_formulas
from bonusmalus_core.workbook.build.measurement_marks import mark_measurements, mark_months
from bonusmalus_core.workbook.build.page import Page, fitting
from bonusmalus_core.workbook.build.plain import Typed, unfolded
from bonusmalus_core.workbook.build.plan import MEASUREMENT_HIDDEN, Plan
from bonusmalus_core.workbook.build.prepared import measurement_rows, month_rows, row_in_force
from bonusmalus_core.workbook.layout import Column, Kind
from bonusmalus_core.workbook.port import Formula
from bonusmalus_core.workbook.sheets import TBL_MEASUREMENTS, TBL_MONTHS

TOP = 4
ROW_HEIGHT = 19
_COUNTED = frozenset({"forecast", "actual", "numerator", "denominator", "n"})

_SHARE = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1, "error_type": "warning"}
_WIDEST = 48

Formulas = Sequence[Mapping[str, Formula]]


def write_measurements(page: Page) -> None:
    """Fills the sheet."""
    page.title("measurements")
    plan, sheet = page.plan, page.sheet
    months, rows = month_rows(plan.agreement), measurement_rows(plan.agreement)
    volumes = write_table(page, TBL_MONTHS.name, (TOP, 1), _month_columns(page, months))
    gap = max(volumes.columns.values()) + 1
    sheet.set_column(gap, gap, 4)
    area = write_table(page, TBL_MEASUREMENTS.name, (TOP, gap + 1), _columns(page, rows), filtered=True)
    for column, key in ((1, "months"), (gap + 1, "rows")):
        page.put(TOP - 1, column, plan.say(f"measurements.{key}"), HEADING)
    sheet.set_row(TOP - 1, 24)
    sheet.set_row(TOP, 34)
    for row in range(area.first, max(area.last, volumes.last) + 1):
        sheet.set_row(row, ROW_HEIGHT)
    mark_months(page, volumes)
    mark_measurements(page, area)
    page.freeze(TOP + 1)


def _month_columns(page: Page, months: Sequence[MonthRecord]) -> list[Shown]:
    """Volumes, then the measures that conditions read, then what is folded away."""
    typed = Typed(page, TBL_MONTHS, page.plan.volumes, months)
    shown, folded = unfolded([typed.column(column, _counted(page.plan, column)) for column in TBL_MONTHS.columns])
    return [*shown, *(_measure(page.plan, measure, months) for measure in page.plan.measures), *folded]


def _measure(plan: Plan, measure: str, months: Sequence[MonthRecord]) -> Shown:
    key = f"measure.{measure}"
    header = plan.volumes.headers[key]
    share = any(each.measure == measure and each.tests_share for each in plan.agreement.conditions)
    style = ENTRY | _padded(plan.formats.percent_fine if share else plan.formats.general)
    checked = with_message({"validate": "any"}, header, plan.say("measurements.measure_help"), "")
    if share:
        said = plan.say("measurements.measure_help") + " " + plan.say("measurements.share_help")
        checked = with_message(_SHARE, header, said, plan.say("wrong_share"))
    cells = [month.measures.get(measure) for month in months]
    return Shown(key, header, 15, cells, style, HEADER | RIGHT, checked=checked)


def _columns(page: Page, rows: Sequence[Measurement]) -> list[Shown]:
    plan = page.plan
    typed = Typed(page, TBL_MEASUREMENTS, plan.measured, rows)
    formulas = [measurement_formulas(plan, row) for row in rows] or [measurement_formulas(plan, None)]
    # Long texts stay on one line: a month with a remark is no higher than the others.
    columns = [
        _result(plan, column, rows, formulas)
        if column.result
        else typed.column(column, _counted(plan, column) | {"text_wrap": False})
        for column in TBL_MEASUREMENTS.columns
    ]
    shown, folded = unfolded([_roomy(column) for column in columns])
    hidden = [
        Shown(key, plan.measured.headers[key], 9, [row[key] for row in formulas], CAPTION, CAPTION, hidden=True)
        for key in MEASUREMENT_HIDDEN
    ]
    return [*shown, *folded, *hidden]


def _roomy(column: Shown) -> Shown:
    """The column, wide enough for its texts on one line, up to a limit."""
    texts = [cell for cell in column.cells if isinstance(cell, str)] if column.grouped else []
    return replace(column, width=min(_WIDEST, fitting(column.width, column.header, texts)))


def _counted(plan: Plan, column: Column) -> Style:
    if column.kind is not Kind.NUMBER:
        return {}
    return _padded(plan.formats.count if column.key in _COUNTED else plan.formats.general)


def _padded(number_format: str) -> Style:
    """Right-aligned with room beside the border, in every program.

    A number of any length is cut to its column only in a format that asks for nothing more.
    """
    if number_format == "General":
        return {"num_format": number_format, "align": "right", "indent": 1}
    return {"num_format": number_format + ROOM, "align": "right", "indent": 0}


def _result(plan: Plan, column: Column, rows: Sequence[Measurement], formulas: Formulas) -> Shown:
    key, base = column.key, RESULT | CENTER
    number = {"impact": plan.formats.percent_fine, "level": "0"}.get(key, plan.formats.general)
    looks: list[Style] = []
    if key == "result":
        kpis = (row_in_force(plan.agreement, row.kpi, row.month) for row in rows)
        looks = [base | {"num_format": unit_format(plan, kpi.unit) if kpi else number} for kpi in kpis]
    cells = [row[key] for row in formulas]
    style, header = base | {"num_format": number}, plan.measured.headers[key]
    return Shown(key, header, column.width, cells, style, RESULT_HEADER | CENTER, looks)
