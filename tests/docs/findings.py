"""What does the reference say about the findings?"""

from __future__ import annotations

from bonusmalus_core.words import LANGUAGES, words
from tests.docs.markdown import page as made
from tests.docs.markdown import table
from tests.docs.severities import severity

INTRODUCTION = """\
A finding says what is wrong and where, quotes the value, and says how to mend it. What stands in braces is filled in.

- A **blocker** stops the settlement: nothing is written until it is mended.
- An **error** stops the signature: the contract says something that the parties cannot want.
- A **warning** and an **info** stop nothing.

A blocker about the figures of one KPI is a warning where that KPI weighs nothing in the period, and where the contract
itself says what missing data are worth."""


def page() -> str:
    """The page: every code with its sentences in the four languages."""
    codes = [key.removesuffix(".name") for key in words("en", "findings") if key.endswith(".name")]
    return made("Findings", "`bonusmalus_core/words`", INTRODUCTION, *map(_section, codes))


def _section(code: str) -> str:
    rows = [
        (language, *(words(language, "findings")[f"{code}.{part}"] for part in ("name", "message", "remedy")))
        for language in LANGUAGES
    ]
    title = words("en", "findings")[f"{code}.name"]
    return f"## {code} {title}\n\nSeverity: **{severity(code)}**.\n\n" + table(
        ("", "name", "finding", "what to do"), rows
    )
