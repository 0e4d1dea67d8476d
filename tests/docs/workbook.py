"""What does the reference say about the workbook?"""

from __future__ import annotations

from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.layout import Column, SheetLayout, TableLayout, choice_label
from bonusmalus_core.workbook.sheets import SHEETS
from tests.docs.markdown import page as made
from tests.docs.markdown import table

INTRODUCTION = """\
One contract is one workbook. Tables have constant names; headers and words are recognised in any of the four languages
and in any case, columns may be moved or added. Shares are percentages in cells (82%) and fractions in data (0.82)."""


def page() -> str:
    """The page: every sheet with its tables and their columns."""
    return made("The workbook", "`bonusmalus_core/workbook/sheets.py`", INTRODUCTION, *map(_sheet, SHEETS))


def _sheet(sheet: SheetLayout) -> str:
    names = [words(language, "sheets")[f"sheet.{sheet.key}"] for language in LANGUAGES]
    shown = "" if sheet.visible else "Hidden until it is needed."
    heading = f"## {words('en', 'sheets')[f'sheet.{sheet.key}']}"
    parts = (heading, " · ".join(dict.fromkeys(names)), shown, *(_table(each) for each in sheet.tables))
    return "\n\n".join(part for part in parts if part)


def _table(layout: TableLayout) -> str:
    header = ("key", *LANGUAGES, "holds", "meaning")
    needed = "" if layout.required else " (may be left out)"
    rows = [_row(layout, column) for column in layout.columns]
    return f"### `{layout.name}`{needed}\n\nIn contract data: `{layout.section}`.\n\n{table(header, rows)}"


def _row(layout: TableLayout, column: Column) -> tuple[str, ...]:
    name = f"{layout.section}.{column.key}"
    labels = (words(language, "fields")[name] for language in LANGUAGES)
    return f"`{column.key}`", *labels, _holds(column), words("en", "fields")[f"{name}.help"]


def _holds(column: Column) -> str:
    chosen = "; ".join(f"`{each}` {_labels(column, each)}".strip() for each in column.choices)
    marks = [
        f"{column.kind}{': ' + chosen if chosen else ''}",
        *(("required",) if column.required else ()),
        *(("result",) if column.result else ()),
        *(("one per level",) if column.per_level else ()),
        *(("collapsed",) if column.rare else ()),
        *(("or none",) if column.none else ()),
    ]
    return ", ".join(marks)


def _labels(column: Column, choice: str) -> str:
    labels = dict.fromkeys(choice_label(language, column.key, choice) for language in LANGUAGES)
    return "" if list(labels) == [choice] else " / ".join(labels)
