"""Has a KPI a value in its run, and if not, why not?

Source: contract and settlement rules, sections 3.1 and 3.2. What stands in the way is returned as findings; for a KPI
of weight 0, which is reported but never paid, they block nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bonusmalus_core.calc.records import Records
from bonusmalus_core.calc.runs import Run
from bonusmalus_core.calc.values import Value, measured
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.measurement import Measurement, Override
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.settlement import State

_NOTHING = Value(None)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found for a run; `months` counts the months measured, by which the thresholds of a sum are scaled."""

    state: State
    value: Value = _NOTHING
    months: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The months of a run that must have rows (`needed`) and those its value is taken over (`window`), unexcused."""

    needed: tuple[Month, ...]
    window: tuple[Month, ...]
    excused: bool


def evaluate(records: Records, run: Run) -> Evaluation:
    """The value of an active run: overridden, measured, inactive or missing."""
    span = _span(records, run)
    override = records.overrides.get(run.row.code)
    if override is not None and (override.value is not None or override.impact is not None):
        return _overridden(records, run, span, override)
    if span.excused:
        return Evaluation(State.INACTIVE)
    return _measured(records, run, span)


def _span(records: Records, run: Run) -> Span:
    row, code = run.row, run.row.code
    first = records.start + (records.progressions[code][0].from_month - 1)
    base = run.months
    if row.frequency == "period":
        base = tuple(month for month in records.months if month >= first)
    window = base
    if row.window_months is not None:
        length = min(row.window_months, base[-1] - first + 1)
        window = tuple(base[-1] + (back - length + 1) for back in range(length))
    unexcused = {month for month in {*base, *window} if not records.excused(code, month)}
    counted = tuple(month for month in window if month in unexcused)
    excused = not counted or not any(month in unexcused for month in base)
    return Span(tuple(sorted(unexcused)), counted, excused)


def _overridden(records: Records, run: Run, span: Span, override: Override) -> Evaluation:
    months = len(span.window) or len(run.months)
    if override.impact is not None or override.value is None:
        return Evaluation(State.OVERRIDDEN, months=months)
    row_number = next(i for i, each in enumerate(records.agreement.overrides) if each is override)
    where = Where("overrides", row_number, "value")
    found = tuple(_off_scale(run, Fraction(override.value), where, None))
    return Evaluation(State.OVERRIDDEN, Value(Fraction(override.value)), months, found)


def _measured(records: Records, run: Run, span: Span) -> Evaluation:
    rows = records.measurements.get(run.row.code, {})
    present = [month for month in span.needed if month in rows]
    if not present:
        return Evaluation(State.MISSING, findings=tuple(_missing(records, run, span.needed, "D1")))
    absent = [month for month in span.needed if month not in rows]
    faults = _faulty(records, run, [row for month in present for row in rows[month]])
    if absent and run.row.frequency == "monthly":
        faults += [_finding(run, "D2", "measurements", month) for month in absent]
    if faults:
        return Evaluation(State.MISSING, findings=tuple(faults))
    return _judged(records, run, span, measured(run.row, rows, span.window))


def _judged(records: Records, run: Run, span: Span, value: Value) -> Evaluation:
    if value.too_few(run.row):
        return Evaluation(State.INACTIVE, value)
    if value.value is None:
        return Evaluation(State.MISSING, value, findings=tuple(_missing(records, run, span.window, "D3")))
    where = Where("measurements")
    off = tuple(_off_scale(run, value.value, where, run.months[-1]))
    return Evaluation(State.MISSING if off else State.MEASURED, value, len(span.window), off)


def _missing(records: Records, run: Run, months: tuple[Month, ...], code: str) -> list[Finding]:
    """One finding per month without data; the contract's policy says whether that stops the settlement."""
    refused = records.contract.missing_data == "refuse"
    return [_finding(run, code, "measurements", month, refused) for month in months]


def _faulty(records: Records, run: Run, rows: list[Measurement]) -> list[Finding]:
    """Rows that do not hold what the KPI's aggregate reads."""
    row = run.row
    needs = ("numerator", "denominator") if row.aggregate == "ratio" else ("value",)
    found = [
        _at_row(records, run, "D4", each, field) for each in rows for field in needs if getattr(each, field) is None
    ]
    if row.aggregate == "mean" and len({each.n is None for each in rows}) == 2:
        found += [_at_row(records, run, "D5", each, "n") for each in rows if each.n is None]
    return found


def _off_scale(run: Run, value: Fraction, where: Where, month: Month | None) -> list[Finding]:
    low, high = run.row.scale
    if (low is None or value >= low) and (high is None or value <= high):
        return []
    facts = {"value": value, "low": low, "high": high, "unit": run.row.unit}
    return [Finding("M10", _severity(run), where, str(month) if month else None, run.row.code, facts)]


def _at_row(records: Records, run: Run, code: str, row: Measurement, field: str) -> Finding:
    number = next(i for i, each in enumerate(records.agreement.measurements) if each is row)
    return Finding(code, _severity(run), Where("measurements", number, field), str(row.month), row.kpi)


def _finding(run: Run, code: str, table: str, month: Month, refused: bool = True) -> Finding:
    severity = _severity(run) if refused else Severity.WARNING
    return Finding(code, severity, Where(table), str(month), run.row.code)


def _severity(run: Run) -> Severity:
    return Severity.WARNING if paid_nothing(run) else Severity.BLOCKER


def paid_nothing(run: Run) -> bool:
    """Whether the KPI is only reported: it has weight 0 in every month of the run."""
    return all(weight == Decimal(0) for weight in run.weights)
