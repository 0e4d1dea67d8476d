"""How are people and teams of a contract workbook scored from raw records, and how is that told?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bonusmalus_core.calc.periods import periods, span
from bonusmalus_core.declare import progress
from bonusmalus_core.declare.measuring import mapping_in, told_findings
from bonusmalus_core.declare.pseudonyms import pseudonym, read_key
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.declare.settling import language_of
from bonusmalus_core.declare.team_rows import Telling
from bonusmalus_core.errors import WrongUsage
from bonusmalus_core.findings import Finding, Severity, Where, blocks
from bonusmalus_core.measures.opening.mapping import read_mapping
from bonusmalus_core.measures.team.results import team_results
from bonusmalus_core.measures.team.scores import CauseCount
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.contract import Contract
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.team import TeamResult
from bonusmalus_core.words import words
from bonusmalus_core.words.numbers import money, number, quantity, share
from bonusmalus_core.workbook.layout import choice_label, label
from bonusmalus_core.workbook.places import Places
from bonusmalus_core.workbook.port import Workbook
from bonusmalus_core.workbook.read import read_agreement
from bonusmalus_core.workbook.team import put_results
from bonusmalus_core.workbook.team_tables import RULES, TBL_TEAM

RANGE = ".."
_WHOLE = "organisation"
_SECTIONS = frozenset(table.section for table in (*RULES, TBL_TEAM))
_SCORE = ("group", "name", "within", "metric", "value", "margin", "n", "answers")
_BONUS = ("bonus", "group", "name", "goal", "reached", "amount", "note")
_NUMBERS = frozenset({"value", "margin", "n", "answers", "goal", "amount"})


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: which months, and whether people are told, under their names or by a key under others."""

    period: int | None
    months: str | None
    individuals: bool
    key: Path | None


@dataclass(frozen=True, slots=True)
class Told:
    """The rows with the causes, and the sheet on which they wait to be saved; nothing when it is `refused`."""

    rows: tuple[TeamResult, ...]
    causes: tuple[CauseCount, ...]
    findings: tuple[Finding, ...]
    language: str
    places: Places
    contract: Contract | None
    sheet: str | None
    refused: bool


def score_teams(workbook: Workbook, records: Path, mapping: Path | None, asking: Asking) -> Told:
    """Scores everyone in the records and puts the rows in the workbook, which waits to be saved.

    FileRefused: records, mapping or key that cannot be read. WrongUsage: no such months.
    """
    key = read_key(asking.key) if asking.key else None
    reading = read_agreement(workbook)
    choices = read_mapping(mapping) if mapping else mapping_in(reading.agreement)
    language, places, agreement = language_of(reading), reading.places, reading.agreement
    wrong = tuple(each for each in reading.findings if each.where.table in _SECTIONS)
    if agreement is None or blocks(wrong):
        findings = reading.findings if agreement is None else wrong
        return Told((), (), findings, language, places, None, None, refused=True)
    months = asked_months(agreement, asking)
    found = team_results(agreement, records, choices, months, progress.step)
    findings = (*wrong, *found.findings)
    if blocks(findings):
        return Told((), (), findings, language, places, agreement.contract, None, refused=True)

    def called(name: str) -> str:
        return pseudonym(key, name) if key else name

    rows = Telling(found, months, language, called, asking.individuals).rows()
    sheet = put_results(workbook, rows, language)
    if sheet is None:
        findings = (*findings, Finding("P15", Severity.WARNING, Where("team")))
    causes = tuple(_shown(found.causes, called, asking.individuals))
    return Told(rows, causes, findings, language, places, agreement.contract, sheet, refused=False)


def _shown(causes: Iterable[CauseCount], called: Callable[[str], str], individuals: bool) -> Iterator[CauseCount]:
    """The causes; those of people only if they are asked for, under the names by which they are called."""
    for each in causes:
        if each.unit.group != "person":
            yield each
        elif individuals:
            yield each._replace(unit=each.unit._replace(name=called(each.unit.name)))


def asked_months(agreement: Agreement, asking: Asking) -> list[Month]:
    """The months of a period, or those of "2026-01" or "2026-01..2026-03"; WrongUsage for anything else."""
    if asking.months is None:
        if asking.period is None:
            raise WrongUsage("team-which")
        span(agreement.contract, asking.period)
        return list(periods(agreement.contract)[asking.period - 1])
    first, _, last = asking.months.partition(RANGE)
    try:
        begin, end = Month.parse(first), Month.parse(last or first)
    except ValueError as error:
        raise WrongUsage("team-months", found=asking.months) from error
    if asking.period is not None or end < begin:
        raise WrongUsage("team-months", found=asking.months)
    return [begin + offset for offset in range(end - begin + 1)]


