"""How is a change of a contract said: which row, which field, what stood there and what stands there now?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.differences import NAMED_BY, Kind, RowChange, fields_of
from bonusmalus_core.model.record import Record
from bonusmalus_core.words import say, words
from bonusmalus_core.words.numbers import money, number, share
from bonusmalus_core.workbook import layout
from bonusmalus_core.workbook.layout import Column, TableLayout
from bonusmalus_core.workbook.sheets import SHEETS

_LONGEST = 160
"""Characters of a text that are quoted; the sheets hold the rest."""


class Said(NamedTuple):
    """One line about a change, in words; `field` is the field's own name ("thresholds.2"), None of a whole row."""

    field: str | None
    row: str
    label: str
    before: str
    after: str


def sheet_of(section: str) -> str:
    """The key of the sheet on which a section stands."""
    return next(sheet.key for sheet in SHEETS if any(table.section == section for table in sheet.tables))


def _table(section: str) -> TableLayout:
    return next(table for sheet in SHEETS for table in sheet.tables if table.section == section)


def named(change: RowChange, language: str) -> str:
    """What a reader calls the row: its code or month, a number with what it counts: "Vanaf maand 13"."""
    fields = NAMED_BY[change.section]
    parts = [_part(change.section, *each, language) for each in zip(fields, change.name, strict=False)]
    begins = getattr(change.after or change.before, "from_month", 1)
    if "from_month" not in fields and begins > 1:  # a later row of a progression
        parts.append(_part(change.section, "from_month", begins, language))
    return " · ".join(parts)


def _part(section: str, field: str, name: object, language: str) -> str:
    column = _column(section, field)
    if column is not None and name in column.choices:
        return layout.choice_label(language, field, str(name))
    counts = column is not None and column.kind is layout.Kind.COUNT
    return f"{label_of(section, field, language)} {name}" if counts else str(name)


def rows_said(change: RowChange, contract: Contract) -> Iterator[Said]:
    """The change in words: one for every field (thresholds level by level), or one for the row as a whole."""
    texts, name = words(contract.language, "difference"), named(change, contract.language)
    if change.kind is not Kind.CHANGED:
        row = change.before or change.after
        said = _whole(change.section, row, contract) if row else ""
        yield Said(None, name, texts[change.kind], said if change.before else "–", said if change.after else "–")
    for each in change.fields:
        old, new = fields_of(change.before or _NOTHING), fields_of(change.after or _NOTHING)
        for field, label, one, other in _split(change.section, each.field, each.before, each.after, contract):
            yield Said(
                field, name, label,
                _said(change.section, each.field, one, old, contract),
                _said(change.section, each.field, other, new, contract),
            )  # fmt: skip


_NOTHING = Record()


def _split(
    section: str, field: str, before: object, after: object, contract: Contract
) -> Iterator[tuple[str, str, object, object]]:
    """A field with its label; thresholds and impacts level by level, as far as their number stayed."""
    levels = _levels(section, field, before, after)
    if levels:
        for level, (one, other) in enumerate(levels, 1):
            if one != other:
                yield f"{field}.{level}", layout.label(contract.language, section, field, level), one, other
    else:
        yield field, label_of(section, field, contract.language), before, after


def _levels(section: str, field: str, before: object, after: object) -> list[tuple[object, object]]:
    """The values level by level; none of a field that has no levels, or another number of them now."""
    column = _column(section, field)
    if not (column and column.per_level and isinstance(before, tuple) and isinstance(after, tuple)):
        return []
    return list(zip(before, after, strict=True)) if len(before) == len(after) else []


def label_of(section: str, field: str, language: str) -> str:
    """What the sheet calls a field."""
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
    parts = (
        f"{label_of(section, field, contract.language)} {_said(section, field, value, values, contract)}"
        for field, value in told.items()
    )
    return _cut("; ".join(parts)) or "–"


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
