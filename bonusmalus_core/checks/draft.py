"""What do the checks of a draft ask of a contract more than once: its paid KPIs, their bands, metric and legend?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from bonusmalus_core.calc.periods import term
from bonusmalus_core.calc.progression import Stage, progressions, standing
from bonusmalus_core.checks.metrics import metric_of
from bonusmalus_core.findings import Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.legend import LegendEntry

TEXTS = ("definition", "numerator", "denominator", "inclusions", "exclusions")
"""The fields of a legend entry in which the parties define the KPI."""


class Hit(NamedTuple):
    """A place at which a check found something, and what its sentences quote."""

    where: Where
    kpi: str | None = None
    facts: Mapping[str, object] = {}
    month: str | None = None


@dataclass(frozen=True)
class Row:
    """A row of the KPI table that is paid, with its number in the table, the impacts that hold and its metric."""

    number: int
    kpi: Kpi
    impacts: tuple[Decimal, ...]
    metric: str

    def hit(self, place: str, /, **facts: object) -> Hit:
        """Something found in the field `place` of the row."""
        return Hit(Where("kpis", self.number, place), self.kpi.code, {"unit": self.kpi.unit, **facts})

    @property
    def target(self) -> Decimal | None:
        """The first threshold that is worth 100 %; None when no level is."""
        pairs = zip(self.kpi.thresholds, self.impacts, strict=True)
        return next((threshold for threshold, impact in pairs if impact == 1), None)

    @property
    def higher(self) -> bool:
        """Whether a higher value is better."""
        return self.kpi.thresholds[-1] > self.kpi.thresholds[0]


@dataclass(frozen=True)
class Entry:
    """A legend entry of a paid KPI, with its number in the table and the rows of the KPI."""

    number: int
    entry: LegendEntry
    rows: tuple[Row, ...]

    @property
    def code(self) -> str:
        """The KPI's code."""
        return self.entry.kpi

    @property
    def metric(self) -> str:
        """The metric of the KPI, as its first row has it."""
        return self.rows[0].metric

    @property
    def baseline(self) -> Decimal | None:
        """The baseline; None where there is none or it lies off the scale, typed in another unit."""
        low, high = self.rows[0].kpi.scale
        found = self.entry.baseline
        off = found is None or (low is not None and found < low) or (high is not None and found > high)
        return None if off else found

    @cached_property
    def words(self) -> str:
        """Everything that defines the KPI: its legend and the names of its rows."""
        names = dict.fromkeys(row.kpi.name for row in self.rows)
        return "\n".join([*names, *(getattr(self.entry, name) for name in TEXTS)])

    def hit(self, place: str, /, **facts: object) -> Hit:
        """Something found in the field `place` of the entry."""
        return Hit(Where("legend", self.number, place), self.code, {"unit": self.rows[0].kpi.unit, **facts})


@dataclass(frozen=True)
class Draft:
    """A contract being drafted. Rows whose bands are impossible are left out: they have findings of their own."""

    agreement: Agreement

    @property
    def language(self) -> str:
        """The language of the contract."""
        return self.agreement.contract.language

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The sound, paid rows of the KPI table, in its order."""
        levels, every = self.agreement.contract.levels, enumerate(self.agreement.kpis)
        rows = (Row(number, kpi, kpi.impacts or levels, metric_of(kpi)) for number, kpi in every)
        return tuple(row for row in rows if row.kpi.weight > 0 and _is_sound(row))

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of every paid KPI by code, each code's from its first month on."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.kpi.code, []).append(row)
        return {code: tuple(sorted(rows, key=lambda row: row.kpi.from_month)) for code, rows in found.items()}

    @cached_property
    def legend(self) -> tuple[Entry, ...]:
        """The legend of the paid KPIs, in the order of its table."""
        every = enumerate(self.agreement.legend)
        return tuple(Entry(number, each, self.by_code[each.kpi]) for number, each in every if each.kpi in self.by_code)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The legend entry of each paid KPI that has one."""
        return {entry.code: entry for entry in self.legend}

    @cached_property
    def months(self) -> tuple[tuple[Row, ...], ...]:
        """For every contract month the rows that act or wait in it: one a KPI, none once it has ended."""
        rows = {row.number: row for row in self.rows}
        numbers = {id(kpi): number for number, kpi in enumerate(self.agreement.kpis)}
        of_codes = progressions(self.agreement.kpis).values()
        seen: dict[tuple[int, ...], tuple[Row, ...]] = {}
        months = list[tuple[Row, ...]]()
        for number, _ in enumerate(term(self.agreement.contract), 1):
            stands = (standing(of_code, number) for of_code in of_codes)
            key = tuple(numbers[id(each.row)] for each in stands if each.stage is not Stage.ENDED)
            months.append(seen.setdefault(key, tuple(rows[each] for each in key if each in rows)))
        return tuple(months)

    @cached_property
    def constellations(self) -> tuple[tuple[Row, ...], ...]:
        """The different sets of rows that act or wait together in some month."""
        return tuple(dict.fromkeys(self.months))

    def lacking(self, place: str, entries: Iterator[Entry]) -> Iterator[Hit]:
        """A hit for each entry that lacks a field; when all of several lack it, one at the column's header."""
        lacking = list(entries)
        if len(lacking) > 1 and len(lacking) == len(self.legend):
            yield Hit(Where("legend", None, place), None, {"codes": ", ".join(each.code for each in lacking)})
        else:
            yield from (each.hit(place, codes=each.code) for each in lacking)


def overlap(one: Kpi, other: Kpi, months: int) -> bool:
    """Whether two rows can act in the same contract month."""
    first = max(one.from_month, other.from_month)
    return first <= min(one.to_month or months, other.to_month or months, months)


def _is_sound(row: Row) -> bool:
    thresholds, impacts = row.kpi.thresholds, row.impacts
    steps = {better > worse for worse, better in pairwise(thresholds)}
    wrong = {"higher": {False}, "lower": {True}}.get(row.kpi.direction or "")
    distinct = all(worse != better for worse, better in pairwise(thresholds))
    rising = all(worse <= better for worse, better in pairwise(impacts))
    return len(thresholds) == len(impacts) and distinct and len(steps) == 1 and steps != wrong and rising
