"""Does the workbook say what the engine pays, in words and in decimals?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bonusmalus_core.workbook.build import build_workbook
from bonusmalus_core.workbook.build.design import formats
from tests.workbook.build import agreements
from tests.workbook.build.cells import formulas


@pytest.mark.parametrize(("share", "said"), [(None, "90%"), ("0.8", "80%")])
def test_a_guarantee_says_the_share_that_is_paid(share: str | None, said: str, tmp_path: Path) -> None:
    draft = agreements.reference()
    first, *others = draft.conditions
    guarantee = first.model_validate(first.model_dump() | {"effect_value": share})
    path = tmp_path / "guarantee.xlsx"
    build_workbook(draft.model_copy(update={"conditions": (guarantee, *others)}), path)
    sentences = [str(cell.cached) for cell in formulas(path) if cell.sheet == "Randvoorwaarden"]
    assert [each for each in sentences if f"minstens {said} van" in each] != []


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", ".00"), ("HUF", ".00"), ("TND", ".000"), ("JPY", "")])
def test_amounts_have_the_decimals_of_their_currency(currency: str, decimals: str) -> None:
    assert formats("nl", currency).money.endswith(f"#,##0{decimals}")
