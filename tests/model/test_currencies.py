"""Which currencies can a contract be settled in, to how many decimals?"""

from __future__ import annotations

import pytest

from bonusmalus_core.model.currency import minor_units
from tests.model.currencies import TARGET, currencies


def test_the_currencies_are_those_of_the_list_that_is_installed() -> None:
    assert TARGET.read_text(encoding="utf-8") == currencies(), "stale: run python -m tests.model.currencies"


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)])
def test_a_currency_has_as_many_decimals_as_its_minor_unit(currency: str, decimals: int) -> None:
    assert minor_units()[currency] == decimals


@pytest.mark.parametrize("code", ["XAU", "XXX", "eur", "EURO"])
def test_what_has_no_minor_unit_is_no_currency_to_settle_in(code: str) -> None:
    assert code not in minor_units()
