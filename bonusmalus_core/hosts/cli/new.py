"""`bonusmalus new`: how is a contract workbook made?"""

from __future__ import annotations

from argparse import Namespace

from bonusmalus_core.declare.drafting import contract_data, draft
from bonusmalus_core.hosts.cli.language import spoken
from bonusmalus_core.hosts.cli.output import nowhere, refuse
from bonusmalus_core.words import say
from bonusmalus_templates import contents


def carry_out(given: Namespace) -> int:
    """Builds the workbook from contract data, or from the template of a sector."""
    language = given.language or spoken(otherwise="nl")
    data = contract_data(given.source) if given.source else contents(given.sector, language)
    if given.source and given.language and isinstance(data, dict) and isinstance(data.get("contract"), dict):
        data = data | {"contract": data["contract"] | {"language": given.language}}
    findings = draft(data, given.file)
    if findings:
        return refuse(findings, language, nowhere, as_json=False)
    print(say(language, "cli", "created", path=given.file))
    return 0
