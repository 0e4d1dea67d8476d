"""What does the Measurements sheet show? Volumes per month, and per month and KPI the figures with their live impact."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.values import measured
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.workbook.build import page
from bonusmalus_core.workbook.build.bands import Ladder
from bonusmalus_core.workbook.build.book import Book, decimal
from bonusmalus_core.workbook.build.cells import unit_format, with_message
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import (
    CAPTION,
    CENTER,
    ENTRY,
    HEADER,
    HEADING,
    RESULT,
    RESULT_HEADER,
    RIGHT,
    Style,
)
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.measurement_marks import mark_measurements, mark_months
from bonusmalus_core.workbook.build.plain import entry_column
from bonusmalus_core.workbook.build.plan import MEASUREMENT_HIDDEN, Plan
from bonusmalus_core.workbook.build.prepared import measurement_rows, month_rows, row_in_force
from bonusmalus_core.workbook.port import Cell, Formula
from bonusmalus_core.workbook.sheets import TBL_MEASUREMENTS, TBL_MONTHS

TOP = 4
ASKS = {"ratio": 1, "mean": 2, "sum": 3, "last": 3}
"""Which cells a KPI's aggregate asks for: numerator and denominator, value and n, or the value alone."""

_ONE_LINE: Style = {"text_wrap": False}


def write_measurements(book: Book, sheet: Any, plan: Plan, lists: DropDowns) -> None:
    """Fills the sheet."""
    page.write_title(book, sheet, plan.say("measurements.title"), plan.say("measurements.caption"))
    sheet.set_row(TOP - 1, 24)
    sheet.set_row(TOP, 34)
    months = write_table(book, sheet, TBL_MONTHS.name, TOP, 1, _month_columns(plan, lists))
    book.put(sheet, TOP - 1, 1, plan.say("measurements.months"), HEADING)
    gap = max(months.columns.values()) + 1
    sheet.set_column(gap, gap, 4)
    rows = measurement_rows(plan.agreement)
    area = write_table(book, sheet, TBL_MEASUREMENTS.name, TOP, gap + 1, _columns(plan, rows, lists), filtered=True)
    book.put(sheet, TOP - 1, gap + 1, plan.say("measurements.rows"), HEADING)
    for row in range(area.first, max(area.last, months.last) + 1):
        sheet.set_row(row, 19)
    mark_months(book, sheet, plan, months)
    mark_measurements(book, sheet, plan, area)
    sheet.outline_settings(symbols_right=False)
    sheet.freeze_panes(TOP + 1, 0)
    sheet.repeat_rows(TOP)


def _month_columns(plan: Plan, lists: DropDowns) -> list[Shown]:
    records = month_rows(plan.agreement)
    typed = {
        column.key: entry_column(
            plan, TBL_MONTHS, plan.volumes, column, [getattr(record, column.key) for record in records], lists,
            style=_counted(plan, column.key),
        )
        for column in TBL_MONTHS.columns
    }  # fmt: skip
    locked = typed.pop("forecast_locked_on")
    return [*typed.values(), *(_measure(plan, measure) for measure in plan.measures), locked]


def _counted(plan: Plan, key: str) -> Style:
    counted = key in ("forecast", "actual", "numerator", "denominator", "n")
    return ENTRY | ({"num_format": plan.formats.number} if counted else {})


def _measure(plan: Plan, measure: str) -> Shown:
    records = month_rows(plan.agreement)
    share = any(c.measure == measure and 0 < c.threshold < 1 for c in plan.agreement.conditions)
    number = plan.formats.percent_fine if share else plan.formats.general
    header = plan.volumes.headers[f"measure.{measure}"]
    checked = with_message({"validate": "any"}, header, plan.say("measurements.measure_help"), "")
    cells = [record.measures.get(measure) for record in records]
    return Shown(
        f"measure.{measure}", header, 15, cells, ENTRY | RIGHT | {"num_format": number}, HEADER | RIGHT, checked=checked
    )


def _columns(plan: Plan, rows: Sequence[Measurement], lists: DropDowns) -> list[Shown]:
    formulas = [measurement_formulas(plan, row) for row in rows] or [measurement_formulas(plan, None)]
    seen: list[Shown] = []
    folded: list[Shown] = []
    for column in TBL_MEASUREMENTS.columns:
        if column.result:
            seen.append(_result(plan, column.key, column.width, rows, formulas))
        else:
            values = [getattr(row, column.key) for row in rows]
            style = _counted(plan, column.key) | _ONE_LINE
            typed = entry_column(plan, TBL_MEASUREMENTS, plan.measured, column, values, lists, style=style)
            (folded if column.rare else seen).append(typed)
    hidden = [
        Shown(key, plan.measured.headers[key], 9, [row[key] for row in formulas], CAPTION, CAPTION, hidden=True)
        for key in MEASUREMENT_HIDDEN
    ]
    return [*seen, *folded, *hidden]


def _result(
    plan: Plan, key: str, width: float, rows: Sequence[Measurement], formulas: Sequence[dict[str, Formula]]
) -> Shown:
    base: Style = RESULT | CENTER
    style = base | {"num_format": {"impact": plan.formats.percent_fine, "level": "0"}.get(key, plan.formats.general)}
    looks: list[Style] = []
    if key == "result":
        kpis = [row_in_force(plan.agreement, row.kpi, row.month) for row in rows]
        looks = [base | {"num_format": unit_format(plan, kpi.unit) if kpi else "General"} for kpi in kpis]
    return Shown(
        key, plan.measured.headers[key], width, [row[key] for row in formulas], style, RESULT_HEADER | CENTER, looks
    )