def team_data(told: Told) -> dict[str, Any]:
    """The rows and causes as data: decimals are strings in full, months are "2026-01"."""
    return {
        "sheet": told.sheet,
        "rows": [row.model_dump(mode="json", by_alias=True) for row in told.rows],
        "causes": [
            {"group": each.unit.group, "name": each.unit.name, "first": each.first, "second": each.second,
             "controllable": each.controlled, "promoters": each.promoters, "passives": each.passives,
             "detractors": each.detractors}
            for each in told.causes
        ],
    }  # fmt: skip


def team_report(told: Told) -> Report:
    """Scores for people, what the bonuses pay on them, then what customers named as the cause."""
    texts = words(told.language, "team")
    scores = _once(told.rows)
    first, last = told.rows[0].from_, told.rows[0].to
    heading = texts["heading" if first != last else "heading.month"].format(first=first, last=last)
    parts: list[Passage | Listing] = [_listed(told, scores, _SCORE, heading)]
    paid = [row for row in told.rows if row.bonus]
    if paid:
        parts.append(_listed(told, paid, _BONUS, texts["bonuses"]))
    causes = [each for each in told.causes if each.unit.group == _WHOLE]
    if causes:
        parts.append(_causes(causes, told.language))
    if not any(row.group == "person" for row in told.rows):
        parts.append(Passage((texts["unnamed"],)))
    if told.findings:
        parts.append(Passage(told_findings(told.findings, told.language, told.places.of)))
    return parts


def _once(rows: Sequence[TeamResult]) -> list[TeamResult]:
    """One row per unit and metric, whichever bonuses read it: one that shows the score, where any does."""
    found = dict[tuple[str, str, str], TeamResult]()
    for row in rows:
        key = (row.group, row.name, row.metric)
        if key not in found or found[key].value is None:
            found[key] = row
    return list(found.values())


def _listed(told: Told, rows: Sequence[TeamResult], keys: Sequence[str], heading: str) -> Listing:
    """The rows without the columns in which nothing stands."""
    assert told.contract is not None  # a contract was scored
    lines = [_line(row, told.contract, told.language) for row in rows]
    used = [key for key in keys if any(line[key] for line in lines)]
    return Listing(
        tuple(_header(key, told.language) for key in used),
        tuple(tuple(line[key] for key in used) for line in lines),
        heading,
        frozenset(number for number, key in enumerate(used) if key in _NUMBERS),
    )


def _header(key: str, language: str) -> str:
    return words(language, "team")["margin"] if key == "margin" else label(language, "team", key)


def _line(row: TeamResult, contract: Contract, language: str) -> Mapping[str, str]:
    def shown(value: Decimal | None) -> str:
        return "" if value is None else quantity(round(value, 4 if row.unit == "%" else 1), row.unit or "", language)

    return {
        "group": choice_label(language, "group", row.group),
        "name": row.name,
        "within": row.within,
        "metric": row.metric,
        "value": shown(row.value) or "–",
        "margin": f"{shown(row.low)} … {shown(row.high)}" if row.low is not None else "",
        "n": number(Decimal(row.n or 0), language),
        "answers": "" if row.answers is None else number(Decimal(row.answers), language),
        "bonus": row.bonus,
        "goal": shown(row.goal),
        "reached": "" if row.reached is None else choice_label(language, "flag", str(row.reached).lower()),
        "amount": "" if row.amount is None else money(row.amount, contract.currency, language),
        "note": row.note,
    }


def _causes(causes: Sequence[CauseCount], language: str) -> Listing:
    texts = words(language, "team")
    every = sum(each.promoters + each.passives + each.detractors for each in causes)
    header = (
        *(label(language, "causes", key) for key in ("first", "second", "controllable")),
        *(texts[key] for key in ("promoters", "passives", "detractors", "share")),
    )
    rows = tuple(_cause(each, every, language) for each in causes)
    return Listing(header, rows, texts["causes"], frozenset({3, 4, 5, 6}))


def _cause(cause: CauseCount, every: int, language: str) -> tuple[str, ...]:
    known = None if cause.controlled is None else choice_label(language, "flag", str(cause.controlled).lower())
    counts = (cause.promoters, cause.passives, cause.detractors)
    part = round(Decimal(sum(counts)) / Decimal(every), 3)
    told = (number(Decimal(each), language) for each in counts)
    return cause.first or "–", cause.second or "–", known or "?", *told, share(part, language)
