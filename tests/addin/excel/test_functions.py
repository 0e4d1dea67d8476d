"""Does xlwings' own call_udf convert and run every function with what Excel gives and takes?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bonusmalus_addin.excel.cells import given
from bonusmalus_core.declare.functions import FUNCTIONS, call
from bonusmalus_core.declare.values import Argument

MODULE = "bonusmalus_addin.excel.udfs"
MISSING = -2147352572
DIV0, SPILL, NEWER = -2146826281, -2146826243, -2146826000
THRESHOLDS, IMPACTS = (0.7, 0.75, 0.8, 0.85, 0.9), (0.9, 0.95, 1.0, 1.05, 1.1)
ROW, COLUMN = (THRESHOLDS,), tuple((each,) for each in THRESHOLDS)


def asked(udfs: Any, name: str, *arguments: Any) -> Any:
    return udfs.call_udf(MODULE, name, arguments)


def in_excel(argument: Argument) -> Any:
    """An argument as it comes by .Value2: every number and day is a float."""
    if isinstance(argument, (tuple, list)):
        return tuple(tuple(map(in_excel, row)) for row in argument)
    if isinstance(argument, date):
        return float((argument - date(1899, 12, 30)).days)
    return float(argument) if isinstance(argument, int) and not isinstance(argument, bool) else argument


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_gives_its_example(udfs: Any, name: str) -> None:
    arguments = FUNCTIONS[name].example.arguments
    assert asked(udfs, name, *map(in_excel, arguments)) == given(call(name, *arguments))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_that_are_left_out_come_as_missing(udfs: Any, name: str) -> None:
    arguments = FUNCTIONS[name].example.arguments
    left_out = [MISSING] * (len(FUNCTIONS[name].parameters) - len(arguments))
    assert asked(udfs, name, *map(in_excel, arguments), *left_out) == given(call(name, *arguments))


@pytest.mark.parametrize(
    ("name", "arguments", "shown"),
    [
        ("BM_IMPACT", (0.82, ROW, (IMPACTS,)), [[1.02]]),
        ("BM_IMPACT", (0.82, COLUMN, (IMPACTS,)), [[1.02]]),
        ("BM_IMPACT", (0.82, THRESHOLDS, IMPACTS), [[1.02]]),
        ("BM_IMPACT", (((0.82,), (0.5,)), ROW, (IMPACTS,)), [[1.02], [0.9]]),
        ("BM_IMPACT", (((0.82, 0.5), (0.9, 0.7)), ROW, (IMPACTS,)), [[1.02, 0.9], [1.1, 0.9]]),
        ("BM_IMPACT", (((0.82,), (None,)), ROW, (IMPACTS,)), [[1.02], ["BM!2042"]]),
        ("BM_IMPACT", (((DIV0,), ("x",)), ROW, (IMPACTS,)), [["BM!2007"], ["BM!2015"]]),
        ("BM_IMPACT", (None, ROW, (IMPACTS,)), [["BM!2042"]]),
        ("BM_IMPACT", (DIV0, ROW, (IMPACTS,)), [["BM!2007"]]),
        ("BM_IMPACT", (SPILL, ROW, (IMPACTS,)), [["BM!2045"]]),
        ("BM_IMPACT", (NEWER, ROW, (IMPACTS,)), [["BM!2015"]]),
        ("BM_IMPACT", (1, ROW, (IMPACTS,)), [[1.1]]),
        ("BM_IMPACT", (True, ROW, (IMPACTS,)), [["BM!2015"]]),
        ("BM_IMPACT", ("#N/A", ROW, (IMPACTS,)), [["BM!2015"]]),
        ("BM_IMPACT", (0.82, ROW, ((0.9, 0.95),)), [["BM!2015"]]),
        ("BM_IMPACT", (0.82, ((0.8, 0.8),), ((1.0, 1.05),)), [["BM!2036"]]),
        ("BM_IMPACT", (0.82, ROW, (IMPACTS,), "step", MISSING), [[1.0]]),
        ("BM_IMPACT", (0.82, ROW, (IMPACTS,), None, "clamp"), [[1.02]]),
        ("BM_NPS", (((10.0,), (None,), (0.0,), (9.0,)),), given(call("BM_NPS", ((10,), (None,), (0,), (9,))))),
        ("BM_CONTRACTMONTH", (46023.0, 46113.0), given(call("BM_CONTRACTMONTH", date(2026, 1, 1), date(2026, 4, 1)))),
        ("BM_VAGUE", ("binnen een redelijke termijn",), [["redelijke"]]),
        ("BM_VAGUE", ("binnen tien werkdagen",), [[""]]),
    ],
)  # fmt: skip
def test_scalars_rows_columns_blocks_blanks_dates_and_errors(
    udfs: Any, name: str, arguments: tuple[Any, ...], shown: Any
) -> None:
    assert asked(udfs, name, *arguments) == shown


def test_a_day_goes_back_as_its_number(udfs: Any) -> None:
    day = call("BM_WORKDAY", date(2026, 1, 1), 11, "BE")
    assert isinstance(day, date)
    assert asked(udfs, "BM_WORKDAY", 46023.0, 11.0, "BE") == [[float((day - date(1899, 12, 30)).days)]]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_excel_gets_the_functions_with_their_arguments_and_nothing_of_the_caller(udfs: Any, name: str) -> None:
    module = udfs.get_udf_module(MODULE, None)
    told = getattr(module, name).__xlfunc__
    assert [each["name"] for each in told["args"]] == [each.name for each in FUNCTIONS[name].parameters]
    assert [each["name"] for each in told["args"] if "optional" in each] == [
        each.name for each in FUNCTIONS[name].parameters if each.optional
    ]
    assert (told["category"], told["volatile"], told["async_mode"]) == ("Bonus-Malus", False, None)
    assert "expand" not in told["ret"]["options"]
