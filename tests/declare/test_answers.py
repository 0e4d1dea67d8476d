"""What does every function answer, on both sides of each boundary?"""

from __future__ import annotations

from datetime import date

import pytest

from bonusmalus_core.declare.functions import call
from bonusmalus_core.declare.values import Answer, Argument, SheetError

NA, WRONG, RANGE, ZERO = SheetError("#N/A"), SheetError("#VALUE!"), SheetError("#NUM!"), SheetError("#DIV/0!")
UP = ((0.7, 0.75, 0.8, 0.85, 0.9),)
DOWN: Argument = ((3,), (2.5,), (2,), (1.5,), (1,))
PAID = ((0.9, 0.95, 1.0, 1.05, 1.1),)
COLUMN: Argument = ((0.9,), (0.95,), (1.0,), (1.05,), (1.1,))
YEAR = date(2026, 1, 1)

ANSWERS: list[tuple[str, tuple[Argument, ...], Answer]] = [
    ("BM_IMPACT", (0.7, UP, PAID), 0.9),
    ("BM_IMPACT", (0.699, UP, PAID), 0.9),
    ("BM_IMPACT", (0.699, UP, PAID, "linear", "extrapolate"), 0.899),
    ("BM_IMPACT", (0.95, UP, PAID, "lineair", "lijn loopt door"), 1.15),
    ("BM_IMPACT", (0.95, UP, PAID, "step", "extrapolate"), 1.1),
    ("BM_IMPACT", (0.7499, UP, PAID, "trapsgewijs"), 0.9),
    ("BM_IMPACT", (0.75, UP, PAID, "Stufenweise"), 0.95),
    ("BM_IMPACT", (0.8249, UP, PAID, "dichtstbijzijnde"), 1.0),
    ("BM_IMPACT", (0.825, UP, PAID, "au plus proche"), 1.05),
    ("BM_IMPACT", (1.8, DOWN, COLUMN), 1.02),
    ("BM_IMPACT", (3.1, DOWN, COLUMN), 0.9),
    ("BM_IMPACT", (0.5, DOWN, COLUMN), 1.1),
    ("BM_IMPACT", (0.8, ((0.7, 0.9),), ((1, 1),)), 1.0),
    ("BM_IMPACT", (0.8, ((0.7, 0.9),), ((1, 0.9),)), RANGE),
    ("BM_IMPACT", (0.8, ((0.7, 0.7),), ((0.9, 1),)), RANGE),
    ("BM_IMPACT", (0.8, ((0.7, 0.9, 0.8),), ((0.9, 1, 1.1),)), RANGE),
    ("BM_IMPACT", (0.8, ((0.7,),), ((0.9,),)), RANGE),
    ("BM_IMPACT", (0.8, 0.7, 0.9), RANGE),
    ("BM_IMPACT", (0.8, UP, ((0.9, 1.1),)), WRONG),
    ("BM_IMPACT", (0.8, ((0.7, None, 0.9),), ((0.9, 1, 1.1),)), NA),
    ("BM_IMPACT", (0.8, ((0.7, "x"),), ((0.9, 1),)), WRONG),
    ("BM_IMPACT", (0.8, UP, PAID, "steps"), WRONG),
    ("BM_IMPACT", (0.8, UP, PAID, "step", "far"), WRONG),
    ("BM_BAND", (0.6999, UP), 0.0),
    ("BM_BAND", (0.7, UP), 1.0),
    ("BM_BAND", (0.8999, UP), 4.0),
    ("BM_BAND", (0.9, UP), 5.0),
    ("BM_BAND", (3.01, DOWN), 0.0),
    ("BM_BAND", (3, DOWN), 1.0),
    ("BM_BAND", (1, DOWN), 5.0),
    ("BM_BAND", (0.8, ((0.9, 0.9),)), RANGE),
    ("BM_WEIGHTED", (((1.02,), (1.02,), (1,)), ((0.5, 0.3, 0.2),)), 1.016),
    ("BM_WEIGHTED", (((1.02, None, 0.97),), ((20, 20, 15),)), 3495 / 3500),
    ("BM_WEIGHTED", (((1.02, 0.9),), ((1, None),)), 1.02),
    ("BM_WEIGHTED", (((1.02, 0.9),), ((1, 0),)), 1.02),
    ("BM_WEIGHTED", (((1.02, 0.9),), ((0, 0),)), ZERO),
    ("BM_WEIGHTED", (((None, None),), ((1, 1),)), NA),
    ("BM_WEIGHTED", (((1, 1),), ((1, -0.1),)), RANGE),
    ("BM_WEIGHTED", (((1, 1),), ((1, 1, 1),)), WRONG),
    ("BM_CAP", (1.15, 0.15), 1.15),
    ("BM_CAP", (1.1501, 0.15), 1.15),
    ("BM_CAP", (0.85, 0.15), 0.85),
    ("BM_CAP", (0.8499, 0.15), 0.85),
    ("BM_CAP", (0.8499, 0.15, 0.2), 0.8499),
    ("BM_CAP", (0.7, 0.15, 0.2), 0.8),
    ("BM_CAP", (0.9, 0.15, 0), 1.0),
    ("BM_CAP", (1.2, 1), 1.2),
    ("BM_CAP", (1.2, 15), RANGE),
    ("BM_CAP", (1.2, -0.01), RANGE),
    ("BM_CAP", (1.2, None), NA),
    ("BM_AMOUNT", (30600, 10, 0.9875), -3825.0),
    ("BM_AMOUNT", (1, 1, 1.005), 0.01),
    ("BM_AMOUNT", (1, 1, 1.00499), 0.0),
    ("BM_AMOUNT", (1, 1, 0.995), -0.01),
    ("BM_AMOUNT", (0, 10, 1.1), 0.0),
    ("BM_AMOUNT", (-1, 10, 1.1), RANGE),
    ("BM_AMOUNT", (1, -10, 1.1), RANGE),
    ("BM_VOLUME", (9000, 10000, 0.9), 9000.0),
    ("BM_VOLUME", (8999, 10000, 0.9), 9000.0),
    ("BM_VOLUME", (9001, 10000, 0.9), 9001.0),
    ("BM_VOLUME", (1, 333, 0.1), 33.3),
    ("BM_VOLUME", (1, 10, 1), 10.0),
    ("BM_VOLUME", (1, 10, 1.01), RANGE),
    ("BM_VOLUME", (-1, 10, 1), RANGE),
    ("BM_SL", (860, 1000, 60, 1, 20), 880 / 1060),
    ("BM_SL", (860, 1000, 60, 2), 0.86),
    ("BM_SL", (860, 1000, 60, 3), 860 / 1060),
    ("BM_SL", (860, 1000, 60), 860 / 1060),
    ("BM_SL", (860, 1000, 60, 4, 20), 860 / 1040),
    ("BM_SL", (860, 1000, 60, 5, None, 10), 870 / 1060),
    ("BM_SL", (860, 1000, 60, 6, None, 10), 860 / 1050),
    ("BM_SL", (860, 1000, 60, 1), NA),
    ("BM_SL", (860, 1000, 60, 6, 20), NA),
    ("BM_SL", (860, 1000, 60, 0), RANGE),
    ("BM_SL", (860, 1000, 60, 7), RANGE),
    ("BM_SL", (860, 1000, 60, 1.5), RANGE),
    ("BM_SL", (1001, 1000, 60), RANGE),
    ("BM_SL", (860, 1000, 60, 1, 61), RANGE),
    ("BM_SL", (860, 1000, -1), RANGE),
    ("BM_SL", (0, 0, 0), ZERO),
    ("BM_SL", (0, 0, 5, 2), ZERO),
    ("BM_NPS", (((9, 8, 7, 6),),), 0.0),
    ("BM_NPS", (((10,), (None,), (0,), (9,)),), 100 / 3),
    ("BM_NPS", (((11,),),), RANGE),
    ("BM_NPS", (((-1,),),), RANGE),
    ("BM_NPS", (((9.5,),),), RANGE),
    ("BM_NPS", (((9, "10"),),), WRONG),
    ("BM_NPS", (((None,),),), NA),
    ("BM_NPS_MOE", (((10, 10, 10),),), 0.0),
    ("BM_NPS_MOE", (((10, 0) * 50,),), 19.6),
    ("BM_NPS_MOE", (None,), NA),
    ("BM_CSAT", (((3, 4, 5, None),), 4), 2 / 3),
    ("BM_CSAT", (((3, 4, 5),), 4.1), 1 / 3),
    ("BM_CSAT", (((-3, 4),), 4), RANGE),
    ("BM_CSAT", (((3, 4),), None), NA),
    ("BM_CES", (((1, 2, 6, 7),), 7), 4.0),
    ("BM_CES", (((1, 2, 5, 6),), 7, "top"), 0.25),
    ("BM_CES", (((1, 2, 3, 7),), 7, "netto"), -0.25),
    ("BM_CES", (((1, 2, 4, 5),), 5, "NET"), 0.0),
    ("BM_CES", (((1, 6),), 5), RANGE),
    ("BM_CES", (((0, 5),), 5), RANGE),
    ("BM_CES", (((1, 5),), 6), RANGE),
    ("BM_CES", (((1, 5),), 5, "median"), WRONG),
    ("BM_WORKDAY", (YEAR, 1), YEAR),
    ("BM_WORKDAY", (YEAR, 1, "be"), date(2026, 1, 2)),
    ("BM_WORKDAY", (YEAR, 1, "BE", None, ((date(2026, 1, 2),), (None,))), date(2026, 1, 5)),
    ("BM_WORKDAY", ("2026-04", 11, "BE"), date(2026, 4, 16)),
    ("BM_WORKDAY", (date(2026, 4, 30), 11, "NL"), date(2026, 4, 17)),
    ("BM_WORKDAY", (date(2026, 1, 6), 4, "DE", "BY"), date(2026, 1, 8)),
    ("BM_WORKDAY", (YEAR, 366), date(2027, 5, 27)),
    ("BM_WORKDAY", (YEAR, 367), RANGE),
    ("BM_WORKDAY", (YEAR, 0), RANGE),
    ("BM_WORKDAY", (YEAR, 1.5), RANGE),
    ("BM_WORKDAY", (YEAR, 1, "XX"), WRONG),
    ("BM_WORKDAY", (YEAR, 1, "BE", "XX"), WRONG),
    ("BM_WORKDAY", (YEAR, 1, "BE", None, ((0,),)), RANGE),
    ("BM_WORKDAY", (date(9999, 12, 1), 366), RANGE),
    ("BM_WORKDAY", (None, 1), NA),
    ("BM_CONTRACTMONTH", (date(2026, 1, 31), date(2026, 1, 1)), 1.0),
    ("BM_CONTRACTMONTH", (YEAR, date(2027, 1, 1)), 13.0),
    ("BM_CONTRACTMONTH", (YEAR, date(2025, 12, 31)), RANGE),
    ("BM_INDEX", (10, 0.2, 0.8, 100, 110), 10.8),
    ("BM_INDEX", (10, 0.2, ((0.5, 0.3),), ((100,), (120,)), ((104, 126),)), 10.35),
    ("BM_INDEX", (10, 0.1, ((0.7, 0.2),), ((3, 1),), ((3, 1),)), 10.0),
    ("BM_INDEX", (10, 1, 0, 100, 110), 10.0),
    ("BM_INDEX", (10, 0.2, 0.79, 100, 110), RANGE),
    ("BM_INDEX", (10, 20, 80, 100, 110), RANGE),
    ("BM_INDEX", (10, 1.2, -0.2, 100, 110), RANGE),
    ("BM_INDEX", (-10, 0.2, 0.8, 100, 110), RANGE),
    ("BM_INDEX", (10, 0.2, 0.8, 0, 110), ZERO),
    ("BM_INDEX", (10, 0.2, 0.8, 100, None), NA),
    ("BM_INDEX", (10, 0.2, 0.8, 100, -1), RANGE),
    ("BM_INDEX", (10, 0.2, ((0.5, 0.3),), 100, 110), WRONG),
    ("BM_VAGUE", ("Zo snel mogelijk, binnen redelijke termijn.",), "Zo snel mogelijk, redelijke"),
    ("BM_VAGUE", ("Binnen 60 seconden.",), ""),
    ("BM_VAGUE", (None,), ""),
    ("BM_VAGUE", (5,), WRONG),
    ("BM_VAGUE", ("schnellen", "xx"), WRONG),
    ("BM_VAGUE", ((("schnellen",), (None,)), "de"), (("schnellen",), ("",))),
    ("BM_EXPLAIN", (0.82, UP, PAID), "82% ligt tussen 80% (100%) en 85% (105%): lineair, 102%."),
    ("BM_EXPLAIN", (1.8, DOWN, COLUMN, "step", "en"), "1.8 reaches 2 but not yet 1.5: step, 100%."),
    ("BM_EXPLAIN", (None, UP, PAID, None, "en"), "There is no value yet, so there is no impact either."),
    ("BM_EXPLAIN", ("12,5", UP, PAID), "“12,5” is geen getal; typ het getal zonder tekst of eenheid."),
    ("BM_EXPLAIN", (ZERO, UP, PAID, None, "en"), "The error #DIV/0! stands here; mend that first."),
    ("BM_EXPLAIN", (0.8, ((0.7, 0.9, 0.8),), ((0.9, 1, 1.1),), None, "fr"),
     "Les seuils 70\u00a0% / 90\u00a0% / 80\u00a0% ne sont ni tous croissants ni tous décroissants."),
    ("BM_EXPLAIN", (0.8, UP, ((0.9, 1),), None, "de"),
     "Es gibt 5 Schwellen und 2 Wirkungen; es müssen gleich viele sein."),
    ("BM_EXPLAIN", (0.8, ((0.7, 0.9),), ((1, 0.9),), None, "en"),
     "The impacts 100% / 90% fall somewhere; they run from the worst to the best level."),
    ("BM_EXPLAIN", (0.8, ((0.7,),), ((1,),), None, "en"), "At least two thresholds are needed."),
    ("BM_EXPLAIN", (0.8, ((0.7, None),), ((1, 1),), None, "en"),
     "A threshold or an impact is blank; fill in all levels."),
    ("BM_EXPLAIN", (0.8, UP, PAID, "steps", "en"),
     "“steps” is unknown; choose one of these: linear, nearest, step."),
    ("BM_EXPLAIN", (0.8, UP, PAID, 1, "en"), "“1” is not a word; choose linear, step or nearest."),
    ("BM_EXPLAIN", (float("inf"), UP, PAID, None, "en"), "inf is a number that fits in no sheet."),
    ("BM_EXPLAIN", (0.8, UP, PAID, "step", "xx"), WRONG),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "answer"), ANSWERS)
