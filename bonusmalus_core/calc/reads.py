"""What of an agreement does the settlement of one period read?

The answer is an agreement again, as small as can be: settled, it comes to the same, and whatever else is changed in
the contract (a later KPI row, a next price, a name, a measurement of another period) leaves it as it is.
`docs/canonical.md` says in words what is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bonusmalus_core.calc.conditions import in_force, window
from bonusmalus_core.calc.evaluation import reading
from bonusmalus_core.calc.periods import contract_month
from bonusmalus_core.calc.progression import Stage, standing
from bonusmalus_core.calc.records import Records, records
from bonusmalus_core.calc.runs import runs
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.condition import VOLUME_RATIO, VOLUMES, Condition
from bonusmalus_core.model.contract import Contract, Price
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.measurement import ExcusedEvent, Measurement, MonthRecord, Override

_TERMS = (
    "currency", "start", "settlement_months", "calendar", "bonus_cap", "malus_cap", "evaluation", "inactive_kpi",
    "missing_data", "bonus_malus_volume", "price_decimals", "vat_treatment", "vat_rate",
)  # fmt: skip
"""The terms that decide money; `months` and `levels` are read too, but only as far as the period and its KPIs go."""

_SILENT = {"metric": "custom", "name": "", "direction": None, "scope": "", "critical": False}
"""What a row of the KPI table says that decides nothing: the order of the thresholds tells the direction."""


def reads(agreement: Agreement, period: int) -> Agreement:
    """The agreement with nothing in it but what the period's settlement reads, each table in one order.

    Raises WrongUsage for a period that does not exist.
    """
    seen = records(agreement, period)
    active = _active(seen)
    return Agreement(
        contract=_terms(seen),
        prices=tuple(_prices(seen)),
        kpis=tuple(row for code in sorted(seen.progressions) for row in _rows(seen, seen.progressions[code])),
        conditions=tuple(sorted(_conditions(seen), key=lambda each: each.code)),
        months=tuple(_months(seen)),
        measurements=tuple(sorted(_measurements(seen, active), key=lambda each: (each.month, each.kpi, each.part))),
        events=tuple(sorted(_events(seen, active), key=lambda each: (each.kpi, each.from_, each.to))),
        overrides=tuple(_override(seen.overrides[code]) for code in sorted(active) if code in seen.overrides),
    )


def counted(agreement: Agreement, period: int) -> tuple[ExcusedEvent, ...]:
    """The events that the period's settlement reads, whole and in their order."""
    seen = records(agreement, period)
    active = _active(seen)
    return tuple(event for event in agreement.events if _within(seen, active, event))


def _active(seen: Records) -> Mapping[str, range]:
    """The months that each KPI looks at, without those that are not active in the period."""
    months = {code: _reading(seen, rows) for code, rows in seen.progressions.items()}
    return {code: found for code, found in months.items() if found}


def _terms(seen: Records) -> Contract:
    kept = {name: getattr(seen.contract, name) for name in _TERMS}
    return Contract(months=seen.months.stop - 1, **kept)


def _prices(seen: Records) -> Iterator[Price]:
    """The prices in force: the one at the period's start counts from there."""
    begun = [price for price in seen.agreement.prices if price.from_month < seen.months.stop]
    for price in sorted(begun, key=lambda each: each.from_month):
        later = [each.from_month for each in begun if each.from_month > price.from_month]
        if min(later, default=seen.months.stop) > seen.months.start:
            yield Price(from_month=max(price.from_month, seen.months.start), price=price.price)


def _reading(seen: Records, rows: tuple[Kpi, ...]) -> range | None:
    """The months that a KPI looks at; None while it is not active in the period."""
    active = [run for run in runs(seen.contract, rows, seen.months) if run.stage is Stage.ACTIVE]
    if not active:
        return None
    spans = [reading(seen, run) for run in active]
    return range(min(span.start for span in spans), max(span.stop for span in spans))


