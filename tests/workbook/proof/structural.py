"""Every change of what decides which months, rows and measurements count: formulas do not follow it, they flag it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from bonusmalus_core.words import words
from bonusmalus_core.workbook.port import Cell
from tests.workbook.proof.changes import Inputs, Named
from tests.workbook.proof.settled import Change, Settled

_OTHER_TERMS: Mapping[str, tuple[Cell, ...]] = {
    "currency": ("JPY", "USD"),
    "start": (date(2026, 2, 1), date(2025, 1, 1)),
    "months": (Decimal(23), Decimal(11)),
    "settlement_months": (Decimal(6), Decimal(1)),
    "calendar": ("calendar.calendar", "calendar.contract"),
    "evaluation": ("evaluation.month", "evaluation.period"),
    "vat_treatment": ("vat_treatment.damages", "vat_treatment.price_adjustment"),
    "vat_rate": (Decimal("0.06"), Decimal("0.21")),
}
"""Two values of each term, words by their key: one of them is another than the term's own."""


def structural(settled: Settled) -> Iterator[Named]:
    """Every such change."""
    inputs = Inputs(settled)
    for each in (_other_terms, _other_kpis, _other_conditions, _other_agreed):
        for name, cells in each(inputs):
            yield Named(name, cells)


def _other_terms(inputs: Inputs) -> Iterator[tuple[str, Change]]:
    choices = words(inputs.agreement.contract.language, "choices")
    for key, values in _OTHER_TERMS.items():
        place, held = inputs.term(key)
        said = [choices[value] if isinstance(value, str) and "." in value else value for value in values]
        yield f"other {key}", {place: next(value for value in said if value != held)}


def _other_kpis(inputs: Inputs) -> Iterator[tuple[str, Change]]:
    choices, last = words(inputs.agreement.contract.language, "choices"), len(inputs.agreement.kpis) - 1
    for field, values in (
        ("from_month", (Decimal(5), Decimal(6))), ("to_month", (Decimal(5), Decimal(6))), ("code", ("NEW", "OTHER")),
        ("window_months", (Decimal(2), Decimal(4))), ("weight", (Decimal(0), Decimal("0.1"))),
        ("aggregate", (choices["aggregate.last"], choices["aggregate.sum"])),
        ("frequency", (choices["frequency.period"], choices["frequency.monthly"])),
    ):  # fmt: skip
        for number in {0, last}:
            found = inputs.cell("kpis", number, field)
            if found is not None and (field != "weight" or bool(found[1]) != bool(values[0])):
                yield f"{field} of KPI {number}", {found[0]: next(each for each in values if each != found[1])}
    yield from _without(inputs, "kpis", last, "code")


def _other_conditions(inputs: Inputs) -> Iterator[tuple[str, Change]]:
    for number in range(len(inputs.agreement.conditions)):
        found = inputs.cell("conditions", number, "measure")
        if found is not None:
            yield f"measure of condition {number}", {found[0]: "training" if found[1] != "training" else "quality"}
        yield from _without(inputs, "conditions", number, "code")


def _other_agreed(inputs: Inputs) -> Iterator[tuple[str, Change]]:
    """Rows of events and overrides that go, or another one that comes."""
    kpi, month = inputs.agreement.kpis[0].code, inputs.agreement.months[0].month.first
    rows: Mapping[str, Mapping[str, Cell]] = {
        "events": {"kpi": kpi, "from": month, "to": month, "agreed": month},
        "overrides": {"period": Decimal(inputs.period), "kpi": "NEW", "impact": Decimal(1), "agreed": month},
    }
    for section, added in rows.items():
        found = inputs.sections[section]
        blank = next((row for row, cells in enumerate(found.table.rows) if not any(cells)), None)
        if blank is not None:
            cells: Change = {inputs.at(found, blank, found.columns[key])[0]: value for key, value in added.items()}
            yield f"another row of {section}", cells
        for number, row in enumerate(found.rows):
            if section == "events" or found.table.rows[row][found.columns["period"]] == inputs.period:
                yield from _without(inputs, section, number, "agreed" if section == "events" else "period")


def _without(inputs: Inputs, section: str, number: int, field: str) -> Iterator[tuple[str, Change]]:
    """The change that takes a row out: without what it is looked at by, it is none."""
    found = inputs.cell(section, number, field)
    assert found is not None
    if found[1] is not None:  # an event that was never agreed is no row already
        yield f"row {number} of {section} cleared", {found[0]: None}
