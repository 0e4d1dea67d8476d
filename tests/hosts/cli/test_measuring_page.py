"""Does the example of docs/measuring.md measure what the page says?"""

from __future__ import annotations

import re
from pathlib import Path

from bonusmalus_core.measures.fields import RECORDS
from bonusmalus_core.measures.opening.mapping import KEYS
from tests.docs import FOLDER
from tests.hosts.cli.runs import Type

PAGE = (FOLDER.parent / "measuring.md").read_text(encoding="utf-8")

BLOCKS = dict(re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_the_example_measures_what_the_page_says(type_in: Type, tmp_path: Path) -> None:
    records, mapping, contract = (tmp_path / name for name in ("calls.csv", "mapping.toml", "contract.xlsx"))
    records.write_text(BLOCKS["csv"], encoding="utf-8")
    mapping.write_text(BLOCKS["toml"], encoding="utf-8")
    assert type_in("new", contract, "--language", "en", "--start", "2026-01-01").code == 0
    measured = type_in("measure", contract, "--records", records, "--mapping", mapping)
    assert measured.code == 0
    assert BLOCKS[""] in measured.out


def test_the_page_names_every_key_of_a_mapping_and_every_kind_of_record() -> None:
    assert [key for key in KEYS if f"`{key}" not in PAGE] == []
    assert [kind for kind in RECORDS if f"`{kind}`" not in PAGE] == []
