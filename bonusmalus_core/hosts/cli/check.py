"""`bonusmalus check`: what stops the settlement of a contract?"""

from __future__ import annotations

from argparse import Namespace

from bonusmalus_core.declare.settling import found_in, language_of
from bonusmalus_core.findings import blocks
from bonusmalus_core.hosts.cli.opening import opened
from bonusmalus_core.hosts.cli.output import findings_json, print_findings
from bonusmalus_core.words import say
from bonusmalus_core.workbook.read import read_agreement


def carry_out(given: Namespace) -> int:
    """Prints every finding about the contract; refused (1) when one of them blocks the settlement."""
    reading = read_agreement(opened(given.file))
    findings, language = found_in(reading), language_of(reading)
    if given.json:
        findings_json(findings, language, reading.places.of)
    else:
        print_findings(findings, language, reading.places.of)
        print(say(language, "cli", "checked.some" if findings else "checked.none", count=len(findings)))
    return 1 if blocks(findings) else 0
