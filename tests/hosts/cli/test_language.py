"""Does the command line, argparse's own words included, speak the user's language?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bonusmalus_core.declare.commands import COMMANDS
from bonusmalus_core.words import LANGUAGES
from bonusmalus_templates import contents
from tests.hosts.cli.runs import Type, contract_file

NBSP = "\N{NO-BREAK SPACE}"
ENGLISH = (
    "usage", "positional arguments", "options:", "show this help", "error:", "invalid", "required", "expected",
    "unrecognized", "ambiguous", "choose from", "ignored",
)  # fmt: skip
"""What argparse says of its own accord."""

WRONG = (
    ("sail",),
    ("settle",),
    ("settle", "x.xlsx", "--period"),
    ("settle", "x.xlsx", "--period", "Q1"),
    ("settle", "x.xlsx", "--period", 1, "--as-of", "soon"),
    ("settle", "x.xlsx", "--period", 1, "--json=3"),
    ("settle", "x.xlsx", "--period", 1, "more"),
    ("new", "x.xlsx", "--sector", "circus"),
    ("new", "x.xlsx", "--s", "circus"),
    ("setle",),
    ("settle", "x.xlsx", "--perod", 1),
    ("settle", "x.xlsx", "--colour"),
)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each not in ("en", "fr")])
@pytest.mark.parametrize("words", [*WRONG, ("--help",), ("new", "--help"), ("settle", "--help"), ()], ids=str)
def test_no_word_of_argparse_stays_english(
    words: tuple[object, ...], language: str, type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    run = type_in(*words)
    assert run.code == (0 if "--help" in words else 2)
    assert [each for each in ENGLISH if each in (run.out + run.err).casefold()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help_in_every_language(
    command: str, language: str, type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    run = type_in(command, "--help")
    assert (run.code, run.err, f"bonusmalus {command}" in run.out) == (0, "", True)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("nl_BE", "bonusmalus settle: fout: argument --period: moet een geheel getal zijn, niet Q1"),
        ("en_GB", "bonusmalus settle: error: argument --period: must be a whole number, not Q1"),
        ("de_DE", "bonusmalus settle: Fehler: Argument --period: muss eine ganze Zahl sein, nicht Q1"),
        (
            "fr_BE",
            f"bonusmalus settle{NBSP}: erreur{NBSP}: argument --period{NBSP}: doit être un nombre entier, pas Q1",
        ),
    ],
)
def test_a_wrong_option_is_said_in_every_language(
    locale: str, said: str, type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    assert type_in("settle", "x.xlsx", "--period", "Q1").err.splitlines()[-1] == said


def test_nothing_typed_shows_the_help(type_in: Type) -> None:
    bare = type_in()
    assert (bare.code, bare.err) == (2, type_in("--help").out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "contract"), "“contract” does not end in .xlsx"),
        (("new", "x.xlsx", "--start", "2027-04-02"), "first day of a month, not on 2027-04-02: choose e.g. 2027-04-01"),
        (("new", "x.xlsx", "--price", "0"), "“0” is no price: enter a number above 0"),
        (("new", "x.xlsx", "--price", "-1"), "“-1” is no price: enter a number above 0"),
        (("new", "x.xlsx", "--goals", "money"), "“money” is no goal: choose from loyalty (loyalty and growth), "),
        (("new", "x.xlsx", "--phase", "9"), "“9” does not fit the option phase: enter a whole number from 1 to 5."),
        (("new", "x.xlsx", "--months", "0"), "“0” does not fit the option months: enter a whole number from 1 to 600."),
        (("new", "x.xlsx", "--months", "601"), "“601” does not fit the option months"),
        (("statement", "{workbook}", "--period", "1", "--pdf", "q1.docx"), "“q1.docx” does not end in .pdf"),
        (("functions", "impct"), "The function impct does not exist: choose from BM_IMPACT."),
        (("functions", "zzz"), "The function zzz does not exist: choose from BM_"),
        (("advise", "--phase", "0"), "“0” does not fit the option phase: enter a whole number from 1 to 5."),
        (
            ("unlock", "{workbook}", "--period", "1", "--reason", " "),
            "reason (“Why the period has to be settled again.”)",
        ),
        (("balance", "{workbook}", "--period", "0"), "Periode 0 bestaat niet: kies een periode van 1 tot en met 8."),
        (("balance", "{workbook}", "--draws", "0"), "enter a whole number from 1 to 1000000."),
    ],
)
def test_what_is_wrong_is_one_clear_line(words: tuple[str, ...], said: str, workbook: Path, type_in: Type) -> None:
    run = type_in(*(word.format(workbook=workbook) for word in words))
    assert (run.code, run.err.count("\n"), said in run.err) == (2, 1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("setle", "x.xlsx"), "bonusmalus: error: the command setle does not exist; did you mean settle?"),
        (("--hlp",), "bonusmalus: error: the option --hlp does not exist; did you mean --help?"),
        (
            ("settle", "x.xlsx", "--perod", 1),
            "settle: error: the option --perod does not exist; did you mean --period?",
        ),
        (("settle", "x.xlsx", "--perod=1"), "settle: error: the option --perod does not exist; did you mean --period?"),
        (
            ("settle", "x.xlsx", "-period", 1),
            "settle: error: the option -period does not exist; did you mean --period?",
        ),
        (
            ("settle", "x.xlsx", "–period", 1),
            "settle: error: the option –period does not exist; did you mean --period?",
        ),
        (("demo", "--colour"), "demo: error: the option --colour does not exist: choose from --help"),
        (("settle", "--", "--perod"), "settle: error: also needed: --period"),
        (("unlock", "x.xlsx", "--reason", "–tikfout"), "unlock: error: also needed: --period"),
        (("unlock", "x.xlsx", "--rea", "—tikfout"), "unlock: error: also needed: --period"),
        (
            ("unlock", "x.xlsx", "--reason=tikfout", "–perod"),
            "unlock: error: the option –perod does not exist; did you mean --period?",
        ),
        (
            ("settle", "x.xlsx", "--json", "–perod"),
            "settle: error: the option –perod does not exist; did you mean --period?",
        ),
        (("settle", "x.xlsx", "--per", "one"), "settle: error: argument --period: must be a whole number, not one"),
    ],
    ids=str,
)
def test_what_is_mistyped_is_told_with_what_was_meant(words: tuple[object, ...], said: str, type_in: Type) -> None:
    run = type_in(*words)
    assert (run.code, run.err.splitlines()[-1].removeprefix("bonusmalus ")) == (2, said)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04\xff", "is not a JSON file"), (b"{\n 1", "(line 2, character 2)"), (b"[" * 100_000, "is not a JSON")],
)
def test_contract_data_that_are_no_json_are_told_without_jargon(
    data: bytes, said: str, type_in: Type, tmp_path: Path
) -> None:
    (tmp_path / "data.json").write_bytes(data)
    run = type_in("new", tmp_path / "new.xlsx", "--from", tmp_path / "data.json")
    assert (run.code, run.err.count("\n"), said in run.err) == (3, 1, True)
    assert [word for word in ("codec", "Expecting", "recursion") if word in run.err] == []


@pytest.mark.parametrize(
    ("language", "period", "made", "refused"),
    [
        ("nl", "Periode 99 bestaat niet: ", " is gemaakt: ", "Geweigerd, "),
        ("de", "Periode 99 gibt es nicht: ", " wurde erstellt: ", "Abgelehnt, "),
        ("fr", "La période 99 n’existe pas", " a été créé", "Refusé"),
    ],
)
def test_a_contract_is_spoken_of_in_its_own_language(
    type_in: Type, tmp_path: Path, *, language: str, period: str, made: str, refused: str
) -> None:
    path, data = tmp_path / "new.xlsx", contents("contact-centre", language)
    built = type_in("new", path, "--from", contract_file(tmp_path, data))
    assert (built.code, made in built.out) == (0, True)
    asked = type_in("settle", path, "--period", 99)
    assert (asked.code, period in asked.err) == (2, True)
    data["kpis"][0]["weight"] = "veel"
    again = type_in("new", tmp_path / "again.xlsx", "--from", contract_file(tmp_path, data))
    assert (again.code, refused in again.out) == (1, True)


@pytest.mark.parametrize("named", [{}, {"contract": {"language": "it"}}, {"contract": {"language": ["nl"]}}, []])
def test_data_that_name_no_language_of_ours_are_spoken_of_in_the_user_s(
    type_in: Type, tmp_path: Path, named: object
) -> None:
    run = type_in("new", tmp_path / "new.xlsx", "--from", contract_file(tmp_path, named))
    assert (run.code, "Refused" in run.out) == (1, True)
