"""How are the sheets about teams built: the rules, which people type, and the results, which a command writes?"""

from __future__ import annotations

from textwrap import wrap

from bonusmalus_core.model.record import Record
from bonusmalus_core.model.team import TeamResult
from bonusmalus_core.workbook.build.cells import alignment, look
from bonusmalus_core.workbook.build.design import (
    BAD,
    CAPTION,
    GOOD,
    HEADING,
    RESULT,
    RESULT_HEADER,
    WRAP,
    WRONG,
)
from bonusmalus_core.workbook.build.grid import Area, Shown, write_table
from bonusmalus_core.workbook.build.heads import heads
from bonusmalus_core.workbook.build.page import Page, fitting
from bonusmalus_core.workbook.build.plain import Typed
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout
from bonusmalus_core.workbook.team import result_cells
from bonusmalus_core.workbook.team_tables import RULES, TBL_BONUSES, TBL_TEAM, TBL_TIERS

NOTE = 3
LINE = 165
"""Characters of a line of the note; it runs on over the empty cells beside it."""

SPARE = 8
TOP = 3
HEADER_HEIGHT = 34
_WIDE = frozenset({"name", "within", "note"})


def write_rules(page: Page) -> None:
    """What the law says, then the four tables side by side."""
    page.title("rules")
    top = _write_note(page) + 2
    page.sheet.set_row(top, 24)
    page.sheet.set_row(top + 1, HEADER_HEIGHT)
    left, areas = 1, dict[str, Area]()
    for layout in RULES:
        records = getattr(page.plan.agreement, layout.section)
        columns = _typed(page, layout, records)
        page.put(top, left, page.plan.say(f"rules.{layout.section}"), HEADING)
        areas[layout.name] = write_table(page, layout.name, (top + 1, left), columns)
        left += len(columns) + 1
        page.sheet.set_column(left - 1, left - 1, 4)
    _mark_unknown_bonus(page, areas[TBL_TIERS.name])
    page.freeze(top + 2)


def _write_note(page: Page) -> int:
    """The note on the law, line by line; the row after it."""
    page.put(NOTE, 1, page.plan.say("rules.law"), CAPTION | {"bold": True})
    lines = [line for number in (1, 2, 3) for line in wrap(page.plan.say(f"rules.law.{number}"), LINE)]
    for row, line in enumerate(lines, NOTE + 1):
        page.put(row, 1, line, CAPTION)
    return NOTE + 1 + len(lines)


def _typed(page: Page, layout: TableLayout, records: tuple[Record, ...]) -> list[Shown]:
    named = heads(page.plan.language, layout, page.plan.levels)
    spare = max(SPARE - len(records), 1)
    return Typed(page, layout, named, records, spare).columns()


def _mark_unknown_bonus(page: Page, tiers: Area) -> None:
    """Marks tiers of a bonus that nobody promised."""
    codes = heads(page.plan.language, TBL_BONUSES, page.plan.levels).all("code")
    page.book.workbook.define_name("bonus_codes", f"={codes}")
    cell = tiers.cell("bonus")
    page.mark(tiers.reach("bonus"), f'AND({cell}<>"",ISERROR(MATCH({cell},bonus_codes,0)))', **WRONG)


def write_team(page: Page) -> None:
    """The results; shares are shown as percentages."""
    page.title("team")
    rows = page.plan.agreement.team
    area = write_table(page, TBL_TEAM.name, (TOP, 1), [_result(page, column, rows) for column in TBL_TEAM.columns])
    page.sheet.set_row(TOP, HEADER_HEIGHT)
    unit, reached = area.cell("unit"), area.cell("reached")
    for key in ("value", "low", "high", "goal"):
        page.mark(area.reach(key), f"{unit}=word_percent", num_format=page.plan.formats.percent_fine)
    for truth, colour in (("true", GOOD), ("false", BAD)):
        word = page.plan.word("flag", truth)
        page.mark(area.reach("reached"), f'{reached}="{word}"', font_color=colour)
    page.freeze(TOP + 1)
    page.protect()


def _result(page: Page, column: Column, rows: tuple[TeamResult, ...]) -> Shown:
    header = heads(page.plan.language, TBL_TEAM, page.plan.levels).headers[column.key]
    style = RESULT | look(page.plan, column) | (WRAP if column.key in _WIDE else {})
    style |= {"num_format": page.plan.formats.money} if column.kind is Kind.MONEY else {}
    style |= {"num_format": "#,##0.0"} if column.kind is Kind.NUMBER else {}
    cells = [result_cells(row, page.plan.language)[column.key] for row in rows] or [None]
    width = fitting(column.width, header, page.lists.words_of(column))
    return Shown(column.key, header, width, cells, style, RESULT_HEADER | alignment(column))
