"""What does the reference say about the worksheet functions?"""

from __future__ import annotations

from bonusmalus_core.declare.functions import FUNCTIONS
from bonusmalus_core.declare.registry import Category, Function, Parameter
from bonusmalus_core.declare.wording import category_label
from bonusmalus_core.declare.written import formula, shown, usage
from tests.docs.markdown import anchor, table
from tests.docs.markdown import page as made

INTRODUCTION = """\
The same functions work in the cells of every spreadsheet program for which there is an add-in. `bonusmalus functions`
lists them in your language; the wizard of the spreadsheet program explains each argument.

- **Numbers** are taken as the 15 digits that a cell shows: 0.1 + 0.7 is 0.8. What a function gives is computed exactly.
- **A range where one value is expected** gives one answer per cell, which spill into a range of the same shape; several
  such ranges must have the same shape. Thresholds, impacts, weights and scores are ranges by nature: rows or columns.
- **A blank cell** where a value is needed gives `#N/A`, never the impact of 0. An optional argument that is blank has
  its default.
- **Errors** are those of the spreadsheet: `#N/A` blank or not found, `#VALUE!` of another kind (text for a number, TRUE
  for 1, ranges of unequal length), `#NUM!` out of range, `#DIV/0!` nothing to divide by. An error in an argument goes
  on as it is.
- **Dates** are dates, or texts such as `2026-01-31`, or `2026-01` for the first of the month."""

_KINDS = {
    "number": "number",
    "numbers": "range of numbers",
    "grid": "range of numbers, a row per KPI",
    "text": "text",
    "date": "date",
    "dates": "range of dates",
    "cell": "anything",
    "cells": "any range",
}


def page() -> str:
    """The page: by category, each function with arguments, errors and an example."""
    sections = map(_section, (each for category in Category for each in _of(category)))
    contents = "\n".join(map(_links, Category))
    return made("Worksheet functions", "`bonusmalus_core/declare/functions`", INTRODUCTION, contents, *sections)


def _of(category: Category) -> list[Function]:
    return [each for each in FUNCTIONS.values() if each.category is category]


def _links(category: Category) -> str:
    links = ", ".join(f"[`{each.name}`]({anchor(each.name)})" for each in _of(category))
    return f"- **{category_label(category, 'en')}**: {links}"


def _section(function: Function) -> str:
    arguments = table(
        ("argument", "kind", "default", "meaning"),
        [(f"`{each.name}`", _KINDS[each.kind.label], _default(each), each.help) for each in function.parameters],
    )
    errors = table(("error", "when"), [(f"`{code}`", meaning) for code, meaning in function.errors.items()])
    parts = (f"## {function.name}", f"`{usage(function)}`", function.summary, *function.details, arguments, errors)
    picture = f"![{function.name} on a sheet](../pictures/functions/{function.name}.svg)"
    return "\n\n".join(part for part in (*parts, _example(function), picture) if part)


def _default(parameter: Parameter) -> str:
    if not parameter.optional:
        return ""
    return "blank" if parameter.default in (None, ()) else f"{parameter.default}"


def _example(function: Function) -> str:
    call, answer = formula(function.name, function.example.arguments), function.example.answer
    if isinstance(answer, tuple):
        rows = "\n".join(shown((row,)) for row in answer)
        return f"```\n{call}\n\n{rows}\n```"
    return f"```\n{call}\n{shown(answer)}\n```"
