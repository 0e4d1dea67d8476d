"""What stands on the Balance sheet? A simulated period as rows of cells, each with its kind, at places that stay.

Charts show cells by their address, so every part has as many rows as it can ever need; those that hold nothing are of a
hidden kind ("kpi-none"), and charts leave hidden rows out. The table `tblBalance` (the KPIs) tells where the sheet is,
whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from textwrap import wrap

from bonusmalus_core.words import words
from bonusmalus_core.workbook.balance.columns import (
    CARDS,
    COLUMNS,
    FACT,
    KPI,
    LABEL,
    TORNADO,
    ZONE,
)
from bonusmalus_core.workbook.port import Row, Workbook, Written

TABLE = "tblBalance"
SENTENCES, CHART, KPIS, ZONES, FIGURES, BINS = 16, 36, 20, 16, 20, 20
"""How many rows each part has: lines of text, height of the charts, KPIs, volumes, figures, bars of the histogram."""

_LINE = 175
"""Characters of a line of text; it runs on over the empty cells beside it."""

Cells = Mapping[int, Written]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its name; `shape` says how it is shown: share, money or number."""

    label: str
    value: Written
    shape: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the histogram: the middle of its factors, and the share of periods below 100 % and from there on."""

    factor: Written
    below: Written
    above: Written


@dataclass(frozen=True, slots=True)
class BalancePage:
    """What a simulation came to, ready to be written: `kpis`, `zone` and `tornado` are cells by their place."""

    title: str
    source: str
    sentences: Sequence[str]
    note: str
    cards: Sequence[Figure]
    kpis: Sequence[Cells]
    zone: Sequence[Cells]
    figures: Sequence[Figure]
    bars: Sequence[Bar]
    tornado: Sequence[Cells]


def put_balance(workbook: Workbook, page: BalancePage, language: str) -> str | None:
    """Puts the page on its sheet and shows it; the sheet's name, or None in a workbook without such a sheet."""
    named = {name.casefold(): table for name, table in workbook.tables().items()}
    table = named.get(TABLE.casefold())
    if table is None:
        return None
    workbook.write_sheet(table.sheet, balance_rows(language, page))
    workbook.show(table.sheet)
    return table.sheet


def balance_rows(language: str, page: BalancePage | None) -> list[Row]:
    """The whole sheet; None is one for which nothing has been drawn yet."""
    texts = words(language, "balance")
    least = 0 if page else 1
    return [*_summary(texts, page, least), *_charts(texts, page, least), *_behind(texts, page, least)]


def _summary(texts: Mapping[str, str], page: BalancePage | None, least: int) -> Iterator[Row]:
    """What it means, in words, in six figures and KPI by KPI; `least` keeps the looks of rows that hold nothing yet."""
    yield _row("title", {LABEL: texts["sheet"]})
    yield _row("subtitle", {LABEL: page.title if page else None})
    yield _row("source", {LABEL: page.source if page else texts["none"]})
    yield _row("space")
    yield _row("section", {LABEL: texts["who"]})
    lines = [{LABEL: line} for line in _lines(page.sentences if page else ())]
    yield from _slots("sentence", SENTENCES, lines, least, texts)
    yield _row("space")
    cards = page.cards if page else ()
    yield _row("card-label", {place: card.label for place, card in zip(CARDS, cards, strict=False)})
    yield _row("card", {place: card.value for place, card in zip(CARDS, cards, strict=False)})
    yield _row("space")
    yield _row("section", {LABEL: texts["kpis"]})
    yield _row("kpi-head", {place: texts[f"kpi.{key}"] for place, key in KPI.items()})
    yield from _slots("kpi", KPIS, page.kpis if page else (), 1, texts)
    yield _row("note", {LABEL: page.note if page else texts["kpis.note"]})
    yield _row("space")


def _charts(texts: Mapping[str, str], page: BalancePage | None, least: int) -> Iterator[Row]:
    """The charts, and what volumes above the forecast do."""
    yield from repeat(_row("chart"), CHART)
    yield _row("space")
    yield _row("section", {LABEL: texts["zone"]})
    yield _row("zone-head", {place: texts[f"zone.{key}"] for place, key in ZONE.items()})
    yield from _slots("zone", ZONES, page.zone if page else (), least, texts)
    yield _row("note", {LABEL: texts["zone.note" if page and page.zone else "zone.none"]})
    yield _row("space")


def _behind(texts: Mapping[str, str], page: BalancePage | None, least: int) -> Iterator[Row]:
    """The figures behind summary and charts."""
    yield _row("section", {LABEL: texts["figures"]})
    figures = page.figures if page else [Figure("", None, shape) for shape in ("share", "money", "number")]
    rows = [_row(f"figure-{each.shape}", {LABEL: each.label, FACT: each.value}) for each in figures[:FIGURES]]
    yield from rows
    yield from repeat(_row("figure-none"), FIGURES - len(rows))
    yield _row("space")
    yield _row("section", {LABEL: texts["histogram"]})
    yield _row("bar-head", {LABEL: texts["bar.factor"], FACT: texts["bar.below"], FACT + 1: texts["bar.above"]})
    bars = ({LABEL: each.factor, FACT: each.below, FACT + 1: each.above} for each in (page.bars if page else ()))
    yield from _slots("bar", BINS, list(bars), least, texts)
    yield _row("space")
    yield _row("section", {LABEL: texts["tornado"]})
    yield _row("tornado-head", {place: texts[f"kpi.{key}"] for place, key in TORNADO.items()})
    yield from _slots("tornado", KPIS, page.tornado if page else (), least, texts)


def _lines(sentences: Iterable[str]) -> list[str]:
    """The sentences as lines that fit on the page, each beginning with a dot."""
    found = (wrap(f"•  {each}", _LINE, subsequent_indent="    ") for each in sentences)
    return list(chain.from_iterable(found))


def _slots(kind: str, count: int, rows: Sequence[Cells], least: int, texts: Mapping[str, str]) -> Iterator[Row]:
    """The rows, at least so many, and hidden ones up to `count`; where there are more, the last one says how many."""
    filled = [*rows, *[{}] * (least - len(rows))]
    if len(filled) > count:
        filled[count - 1 :] = [{LABEL: texts["more"].format(count=len(filled) - count + 1)}]
    yield from (_row(kind, cells) for cells in filled)
    yield from repeat(_row(f"{kind}-none"), count - len(filled))


def _row(kind: str, cells: Cells | None = None) -> Row:
    found = cells or {}
    return Row(kind, tuple(found.get(place) for place in range(COLUMNS)))
