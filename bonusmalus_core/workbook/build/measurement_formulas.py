"""What do the formula columns of the measurements compute? The row in force, its value, level and impact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.values import measured
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement
from bonusmalus_core.workbook.build.bands import Ladder
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.prepared import row_in_force
from bonusmalus_core.workbook.port import Formula

ASKS = {"ratio": 1, "mean": 2, "sum": 3, "last": 3}
"""Which cells a KPI's aggregate asks for: numerator and denominator, value and n, or the value alone."""


def measurement_formulas(plan: Plan, row: Measurement | None) -> dict[str, Formula]:
    """The formula columns of one row of tblMeasurements by key; None is a row without month and KPI."""
    kpi = None if row is None else row_in_force(plan.agreement, row.kpi, row.month)
    value = None if kpi is None or row is None else _value(kpi, row)
    scaled = None if kpi is None or value is None else _scaled(plan, kpi, value)
    ladder = Ladder(plan.kpis, plan.level_row, plan.levels, plan.measured, "scaled")
    return {
        "in_month": Formula(_in_month(plan), Decimal(0 if row is None else contract_month(plan.contract, row.month))),
        "row": Formula(_row(plan), _place(plan, kpi)),
        "asks": Formula(_asks(plan), Decimal(ASKS[kpi.aggregate]) if kpi else None),
        "result": Formula(_result_text(plan), None if value is None else decimal(value)),
        "scaled": Formula(_scaled_text(plan), None if scaled is None else decimal(scaled)),
        "off_scale": Formula(_off_scale(plan), Decimal(int(_is_off(kpi, value)))),
        **ladder.formulas(kpi, plan.contract.levels, scaled),
    }


def _place(plan: Plan, kpi: Kpi | None) -> Decimal | None:
    """The number of the row in force; of equal ones the last, as the formula finds it."""
    places = (number for number, each in enumerate(plan.agreement.kpis, 1) if each == kpi)
    return Decimal(max(places)) if kpi else None


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
        f"SUMPRODUCT(MAX(({kpis.all('code')}={rows.this('kpi')})*({kpis.all('begins')}<={month})"
        f"*({kpis.all('ends')}>={month})*{kpis.all('row')}))"
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
    blank = f'OR({numerator}="",{denominator}="",{denominator}=0)'
    ratio = f'IF({blank},"",ROUND({multiplier}*{numerator}/{denominator},{decimals}))'
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
