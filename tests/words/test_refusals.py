"""Is what the operating system reports said in the user's language?"""

from __future__ import annotations

import errno
import os

import pytest

from bonusmalus_core.errors import FileRefused, WrongUsage
from bonusmalus_core.findings import Phrase
from bonusmalus_core.words import LANGUAGES, words
from bonusmalus_core.words.refusals import cause, refusal


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOENT, "missing"),
        (errno.EISDIR, "folder"),
        (errno.ENOTDIR, "folder"),
        (errno.EACCES, "permission"),
        (errno.EPERM, "permission"),
        (errno.EROFS, "read_only"),
        (errno.ENOSPC, "full"),
        (errno.ENAMETOOLONG, "name"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_causes_have_a_name(number: int, key: str, language: str) -> None:
    assert cause(OSError(number, os.strerror(number)), language) == words(language, "causes")[key]


def test_any_other_cause_has_its_number() -> None:
    assert cause(OSError(errno.EIO, "Input/output error"), "nl") == "het besturingssysteem meldt fout 5"


def test_an_error_with_words_of_its_own_keeps_them() -> None:
    assert cause(OSError("no number"), "nl") == "no number"


def test_a_refusal_names_the_cause_in_its_own_language() -> None:
    error = FileRefused("file.not-written", "a.pdf", reason=FileNotFoundError(errno.ENOENT, "No such file"))
    assert refusal(error, "nl").startswith("a.pdf kon niet geschreven worden (het bestand of de map bestaat niet)")
    assert refusal(WrongUsage("period", period=9, periods=8), "en").startswith("Period 9 does not exist")


def test_a_refusal_quotes_the_help_of_an_option_in_its_own_language() -> None:
    error = WrongUsage("missing", option="reason", meaning=Phrase("unlock.reason", topic="commands"))
    assert (
        refusal(error, "nl")
        == "De optie reason (“Waarom de periode opnieuw verrekend moet worden.”) is leeg: vul ze in."
    )
