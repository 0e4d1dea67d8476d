"""What do the records at a path say about people, teams, departments and the organisation?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bonusmalus_core.calc.bonus import Scheme
from bonusmalus_core.findings import Finding, Severity, Where, blocks
from bonusmalus_core.measures.asked import Asked
from bonusmalus_core.measures.core import Frames, index
from bonusmalus_core.measures.gaps import cut_off
from bonusmalus_core.measures.measuring import Step, closes, reach_of
from bonusmalus_core.measures.opening.mapping import MappingFile
from bonusmalus_core.measures.opening.opened import Opened, opened
from bonusmalus_core.measures.reach import open_until
from bonusmalus_core.measures.team.chosen import Chosen, chosen
from bonusmalus_core.measures.team.control import Control, control_of, folded
from bonusmalus_core.measures.team.paying import Paid, paid
from bonusmalus_core.measures.team.schemes import schemes
from bonusmalus_core.measures.team.scores import CauseCount, Scores, cause_counts, controlled, scored, with_answers
from bonusmalus_core.measures.team.units import Roster, departed, joined, rostered
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.currency import minor_units
from bonusmalus_core.model.month import Month
from bonusmalus_core.model.team import Group

UNITS: tuple[Group, ...] = ("organisation", "department", "team")
MOST_NAMED = 5
"""So many names are quoted in a finding; of more the first."""


@dataclass(frozen=True, slots=True)
class TeamResults:
    """Scores, causes and bonuses of all units, people included; nothing when the findings block."""

    scores: Scores
    causes: tuple[CauseCount, ...]
    paid: tuple[Paid, ...]
    roster: Roster
    findings: tuple[Finding, ...]


def team_results(
    agreement: Agreement, path: Path, mapping: MappingFile, months: Sequence[Month], step: Step = lambda *_: None
) -> TeamResults:
    """Scores consecutive months together; FileRefused for files that cannot be read."""
    promised, about = schemes(agreement)
    step(0, 3)
    with opened(path, mapping, lambda day: closes(agreement, day)) as records:
        step(1, 3)
        known = joined(records)
        asked = chosen(agreement, mapping, known)
        findings = [*records.findings, *about, *asked.findings]
        if blocks(findings):
            step(3, 3)
            return TeamResults({}, (), (), Roster(), tuple(findings))
        roster = rostered(known.frames, agreement.departments, _span(months))
        frames, control = departed(known.frames, roster), control_of(agreement.causes)
        complete, open_ones = _complete(agreement, mapping, known, asked, months)
        step(2, 3)
        scores, causes = _scores(frames, asked, months, complete, control)
        if scores:
            findings += [*open_ones, *_about_people(known, roster), *_about_causes(known, causes)]
        else:
            findings.append(_no_scores(path))
    findings += _departments(agreement, roster)
    everyone = tuple(_paid(agreement, promised, asked, scores, roster))
    step(3, 3)
    return TeamResults(scores, causes, everyone, roster, tuple(findings))


def _span(months: Sequence[Month]) -> range:
    return range(index(months[0]), index(months[-1]) + 1)


def _no_scores(path: Path) -> Finding:
    return Finding("P14", Severity.BLOCKER, Where("records"), facts={"file": path.name})


def _paid(
    agreement: Agreement, promised: Mapping[str, Scheme], asked: Chosen, scores: Scores, roster: Roster
) -> Iterator[Paid]:
    """What everybody gets of the bonuses that read a metric which was scored."""
    digits = minor_units()[agreement.contract.currency]
    for bonus in agreement.bonuses:
        if bonus.metric in asked.asked:
            yield from paid(bonus, promised[bonus.code], scores, roster, digits)


def _scores(
    frames: Frames, asked: Chosen, months: Sequence[Month], complete: Mapping[str, bool], control: Control
) -> tuple[Scores, tuple[CauseCount, ...]]:
    """Every unit's scores, and every unit's causes."""
    found = {key: score for group in UNITS for key, score in scored(frames, asked, months, complete, group).items()}
    surveys = frames.get("surveys")
    if surveys is None:
        return found | scored(frames, asked, months, complete, "person"), ()
    every = scored(frames, asked, months, complete, "person")
    own = scored({**frames, "surveys": controlled(surveys, control)}, asked, months, complete, "person")
    for key, score in every.items():
        answered = "surveys" in asked.records(key[1])
        found[key] = with_answers(own.get(key), score) if answered else score
    groups: tuple[Group, ...] = (*UNITS, "person")
    return found, tuple(count for group in groups for count in cause_counts(surveys, control, _span(months), group))


def _complete(
    agreement: Agreement, mapping: MappingFile, records: Opened, asked: Chosen, months: Sequence[Month]
) -> tuple[dict[str, bool], list[Finding]]:
    """Whether each metric is final: the records reach the end of the months, and of the days in which it can change."""
    findings, complete = dict[tuple[str, str], Finding](), dict.fromkeys(asked.asked, True)
    for code in asked.asked:
        for name in asked.records(code):
            found, source = reach_of(agreement, mapping, records, name), records.sources[name].name
            until = max((_until(each, months) for each in asked.asked[code]), default=months[-1].last)
            last = found.until if found else months[0].first
            if found:
                lacking = found.cut(months)
                found = replace(found, torn=lacking)
                cut = {month: cut_off(source, month, code, found) for month in lacking}
                complete[code] = complete[code] and not cut
                findings = {(name, str(month)): each for month, each in cut.items()} | findings
            if last >= until:
                continue
            complete[code] = False
            facts = {"file": source, "last": last, "until": until, "metric": code}
            key = (name, "" if last < months[-1].last else code)
            findings.setdefault(key, Finding("P11", Severity.WARNING, Where(name), facts=facts))
    return complete, list(findings.values())


def _until(asked: Asked, months: Sequence[Month]) -> date:
    return open_until(asked, months[-1]) or months[-1].last


def _about_people(records: Opened, roster: Roster) -> Iterator[Finding]:
    """That nobody is named, or that somebody is at home in two departments."""
    if not roster.people:
        yield Finding("P12", Severity.WARNING, Where("records"), facts={"records": ", ".join(records.frames)})
    torn = [name for name, home in roster.people.items() if home.department is None and len(home.teams) > 1]
    if torn:
        yield Finding("P7", Severity.WARNING, Where("departments"), facts={"count": len(torn)})


def _about_causes(records: Opened, causes: Sequence[CauseCount]) -> Iterator[Finding]:
    """Second causes in no table, and answers without any: they count for no person."""
    of_all = [each for each in causes if each.unit.group == "organisation"]
    file = records.sources["surveys"].name if "surveys" in records.sources else ""
    answers = sum(map(_answers, of_all))
    blank = sum(_answers(each) for each in of_all if not each.second.strip())
    unknown = [each for each in of_all if each.second.strip() and each.controlled is None]
    if unknown:
        quoted = dict.fromkeys(each.second for each in unknown)
        named = ", ".join([*quoted][:MOST_NAMED]) + (" …" if len(quoted) > MOST_NAMED else "")
        facts = {"file": file, "count": sum(map(_answers, unknown)), "causes": named}
        yield Finding("P6", Severity.WARNING, Where("causes"), facts=facts)
    if blank:
        yield Finding("P10", Severity.INFO, Where("surveys"), facts={"file": file, "count": blank, "rows": answers})


def _departments(agreement: Agreement, roster: Roster) -> Iterator[Finding]:
    """Bonuses for a department to which no team belongs."""
    known = {folded(name) for name in roster.departments.values()}
    for row, bonus in enumerate(agreement.bonuses):
        if bonus.department and known and folded(bonus.department) not in known:
            facts = {
                "bonus": bonus.code,
                "name": bonus.department,
                "known": ", ".join(sorted(set(roster.departments.values()))),
            }
            yield Finding("P13", Severity.WARNING, Where("bonuses", row, "department"), facts=facts)


def _answers(count: CauseCount) -> int:
    return count.promoters + count.passives + count.detractors
