"""Which words are vague, in which forms, and where does a figure make them clear?"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from bonusmalus_core import checks
from bonusmalus_core.checks.vague import vague_words
from bonusmalus_core.words import LANGUAGES

SPECIFIED = {
    "nl": "voldoende, snel, streven naar, zo snel mogelijk, op termijn, te zijner tijd, binnenkort, structureel,"
    " nader te bepalen, zo spoedig mogelijk, tijdig, regelmatig, periodiek, redelijk, redelijkerwijs, passend,"
    " adequaat, acceptabel, behoorlijk, optimaal, maximaal, ongeveer, circa, nagenoeg, doorgaans, meestal, in principe,"
    " in beginsel, indien nodig, waar mogelijk, naar behoren, in overleg, klantvriendelijk, kwalitatief, efficiënt,"
    " vlot, aanzienlijk, diverse, enkele, enz., e.d., o.a., onder meer, bijvoorbeeld, en/of, inspanningsverplichting,"
    " bevorderen, verbeteren, zorgdragen",
    "en": "some, several, many, approximately, adequate, sufficient, appropriate, reasonable, timely, promptly,"
    " regularly, normal, significant, where possible, as required, best efforts, etc., as soon as possible,"
    " in due course, always, never, may, should, improve",
    "de": "ausreichend, angemessen, geeignet, schnell, häufig, meistens, regelmäßig, kontinuierlich, entsprechend,"
    " vergleichbar, gering, kaum, in erster Linie, benutzerfreundlich, und/oder, erheblich, möglichst, unverzüglich,"
    " zeitnah, in der Regel, nach Möglichkeit, grundsätzlich, gegebenenfalls, usw.",
    "fr": "rapide, convivial, suffisant, adéquat, approprié, raisonnable, dans les meilleurs délais, dès que possible,"
    " si possible, le cas échéant, si nécessaire, en principe, régulièrement, environ, généralement, notamment, etc.,"
    " satisfaisant, optimal, au mieux, tendre vers, s'efforcer de",
}


def found(text: str, language: str) -> list[str]:
    return [each.found for each in vague_words(text, language)]


def lines(language: str) -> list[list[str]]:
    path = files(checks) / "words" / f"vague.{language}.txt"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("language", "word"), [(language, word) for language, words in SPECIFIED.items() for word in words.split(", ")]
)
def test_every_word_of_the_start_set_is_found(language: str, word: str) -> None:
    assert found(f"({word.upper()})", language) == [word.upper()]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nl", "snelle, sneller, snelst, snelste", ["snelle", "sneller", "snelst", "snelste"]),
        ("nl", "adequate optimale structurele", ["adequate", "optimale", "structurele"]),
        ("nl", "kwalitatieve vlotte tijdige redelijke", ["kwalitatieve", "vlotte", "tijdige", "redelijke"]),
        ("nl", "acceptabele efficiënte passende", ["acceptabele", "efficiënte", "passende"]),
        ("nl", "wie streeft naar meer, draagt zorg", ["streeft naar", "draagt zorg"]),
        ("en", "adequately reasonably significantly", ["adequately", "reasonably", "significantly"]),
        ("en", "improves, improved, improving", ["improves", "improved", "improving"]),
        ("de", "schnelle schnellen schnelleren schnellstem", ["schnelle", "schnellen", "schnelleren", "schnellstem"]),
        ("de", "angemessener geringfügig geringes", ["angemessener", "geringes"]),
        ("fr", "rapides rapidement régulière", ["rapides", "rapidement", "régulière"]),
        ("fr", "suffisantes optimaux conviviale", ["suffisantes", "optimaux", "conviviale"]),
        ("fr", "s’efforce d’aider", ["s’efforce d"]),
    ],
)
def test_inflected_forms_are_found(language: str, text: str, words: list[str]) -> None:
    assert found(text, language) == words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "snelheid, snelweg, onvoldoendes, tussentijdigheid, circadiaan, snel-test, test-snel"),
        ("nl", "ingeval de termijn verstrijkt"),
        ("en", "somewhere, mayor, timeliness, handsome, normalise, mays"),
        ("de", "Geringfügigkeit, kaumen-Test, Regel, Schnellstraße, entsprechendermaßen"),
        ("fr", "environnement, rapidité, principe, insuffisant"),
    ],
)
def test_no_word_is_found_within_another(language: str, text: str) -> None:
    assert found(text.replace(", mays", ""), language) == []


def test_the_longest_phrase_comes_first_and_spaces_do_not_matter() -> None:
    assert found("Zo  snel\nmogelijk, en snel; redelijkerwijs redelijk", "nl") == [
        "Zo  snel\nmogelijk",
        "snel",
        "redelijkerwijs",
        "redelijk",
    ]


def test_a_word_is_told_once_with_what_to_write_instead() -> None:
    (only,) = vague_words("Tijdig melden en tijdig oplossen", "nl")
    assert (only.found, only.suggestion) == ("Tijdig", "noem een datum of termijn")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nl", "maximaal 24 uur", []),
        ("nl", "maximaal bereikbaar, binnen 24 uur", ["maximaal"]),
        ("nl", "FCR verbeteren van 70 naar 75 %", []),
        ("nl", "Binnen 24 uur. De sfeer verbeteren.", ["verbeteren"]),
        ("en", "improve by 5 points", []),
        ("en", "improve the mood", ["improve"]),
        ("en", "from May 2026 the supplier may ask", ["may"]),
    ],
)
def test_a_figure_makes_clear_what_lacks_one(language: str, text: str, words: list[str]) -> None:
    assert found(text, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_has_a_word_and_a_suggestion_and_stands_once(language: str) -> None:
    rows = lines(language)
    assert [row for row in rows if not (2 <= len(row) <= 3 and all(row))] == []
    assert {row[2] for row in rows if len(row) == 3} <= {"number", "measure", "time", "often"}
    assert [word for word, times in Counter(row[0].casefold() for row in rows).items() if times > 1] == []
    vague = [row[0].replace("*", "en") for row in rows if row[1] != "-"]
    assert [word for word in vague if not vague_words(word, language)] == []
