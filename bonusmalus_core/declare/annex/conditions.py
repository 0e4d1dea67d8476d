"""How does the annex say what each condition tests, and what follows?"""

from __future__ import annotations

from collections.abc import Iterator

from bonusmalus_core.calc.conditions import GUARANTEE
from bonusmalus_core.declare.annex.saying import Saying
from bonusmalus_core.model.condition import VOLUME_RATIO, Condition
from bonusmalus_core.words import words


def condition_clauses(said: Saying) -> Iterator[str]:
    """Every condition in a sentence, then when they act."""
    every = said.agreement.conditions
    if not every:
        yield said.say("conditions.none")
        return
    yield from (_rule(said, each) for each in every)
    per_period = [each.code for each in every if each.tested == "period"]
    if len(per_period) < len(every):
        yield said.say("conditions.month")
    if per_period:
        yield said.say("conditions.period", codes=said.listed(per_period))
    if sum(each.effect == "volume_guarantee" for each in every) > 1:
        yield said.say("conditions.highest")


def _rule(said: Saying, condition: Condition) -> str:
    rule = said.say(
        "conditions.rule", code=condition.code, test=_test(said, condition), effect=_effect(said, condition)
    )
    if condition.to_month is not None:
        valid = said.say("conditions.valid.until", first=condition.from_month, last=condition.to_month)
        return f"{rule} {valid}"
    return f"{rule} {said.say('conditions.valid', first=condition.from_month)}" if condition.from_month > 1 else rule


def _test(said: Saying, condition: Condition) -> str:
    many = {1: "one", 2: "two"}.get(condition.window_months, "many")
    window = said.say(f"window.{condition.tested}.{many}", before=condition.window_months - 1)
    if condition.measure == VOLUME_RATIO:
        return said.say(f"ratio.{condition.comparator}", window=window, threshold=said.share(condition.threshold))
    threshold = said.share(condition.threshold) if condition.tests_share else condition.threshold
    measure = _measure(said, condition.measure)
    return said.say(f"measure.{condition.comparator}", window=window, threshold=threshold, measure=measure)


def _measure(said: Saying, measure: str) -> str:
    """The measure as its column is called."""
    fields, choices = words(said.language, "fields"), words(said.language, "choices")
    return fields.get(f"months.{measure}") or choices.get(f"measure.{measure}") or measure


def _effect(said: Saying, condition: Condition) -> str:
    match condition.effect:
        case "volume_guarantee":
            share = said.share(GUARANTEE if condition.effect_value is None else condition.effect_value)
            return said.say(f"effect.volume_guarantee.{condition.tested}", share=share)
        case "waive_malus" if condition.scope == "kpi":
            kpis = said.say("every") if condition.kpis == "all" else said.listed(condition.kpis)
            return said.say("effect.waive_malus.kpi", kpis=kpis)
        case "waive_malus":
            return said.say("effect.waive_malus.total")
    return said.say(f"effect.{condition.effect}")
