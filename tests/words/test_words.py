"""Do the four languages say the same things about the same columns, and can a reader tell their words apart?"""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterator

import pytest

from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.layout import Column, Kind, TableLayout
from bonusmalus_core.workbook.sheets import MEASURES, TABLES

OWN_TOPICS = ("fields", "choices")
CONTRACT_HEADERS = ("key", "label", "value", "help")
COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
HELPS = {f"{table.section}.{column.key}.help" for table, column in COLUMNS}
LABELS = {key.removesuffix(".help") for key in HELPS} | {f"contract.{key}" for key in CONTRACT_HEADERS}


def _name(case: object) -> str | None:
    return getattr(case, "section", None) or getattr(case, "key", None)


def _field_keys() -> set[str]:
    return LABELS | HELPS


def _choice_keys() -> set[str]:
    flags = {"flag.true", "flag.false", "cell.true", "cell.false"}
    choices = {f"{column.key}.{choice}" for _, column in COLUMNS for choice in column.choices}
    return choices | flags | {"none", "all"}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _told_apart(pairs: Iterator[tuple[str, str]]) -> list[str]:
    """The words that stand for more than one key, once case is folded."""
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for word, key in pairs:
        meanings[word.casefold()].add(key)
    return [f"{word}: {sorted(keys)}" for word, keys in meanings.items() if len(keys) > 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("topic", "keys"), [("fields", _field_keys()), ("choices", _choice_keys())])
def test_every_column_and_choice_has_its_words_and_no_word_is_left_over(
    topic: str, keys: set[str], language: str
) -> None:
    assert set(words(language, topic)) == keys


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", OWN_TOPICS)
def test_no_text_is_empty_or_padded(topic: str, language: str) -> None:
    assert [key for key, text in words(language, topic).items() if not text or text != text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", OWN_TOPICS)
def test_the_languages_have_the_same_placeholders(topic: str, language: str) -> None:
    dutch = words("nl", topic)
    texts = words(language, topic)
    assert [key for key in texts if _placeholders(texts[key]) != _placeholders(dutch[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=_name)
def test_a_label_carries_its_level_only_where_there_are_levels(
    table: TableLayout, column: Column, language: str
) -> None:
    assert _placeholders(words(language, "fields")[f"{table.section}.{column.key}"]) == (
        {"n"} if column.per_level else set()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_help_fit_in_an_input_message(language: str) -> None:
    fields = words(language, "fields")
    assert [key for key in LABELS if len(fields[key]) > 22] == []
    assert [key for key in HELPS if len(fields[key]) > 255] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_a_sentence(language: str) -> None:
    fields = words(language, "fields")
    assert [key for key in HELPS if not fields[key].endswith(".")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_needs_escaping_in_a_structured_reference(language: str) -> None:
    labels = (words(language, "fields")[key] for key in LABELS)
    assert [label for label in labels if set(label) & set("[]#'’\u00a0\n")] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=_name)
def test_a_header_means_one_column_whatever_the_language(table: TableLayout) -> None:
    def headers() -> Iterator[tuple[str, str]]:
        for language in LANGUAGES:
            for column in table.columns:
                yield words(language, "fields")[f"{table.section}.{column.key}"], column.key
            for measure in MEASURES if table.section == "months" else ():
                yield words(language, "choices")[f"measure.{measure}"], measure

    assert _told_apart(headers()) == []


def test_the_headers_of_the_contract_table_mean_one_column_whatever_the_language() -> None:
    assert (
        _told_apart(
            (words(language, "fields")[f"contract.{key}"], key) for language in LANGUAGES for key in CONTRACT_HEADERS
        )
        == []
    )


@pytest.mark.parametrize(("table", "column"), [pair for pair in COLUMNS if pair[1].choices], ids=_name)
def test_a_word_means_one_choice_of_its_column_whatever_the_language(table: TableLayout, column: Column) -> None:
    def pairs() -> Iterator[tuple[str, str]]:
        for language in LANGUAGES:
            choices = words(language, "choices")
            for choice in column.choices:
                yield choices[f"{column.key}.{choice}"], choice
                yield choice, choice
            if column.none:
                yield choices["none"], "none"

    assert _told_apart(pairs()) == [], table.name


def test_yes_no_none_and_all_are_told_apart_whatever_the_language() -> None:
    keys = ("flag.true", "flag.false", "none", "all")
    assert _told_apart((words(language, "choices")[key], key) for language in LANGUAGES for key in keys) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_of_a_list_hold_no_separator(language: str) -> None:
    listed = [column for _, column in COLUMNS if column.kind in (Kind.CHOICES, Kind.CODES)]
    shown = [words(language, "choices")[f"{column.key}.{choice}"] for column in listed for choice in column.choices]
    assert [word for word in shown if set(word) & set(",;")] == []