def _rows(seen: Records, rows: tuple[Kpi, ...]) -> Iterator[Kpi]:
    """The rows in force in the period, and where the code begins; of a waiting KPI its weight alone."""
    stood = [standing(rows, month) for month in seen.months]
    active = [each.row for each in stood if each.stage is Stage.ACTIVE]
    waiting = [each.row for each in stood if each.stage is Stage.WAITING]
    if not (active or waiting):
        return
    if not _among(rows[0], (*active, *waiting)):
        yield Kpi(
            code=rows[0].code, thresholds=(), weight=0, from_month=rows[0].from_month, to_month=rows[0].from_month
        )
    for row in rows:
        if _among(row, active):
            yield _full(seen, row)
        elif _among(row, waiting):
            yield Kpi(code=row.code, thresholds=(), weight=row.weight, from_month=min(row.from_month, seen.months.stop))


def _among(row: Kpi, rows: Iterable[Kpi]) -> bool:
    return any(each is row for each in rows)


def _full(seen: Records, row: Kpi) -> Kpi:
    """A row in force: its impacts spelled out, and what comes after the period left open."""
    ends = row.to_month if row.to_month is not None and row.to_month < seen.months.stop - 1 else None
    return row.model_copy(update={**_SILENT, "impacts": row.impacts or seen.contract.levels, "to_month": ends})


def _conditions(seen: Records) -> Iterator[Condition]:
    for condition in _in_force(seen):
        begins = max(condition.from_month, seen.months.start)
        ends = condition.to_month
        codes = condition.kpis if condition.kpis == "all" else tuple(sorted(condition.kpis))
        yield condition.model_copy(
            update={
                "from_month": begins,
                "to_month": None if ends is None or ends >= seen.months.stop - 1 else ends,
                "kpis": codes,
            }
        )


def _in_force(seen: Records) -> list[Condition]:
    return [each for each in seen.agreement.conditions if any(in_force(each, month) for month in seen.months)]


def _months(seen: Records) -> Iterator[MonthRecord]:
    """The volumes of the period's months, and what the conditions read of these and earlier ones."""
    for number, fields in sorted(_fields(seen).items()):
        read = {name: value for name in fields if (value := seen.volume(number, name)) is not None}
        measures = {name: read[name] for name in sorted(read.keys() - {*VOLUMES})}
        volumes = {name: read[name] for name in VOLUMES if name in read}
        if read:
            yield MonthRecord.model_validate({"month": seen.at(number), "measures": measures, **volumes})


def _fields(seen: Records) -> Mapping[int, set[str]]:
    """What is read of each contract month."""
    found: dict[int, set[str]] = {month: {*VOLUMES} for month in seen.months}
    for condition in _in_force(seen):
        fields = VOLUMES if condition.measure == VOLUME_RATIO else (condition.measure,)
        for month in seen.months:
            for each in window(seen, condition, month) if in_force(condition, month) else ():
                found.setdefault(each, set()).update(fields)
    return found


def _measurements(seen: Records, active: Mapping[str, range]) -> Iterator[Measurement]:
    """The rows behind the values: none for a KPI whose value or impact was agreed, none of an excused month."""
    for code, months in active.items():
        if code in seen.overrides:
            continue
        for month in months:
            if month not in seen.excused(code):
                yield from (_measured(row) for row in seen.measurements.get(code, {}).get(seen.at(month), ()))


def _measured(row: Measurement) -> Measurement:
    figures = {name: getattr(row, name) for name in ("numerator", "denominator", "value", "n")}
    return Measurement(month=row.month, kpi=row.kpi, part=row.part, **figures)


def _events(seen: Records, active: Mapping[str, range]) -> Iterator[ExcusedEvent]:
    """The agreed events, as far as they reach into the months looked at."""
    for event in seen.agreement.events:
        if months := _within(seen, active, event):
            first, last = seen.at(months[0]), seen.at(months[-1])
            yield ExcusedEvent(kpi=event.kpi, from_=first, to=last, agreed=event.agreed)


def _within(seen: Records, active: Mapping[str, range], event: ExcusedEvent) -> range:
    """The months of an agreed event among those looked at."""
    looked = active.values() if event.kpi == "all" else [active.get(event.kpi, range(0))]
    begins = max(contract_month(seen.contract, event.from_), min((each.start for each in looked), default=0))
    ends = min(contract_month(seen.contract, event.to) + 1, max((each.stop for each in looked), default=0))
    return range(begins, ends if event.agreed is not None else begins)


def _override(override: Override) -> Override:
    return override.model_copy(update={"reason": "", "by": ""})