def test_a_function_answers(name: str, arguments: tuple[Argument, ...], answer: Answer) -> None:
    assert call(name, *arguments) == answer


SETTLED: tuple[Argument, ...] = (
    ((0.82,), (1.8,), (0.77,), (0.91,), (0.09,)),
    (
        (0.7, 0.75, 0.8, 0.85, 0.9),
        (3, 2.5, 2, 1.5, 1),
        (0.7, 0.75, 0.8, 0.85, 0.9),
        (0.85, 0.875, 0.9, 0.925, 0.95),
        (0.05, 0.075, 0.1, 0.125, 0.15),
    ),
    PAID,
    ((0.2, 0.2, 0.15, 0.15, 0.1),),
    30600,
    10,
    0.15,
)
"""The worked example of the reference contract: retention waits, and its weight goes to the others."""


def test_a_period_is_settled_as_in_the_worked_example() -> None:
    answer = call("BM_SETTLE", *SETTLED)
    assert isinstance(answer, tuple)
    assert [row[0] for row in answer] == [1.02, 1.02, 0.97, 1.02, 0.98, 1.005625, 10.05625, 1721.25]
    assert sum(row[1] for row in answer[:5] if isinstance(row[1], float)) == 1721.25


@pytest.mark.parametrize(
    ("changed", "last"),
    [
        ({6: 0.001}, 306.0),
        ({6: 0.001, 8: "trapsgewijs"}, -306.0),
        ({7: 0.5, 8: "step"}, -4781.25),
        ({4: 0}, 0.0),
        ({2: COLUMN}, 1721.25),
        ({2: (PAID[0],) * 5}, 1721.25),
        ({2: (PAID[0],) * 4}, WRONG),
        ({3: ((0.2, 0.2),)}, WRONG),
        ({3: ((0, 0, 0, 0, 0),)}, ZERO),
        ({3: ((0.2, 0.2, 0.15, 0.15, -0.1),)}, RANGE),
        ({3: ((0.2, 0.2, 0.15, 0.15, None),)}, NA),
        ({1: UP}, WRONG),
        ({5: -1}, RANGE),
        ({6: 15}, RANGE),
        ({8: "steps"}, WRONG),
    ],
)
def test_a_settlement_with_other_terms(changed: dict[int, Argument], last: Answer) -> None:
    arguments: list[Argument] = [*SETTLED, None, None]
    for number, argument in changed.items():
        arguments[number] = argument
    answer = call("BM_SETTLE", *arguments)
    assert (answer[-1][0] if isinstance(answer, tuple) else answer) == last


def test_a_kpi_without_a_value_leaves_the_period_unsettled_but_shows_the_others() -> None:
    answer = call("BM_SETTLE", ((0.82, None),), (UP[0], UP[0]), PAID, ((0.5, 0.5),), 100, 10, 0.15)
    assert answer == ((1.02, NA), (NA, NA), (NA, ""), (NA, ""), (NA, ""))


def test_the_thresholds_of_a_single_kpi_may_stand_in_a_column() -> None:
    assert call("BM_SETTLE", 1.8, DOWN, COLUMN, 1, 100, 10, 0.15) == ((1.02, 20.0), (1.02, ""), (10.2, ""), (20.0, ""))


def test_what_a_cap_takes_belongs_to_no_kpi() -> None:
    answer = call("BM_SETTLE", 0.9, UP, PAID, 1, 100, 10, 0.05)
    assert answer == ((1.1, 100.0), (1.05, ""), (10.5, ""), (50.0, ""))
