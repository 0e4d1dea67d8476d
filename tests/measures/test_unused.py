"""Does a user see which columns were used for nothing, and of what a handling time was made?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bonusmalus_core.declare.drafting import build
from bonusmalus_core.measures.measuring import Measured, measured
from bonusmalus_core.measures.opening.mapping import mapping_of
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES
from bonusmalus_core.words.said import said
from tests.hosts.cli.runs import typed

AGREEMENT = Agreement.model_validate({
    "contract": {"start": "2026-01-01", "months": 12, "levels": ["0.9", "1", "1.1"], "language": "nl"},
    "kpis": [{"code": "AHT", "metric": "AHT", "unit": "seconds", "weight": "1", "thresholds": ["300", "200", "100"]}],
})  # fmt: skip


def _calls(path: Path, *durations: str) -> Path:
    header, row = ",".join(["Call Id", "Start", "Answered", *durations]), ",".join(["10"] * len(durations))
    path.write_text(f"{header}\n1,2026-01-05 10:00,Y,{row}\n2,2026-01-06 10:00,N,{',' * (len(durations) - 1)}\n")
    return path


def _measured(path: Path) -> Measured:
    return measured(AGREEMENT, path, mapping_of({"complete_until": "2026-01-31"}))


@pytest.mark.parametrize(
    ("durations", "added", "lacking", "unused", "value"),
    [
        (("Talk", "Hold", "Wrap"), None, None, (), 30),
        (("Talk", "Hold", "Nawerk 2"), "Talk, Hold", "wrap_s", ("Nawerk 2",), 20),
        (("Talk", "Nawerk 2"), "Talk", "hold_s / wrap_s", ("Nawerk 2",), 10),
        (("Talk",), "Talk", "hold_s / wrap_s", (), 10),
        (("Handle Time",), None, None, (), 10),
        (("Handle Time", "Hold"), None, None, ("Hold",), 10),
    ],
    ids=["all three", "no wrap-up", "talk beside a column", "talk alone", "whole", "whole beside a part of it"],
)
def test_a_handling_time_says_what_it_was_made_of(
    *, durations: tuple[str, ...], added: str | None, lacking: str | None, unused: tuple[str, ...], value: int,
    tmp_path: Path,
) -> None:  # fmt: skip
    found = _measured(_calls(tmp_path / "calls.csv", *durations))
    assert [row.value for row in found.rows] == [value]
    assert found.sources["contacts"].unused == unused
    told = [each for each in found.findings if each.code == "G41"]
    assert [(each.facts["columns"], each.facts["field"]) for each in told] == ([(added, lacking)] if added else [])
    for each in told:
        sentences = [said(each, language, lambda _: None) for language in LANGUAGES]
        assert all("{" not in sentence.message + sentence.remedy for sentence in sentences)


def test_a_column_that_other_records_of_the_same_file_use_is_no_unused_one(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "Call Id,Start,Answered,Talk,Rating,Weather\n1,2026-01-05 10:00,Y,10,4,sun\n2,2026-01-06,N,,,rain\n"
    )
    found = _measured(path)
    assert {name: source.unused for name, source in found.sources.items()} == {"contacts": ("Weather",), "surveys": ()}


def test_the_report_names_the_columns_that_were_used_for_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(AGREEMENT, tmp_path / "contract.xlsx")
    path = _calls(tmp_path / "calls.csv", "Talk", "Nawerk 2")
    (tmp_path / "mapping.toml").write_text("complete_until = 2026-01-31")
    run = typed(
        capsys, "measure", tmp_path / "contract.xlsx", "--records", path, "--mapping", tmp_path / "mapping.toml"
    )
    assert run.code == 0
    assert "Kolommen van calls.csv die nergens voor gebruikt zijn: Nawerk 2." in run.out
    assert "G41" in run.out
