"""How is a contract workbook built? By code, from one declaration, every formula with its value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build.book import Book, new_book
from bonusmalus_core.workbook.build.choices import drop_downs
from bonusmalus_core.workbook.build.conditions import write_conditions
from bonusmalus_core.workbook.build.contract import write_contract
from bonusmalus_core.workbook.build.kpis import write_kpis
from bonusmalus_core.workbook.build.legend import write_legend
from bonusmalus_core.workbook.build.lists import write_lists
from bonusmalus_core.workbook.build.measurements import write_measurements
from bonusmalus_core.workbook.build.page import new_page
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.records import write_checks, write_events
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.build.settlement import write_settlement
from bonusmalus_core.workbook.build.start import write_start
from bonusmalus_core.workbook.sheets import SHEETS

_LANDSCAPE = frozenset({"contract", "kpis", "legend", "conditions", "measurements", "events", "checks"})


def build_workbook(agreement: Agreement, path: Path, *, settlement: Settlement | None = None) -> None:
    """Writes the workbook of an agreement in its own language to `path`, with the statement of `settlement` if given.

    The same agreement always gives the same bytes.
    """
    plan = Plan(agreement)
    with new_book(path, agreement.contract.title, plan.say("subject"), "Bonus-Malus") as book:
        _write_sheets(book, plan, settlement)


def _write_sheets(book: Book, plan: Plan, settlement: Settlement | None) -> None:
    running, lists = Running(plan.agreement), drop_downs(plan)
    writers: dict[str, Callable[[Any], None]] = {
        "start": lambda sheet: write_start(book, sheet, plan, running, settlement),
        "contract": lambda sheet: write_contract(book, sheet, plan, lists),
        "kpis": lambda sheet: write_kpis(book, sheet, plan, running, lists),
        "legend": lambda sheet: write_legend(book, sheet, plan, running, lists),
        "conditions": lambda sheet: write_conditions(book, sheet, plan, lists),
        "measurements": lambda sheet: write_measurements(book, sheet, plan, lists),
        "settlement": lambda sheet: write_settlement(book, sheet, plan, settlement),
        "events": lambda sheet: write_events(book, sheet, plan, lists),
        "checks": lambda sheet: write_checks(book, sheet, plan),
        "lists": lambda sheet: write_lists(book, sheet, plan, running, lists),
    }
    for layout in SHEETS:
        sheet = new_page(book, plan, layout.key, layout.key in _LANDSCAPE)
        writers[layout.key](sheet)
        if not layout.visible:
            sheet.hide()
