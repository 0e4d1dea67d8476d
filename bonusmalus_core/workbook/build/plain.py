"""How does a table look whose columns are only typed in? One look for legend, conditions, events and overrides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.cells import alignment, look, rule, stored, with_message
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import ENTRY, HEADER, WRAP, Style
from bonusmalus_core.workbook.build.grid import Shown
from bonusmalus_core.workbook.build.heads import Heads
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout

KPI_CODES = "=kpi_codes"


def entry_columns(
    plan: Plan, layout: TableLayout, heads: Heads, records: Sequence[object], lists: DropDowns, spare: int = 0,
    style: Style = ENTRY,
) -> list[Shown]:  # fmt: skip
    """The declared input columns of a table, and so many blank rows below the records."""
    return [
        entry_column(
            plan,
            layout,
            heads,
            column,
            [getattr(record, _attribute(column)) for record in records],
            lists,
            spare,
            style,
        )
        for column in layout.columns
        if not column.result
    ]


def entry_column(
    plan: Plan, layout: TableLayout, heads: Heads, column: Column, values: Sequence[object], lists: DropDowns,
    spare: int = 0, style: Style = ENTRY,
) -> Shown:  # fmt: skip
    """One input column with its drop-down, validation and input message."""
    header = heads.headers[column.key]
    cells = [*(stored(plan, column, value) for value in values), *[None] * spare] or [None]
    help_text = words(plan.language, "fields")[f"{layout.section}.{column.key}.help"]
    wrapped: Style = WRAP if column.kind in (Kind.TEXT, Kind.CODES) else {}
    return Shown(
        column.key, header, column.width, cells, look(plan, column) | wrapped | style, HEADER | alignment(column),
        grouped=column.rare,
        checked=with_message(rule(plan, column, drop_down(column, lists)), header, help_text, plan.say("wrong_entry")),
    )  # fmt: skip


def drop_down(column: Column, lists: DropDowns) -> str | None:
    """The range that a column's drop-down shows; KPI codes come from the KPI table itself."""
    if column.key == "kpi":
        return KPI_CODES
    if column.kind is Kind.FLAG:
        return lists.source("flag")
    return lists.source(column.key) if column.kind is Kind.CHOICE else None


def _attribute(column: Column) -> str:
    return "from_" if column.key == "from" else column.key


def mark_unknown_kpi(sheet: Any, cell: str, place: str, mark: Any) -> None:
    """Marks codes that the KPI table does not have."""
    rule_text = f'=AND({cell}<>"",ISERROR(MATCH({cell},kpi_codes,0)))'
    sheet.conditional_format(place, {"type": "formula", "criteria": rule_text, "format": mark})
