"""Has everything that the product says a sentence in four languages, and does each sentence know what it quotes?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import bonusmalus_addin
import bonusmalus_core
from bonusmalus_core.calc.settle import settle
from bonusmalus_core.checks.blockers import blockers
from bonusmalus_core.checks.catalogue import CATALOGUE
from bonusmalus_core.findings import Finding
from bonusmalus_core.model.agreement import Agreement
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.workbook.sheets import TABLES
from tests.words.quoting import placeholders

TOPICS = (
    "findings",
    "explain",
    "files",
    "cli",
    "libreoffice",
    "checks",
    "verify",
    "claim",
    "live",
    "excel",
    "causes",
    "annex",
    "seal",
    "team",
)
CODE = r"[A-Z]\d{1,2}[a-z]?"
PARTS = ("name", "message", "remedy")
QUOTES = {"nl": "“{}”", "en": "“{}”", "de": "„{}“", "fr": "«\u00a0{}\u00a0»"}

CASE: dict[str, Any] = {
    "contract": {"start": "2026-01-01", "months": 6},
    "prices": [{"price": "10"}],
    "kpis": [
        {"code": "FCR", "weight": "0.5", "thresholds": ["0.7", "0.75", "0.8", "0.85", "0.9"]},
        {
            "code": "CES", "weight": "0.4", "thresholds": ["3", "2.5", "2", "1.5", "1"],
            "unit": "score", "direction": "lower", "scale_min": "1", "scale_max": "5",
            "aggregate": "mean", "min_n": "150",
        },
        {"code": "RET", "weight": "0.1", "thresholds": ["0.8", "0.825", "0.85", "0.875", "0.9"], "from_month": 4},
    ],
    "legend": [{"kpi": "FCR", "calc_n": 11}],
    "conditions": [
        {"code": "VOL-LOW", "comparator": "<", "threshold": "0.9", "effect": "warn"},
        {"code": "QUALITY", "measure": "quality_test", "comparator": "<", "threshold": "0.85", "effect": "bar_bonus"},
    ],
    "months": [
        {"month": f"2026-0{month}", "forecast": "100", "actual": "95", "quality_test": "0.9"} for month in (1, 2, 3)
    ],
    "measurements": [
        each
        for month in ("2026-01", "2026-02", "2026-03")
        for each in (
            {"month": month, "kpi": "FCR", "numerator": "82", "denominator": "100"},
            {"month": month, "kpi": "CES", "value": "1.8", "n": "50"},
        )
    ],
    "events": [{"kpi": "all", "from": "2026-04", "to": "2026-05"}],
    "overrides": [{"period": 2, "kpi": "FCR", "value": "0.8"}],
    "history": [],
}  # fmt: skip
"""A contract whose first quarter settles without a finding."""

CHECKED = {check.code for check in CATALOGUE}
"""The codes of the checks of a draft, which have examples and words of their own."""

OVERRIDE = {"period": 1, "kpi": "FCR", "impact": "1"}

BROKEN: dict[str, tuple[str, Any]] = {
    "D1": ("measurements", []),
    "D2": ("measurements.0", {"month": "2026-02", "kpi": "FCR", "part": "chat", "numerator": "1", "denominator": "1"}),
    "D3": ("measurements", [row | {"numerator": 0, "denominator": 0} for row in CASE["measurements"][::2]]),
    "D4": ("measurements.0.denominator", None),
    "D5": ("measurements.1.n", None),
    "D6": ("months.0.actual", None),
    "D7": ("prices.0.from_month", 2),
    "D8": ("months.0.forecast", "0"),
    "D9": ("conditions.0.measure", "training_cost"),
    "D10": ("overrides.0", OVERRIDE | {"kpi": "RET"}),
    "D11": ("overrides.0", OVERRIDE),
    "D12": ("events.0.from", "2026-03"),
    "D13": ("kpis.0.min_n", "1000"),
    "D14": ("months.0.actual", "80"),
    "D15": ("measurements.0.open_until", "2026-02-14"),
    "D17": ("prices.0.price", "1e17"),
    "D18": ("measurements", [{key: row[key] for key in row if key != "n"} for row in CASE["measurements"]]),
    "D19": ("overrides.0", OVERRIDE | {"impact": "0.05", "agreed": "2026-04-02"}),
    "D16": ("measurements.0.evidence", "bonusmalus measure: calls.csv; sha256 0a; 100 records; 00000000"),
    "H2": ("history", [{"period": 1, "version": 1, "hash": "0"}]),
    "M2": ("kpis.1.direction", "higher"),
    "M10": ("measurements.0.numerator", "400"),
    "M10i": ("kpis.1.thresholds.0", "30"),
    "M10k": ("months.0.quality_test", "1.5"),
    "M10h": ("measurements.0.numerator", "-4"),
    "M10a": ("contract.bonus_cap", "15"),
    "M10b": ("kpis.1.scale_min", "5"),
    "M10d": ("months.0.actual", "-1"),
    "M10m": ("contract.levels", ["-0.1", "-0.05", "0", "0.05", "0.1"]),
    "M10n": ("kpis.0.impact_cap", "0.05"),
    "C10w": ("conditions.0.kpis", ["FCR"]),
    "C10f": ("conditions.0", CASE["conditions"][0] | {"from_month": 3, "to_month": 2}),
    "M10c": ("kpis.0.thresholds", ["70", "75", "80", "85", "90"]),
    "R1": ("kpis.0.thresholds.1", "0.9"),
    "R1a": ("contract.levels", ["1.05", "1"]),
    "R1b": ("kpis.0.thresholds", ["0.7", "0.8"]),
    "R1c": ("kpis.0.impacts", ["0.9", "1", "0.95", "1.05", "1.1"]),
    "R1d": ("kpis.0", {**CASE["kpis"][0], "impact_floor": "1.05", "impact_cap": "0.95"}),
    "C1": ("kpis.0.weight", "0.4"),
    "C10a": ("contract.currency", "EURO"),
    "C10b": ("contract.settlement_months", 2),
    "C10c": ("measurements.0.kpi", "FRC"),
    "C10d": ("kpis", [*CASE["kpis"], CASE["kpis"][0]]),
    "C10g": ("measurements.2", CASE["measurements"][0]),
    "C10e": ("events.0.to", "2026-03"),
    "C10h": ("contract.holidays", "XX"),
    "C10m": ("conditions.0.measure", "training_cost"),
    "C10o": ("overrides.0.impact", "1"),
    "C10p": ("overrides.0.period", 3),
    "C10r": ("prices.0.from_month", 7),
    "C10v": ("kpis.0.from_month", 7),
    "C10s": ("contract.start", "2026-01-02"),
    "C10t": ("measurements.0.month", "2025-01"),
    "C10u": ("kpis.1.unit", "stars"),
}
"""For each code that the settlement and its checks can find: what to put where in the contract to find it."""


@cache
def _modules() -> Mapping[Path, ast.Module]:
    roots = [Path(package.__file__ or "").parent for package in (bonusmalus_core, bonusmalus_addin)]
    return {
        path.relative_to(root): ast.parse(path.read_text(encoding="utf-8"))
        for root in roots
        for path in root.rglob("*.py")
    }


def _literals(pattern: str, where: str = "") -> set[str]:
    """The string literals of the sources that match; text within a docstring never does, for it is longer."""
    return {
        node.value
        for path, module in _modules().items()
        if re.match(where, path.as_posix())
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(pattern, node.value)
    }


def _calls(name: str) -> Iterator[ast.Call]:
    for module in _modules().values():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield node


def _constants(node: ast.expr) -> list[str]:
    """The texts that an argument can be, as far as they stand in the source."""
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _facts(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg is not None}


def put(case: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    case = deepcopy(case)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = case
    for step in way:
        place = place[step]
    place[last] = value
    return case


def found_in_case(case: dict[str, Any]) -> tuple[Finding, ...]:
    agreement = Agreement.model_validate(case)
    return settle(agreement, 1, date(2026, 6, 1), blockers(agreement)).findings


def _carried(finding: Finding) -> set[str]:
    named = {"month": finding.month, "kpi": finding.kpi}
    return {key for key, name in named.items() if name is not None} | set(finding.facts)


def test_the_unbroken_case_settles_without_a_finding() -> None:
    assert found_in_case(CASE) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_sources_has_a_name_a_message_and_a_remedy_and_no_other_has(language: str) -> None:
    codes = _literals(CODE, "(?!workbook/(build/|package/|statement))")  # "A1" is a cell there
    assert set(words(language, "findings")) == {f"{code}.{part}" for code in codes - CHECKED for part in PARTS}


def test_every_code_of_the_settlement_and_its_checks_is_provoked_here() -> None:
    assert set(BROKEN) == _literals(CODE, "(calc|checks)/") - CHECKED


@pytest.mark.parametrize("code", BROKEN)
def test_the_sentences_of_a_finding_quote_only_what_it_carries(code: str) -> None:
    found = [each for each in found_in_case(put(CASE, *BROKEN[code])) if each.code == code]
    texts = words("nl", "findings")
    quoted = placeholders(texts[f"{code}.message"]) | placeholders(texts[f"{code}.remedy"])
    assert found
    assert [quoted - _carried(each) for each in found] == [set()] * len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_quotes_nothing(language: str) -> None:
    names = {key: text for key, text in words(language, "findings").items() if key.endswith(".name")}
    assert [key for key, text in names.items() if placeholders(text) or text.endswith(".")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_the_languages_have_the_same_keys_andplaceholders(topic: str, language: str) -> None:
    dutch, texts = words("nl", topic), words(language, topic)
    assert {key: placeholders(text) for key, text in texts.items()} == {
        key: placeholders(text) for key, text in dutch.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_no_text_is_empty_padded_or_several_lines(topic: str, language: str) -> None:
    padded = re.compile(r"^$|^\s|\s$|  |\n")
    assert [key for key, text in words(language, topic).items() if padded.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", ["findings", "explain", "files"])
def test_a_sentence_ends_like_one(topic: str, language: str) -> None:
    sentences = {key: text for key, text in words(language, topic).items() if not key.endswith(".name")}
    assert [key for key, text in sentences.items() if not text.endswith((".", "?"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_quoted_label_is_one_that_the_workbook_shows(topic: str, language: str) -> None:
    quoted = re.compile(QUOTES[language].format("([^{}]+?)"))
    shown = {*words(language, "fields").values(), *words(language, "choices").values()}
    sections = {table.section for table in TABLES.values()}
    assert [
        (key, label)
        for key, text in words(language, topic).items()
        for label in quoted.findall(text)
        if label not in shown | sections
    ] == []


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("topic", TOPICS)
def test_no_sign_is_torn_from_its_word_at_the_end_of_a_line(topic: str, language: str) -> None:
    torn = re.compile(r" [:;?!%»]|« " if language == "fr" else r"\d %")
    read = re.compile(r"[JW]\d")  # the sentences of the reading are set with plain spaces
    texts = words(language, topic).items()
    assert [key for key, text in texts if torn.search(text) and not read.match(key)] == []


def test_every_file_refused_has_its_sentence() -> None:
    raised = _literals(r"file\.[a-z-]+")
    assert raised == {key for key in words("nl", "files") if key.startswith("file.")}


def test_a_sentence_about_a_file_or_a_wrong_command_quotes_only_what_it_is_given() -> None:
    texts = words("nl", "files")
    for error, prefix, given in (("FileRefused", "", {"path"}), ("WrongUsage", "usage.", set[str]())):
        for call in _calls(error):
            for code in _constants(call.args[0]):
                assert placeholders(texts[f"{prefix}{code}"]) <= _facts(call) | given, code


def test_what_the_code_says_by_name_exists_and_is_given_its_facts() -> None:
    for call in _calls("say"):
        for topic in _constants(call.args[1]):
            for key in _constants(call.args[2]):
                assert placeholders(words("nl", topic)[key]) <= _facts(call), (topic, key)
