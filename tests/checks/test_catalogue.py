"""Does every check find its failing example at its cell and nothing in its repaired one?"""

from __future__ import annotations

from collections import Counter

import pytest

from bonusmalus_core.checks.catalogue import CATALOGUE
from bonusmalus_core.findings import Severity
from tests.checks.examples import Changes, found, stored, where

EXAMPLES = stored("examples")


def test_the_sound_contract_has_no_findings() -> None:
    assert found({}) == []


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_failing_example_has_exactly_this_finding_at_its_cell(code: str) -> None:
    example = EXAMPLES[code]
    assert [(each.code, each.where) for each in found(example["failing"])] == [(code, where(example["at"]))]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_repaired_example_has_none(code: str) -> None:
    repaired: Changes = EXAMPLES[code]["repaired"]
    assert found(repaired) == []


def test_every_check_has_its_own_code_and_an_example_and_none_stops_a_settlement() -> None:
    codes = [check.code for check in CATALOGUE]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert list(EXAMPLES) == codes
    assert [check.code for check in CATALOGUE if check.severity is Severity.BLOCKER] == []


@pytest.mark.parametrize(
    ("code", "changes", "at"),
    [
        pytest.param("C10n", {"legend": []}, "kpis.code", id="no legend at all"),
        pytest.param("A1", {f"legend.{number}.agreed_client": None for number in range(3)}, "legend.agreed_client",
                     id="no date at all"),
        pytest.param("C4", {f"months.{n}": {"month": f"2026-0{n + 1}", "forecast": "9"} for n in range(3)},
                     "months.forecast_locked_on", id="no forecast locked"),
        pytest.param("C6", {"sla": []}, "sla.topic", id="no schedule at all"),
    ],
)  # fmt: skip
def test_what_every_row_lacks_is_said_once_at_the_header(code: str, changes: Changes, at: str) -> None:
    assert [(each.code, each.where) for each in found(changes)] == [(code, where(at))]


LOWER = {"unit": "count", "direction": "lower"}
SOUND = ["0.70", "0.75", "0.80", "0.85", "0.90"]


@pytest.mark.parametrize(
    ("thresholds", "change", "asked"),
    [
        pytest.param(SOUND, {}, [], id="even steps"),
        pytest.param(["0.07", *SOUND[1:]], {}, ["thresholds.1"], id="a digit slipped at the worst end"),
        pytest.param(["0.007", *SOUND[1:]], {}, ["thresholds.1"], id="a percentage typed twice as one"),
        pytest.param(["0.20", *SOUND[1:]], {}, ["thresholds.1"], id="eleven times as far"),
        pytest.param(["0.25", *SOUND[1:]], {}, [], id="ten times as far"),
        pytest.param(["0", *SOUND[1:]], {}, [], id="from the end of the scale on"),
        pytest.param(["0.5", "0.8", "0.85", "0.9", "0.95"], {}, [], id="a wider first band"),
        pytest.param(["0.8", "0.9", "0.95", "0.975", "0.99"], {}, [], id="ever narrower bands"),
        pytest.param(["10", "9", "8", "7", "0.6"], LOWER, ["thresholds.5"], id="a point at the best end"),
        pytest.param(["10", "9", "8", "7", "5"], LOWER, [], id="a wider last band"),
        pytest.param(["1000", "100", "10", "1", "0.1"], LOWER, [], id="each a tenth of the one before"),
        pytest.param(["3000", "280", "260", "240", "220"], LOWER, ["thresholds.1"], id="one nought more"),
        pytest.param(["0", "100", "105", "110", "115"], {"unit": "count"}, [], id="from nought on"),
        pytest.param(
            ["-100", "0", "10", "20", "30"],
            {"unit": "score", "scale_min": "-100", "scale_max": "100"},
            [],
            id="from the end of a scale of its own on",
        ),
        pytest.param(["0.07", *SOUND[1:]], {"weight": "0"}, [], id="a KPI that is not paid"),
    ],
)
def test_a_step_is_asked_about_when_it_stands_out_far(thresholds: list[str], change: Changes, asked: list[str]) -> None:
    changes = {f"kpis.0.{name}": value for name, value in ({"thresholds": thresholds} | change).items()}
    assert [each.where.field for each in found(changes) if each.code == "M10j"] == asked


@pytest.mark.parametrize(
    ("best", "codes"),
    [("0.99", []), ("1", ["R2"]), ("1.01", ["M10i"])],
    ids=["within the scale", "at its extreme", "beyond it"],
)
def test_the_extreme_of_the_scale_is_told_from_what_lies_beyond_it(best: str, codes: list[str]) -> None:
    hits = found({"kpis.0.thresholds": ["0.70", "0.75", "0.80", "0.85", best]})
    assert [each.code for each in hits if each.code in ("R2", "M10i", "M10j")] == codes


@pytest.mark.parametrize(
    ("threshold", "values", "asked"),
    [
        pytest.param("0.5", ["4", "2", "3"], False, id="hours beside half an hour"),
        pytest.param("5", ["0", "1", "0"], False, id="accidents"),
        pytest.param("85", ["0.9", "0.8", "0.9"], True, id="a threshold in whole percents"),
        pytest.param("0.85", ["90", "80", "90"], True, id="values in whole percents"),
        pytest.param("0.85", ["90", "80", "0.9"], False, id="one value only, which reading a workbook finds"),
    ],
)
def test_a_threshold_is_held_against_what_the_parties_measure_themselves(
    threshold: str, values: list[str], asked: bool
) -> None:
    months = {f"months.{n}": {"month": f"2026-0{n + 1}", "own": each} for n, each in enumerate(values)}
    condition = {"code": "OWN", "measure": "own", "comparator": "<", "threshold": threshold, "effect": "warn"}
    hits = found({**months, f"conditions.{len(stored('sound')['conditions'])}": condition})
    assert ("M10f" in {each.code for each in hits}) is asked


@pytest.mark.parametrize(
    ("thresholds", "told"),
    [
        pytest.param(["0.70", "0.75", "0.80", "0.85", "0.90"], False, id="bands of five units"),
        pytest.param(["0.70", "0.71", "0.80", "0.85", "0.90"], False, id="one leap"),
        pytest.param(["0.70", "0.71", "0.80", "0.81", "0.90"], True, id="two bands of one unit"),
        pytest.param(["0.70", "0.71", "0.80", "0.815", "0.90"], True, id="a leap, and a band of less than two units"),
        pytest.param(["0.70", "0.71", "0.80", "0.82", "0.90"], False, id="a leap, and a band of two units"),
        pytest.param(["0.70", "0.705", "0.80", "0.85", "0.90"], True, id="a band of half a unit"),
    ],
)
def test_a_leap_of_one_rounding_is_meant(thresholds: list[str], told: bool) -> None:
    hits = found({"kpis.0.thresholds": thresholds, "kpis.0.decimals": 2})
    assert ("M6" in {each.code for each in hits}) is told