def measurement_formulas(plan: Plan, row: Measurement | None) -> dict[str, Formula]:
    """The formula columns of one row of tblMeasurements by key; None is a row without month and KPI."""
    kpi = None if row is None else row_in_force(plan.agreement, row.kpi, row.month)
    value = None if kpi is None or row is None else _value(kpi, row)
    scaled = None if kpi is None or value is None else _scaled(plan, kpi, value)
    ladder = Ladder(plan.kpis, plan.level_row, plan.levels, plan.measured, "scaled")
    return {
        "in_month": Formula(_in_month(plan), _number(plan, row)),
        "row": Formula(_row(plan), Decimal(plan.agreement.kpis.index(kpi) + 1) if kpi else None),
        "asks": Formula(_asks(plan), Decimal(ASKS[kpi.aggregate]) if kpi else None),
        "result": Formula(_result_text(plan), None if value is None else decimal(value)),
        "scaled": Formula(_scaled_text(plan), None if scaled is None else decimal(scaled)),
        "off_scale": Formula(_off_scale(plan), Decimal(int(_is_off(kpi, value)))),
        **ladder.formulas(kpi, plan.contract.levels, scaled),
    }


def _number(plan: Plan, row: Measurement | None) -> Cell:
    return Decimal(0 if row is None else contract_month(plan.contract, row.month))


def _value(kpi: Kpi, row: Measurement) -> Fraction | None:
    asked = row.value if kpi.aggregate != "ratio" else row.numerator if row.denominator else None
    return None if asked is None else measured(kpi, {row.month: [_alone(row)]}, [row.month]).value


def _alone(row: Measurement) -> Measurement:
    """The row as if it were the only one: its own value, however few answers lie behind it."""
    return row.model_copy(update={"n": None})


def _scaled(plan: Plan, kpi: Kpi, value: Fraction) -> Fraction:
    if kpi.aggregate != "sum":
        return value
    return value * (kpi.window_months or plan.contract.settlement_months)


def _is_off(kpi: Kpi | None, value: Fraction | None) -> bool:
    if kpi is None or value is None:
        return False
    low, high = kpi.scale
    return (low is not None and value < low) or (high is not None and value > high)


def _in_month(plan: Plan) -> str:
    month = plan.measured.this("month")
    years, months = f"YEAR({month})-YEAR(contract_start)", f"MONTH({month})-MONTH(contract_start)"
    return f'IF({month}="",0,IFERROR(({years})*12+{months}+1,0))'


def _row(plan: Plan) -> str:
    kpis, rows = plan.kpis, plan.measured
    month = rows.this("in_month")
    found = (
        f"SUMPRODUCT(({kpis.all('code')}={rows.this('kpi')})*({kpis.all('begins')}<={month})"
        f"*({kpis.all('ends')}>={month})*{kpis.all('row')})"
    )
    return f'IF(OR({rows.this("kpi")}="",{month}<1),"",IFERROR(IF({found}=0,"",{found}),""))'


def _kpi(plan: Plan, key: str) -> str:
    return f"INDEX({plan.kpis.all(key)},{plan.measured.this('row')})"


def _asks(plan: Plan) -> str:
    aggregate = _kpi(plan, "aggregate")
    by_value = f"IF(OR({aggregate}=word_sum,{aggregate}=word_last),3,1)"
    return f'IF({plan.measured.this("row")}="","",IF({aggregate}=word_mean,2,{by_value}))'


def _result_text(plan: Plan) -> str:
    rows = plan.measured
    asks, value = rows.this("asks"), rows.this("value")
    numerator, denominator = rows.this("numerator"), rows.this("denominator")
    multiplier = f'IF({_kpi(plan, "multiplier")}="",1,{_kpi(plan, "multiplier")})'
    decimals = f'IF({_kpi(plan, "decimals")}="",12,{_kpi(plan, "decimals")})'
    ratio = f'IF(OR({numerator}="",{denominator}="",{denominator}=0),"",ROUND({multiplier}*{numerator}/{denominator},{decimals}))'
    single = f'IF({value}="","",ROUND({value},{decimals}))'
    return f'IF({asks}="","",IFERROR(IF({asks}=1,{ratio},{single}),""))'


def _scaled_text(plan: Plan) -> str:
    result, window = plan.measured.this("result"), _kpi(plan, "window_months")
    stated = f'IF({window}="",period_length,{window})'
    return f'IF({result}="","",IF({_kpi(plan, "aggregate")}=word_sum,{result}*{stated},{result}))'


def _off_scale(plan: Plan) -> str:
    result = plan.measured.this("result")
    low, high, share = _kpi(plan, "scale_min"), _kpi(plan, "scale_max"), f"{_kpi(plan, 'unit')}=word_percent"
    below = f'IF({low}="",AND({share},{result}<0),{result}<{low})'
    above = f'IF({high}="",AND({share},{result}>1),{result}>{high})'
    return f'IF({result}="",0,IF(OR({below},{above}),1,0))'
