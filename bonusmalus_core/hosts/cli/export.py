"""`bonusmalus export`: what does a contract workbook hold, as data?"""

from __future__ import annotations

from argparse import Namespace

from bonusmalus_core.declare.settling import language_of
from bonusmalus_core.findings import blocks
from bonusmalus_core.hosts.cli.opening import opened
from bonusmalus_core.hosts.cli.output import print_json, refuse
from bonusmalus_core.model.exchange import export_agreement
from bonusmalus_core.workbook.read import read_agreement


def carry_out(given: Namespace) -> int:
    """Prints the contract data; refused (1) when something could not be read, for nothing is left out in silence."""
    reading = read_agreement(opened(given.file))
    if reading.agreement is None or blocks(reading.findings):
        return refuse(reading.findings, language_of(reading), reading.places.of, as_json=True)
    print_json(export_agreement(reading.agreement))
    return 0
