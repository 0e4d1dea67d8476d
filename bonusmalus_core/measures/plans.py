"""Which KPIs of a contract are measured from these records, by which measure and with which choices?

The KPI row names its metric; the mapping says what the legend chose, and where it is silent the contract's own fields
speak (observation days, scale, mean or share). A choice that stands nowhere is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bonusmalus_core.findings import Finding, Severity, Where
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.catalogue import CATALOGUE
from bonusmalus_core.measures.core import COLUMNS
from bonusmalus_core.measures.fields import GROUPS, RECORDS
from bonusmalus_core.measures.measure import Measure, Parameter
from bonusmalus_core.measures.opening.cells import NO, YES
from bonusmalus_core.measures.opening.likely import line_for
from bonusmalus_core.measures.opening.mapping import MappingFile, TableOf, words_of
from bonusmalus_core.measures.opening.opened import RESOLVED, Opened
from bonusmalus_core.measures.untold import STOPPING, untold
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.kpi import Kpi

CUSTOM = "custom"
_OWN_KEYS = ("measure", "by", "only")


class Unusable(Exception):
    """What stands in the mapping for a parameter cannot be used."""

    def __init__(self, expected: tuple[str, ...]) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Plans:
    """What is asked of the records, and what cannot be."""

    asked: tuple[Asked, ...]
    findings: tuple[Finding, ...]


def planned(agreement: Agreement, mapping: MappingFile, records: Opened) -> Plans:
    """The KPIs that can be measured, in the order of the contract."""
    asked, findings = list[Asked](), list[Finding]()
    known = {kpi.code for kpi in agreement.kpis}
    for code in mapping.kpis.keys() - known:
        findings.append(_wrong(f"kpis.{code}", code, tuple(sorted(known))))
    first = dict[str, Kpi]()
    for kpi in agreement.kpis:
        first.setdefault(kpi.code, kpi)
    for kpi in first.values():
        said = mapping.kpis.get(kpi.code, {})
        measure = CATALOGUE.get(str(said.get("measure", kpi.metric)))
        if measure is None:
            findings.append(_no_measure(kpi, said))
            continue
        one, found = _asked(kpi, measure, said, agreement)
        findings += found
        lacking = list(_lacking(one, records)) if one else []
        findings += lacking
        if one is None or lacking or not _needed(one) <= records.frames.keys():
            continue
        doubts = list(untold(one, records, _named(mapping, one.measure.records)))
        findings += doubts
        asked += [] if any(each.code in STOPPING for each in doubts) else [one]
    return Plans(tuple(asked), tuple(findings))


def _named(mapping: MappingFile, records: str) -> set[str]:
    """The fields of which the mapping names the column."""
    columns = mapping.tables.get(records, TableOf()).columns
    return {field for field, of in columns.items() if of.columns}


def _no_measure(kpi: Kpi, said: Mapping[str, Any]) -> Finding:
    if "measure" in said:
        return _wrong(f"kpis.{kpi.code}.measure", said["measure"], tuple(CATALOGUE))
    return Finding("G16", Severity.INFO, Where("kpis"), kpi=kpi.code)


def _asked(
    kpi: Kpi, measure: Measure, said: Mapping[str, Any], agreement: Agreement
) -> tuple[Asked | None, list[Finding]]:
    """The KPI with every parameter, or what is wrong with those it was given."""
    at, findings = f"kpis.{kpi.code}", list[Finding]()
    names = (*_OWN_KEYS, *(each.name for each in measure.parameters))
    findings += [_wrong(f"{at}.{key}", key, names) for key in said if key not in names]
    given: dict[str, Any] = {}
    implied = _implied(kpi, measure, agreement)
    for each in measure.parameters:
        try:
            given[each.name] = (
                _value(each, said[each.name]) if each.name in said else implied.get(each.name, each.default)
            )
        except Unusable as error:
            findings.append(_wrong(f"{at}.{each.name}", said[each.name], error.expected))
            continue
        if given[each.name] is None and each.must_be_stated(given):
            expected = ", ".join(map(str, each.choices)) or f"{at}.{each.name} = {each.example}"
            facts = {"measure_id": measure.id, "key": f"{at}.{each.name}", "expected": expected}
            findings.append(Finding("G15", Severity.WARNING, Where("mapping"), kpi=kpi.code, facts=facts))
    by = words_of(said.get("by"))
    findings += [_wrong(f"{at}.by", each, GROUPS) for each in by if each not in GROUPS]
    only = said.get("only", {})
    fields = tuple(each for each in RECORDS[measure.records].fields if each in COLUMNS[measure.records])
    if not isinstance(only, dict) or not set(only) <= set(fields):
        findings.append(_wrong(f"{at}.only", only, fields))
        only = {}
    if findings:
        return None, findings
    return Asked(kpi.code, measure, given, by, {name: words_of(each) for name, each in only.items()}), []


def _implied(kpi: Kpi, measure: Measure, agreement: Agreement) -> dict[str, Any]:
    """What the contract says already: observation days in the legend, scale and mean at the KPI."""
    implied: dict[str, Any] = {}
    days = next((entry.window_days for entry in agreement.legend if entry.kpi == kpi.code), None)
    if days and measure.special == "repeat":
        implied["window_days"] = days
    scale = measure.parameter("scale")
    if scale and kpi.scale_max is not None and int(kpi.scale_max) in scale.choices and measure.id == "CES":
        implied["scale"] = int(kpi.scale_max)
    if measure.id == "CSAT" and kpi.aggregate == "mean":
        implied["form"] = "mean"
        if kpi.scale_max is not None and scale and int(kpi.scale_max) in scale.choices:
            implied["scale"] = int(kpi.scale_max)
    return implied


def _value(parameter: Parameter, found: Any) -> Any:
    """What the mapping gives for a parameter, in its kind."""
    match parameter.kind:
        case "flag":
            said = str(found).strip().casefold()
            if said in (*YES, *NO):
                return said in YES
            raise Unusable(("true", "false"))
        case "words":
            return words_of(found)
        case "choice":
            return _choice(parameter, found)
        case _:
            return _number(parameter, found)


def _choice(parameter: Parameter, found: Any) -> str | int:
    for choice in parameter.choices:
        if str(choice) == str(found).strip():
            return choice
    raise Unusable(tuple(map(str, parameter.choices)))


def _number(parameter: Parameter, found: Any) -> float | int:
    whole = parameter.kind == "count"
    try:
        number = float(found) if isinstance(found, (int, float, Decimal, str)) and not isinstance(found, bool) else -1.0
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf") or (whole and number != int(number)):
        raise Unusable(("0, 1, 2 …" if whole else "≥ 0",))
    return int(number) if number == int(number) else number


def _needed(asked: Asked) -> set[str]:
    """The kinds of records that the KPI reads."""
    return {asked.measure.records, *(("contacts",) if asked.given.get("cohort") == "contact" else ())}


def _lacking(asked: Asked, records: Opened) -> Iterator[Finding]:
    """Records or columns without which the KPI cannot be measured."""
    for name in sorted(_needed(asked) - records.sources.keys()):  # of others it is said why they cannot be read
        yield Finding("G13", Severity.WARNING, Where(name), kpi=asked.kpi, facts={"records": name})
    if not _needed(asked) <= records.frames.keys():
        return
    columns, source = records.columns[asked.measure.records].of, records.sources[asked.measure.records]
    unread = ((each,) for each in asked.measure.also if each in records.columns[asked.measure.records].unread)
    split = ((each,) for each in (*asked.by, *asked.only))
    for alternatives in (*asked.measure.needs(asked.given), *split, *unread):
        if alternatives == (RESOLVED,) and (agents := _of_agents(asked.measure, records)):
            facts = {"file": source.name, "column": agents}
            yield Finding("G39", Severity.WARNING, Where(source.records, field=RESOLVED), kpi=asked.kpi, facts=facts)
        elif not any(each in columns for each in alternatives):
            facts = {
                "field": " / ".join(alternatives), "file": source.name, "columns": ", ".join(source.columns),
                "line": line_for(records.con, source, alternatives[0], columns),
            }  # fmt: skip
            yield Finding(
                "G12", Severity.WARNING, Where(source.records, field=alternatives[0]), kpi=asked.kpi, facts=facts
            )


def _of_agents(measure: Measure, records: Opened) -> str:
    """The column that says of contacts whether they were resolved, where the surveys that they carry do not say so."""
    surveys, contacts = (records.columns.get(name) for name in ("surveys", "contacts"))
    if measure.records != "surveys" or contacts is None or surveys is None or RESOLVED in surveys.of:
        return ""
    of = contacts.of.get(RESOLVED) if records.sources["surveys"].files == records.sources["contacts"].files else None
    return " + ".join(of.columns) if of else ""


def _wrong(key: str, found: object, expected: tuple[str, ...]) -> Finding:
    facts = {"key": key, "found": str(found), "expected": ", ".join(expected)}
    return Finding("G14", Severity.BLOCKER, Where("mapping"), facts=facts)
