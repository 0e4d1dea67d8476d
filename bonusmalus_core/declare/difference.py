"""How is the difference between two versions of a contract said, and which settled periods would it alter?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from bonusmalus_core.calc.canonical import canonical
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.decimals import decimal_text
from bonusmalus_core.model.differences import NAMED_BY, Kind, RowChange, differences, fields_of, replaced
from bonusmalus_core.model.record import Record
from bonusmalus_core.words import say, words
from bonusmalus_core.words.numbers import money, number, share
from bonusmalus_core.workbook import layout
from bonusmalus_core.workbook.layout import Column, TableLayout
from bonusmalus_core.workbook.sheets import SHEETS

_LONGEST = 160
"""Characters of a text that are quoted; the sheets hold the rest."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A change, the sheet on which it stands, and the settled periods (counted from 1) whose inputs it alters."""

    sheet: str
    change: RowChange
    alters: tuple[int, ...]


def compared(before: Agreement, after: Agreement) -> tuple[Difference, ...]:
    """What changed from one version to the other, sheet by sheet."""
    settled = sorted({row.period for row in (*before.history, *after.history)})
    found = [
        Difference(_sheet(each.section), each, _alters(before, each, settled)) for each in differences(before, after)
    ]
    order = [sheet.key for sheet in SHEETS]
    return tuple(sorted(found, key=lambda each: order.index(each.sheet)))


def difference_data(found: Sequence[Difference]) -> dict[str, Any]:
    """The differences as `--json` prints them: a row for every changed field, and for every row added or removed."""
    return {"changes": [row for each in found for row in _data(each)]}


def difference_report(found: Sequence[Difference], contract: Contract) -> Report:
    """The differences for people: a listing per sheet, and a warning where a settled period would be another."""
    language = contract.language
    texts = words(language, "difference")
    if not found:
        return [Passage((texts["none"],))]
    header = tuple(texts[each] for each in ("row", "field", "before", "after"))
    parts: list[Passage | Listing] = []
    for sheet, changes in groupby(found, key=lambda each: each.sheet):
        rows = tuple(row for each in changes for row in _rows(each.change, contract))
        parts.append(Listing(header, rows, say(language, "sheets", f"sheet.{sheet}")))
    warned = tuple(_warning(each, language) for each in found if each.alters)
    return [*parts, Passage(warned, texts["alters"])] if warned else parts


def _alters(before: Agreement, change: RowChange, settled: Sequence[int]) -> tuple[int, ...]:
    changed = replaced(before, change)
    return tuple(period for period in settled if _inputs(changed, period) != _inputs(before, period))


def _inputs(agreement: Agreement, period: int) -> str | None:
    """What a settlement of the period reads; None when the contract has no such period."""
    try:
        return canonical(agreement, period)
    except WrongUsage:
        return None


def _sheet(section: str) -> str:
    return next(sheet.key for sheet in SHEETS if any(table.section == section for table in sheet.tables))


def _table(section: str) -> TableLayout:
    return next(table for sheet in SHEETS for table in sheet.tables if table.section == section)


def _data(found: Difference) -> Iterator[dict[str, Any]]:
    change = found.change
    shared = {"sheet": found.sheet, "section": change.section, "row": " ".join(change.name), "kind": str(change.kind)}
    alters = {"alters_periods": list(found.alters)}
    if change.kind is not Kind.CHANGED:
        yield shared | alters
    for each in change.fields:
        yield shared | {"field": each.field, "before": _plain(each.before), "after": _plain(each.after)} | alters


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def named(change: RowChange, language: str) -> str:
    """What a reader calls the row: its code or month, a number with what it counts: "Vanaf maand 13"."""
    columns = (_column(change.section, field) for field in NAMED_BY[change.section])
    counts = [column is not None and column.kind is layout.Kind.COUNT for column in columns]
    return " · ".join(
        f"{_label(change.section, field, language)} {name}" if counted else name
        for field, counted, name in zip(NAMED_BY[change.section], counts, change.name, strict=False)
    )


