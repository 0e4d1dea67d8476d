"""What is each KPI worth in its runs, in floats?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from benchmarks.floats.result import Line
from benchmarks.floats.seen import Seen
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import Measurement


def measured(seen: Seen, code: str) -> Iterator[Line]:
    """The KPI's runs in the period, measured."""
    standings = [(month, *seen.standing(code, month)) for month in seen.months]
    if seen.contract.evaluation == "month":
        runs = [[each] for each in standings]
    else:
        runs = [list(group) for _, group in groupby(standings, key=lambda standing: _deciding(seen, standing))]
    for run in runs:
        _, state, row = run[-1]
        weights = [float(each.weight) for _, _, each in run]
        impacts = [float(each) for each in row.impacts or seen.contract.levels]
        thresholds = [float(each) for each in row.thresholds]
        line = Line(row, [month for month, _, _ in run], state, weights, thresholds, impacts)
        if state == "active":
            _measure(seen, line)
        yield line


def _deciding(seen: Seen, standing: tuple[int, str, Kpi]) -> tuple[object, ...]:
    _, state, row = standing
    if state != "active":
        return (state,)
    return (
        state, row.thresholds, row.impacts or seen.contract.levels, row.payout, row.beyond, row.impact_floor,
        row.impact_cap, row.aggregate, row.multiplier, row.frequency, row.window_months, row.decimals, row.min_n,
    )  # fmt: skip


def _measure(seen: Seen, line: Line) -> None:
    row, code = line.row, line.row.code
    first = seen.rows[code][0].from_month
    base = [each for each in seen.months if each >= first] if row.frequency == "period" else line.months
    window = base
    if row.window_months is not None:
        window = list(range(max(first, base[-1] - row.window_months + 1), base[-1] + 1))
    counted = [month for month in window if not seen.is_excused(code, month)]
    if row.aggregate == "sum":
        scale = (len(counted) or len(window)) / (row.window_months or seen.contract.settlement_months)
        line.thresholds = [each * scale for each in line.thresholds]
    override = seen.overrides.get(code)
    if override is not None:
        line.state = "overridden"
        if override.impact is not None:
            line.impact = float(override.impact)
        elif override.value is not None and _on_scale(seen, line, float(override.value), None):
            _band(line, float(override.value))
    elif not counted or all(seen.is_excused(code, month) for month in base):
        line.state = "inactive"
    else:
        _value(seen, line, base, counted)


def _value(seen: Seen, line: Line, base: list[int], counted: list[int]) -> None:
    row = line.row
    needed = counted
    if row.frequency == "monthly" and row.window_months is not None:
        needed = sorted({*counted, *(month for month in base if not seen.is_excused(row.code, month))})
    absent = [month for month in needed if (row.code, month) not in seen.measured]
    if len(absent) == len(needed):
        _missing(seen, line, needed)
    elif absent and row.frequency == "monthly":
        _refuse(seen, line, "D2", absent)
    elif not _incomplete(seen, line, needed):
        read = [each for month in counted for each in seen.measured.get((row.code, month), ())]
        value = _aggregate(line, read)
        answers = line.denominator if row.aggregate == "ratio" else line.n or 0.0
        if row.min_n is not None and row.aggregate in ("ratio", "mean") and (answers or 0) < row.min_n:
            line.state = "inactive"
        elif value is None:
            _missing(seen, line, counted)
        elif _on_scale(seen, line, value, line.months[-1]):
            line.state = "measured"
            _band(line, value if row.decimals is None else round(value, row.decimals))


def _incomplete(seen: Seen, line: Line, needed: list[int]) -> bool:
    rows = [each for month in needed for each in seen.measured.get((line.row.code, month), ())]
    if line.row.aggregate == "ratio":
        holes = [each for each in rows if each.numerator is None or each.denominator is None]
    else:
        holes = [each for each in rows if each.value is None]
    if line.row.aggregate == "mean":
        without = [each for each in rows if each.n is None]
        holes += without if len(without) < len(rows) else []
    if holes:
        _refuse(seen, line, "D4", [each.month - seen.start + 1 for each in holes])
    return bool(holes)


def _aggregate(line: Line, read: list[Measurement]) -> float | None:
    row = line.row
    if row.aggregate == "ratio":
        line.numerator = sum(float(each.numerator or 0) for each in read)
        line.denominator = sum(float(each.denominator or 0) for each in read)
        return float(row.multiplier) * line.numerator / line.denominator if line.denominator else None
    values = [float(each.value or 0) for each in read]
    if row.aggregate == "mean":
        if read[0].n is None:
            return sum(values) / len(values)
        line.n = sum(float(each.n or 0) for each in read)
        weighted = sum(value * float(each.n or 0) for value, each in zip(values, read, strict=True))
        return weighted / line.n if line.n else None
    if row.aggregate == "sum":
        return sum(values)
    last = max(each.month for each in read)
    return sum(value for value, each in zip(values, read, strict=True) if each.month == last)


def _on_scale(seen: Seen, line: Line, value: float, month: int | None) -> bool:
    low, high = line.row.scale
    if (low is None or value >= low) and (high is None or value <= high):
        return True
    _refuse(seen, line, "M10", [month])
    return False


def _missing(seen: Seen, line: Line, months: list[int]) -> None:
    line.state = "missing"
    if seen.contract.missing_data == "refuse":
        _refuse(seen, line, "D1", months)


def _refuse(seen: Seen, line: Line, code: str, months: Sequence[int | None]) -> None:
    line.state = "missing"
    severity = Severity.BLOCKER if any(line.weights) else Severity.WARNING
    for month in months:
        name = None if month is None else str(seen.start + (month - 1))
        seen.findings.append(Finding(code, severity, Where("measurements"), name, line.row.code))


def _band(line: Line, value: float) -> None:
    row, thresholds, impacts = line.row, line.thresholds, line.impacts
    if thresholds[-1] > thresholds[0]:
        band = sum(value >= each for each in thresholds)
    else:
        band = sum(value <= each for each in thresholds)
    if row.payout == "linear" and (row.beyond == "extrapolate" or 0 < band < len(thresholds)):
        left = min(max(band, 1), len(thresholds) - 1) - 1
        rise = (impacts[left + 1] - impacts[left]) / (thresholds[left + 1] - thresholds[left])
        impact = impacts[left] + (value - thresholds[left]) * rise
    elif row.payout == "nearest" and 0 < band < len(thresholds):
        nearer = abs(thresholds[band] - value) <= abs(value - thresholds[band - 1])
        impact = impacts[band if nearer else band - 1]
    else:
        impact = impacts[max(band, 1) - 1]
    if row.impact_floor is not None:
        impact = max(impact, float(row.impact_floor))
    if row.impact_cap is not None:
        impact = min(impact, float(row.impact_cap))
    line.value, line.band, line.impact = value, band, impact
