"""One change of each kind of input that a settlement reads, as far as the workbook has such an input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import words
from bonusmalus_core.workbook.places import SectionPlaces
from bonusmalus_core.workbook.port import Cell
from bonusmalus_core.workbook.read import read_agreement
from tests.workbook.proof.settled import Change, Settled


class Inputs:
    """The input cells of a workbook."""

    def __init__(self, settled: Settled) -> None:
        from bonusmalus_core.hosts.memory import MemoryWorkbook

        reading = read_agreement(MemoryWorkbook(*settled.tables.values()))
        assert reading.agreement is not None
        self.period = settled.period
        self.agreement: Agreement = reading.agreement
        self.sections = reading.places.sections

    def cell(self, section: str, record: int, field: str) -> tuple[tuple[str, str], Cell] | None:
        """A cell by its record, with what it holds."""
        found = self.sections.get(section)
        if found is None or field not in found.columns or record >= len(found.rows):
            return None
        return self.at(found, found.rows[record], found.columns[field])

    def term(self, key: str) -> tuple[tuple[str, str], Cell]:
        """A field of the contract."""
        found = self.sections["contract"]
        return self.at(found, found.fields[key], found.columns["value"])

    @staticmethod
    def at(found: SectionPlaces, row: int, column: int) -> tuple[tuple[str, str], Cell]:
        """A cell of a table's body."""
        return (found.table.sheet, found.table.cell(row, column)), found.table.rows[row][column]


@dataclass(frozen=True)
class Named:
    """A change with what it is called."""

    name: str
    cells: Change


def changes(settled: Settled) -> Iterator[Named]:
    """Every change."""
    inputs = Inputs(settled)
    yield from _measurements(inputs)
    yield from _volumes(inputs)
    yield from _bands(inputs)
    yield from _weights(inputs)
    yield from _prices(inputs)
    yield from _conditions(inputs)
    yield from _terms(inputs)
    yield from _ways(inputs)


def _scaled(inputs: Inputs, name: str, place: tuple[str, int, str], factor: str) -> Iterator[Named]:
    found = inputs.cell(*place)
    if found is not None and isinstance(found[1], Decimal):
        yield Named(name, {found[0]: found[1] * Decimal(factor)})


def _measurements(inputs: Inputs) -> Iterator[Named]:
    seen = set()
    for number, row in enumerate(inputs.agreement.measurements):
        if row.kpi not in seen and not row.is_blank:
            seen.add(row.kpi)
            field = "numerator" if row.numerator is not None else "value"
            yield from _scaled(inputs, f"measurement of {row.kpi}", ("measurements", number, field), "0.97")
            for other in ("denominator", "n"):
                yield from _scaled(inputs, f"{other} of {row.kpi}", ("measurements", number, other), "1.05")


def _volumes(inputs: Inputs) -> Iterator[Named]:
    for number, factor in enumerate(("1.3", "0.7", "1.01")):
        yield from _scaled(inputs, f"volume {number}", ("months", number, "actual"), factor)
        yield from _scaled(inputs, f"forecast {number}", ("months", number, "forecast"), factor)
    for measure in inputs.sections["months"].columns:
        if measure not in ("month", "forecast", "actual", "forecast_locked_on"):
            yield from _scaled(inputs, f"measure {measure}", ("months", 0, measure), "0.5")
            yield from _scaled(inputs, f"measure {measure} up", ("months", 0, measure), "2")


def _bands(inputs: Inputs) -> Iterator[Named]:
    for number, kpi in enumerate(inputs.agreement.kpis):
        for level in (1, len(kpi.thresholds)):
            near = kpi.thresholds[1 if level == 1 else -2]
            found = inputs.cell("kpis", number, f"thresholds.{level}")
            if found is not None and isinstance(found[1], Decimal):
                nearer = found[1] + (near - found[1]) * Decimal("0.4")
                yield Named(f"threshold {level} of {kpi.code}", {found[0]: nearer})
    last = inputs.cell("levels", 0, "levels.1")
    if last is not None and isinstance(last[1], Decimal):
        yield Named("level 1", {last[0]: last[1] - Decimal("0.01")})


