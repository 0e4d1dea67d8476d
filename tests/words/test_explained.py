"""Is every kind and state named, and does an explanation quote only what is known where it is given?"""

from __future__ import annotations

from typing import Any

import pytest

from bonusmalus_core.findings import Severity
from bonusmalus_core.model.settlement import Cause, State, Status
from bonusmalus_core.words import say, words
from bonusmalus_core.workbook.sheets import TABLES
from tests.words.quoting import placeholders

BANDED = {"value", "worse", "worse_impact", "better", "better_impact", "impact"}
EXPLAINED: dict[str, set[str]] = {
    **dict.fromkeys(("linear.between", "nearest.between", "step.between"), BANDED),
    **dict.fromkeys(("on", "worst", "best", "linear.beyond"), BANDED),
    "collar": {"impact"},
    "cap": {"impact"},
    "override.impact": {"impact"},
    "scaled": {"months", "stated"},
    "excused": {"months"},
    "override.reason": {"reason", "by"},
    "override.value": {"value"},
    "margin": {"n", "low", "high"},
    "count": {"n"},
    "spread.agents": {"months"},
    "spread.days": {"months"},
    "ratio.month": {"months", "condition"},
    "ratio.period": {"months", "condition"},
    "base": {"month", "price"},
    "base.rounded": {"month", "price", "decimals"},
}
"""What is known where an explanation is given; the others are given nothing."""


def test_every_state_is_explained_by_what_is_known() -> None:
    texts = words("nl", "explain")
    assert set(State) - {State.MEASURED, State.OVERRIDDEN} <= set(texts)
    assert [key for key in texts if not placeholders(texts[key]) <= EXPLAINED.get(key, set())] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "82% ligt tussen 80% (100%) en 85% (105%): lineair, 102%."),
        ("en", "82% lies between 80% (100%) and 85% (105%): linear, 102%."),
        ("de", "82% liegt zwischen 80% (100%) und 85% (105%): linear, 102%."),
        ("fr", "82% se situe entre 80% (100%) et 85% (105%)\u00a0: linéaire, 102%."),
    ],
)
def test_a_value_between_two_thresholds_is_explained(language: str, expected: str) -> None:
    between = {"worse": "80%", "worse_impact": "100%", "better": "85%", "better_impact": "105%"}
    assert say(language, "explain", "linear.between", value="82%", impact="102%", **between) == expected


@pytest.mark.parametrize(
    ("prefix", "named"),
    [
        ("severity", Severity),
        ("status", Status),
        ("adjustment", Cause),
        ("effect", TABLES["tblConditions"].column("effect").choices),
    ],
)
def test_the_command_line_names_every_kind(prefix: str, named: Any) -> None:
    keys = {key for key in words("nl", "cli") if key.startswith(f"{prefix}.")}
    assert keys == {f"{prefix}.{each}" for each in named}
