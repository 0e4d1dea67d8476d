"""How do two versions of a contract differ, which settled periods would that alter, and are the terms those sealed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from bonusmalus_core.calc.canonical import canonical
from bonusmalus_core.declare.changes_said import named, rows_said, sheet_of
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.declare.sealing import Sealing, sealing_data
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.decimals import decimal_text
from bonusmalus_core.model.differences import Kind, RowChange, differences, replaced
from bonusmalus_core.words import say, words
from bonusmalus_core.workbook.sheets import SHEETS


@dataclass(frozen=True, slots=True)
class Difference:
    """A change, the sheet on which it stands, and the settled periods (counted from 1) whose inputs it alters."""

    sheet: str
    change: RowChange
    alters: tuple[int, ...]


def compared(before: Agreement, after: Agreement) -> tuple[Difference, ...]:
    """What changed from one version to the other, sheet by sheet."""
    settled = sorted({row.period for row in (*before.history, *after.history) if row.event == "settled"})
    found = [
        Difference(sheet_of(each.section), each, _alters(before, each, settled)) for each in differences(before, after)
    ]
    order = [sheet.key for sheet in SHEETS]
    return tuple(sorted(found, key=lambda each: order.index(each.sheet)))


def difference_data(found: Sequence[Difference], sealed: Sealing | None = None) -> dict[str, Any]:
    """The differences as `--json` prints them: a row for every changed field, and for every row added or removed."""
    return {"changes": [row for each in found for row in _data(each)], "sealed": sealing_data(sealed)}


def difference_report(found: Sequence[Difference], contract: Contract) -> Report:
    """The differences for people: a listing per sheet, and a warning where a settled period would be another."""
    language = contract.language
    texts = words(language, "difference")
    if not found:
        return [Passage((texts["none"],))]
    header = tuple(texts[each] for each in ("row", "field", "before", "after"))
    parts: list[Passage | Listing] = []
    for sheet, changes in groupby(found, key=lambda each: each.sheet):
        rows = tuple(row[1:] for each in changes for row in rows_said(each.change, contract))
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


def _warning(found: Difference, language: str) -> str:
    sheet = say(language, "sheets", f"sheet.{found.sheet}")
    periods = ", ".join(map(str, found.alters))
    place = " ".join(filter(None, (sheet, named(found.change, language))))
    return say(language, "difference", "warning", place=place, periods=periods)
