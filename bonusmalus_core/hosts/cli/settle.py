"""`bonusmalus settle`: what do the parties owe each other for a period?"""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from bonusmalus_core.declare.result import settlement_data
from bonusmalus_core.declare.settling import Refused, settle_workbook
from bonusmalus_core.hosts.cli.opening import opened
from bonusmalus_core.hosts.cli.output import print_json, refuse
from bonusmalus_core.words import say


def carry_out(given: Namespace) -> int:
    """Settles the period and writes the statement into the file, unless it is a dry run or something is in the way."""
    workbook = opened(given.file)
    done = settle_workbook(workbook, given.period, given.as_of or date.today())
    if isinstance(done, Refused):
        return refuse(done.findings, done.language, done.places.of, as_json=given.json)
    if not given.dry_run:
        workbook.save()
    language = done.agreement.contract.language
    if given.json:
        print_json(settlement_data(done.settlement, language, done.places.of))
        return 0
    from bonusmalus_core.hosts.cli.statement import print_statement  # tables are drawn for people only

    print_statement(done.agreement, done.settlement, done.places.of)
    sheet = workbook.tables()["tblSettlement"].sheet
    print(say(language, "cli", "dry-run" if given.dry_run else "written", path=given.file, sheet=sheet))
    return 0
