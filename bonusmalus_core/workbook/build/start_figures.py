"""How does the running period stand, in four figures? Each with a line below that says what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.model.month import Month
from bonusmalus_core.workbook.build.book import decimal
from bonusmalus_core.workbook.build.design import Style
from bonusmalus_core.workbook.build.gaps import count
from bonusmalus_core.workbook.build.legend import next_date
from bonusmalus_core.workbook.build.measurement_formulas import measurement_formulas
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.prepared import measurement_rows
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.build.spans import span_text
from bonusmalus_core.workbook.port import Formula
from bonusmalus_core.workbook.statement.head import month_span

NOTHING = "–"


@dataclass(frozen=True)
class Figure:
    """A figure of the Start sheet: what it is, the figure itself, and what it means; money has its format twice."""

    title: str
    value: Formula
    note: str | Formula
    style: Style = field(default_factory=dict)
    bare: str = ""


def figures(plan: Plan, running: Running) -> tuple[Figure, ...]:
    """Price and bonus-malus so far, what is missing, and when the period can be settled."""
    amount, price = _so_far(running)
    inside = 'month_number,">="&running_first,month_number,"<="&running_last'
    volume = f"SUMIFS(month_actual,{inside})"
    base = "SUMPRODUCT((month_number>=running_first)*(month_number<=running_last)*month_actual*month_price)"
    paid = f"IFERROR(({base}+SUM(month_amount))/{volume},price_now)"
    shapes = plan.formats
    return (
        Figure(
            plan.say("start.price"), _if_begun(running, paid, price), plan.say("start.price.note"),
            {"num_format": shapes.price}, shapes.price_bare,
        ),
        Figure(
            plan.say("start.amount"), _if_begun(running, "SUM(month_amount)", amount), plan.say("start.amount.note"),
            {"num_format": shapes.money}, shapes.money_bare,
        ),
        _missing(plan, running),
        Figure(
            plan.say("start.due"),
            Formula(f"MAX(period_end,{plan.legend.all('calculated_on')})", _due(plan, running)),
            plan.say("start.due.note"), {"num_format": shapes.day},
        ),
    )  # fmt: skip


def period_in_words(plan: Plan, running: Running) -> Formula:
    """The running period."""
    start, (first, last) = Month.of(plan.contract.start), running.period
    number = running.periods.index(running.period) + 1
    said = month_span((start + (first - 1), start + (last - 1)), plan.contract.language)
    text = f'running_period&" · "&{span_text("EDATE(contract_start,running_first-1)", "period_end")}'
    return Formula(text, f"{number} · {said}")


def _if_begun(running: Running, text: str, value: Fraction) -> Formula:
    return Formula(f'IF(running_month=0,"{NOTHING}",{text})', decimal(value) if running.month else NOTHING)


def _so_far(running: Running) -> tuple[Fraction, Fraction]:
    """Bonus-malus and price per unit so far."""
    months = range(running.period[0], running.period[1] + 1)
    volumes = {month: Fraction(running.actual(month) or 0) for month in months}
    amount = sum((running.amount(month) or Fraction(0) for month in months), Fraction(0))
    base = sum((volume * Fraction(running.price(month)) for month, volume in volumes.items()), Fraction(0))
    total = sum(volumes.values(), Fraction(0))
    return amount, (base + amount) / total if total else Fraction(running.price_now)


def _missing(plan: Plan, running: Running) -> Figure:
    """What settling the running period waits for, until that period's end."""
    rows, month = plan.measured, plan.measured.all("in_month")
    asked = f'{rows.all("row")},">0",{month},">="&running_first,{month},"<="&running_last'
    blank = f'COUNTIFS({asked},{rows.all("result")},"")'
    first, last = running.period
    blanks = _blank_rows(plan, running)
    empty = sum(count(plan, running, number) for number in range(first, last + 1))
    note = f'{_counted(plan, blank, "row")}&", "&{_counted(plan, "SUM(month_gaps)", "month")}'
    said = f"{blanks} {_noun(plan, blanks, 'row')}, {empty} {_noun(plan, empty, 'month')}"
    return Figure(
        plan.say("start.missing"), Formula(f"{blank}+SUM(month_gaps)", Decimal(blanks + empty)), Formula(note, said),
        {"num_format": "0"},
    )  # fmt: skip


def _counted(plan: Plan, text: str, key: str) -> str:
    """A number with its noun, as a formula text."""
    return f'{text}&IF({text}=1," {_noun(plan, 1, key)}"," {_noun(plan, 0, key)}")'


def _noun(plan: Plan, number: int, key: str) -> str:
    return plan.say(f"start.missing.{key}" + ("" if number == 1 else "s"))


def _blank_rows(plan: Plan, running: Running) -> int:
    formulas = (measurement_formulas(plan, row) for row in measurement_rows(plan.agreement))
    asked = (each for each in formulas if each["row"].value is not None and each["result"].value is None)
    return sum(running.period[0] <= _as_number(each["in_month"]) <= running.period[1] for each in asked)


def _as_number(formula: Formula) -> Decimal:
    return formula.value if isinstance(formula.value, Decimal) else Decimal(0)


def _due(plan: Plan, running: Running) -> date:
    last = (Month.of(plan.contract.start) + (running.period[1] - 1)).last
    days = (next_date(plan, running, entry).value for entry in plan.agreement.legend)
    return max([last, *(day for day in days if isinstance(day, date))])
