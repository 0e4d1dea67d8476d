"""How is the advice on KPIs told: what to take with which target, what is left out, where the sources disagree?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from bonusmalus_core.checks.advisor import SOURCED, Advice, Chosen, advise, contradicting, references
from bonusmalus_core.checks.advisor import LeftOut as Left
from bonusmalus_core.declare.report import Listing, Passage, Report
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.model.choices import GOALS, Goal, Sector
from bonusmalus_core.model.decimals import decimal_text
from bonusmalus_core.model.kpi import Kpi
from bonusmalus_core.model.legend import LegendEntry
from bonusmalus_core.words import say, words
from bonusmalus_core.words.numbers import quantity, share
from bonusmalus_templates import composed

ASSUMED_PHASE = 3
"""The phase of which the sources say most, where none is known."""


@dataclass(frozen=True)
class Told:
    """Advice in one language, with the draft that follows from it; `assumed` says that nobody gave a phase."""

    advice: Advice
    language: str
    assumed: bool

    @cached_property
    def draft(self) -> Agreement:
        """The contract draft with these KPIs."""
        advice = self.advice
        return Agreement.model_validate(composed(advice.sector, self.language, advice.phase, weights(advice)))

    def row(self, code: str) -> Kpi:
        """The first row of a KPI."""
        return next(row for row in self.draft.kpis if row.code == code)

    def entry(self, code: str) -> LegendEntry:
        """The definition of a KPI."""
        return next(entry for entry in self.draft.legend if entry.kpi == code)

    def target(self, code: str) -> Decimal:
        """The threshold of the level 100 %."""
        return self.row(code).thresholds[self.draft.contract.levels.index(Decimal(1))]

    def say(self, key: str, /, **facts: object) -> str:
        """A text of the advice."""
        return say(self.language, "advice", key, **facts)

    def reference(self, chosen: Chosen) -> str:
        """What the sources call good; nothing where they do not speak of the sector or the KPI."""
        return self.say(f"reference.{chosen.code}") if self._sourced and references(chosen.code) else ""

    def left(self, left: Left) -> str:
        """Why a KPI that the sources name is not taken."""
        key = f"left.{left.metric if left.why == 'unpaid' else left.why}"
        return self.say(key, metric=left.metric, first=left.first)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that this advice rests on."""
        named = [source for each in self.advice.contradictions for source in contradicting(each)]
        named += [source for each in self.advice.chosen if self._sourced for source in references(each.code)]
        return tuple(dict.fromkeys(named))

    @property
    def _sourced(self) -> bool:
        return self.advice.sector == SOURCED


def told(goal: Goal | None, phase: int | None, sector: Sector, language: str) -> Told:
    """The advice for one goal or for all; without a phase, for the one that is assumed."""
    return Told(advise([goal] if goal else GOALS, phase or ASSUMED_PHASE, sector), language, phase is None)


def weights(advice: Advice) -> Mapping[str, str]:
    """The weight of every KPI to take, as contract data."""
    return {each.code: decimal_text(each.weight) for each in advice.chosen}


def advice_data(found: Told) -> dict[str, Any]:
    """The advice as `--json` prints it."""
    advice = found.advice
    return {
        "sector": advice.sector,
        "goals": list(advice.goals),
        "phase": advice.phase,
        "phase_assumed": found.assumed,
        "kpis": [_data(found, each) for each in advice.chosen],
        "left_out": [{"metric": each.metric, "why": found.left(each)} for each in advice.left_out],
        "contradictions": [
            {"about": each, "message": found.say(f"contradiction.{each}"), "sources": list(contradicting(each))}
            for each in advice.contradictions
        ],
        "sources": {source: found.say(f"source.{source}") for source in found.sources},
    }


def _data(found: Told, chosen: Chosen) -> dict[str, Any]:
    return {
        "code": chosen.code,
        "name": found.row(chosen.code).name,
        "metric": found.row(chosen.code).metric,
        "weight": decimal_text(chosen.weight),
        "target": decimal_text(found.target(chosen.code)),
        "reference": found.reference(chosen) or None,
        "reference_sources": list(references(chosen.code)) if found.reference(chosen) else [],
        "balanced_by": list(chosen.balanced_by),
        "why": found.entry(chosen.code).rationale,
    }


def advice_report(found: Told) -> Report:
    """The advice for people."""
    advice, texts = found.advice, words(found.language, "advice")
    header = tuple(texts[key] for key in ("kpi", "name", "weight", "target", "reference", "balanced_by", "why"))
    rows = tuple(_row(found, each) for each in advice.chosen)
    left = tuple(found.left(each) for each in advice.left_out)
    disputed = tuple(_disputed(found, each) for each in advice.contradictions)
    sources = tuple(f"[{source}] {found.say(f'source.{source}')}" for source in found.sources)
    passages = ((left, "left_out"), (disputed, "contradictions"), (sources, "sources"))
    return [
        Passage(tuple(_opening(found)), _heading(found)),
        Listing(header, rows, numbers=frozenset({2, 3})),
        *(Passage(lines, texts[heading]) for lines, heading in passages if lines),
    ]


def _heading(found: Told) -> str:
    advice, language = found.advice, found.language
    goals = ", ".join(found.say(f"goal.{goal}") for goal in advice.goals)
    sector = words(language, "choices")[f"sector.{advice.sector}"]
    return found.say(
        "heading", sector=sector, goals=goals, phase=advice.phase, stage=found.say(f"phase.{advice.phase}")
    )


def _opening(found: Told) -> Iterator[str]:
    advice = found.advice
    if found.assumed:
        yield found.say("assumed", phase=advice.phase)
    if advice.sector != SOURCED:
        yield found.say("other_sector")
    elif "loyalty" in advice.goals and advice.phase == 1:
        yield found.say("early", phase=advice.phase)
    yield found.say("few")


def _row(found: Told, chosen: Chosen) -> tuple[str, ...]:
    row, language = found.row(chosen.code), found.language
    return (
        chosen.code,
        row.name,
        share(chosen.weight, language),
        quantity(found.target(chosen.code), row.unit, language),
        found.reference(chosen) or "–",
        ", ".join(chosen.balanced_by) or "–",
        found.entry(chosen.code).rationale,
    )


def _disputed(found: Told, contradiction: str) -> str:
    return f"{found.say(f'contradiction.{contradiction}')} [{', '.join(contradicting(contradiction))}]"
