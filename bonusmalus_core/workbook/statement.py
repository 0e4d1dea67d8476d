"""What stands on the Settlement sheet? One row after the other, each of a kind that decides how it looks.

The first cell of every row is the margin. Numbers stand as numbers, fractions as the decimal that a cell shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.explain import explanation
from bonusmalus_core.calc.periods import first_month
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.numbers import exact
from bonusmalus_core.model.settlement import KpiLine, MonthLine, Settlement
from bonusmalus_core.words import LANGUAGES, say, words
from bonusmalus_core.workbook.layout import choice_label, label
from bonusmalus_core.workbook.port import Cell, Formula, Row, Workbook, Written

COLUMNS = 12
"""Cells of a row: the margin, ten columns of the two tables, and the unit of a KPI's value (hidden)."""

LABEL, FACT, VALUE, IMPACT, WEIGHT, SHARE, MONEY, REMARK, UNIT = 1, 3, 4, 6, 7, 8, 9, 10, 11
"""Where labels, facts and figures stand in a row, counted from 0 at the margin; months share the columns of KPIs."""


STATE = {"D18": ("period", FACT), "D19": ("status", FACT), "D20": ("total", MONEY)}
"""The cells of the Start sheet that show the last settlement: the kind of the statement's row, and the place in it."""

FINDINGS = "D21"
"""The cell of the Start sheet that counts the findings of the last check."""


