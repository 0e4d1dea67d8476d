"""What does the Start sheet show? How the running period stands, what to do in five steps, and what was settled."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build.design import (
    ACCENT,
    BAD,
    CAPTION,
    GOOD,
    HEADING,
    LINE,
    LINK,
    MUTED,
    NUMBER,
    TEXT,
    TITLE,
    WRAP,
    Style,
)  # fmt: skip
from bonusmalus_core.workbook.build.lists import term_text
from bonusmalus_core.workbook.build.page import Page
from bonusmalus_core.workbook.build.start_figures import figures, period_in_words
from bonusmalus_core.workbook.build.start_settled import result_of_settled, settled_in_words, statement_in_words
from bonusmalus_core.workbook.port import Formula, letters
from bonusmalus_core.workbook.statement import statement_rows
from bonusmalus_core.workbook.statement.start_cells import FINDINGS, RESULT, SETTLED, SHOWN

_CARDS = (1, 3, 5, 7)
_CARD, _GAP = 26, 2
_RUNNING, _STEPS, _STATE = 3, 9, 16
"""The 0-based rows of the three headings."""

_TARGETS = ("contract", "kpis", "measurements", "settlement", "settlement")
_HIDDEN = (
    "dashboard", "balance", "sla", "governance", "actions", "events", "checks", "history", "mapping", "catalogue",
    "rules", "team",
)  # fmt: skip
"""The sheets that appear when they are needed, in the order of their links."""


def write_start(page: Page, settlement: Settlement | None) -> None:
    """Fills the sheet."""
    for column in range(_CARDS[0], _CARDS[-1] + 1):
        page.sheet.set_column(column, column, _CARD if column in _CARDS else _GAP)
    _write_head(page)
    for row, key in ((_RUNNING, "running"), (_STEPS, "steps"), (_STATE, "state")):
        page.sheet.set_row(row, 30)
        page.put(row, 1, page.plan.say(f"start.{key}"), HEADING)
    page.put(_RUNNING, 3, period_in_words(page.plan, page.running), TEXT | {"font_color": MUTED})
    _write_figures(page)
    _write_steps(page)
    _write_state(page, settlement)
    page.protect()


def _write_head(page: Page) -> None:
    contract, plan = page.plan.contract, page.plan
    page.sheet.set_row(0, 42)
    page.sheet.set_row(1, 22)
    page.put(0, 1, Formula(term_text(plan, "title"), contract.title), TITLE | {"font_size": 24})
    parties = f'{term_text(plan, "client")}&" – "&{term_text(plan, "supplier")}'
    page.put(1, 1, Formula(parties, f"{contract.client} – {contract.supplier}"), TEXT | {"font_size": 13})


def _write_figures(page: Page) -> None:
    top = _RUNNING + 1
    for row, size in ((top, 24), (top + 1, 34), (top + 2, 48), (top + 3, 8)):
        page.sheet.set_row(row, size)
    for column, figure in zip(_CARDS, figures(page.plan, page.running), strict=True):
        page.put(top, column, figure.title, CAPTION | {"top": 5, "top_color": ACCENT, "valign": "bottom"})
        page.put(top + 1, column, figure.value, NUMBER | figure.style)
        if figure.bare:
            page.mark_currency(f"{letters(column + 1)}{top + 2}", figure.bare)
        page.put(top + 2, column, figure.note, CAPTION | WRAP | {"valign": "top"})
    amount = f"{letters(_CARDS[1] + 1)}{top + 2}"
    for sign, colour in (("<", BAD), (">", GOOD)):
        page.mark(amount, f"AND(ISNUMBER({amount}),{amount}{sign}0)", font_color=colour)


def _write_steps(page: Page) -> None:
    line: Style = {"bottom": 1, "bottom_color": LINE}
    for number, key in enumerate(_TARGETS, 1):
        row = _STEPS + number
        page.sheet.set_row(row, 26)
        for column in range(_CARDS[0], _CARDS[-1] + 1):
            page.put(row, column, None, TEXT | line)
        _link(page, row, key, f"{number}   {page.plan.say(f'start.step{number}')}", LINK | line)
        page.put(row, 3, page.plan.say(f"start.step{number}.text"), TEXT | line)


def _link(page: Page, row: int, key: str, text: str, style: Style) -> None:
    name = page.plan.say(f"sheet.{key}").replace("'", "''")
    page.sheet.write_url(row, 1, f"internal:'{name}'!A1", page.book.style(style), text)


def _write_state(page: Page, settlement: Settlement | None) -> None:
    """What was settled last, what the statement holds, the findings, and the way to the sheets that are hidden."""
    plan = page.plan
    found = Formula(f'COUNTIF({plan.checks.all("code")},"?*")', Decimal(0))
    facts: Mapping[str, tuple[str, Formula, Style]] = {
        "settled": (SETTLED, settled_in_words(plan), {}),
        "result": (RESULT, result_of_settled(plan), {"num_format": plan.formats.money}),
        "shown": (SHOWN, statement_in_words(plan, statement_rows(plan.agreement, settlement)), {}),
        "findings": (FINDINGS, found, {"num_format": "0"}),
    }
    for row, (key, (name, formula, style)) in enumerate(facts.items(), _STATE + 1):
        page.sheet.set_row(row, 22)
        page.put(row, 1, plan.say(f"start.{key}"), CAPTION)
        page.put(row, 3, formula, TEXT | {"align": "left"} | style)
        page.name_cell(name, row, 3)
        if key == "result":
            page.mark_currency(f"{letters(4)}{row + 1}", plan.formats.money_bare)
        if key == "shown":
            cell = f"{letters(4)}{row + 1}"
            page.mark(cell, f'RIGHT({cell},LEN(word_preliminary)+2)=", "&word_preliminary', font_color=BAD, bold=True)
    top = _STATE + len(facts) + 2
    page.put(top, 1, plan.say("start.hidden"), CAPTION)
    for row, key in enumerate(_HIDDEN, top + 1):
        _link(page, row, key, plan.say(f"sheet.{key}"), LINK)
        page.put(row, 3, plan.say(f"start.{key}.text"), CAPTION)