def _weights(inputs: Inputs) -> Iterator[Named]:
    """Weight goes from a KPI to the next one, in all rows of both."""
    codes = list(dict.fromkeys(kpi.code for kpi in inputs.agreement.kpis))
    for first, second in pairwise(codes):
        cells: dict[tuple[str, str], Cell] = {}
        for number, kpi in enumerate(inputs.agreement.kpis):
            found = inputs.cell("kpis", number, "weight")
            if kpi.code in (first, second) and found is not None:
                cells[found[0]] = kpi.weight + Decimal("0.01") * (1 if kpi.code == second else -1)
        yield Named(f"weight of {first}", cells)


def _prices(inputs: Inputs) -> Iterator[Named]:
    for number in range(len(inputs.agreement.prices)):
        yield from _scaled(inputs, f"price {number}", ("prices", number, "price"), "1.0733")


def _conditions(inputs: Inputs) -> Iterator[Named]:
    choices = words(inputs.agreement.contract.language, "choices")
    for number, condition in enumerate(inputs.agreement.conditions):
        for factor in ("0.8", "1.2"):
            name = f"condition {condition.code} at {factor}"
            yield from _scaled(inputs, name, ("conditions", number, "threshold"), factor)
        yield from _scaled(inputs, f"guarantee {condition.code}", ("conditions", number, "effect_value"), "1.05")
        for field, value in (
            ("comparator", "<="), ("comparator", ">="), ("effect", choices["effect.bar_bonus"]),
            ("effect", choices["effect.waive_malus"]), ("scope", choices["scope.total"]), ("window_months", Decimal(2)),
            ("kpis", inputs.agreement.kpis[0].code), ("tested", choices["tested.period"]), ("from_month", Decimal(2)),
            ("to_month", Decimal(2)),
        ):  # fmt: skip
            found = inputs.cell("conditions", number, field)
            if found is not None:
                yield Named(f"{field} {value} of {condition.code}", {found[0]: value})


def _terms(inputs: Inputs) -> Iterator[Named]:
    choices = words(inputs.agreement.contract.language, "choices")
    for key in ("bonus_cap", "malus_cap"):
        yield Named(f"{key} of 0.1 %", {inputs.term(key)[0]: Decimal("0.001")})
        yield Named(f"no {key}", {inputs.term(key)[0]: choices["none"]})
    for key, outcomes in (
        ("inactive_kpi", ("neutral", "redistribute")), ("missing_data", ("refuse", "neutral", "redistribute")),
        ("bonus_malus_volume", ("delivered", "payable")),
    ):  # fmt: skip
        for outcome in outcomes:
            yield Named(f"{key} {outcome}", {inputs.term(key)[0]: choices[f"{key}.{outcome}"]})
    for decimals in ("0", "2", "4"):
        yield Named(f"price in {decimals} decimals", {inputs.term("price_decimals")[0]: Decimal(decimals)})


def _ways(inputs: Inputs) -> Iterator[Named]:
    """How a value becomes an impact."""
    choices = words(inputs.agreement.contract.language, "choices")
    for number, kpi in enumerate(inputs.agreement.kpis[:3]):
        for field, value in (
            ("payout", choices["payout.step"]), ("payout", choices["payout.nearest"]),
            ("payout", choices["payout.linear"]), ("beyond", choices["beyond.extrapolate"]),
            ("impact_floor", Decimal("0.99")), ("impact_cap", Decimal("1.01")), ("decimals", Decimal(1)),
            ("decimals", Decimal(2)), ("min_n", Decimal(10) ** 7), ("min_n", Decimal(1)),
        ):  # fmt: skip
            found = inputs.cell("kpis", number, field)
            if found is not None:
                yield Named(f"{field} {value} of {kpi.code}", {found[0]: value})
