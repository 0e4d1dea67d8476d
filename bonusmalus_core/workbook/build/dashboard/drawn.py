"""What would the dashboard show if the workbook were built now? Its sheet alone, as a package in memory."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.workbook.build.book import packed_book
from bonusmalus_core.workbook.build.choices import drop_downs
from bonusmalus_core.workbook.build.dashboard import write_dashboard
from bonusmalus_core.workbook.build.page import Page, new_sheet
from bonusmalus_core.workbook.build.plan import Plan
from bonusmalus_core.workbook.build.running import Running
from bonusmalus_core.workbook.port import Row


def drawn(agreement: Agreement, rows: Sequence[Row], code: str | None) -> bytes:
    """The package; `rows` are those of the statement, `code` is the KPI that is chosen."""
    plan, package = Plan(agreement), BytesIO()
    with packed_book(package, agreement.contract.title, plan.say("subject"), "Bonus-Malus") as book:
        sheet = new_sheet(book, plan, "dashboard", landscape=True)
        write_dashboard(Page(book, plan, Running(agreement), drop_downs(plan), sheet), rows, code)
    return package.getvalue()
