"""Which numbers count days, and which could be a year or a day written without hyphens?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bonusmalus_core.workbook.reading.dates import counted


@pytest.mark.parametrize(
    ("number", "from_1904", "day"),
    [
        ("46112", False, date(2026, 3, 31)),
        ("46112", True, date(2030, 4, 1)),
        ("10000", False, date(1927, 5, 18)),
        ("9999", False, None),
        ("79999", False, date(2119, 1, 10)),
        ("80000", False, None),
        ("79999", True, date(2123, 1, 11)),
        ("80000", True, None),
        ("46112.5", False, None),
        ("2026", False, None),
        ("260331", False, None),
        ("310326", False, None),
        ("20260331", False, None),
    ],
)
def test_a_number_counts_days_or_stays_what_it_is(number: str, from_1904: bool, day: date | None) -> None:
    written = Decimal(number)
    assert counted(written, from_1904) == (written if day is None else day)
