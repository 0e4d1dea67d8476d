"""How much does each finding stop? As when the tests provoke it; those of a workbook's cells as their list says."""

from __future__ import annotations

import re
from functools import cache

from bonusmalus_core.findings import Severity
from bonusmalus_core.workbook.reading import codes
from tests.words.test_sentences import BROKEN, CASE, found_in_case, put

_OF_DATA = ("J", "G")
"""Contract data and contact records that cannot be taken as they are."""

TAKING_DATA = ("model/exchange.py", "measures/opening/*.py")
"""The modules that find those, and know blockers only."""


@cache
def severities() -> dict[str, str]:
    """The severity of each code, in words; "(a text: error)" where it depends on the field."""
    return _of_cells() | {code: _provoked(code) for code in BROKEN}


def severity(code: str) -> str:
    """The severity of a code."""
    return str(Severity.BLOCKER) if code.startswith(_OF_DATA) else severities()[code]


def _of_cells() -> dict[str, str]:
    return dict(re.findall(r"^ {4}(W\d+) .*?  +(\w+(?: \(.*\))?)$", codes.__doc__ or "", re.MULTILINE))


def _provoked(code: str) -> str:
    found = found_in_case(put(CASE, *BROKEN[code]))
    return ", ".join(sorted({str(each.severity) for each in found if each.code == code}))