def statement_rows(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    """The whole sheet; None is a statement of which nothing has been settled yet."""
    language = agreement.contract.language
    return [
        *_head(agreement, settlement),
        *_kpi_table(settlement, agreement.contract),
        *_month_table(agreement, settlement),
        _row("section", {LABEL: _said(language, "result")}),
        *_totals(agreement, settlement),
        *_signatures(agreement, language),
    ]


def put_statement(workbook: Workbook, rows: Sequence[Row]) -> None:
    """Puts the rows on the workbook's sheet, and what the Start sheet shows of them beside its formulas."""
    tables = {name.casefold(): table for name, table in workbook.tables().items()}
    workbook.write_sheet(tables["tblsettlement"].sheet, rows)
    shown = {row.kind: row.cells for row in reversed(rows)}
    values = {address: shown[kind][place] for address, (kind, place) in STATE.items()}
    cells = {address: value.value if isinstance(value, Formula) else value for address, value in values.items()}
    for start in {words(language, "sheets")["sheet.start"] for language in LANGUAGES}:
        workbook.refresh(start, cells)


def month_span(months: tuple[Month, ...], language: str) -> str:
    """Consecutive months in words.

    >>> month_span((Month(2026, 1), Month(2026, 2), Month(2026, 3)), "en")
    'Jan – Mar 2026'
    """
    first, last = months[0], months[-1]
    names = words(language, "sheets")["months"].split()
    if first == last:
        return f"{names[first.number - 1]} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{names[first.number - 1]}{year} – {names[last.number - 1]} {last.year}"


def _head(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    contract, language = agreement.contract, agreement.contract.language
    state, period, due = _said(language, "none"), None, None
    if settlement is not None:
        state = _said(language, f"status.{settlement.status}")
        months = tuple(line.month for line in settlement.months)
        period = f"{settlement.period} · {month_span(months, language)}"
        due = settlement.due
    return [
        _row("title", {LABEL: _said(language, "title")}),
        _row("subtitle", {LABEL: contract.title}),
        _row("space"),
        _row("party", {LABEL: label(language, "contract", "client"), FACT: contract.client}),
        _row("party", {LABEL: label(language, "contract", "supplier"), FACT: contract.supplier}),
        *([_row("party", {LABEL: label(language, "contract", "purchase_order"), FACT: contract.purchase_order})]
          if contract.purchase_order else []),
        _row("party", {LABEL: label(language, "contract", "currency"), FACT: contract.currency}),
        _row("period", {LABEL: _said(language, "period"), FACT: period}),
        _row("status", {LABEL: _said(language, "status"), FACT: state}),
        _row("due", {LABEL: _said(language, "due"), FACT: due}),
        _row("space"),
    ]  # fmt: skip


def _kpi_table(settlement: Settlement | None, contract: Contract) -> list[Row]:
    language = contract.language
    heads = (
        "code",
        "name",
        "months",
        "value",
        "level",
        "impact",
        "weight",
        "share",
        "contribution",
        "explanation",
        "unit",
    )
    lines = [] if settlement is None else [_kpi(line, settlement, contract) for line in settlement.kpis]
    return [
        _row("section", {LABEL: _said(language, "kpis")}),
        _row("kpi-head", {place: _said(language, f"kpi.{head}") for place, head in enumerate(heads, LABEL)}),
        *(lines or [_row("kpi", {LABEL: "–", REMARK: _said(language, "none")})]),
        _row("space"),
    ]


def _kpi(line: KpiLine, settlement: Settlement, contract: Contract) -> Row:
    language, paid = contract.language, contract.bonus_malus_volume == "payable"
    volumes = [month.payable if paid else Fraction(month.actual) for month in settlement.months]
    base = sum(
        (volume * month.base_price for volume, month in zip(volumes, settlement.months, strict=True)), Fraction(0)
    )
    share = Fraction(line.contribution) / base if base else None
    cells: tuple[Written, ...] = (
        None, line.code, line.name, month_span(line.months, language), _shown(line.value),
        None if line.band is None else Decimal(line.band), _shown(line.impact), line.weight, _shown(share),
        line.contribution, explanation(line, contract), choice_label(language, "unit", line.row.unit),
    )  # fmt: skip
    return Row("kpi", cells)


def _month_table(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    language = agreement.contract.language
    heads = ("number", "month", "forecast", "actual", "ratio", "payable", "factor", "price", "amount", "effects")
    lines = [] if settlement is None else [_month(line, agreement) for line in settlement.months]
    return [
        _row("section", {LABEL: _said(language, "months")}),
        _row("month-head", {place: _said(language, f"month.{head}") for place, head in enumerate(heads, LABEL)}),
        *(lines or [_row("month", {})]),
        _row("space"),
    ]


def _month(line: MonthLine, agreement: Agreement) -> Row:
    language = agreement.contract.language
    effects = (f"{each.condition}: {choice_label(language, 'effect', each.effect)}" for each in line.effects)
    number = line.month - first_month(agreement.contract) + 1
    ratio = line.volume_ratio
    if ratio is None and line.forecast:
        ratio = Fraction(line.actual) / Fraction(line.forecast)
    cells: tuple[Written, ...] = (
        None, Decimal(number), line.month.first, line.forecast, line.actual, _shown(ratio), _shown(line.payable),
        _shown(line.factor), _shown(line.price), _shown(line.amount), ", ".join(effects) or None, None,
    )  # fmt: skip
    return Row("month", cells)


def _totals(agreement: Agreement, settlement: Settlement | None) -> list[Row]:
    contract, language = agreement.contract, agreement.contract.language
    if settlement is None:
        return [
            _line("line", _said(language, "contributions"), None),
            _line("total", _said(language, "total"), None, _said(language, "none")),
            _line("factor", _said(language, "factor"), None),
            _line("apart", _said(language, "top_up"), None),
        ]
    contributions = sum((line.contribution for line in settlement.kpis), Decimal(0))
    adjusted = [
        _line("line", _said(language, f"cause.{each.cause}"), each.amount)
        for each in settlement.adjustments
        if each.amount
    ]
    who = "nobody" if not settlement.bonus_malus else "bonus" if settlement.bonus_malus > 0 else "malus"
    pays = _said(language, who, client=contract.client, supplier=contract.supplier)
    apart = [
        _line("apart", _said(language, key), amount, _said(language, f"{key}.note"))
        for key, amount in (("top_up", settlement.top_up), ("true_up", settlement.true_up))
        if amount
    ]
    return [
        _line("line", _said(language, "contributions"), contributions),
        *adjusted,
        _line("total", _said(language, "total"), settlement.bonus_malus, pays),
        _line("factor", _said(language, "factor"), _shown(settlement.factor)),
        *apart,
    ]


def _signatures(agreement: Agreement, language: str) -> list[Row]:
    contract = agreement.contract
    return [
        _row("space"),
        _row("sentence", {LABEL: _said(language, "agreed")}),
        _row("sign-head", {LABEL: contract.client, 5: contract.supplier}),
        _row("sign", {LABEL: _said(language, "sign"), 5: _said(language, "sign")}),
        _row("note", {LABEL: _said(language, "note")}),
    ]


def _line(kind: str, text: str, amount: Decimal | None, remark: str | None = None) -> Row:
    return _row(kind, {LABEL: text, MONEY: amount, REMARK: remark})


def _row(kind: str, cells: dict[int, Cell] | None = None) -> Row:
    found = cells or {}
    return Row(kind, tuple(found.get(place) for place in range(COLUMNS)))


def _shown(value: Fraction | None) -> Decimal | None:
    return None if value is None else exact(value.numerator / value.denominator)


def _said(language: str, key: str, **facts: object) -> str:
    return say(language, "sheets", f"settlement.{key}", **facts)
