"""How does a worksheet function look at work? Its declared example on a sheet, and what comes of other first arguments.

Every number in a picture is one that the function gave, so that a picture is as stale as its declaration and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from bonusmalus_core.declare.converting import as_range
from bonusmalus_core.declare.functions import FUNCTIONS, call
from bonusmalus_core.declare.kinds import Kind
from bonusmalus_core.declare.registry import Function
from bonusmalus_core.declare.values import Argument, Range, Value
from bonusmalus_core.declare.written import shown
from bonusmalus_core.workbook.port import letters

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "functions"

_WIDTH, _ROW, _MARGIN, _NAMES, _CELL = 720, 24, 34, 150, 74
_CHART, _LEFT, _STEPS = 190, 64, 600
_STRAIGHT = 1e-9
_INK, _PALE, _LINE, _OURS, _FOUND = "#1f2937", "#f1f5f9", "#cbd5e1", "#1d4ed8", "#dbeafe"


def pictures() -> dict[Path, str]:
    """Every picture (SVG) by its file."""
    return {FOLDER / f"{name}.svg": picture(function) for name, function in FUNCTIONS.items()}


def picture(function: Function) -> str:
    """The example of a function in cells, and below it a curve where its first argument is a number."""
    rows = list(_rows(function))
    sheet = 2 * _ROW + len(rows) * _ROW + 8
    curve = _curve(function)
    parts = [*_bar(_formula(function)), *_sheet(rows), *(_drawn(curve, function, sheet) if curve else ())]
    height = sheet + (_CHART + 46 if curve else 0)
    note = f"<!-- generated from the declared example of {function.name} by `python -m tests.docs`: do not edit -->"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="Carlito, Calibri, Arial, sans-serif" font-size="13" fill="{_INK}">\n{note}\n'
        f"<title>{escape(function.name)}: {escape(function.summary)}</title>\n"
        f'<rect width="{_WIDTH}" height="{height}" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


Point = tuple[float, float]
Labelled = tuple[str, Sequence[Value], bool]
"""A row of the sheet: what stands before it, its cells, and whether they are the answer."""


def _rows(function: Function) -> Iterator[Labelled]:
    for parameter, argument in zip(function.parameters, function.example.arguments, strict=False):
        if argument is not None:
            for number, cells in enumerate(as_range(argument)):
                yield parameter.name if number == 0 else "", cells, False
    for number, cells in enumerate(as_range(function.example.answer)):
        yield function.name if number == 0 else "", cells, True


def _formula(function: Function) -> str:
    """The formula over the cells in which the picture has the arguments."""
    top, references = 1, []
    for argument in function.example.arguments:
        rows = as_range(argument)
        last = f"{letters(1 + len(rows[0]))}{top + len(rows) - 1}"
        references.append("" if argument is None else f"B{top}" if last == f"B{top}" else f"B{top}:{last}")
        top += 0 if argument is None else len(rows)
    return f"={function.name}({', '.join(references)})"


def _bar(formula: str) -> Iterator[str]:
    yield f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{_ROW}" fill="white" stroke="{_LINE}"/>'
    yield _text(12, _ROW - 7, "fx", style=f' font-style="italic" fill="{_OURS}"')
    yield _text(_MARGIN, _ROW - 7, formula, style=' font-weight="bold"')


def _sheet(rows: Sequence[Labelled]) -> Iterator[str]:
    columns = max(len(cells) for _, cells, _ in rows)
    width = _column_width(rows, columns)
    edges = [_MARGIN, *(_MARGIN + _NAMES + width * number for number in range(columns + 1))]
    bottom = (len(rows) + 2) * _ROW
    yield f'<rect x="0.5" y="{_ROW}" width="{edges[-1]}" height="{_ROW}" fill="{_PALE}"/>'
    yield f'<rect x="0.5" y="{_ROW}" width="{_MARGIN}" height="{bottom - _ROW}" fill="{_PALE}"/>'
    for number, (name, cells, answer) in enumerate(rows, 1):
        yield from _row(number, name, cells, edges, answer=answer)
    for number, (left, right) in enumerate(pairwise(edges), 1):
        yield _text((left + right) / 2, 2 * _ROW - 7, letters(number), style=' text-anchor="middle" fill="#64748b"')
    for across in (0, *edges):
        yield _rule(across + 0.5, _ROW, across + 0.5, bottom)
    for down in range(_ROW, bottom + 1, _ROW):
        yield _rule(0, down + 0.5, edges[-1], down + 0.5)


def _column_width(rows: Sequence[Labelled], columns: int) -> int:
    """Wide enough for what stands in it, and so narrow that all columns fit; a lone column has room for a sentence."""
    free = _WIDTH - _MARGIN - _NAMES - 1
    if columns > 1:
        return min(_CELL, free // columns)
    return min(free, max(2 * _CELL, *(7 * len(_cell(cell)) for _, cells, _ in rows for cell in cells)))


def _row(number: int, name: str, cells: Sequence[Value], edges: Sequence[float], *, answer: bool) -> Iterator[str]:
    top = (number + 1) * _ROW
    style = ' font-weight="bold"' if answer else ""
    yield _text(_MARGIN - 6, top + 17, str(number), style=' text-anchor="end" fill="#64748b"')
    yield _text(edges[0] + 6, top + 17, name, style=style)
    for value, left, right in zip(cells, edges[1:], edges[2:], strict=False):
        if answer:
            yield f'<rect x="{left + 1}" y="{top + 1}" width="{right - left - 1}" height="{_ROW - 1}" fill="{_FOUND}"/>'
        if isinstance(value, str) or value is None:
            yield _text(left + 6, top + 17, _cell(value), style=style)
        else:
            yield _text(right - 6, top + 17, _cell(value), style=f'{style} text-anchor="end"')


def _cell(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else shown(value)


def _bends(points: Sequence[Point]) -> list[Point]:
    """The points without those on a straight line between their neighbours."""
    inner = [
        here
        for (x0, y0), here, (x1, y1) in zip(points, points[1:], points[2:], strict=False)
        if abs((here[1] - y0) * (x1 - here[0]) - (y1 - here[1]) * (here[0] - x0)) > _STRAIGHT * (x1 - x0)
    ]
    return [points[0], *inner, points[-1]]


def _curve(function: Function) -> list[Point]:
    """What the function gives for other first arguments, between the least and the greatest that tell something."""
    if function.parameters[0].kind is not Kind.NUMBER or function.result is not Kind.NUMBER:
        return []
    first, *others = function.example.arguments
    low, high = _span(float(str(first)), others)
    tried = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    answers = [(value, call(function.name, round(value, 9), *others)) for value in tried]
    return _bends([(value, answer) for value, answer in answers if isinstance(answer, float)])


def _span(first: float, others: Sequence[Argument]) -> tuple[float, float]:
    """A little beyond the bands where there are any, else half to one and a half of the example."""
    bands = [each for each in others if isinstance(each, tuple)][:1]
    numbers = [float(str(cell)) for row in _range(bands) for cell in row]
    if numbers and min(numbers) <= first <= max(numbers):
        beyond = (max(numbers) - min(numbers)) / 5
        return min(numbers) - beyond, max(numbers) + beyond
    return first / 2, first * 3 / 2


def _range(found: Sequence[Range]) -> Range:
    return found[0] if found else ()


def _drawn(curve: Sequence[Point], function: Function, top: float) -> Iterator[str]:
    left, right, bottom = _LEFT, _WIDTH - 24, top + 12 + _CHART
    across, down = [x for x, _ in curve], [y for _, y in curve]
    wide, high = (max(across) - min(across)) or 1, (max(down) - min(down)) or 1

    def place(x: float, y: float) -> tuple[str, str]:
        at = left + (x - min(across)) / wide * (right - left), bottom - 10 - (y - min(down)) / high * (_CHART - 30)
        return f"{at[0]:.1f}", f"{at[1]:.1f}"

    yield _rule(left, bottom + 0.5, right, bottom + 0.5)
    yield _rule(left + 0.5, top + 12, left + 0.5, bottom)
    for x in (min(across), max(across)):
        yield _text(float(place(x, 0)[0]), bottom + 16, f"{x:.6g}", style=' text-anchor="middle"')
    for y in dict.fromkeys((min(down), max(down))):
        yield _text(left - 6, float(place(min(across), y)[1]) + 4, f"{y:.6g}", style=' text-anchor="end"')
    yield _text((left + right) / 2, bottom + 30, function.parameters[0].name, style=' text-anchor="middle"')
    line = " ".join(",".join(place(*point)) for point in curve)
    yield f'<polyline points="{line}" fill="none" stroke="{_OURS}" stroke-width="2.5"/>'
    x, y = (float(str(each)) for each in (function.example.arguments[0], function.example.answer))
    at, height = map(float, place(x, y))
    yield f'<circle cx="{at}" cy="{height}" r="5" fill="white" stroke="{_OURS}" stroke-width="2.5"/>'
    yield _text(at + 10, height + 16, f"{x:.6g} → {y:.6g}", style=' font-weight="bold"')


def _text(x: float, y: float, text: str, *, style: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{style}>{escape(text)}</text>'


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{_LINE}"/>'
