"""Has a KPI a value in its run, and if not, why not?

Source: contract and settlement rules, sections 3.1 and 3.2. What stands in the way is returned as findings; for a KPI
of weight 0, which is reported but never paid, they block nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from bonusmalus_core.calc.exact import fraction
from bonusmalus_core.calc.off_scale import alone_off_scale, off_scale, scale_facts
from bonusmalus_core.calc.records import Records
from bonusmalus_core.calc.runs import Run
from bonusmalus_core.calc.values import Value, measured
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement, Override
from bonusmalus_core.model.settlement import State

_NOTHING = Value(None)

UNCOUNTED = "D18"
"""The finding of a KPI whose minimum of answers cannot be held against any number of answers."""


class Evaluation(NamedTuple):
    """What was found for a run; `months` counts the months measured, by which the thresholds of a sum are scaled."""

    state: State
    value: Value = _NOTHING
    months: int = 0
    findings: tuple[Finding, ...] = ()


class Span(NamedTuple):
    """The unexcused months of a run: those that must have rows (`needed`) and those that make the value (`counted`).

    `length` counts the months of the run's window, the excused ones among them.
    """

    needed: Sequence[int]
    counted: Sequence[int]
    length: int
    excused: bool


def evaluate(records: Records, run: Run) -> Evaluation:
    """The value of an active run: overridden, measured, inactive or missing."""
    span = _span(records, run)
    override = records.overrides.get(run.row.code)
    if override is not None:
        return _overridden(records, run, span, override)
    if span.excused:
        return Evaluation(State.INACTIVE)
    return _measured(records, run, span)


def reading(records: Records, run: Run) -> range:
    """The months whose rows an active run reads, the excused ones among them."""
    return _longer(*reach(records, run.row, run.months))


def reach(records: Records, row: Kpi, base: range) -> tuple[range, range]:
    """The months that a run of a row stands for, and its window."""
    first = records.progressions[row.code][0].from_month
    if row.frequency == "period":
        base = range(max(records.months.start, first), records.months.stop)
    if row.window_months is None:
        return base, base
    return base, range(max(base.stop - row.window_months, first), base.stop)


def _span(records: Records, run: Run) -> Span:
    row, excused = run.row, records.excused(run.row.code)
    of_period = row.frequency == "period"
    base, window = reach(records, row, run.months)
    if not excused:
        return Span(window if of_period else _longer(base, window), window, len(window), False)
    counted = [month for month in window if month not in excused]
    needed = counted if of_period else [month for month in _longer(base, window) if month not in excused]
    return Span(needed, counted, len(window), not counted or excused.issuperset(base))


def _longer(base: range, window: range) -> range:
    """Run and window together: they end in the same month."""
    return min(base, window, key=lambda months: months.start)


def _overridden(records: Records, run: Run, span: Span, override: Override) -> Evaluation:
    if override.impact is not None or override.value is None:
        return Evaluation(State.OVERRIDDEN)
    value = fraction(override.value)
    where = Where("overrides", _row_number(records.agreement.overrides, override), "value")
    if off := _off_scale(run, value, where, None):
        return Evaluation(State.MISSING, findings=off)
    return Evaluation(State.OVERRIDDEN, Value(value, value), len(span.counted) or span.length)


def _measured(records: Records, run: Run, span: Span) -> Evaluation:
    rows = records.measurements.get(run.row.code, {})
    present = [month for month in span.needed if records.at(month) in rows]
    if not present:
        return Evaluation(State.MISSING, findings=_missing(records, run, span.needed, "D1"))
    faults = _incomplete(records, run, [row for month in present for row in rows[records.at(month)]])
    faults += _open(records, run, [row for month in present for row in rows[records.at(month)]])
    if run.row.aggregate == "mean":
        faults += _mixed(records, run, [row for month in span.counted for row in rows.get(records.at(month), ())])
    faults += _negative(records, run, [row for month in present for row in rows[records.at(month)]])
    if run.row.frequency == "monthly" and len(present) < len(span.needed):
        faults += [_finding(records, run, "D2", month) for month in span.needed if month not in present]
    if faults:
        return Evaluation(State.MISSING, findings=tuple(faults))
    return _judged(records, run, span, measured(run.row, rows, map(records.at, span.counted)))


def _judged(records: Records, run: Run, span: Span, value: Value) -> Evaluation:
    if value.too_few(run.row):
        return Evaluation(State.INACTIVE, value, findings=_uncounted(records, run, value))
    if value.unrounded is None:
        return Evaluation(State.MISSING, value, findings=_missing(records, run, span.counted, "D3"))
    last = str(records.at(run.months[-1]))
    if off := _off_scale(run, value.unrounded, _culprit(records, run, value), last):
        return Evaluation(State.MISSING, value, findings=off)
    return Evaluation(State.MEASURED, value, len(span.counted))


def _missing(records: Records, run: Run, months: Sequence[int], code: str) -> tuple[Finding, ...]:
    """One finding per month without data; the contract's policy says whether that stops the settlement."""
    refused = records.contract.missing_data == "refuse"
    return tuple(_finding(records, run, code, month, refused) for month in months)


