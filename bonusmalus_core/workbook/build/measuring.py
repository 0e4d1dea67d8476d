"""How are the sheets about measuring built: the mapping, which people fill in, and the catalogue, which they read?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bonusmalus_core.model.mapping import MappingRow
from bonusmalus_core.words import words
from bonusmalus_core.workbook.build.cells import alignment, look
from bonusmalus_core.workbook.build.design import CAPTION, LEFT, RESULT, RESULT_HEADER, WRAP
from bonusmalus_core.workbook.build.grid import Shown, write_table
from bonusmalus_core.workbook.build.heads import heads
from bonusmalus_core.workbook.build.page import Page, height
from bonusmalus_core.workbook.build.plain import Typed
from bonusmalus_core.workbook.layout import TableLayout
from bonusmalus_core.workbook.measure_tables import OPEN_KEYS, TBL_CATALOGUE, TBL_MAPPING, declared

TOP = 3
HEADER_HEIGHT = 34
SPARE = 6
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GENERAL = (
    "time_zone", "source_time_zone", "dates", "decimal", "complete_from", "complete_until",
    *(f"opening_hours.{day}" for day in _WEEKDAYS), "exclude.1.topic",
)  # fmt: skip
"""What can be said of all records alike."""

USUAL = ("contacts", "surveys", "cases", "customers")
"""The records of which the columns stand prepared; others are typed in the spare rows."""


def write_mapping(page: Page) -> None:
    """A row for everything that can be said, with what it is; nothing has to be filled in."""
    page.title("mapping")
    rows = [*mapping_rows(page)]
    named = heads(page.plan.language, TBL_MAPPING, page.plan.levels)
    keys = [MappingRow.model_construct(key=key, value=value) for key, value, _ in rows]
    typed = Typed(page, TBL_MAPPING, named, keys, SPARE)
    what = _told(page, TBL_MAPPING, "what", [*(told for *_, told in rows), *[""] * SPARE])
    area = write_table(page, TBL_MAPPING.name, (TOP, 1), [what, *typed.columns()])
    page.sheet.set_row(TOP, HEADER_HEIGHT)
    page.freeze(TOP + 1)
    for row, (*_, told) in enumerate(rows, area.first):
        page.sheet.set_row(row, height((told, what.width)))


def mapping_rows(page: Page) -> Iterator[tuple[str, str, str]]:
    """Key, value and meaning: everything that is prepared, and what was said beyond that."""
    said = {row.key: row.value for row in page.plan.agreement.mapping}
    prepared = dict(_prepared(page))
    for key, told in prepared.items():
        yield key, said.get(key, ""), told
    for row in page.plan.agreement.mapping:
        if row.key not in prepared:
            yield row.key, row.value, ""


def _prepared(page: Page) -> Iterator[tuple[str, str]]:
    texts, fields = words(page.plan.language, "mapping"), words(page.plan.language, "records")
    for key in GENERAL:
        yield key, texts[key]
    for code, metric in {kpi.code: kpi.metric for kpi in page.plan.agreement.kpis}.items():
        choices = declared()["measures"].get(metric, {}).get("choices", ())
        for name in [*(each["name"] for each in choices), *(OPEN_KEYS if choices else ())]:
            yield f"kpis.{code}.{name}", texts[name].format(kpi=code)
    for records in USUAL:
        for field in declared()["records"][records]:
            yield f"{records}.columns.{field}", texts["column"].format(field=fields[field]) + f" ({records})"


def write_catalogue(page: Page) -> None:
    """Every measure with its formula, its choices, what others reach, and where it misleads."""
    page.title("catalogue")
    rows = [_measure(page, name, each) for name, each in declared()["measures"].items()]
    columns = [
        _told(page, TBL_CATALOGUE, column.key, [row[column.key] for row in rows]) for column in TBL_CATALOGUE.columns
    ]
    area = write_table(page, TBL_CATALOGUE.name, (TOP, 1), columns, filtered=True)
    page.sheet.set_row(TOP, HEADER_HEIGHT)
    for number, row in enumerate(rows, area.first):
        page.sheet.set_row(number, height(*((row[column.key], column.width) for column in columns)))
    page.freeze(TOP + 1)
    page.protect()


def _measure(page: Page, name: str, measure: dict[str, Any]) -> dict[str, str]:
    texts = words(page.plan.language, "measures")
    told = {part: texts[f"{name}.{part}"] for part in ("name", "formula", "reference", "trap")}
    low, high = ("" if each is None else str(each) for each in measure["scale"])
    return told | {
        "id": name,
        "choices": "\n".join(_choice(page, each) for each in measure["choices"]),
        "unit": _unit(page, measure["unit"]),
        "direction": _direction(page, measure["direction"]),
        "scale": f"{low} – {high}".rstrip(" –") if high else f"≥ {low}",
    }


def _choice(page: Page, choice: dict[str, Any]) -> str:
    """A choice with what is possible, what holds where nothing is said marked by brackets: "variant: 1, 2, [3]"."""
    default = choice["default"]
    possible = [f"[{each}]" if each == default else f"{each}" for each in choice["choices"]]
    if not possible and default not in (None, [], ""):
        said = ", ".join(default) if isinstance(default, list) else str(default)
        possible = [f"[{said.lower()}]"]
    must = [words(page.plan.language, "mapping")["must"]] if choice["required"] else []
    told = "; ".join(filter(None, (", ".join(possible), *must)))
    return f"{choice['name']}: {told}" if told else choice["name"]


def _unit(page: Page, unit: str) -> str:
    return words(page.plan.language, "choices").get(f"unit.{unit}", unit)


def _direction(page: Page, direction: str) -> str:
    return words(page.plan.language, "choices").get(
        f"direction.{direction}", words(page.plan.language, "mapping")["stated"]
    )


def _told(page: Page, layout: TableLayout, key: str, cells: Sequence[str]) -> Shown:
    column = layout.column(key)
    header = heads(page.plan.language, layout, page.plan.levels).headers[key]
    style = RESULT | look(page.plan, column) | WRAP | LEFT | {"valign": "top"}
    shown = CAPTION | WRAP | LEFT if key == "what" else style
    return Shown(key, header, column.width, [each or None for each in cells], shown, RESULT_HEADER | alignment(column))
