"""How does a table look whose columns are only typed in? One look for legend, conditions, events and overrides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.cells import alignment, look, rule, stored, with_message, wrong_key
from bonusmalus_core.workbook.build.choices import DropDowns
from bonusmalus_core.workbook.build.design import ENTRY, HEADER, WRAP, WRONG, Style
from bonusmalus_core.workbook.build.grid import Area, Shown
from bonusmalus_core.workbook.build.heads import Heads
from bonusmalus_core.workbook.build.page import Page, fitting
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout
from bonusmalus_core.workbook.port import Cell

KPI_CODES = "=kpi_codes"


@dataclass(frozen=True)
class Typed:
    """The input columns of one table: its declaration and headers, its records, and blank rows below them."""

    page: Page
    layout: TableLayout
    heads: Heads
    records: Sequence[object]
    spare: int = 0
    style: Style = field(default_factory=lambda: ENTRY)

    def columns(self) -> list[Shown]:
        """Every declared column that is no result."""
        return [self.column(column) for column in self.layout.columns if not column.result]

    def column(self, column: Column, style: Style | None = None) -> Shown:
        """One column with its drop-down, validation and input message."""
        page, header = self.page, self.heads.headers[column.key]
        wrapped: Style = WRAP if column.kind in (Kind.TEXT, Kind.CODES) else {}
        help_text = words(page.plan.language, "fields")[f"{self.layout.section}.{column.key}.help"]
        checked = rule(column, drop_down(column, page.lists))
        return Shown(
            column.key, header, fitting(column.width, header, page.lists.words_of(column)), self._cells(column),
            look(page.plan, column) | wrapped | self.style | (style or {}), HEADER | alignment(column),
            grouped=column.rare, checked=with_message(checked, header, help_text, page.plan.say(wrong_key(checked))),
        )  # fmt: skip

    def _cells(self, column: Column) -> list[Cell]:
        attribute = "from_" if column.key == "from" else column.key
        values = [stored(self.page.plan, column, getattr(record, attribute)) for record in self.records]
        return [*values, *[None] * self.spare] or [None]


def drop_down(column: Column, lists: DropDowns) -> str | None:
    """The range that a column's drop-down shows; KPI codes come from the KPI table itself."""
    if column.key == "kpi":
        return KPI_CODES
    if column.kind is Kind.FLAG:
        return lists.source("flag")
    return lists.source(column.key) if column.kind is Kind.CHOICE else None


def unfolded(columns: Sequence[Shown]) -> tuple[list[Shown], list[Shown]]:
    """The columns in sight, and those that are folded away."""
    return [column for column in columns if not column.grouped], [column for column in columns if column.grouped]


def mark_unknown_kpi(page: Page, area: Area) -> None:
    """Marks codes that the KPI table does not have."""
    cell = area.cell("kpi")
    page.mark(area.reach("kpi"), f'AND({cell}<>"",ISERROR(MATCH({cell},kpi_codes,0)))', **WRONG)