def _incomplete(records: Records, run: Run, rows: list[Measurement]) -> list[Finding]:
    """Rows that do not hold what the KPI's aggregate reads."""
    if run.row.aggregate == "ratio":
        holes = [(row, "numerator") for row in rows if row.numerator is None]
        holes += [(row, "denominator") for row in rows if row.denominator is None]
    else:
        holes = [(row, "value") for row in rows if row.value is None]
    return [_at_row(records, run, "D4", row, field) for row, field in holes]


def _open(records: Records, run: Run, rows: list[Measurement]) -> list[Finding]:
    """Rows that were measured too early: no policy stands in for a value that is still to come."""
    early = ((row, row.open_until) for row in rows if row.open_until is not None)
    return [_at_row(records, run, "D15", row, "open_until", until=until) for row, until in early]


def _mixed(records: Records, run: Run, rows: list[Measurement]) -> list[Finding]:
    """Rows without the number of answers beside rows with it: their mean could be taken in two ways."""
    without = [row for row in rows if row.n is None]
    return [_at_row(records, run, "D5", row, "n") for row in without] if len(without) < len(rows) else []


def _uncounted(records: Records, run: Run, value: Value) -> tuple[Finding, ...]:
    """No row says how many answered, though the KPI has a minimum of them: nobody can tell whether it was reached."""
    if run.row.aggregate == "ratio" or value.n is not None:
        return ()
    number = _row_number(records.agreement.measurements, value.read[0])
    months = ", ".join(dict.fromkeys(str(each.month) for each in value.read))
    facts = {"months": months, "least": run.row.min_n}
    where = Where("measurements", number, "n")
    return (Finding(UNCOUNTED, Severity.WARNING, where, str(value.read[0].month), run.row.code, facts),)


def _negative(records: Records, run: Run, rows: list[Measurement]) -> list[Finding]:
    """Figures below zero: never a count, and no other where the scale has none; the value of a run may hide them."""
    low, _ = run.row.scale
    figure, count = ("numerator", "denominator") if run.row.aggregate == "ratio" else ("value", "n")
    fields = (count,) if low is None or low < 0 else (figure, count)
    found = ((row, field, getattr(row, field)) for row in rows for field in fields)
    return [_at_row(records, run, "M10h", row, field, value=value) for row, field, value in found if (value or 0) < 0]


def _off_scale(run: Run, value: Fraction, where: Where, month: str | None) -> tuple[Finding, ...]:
    if not off_scale(run.row, value):
        return ()
    return (Finding("M10", _severity(run), where, month, run.row.code, {"value": value, **scale_facts(run.row)}),)


def _culprit(records: Records, run: Run, value: Value) -> Where:
    """The first row that is off the scale by itself; the table where none is."""
    for row in value.read:
        if field := alone_off_scale(run.row, row):
            return Where("measurements", _row_number(records.agreement.measurements, row), field)
    return Where("measurements")


def _at_row(records: Records, run: Run, code: str, row: Measurement, field: str, **facts: object) -> Finding:
    number = _row_number(records.agreement.measurements, row)
    return Finding(code, _severity(run), Where("measurements", number, field), str(row.month), row.kpi, facts)


def _row_number(rows: Sequence[object], wanted: object) -> int:
    """The number of this very row; equal ones are refused elsewhere."""
    return next(number for number, row in enumerate(rows) if row is wanted)


def _finding(records: Records, run: Run, code: str, month: int, refused: bool = True) -> Finding:
    severity = _severity(run) if refused else Severity.WARNING
    return Finding(code, severity, Where("measurements"), str(records.at(month)), run.row.code)


def _severity(run: Run) -> Severity:
    """A KPI that weighs nothing in any month of the run is only reported, and stops nothing."""
    return Severity.BLOCKER if any(run.weights) else Severity.WARNING
