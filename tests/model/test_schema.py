"""Does the published schema explain every key of contract data?"""

from __future__ import annotations

import pytest

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.schema import agreement_schema
from bonusmalus_core.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_explained(language: str) -> None:
    definitions = agreement_schema(language)["$defs"]
    unexplained = [
        f"{name}.{key}"
        for name, definition in definitions.items()
        for key, described in definition["properties"].items()
        if not described.get("description")
    ]
    assert unexplained == []


def test_every_section_is_there() -> None:
    assert set(agreement_schema()["properties"]) == set(Agreement.model_fields)


def test_the_measures_of_a_month_stand_beside_its_other_keys() -> None:
    month = agreement_schema()["$defs"]["MonthRecord"]
    assert "measures" not in month["properties"]
    assert {"type": "null"} in month["additionalProperties"]["anyOf"]


def test_an_event_begins_with_from() -> None:
    assert {"from", "to"} <= set(agreement_schema()["$defs"]["ExcusedEvent"]["required"])
