"""What does the reference say about the checks of a draft?"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bonusmalus_core.checks.catalogue import CATALOGUE, Check
from bonusmalus_core.words import LANGUAGES, words
from tests.checks.examples import stored
from tests.docs.markdown import page as made
from tests.docs.markdown import table

INTRODUCTION = """\
A check reads a draft and says what to mend or discuss before signing. An error is to be mended, a warning to be
weighed, an info to be known; none of them stops a settlement (what does is in `findings.md`). A finding can be
accepted with a reason, unless it is a blocker. What stands in braces is filled in. Each example is a change of one
sound contract (`bonusmalus_core/checks/examples/sound.json`); the tests run them."""

_PARTS = ("name", "message", "remedy")


def page() -> str:
    """The page: every check with its texts, its anti-pattern and its examples."""
    rows = [
        (f"[{each.code}](#{each.code.lower()})", str(each.severity), _text("en", each, "name")) for each in CATALOGUE
    ]
    source = "`bonusmalus_core/checks`"
    return made("Checks", source, INTRODUCTION, table(("code", "severity", "name"), rows), *map(_section, CATALOGUE))


def _section(check: Check) -> str:
    rows = [(language, *(_text(language, check, part) for part in _PARTS)) for language in LANGUAGES]
    reasons = [
        (language, _family(language, check, "why"), _family(language, check, "antipattern")) for language in LANGUAGES
    ]
    example: Mapping[str, Any] = stored("examples")[check.code]
    told = (check.find.__doc__ or "").split(": ", 1)[1].splitlines()[0]
    return "\n\n".join(
        (
            f"## {check.code}",
            f"**{check.severity}**: {told}",
            table(("", "name", "finding", "what to do"), rows),
            table(("", "why it matters", "anti-pattern"), reasons),
            table(
                ("example", "change"),
                [
                    (f"found at `{example['at']}`", _code(example["failing"])),
                    ("not found", _code(example["repaired"]) if example["repaired"] else "the sound contract"),
                ],
            ),
        )
    )


def _text(language: str, check: Check, part: str) -> str:
    return words(language, "checks")[f"{check.code}.{part}"]


def _family(language: str, check: Check, part: str) -> str:
    return words(language, "checks")[f"{re.sub(r'[a-z]$', '', check.code)}.{part}"]


def _code(changes: Mapping[str, Any]) -> str:
    return f"`{json.dumps(changes, ensure_ascii=False)}`"
