"""Do all languages say the same about every function and command?"""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from bonusmalus_core.declare import functions, wording
from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.declare.functions import FUNCTIONS, call
from bonusmalus_core.declare.offering import Group, group_label, label, option_help, summary
from bonusmalus_core.declare.registry import LONGEST_HELP, Category
from bonusmalus_core.hosts.cli.parser import offered
from bonusmalus_core.words import LANGUAGES, words

FOREIGN = [language for language in LANGUAGES if language != "en"]
TOPICS = ("functions", "commands")
SOURCES = Path(functions.__file__).parents[1]
SENTENCES = {key: text for function in FUNCTIONS.values() for key, text in wording.texts_of(function).items()}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", FOREIGN)
def test_every_sentence_of_a_docstring_is_said_in_every_language_and_no_other(language: str) -> None:
    assert set(words(language, "functions")) - set(words("en", "functions")) == set(SENTENCES)
    assert set(words("en", "functions")) & set(SENTENCES) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_in_english_data_is_said_in_every_language(language: str) -> None:
    for topic in TOPICS:
        english, said = words("en", topic), words(language, topic)
        assert {key: placeholders(said[key]) for key in english} == {
            key: placeholders(text) for key, text in english.items()
        }


@pytest.mark.parametrize("language", FOREIGN)
def test_a_translation_names_the_same_numbers_and_functions(language: str) -> None:
    named = re.compile(r"BM_[A-Z_]+|\d+")
    said = words(language, "functions")
    assert [
        key for key, text in SENTENCES.items() if sorted(named.findall(text)) != sorted(named.findall(said[key]))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_a_sentence_that_a_wizard_can_show(language: str) -> None:
    for function in FUNCTIONS.values():
        texts = [
            wording.summary(function, language),
            *(wording.parameter_help(function, each, language) for each in function.parameters),
            *(wording.error_meaning(function, code, language) for code in function.errors),
        ]
        assert [text for text in texts if not text.endswith(".") or len(text) > LONGEST_HELP] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_no_text_is_empty_padded_or_torn(topic: str, language: str) -> None:
    torn = {"fr": r"\S [;:?!%»]|« \S", "de": r"\d %", "nl": r"\d %", "en": r"\d %"}[language]
    odd = re.compile(rf"^$|^\s|\s$|  |\n|{torn}")
    assert [key for key, text in words(language, topic).items() if odd.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_and_group_has_a_label(language: str) -> None:
    assert all(wording.category_label(each, language) for each in Category)
    assert all(group_label(each, language) for each in Group)


def test_every_reason_that_explains_an_error_is_a_sentence_and_no_sentence_is_left_over() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    raised = set(re.findall(r'(?:NoResult|_wrong)\(\w+, "([a-z_]+)"', sources))
    assert {f"why.{each}" for each in raised} == {key for key in words("nl", "functions") if key.startswith("why.")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_the_help_names_are_understood(language: str) -> None:
    thresholds, impacts = ((0.7, 0.9),), ((0.9, 1),)
    for key, how in (("linear", 0.95), ("step", 0.9), ("nearest", 1.0)):
        word = words(language, "choices")[f"payout.{key}"]
        told = wording.parameter_help(FUNCTIONS["BM_IMPACT"], FUNCTIONS["BM_IMPACT"].parameters[3], language)
        assert word.casefold() in told.casefold()
        assert call("BM_IMPACT", 0.8, thresholds, impacts, word) == how
    for key in ("mean", "top", "net"):
        word = words(language, "functions")[f"form.{key}"]
        told = wording.parameter_help(FUNCTIONS["BM_CES"], FUNCTIONS["BM_CES"].parameters[2], language)
        assert word.casefold() in told.casefold()
        assert isinstance(call("BM_CES", ((5, 3),), 5, word), float)


def test_the_english_of_commands_is_that_of_their_docstrings() -> None:
    assert {each.name: each.summary for each in COMMANDS.values()} == {
        each.name: summary(each, "en") for each in COMMANDS.values()
    }
    options = [(each, option) for each in COMMANDS.values() for option in each.options]
    assert [option.help for _, option in options] == [option_help(each, option, "en") for each, option in options]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_offers_every_command_in_the_order_of_the_menus(language: str) -> None:
    assert list(offered(language)) == list(COMMANDS)
    assert all(label(each, language) for each in COMMANDS.values())
