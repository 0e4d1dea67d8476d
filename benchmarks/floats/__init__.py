"""What would a settlement cost in plain floats? All rules of the engine, written by someone who does not mind cents.

The floor of `benchmarks.engine`: the same model in, an equally rich result out, binary floats in between. It gets two
of the published cases wrong, by 3,825 and by 306 euros.
"""

from __future__ import annotations

from datetime import date

from benchmarks.floats.lines import measured
from benchmarks.floats.months import check_months, settled
from benchmarks.floats.result import Line, MonthResult, Result
from benchmarks.floats.seen import Seen
from bonusmalus_core.calc.due import calculation_date
from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.currency import minor_units


def settle(agreement: Agreement, period: int, as_of: date) -> Result | list[Finding]:
    """The settlement of one period, to about fifteen digits."""
    return _settled(Seen(agreement, period), as_of)


def _settled(seen: Seen, as_of: date) -> Result | list[Finding]:
    """The period's result, or what refuses it."""
    lines = [line for code in seen.rows for line in measured(seen, code)]
    check_months(seen)
    if any(each.severity is Severity.BLOCKER for each in seen.findings):
        return seen.findings
    adjustments = dict.fromkeys(("waiver", "barred", "cap", "price_rounding"), 0.0)
    months = [settled(seen, lines, number, adjustments) for number in seen.months]
    digits = minor_units()[seen.contract.currency]
    volume = sum(month.volume for month in months)
    if volume:
        factor = sum(month.factor * month.volume for month in months) / volume
    else:
        factor = sum(month.factor for month in months) / len(months)
    due = _due(seen, {line.row.code for line in lines if line.state not in ("waiting", "ended")})
    agreed = all(each.agreed is not None for each in seen.overrides.values())
    bonus_malus = round(sum(month.amount for month in months), digits)
    _share_out(lines, adjustments, bonus_malus, digits)
    _notice(seen, lines, months)
    return Result(
        seen.period, f"{months[0].month}/{months[-1].month}", "final" if as_of >= due and agreed else "preliminary",
        due, seen.contract.currency, lines, months, adjustments, factor, bonus_malus,
        round(sum((month.payable - month.actual) * month.base_price for month in months), digits), seen.findings,
    )  # fmt: skip


def _due(seen: Seen, codes: set[str]) -> date:
    last = seen.start + (seen.months[-1] - 1)
    entries = [entry for entry in seen.agreement.legend if entry.kpi in codes]
    return max([last.last, *(calculation_date(seen.contract, entry, last) for entry in entries)])


def _share_out(lines: list[Line], adjustments: dict[str, float], total: float, digits: int) -> None:
    """Largest remainder: every line in whole cents, together exactly the total."""
    exact = [line.contribution * 10**digits for line in lines] + [each * 10**digits for each in adjustments.values()]
    cents = [int(each // 1) for each in exact]
    left = round(total * 10**digits) - sum(cents)
    for index in sorted(range(len(exact)), key=lambda index: cents[index] - exact[index])[:left]:
        cents[index] += 1
    for line, units in zip(lines, cents, strict=False):
        line.contribution = units / 10**digits
    for cause, units in zip(adjustments, cents[len(lines) :], strict=True):
        adjustments[cause] = units / 10**digits


def _notice(seen: Seen, lines: list[Line], months: list[MonthResult]) -> None:
    active = {line.row.code for line in lines if line.state not in ("waiting", "ended")}
    for number, override in enumerate(seen.agreement.overrides):
        if override.period == seen.period and (override.kpi not in active or override.agreed is None):
            code = "D11" if override.kpi in active else "D10"
            seen.findings.append(Finding(code, Severity.WARNING, Where("overrides", number), kpi=override.kpi))
    for number, each in enumerate(seen.agreement.events):
        if each.agreed is None and each.from_ <= months[-1].month and each.to >= months[0].month:
            seen.findings.append(Finding("D12", Severity.WARNING, Where("events", number), str(each.from_), each.kpi))
    for line in lines:
        if line.state == "inactive":
            seen.findings.append(Finding("D13", Severity.INFO, Where("measurements"), kpi=line.row.code))
    for month in months:
        for condition, effect, tested in month.effects:
            if effect == "warn":
                facts = {"condition": condition, "value": tested}
                place, name = Where("conditions"), str(month.month)
                seen.findings.append(Finding("D14", Severity.WARNING, place, name, facts=facts))
