"""Which tables and definitions stand in the annex: KPIs with their thresholds, and what each KPI means?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bonusmalus_core.declare.annex.saying import Saying
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import quantity, share
from bonusmalus_core.workbook.document import Facts, Grid
from bonusmalus_core.workbook.layout import choice_label, label

_TEXTS = ("definition", "numerator", "denominator", "inclusions", "exclusions", "source", "data_owner", "measured_by")
_LATER = ("frequency", "rationale")
_WIDTHS = (9.0, 31.0, 9.0)
_LEVEL, _WEIGHT, _FROM = 7.5, 9.0, 9.0


def kpi_table(said: Saying) -> Grid:
    """The KPIs as they stand on their sheet, a threshold under each impact; impacts of its own stand below a KPI."""
    language, kpis = said.language, said.agreement.kpis
    width = max(len(said.impacts_above), *(len(row.thresholds) for row in kpis), 0)
    header = (
        said.say("head.kpi"),
        label(language, "kpis", "name"),
        label(language, "kpis", "unit"),
        *_shares(said, said.impacts_above, width),
        label(language, "kpis", "weight"),
        said.say("head.from"),
    )
    widths = (*_WIDTHS, *[_LEVEL] * width, _WEIGHT, _FROM)
    return Grid(header, tuple(each for row in kpis for each in _rows(said, row, width)), widths, len(_WIDTHS))


def _rows(said: Saying, row: Kpi, width: int) -> Iterator[tuple[str, ...]]:
    language = said.language
    values = [quantity(value, row.unit, language) for value in row.thresholds]
    unit = choice_label(language, "unit", row.unit)
    filled = [*values, *[""] * (width - len(values))]
    yield (row.code, row.name, unit, *filled, share(row.weight, language), str(row.from_month))
    if row.impacts and row.impacts != said.impacts_above:
        own = words(language, "fields")["kpis.impacts"].format(n="").strip()
        yield ("", own, "", *_shares(said, row.impacts, width), "", "")


def _shares(said: Saying, impacts: Sequence[Decimal], width: int) -> tuple[str, ...]:
    return (*(share(impact, said.language) for impact in impacts), *[""] * (width - len(impacts)))


def definitions(said: Saying) -> Iterator[Facts]:
    """The definition of every KPI, in the order of the KPI table."""
    entries = {entry.kpi: entry for entry in said.agreement.legend}
    names = {row.code: row.name for row in reversed(said.agreement.kpis)}
    for code in dict.fromkeys(row.code for row in said.agreement.kpis):
        heading = said.say("legend.heading", code=code, name=names[code] or code)
        yield Facts(heading, tuple(_lines(said, entries.get(code) or LegendEntry(kpi=code))))


def _lines(said: Saying, entry: LegendEntry) -> Iterator[tuple[str, str]]:
    """What the legend says, as far as it says something; the day of calculation always."""
    for name in (*_TEXTS, *_LATER):
        text: str = getattr(entry, name)
        if text:
            yield label(said.language, "legend", name), text
    if entry.window_days is not None:
        yield (
            label(said.language, "legend", "window_days"),
            said.counted("legend.window", "days", days=entry.window_days),
        )
    if entry.baseline is not None:
        unit = next((row.unit for row in said.agreement.kpis if row.code == entry.kpi), "")
        yield label(said.language, "legend", "baseline"), quantity(entry.baseline, unit, said.language)
    if entry.controllable is not None:
        answer = words(said.language, "choices")[f"flag.{entry.controllable}".lower()]
        yield label(said.language, "legend", "controllable"), answer
    yield said.say("legend.date"), _date(said, entry)


def _date(said: Saying, entry: LegendEntry) -> str:
    if entry.calc_n is None:
        return said.say("legend.date.none")
    offset = f"+{entry.calc_month_offset}" if entry.calc_month_offset else ""
    return said.say(f"legend.date.{entry.calc_kind}", n=entry.calc_n, offset=offset)
