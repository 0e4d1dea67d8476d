"""Which rows do the records give for the KPIs that are asked?

KPIs that read the same records by the same groups are summed in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from numbers import Real

import narwhals as nw

from bonusmalus_core.measures import customers, repeat
from bonusmalus_core.measures.asked import Asked, Counted, told
from bonusmalus_core.measures.core import Frame, Frames, collected, index, month_of
from bonusmalus_core.measures.measure import NOTHING, Sums
from bonusmalus_core.measures.row import MeasuredRow, made
from bonusmalus_core.model.month import Month

Repeats = Callable[[Frame, Asked, range], Counted]
"""Who counts repeated contacts: the expression of every engine, or the fast path of one."""


def evaluate(
    frames: Frames, asked: Sequence[Asked], months: Sequence[Month], repeats: Repeats = repeat.counted_repeats
) -> list[MeasuredRow]:
    """The rows of the KPIs, in the order in which they were asked, over consecutive months.

    Raises KeyError for records that are not among the frames.
    """
    span = range(index(months[0]), index(months[-1]) + 1)
    found: dict[str, Counted] = {}
    plain = sorted((each for each in asked if not each.measure.special), key=_pass)
    for _, together in groupby(plain, key=_pass):
        found |= _summed(frames, list(together), span)
    for each in asked:
        if each.measure.special == "repeat":
            found[each.kpi] = repeats(frames[each.measure.records], each, span)
        elif each.measure.special:
            found[each.kpi] = customers.counted_customers(frames, each, span)
    return [row for each in asked for row in _rows(each, found[each.kpi])]


def _pass(asked: Asked) -> tuple[str, str, tuple[str, ...]]:
    return asked.measure.records, asked.measure.month, asked.by


def _summed(frames: Frames, asked: list[Asked], span: range) -> dict[str, Counted]:
    """What one pass over the records adds up for all KPIs that read them alike."""
    measure, by = asked[0].measure, asked[0].by
    amounts: list[_Amount] = []
    places = {each.kpi: [_place(amounts, (each.only, one)) for one in _amounts(_sums(each))] for each in asked}
    named = {f"sum{number}": _chosen(amount, _counts(only)) for number, (only, amount) in enumerate(amounts)}
    added = frames[measure.records].select(measure.month, *by, **named)
    every = collected(added.group_by(measure.month, *by).agg(*(nw.col(name).sum() for name in named)))
    # asked of every record, a month costs more than its sums; engines differ in what they put where none is known
    rows = [row for row in every if isinstance(row[0], Real) and row[0] in span]
    return {kpi: told(rows, len(by), its) for kpi, its in places.items()}


_Amount = tuple[Mapping[str, tuple[str, ...]], nw.Expr]
"""What is added up, of records with these words."""


def _place(amounts: list[_Amount], wanted: _Amount) -> int:
    """Where it stands among the amounts: what several KPIs hold as the same expression is added up once."""
    (only, amount), there = wanted, len(amounts)
    place = next((n for n, (its, other) in enumerate(amounts) if other is amount and its == only), there)
    if place == there:
        amounts.append(wanted)
    return place


def _sums(asked: Asked) -> Sums:
    if asked.measure.sums is None:
        raise TypeError(f"{asked.measure.id} is no sum over single records")
    return asked.measure.sums(asked.given)


def _amounts(sums: Sums) -> tuple[nw.Expr, ...]:
    """What is added up, in the order of `Totals`."""
    pair = (sums.numerator, sums.denominator)
    squares = NOTHING if sums.squares is None else sums.squares
    if sums.needs is not None:
        return (*pair, squares, *sums.needs)
    return pair if sums.squares is None else (*pair, squares)


def _counts(only: Mapping[str, Iterable[str]]) -> nw.Expr | None:
    """Whether a record counts for a KPI of these words; None when all do."""
    conditions = [nw.col(name).is_in(list(words)) for name, words in only.items()]
    return nw.all_horizontal(*conditions, ignore_nulls=False) if conditions else None


def _chosen(amount: nw.Expr, counts: nw.Expr | None) -> nw.Expr:
    return amount if counts is None else nw.when(counts).then(amount).otherwise(NOTHING)


def _rows(asked: Asked, counted: Counted) -> list[MeasuredRow]:
    micro = asked.measure.sums is not None and _sums(asked).micro
    return [
        made(asked.kpi, asked.measure, month_of(month), part, totals, micro=micro)
        for (month, part), totals in sorted(counted.items())
    ]
