"""How much does each finding stop? As when the tests provoke it; those of a workbook's cells as their list says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import bonusmalus_core
from bonusmalus_core.findings import Severity
from bonusmalus_core.workbook.reading import codes
from tests.words.test_sentences import BROKEN, CASE, found_in_case, put

TAKING_DATA = ("model/exchange.py",)
"""The module that finds contract data, and knows blockers only."""

_BLOCKERS = ("J", "G", "H", "P")
"""Contract data, records, histories and bonuses that cannot be taken as they are: all blockers but those below."""

_OTHERS: dict[str, Severity | str] = {
    **dict.fromkeys(("H3", "H4", "H12"), Severity.ERROR),
    **dict.fromkeys(("H5", "H9", "H10", "H11"), Severity.WARNING),
    **dict.fromkeys(
        (f"G{n}" for n in (*range(6, 14), 15, 17, 20, 21, 22, 27, 28, 29, 32, 33, 35, 36, 37, 38, 39, 40, 42)),
        Severity.WARNING,
    ),
    **dict.fromkeys(
        (f"G{n}" for n in (30, 50, 51, 52, 54, 55, *range(57, 61), 62, 63, *range(65, 69), 70, *range(72, 81))),
        Severity.WARNING,
    ),
    "G69": "info (of hours: warning)",
    **dict.fromkeys(("G34", "G46", "G47"), Severity.WARNING),
    **dict.fromkeys((f"P{number}" for number in (6, 7, 11, 12, 13, 15)), Severity.WARNING),
    **dict.fromkeys(("P8", "P10"), Severity.INFO),
    **dict.fromkeys(("G16", "G18", "G23", "G26", "G61", "G64", "G41"), Severity.INFO),
}
"""What verifying reports, for it was settled and stays settled; and what measuring leaves out and says so."""

_WRITTEN = re.compile(r'Finding\(\s*"([A-Z]\d+)"(?: if \w+ else "([A-Z]\d+)")?,\s*Severity\.(\w+)')


@cache
def severities() -> dict[str, str]:
    """The severity of each code, in words; "(a text: error)" where it depends on the field."""
    return _of_cells() | {code: _provoked(code) for code in BROKEN}


def severity(code: str) -> str:
    """The severity of a code."""
    return str(_OTHERS.get(code, Severity.BLOCKER)) if code.startswith(_BLOCKERS) else severities()[code]


def written() -> set[tuple[str, str]]:
    """Codes with the severity that stands beside them in the source, as far as both are written out."""
    texts = (path.read_text(encoding="utf-8") for path in Path(bonusmalus_core.__file__).parent.rglob("*.py"))
    found = (match.groups() for text in texts for match in _WRITTEN.finditer(text))
    return {(code, kind.lower()) for *codes, kind in found for code in codes if code}


def _of_cells() -> dict[str, str]:
    return dict(re.findall(r"^ {4}(W\d+) .*?  +(\w+(?: \(.*\))?)$", codes.__doc__ or "", re.MULTILINE))


def _provoked(code: str) -> str:
    found = found_in_case(put(CASE, *BROKEN[code]))
    return ", ".join(sorted({str(each.severity) for each in found if each.code == code}))
