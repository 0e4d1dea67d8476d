"""What does the Conditions sheet show? A row per precondition, and what it says in one sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bonusmalus_core.calc.conditions import GUARANTEE
from bonusmalus_core.model.condition import Condition
from bonusmalus_core.model.numbers import decimal_text
from bonusmalus_core.workbook.build.design import CAPTION, ENTRY, LEFT, RESULT, RESULT_HEADER, WRAP, Style
from bonusmalus_core.workbook.build.grid import Area, Shown, write_table
from bonusmalus_core.workbook.build.kpi_marks import whole_percent
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.build.plain import Typed, unfolded
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.port import Formula
from bonusmalus_core.workbook.sheets import TBL_CONDITIONS

TOP = 3
SPARE = 2


def write_conditions(page: Page) -> None:
    """Fills the sheet."""
    page.title("conditions")
    area = write_table(page, TBL_CONDITIONS.name, (TOP, 1), _columns(page))
    for row in range(area.top, area.last + 1):
        page.sheet.set_row(row, 34)
    _mark(page, area)
    page.freeze(TOP + 1, 2)


def _columns(page: Page) -> list[Shown]:
    plan, records = page.plan, page.plan.agreement.conditions
    typed, folded = unfolded(Typed(page, TBL_CONDITIONS, plan.conditions, records, SPARE).columns())
    looks = [*(_threshold_look(plan, condition) for condition in records), *[ENTRY] * SPARE]
    typed = [replace(column, looks=looks) if column.key == "threshold" else column for column in typed]
    sentences = [*(_sentence(plan, condition) for condition in records), *[_sentence(plan, None)] * SPARE]
    style = RESULT | CAPTION | WRAP | LEFT
    said = Shown("sentence", plan.conditions.headers["sentence"], 56, sentences, style, RESULT_HEADER | LEFT)
    return [*typed, said, *folded]


def _threshold_look(plan: Plan, condition: Condition) -> Style:
    number = plan.formats.percent_fine if condition.tests_share else plan.formats.general
    return ENTRY | {"num_format": number, "align": "right", "indent": 1}


def _sentence(plan: Plan, condition: Condition | None) -> Formula:
    heads = plan.conditions
    code, measure, comparator = heads.this("code"), heads.this("measure"), heads.this("comparator")
    threshold, window, effect = heads.this("threshold"), heads.this("window_months"), heads.this("effect")
    share, sign = heads.this("effect_value"), _sign(plan)
    said = {key: plan.say(f"conditions.{key}") for key in ("if", "over", "months", "then", "pays", "of_forecast")}
    limit = f'IF({_is_share(measure, threshold)},ROUND({threshold}*100,4)&"{sign}",{threshold})'
    during = f'IF(N({window})>1," {said["over"]} "&{window}&" {said["months"]}","")'
    pays = f'"{said["pays"]} "&ROUND(IF({share}="",{GUARANTEE},{share})*100,4)&"{sign} {said["of_forecast"]}"'
    follows = f"IF({effect}=word_guarantee,{pays},INDEX(effect_words,MATCH({effect},effect_names,0)))"
    text = (
        f'IF(OR({code}="",{effect}="",{threshold}=""),"",IFERROR("{said["if"]} "&{measure}&" "&{comparator}&" "&{limit}'
        f'&{during}&"{said["then"]} "&{follows}&".",""))'
    )
    return Formula(text, None if condition is None else _said(plan, condition, said))


def _said(plan: Plan, condition: Condition, said: dict[str, str]) -> str:
    limit = _percent(plan, condition.threshold) if condition.tests_share else decimal_text(condition.threshold)
    during = f" {said['over']} {condition.window_months} {said['months']}" if condition.window_months > 1 else ""
    follows = plan.say(f"conditions.effect.{condition.effect}")
    if condition.effect == "volume_guarantee":
        share = GUARANTEE if condition.effect_value is None else condition.effect_value
        follows = f"{said['pays']} {_percent(plan, share)} {said['of_forecast']}"
    measure = plan.measure_label(condition.measure)
    return f"{said['if']} {measure} {condition.comparator} {limit}{during}{said['then']} {follows}."


def _is_share(measure: str, threshold: str) -> str:
    """The formula of `Condition.tests_share`: half an hour is no 50%."""
    return f"OR({measure}=word_ratio,AND({measure}=word_quality,{threshold}>0,{threshold}<1))"


def _percent(plan: Plan, share: Decimal) -> str:
    return decimal_text(round(share * 100, 4)) + _sign(plan)


def _sign(plan: Plan) -> str:
    """The percent sign as the language sets it: "%" or " %"."""
    return plan.formats.percent.removeprefix("0").replace("\\", "")


def _mark(page: Page, area: Area) -> None:
    whole_percent(page, area.reach("effect_value"), area.cell("effect_value"))
    cell, share = area.cell("threshold"), _is_share(area.cell("measure"), area.cell("threshold"))
    rule = f"AND(ISNUMBER({cell}),{share},ROUND({cell}*100,9)=ROUND({cell}*100,0))"
    page.mark(area.reach("threshold"), rule, num_format=page.plan.formats.percent)
