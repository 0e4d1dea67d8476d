"""How is a contract workbook built? By code, from one declaration, every formula with its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.settlement import Settlement
from bonusmalus_core.workbook.build.balance import write_balance
from bonusmalus_core.workbook.build.book import Book, new_book
from bonusmalus_core.workbook.build.check_marks import INPUT_SHEETS, mark_findings
from bonusmalus_core.workbook.build.choices import drop_downs
from bonusmalus_core.workbook.build.conditions import write_conditions
from bonusmalus_core.workbook.build.contract import write_contract
from bonusmalus_core.workbook.build.dashboard import write_dashboard
from bonusmalus_core.workbook.build.history import write_archive, write_history
from bonusmalus_core.workbook.build.kpis import write_kpis
from bonusmalus_core.workbook.build.legend import write_legend
from bonusmalus_core.workbook.build.lists import write_lists
from bonusmalus_core.workbook.build.measurements import write_measurements
from bonusmalus_core.workbook.build.measuring import write_catalogue, write_mapping
from bonusmalus_core.workbook.build.page import Page, new_sheet
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.records import write_checks, write_events
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.build.service import write_actions, write_governance, write_sla
from bonusmalus_core.workbook.build.settlement import write_settlement
from bonusmalus_core.workbook.build.start import write_start
from bonusmalus_core.workbook.build.team import write_rules, write_team
from bonusmalus_core.workbook.layout import SheetLayout
from bonusmalus_core.workbook.sheets import SHEETS
from bonusmalus_core.workbook.statement import statement_rows

_WANTED = frozenset({"history", "rules", "team", "mapping"})
"""The hidden sheets that are shown from the start when they hold something."""

_PORTRAIT = frozenset({"start", "settlement"})


def build_workbook(agreement: Agreement, to: Path | BytesIO, *, settlement: Settlement | None = None) -> None:
    """Writes the workbook of an agreement in its own language, with the statement of `settlement` if given.

    The same agreement always gives the same bytes.
    """
    plan = Plan(agreement)
    with new_book(to, agreement.contract.title, plan.say("subject"), "Bonus-Malus") as book:
        _write_sheets(book, plan, settlement)


def _write_sheets(book: Book, plan: Plan, settlement: Settlement | None) -> None:
    running, lists = Running(plan.agreement), drop_downs(plan)
    writers = _writers(plan.agreement, settlement)
    for layout in SHEETS:
        sheet = new_sheet(book, plan, layout.key, layout.key not in _PORTRAIT)
        page = Page(book, plan, running, lists, sheet)
        writers[layout.key](page)
        if layout.key in INPUT_SHEETS:
            mark_findings(page, layout.key)
        if not (layout.visible or _is_used(layout, plan.agreement)):
            sheet.hide()


def _is_used(layout: SheetLayout, agreement: Agreement) -> bool:
    """Whether a sheet that is hidden at first holds anything that people look for."""
    return layout.key in _WANTED and any(getattr(agreement, table.section) for table in layout.tables)


def _writers(agreement: Agreement, settlement: Settlement | None) -> Mapping[str, Callable[[Page], None]]:
    """What fills each sheet."""
    return {
        "start": partial(write_start, settlement=settlement),
        "contract": write_contract,
        "kpis": write_kpis,
        "legend": write_legend,
        "conditions": write_conditions,
        "measurements": write_measurements,
        "settlement": partial(write_settlement, settlement=settlement),
        "dashboard": partial(write_dashboard, rows=statement_rows(agreement, settlement)),
        "events": write_events,
        "sla": write_sla,
        "governance": write_governance,
        "actions": write_actions,
        "history": write_history,
        "archive": write_archive,
        "checks": write_checks,
        "balance": write_balance,
        "rules": write_rules,
        "team": write_team,
        "mapping": write_mapping,
        "catalogue": write_catalogue,
        "lists": write_lists,
    }