def _rows(change: RowChange, contract: Contract) -> Iterator[tuple[str, str, str, str]]:
    """The change in words: a line per field, or one for the row as a whole."""
    texts, name = words(contract.language, "difference"), named(change, contract.language)
    if change.kind is not Kind.CHANGED:
        row = change.before or change.after
        said = _whole(change.section, row, contract) if row else ""
        yield (name, texts[change.kind], said if change.before else "–", said if change.after else "–")
    for each in change.fields:
        old, new = fields_of(change.before or _NOTHING), fields_of(change.after or _NOTHING)
        for label, one, other in _split(change.section, each.field, each.before, each.after, contract):
            yield (
                name, label,
                _said(change.section, each.field, one, old, contract),
                _said(change.section, each.field, other, new, contract),
            )  # fmt: skip


_NOTHING = Record()


def _split(
    section: str, field: str, before: object, after: object, contract: Contract
) -> Iterator[tuple[str, object, object]]:
    """A field with its label; thresholds and impacts level by level, as far as their number stayed."""
    levels = _levels(section, field, before, after)
    if levels:
        for level, (one, other) in enumerate(levels, 1):
            if one != other:
                yield layout.label(contract.language, section, field, level), one, other
    else:
        yield _label(section, field, contract.language), before, after


def _levels(section: str, field: str, before: object, after: object) -> list[tuple[object, object]]:
    """The values level by level; none of a field that has no levels, or another number of them now."""
    column = _column(section, field)
    if not (column and column.per_level and isinstance(before, tuple) and isinstance(after, tuple)):
        return []
    return list(zip(before, after, strict=True)) if len(before) == len(after) else []


def _label(section: str, field: str, language: str) -> str:
    if section == "contract" and field == "levels":
        return say(language, "difference", "levels")
    key = f"{section}.{field}"
    return words(language, "fields").get(key, field).format(n="").strip()


def _column(section: str, field: str) -> Column | None:
    return next((column for column in _table(section).columns if column.key == field), None)


def _whole(section: str, row: Record, contract: Contract) -> str:
    """A row in short: what it says besides its name and its defaults."""
    values, defaults = fields_of(row), type(row).model_fields
    told = {
        name: value
        for name, value in values.items()
        if name not in NAMED_BY[section] and not (name in defaults and value == defaults[name].get_default())
    }
    return _cut("; ".join(_said(section, field, value, values, contract) for field, value in told.items())) or "–"


def _said(section: str, field: str, value: object, row: dict[str, object], contract: Contract) -> str:
    language, column = contract.language, _column(section, field)
    if value is None or value == "":
        return "–"
    if isinstance(value, (list, tuple)):
        return _cut("; ".join(_said(section, field, each, row, contract) for each in value)) or "–"
    if isinstance(value, bool):
        return words(language, "choices")[f"cell.{value}".lower()]
    if isinstance(value, (Decimal, int)):
        return _number(Decimal(value), column, row, contract)
    if isinstance(value, date):
        return say(language, "cli", "day", d=value.day, m=value.month, y=value.year)
    return _cut(words(language, "choices").get(f"{field}.{value}", str(value)))


def _number(value: Decimal, column: Column | None, row: dict[str, object], contract: Contract) -> str:
    kind = column.kind if column else None
    if kind is layout.Kind.MONEY:
        return money(value, contract.currency, contract.language)
    is_share = kind is layout.Kind.SHARE or (
        column is not None and column.key == "thresholds" and row.get("unit") == "%"
    )
    return share(value, contract.language) if is_share else number(value, contract.language)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _warning(found: Difference, language: str) -> str:
    sheet = say(language, "sheets", f"sheet.{found.sheet}")
    periods = ", ".join(map(str, found.alters))
    return say(language, "difference", "warning", sheet=sheet, row=named(found.change, language), periods=periods)
