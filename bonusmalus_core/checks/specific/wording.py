"""Are the words of legend, SLA and follow-up clear? Checks S4, S5, S6, S8 and T5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from bonusmalus_core.checks.draft import TEXTS, Draft, Entry, Hit
from bonusmalus_core.checks.stated import is_stated
from bonusmalus_core.checks.topics import mentioned
from bonusmalus_core.checks.vague import Vague, absolute_words, sentences, vague_words
from bonusmalus_core.findings import Phrase, Where

_READ = (*TEXTS, "frequency")
_SERVICE = {"sla": ("norm", "agreement"), "governance": ("within", "agenda")}
"""What is agreed beside the KPIs: tables and the fields in which people write sentences."""

_ABBREVIATION = re.compile(r"(?<![\w.+-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]{0,4}(?![\w.])")
_CAPITALS = 0.5
"""Where so large a share of a text is in capitals, they are its style and no abbreviations."""

_COUNT = re.compile(r"^(?:(?:het )?aantal|(?:the )?number of|(?:die )?anzahl|(?:le )?nombre)\s+", re.IGNORECASE)
"""What stands before the things that a numerator counts: "Number of" customers, "Nombre" de clients."""

_WITHIN = re.compile(
    r"\b(?:binnen|within|innerhalb|dans|no later than|uiterlijk|spätestens|au plus tard)\b", re.IGNORECASE
)

_OBLIGING = ("definition", "inclusions", "exclusions")


def vague(draft: Draft) -> Iterator[Hit]:
    """S4: words under which two parties understand two things, with a sentence that can be measured."""
    return _worded(draft, of_time=False)


def vague_times(draft: Draft) -> Iterator[Hit]:
    """T5: vague words of time, such as "soon" and "regularly"."""
    return _worded(draft, of_time=True)


def _worded(draft: Draft, of_time: bool) -> Iterator[Hit]:
    for entry in draft.legend:
        for name in _READ:
            found = _vague(getattr(entry.entry, name), draft.language, of_time)
            if found:
                yield entry.hit(name, **_quoted(found), **_measurable(draft, entry))


def vague_service(draft: Draft) -> Iterator[Hit]:
    """S4: the same words in the SLA schedule and in what follow-up meetings are for."""
    return _worded_service(draft, of_time=False)


def vague_service_times(draft: Draft) -> Iterator[Hit]:
    """T5: vague words of time in the SLA schedule and in follow-up and escalation."""
    return _worded_service(draft, of_time=True)


def _worded_service(draft: Draft, of_time: bool) -> Iterator[Hit]:
    for table, names in _SERVICE.items():
        for number, row in enumerate(getattr(draft.agreement, table)):
            for name in names:
                found = _vague(getattr(row, name), draft.language, of_time)
                if found:
                    yield Hit(Where(table, number, name), None, {"field": f"{table}.{name}", **_quoted(found)})


def _vague(text: str, language: str, of_time: bool) -> list[Vague]:
    """The vague words of a text, of time or others; those that allow no exception are S8's."""
    absolute = {each.found.casefold() for each in absolute_words(text, language)}
    found = vague_words(text, language)
    return [each for each in found if each.of_time is of_time and each.found.casefold() not in absolute]


def _quoted(found: Sequence[Vague]) -> dict[str, object]:
    return {"words": ", ".join(dict.fromkeys(each.found for each in found)), "advice": found[0].suggestion}


def _measurable(draft: Draft, entry: Entry) -> dict[str, object]:
    """What a measurable sentence about the KPI would say, with a gap for what the contract does not say yet."""
    each, row = entry.entry, entry.rows[0]
    counted = {"n": each.calc_n, "offset": each.calc_month_offset}
    return {
        "promise": _promise(entry),
        "period": Phrase(f"period.{row.kpi.frequency}", {"months": draft.agreement.contract.settlement_months}),
        "source": each.source.strip() if is_stated(each.source) else Phrase("gap.source"),
        "date": Phrase("gap.date") if each.calc_n is None else Phrase(f"date.{each.calc_kind}", counted),
    }


def _promise(entry: Entry) -> Phrase:
    """The target with what it counts, "80 % of customers …", or with the KPI's name where it counts nothing."""
    row, text = entry.rows[0], entry.entry.numerator.strip().rstrip(".")
    facts = {"unit": row.kpi.unit, "target": Phrase("gap.target") if row.target is None else row.target}
    if row.kpi.unit != "%" or (is_stated(text) and not _COUNT.match(text)):
        return Phrase("promise.least" if row.higher else "promise.most", facts | {"name": row.kpi.name or row.kpi.code})
    facts["numerator"] = _COUNT.sub("", text) if is_stated(text) else Phrase("gap.numerator")
    return Phrase("promise.share" if _WITHIN.search(text) else "promise.within", facts)


def abbreviations(draft: Draft) -> Iterator[Hit]:
    """S5: abbreviations that neither the contract nor the trade explains."""
    known = _general() | _explained(draft)
    for entry in draft.legend:
        for name in TEXTS:
            text = getattr(entry.entry, name)
            found = [each for each in dict.fromkeys(_ABBREVIATION.findall(text)) if each not in known]
            if found and not _shouted(text):
                yield entry.hit(name, words=", ".join(found))


def _explained(draft: Draft) -> set[str]:
    """Codes, and abbreviations that stand beside what they mean: "(SPOC)", "SPOC (single …)", "SPOC = …"."""
    contract = draft.agreement.contract
    every = [contract.title, contract.client, contract.supplier, *(kpi.name for kpi in draft.agreement.kpis)]
    every += [getattr(each, name) for each in draft.agreement.legend for name in (*TEXTS, "source", "measured_by")]
    codes = {kpi.code.upper() for kpi in draft.agreement.kpis}
    beside = re.compile(rf"\(({_ABBREVIATION.pattern})\)|({_ABBREVIATION.pattern})\s*(?:\(|=|:|“|\")")
    explained = {name for text in every for pair in beside.findall(text) for name in pair if name}
    return codes | explained | set(_ABBREVIATION.findall(" ".join(every[: 3 + len(draft.agreement.kpis)])))


def _shouted(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(map(str.isupper, letters)) > _CAPITALS * len(letters)


@cache
def _general() -> frozenset[str]:
    """Abbreviations that everybody in the trade knows."""
    return frozenset((files("bonusmalus_core.checks") / "words" / "general.txt").read_text(encoding="utf-8").split())


def obligations(draft: Draft) -> Iterator[Hit]:
    """S6: one sentence that lays down several obligations, of which each can be kept and broken apart."""
    for entry in draft.legend:
        for name in _OBLIGING:
            for sentence in sentences(getattr(entry.entry, name)):
                found = mentioned("duty", sentence)
                count = sum(sentence.casefold().count(f" {each.casefold()} ") for each in found)
                if count > 1:
                    yield entry.hit(name, words=", ".join(found), count=count)
                    break


def absolutes(draft: Draft) -> Iterator[Hit]:
    """S8: words that allow no exception at all."""
    for entry in draft.legend:
        found = absolute_words(entry.entry.definition, draft.language)
        if found:
            words = ", ".join(each.found for each in found)
            yield entry.hit("definition", words=words, advice=found[0].suggestion)
